"""Headers that are questions of a form: 'What is your first name?' asks for a first name.

Only what stands around the thing asked for is taken away; a question about something else keeps
words that no role allows: 'What is the name of your supervisor?'.
"""

from __future__ import annotations

import re

_BEFORE = re.compile(
    r"^(?:\d+\s*[.)]\s*)?(?:"
    r"(?:what|who)(?:'s|\s+is|\s+are)\s+|what\s+(?=.*\b(?:do|are)\s+you\b)"
    r"|please\s+(?:enter|write|give|state|type|provide|fill\s+in)\s+"
    r"|(?:enter|type|write|fill\s+in)\s+"
    r"|(?:(?:from|in|with|at|to)\s+)?which\s+"
    r"|(?:siapa|apa|berapa)(?:kah)?\s+"
    r"|(?:(?:mohon|silakan|silahkan)\s+)?"
    r"(?:tuliskan|tulis|isikan|isi|sebutkan|masukkan|cantumkan|pilih)\s+"
    r"|(?:anda\s+)?(?:(?:ber)?asal\s+|bekerja\s+)?(?:dari\s+|di\s+)(?=\S.*\bmana\b)"
    r")"
)
_YOUR = re.compile(r"^(?:(?:your|the|my)\s+)+")
_BEHIND = re.compile(
    r"\s+(?:(?:do|are|did|have)\s+you\b.*|anda\b.*|kamu\b.*|saudara\b.*|bapak\s*/?\s*ibu\b.*"
    r"|mana\b.*|saat ini|sekarang|please|sesuai\s+\w+(?:\s+\w+)?|as\s+on\s+.*|dengan lengkap)$"
)
_VERBS = re.compile(
    r"\s+(?:(?:do|are|did|have)\s+you\s+(?:identify|work|belong|study|from|in|come|live|represent)"
    r"(?:\s+(?:in|at|to|for|with|from|as))?|(?:are|do)\s+you(?:\s+(?:in|from))?)$"
)
_WHOLE = {
    "how old are you": "age",
    "when were you born": "birth date",
    "when is your birthday": "birthday",
    "kapan anda lahir": "tanggal lahir",
    "kapan kamu lahir": "tanggal lahir",
    "who are you": "name",
    "siapa anda": "nama",
}


def asked_for(header: str) -> str:
    """Return what a folded header asks for; '' if it is no question or asks for something else.

    Examples
    --------
    >>> asked_for("what is your first name?")
    'first name'
    >>> asked_for("which department do you work in?")
    'department'
    >>> asked_for("which colleague do you want to sit with?")
    ''
    """
    text = " ".join(header.strip().rstrip("?:.* ").split())
    if text in _WHOLE:
        return _WHOLE[text]
    rest = _BEFORE.sub("", text)
    rest = _YOUR.sub("", rest)
    behind = _VERBS.search(rest)
    if behind:
        rest = rest[: behind.start()]
    elif re.search(r"\b(?:do|are|did|have|would|will|can)\s+you\b", rest):
        return ""
    else:
        rest = _BEHIND.sub("", rest)
    return "" if rest == text else rest.strip()
