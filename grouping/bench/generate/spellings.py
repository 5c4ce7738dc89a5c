"""The many ways in which people type one value.

Every function takes the orderly value and returns what a typist might have put in the cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import numpy as np

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)

_AGENCY_SLIPS: tuple[Callable[[str], str], ...] = (
    str.upper,
    lambda t: t + " ",
    lambda t: " " + t,
    lambda t: t.replace(" ", "  ", 1),
    lambda t: t[0] + t[1:].lower(),
)
_SEX_SLIPS = {
    "L": ("l", "L ", "Laki-laki", "laki-laki"),
    "P": ("p", "P ", "Perempuan", "perempuan"),
}
_STRUCTURAL = re.compile(r"(I+V?)\.([ab])")


def spell_agency(agency: str, rng: np.random.Generator) -> str:
    """Return the name with slips of case and blanks in one of eight."""
    return _slip(rng, 0.12, agency, [f(agency) for f in _AGENCY_SLIPS])


def spell_sex(sex: str, rng: np.random.Generator) -> str:
    """Return L or P, sometimes small, with a blank, or in full."""
    return _slip(rng, 0.12, sex, _SEX_SLIPS[sex])


def spell_eselon(eselon: str, rng: np.random.Generator) -> str:
    """Return 'II.b' also as 'IIb', 'II/b' or with a blank; other words with slips of case."""
    found = _STRUCTURAL.fullmatch(eselon)
    if found is None:
        return _slip(rng, 0.12, eselon, [eselon.lower(), eselon.upper(), eselon + " "])
    number, letter = found.groups()
    slips = [
        f"{number}{letter}",
        f"{number}/{letter}",
        f"{number}.{letter} ",
        f"{number}. {letter}",
    ]
    return _slip(rng, 0.2, eselon, slips)


def spell_nip(nip: str, rng: np.random.Generator) -> str:
    """Return the number, for one in three with blanks between its four parts."""
    if len(nip) != 18:
        return nip
    return _slip(rng, 0.35, nip, [f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"])


def spell_birth(birth: date, birthplace: str, rng: np.random.Generator) -> date | str:
    """Return a real date for about half, and text in one of several forms for the others."""
    if rng.random() < 0.55:
        return birth
    long = f"{birth.day} {MONTHS[birth.month - 1]} {birth.year}"
    forms = [f"{birth:%d-%m-%Y}", f"{birth:%d/%m/%Y}", long, long.upper(), f"{birthplace}, {long}"]
    return _slip(rng, 1.0, long, [*forms, f"{birthplace}, {birth:%d-%m-%Y}"])


def _slip(
    rng: np.random.Generator, share: float, value: str, others: tuple[str, ...] | list[str]
) -> str:
    """Return one of `others` with probability `share`, else `value`."""
    if rng.random() >= share:
        return value
    return others[int(rng.random() * len(others))]
