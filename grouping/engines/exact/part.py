"""A part of a problem: some teams and the people now on them, all else fixed.

Every term costs by team, so the part is a problem of the same kind.  What the rest costs becomes a
constant of each rule, so that an assignment of the part costs what the whole then costs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from grouping.terms.arrays import Index, Ints
from grouping.terms.terms import Cut, Matrix, Pairs, Place, Square, Tally, Term, Terms


@dataclass(frozen=True, eq=False)
class Part:
    """Some teams of an assignment as a problem of their own.

    Attributes
    ----------
    terms
        The part, with the cost of all else in the constants.
    teams, people
        Positions in the whole, ascending.
    present
        The present assignment in the part's own numbers; int32, shape (people,).
    """

    terms: Terms
    teams: Index
    people: Index
    present: Index

    def put(self, team: Index, found: Index) -> Index:
        """Return the whole assignment with that of the part put in; both int32, shape (n,)."""
        whole = team.copy()
        whole[self.people] = self.teams[found]
        return whole


def part_of(terms: Terms, team: Index, teams: Index) -> Part:
    """Return the part of an assignment, int32, shape (n,), that some teams make."""
    teams = np.sort(teams).astype(np.int32)
    people = np.flatnonzero(np.isin(team, teams)).astype(np.int32)
    place = np.full(terms.n, -1, dtype=np.int32)
    place[people] = np.arange(len(people))
    present = np.searchsorted(teams, team[people]).astype(np.int32)
    rules = []
    for rule in terms.rules:
        kept = [_cut(term, people, place, teams) for term in rule.terms]
        cut = replace(rule, n=len(people), teams=len(teams), constant=0, terms=kept)
        cut.constant = rule.evaluate(team[None, :]) - cut.evaluate(present[None, :])
        rules.append(cut)
    part = Terms(len(people), terms.low[teams], terms.high[teams], tuple(rules), terms.coefs)
    return Part(part, teams, people, present)


def _cut(term: Term, people: Index, place: Index, teams: Index) -> Term:
    if isinstance(term, Tally):
        inside = place[term.members] >= 0
        members = place[term.members[inside]]
        return Tally(members, term.amounts[inside], term.tables, term.which[teams])
    if isinstance(term, Square):
        return Square(
            term.amounts[people], term.targets[teams], term.slack[teams], term.coefs[teams]
        )
    if isinstance(term, Place):
        return Place(term.row[people], np.ascontiguousarray(term.costs[:, teams]))
    if isinstance(term, Pairs):
        inside = (place[term.first] >= 0) & (place[term.second] >= 0)
        return Pairs(place[term.first[inside]], place[term.second[inside]], term.costs[inside])
    assert isinstance(term, Matrix)
    cuts = [
        (np.unique(cut.labels[people], return_inverse=True)[1], cut.weight) for cut in term.cuts
    ]
    return Matrix(
        np.ascontiguousarray(term.costs[np.ix_(people, people)]),
        tuple(Cut(labels.astype(np.int32), weight) for labels, weight in cuts if labels.any()),
    )


def costs_by_team(terms: Terms, team: Index) -> tuple[Ints, Ints]:
    """Return each team's (violations, soft cost) without constants, each int64, shape (teams,)."""
    must, soft = (np.zeros(terms.teams, dtype=np.int64) for _ in range(2))
    for rule, coef in zip(terms.rules, terms.coefs, strict=True):
        for term in rule.terms:
            costs = _by_team(term, team, terms.teams)
            if rule.must:
                must += costs
            else:
                soft += coef * costs
    return must, soft


def _by_team(term: Term, team: Index, teams: int) -> Ints:
    if isinstance(term, Tally):
        return np.asarray(term.tables[term.which, term.values(team, teams)])
    if isinstance(term, Square):
        sums = np.zeros(teams, dtype=np.int64)
        np.add.at(sums, team, term.amounts)
        off = np.maximum(np.abs(sums - term.targets) - term.slack, 0)
        return np.asarray(term.coefs * off**2)
    costs = np.zeros(teams, dtype=np.int64)
    if isinstance(term, Place):
        placed = np.flatnonzero(term.row >= 0)
        np.add.at(costs, team[placed], term.costs[term.row[placed], team[placed]])
    elif isinstance(term, Pairs):
        met = team[term.first] == team[term.second]
        np.add.at(costs, team[term.first[met]], term.costs[met])
    else:
        same = team[:, None] == team[None, :]
        np.add.at(costs, team, np.where(same, term.costs, 0).sum(axis=1))
        costs //= 2
    return costs
