"""Try every assignment of a tiny problem, once for all that only rename teams."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np

from grouping.engines.exact.equal_people import Classes
from grouping.engines.exact.equal_teams import alike_teams
from grouping.terms.arrays import Index, Ints
from grouping.terms.terms import Matrix, Pairs, Place, Square, Tally, Term, Terms

# Assignments evaluated at once.
CHUNK = 4096


def all_assignments(
    terms: Terms, classes: Classes, most: int, over: Callable[[], bool] = lambda: False
) -> Index | None:
    """Return one of every set of equivalent assignments, shape (count, n).

    None if there are more than `most`, or once `over` says that there is no more time.
    """
    found: list[list[int]] = []
    for ends, team in enumerate(_walk(terms, classes)):
        if team is not None:
            found.append(team)
        # the way to each end, dead or not, is at most n steps
        if len(found) > most or ends * terms.n > 400 * most or (ends % CHUNK == 0 and over()):
            return None
    return np.array(found, dtype=np.int32).reshape(len(found), terms.n)


def _walk(terms: Terms, classes: Classes) -> Iterator[list[int] | None]:
    """Yield assignments that are the first of their kind, and None at every dead end.

    Members of a class get rising teams, and of alike empty teams only the first is entered: the
    first assignment in dictionary order of all that renaming gives has both properties.
    """
    order = np.concatenate(classes.members).tolist()
    before = {
        int(i): int(j)
        for members in classes.members
        for j, i in zip(members[:-1].tolist(), members[1:].tolist(), strict=True)
    }
    leader = list(range(terms.teams))
    for teams in alike_teams(terms):
        for earlier, g in pairwise(teams):
            leader[g] = earlier
    low, high = terms.low.tolist(), terms.high.tolist()
    team, sizes, due = [-1] * terms.n, [0] * terms.teams, sum(low)
    # by depth: the team to try next, and whether any was entered; recursion would end at 1,000
    ahead, entered = [0] * terms.n, [False] * terms.n
    k, deeper = 0, True
    while k >= 0:
        if deeper:
            if k == len(order) or due > len(order) - k:
                yield None if due > len(order) - k else team.copy()
                k, deeper = k - 1, False
                continue
            i, entered[k] = order[k], False
            ahead[k] = team[before[i]] if i in before else 0
        else:  # back from further down
            g = team[order[k]]
            sizes[g] -= 1
            due += sizes[g] < low[g]
        g = ahead[k]
        while g < terms.teams and not (
            sizes[g] < high[g] and (leader[g] == g or sizes[g] or sizes[leader[g]])
        ):
            g += 1
        deeper = g < terms.teams
        if deeper:
            due -= sizes[g] < low[g]
            team[order[k]], ahead[k], entered[k] = g, g + 1, True
            sizes[g] += 1
            k += 1
        else:
            if not entered[k]:
                yield None
            k -= 1


def costs_of_all(
    terms: Terms, teams: Index, over: Callable[[], bool] = lambda: False
) -> list[tuple[int, int]] | None:
    """Return (violations, soft cost) of many assignments, int32, shape (count, n).

    None once `over` says that there is no more time.
    """
    totals: list[tuple[int, int]] = []
    for start in range(0, len(teams), CHUNK):
        if over():
            return None
        some = teams[start : start + CHUNK]
        inside = (some[:, :, None] == np.arange(terms.teams)).astype(np.int64)
        must, soft = (np.zeros(len(some), dtype=np.int64) for _ in range(2))
        for rule, coef in zip(terms.rules, terms.coefs, strict=True):
            cost = rule.constant + sum(_costs(term, some, inside) for term in rule.terms)
            if rule.must:
                must += cost
            else:
                soft += coef * cost
        totals += list(zip(must.tolist(), soft.tolist(), strict=True))
    return totals


def _costs(term: Term, teams: Index, inside: Ints) -> Ints:
    """Return the cost of a term in each assignment; `inside` is (assignment, person, team)."""
    if isinstance(term, Tally):
        values = np.tensordot(inside[:, term.members], term.amounts, axes=(1, 0))
        found = term.tables[term.which, values].sum(axis=1)
    elif isinstance(term, Square):
        values = np.tensordot(inside, term.amounts, axes=(1, 0))
        off = np.maximum(np.abs(values - term.targets) - term.slack, 0)
        found = (term.coefs * off**2).sum(axis=1)
    elif isinstance(term, Place):
        placed = np.flatnonzero(term.row >= 0)
        found = term.costs[term.row[placed], teams[:, placed]].sum(axis=1)
    elif isinstance(term, Pairs):
        found = (teams[:, term.first] == teams[:, term.second]) @ term.costs
    else:
        assert isinstance(term, Matrix)
        half = np.tensordot(inside, term.costs, axes=(1, 0))
        found = np.einsum("bti,bit->b", half, inside) // 2
    return np.asarray(found, dtype=np.int64)
