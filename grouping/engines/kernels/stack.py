"""Packs of several rounds laid out behind each other, and the states over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grouping.engines.compiled.tables import specs
from grouping.engines.kernels.state import (
    BEST_MUST,
    BEST_SOFT,
    BUCKETS,
    FIGURES,
    LOG,
    LOGGED,
    Codes,
    Index,
    Ints,
    Pack,
    State,
)


@dataclass(frozen=True, eq=False)
class Stack:
    """The packs of all rounds.

    Attributes
    ----------
    packs
        A pack whose arrays have a leading axis more, over the distinct rounds.
    kind
        Which of them each round has; int64, shape (R,).
    present
        Who takes part in each round; bool, shape (R, n).
    pair_kind
        Kind of every pair for its meetings, 0 where they cost nothing; int16, (n, n) or (0, 0).
        The latter also where meetings are counted without a table of all pairs.
    """

    packs: Pack
    kind: Ints
    present: NDArray[np.bool_]
    pair_kind: Codes

    @property
    def rounds(self) -> int:
        """Number of rounds."""
        return len(self.kind)

    def pack(self, r: int) -> Pack:
        """Return the pack of round `r`."""
        return self.packs.round(int(self.kind[r]))


def stack_packs(
    packs: Sequence[Pack],
    kind: Sequence[int],
    present: NDArray[np.bool_] | None = None,
    pair_kind: Codes | None = None,
) -> Stack:
    """Lay packs out behind each other; `kind` says which of them each round has.

    Shorter arrays are filled up with what nothing points at.
    """
    fields = {}
    for spec in specs(Pack):
        arrays = [getattr(pack, spec.name) for pack in packs]
        fields[spec.name] = arrays[0] if spec.shared else _stacked(arrays, spec.name)
    return Stack(
        Pack(**fields),
        np.array(kind, dtype=np.int64),
        np.ones((len(kind), len(packs[0].tag)), dtype=bool) if present is None else present,
        np.zeros((0, 0), dtype=np.int16) if pair_kind is None else pair_kind,
    )


def _stacked(arrays: Sequence[NDArray[np.generic]], name: str) -> NDArray[np.generic]:
    shape = tuple(max(a.shape[d] for a in arrays) for d in range(arrays[0].ndim))
    # a counter that only other rounds have stands on the empty table at the beginning
    filler = {"base": 1, "counter_base": 1, "free": -1}.get(name, 0)
    out = np.full((len(arrays), *shape), filler, dtype=arrays[0].dtype)
    for k, array in enumerate(arrays):
        inside: Any = (k, *(slice(length) for length in array.shape))
        out[inside] = array
    return out


def new_states(stack: Stack, bits: NDArray[np.uint64]) -> State:
    """Return the states of all rounds, in which nobody has a team."""
    pack, rounds = stack.packs, stack.rounds
    n, teams = pack.tag.shape[1], pack.low.shape[1]
    tags, sums = pack.base.shape[2], pack.amount.shape[2]
    rows, met = len(pack.visit_soft), len(stack.pair_kind) > 0
    gained = met or pack.distance.shape[1] > 0
    figures = np.zeros(FIGURES, dtype=np.int64)
    figures[[BEST_MUST, BEST_SOFT]] = np.iinfo(np.int64).max
    figures[LOGGED] = -1
    everyone: Index = np.full((rounds, n), -1, dtype=np.int32)
    gains = np.zeros((rounds, teams, n) if gained else (rounds, 0, 0), dtype=np.int64)
    code = (stack.pair_kind * (rounds + 1)).astype(np.int16)
    np.fill_diagonal(code, 1)
    sparse = len(pack.meet_label) > 0
    seats = int(pack.high.max(initial=0)) if sparse else 0
    lists = np.full((rounds, teams if sparse else 0, seats), -1, dtype=np.int32)
    return State(
        team=everyone,
        size=np.zeros((rounds, teams), dtype=np.int64),
        count=np.zeros((rounds, teams, tags), dtype=np.int32),
        margin=np.zeros((rounds, teams, tags, 2), dtype=np.int64),
        total=np.zeros((rounds, teams, sums), dtype=np.int64),
        square=np.zeros((rounds, teams, sums), dtype=np.int64),
        place=np.zeros((rounds, *pack.place_soft.shape[1:]), dtype=np.int64),
        general=np.zeros((rounds, teams, pack.counter_base.shape[2]), dtype=np.int64),
        gain=gains,
        penalty=np.ones((rounds, 1 + sums), dtype=np.int64),
        figures=figures,
        best=np.full(rounds * n, -1, dtype=np.int32),
        log=np.zeros((LOG, 2), dtype=np.int32),
        bits=bits,
        heat=np.zeros((BUCKETS, 2), dtype=np.int64),
        number=np.arange(rounds, dtype=np.int64)[:, None].copy(),
        teams=everyone,
        every=everyone.reshape(-1),
        gains=gains,
        code=code,
        rise=np.zeros(len(pack.meet_soft), dtype=np.int64),
        visit=np.zeros((n, teams) if rows else (0, 0), dtype=np.int16),
        visit_rise=np.zeros((rows, rounds), dtype=np.int64),
        members=lists,
        slot=np.zeros((rounds, n if sparse else 0), dtype=np.int32),
        lists=lists,
        seen=np.zeros((n, rounds) if sparse else (0, 0), dtype=np.int32),
    )
