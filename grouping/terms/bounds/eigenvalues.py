"""An upper bound, by eigenvalues, on the sum of a table over all pairs that share a team.

Donath and Hoffman, IBM J. Res. Dev. 17, 1973.  Let Y[i, j] = 1 if i and j share a team, r = Y e the
size of everybody's team and Q = e'Y e the sum of the squared sizes s_1 >= s_2 >= ...  With P the
projection that takes out the all-ones vector e, and m the row means of a symmetric table M,

    sum of M[i, j] Y[i, j]  =  <PMP, PYP> + 2 (r - Q/n)'m + (Q / n^2) e'M e.

The last part is known with Q.  The second is at most what the largest teams for the largest row
means give.  The first is at most the sum over k of lambda_k(PMP) mu_k, all sorted from the largest,
with mu the eigenvalues of PYP: the k largest of those of Y are s_1 ... s_k, and by interlacing
s_k >= mu_k >= s_(k+1), and all mu together are n - Q/n.

Where sizes are open, sizes that majorise all others stand for them, and the bound is the largest
over all Q that they allow, in which it is concave and piecewise linear.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from grouping.terms.arrays import Ints, Reals
from grouping.terms.bounds.tally import least_shared
from grouping.terms.terms import Tally


@dataclass(frozen=True, eq=False)
class Sizes:
    """What holds for all team sizes that the seats allow.

    Attributes
    ----------
    totals
        No k teams hold more than ``totals[k - 1]`` people; concave; shape (teams,).
    mates
        The i people with the largest teams have at most ``mates[i - 1]`` people in these, each
        team counted once for each of them; concave; shape (n,).
    others
        The people but these i have at least ``others[i - 1]`` in theirs; shape (n,).
    squares
        Values of Q between which the bound is linear in Q, rising; shape (q,).
    """

    totals: Reals
    mates: Reals
    others: Reals
    squares: Reals

    @classmethod
    def of(cls, n: int, low: Ints, high: Ints) -> Sizes:
        """Sum up the sizes within some seats; both int64, shape (teams,)."""
        most = np.cumsum(np.sort(high)[::-1])
        left = n - np.concatenate([np.cumsum(np.sort(low))[::-1][1:], [0]])
        totals = np.minimum(most, left)
        # these sizes majorise all that are possible, so that their sums of a convex function,
        # such as s max(0, s - t), are the largest
        sizes = np.diff(np.concatenate([[0], totals]))
        mates = np.cumsum(np.repeat(sizes, sizes))
        others = np.arange(n - 1, -1, -1) * max(1, int(low.min()))
        fewest, largest = _sum_of_squares(n, low, high, 1), -_sum_of_squares(n, low, high, -1)
        bends = np.concatenate([n * sizes[1:], mates + others])
        bends = bends[(bends > fewest) & (bends < largest)]
        squares = np.unique(np.concatenate([[fewest, largest], bends]))
        return cls(*(a.astype(float) for a in (totals, mates, others, squares)))

    def own(self, squares: Reals) -> Reals:
        """Return sizes of everybody's team that majorise all, falling; shape (..., n).

        Parameters
        ----------
        squares
            Values of Q, shape (..., 1).
        """
        return np.diff(np.minimum(self.mates, squares - self.others), axis=-1, prepend=0.0)


def _sum_of_squares(n: int, low: Ints, high: Ints, sign: int) -> int:
    """Return the least sum of the squares of sizes, times `sign`."""
    everybody, ones = np.arange(n, dtype=np.int32), np.ones(n, dtype=np.int64)
    table = sign * np.arange(min(n, int(high.max())) + 1, dtype=np.int64)[None, :] ** 2
    counter = Tally(everybody, ones, table, np.zeros(len(low), dtype=np.int32))
    return least_shared(counter, n, low, high)


def largest_sum(table: Reals, sizes: Sizes) -> float:
    """Return an upper bound on the sum of table[i, j] over all i, j that share a team, and i = j.

    Parameters
    ----------
    table
        Symmetric, shape (n, n).
    sizes
        Of n people on two teams or more.
    """
    n, most = len(table), min(len(sizes.totals), len(table)) - 1
    means = table.sum(axis=1) / n
    values = np.linalg.eigvalsh(reflected(table, mirror(n))[1:, 1:])[::-1][:most]
    # for every Q: eigenvalues of PYP, and sizes of the teams of the people by falling row mean
    squares = sizes.squares[:, None]
    sums = np.minimum(sizes.totals[:most], sizes.totals[1 : most + 1] - squares / n)
    parts = np.diff(sums, axis=1, prepend=0.0) @ values
    parts += 2 * (sizes.own(squares) - squares / n) @ np.sort(means)[::-1]
    parts += sizes.squares * float(means.mean())
    return float(parts.max())


def mirror(n: int) -> Reals:
    """Return the unit normal of the reflection of the first axis to the all-ones direction."""
    normal = np.full(n, -1 / math.sqrt(n))
    normal[0] += 1
    return np.asarray(normal / np.linalg.norm(normal))


def reflected(matrix: Reals, normal: Reals) -> Reals:
    """Return H M H of a symmetric M with the reflection H = 1 - 2 v v', v the unit `normal`."""
    row = matrix @ normal
    twist = 4 * float(normal @ row)
    return (
        matrix
        - 2 * np.outer(row, normal)
        - 2 * np.outer(normal, row)
        + twist * np.outer(normal, normal)
    )
