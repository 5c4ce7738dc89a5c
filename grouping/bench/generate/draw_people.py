"""Drawing fictional people for posts.

Everything is drawn by `Generator.random` and `Generator.permutation`, one person after the
other, so that a roster depends on the seed and the posts alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

import numpy as np

from grouping.bench.generate.name_lists import (
    BACHELOR,
    BIRTHPLACES,
    DIPLOMA,
    MASTER,
    MEN_FAMILY,
    MEN_GIVEN,
    WOMEN_FAMILY,
    WOMEN_GIVEN,
)
from grouping.bench.generate.offices import LEVELS, RANK_NAMES, Level
from grouping.bench.generate.official import EVENT_DATE, Official, age_at
from grouping.bench.generate.posts import Post

MOST_DISTINCT = 1000
"""Up to this many people no two have the same name; in larger rosters names recur, as in life."""

_WOMEN_SHARE = 0.3
_RANKS = tuple(RANK_NAMES)
_T = TypeVar("_T")


class Degree(NamedTuple):
    """Highest degree, its year, and the titles that it puts before and after a name."""

    name: str
    year: int
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def people_for(posts: Sequence[Post], rng: np.random.Generator) -> list[Official]:
    """Return one official per post, in the same order."""
    n = len(posts)
    taken: set[str] | None = set() if n <= MOST_DISTINCT else None
    serials: Counter[str] = Counter()
    sexes = _sexes(n, rng)
    return [_person(p, sex, taken, serials, rng) for p, sex in zip(posts, sexes, strict=True)]


def pick(rng: np.random.Generator, items: Sequence[_T]) -> _T:
    """Return one of `items`, all equally likely."""
    return items[int(rng.random() * len(items))]


def _sexes(n: int, rng: np.random.Generator) -> list[str]:
    """Return 'P' for 30 % of the places and 'L' for the others, mixed.

    The share is fixed, not drawn for each, so that every roster has enough women for all teams.
    """
    women = round(_WOMEN_SHARE * n)
    return ["P" if place < women else "L" for place in rng.permutation(n)]


def _person(
    post: Post,
    sex: str,
    taken: set[str] | None,
    serials: Counter[str],
    rng: np.random.Generator,
) -> Official:
    level = LEVELS[post.eselon]
    birth = _birth(level, rng)
    rank = _rank(level, birth, rng)
    degree = _degree(rank, birth, rng)
    name = _titled(_name(sex, taken, rng), sex, birth, degree, rng)
    return Official(
        name=name,
        nip="-" if rank == "-" else _nip(birth, sex, rank, serials, rng),
        sex=sex,
        birthplace=pick(rng, BIRTHPLACES),
        birth=birth,
        education=degree.name,
        graduated=degree.year,
        rank=rank,
        eselon=post.eselon,
        job=post.job,
        agency=post.agency,
        kelurahan=post.kelurahan,
    )


def _birth(level: Level, rng: np.random.Generator) -> date:
    """Return a birthday that makes the age at the event one of the level's."""
    age = level.youngest + int(rng.random() * (level.oldest - level.youngest + 1))
    latest = EVENT_DATE.replace(year=EVENT_DATE.year - age)
    return latest - timedelta(days=int(rng.random() * 365))


def _rank(level: Level, birth: date, rng: np.random.Generator) -> str:
    """Return one of the level's ranks; the older, the likelier a high one."""
    spread = level.oldest - level.youngest + 1
    older = (age_at(birth, EVENT_DATE) - level.youngest) / spread
    return level.ranks[int((0.6 * older + 0.4 * rng.random()) * len(level.ranks))]


def _degree(rank: str, birth: date, rng: np.random.Generator) -> Degree:
    """Return a degree that fits the rank: ranks of II are of people without a bachelor's."""
    luck, delay = rng.random(), int(rng.random() * 4)
    if rank.startswith("II/"):
        if luck < 0.4:
            return Degree("D3", birth.year + 21 + delay // 2, after=DIPLOMA)
        return Degree("SMA", birth.year + 18 + delay // 2)
    bachelor, master = pick(rng, BACHELOR), pick(rng, MASTER)
    old_style = age_at(birth, EVENT_DATE) >= 54 and rng.random() < 0.6
    before, after = (("Drs.",), ()) if old_style else ((), (bachelor,))
    high = rank.startswith("IV") or rank == "-"
    last_year = EVENT_DATE.year - 1
    years = last_year - birth.year - 28  # in which a second degree can have been taken
    if luck > (0.3 if high else 0.7) and years > 0:
        year = birth.year + 28 + int(rng.random() * min(years, 14))
        if luck > 0.93 and high:
            return Degree("S3", year, ("Dr.", *before), (*after, master))
        return Degree("S2", year, before, (*after, master))
    return Degree("S1", min(birth.year + 22 + delay, last_year), before, after)


def _name(sex: str, taken: set[str] | None, rng: np.random.Generator) -> str:
    given, family = (WOMEN_GIVEN, WOMEN_FAMILY) if sex == "P" else (MEN_GIVEN, MEN_FAMILY)
    while True:
        first, second = pick(rng, given), pick(rng, given)
        parts = [first, second] if second != first and rng.random() < 0.8 else [first]
        name = " ".join([*parts, pick(rng, family)])
        if taken is None:
            return name
        if name not in taken:
            taken.add(name)
            return name


def _titled(name: str, sex: str, birth: date, degree: Degree, rng: np.random.Generator) -> str:
    """Put titles around a name: 'Dr. Drs. H. Name, M.Si.'."""
    before = ["Dra." if t == "Drs." and sex == "P" else t for t in degree.before]
    if age_at(birth, EVENT_DATE) >= 40 and rng.random() < 0.3:
        before.append("Hj." if sex == "P" else "H.")
    return ", ".join([" ".join([*before, name]), *degree.after])


def _nip(birth: date, sex: str, rank: str, serials: Counter[str], rng: np.random.Generator) -> str:
    """Return a number that nobody else has; appointments are in the usual months."""
    service = 1 + _RANKS.index(rank)  # years that it takes at least to rise to the rank
    age = 19 + int(rng.random() * 14)
    year = min(birth.year + age, EVENT_DATE.year - service)
    digits = f"{birth:%Y%m%d}{year}{pick(rng, ('01', '03', '04', '12'))}{2 if sex == 'P' else 1}"
    serials[digits] += 1 + int(rng.random() * 3)
    return f"{digits}{serials[digits]:03d}"
