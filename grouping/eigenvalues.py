"""Eigenvalue bound for a table of pair costs (Donath and Hoffman, IBM J. Res. Dev. 17, 1973).

Let Y[i, j] = 1 if i and j share a team.  Its eigenvalues are the team sizes, so for any symmetric M

    sum of M[i, j] Y[i, j]  <=  sum over k of lambda_k(M) s_k,      both sorted from the largest.

Adding u to the diagonal of M changes the left side by the known sum of u, the right side not in
step: every u gives a bound, and the best u is sought by subgradients, for the right side is convex
in u.  With equal sizes s, the all-ones vector is an eigenvector of Y; taking it out makes the bound
tighter.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from grouping.terms import Ints

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
    equal = bool((low == high).all() and (low == low[0]).all())
    steps = _steps_of_equal(n, int(low[0])) if equal else _steps_of_sizes(n, low, high)
    value = _lowest(gain, steps, equal)
    # each pair stands twice in the table; a sum of integers is an integer
    return -math.floor(value / 2 * largest * (1 + SAFETY) + SAFETY * largest * n)


def _steps_of_equal(n: int, size: int) -> Reals:
    """Return the weights of the largest eigenvalues once the all-ones vector is out."""
    return np.full(n // size - 1, float(size))


def _steps_of_sizes(n: int, low: Ints, high: Ints) -> Reals:
    """Return weights of the largest eigenvalues that no choice of sizes within the seats exceeds.

    Summed by parts, the sum of lambda_k s_k has in it the largest total size of any k teams, which
    is at most what the k largest hold and what the others, filled to their lowest, leave.
    """
    teams = len(low)
    most = np.cumsum(np.sort(high)[::-1]).astype(float)
    fewest = np.concatenate([np.cumsum(np.sort(low))[::-1][1:], [0]]).astype(float)
    totals = np.minimum(most, n - fewest)
    totals[-1] = n
    return np.diff(np.concatenate([[0.0], np.maximum.accumulate(totals)]))[: min(teams, n)]


def _lowest(gain: Reals, weights: Reals, equal: bool) -> float:
    """Return the lowest bound on the sum of gain * Y over both orders that was found over u."""
    n = len(gain)
    rounds = int(max(1, min(MOST_ROUNDS, WORK / (10 * n**3))))
    diagonal = np.zeros(n)
    best, step = math.inf, 1.0
    point, stalled = diagonal, 0
    for _ in range(rounds):
        value, slope = _bound_at(gain, diagonal, weights, equal)
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


def _bound_at(gain: Reals, diagonal: Reals, weights: Reals, equal: bool) -> tuple[float, Reals]:
    """Return the bound for one diagonal, and a subgradient by the diagonal."""
    n, most = len(gain), len(weights)
    shifted = gain + np.diag(diagonal)
    value, slope = -float(diagonal.sum()), -np.ones(n)
    if equal:
        value += float(weights[0] / n * shifted.sum())
        slope += weights[0] / n
        mirror = _mirror(n)
        shifted = _reflected(shifted, mirror)[1:, 1:]
    values, vectors = np.linalg.eigh(shifted)
    top = vectors[:, -most:][:, ::-1]
    value += float((values[-most:][::-1] * weights).sum())
    if equal:
        # back to the n participants: the first coordinate was the all-ones vector's
        top = np.concatenate([np.zeros((1, most)), top])
        top = top - 2 * np.outer(mirror, mirror @ top)
    return value, slope + (top**2 * weights).sum(axis=1)


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
