"""Closed-form lower bounds: what no assignment can beat, term by term, by arithmetic alone.

Each term is bounded by itself and the bounds are added, so what two terms cost each other is not
seen.  Every bound is an integer that holds for every assignment within the seats.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grouping.eigenvalues import eigenvalue_bound
from grouping.terms import Ints, Matrix, Pairs, Place, RuleTerms, Square, Tally, Term, Terms

# Above this many elementary steps a cost that is not convex is bounded by its convex hull.
EXACT_STEPS = 30_000_000


def bound_of_rule(rule: RuleTerms, low: Ints, high: Ints) -> int:
    """Return a lower bound on the raw cost of one rule in one round."""
    bound = rule.constant + sum(_bound(term, rule.n, low, high) for term in rule.terms)
    # violations are counted, so there are never fewer than none
    least = 0 if rule.must else rule.least
    return bound if least is None else max(bound, least)


def bounds_of_rules(terms: Terms, rounds: int = 1) -> list[int]:
    """Return a lower bound on the raw cost of each rule over all rounds."""
    return [rounds * bound_of_rule(rule, terms.low, terms.high) for rule in terms.rules]


def _bound(term: Term, n: int, low: Ints, high: Ints) -> int:
    if isinstance(term, Tally):
        return _tally(term, n, low, high)
    if isinstance(term, Square):
        return _square(term, low, high)
    if isinstance(term, Place):
        rows = term.row[term.row >= 0]
        return int(term.costs.min(axis=1)[rows].sum())
    if isinstance(term, Pairs):
        return int(np.minimum(term.costs, 0).sum())
    return _matrix(term, low, high)


def _tally(term: Tally, n: int, low: Ints, high: Ints) -> int:
    """Share the members out over the teams at least cost."""
    if not term.counts_heads:
        return int(term.tables.min(axis=1)[term.which].sum())
    members = len(term.members)
    # a team also has to leave its seats to enough members when the others are few
    fewest = np.maximum(0, low - (n - members))
    most = np.minimum(high, members)
    kinds, counts = np.unique(
        np.stack([term.which.astype(np.int64), fewest, most], axis=1), axis=0, return_counts=True
    )
    rows = [
        (term.tables[which, few : many + 1], int(few), int(count))
        for (which, few, many), count in zip(kinds.tolist(), counts, strict=True)
    ]
    left = members - sum(few * count for _, few, count in rows)
    steps = sum(count for _, _, count in rows) * (left + 1) * int(most.max() + 1)
    if all(_is_convex(table) for table, _, _ in rows):
        return int(_share_convex([(table, count) for table, _, count in rows], left))
    if steps <= EXACT_STEPS:
        return _share_any([(table, count) for table, _, count in rows], left)
    hulls = [(_hull(table), count) for table, _, count in rows]
    return math.ceil(_share_convex(hulls, left))


def _is_convex(table: NDArray[np.number]) -> bool:
    return len(table) < 3 or bool((np.diff(table, 2) >= 0).all())


def _share_convex(rows: Sequence[tuple[NDArray[Any], int]], left: int) -> int | Fraction:
    """Return the least cost of `left` more members; marginal costs rise, so the cheapest first."""
    cost: int | Fraction = sum(table.tolist()[0] * count for table, count in rows)
    steps = np.concatenate([np.diff(table) for table, _ in rows])
    counts = np.concatenate([np.full(len(table) - 1, count) for table, count in rows])
    order = np.argsort(steps, kind="stable")
    for step, count in zip(steps[order].tolist(), counts[order].tolist(), strict=True):
        taken = min(left, count)
        cost += step * taken
        left -= taken
        if not left:
            break
    return cost


def _share_any(rows: list[tuple[Ints, int]], left: int) -> int:
    """Return the least cost by trying every split, team after team (dynamic programming)."""
    far = np.iinfo(np.int64).max // 4
    best = np.full(left + 1, far, dtype=np.int64)
    best[0] = 0
    for table, count in rows:
        for _ in range(count):
            longer = np.full(left + 1, far, dtype=np.int64)
            for more, cost in enumerate(table[: left + 1].tolist()):
                np.minimum(longer[more:], best[: left + 1 - more] + cost, out=longer[more:])
            best = longer
    return int(best[left])


def _hull(table: Ints) -> NDArray[np.object_]:
    """Return the largest convex function below `table`, in exact fractions."""
    corners: list[tuple[int, int]] = []
    for x, y in enumerate(table.tolist()):
        while len(corners) > 1:
            (x1, y1), (x2, y2) = corners[-2:]
            if (y2 - y1) * (x - x1) < (y - y1) * (x2 - x1):
                break
            corners.pop()
        corners.append((x, y))
    values = [Fraction(corners[0][1])]
    for (x1, y1), (x2, y2) in pairwise(corners):
        slope = Fraction(y2 - y1, x2 - x1)
        values += [y1 + slope * step for step in range(1, x2 - x1 + 1)]
    return np.array(values, dtype=object)


def _square(term: Square, low: Ints, high: Ints) -> int:
    """Share the whole sum out over the teams; every team's sum lies on a lattice.

    With all amounts equal to rho modulo m, a team of s members has a sum of s rho modulo m.
    """
    amounts = term.amounts
    step = math.gcd(*{abs(v - int(amounts[0])) for v in set(amounts.tolist())})
    if (low != high).any():
        step = math.gcd(step, int(amounts[0]))
        rest = np.zeros_like(low)
    else:
        rest = low * int(amounts[0])
    if step == 0:
        return 0  # nobody differs, so with fixed sizes nothing can be said beyond 0
    rest = (rest - term.targets) % step
    teams = list(zip(rest.tolist(), term.slack.tolist(), term.coefs.tolist(), strict=True))

    def cost(g: int, z: int) -> int:
        value, slack, coef = teams[g]
        return int(coef * max(0, abs(value + step * z) - slack) ** 2)

    # each team at its cheapest lattice point, then the fewest cheap steps to the whole sum
    at = [0 if 2 * value <= step else -1 for value, _, _ in teams]
    due = (int(amounts.sum()) - int(term.targets.sum()) - sum(rest.tolist())) // step - sum(at)
    if abs(due) > 20 * len(at):
        return 0
    way = 1 if due > 0 else -1
    queue = [(cost(g, z + way) - cost(g, z), g) for g, z in enumerate(at)]
    heapq.heapify(queue)
    for _ in range(abs(due)):
        _, g = heapq.heappop(queue)
        at[g] += way
        heapq.heappush(queue, (cost(g, at[g] + way) - cost(g, at[g]), g))
    return sum(cost(g, z) for g, z in enumerate(at))


def _matrix(term: Matrix, low: Ints, high: Ints) -> int:
    """Return the better of two bounds: by everybody's cheapest mates, by eigenvalues."""
    by_mates = _cheapest_mates(term.costs, high)
    by_eigenvalues = eigenvalue_bound(term.costs, low, high)
    return by_mates if by_eigenvalues is None else max(by_mates, by_eigenvalues)


def _cheapest_mates(costs: Ints, high: Ints) -> int:
    """Give everyone the cheapest mates a largest team has room for; each pair counts twice."""
    mates = min(int(high.max()) - 1, len(costs) - 1)
    if mates < 1:
        return 0
    others = costs.copy()
    np.fill_diagonal(others, np.iinfo(np.int64).max)
    cheapest = np.partition(others, mates - 1, axis=1)[:, :mates]
    if (high == high[0]).all() and int(high.sum()) == len(costs):
        return -int(-cheapest.sum() // 2)
    return -int(-np.minimum(cheapest, 0).sum() // 2)
