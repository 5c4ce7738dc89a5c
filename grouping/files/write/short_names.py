"""The short name of a person, without titles, for badges and for sorting."""

from __future__ import annotations

import re

# Titles before an Indonesian name, academic, religious and military; initials such as 'M.' or
# 'A.' and titles of birth such as 'R.' belong to the name.
_BEFORE = frozenset(
    "prof dr drs dra drg drh dr.h dr.hj drs.h dra.hj ir h hj kh hc h.c apt ns ners dr.med"
    " dr.ing dr-ing mr mrs ms bapak ibu sdr sdri kombes kompol akbp akp aipda aiptu bripka iptu"
    " ipda letkol letda lettu kol kolonel mayor mayjen brigjen kapten serka serma serda"
    " peltu pelda".split()
)
# Degrees that stand behind a name without a comma: 'Budi Santoso S.Kom M.T.'
_BEHIND = re.compile(
    r"(?:S|M|D|Sp|Dipl|A\.?Md|S\.?Tr|Ph)\.\s?[A-Z][\w.]*$|(?:SE|SH|MM|MT|MH|MSi|ST|SSTP)\.?$"
)


def short_name(name: str) -> str:
    """Return `name` without titles and degrees: ``'Dr. H. Adi Wijaya, S.Sos.'`` is Adi Wijaya.

    What cannot be told apart from a name stays, and at least one word.
    """
    words = name.split(",")[0].split()
    while len(words) > 1 and _is_title(words[0]):
        words = words[1:]
    while len(words) > 1 and _BEHIND.match(words[-1]):
        words = words[:-1]
    # 'Dr.H.Adi' is one word
    first = re.sub(r"^(?:(?:Prof|Dr|Drs|Dra|Ir|Hj?)\.)+(?=\w{2})", "", words[0]) if words else ""
    short = " ".join([first, *words[1:]]).strip()
    return short if any(letter.isalnum() for letter in short) else " ".join(name.split())


def _is_title(word: str) -> bool:
    if not word.endswith(".") and word.casefold() not in ("prof", "drs", "dra", "ir", "hj"):
        return False
    return word.casefold().rstrip(".") in _BEFORE


def sorting_name(name: str) -> tuple[str, str]:
    """Return what people are sorted by: the name without titles, then as it stands."""
    return short_name(name).casefold(), name.casefold()
