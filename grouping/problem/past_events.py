"""Earlier events: who has met whom before, and how much that still counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from grouping.errors import InputError
from grouping.language import _
from grouping.terms.arrays import Index, Ints
from grouping.terms.cross_round import meetings_of

# A meeting of full weight counts so many of these steps.
STEPS = 20


@dataclass(frozen=True, eq=False)
class Earlier:
    """An earlier event, in which people met.

    Attributes
    ----------
    source
        File or name of the event.
    team
        Team of each present participant in each of its rounds, -1 for none; int32, shape
        (rounds, n).  Who is not a participant now is left out.
    weight
        What a meeting then counts, above 0; 1 is as much as a meeting now.
    """

    source: str
    team: Index
    weight: float = 1.0

    def __post_init__(self) -> None:
        if not 0 < self.weight <= 10:
            raise InputError(
                _(
                    "weight = {weight} of an earlier event is not above 0 and at most 10",
                    weight=self.weight,
                ),
                where=self.source,
                hint=_("1 counts its meetings like those of now, 0.5 half as much"),
            )

    @property
    def people(self) -> int:
        """How many of the participants were there."""
        return int((self.team >= 0).any(axis=0).sum())


def met_before(history: Sequence[Earlier]) -> tuple[Index, Index, Ints]:
    """Return the pairs that met at earlier events, first < second, and how much they met.

    What they met is counted in steps of 1/`STEPS`, rounded.
    """
    if not history:
        none = np.zeros(0, dtype=np.int32)
        return none, none, np.zeros(0, dtype=np.int64)
    n, codes, steps = history[0].team.shape[1], [], []
    for event in history:
        first, second, count = meetings_of(event.team)
        codes.append(first.astype(np.int64) * n + second)
        steps.append(np.rint(count * event.weight * STEPS).astype(np.int64))
    pairs, back = np.unique(np.concatenate(codes), return_inverse=True)
    total = np.zeros(len(pairs), dtype=np.int64)
    np.add.at(total, back.ravel(), np.concatenate(steps))
    return (pairs // n).astype(np.int32), (pairs % n).astype(np.int32), total
