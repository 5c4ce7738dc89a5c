"""Partial difference matrices: a walk over single entries.

Two columns may not have the same difference in two rows; the cost of a matrix is the number of
pairs of rows that break this, summed over pairs of columns.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from grouping.engines.kernels.jit import kernel
from grouping.engines.kernels.rng import Bits, draw, lower, uniform, upper

Entries = NDArray[np.int32]
Counts = NDArray[np.int64]

WORST = 32  # cost differences from here on are never accepted


@kernel
def walk_difference(
    minus: Entries,
    matrix: Entries,
    uses: Counts,
    cost: Counts,
    bits: Bits,
    temperature: float,
    steps: int,
) -> int:
    """Walk at one temperature until no difference repeats, for at most so many proposals.

    Parameters
    ----------
    minus
        x - y for the elements of the group, or a number that x - y and y - x share, shape (g, g).
    matrix
        Shape (rows, columns), changed in place; the first row and the first column stay.
    uses
        How often a difference occurs, shape (columns, columns, g), for ordered pairs of columns;
        changed in place.
    cost
        Shape (1,); changed in place.
    bits
        Random state; changed in place.
    temperature
        A cost increase d is accepted with probability exp(-d / temperature).
    steps
        Proposals.

    Returns
    -------
    Proposals made.
    """
    threshold = np.empty(WORST)
    for d in range(WORST):
        threshold[d] = np.exp(-d / temperature)
    rows, columns = matrix.shape
    elements = len(minus)
    now = cost[0]
    done = np.int64(0)
    while done < steps and now > 0:
        done += 1
        drawn = draw(bits)
        place = upper(drawn, (rows - 1) * (columns - 1))
        m, j = 1 + place // (columns - 1), 1 + place % (columns - 1)
        old, new = matrix[m, j], lower(drawn, elements)
        if old == new:
            continue
        delta = np.int64(0)
        for k in range(columns):
            if k != j:
                gone, come = minus[old, matrix[m, k]], minus[new, matrix[m, k]]
                if gone != come:
                    delta += uses[j, k, come] - uses[j, k, gone] + 1
        if delta > 0 and (delta >= WORST or uniform(bits) >= threshold[delta]):
            continue
        for k in range(columns):
            if k != j:
                against = matrix[m, k]
                uses[j, k, minus[old, against]] -= 1
                uses[k, j, minus[against, old]] -= 1
                uses[j, k, minus[new, against]] += 1
                uses[k, j, minus[against, new]] += 1
        matrix[m, j] = new
        now += delta
    cost[0] = now
    return done
