"""Numbers as whole steps from their mean, and how far a sum of them may be off."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from grouping.terms.arrays import Ints

# Largest sum of squared amounts: beyond it deviations are rounded, so that costs of all rules
# together stay far inside int64.
LARGEST = 10**12
# Sum of squares of the amounts of means and of variances where both are asked for.
SIZE_OF_BOTH = 10**8
# Slack that is no whole number of steps is taken in steps that are at most so many times finer.
FINEST_STEP = 1_000
# A number such as 0.3333333333333333 is a fraction with a denominator up to this.
SIMPLE = 1_000


class Centred(NamedTuple):
    """Deviations from a mean in whole steps."""

    amounts: Ints
    """Deviation from the mean of each participant, 0 for a blank; int64, shape (n,)."""
    per_unit: Fraction
    """Steps of `amounts` per unit of the column."""
    exact: bool
    """Whether nothing was rounded."""


def centre(values: NDArray[np.float64], size: float = LARGEST, *, exact: bool = True) -> Centred:
    """Return integer deviations from the mean: exact where they fit and may be, else rounded.

    Rounded ones have a sum of squares of about `size`.
    """
    known = ~np.isnan(values)
    count = int(known.sum())
    amounts = np.zeros(len(values), dtype=np.int64)
    if not count or np.ptp(values[known]) == 0:
        return Centred(amounts, Fraction(1), exact=True)
    for decimals in range(7 if exact else 0):
        scaled = values[known] * 10**decimals
        whole = np.rint(scaled)
        if np.abs(whole).max() * count > 1e15:
            break
        if np.ptp(whole) > 0 and np.allclose(scaled, whole, rtol=0, atol=1e-6):
            steps = count * whole.astype(np.int64) - int(whole.sum())
            common = math.gcd(*{abs(v) for v in steps.tolist()})
            steps //= common
            if float((steps.astype(float) ** 2).sum()) <= LARGEST:
                amounts[known] = steps
                return Centred(amounts, Fraction(count * 10**decimals, common), exact=True)
            break
    off = values[known] - values[known].mean()
    wide = float(np.abs(off).max())  # squares of very large or small numbers leave the floats
    per_wide = math.sqrt(size / float(((off / wide) ** 2).sum()))
    amounts[known] = np.rint(off / wide * per_wide).astype(np.int64)
    return Centred(amounts, Fraction(per_wide) / Fraction(wide), exact=False)


def _fraction(value: float) -> Fraction:
    """Return the decimal that a float was written as, or the fraction that it was divided from."""
    written = Fraction(str(value))
    simple = written.limit_denominator(SIMPLE)
    return simple if abs(simple - written) <= written / 10**12 else written


def with_slack(
    centred: Centred, within: float, seats: Ints, least_square: float, *, forgive: bool = False
) -> tuple[Centred, Ints]:
    """Return amounts in such steps that `within` times the seats of every team are whole.

    Where these steps would be too fine they are as fine as can be, and the slack is rounded down
    to whole ones.

    Parameters
    ----------
    centred
        The amounts.
    within
        Slack for each seat, in units of the column; may be infinite.
    seats
        Of each team; int64, shape (teams,).
    least_square
        Steps are so fine that a unit squared has at least so many of them squared.
    forgive
        Where amounts are rounded, forgive half a step for each seat: all that rounding can do.

    Returns
    -------
    Centred, array
        The amounts and the slack of each team; int64, shape (teams,).
    """
    squares = float((centred.amounts.astype(float) ** 2).sum())
    most = int(np.abs(centred.amounts).sum())
    fine = 1
    if centred.exact and least_square:
        wanted = max(1, math.ceil(math.sqrt(least_square / float(centred.per_unit**2))))
        fine = wanted if wanted**2 * squares <= LARGEST else 1
    # no team can be farther off than by all amounts together
    wide = not within * float(centred.per_unit) * float(seats.min()) < most
    sizes, size_of = np.unique(seats, return_inverse=True)
    steps = [Fraction(most)] * len(sizes)
    if not wide:
        steps = [_fraction(within) * centred.per_unit * size for size in sizes.tolist()]
        whole = math.lcm(fine, *(step.denominator for step in steps))
        room = math.isqrt(int(LARGEST / max(squares, 1.0)))
        if centred.exact and within:
            fine = whole if whole <= room else max(fine, min(room, FINEST_STEP))
    # what rounding does to a sum must not look like being off
    spare = [-(-size // 2) if forgive and not centred.exact else 0 for size in sizes.tolist()]
    slack = [
        min(math.floor(fine * step) + more, fine * most)
        for step, more in zip(steps, spare, strict=True)
    ]
    finer = Centred(centred.amounts * fine, centred.per_unit * fine, centred.exact)
    return finer, np.array(slack, dtype=np.int64)[size_of]
