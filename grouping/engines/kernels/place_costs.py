"""Places: what it costs a participant to be on a team, by rows that many share (see `state`)."""

from __future__ import annotations

from grouping.engines.kernels.jit import inlined
from grouping.engines.kernels.state import MUST, SOFT, Index, Ints


@inlined
def places_swap(row: Index, place: Ints, i: int, j: int, a: int, b: int) -> int:
    """Return the change of steering cost if i (on a) and j (on b) change places."""
    mine, theirs = row[i], row[j]
    return place[mine, b] - place[mine, a] + place[theirs, a] - place[theirs, b]


@inlined
def places_shift(
    row: Index, soft: Ints, must: Ints, figures: Ints, i: int, g: int, sign: int
) -> None:
    """Put i on g (sign 1) or take it off (sign -1)."""
    figures[MUST] += sign * must[row[i], g]
    figures[SOFT] += sign * soft[row[i], g]
