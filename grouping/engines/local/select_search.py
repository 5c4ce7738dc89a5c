"""Which search a problem gets."""

from __future__ import annotations

import numpy as np

from grouping.engines.kernels.stack import Stack
from grouping.engines.kernels.state import Pack
from grouping.engines.local.dispersion_searcher import DispersionSearcher
from grouping.engines.local.distance_searcher import DistanceSearcher, fits_rows
from grouping.engines.local.flatten import pack_terms
from grouping.engines.local.points_searcher import PointsSearcher
from grouping.engines.local.searcher import Searcher
from grouping.engines.local.teams_searcher import TeamsSearcher, only_teams
from grouping.terms.arrays import Index
from grouping.terms.terms import Points, Terms

AnySearcher = Searcher | DistanceSearcher | TeamsSearcher | PointsSearcher | DispersionSearcher

# For fewer people swaps of all with all, and among those who count for the same, do as well.
MANY = 1000
# Steps between two looks at the clock: some milliseconds.
CHUNK = 1 << 17
# An exchange of whole seats touches every round.
SEATS_CHUNK = 1 << 12
# A step weighs one swap, and rows of them are many times as fast.
DISTANCE_CHUNK = 1 << 22
# A swap between two teams takes some hundredths of a microsecond.
TEAMS_CHUNK = 1 << 20


def searcher_for(
    stack: Stack, rng: np.random.Generator, target: int, *, start: Index | None = None
) -> AnySearcher:
    """Return a new search: one of its own for problems of distances alone, or of counts and sums.

    With a `start` only whole seats are exchanged, see `Searcher`.
    """
    pack = stack.pack(0)
    if stack.rounds == 1 and start is None and len(pack.tag) >= MANY and only_teams(pack):
        return TeamsSearcher(pack, rng, target)
    if stack.rounds > 1 or not only_distances(pack):
        return Searcher(stack, rng, target, start=start)
    constant = int(pack.constant[0]), int(pack.constant[1])
    return DistanceSearcher(pack.distance, pack.low, pack.high, constant, rng, target)


def lone_searcher(terms: Terms, rng: np.random.Generator, target: int) -> AnySearcher:
    """Return a new search for a term that has one of its own: distances of points, or the least.

    Beside points there may be counts and sums, `only_teams`; beside the least distance nothing.
    """
    rule, coef, term = next(
        (rule, coef, rule.alone[0])
        for rule, coef in zip(terms.rules, terms.coefs, strict=True)
        if rule.alone
    )
    if isinstance(term, Points):
        return PointsSearcher(pack_terms(terms), term.places, coef, rng, target)
    return DispersionSearcher(term, terms.n, terms.low, terms.high, rule.constant, rng, target)


def only_distances(pack: Pack) -> bool:
    """Return whether distances are all there is, everybody may move, and the sums fit."""
    spanning = len(pack.meet_soft) or len(pack.visit_soft)
    return bool(
        len(pack.distance)
        and not spanning
        and not (pack.tag.size or pack.amount.size or len(pack.counter) or len(pack.pair_other))
        and len(pack.place_soft) == 1
        and len(pack.free) == len(pack.tag)
        and fits_rows(pack.distance, pack.high)
    )


def chunk_of(searcher: AnySearcher) -> int:
    """Return how many steps to run between two looks at the clock."""
    if isinstance(searcher, DistanceSearcher):
        return DISTANCE_CHUNK
    if isinstance(searcher, PointsSearcher):
        return searcher.chunk(TEAMS_CHUNK)
    if isinstance(searcher, (TeamsSearcher, DispersionSearcher)):
        return TEAMS_CHUNK
    return SEATS_CHUNK if searcher.seats_only else CHUNK
