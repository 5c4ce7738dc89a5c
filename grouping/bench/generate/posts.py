"""The posts of a roster, before people are drawn for them: how many, where, of which eselon."""

from __future__ import annotations

from itertools import cycle, islice
from typing import NamedTuple

from grouping.bench.generate.offices import (
    AGENCIES,
    COMPANIES,
    HEADED_AGENCIES,
    KELURAHAN,
    LEVELS,
    SECRETARIAT,
    Agency,
)
from grouping.errors import InputError
from grouping.language import _

FEWEST_OFFICIALS = 60


class Post(NamedTuple):
    """One post; `kelurahan` is '-' for all but lurah."""

    agency: str
    job: str
    eselon: str
    kelurahan: str = "-"


# The first posts of an agency, then those that the rest of its people hold in turn.
_HEADS = {
    "secretariat": (
        *[("Asisten", "II.b")] * 3,
        *[("Staf Ahli", "II.b")] * 3,
        *[("Kepala Bagian", "III.a")] * 9,
    ),
    "agency": (
        ("Kepala Perangkat Daerah", "II.b"),
        ("Sekretaris", "III.a"),
        ("Kepala Bidang", "III.b"),
    ),
    "district": (
        ("Camat", "III.a"),
        ("Sekretaris Kecamatan", "III.b"),
        *[("Lurah", "IV.a")] * 4,
    ),
}
_OTHERS = {
    "secretariat": (
        ("Kepala Subbagian", "IV.a"),
        ("Fungsional", "Fungsional"),
        ("Pelaksana", "Pelaksana"),
        ("Fungsional", "Fungsional"),
    ),
    "agency": (
        ("Fungsional", "Fungsional"),
        ("Kepala Subbagian", "IV.a"),
        ("Pelaksana", "Pelaksana"),
        ("Kepala Bidang", "III.b"),
        ("Fungsional", "Fungsional"),
        ("Kepala UPT", "IV.a"),
        ("Fungsional", "Fungsional"),
        ("Pelaksana", "Pelaksana"),
        ("Kepala Subbagian UPT", "IV.b"),
    ),
    "district": (
        ("Kepala Seksi", "IV.a"),
        ("Kepala Subbagian", "IV.b"),
        ("Fungsional", "Fungsional"),
        ("Pelaksana", "Pelaksana"),
    ),
}
_HEIGHT = {eselon: place for place, eselon in enumerate(LEVELS)}


def retreat_posts() -> list[Post]:
    """Return the 100 posts of the retreat, agency by agency."""
    posts = [Post(SECRETARIAT, "Sekretaris Daerah", "II.a")]
    posts += [Post(SECRETARIAT, "Asisten", "II.b")] * 3
    posts += [Post(SECRETARIAT, "Staf Ahli", "II.b")] * 3
    posts += [Post(SECRETARIAT, "Kepala Bagian", "III.a")] * 6
    posts += [Post(a.name, "Kepala Perangkat Daerah", "II.b") for a in HEADED_AGENCIES]
    for kecamatan, kelurahan in KELURAHAN.items():
        agency = f"Kecamatan {kecamatan}"
        posts.append(Post(agency, "Camat", "III.a"))
        posts += [Post(agency, "Lurah", "IV.a", name) for name in kelurahan]
    posts += [Post(company, "Direktur Perumda", "-") for company in COMPANIES]
    return posts


def officials_posts(n: int) -> list[Post]:
    """Return `n` posts, agency by agency and the highest first in each."""
    if n < FEWEST_OFFICIALS:
        raise InputError(
            _(
                "a roster of {n} officials is too small for {agencies} agencies",
                n=n,
                agencies=len(AGENCIES),
            ),
            hint=_("ask for {n} or more", n=FEWEST_OFFICIALS),
        )
    sizes = agency_sizes(n)
    return [p for a, size in zip(AGENCIES, sizes, strict=True) for p in _agency_posts(a, size)]


def agency_sizes(n: int) -> list[int]:
    """Return the number of people of each of `AGENCIES`, at least one, `n` in all.

    What is beyond one each is shared out in proportion by largest remainders, so that n = 420
    gives the listed sizes.
    """
    over = [a.size - 1 for a in AGENCIES]
    left, whole = n - len(AGENCIES), sum(over)
    sizes = [1 + left * w // whole for w in over]
    by_remainder = sorted(range(len(over)), key=lambda k: (-(left * over[k] % whole), k))
    for k in by_remainder[: n - sum(sizes)]:
        sizes[k] += 1
    return sizes


def _agency_posts(agency: Agency, size: int) -> list[Post]:
    heads, others = _HEADS[agency.pattern], _OTHERS[agency.pattern]
    held = [*heads[:size], *islice(cycle(others), max(0, size - len(heads)))]
    posts = [Post(agency.name, job, eselon) for job, eselon in held]
    return sorted(posts, key=lambda p: _HEIGHT[p.eselon])
