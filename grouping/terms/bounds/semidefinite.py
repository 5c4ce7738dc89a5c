"""The semidefinite bound for a table of pair costs.

Y[i, j] = 1 where i and j share a team is a table of numbers from 0 to 1, with 1 on its diagonal.
So for every symmetric L,

    sum of M[i, j] Y[i, j]  <=  sum of L[i, j] Y[i, j]  +  sum of max(0, M[i, j] - L[i, j])

over i other than j, and the first sum on the right side has a bound by eigenvalues
(`bounds.eigenvalues`), in which L[i, i] counts as well.  The best L is that of the relaxation
with Y semidefinite and nowhere negative (for partitions of graphs: Sotirov, INFORMS Journal on
Computing 26, 2014), which has both bounds as its dual.  It is sought by alternating directions
(Wen, Goldfarb, Yin, Mathematical Programming Computation 2, 2010): a few hundred eigenvalue
decompositions, and whenever they end, the L at hand gives a bound that holds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from threadpoolctl import ThreadpoolController

from grouping.terms.arrays import Ints, Reals
from grouping.terms.bounds.eigenvalues import Sizes, largest_sum, mirror, reflected

# A table above this size is not worth a bound that takes longer than the search.
MOST_PEOPLE = 1500
# Above this size, eigenvalues of the table itself have to do.
MOST_RELAXED = 1000
# Elementary steps to spend: an eigenvalue decomposition takes some 10 n^3.
WORK = 4e10
FEWEST_ROUNDS, MOST_ROUNDS = 20, 300
# Rounds from one look at the bound to the next; by how much it has to be better then.
LOOK, BETTER = 10, 2e-6
# Length of the steps of multipliers: longer than 1 converges sooner (Wen, Goldfarb, Yin).
STRIDE = 1.6
# Eigenvalues are exact to about 1e-13 of the largest; this share of all sums is given away.
SAFETY = 1e-9


def semidefinite_bound(costs: Ints, low: Ints, high: Ints, *, relax: bool = True) -> int | None:
    """Return a lower bound on the sum of `costs` over pairs that share a team; None if too large.

    Parameters
    ----------
    costs
        Symmetric, zero diagonal; int64, shape (n, n).
    low, high
        Seats of each team; int64, shape (teams,).
    relax
        False: by the eigenvalues of the table itself, in the time of one round.
    """
    n = len(costs)
    if n > MOST_PEOPLE or n < 3 or len(low) < 2:
        return None
    largest = float(np.abs(costs).max())
    if not largest:
        return 0
    gain, sizes = -costs.astype(np.float64) / largest, Sizes.of(n, low, high)
    # threads take longer to meet over so small a matrix than one takes alone
    with ThreadpoolController().limit(limits=1, user_api="blas"):
        value = largest_sum(gain, sizes)
        if relax and n <= MOST_RELAXED:
            value = _lowest(gain, sizes, value)
    # each pair stands twice in the table; a sum of integers is an integer
    return -math.floor((value / 2 + SAFETY * (abs(value) + n)) * largest)


def _lowest(gain: Reals, sizes: Sizes, value: float) -> float:
    """Return the lowest bound found, at most `value`."""
    n = len(gain)
    rounds = int(min(MOST_ROUNDS, max(FEWEST_ROUNDS, WORK / (10 * n**3))))
    for k, multipliers in enumerate(_multipliers(gain, sizes), 1):
        if k % LOOK and k != rounds:
            continue
        excess = np.maximum(gain - multipliers, 0)
        np.fill_diagonal(excess, 0)
        found = largest_sum(multipliers, sizes) - float(np.trace(multipliers)) + float(excess.sum())
        better = value - found
        value = min(value, found)
        if k == rounds or (k > FEWEST_ROUNDS and better < BETTER * abs(value)):
            break
    return value


def _multipliers(gain: Reals, sizes: Sizes) -> Iterator[Reals]:
    """Yield better and better L for the bound of the module, without end."""
    n = len(gain)
    scale = float(gain[np.triu_indices(n, 1)].std()) or 1.0
    # the sum of squared sizes where the bound is likely to be largest
    square = float(sizes.squares[-1 if gain.sum() > 0 else 0])
    own = sizes.own(np.array([square]))
    normal, wanted = mirror(n), gain / scale
    relaxed = np.full((n, n), (square / n - 1) / (n - 1))
    multipliers = np.zeros((n, n))
    while True:
        table = np.clip(relaxed - multipliers + wanted, 0, 1)
        np.fill_diagonal(table, 1)
        relaxed = _nearest(table + multipliers, own, normal)
        multipliers += STRIDE * (table - relaxed)
        yield multipliers * scale


def _nearest(table: Reals, own: Reals, normal: Reals) -> Reals:
    """Return the table nearest to `table` that has row sums and eigenvalues like teams have."""
    n, size = len(table), float(own.mean())
    values, vectors = np.linalg.eigh(reflected(table, normal)[1:, 1:])
    values = np.clip(values, 0, own[0])
    kept = values > 0
    vectors = vectors[:, kept]
    found = np.zeros((n, n))
    found[1:, 1:] = (vectors * values[kept]) @ vectors.T
    found[0, 0] = size
    if own[0] > own[-1]:  # else everybody is in a team of the same size
        sums = table.sum(axis=1)
        beside = (_majorised(sums + size - sums.mean(), own) - size) / math.sqrt(n)
        beside -= 2 * normal * float(normal @ beside)
        found[0, 1:] = found[1:, 0] = beside[1:]
    return reflected(found, normal)


def _majorised(values: Reals, most: Reals) -> Reals:
    """Return the numbers nearest to `values`, of the same sum, that `most` majorises.

    Both of shape (n,) and of the same sum, `most` falling: no k of the numbers add up to more than
    its first k.
    """
    order = np.argsort(-values, kind="stable")
    found = np.empty_like(values)
    found[order] = values[order] - _falling(values[order] - most)
    return found


def _falling(values: Reals) -> Reals:
    """Return the nearest numbers that do not rise: neighbours that do are pooled."""
    means: list[float] = []
    counts: list[int] = []
    for value in values.tolist():
        mean, count = value, 1
        while means and means[-1] < mean:
            mean = (mean * count + means[-1] * counts[-1]) / (count + counts[-1])
            count += counts.pop()
            means.pop()
        means.append(mean)
        counts.append(count)
    return np.repeat(means, counts)
