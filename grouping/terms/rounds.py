"""All rounds together: the terms of each round, and those that span them.

A round is a one-round problem of its own, `Terms`, over those who take part and the teams that
are open in it.  `Part` says which participants and teams of the whole these are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from grouping.terms.arrays import Index, Ints
from grouping.terms.terms import (
    Matrix,
    Pairs,
    Place,
    RuleTerms,
    Square,
    Tally,
    Term,
    Terms,
    total_of,
)


@dataclass(frozen=True, eq=False)
class Part:
    """One round.

    Attributes
    ----------
    terms
        Its terms, over its own participants and teams; every rule has its place in them.
    people, teams
        Which of all these are, ascending; int32.
    factors
        What one raw unit of each rule in this round is of the rule's raw units over all rounds; 1
        unless rounds differ so that their units do.
    """

    terms: Terms
    people: Index
    teams: Index
    factors: tuple[int, ...]

    def weighed(self, coefs: Sequence[int]) -> Part:
        """Return the round with a coefficient for each rule, per unit over all rounds."""
        own = tuple(c * f for c, f in zip(coefs, self.factors, strict=True))
        return replace(self, terms=replace(self.terms, coefs=own))

    def inside(self, team: Index) -> Index:
        """Return the assignment of this round, shape (n,), in its own numbers; shape (1, here)."""
        return np.searchsorted(self.teams, team[self.people]).astype(np.int32)[None, :]

    def outside(self, inside: Index, n: int) -> Index:
        """Return an assignment in the round's own numbers, shape (here,), for all; shape (n,)."""
        team = np.full(n, -1, dtype=np.int32)
        team[self.people] = self.teams[inside]
        return team

    def whole(self, n: int, teams: int) -> Terms:
        """Return the terms over all participants and teams; closed teams have no seats."""
        if len(self.people) == n and len(self.teams) == teams:
            return self.terms
        low, high = np.zeros((2, teams), dtype=np.int64)
        low[self.teams], high[self.teams] = self.terms.low, self.terms.high
        rules = []
        for rule in self.terms.rules:
            terms = [self._whole(term, n, teams) for term in rule.terms]
            rules.append(replace(rule, n=n, teams=teams, terms=terms))
        return Terms(n, low, high, tuple(rules), self.terms.coefs)

    def _whole(self, term: Term, n: int, teams: int) -> Term:
        if isinstance(term, Tally):
            # teams that are closed stand at 0 and cost nothing
            closed = np.zeros((1, term.tables.shape[1]), dtype=np.int64)
            which = np.full(teams, len(term.tables), dtype=np.int32)
            which[self.teams] = term.which
            tables = np.concatenate([term.tables, closed])
            return Tally(self.people[term.members], term.amounts, tables, which)
        if isinstance(term, Square):
            columns = (
                _placed(v, self.teams, teams) for v in (term.targets, term.slack, term.coefs)
            )
            return Square(_placed(term.amounts, self.people, n), *columns)
        if isinstance(term, Place):
            row = np.full(n, -1, dtype=np.int32)
            row[self.people] = term.row
            costs = np.zeros((len(term.costs), teams), dtype=np.int64)
            costs[:, self.teams] = term.costs
            return Place(row, costs)
        if isinstance(term, Pairs):
            return Pairs(self.people[term.first], self.people[term.second], term.costs)
        costs = np.zeros((n, n), dtype=np.int64)
        costs[np.ix_(self.people, self.people)] = term.costs
        return Matrix(costs)


def _placed(values: Ints, at: Index, length: int) -> Ints:
    out = np.zeros(length, dtype=np.int64)
    out[at] = values
    return out


@dataclass(frozen=True, eq=False)
class Joint:
    """A problem of several rounds in normal form.

    Attributes
    ----------
    n, teams
        Numbers of participants and teams, those of all rounds.
    parts
        The rounds; equal rounds are one object.
    rules
        One for each rule of the plan: its layer and unit, and its terms across the rounds.
    coefs
        What one unit of raw cost of each soft rule weighs in the soft cost; 1 for must rules.
    """

    n: int
    teams: int
    parts: tuple[Part, ...]
    rules: tuple[RuleTerms, ...]
    coefs: tuple[int, ...]

    @cached_property
    def distinct(self) -> tuple[Part, ...]:
        """The rounds that differ, each once."""
        return tuple({id(part): part for part in self.parts}.values())

    @property
    def rounds(self) -> int:
        """Number of rounds."""
        return len(self.parts)

    @cached_property
    def present(self) -> np.ndarray:
        """Who takes part; bool, shape (rounds, n)."""
        present = np.zeros((self.rounds, self.n), dtype=bool)
        for r, part in enumerate(self.parts):
            present[r, part.people] = True
        return present

    def costs(self, assignment: Index) -> list[int]:
        """Return the raw cost of each rule; `assignment` int32, shape (rounds, n), -1: absent."""
        inside = [part.inside(team) for part, team in zip(self.parts, assignment, strict=True)]
        costs = [rule.evaluate_across(assignment) for rule in self.rules]
        for part, team in zip(self.parts, inside, strict=True):
            for k, (rule, factor) in enumerate(zip(part.terms.rules, part.factors, strict=True)):
                costs[k] += factor * rule.evaluate(team)
        return costs

    def weighed(self, coefs: tuple[int, ...]) -> Joint:
        """Return the same with a coefficient for each rule."""
        made = {id(part): part.weighed(coefs) for part in self.parts}
        return replace(self, parts=tuple(made[id(p)] for p in self.parts), coefs=coefs)

    def evaluate(self, assignment: Index) -> tuple[int, int]:
        """Return (must violations, soft cost) of `assignment`, int32, shape (rounds, n)."""
        return self.total(self.costs(assignment))

    def total(self, costs: Sequence[int]) -> tuple[int, int]:
        """Return (must violations, soft cost) from the raw cost of each rule."""
        return total_of(self.rules, self.coefs, costs)


def joint_of(terms: Terms | Joint) -> Joint:
    """Return a problem of one round as one of several."""
    if isinstance(terms, Joint):
        return terms
    people = np.arange(terms.n, dtype=np.int32)
    teams = np.arange(terms.teams, dtype=np.int32)
    part = Part(terms, people, teams, tuple(1 for _ in terms.rules))
    across = tuple(
        replace(rule, constant=0, terms=[], across=[], least=None) for rule in terms.rules
    )
    return Joint(terms.n, terms.teams, (part,), across, terms.coefs)
