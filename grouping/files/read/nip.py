"""The number of a civil servant (NIP): birth date, appointment, sex and a serial number.

Eighteen digits: eight of the birth date, six of the year and month of appointment, one of the sex
(1 man, 2 woman), three of a serial number (Regulation 22/2007 of the head of the National Civil
Service Agency).  Those of contract employees (NI PPPK) have 21 and on in the place of the month.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

DIGITS = 18
_CONTRACT = range(21, 30)
_SAMPLE, _NEARLY_ALL = 100, 0.9
_FORM = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)((?:19|20)\d\d)(\d\d)(\d)(\d{3})")

Fault = Literal["digits", "birth", "appointed", "sex"]


@dataclass(frozen=True)
class Nip:
    """What a number says.

    Attributes
    ----------
    birth
        Date of birth.
    sex
        ``man`` or ``woman``.
    contract
        Whether it is that of a contract employee (PPPK).
    """

    birth: dt.date
    sex: Literal["man", "woman"]
    contract: bool = False


def read_nip(text: str) -> Nip | Fault:
    """Return what a number of 18 digits says, or what is wrong with it.

    Examples
    --------
    >>> read_nip("198306052010011001").birth
    datetime.date(1983, 6, 5)
    >>> read_nip("198313052010011001")
    'birth'
    """
    if len(text) != DIGITS or not (text.isascii() and text.isdigit()):
        return "digits"
    found = _FORM.fullmatch(text)
    if not found:
        return "birth" if text[:2] not in ("19", "20") else "appointed"
    year, month, day, appointed, code, sex, _serial = found.groups()
    try:
        birth = dt.date(int(year), int(month), int(day))
    except ValueError:
        return "birth"
    contract = int(code) in _CONTRACT
    if not (1 <= int(code) <= 12 or contract) or int(appointed) < int(year):
        return "appointed"
    if sex not in "12":
        return "sex"
    return Nip(birth, "man" if sex == "1" else "woman", contract)


def holds_nips(values: Sequence[object]) -> bool:
    """Return whether a column holds such numbers, whatever it is called."""
    sample = [v for v in values[:_SAMPLE] if v is not None]
    texts = ["".join(v.split()).strip("'`") for v in sample if isinstance(v, str)]
    good = sum(len(text) == DIGITS and isinstance(read_nip(text), Nip) for text in texts)
    return len(sample) > 1 and good >= _NEARLY_ALL * len(sample)
