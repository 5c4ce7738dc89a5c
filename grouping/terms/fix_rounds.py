"""One round while all others stay fixed: what spans the rounds becomes pairs and places."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from grouping.terms.arrays import Index, Ints
from grouping.terms.cross_round import Meetings, Visits, meetings_of, visits_of
from grouping.terms.rounds import Joint
from grouping.terms.terms import Pairs, Place, Term, Terms


def around(joint: Joint, assignment: Index, r: int) -> Terms:
    """Return round `r` as a one-round problem, in its own numbers, the other rounds fixed.

    A rule across rounds costs in it what it costs in the whole; of the other rules, what they cost
    in other rounds is left out.
    """
    part, others = joint.parts[r], np.delete(assignment, r, axis=0)
    without = assignment.copy()
    without[r] = -1
    rules = []
    for own, across in zip(part.terms.rules, joint.rules, strict=True):
        terms: list[Term] = []
        for term in across.across:
            if isinstance(term, Meetings):
                terms += _pairs(term, others, part.people, joint.n)
            else:
                terms += _places(term, others, part.people, part.teams, joint.teams)
        if across.across or across.constant:
            constant = own.constant + across.evaluate_across(without)
            own = replace(own, terms=[*own.terms, *terms], constant=constant, unit=across.unit)
        rules.append(own)
    return replace(part.terms, rules=tuple(rules))


def _pairs(term: Meetings, others: Index, people: Index, n: int) -> list[Term]:
    """Charge every pair what one more meeting costs."""
    count: dict[tuple[int, int], int] = {}
    if len(others):
        first, second, met = meetings_of(others)
        pairs_met = zip(first.tolist(), second.tolist(), strict=True)
        count = dict(zip(pairs_met, met.tolist(), strict=True))
    listed = set(count) | set(zip(term.first.tolist(), term.second.tolist(), strict=True))
    steps = np.diff(term.tables, axis=1)
    if (steps[np.unique(term.kind), 0] != 0).any():
        # pairs cost something even if they have not met
        i, j = np.triu_indices(n, 1)
        listed |= set(zip(i.tolist(), j.tolist(), strict=True))
    here = np.full(n, -1, dtype=np.int32)
    here[people] = np.arange(len(people), dtype=np.int32)
    pairs = np.array(sorted(listed), dtype=np.int32).reshape(-1, 2)
    kinds = term.kinds_of(pairs[:, 0], pairs[:, 1])
    met_before = np.array([count.get((i, j), 0) for i, j in pairs.tolist()], dtype=np.int64)
    costs = steps[kinds, met_before] if len(pairs) else np.zeros(0, dtype=np.int64)
    first, second = here[pairs[:, 0]], here[pairs[:, 1]]
    used = (first >= 0) & (second >= 0) & (costs != 0)
    return [Pairs(first[used], second[used], costs[used])] if used.any() else []


def _places(term: Visits, others: Index, people: Index, teams: Index, all_teams: int) -> list[Term]:
    """Charge everybody what one more visit to each team costs."""
    visits = visits_of(others, all_teams)[np.ix_(people, teams)]
    row = term.row[people]
    who = np.flatnonzero(row >= 0)
    steps = np.diff(term.tables, axis=1)
    costs: Ints = steps[row[who][:, None], visits[who]]
    if not costs.any():
        return []
    kinds, back = np.unique(costs, axis=0, return_inverse=True)
    rows = np.full(len(people), -1, dtype=np.int32)
    rows[who] = back.ravel()
    return [Place(rows, kinds)]


def one_round(joint: Joint) -> Terms | None:
    """Return a problem of a single round, with all people and teams, as such; None if it is not."""
    part = joint.parts[0]
    if joint.rounds > 1 or len(part.people) < joint.n or len(part.teams) < joint.teams:
        return None
    nobody = np.full((1, joint.n), -1, dtype=np.int32)
    return around(joint, nobody, 0)
