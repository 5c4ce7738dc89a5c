"""Eigenvalue bound for a table of pair costs (Donath and Hoffman, IBM J. Res. Dev. 17, 1973).

Let Y[i, j] = 1 if i and j share a team, r = Y e the size of everybody's team and Q = e'Y e the sum
of the squared sizes s_1 >= s_2 >= ...  With P the projection that takes out the all-ones vector e,
and m the row means of a symmetric table M,

    sum of M[i, j] Y[i, j]  =  <PMP, PYP> + 2 (r - Q/n)'m + (Q / n^2) e'M e.

The last part is known with Q.  The second is at most what the largest teams for the largest row
means give.  The first is at most the sum over k of lambda_k(PMP) mu_k, all sorted from the largest,
with mu the eigenvalues of PYP: the k largest of those of Y are s_1 ... s_k, and by interlacing
s_k >= mu_k >= s_(k+1), and all mu together are n - Q/n.

Adding u to the diagonal of M changes the left side by the known sum of u, the right side not in
step: every u gives a bound, and the best u is sought by subgradients, for the right side is convex
in u.  Where sizes are open, sizes that majorise all others stand for them, and the bound is the
largest over all Q that they allow, in which it is concave and piecewise linear.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from grouping.counters import least_shared
from grouping.terms import Ints, Tally

Reals = NDArray[np.float64]

# A table above this size is not worth a bound that takes longer than the search.
MOST_PEOPLE = 1500
# Elementary steps to spend: eigenvalues of n x n take some 10 n^3.
WORK = 4e9
MOST_ROUNDS = 300
# Eigenvalues are exact to about 1e-13 of the largest; this share of the bound is given away.
SAFETY = 1e-9


def eigenvalue_bound(costs: Ints, low: Ints, high: Ints) -> int | None:
    """Return a lower bound on the sum of `costs` over pairs that share a team; None if too large.

    Parameters
    ----------
    costs
        Symmetric, zero diagonal; int64, shape (n, n).
    low, high
        Seats of each team; int64, shape (teams,).
    """
    n = len(costs)
    if n > MOST_PEOPLE or n < 3 or len(low) < 2:
        return None
    largest = float(np.abs(costs).max())
    if not largest:
        return 0
    gain = -costs.astype(np.float64) / largest
    # threads take longer to meet over so small a matrix than one takes alone
    with ThreadpoolController().limit(limits=1, user_api="blas"):
        value = _lowest(gain, _Sizes.of(n, low, high))
    # each pair stands twice in the table; a sum of integers is an integer
    return -math.floor(value / 2 * largest * (1 + SAFETY) + SAFETY * largest * n)


@dataclass(frozen=True, eq=False)
class _Sizes:
    """What all sizes within the seats have in common.

    Attributes
    ----------
    totals
        No k teams hold more than ``totals[k - 1]`` people; concave; shape (teams,).
    squares
        Values of Q between which the bound is linear in Q; shape (q,).
    mates
        The i people with the largest teams have at most ``mates[i - 1]`` people in these, each
        team counted once for each of them; shape (n,).
    """

    totals: Reals
    squares: Reals
    mates: Reals

    @classmethod
    def of(cls, n: int, low: Ints, high: Ints) -> _Sizes:
        """Sum up the sizes within some seats; both int64, shape (teams,)."""
        most = np.cumsum(np.sort(high)[::-1])
        left = n - np.concatenate([np.cumsum(np.sort(low))[::-1][1:], [0]])
        totals = np.minimum(most, left)
        # these sizes majorise all that are possible, so that their sums of a convex function,
        # such as s max(0, s - t), are the largest
        sizes = np.diff(np.concatenate([[0], totals]))
        fewest, largest = _sum_of_squares(n, low, high, 1), -_sum_of_squares(n, low, high, -1)
        bends = n * sizes[1:]
        bends = bends[(bends > fewest) & (bends < largest)]
        squares = np.unique(np.concatenate([[fewest, largest], bends])).astype(float)
        return cls(totals.astype(float), squares, np.cumsum(np.repeat(sizes, sizes)).astype(float))


def _sum_of_squares(n: int, low: Ints, high: Ints, sign: int) -> int:
    """Return the least sum of the squares of sizes, times `sign`."""
    everybody, ones = np.arange(n, dtype=np.int32), np.ones(n, dtype=np.int64)
    table = sign * np.arange(min(n, int(high.max())) + 1, dtype=np.int64)[None, :] ** 2
    counter = Tally(everybody, ones, table, np.zeros(len(low), dtype=np.int32))
    return least_shared(counter, n, low, high)


def _lowest(gain: Reals, sizes: _Sizes) -> float:
    """Return the lowest bound on the sum of gain * Y over both orders that was found over u."""
    n = len(gain)
    rounds = int(max(1, min(MOST_ROUNDS, WORK / (10 * n**3))))
    diagonal = np.zeros(n)
    best, step = math.inf, 1.0
    point, stalled = diagonal, 0
    for _ in range(rounds):
        value, slope = _bound_at(gain, diagonal, sizes)
        if value < best - 1e-12 * abs(best if best < math.inf else 1.0):
            best, point, stalled = value, diagonal, 0
        else:
            stalled += 1
            if stalled >= 3:
                step, stalled, diagonal = step / 2, 0, point
                continue
        length = float(np.linalg.norm(slope))
        if length < 1e-12 or step < 1e-4:
            break
        diagonal = diagonal - step * math.sqrt(n) * 0.1 * slope / length
    return best


def _bound_at(gain: Reals, diagonal: Reals, sizes: _Sizes) -> tuple[float, Reals]:
    """Return the bound for one diagonal, and a subgradient by the diagonal."""
    n, most = len(gain), min(len(sizes.totals), len(gain)) - 1
    shifted = gain + np.diag(diagonal)
    means = shifted.sum(axis=1) / n
    order = np.argsort(-means, kind="stable")
    mirror = _mirror(n)
    values, vectors = np.linalg.eigh(_reflected(shifted, mirror)[1:, 1:])
    values = values[::-1][:most]
    # for every Q: eigenvalues of PYP, and sizes of the teams of the people by falling row mean
    squares = sizes.squares[:, None]
    sums = np.minimum(sizes.totals[:most], sizes.totals[1 : most + 1] - squares / n)
    weights = np.diff(sums, axis=1, prepend=0.0)
    own = np.diff(np.minimum(sizes.mates, squares), axis=1, prepend=0.0)
    own[:, -1:] += squares - own.sum(axis=1, keepdims=True)
    parts = weights @ values + 2 * (own - squares / n) @ means[order]
    parts += sizes.squares * float(means.mean())
    q = int(np.argmax(parts))
    # back to the n participants: the first coordinate was the all-ones vector's
    top = np.concatenate([np.zeros((1, most)), vectors[:, ::-1][:, :most]])
    top = top - 2 * np.outer(mirror, mirror @ top)
    square = float(sizes.squares[q])
    slope = -np.ones(n) + square / n**2 + (top**2 * weights[q]).sum(axis=1)
    slope[order] += 2 / n * (own[q] - square / n)
    return float(parts[q]) - float(diagonal.sum()), slope


def _mirror(n: int) -> Reals:
    """Return the unit normal of the reflection of the first axis to the all-ones direction."""
    normal = np.full(n, -1 / math.sqrt(n))
    normal[0] += 1
    return np.asarray(normal / np.linalg.norm(normal))


def _reflected(matrix: Reals, normal: Reals) -> Reals:
    """Return H M H with the reflection H = 1 - 2 v v'."""
    row = matrix @ normal
    twist = 4 * float(normal @ row)
    return (
        matrix
        - 2 * np.outer(row, normal)
        - 2 * np.outer(normal, row)
        + twist * np.outer(normal, normal)
    )
