"""Names without their academic, religious and military titles: one list for all who compare.

'Santosa, S.E.' is Santosa with a degree, 'Santosa, Agung' is Agung of the family Santosa: what
stands behind a comma decides.  A degree is told by its form (letters with dots between them, two
capitals in a row) or by being one of the list; anything else behind a comma belongs to the name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from grouping.problem.column import fold

# Titles before a name, folded and without dots.  Those that are also names or initials ('H', 'R',
# 'M') are titles when they are compared, and stay when a name is shortened for a badge.
_BEFORE = frozenset(
    "prof dr drs dra drg drh ir hj hjh kh apt ns ners mr mrs ms miss hc bapak ibu sdr sdri"
    " ust ustadz ustazah kombes kompol akbp akp aipda aiptu bripka bripda briptu brigpol iptu"
    " ipda ipds letkol letda lettu kol kolonel mayor mayjen brigjen letjen kapten serka serma"
    " serda sertu peltu pelda pratu praka kopda koptu".split()
)
_DOUBTFUL = frozenset("h r rr kn rd rm".split())
# those that are titles without a dot as well, for comparing and for badges
_PLAIN = frozenset(
    "drs dra dr ir prof h hj kh drg drh apt ns mr mrs ms hc rr r raden ust ustadz bapak ibu sdr"
    " sdri".split()
)
_SURE = frozenset("prof drs dra ir hj drg drh".split())
# Degrees behind a name, without dots: level and field, such as S.Kom and MPd, then others.
_FIELDS = (
    "e h m t p i a ag ab ap ak adm akun ars arch ba bio bus d des ds e ec eng env farm fil gz hum"
    " hut ikom in ip iptek k kb keb ked kep kes kg km kn kom ktr l li ling mat med mn or p pa pd"
    " pdi pdk pi pt psi psiko pol pwk sc si sn sos sosio st stat stp sy th tp tr trt k3 e i us"
).split()
_DEGREES = frozenset(
    [f"{level}{field}" for level in ("s", "m") for field in _FIELDS]
    + ["amd", "amak", "amk", "amkeb", "amdkeb", "amdkep", "amg", "amf", "phd", "mba", "msc", "bsc"]
    + "ba bba beng llm llb mpp mpa mph mphil edd dba dea sst sstp strkeb strkom smhk spd spsi"
    " ak ca cpa cfa cfp cia cisa chrp pmp bkp ipm ipu apt ners ns jr sr ii iii iv skep skm"
    " spog spa spb spm spjp sppd spkj span sprad spkk sptht spu amp cma qia lc hons".split()
)
# those that are a given name as well: a degree only with its dots or in capitals
_ALSO_NAMES = frozenset("mia mas sa ma mi mat mars sit sam sip sti man ii iv ba pa si".split())
_DOTTED = re.compile(r"(?:[^\W\d_]{1,5}\.)+(?:[^\W\d_]{1,6}\.?)?(?:\(?[^\W\d_]*\)?)")
_WORD = re.compile(r"[\w'’`-]+")
_LOOSE = re.compile(r"\b([SMDBsmdb])\.\s+(?=[^\W\d_]{2})")
_JOINED_BEFORE = re.compile(
    r"^(?:(?:prof|dr|drs|dra|ir|hj?|drg|drh)\.\s*-?)+(?=[^\W\d_]{2})", re.IGNORECASE
)


def bare_name(name: object) -> str:
    """Return a name as it is compared: folded, in the order of speech, without titles.

    Examples
    --------
    >>> bare_name("Dr. Ir. H. Budi Santoso, M.Si") == bare_name("budi  santoso")
    True
    >>> bare_name("Santoso, Budi")
    'budi santoso'
    """
    words = _bare_words(str(name), doubtful=True)
    bare = " ".join(_WORD.findall(fold(" ".join(words))))
    # a name of one letter or none says nothing without what was cut off
    return bare if len(bare.replace(" ", "")) > 1 else fold(name)


def without_titles(name: str) -> str:
    """Return a name without titles, as it is spelt: ``'Dr. Adi Wijaya S.Sos'`` is Adi Wijaya.

    Single letters such as 'M.' or 'R.' may belong to the name and stay.  What cannot be told
    apart from a name stays, and at least one word.
    """
    words = _bare_words(" ".join(name.split()), doubtful=False)
    short = " ".join(words).strip()
    return short if any(letter.isalnum() for letter in short) else " ".join(name.split())


def is_inverted(name: str) -> bool:
    """Return whether a name is written as 'Surname, Given'."""
    first, comma, rest = name.partition(",")
    if not comma:
        return False
    given = [part for part in rest.split(",") if not are_titles(part, name)]
    return bool(first.strip()) and len(given) == 1 and bool(re.search(r"[^\W\d_]{2}", given[0]))


def are_titles(text: str, within: str = "") -> bool:
    """Return whether a text, such as what stands behind a comma, is titles and nothing else.

    Parameters
    ----------
    within
        The whole name: capitals tell nothing in a name that is all capitals.
    """
    return _are_degrees(text, _telling(within or text))


def _telling(name: str) -> bool:
    """Return whether the capitals of a name tell anything: not where all letters are capitals."""
    return name != name.upper()


@lru_cache(maxsize=4096)
def _are_degrees(text: str, telling: bool) -> bool:
    # 'S. Sos' and 'Sp.PD-KGEH' are one degree and two
    words = re.split(r"[\s-]+", _LOOSE.sub(r"\1.", text))
    return all(_is_degree(word, telling) for word in words)


def _is_degree(word: str, telling: bool) -> bool:
    """Return whether a word is a degree; `telling`: whether its capitals say something."""
    bare = re.sub(r"[\W_]+", "", word).casefold()
    if not bare:
        return True
    dots = word.count(".")
    if bare in _DEGREES:
        capitals = telling and sum(c.isupper() for c in word) >= 2
        return bare not in _ALSO_NAMES or dots >= 1 or capitals
    if bare in _BEFORE:
        return dots >= 1
    if dots >= 2 or (dots == 1 and not word.endswith(".")):
        # 'S.Xyz.' has the form of a degree; 'J.R.' are initials
        pieces = [p for p in word.split(".") if p]
        return bool(_DOTTED.fullmatch(word)) and max(map(len, pieces)) > 1
    return telling and 3 <= len(word) <= 6 and word.isalpha() and word.isupper()


def _bare_words(name: str, *, doubtful: bool) -> list[str]:
    """Return the words of a name in the order of speech, titles before and behind left out."""
    first, comma, rest = name.partition(",")
    if not comma:
        return _without_behind(_without_before(first.split(), doubtful), name)
    parts = [part for part in rest.split(",") if part.strip()]
    telling = _telling(name)
    given = [part for part in parts if not _are_degrees(part, telling)]
    words = first.split()
    if given and words:
        # 'Santoso, Budi, S.E.'; what else stands behind stays at the end
        words = [*given[0].split(), *words, *(w for part in given[1:] for w in part.split())]
    return _without_behind(_without_before(words, doubtful), name)


def _without_before(words: list[str], doubtful: bool) -> list[str]:
    while len(words) > 1 and _is_before(words[0], doubtful):
        words = words[1:]
    if words and "." in words[0]:
        # 'Dr.H.Adi' is one word
        words = [_JOINED_BEFORE.sub("", words[0]) or words[0], *words[1:]]
    return words


@lru_cache(maxsize=4096)
def _is_before(word: str, doubtful: bool) -> bool:
    """Return whether the first word of a name is a title."""
    if "." not in word:
        return word.casefold() in (_PLAIN if doubtful else _SURE)
    pieces = [p for p in re.split(r"[.\-/]", word.casefold()) if p]
    known = _BEFORE | (_DOUBTFUL if doubtful else {"h"})
    return bool(pieces) and all(p in known for p in pieces)


def _without_behind(words: list[str], name: str) -> list[str]:
    telling = _telling(name)
    while len(words) > 1 and _is_behind(words[-1], telling):
        words = words[:-1]
    return words


@lru_cache(maxsize=4096)
def _is_behind(word: str, telling: bool) -> bool:
    """Return whether the last word of a name is a degree, though no comma stands before it."""
    bare = re.sub(r"[\W_]+", "", word).casefold()
    if "." in word.rstrip(".") or (word.endswith(".") and len(bare) > 1):
        return _is_degree(word, telling)
    sure = bare in _DEGREES and bare not in _ALSO_NAMES and len(bare) > 1
    return sure and telling and sum(c.isupper() for c in word) >= 2
