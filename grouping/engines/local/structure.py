"""What a search has to know about a problem before it starts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from grouping.engines.kernels.stack import Stack
from grouping.engines.kernels.state import Pack
from grouping.terms.arrays import Index

# Largest table of what is tabu: rounds x participants^2.
MOST_TABU = 50_000_000


def seats_of(stack: Stack, packs: list[Pack], *, everybody: bool) -> tuple[Index, bool]:
    """Return who may change seats with another in all rounds, and whether all pairs count alike."""
    n = stack.present.shape[1]
    kinds = stack.pair_kind[np.triu_indices(len(stack.pair_kind), 1)]
    alike = not len(kinds) or bool((kinds == kinds[0]).all())
    free: NDArray[np.bool_] = np.ones(n, dtype=bool)
    for pack in packs:
        here = np.zeros(n, dtype=bool)
        here[pack.free] = True
        if everybody:
            here[:] = stack.present.all(axis=0)
        free &= here & ~pack.linked
    together = stack.rounds > 1 and not any(len(p.distance) or len(p.meet_label) for p in packs)
    return np.flatnonzero(free if together else free & False).astype(np.int32), alike


def only_distances(stack: Stack) -> bool:
    """Return whether distances in one round are all there is."""
    pack = stack.pack(0)
    alone = stack.rounds == 1 and not (len(pack.meet_soft) or len(pack.visit_soft))
    return alone and _has_only_pairs(pack) and len(pack.distance) > 0


def only_meetings(stack: Stack) -> bool:
    """Return whether meetings are all there is, fit for tabu: fixed sizes, no gain by any meeting.

    Tabu looks at those in conflict only, and keeps a table of rounds x participants^2.
    """
    packs = [stack.pack(r) for r in range(stack.rounds)]
    met = len(stack.packs.meet_soft) > 0 and not len(stack.packs.visit_soft)
    fixed = all((pack.low == pack.high).all() for pack in packs)
    only = all(_has_only_pairs(p) and not (len(p.distance) or len(p.meet_label)) for p in packs)
    small = stack.rounds * stack.present.shape[1] ** 2 <= MOST_TABU
    tables = stack.packs.meet_soft, stack.packs.meet_must
    shunned = all((np.diff(t.reshape(-1, stack.rounds + 1)) >= 0).all() for t in tables)
    return met and fixed and only and small and shunned


def _has_only_pairs(pack: Pack) -> bool:
    """Whether a round has no costs but those of all pairs."""
    others = (pack.tag.size, pack.amount.size, len(pack.pair_other), len(pack.counter))
    return not any(others) and len(pack.place_soft) == 1


def most_violations(stack: Stack, packs: list[Pack]) -> int:
    """Return more violations than there can be, squares aside."""
    rounds, n = stack.present.shape
    across = int(np.abs(stack.packs.meet_must).max(initial=0)) * n * n
    across += int(np.abs(stack.packs.visit_must).max(initial=0)) * n * rounds
    return int(across + sum(map(_most_in_round, packs)))


def _most_in_round(pack: Pack) -> int:
    teams = len(pack.low)
    tallies = int(np.maximum(pack.table_must, 0).sum()) * teams
    general = int(np.maximum(pack.counter_must, 0).sum()) * teams
    places = int(pack.place_must.max(initial=0)) * len(pack.tag)
    return tallies + general + places + int(np.maximum(pack.pair_must, 0).sum())
