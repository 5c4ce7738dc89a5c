"""The normal form that engines know: a few families of integer costs, and their plain evaluation.

A rule is *lowered* to terms once; engines see nothing else.  All costs are int64.  With `s` the
value at which a team stands, the families of one rule are

========== =========================================================================
`Tally`    ``tables[which[g], s]``, s the sum of the amounts of the team's members
`Square`   ``coefs[g] * max(0, |s - targets[g]| - slack[g])**2``, s as above
`Place`    ``costs[row[i], g]`` when participant i is on team g
`Pairs`    ``cost`` of each listed pair that shares a team
`Matrix`   ``costs[i, j]`` of every pair that shares a team
`Points`   minus the distance of every pair that shares a team, from its places
`Nearest`  minus the least distance of two people who share a team
========== =========================================================================

plus one constant.  Capacities are `low`..`high` seats of every team.  This is the form of one
round; terms that span the rounds stand in `meetings`, all rounds together in `joint`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from grouping.terms.arrays import Index, Ints
from grouping.terms.costs import Cut as Cut
from grouping.terms.costs import Matrix as Matrix
from grouping.terms.costs import Nearest as Nearest
from grouping.terms.costs import Pairs as Pairs
from grouping.terms.costs import Place as Place
from grouping.terms.costs import Points as Points
from grouping.terms.costs import Square as Square
from grouping.terms.costs import Tally as Tally
from grouping.terms.costs import Term as Term
from grouping.terms.cross_round import Meetings, Visits
from grouping.terms.nearest import distances as distances


@dataclass(eq=False)
class RuleTerms:
    """The terms of one rule; a rule's `lower` fills it through the methods below.

    Attributes
    ----------
    n, teams
        Numbers of participants and of teams.
    must
        The layer.  Must costs count violations and have unit 1, squares excepted.
    unit
        Integer cost of one natural unit of the rule, for people to read.
    constant
        Cost that every assignment has.
    least
        What the rule's cost cannot be below by its meaning, if there is such a value.
    terms
        The terms of one round.
    alone
        What has a search of its own, once in the problem: distances without a table of them, beside
        which there are at most counts of people and wishes about sums; or the least distance,
        beside which there is nothing.
    across
        Instead, of a rule that speaks of all rounds at once: the terms that span them.
    """

    n: int
    teams: int
    must: bool
    unit: int = 1
    constant: int = 0
    least: int | None = None
    terms: list[Term] = field(default_factory=list)
    alone: list[Points | Nearest] = field(default_factory=list)
    across: list[Meetings | Visits] = field(default_factory=list)

    def tally(
        self,
        members: ArrayLike,
        tables: ArrayLike,
        *,
        which: ArrayLike | None = None,
        amounts: ArrayLike | None = None,
    ) -> None:
        """Add a counter; `tables` may be one table for all teams (1-d) or one per kind of team."""
        chosen = np.asarray(members, dtype=np.int32)
        if not len(chosen):
            # an empty counter stands at 0 in every team, for good
            table = np.atleast_2d(np.asarray(tables, dtype=np.int64))
            kinds = np.zeros(self.teams, dtype=int) if which is None else np.asarray(which)
            self.constant += int(table[kinds, 0].sum())
            return
        ones = np.ones(len(chosen), dtype=np.int64)
        self.terms.append(
            Tally(
                chosen,
                ones if amounts is None else np.asarray(amounts, dtype=np.int64),
                np.atleast_2d(np.asarray(tables, dtype=np.int64)),
                np.zeros(self.teams, dtype=np.int32)
                if which is None
                else np.asarray(which, dtype=np.int32),
            )
        )

    def square(
        self,
        amounts: ArrayLike,
        *,
        targets: ArrayLike | int = 0,
        slack: ArrayLike | int = 0,
        coefs: ArrayLike | int = 1,
    ) -> None:
        """Add a quadratic cost of a sum per team."""

        def per_team(values: ArrayLike | int) -> Ints:
            return np.broadcast_to(np.asarray(values, dtype=np.int64), self.teams).copy()

        self.terms.append(
            Square(
                np.asarray(amounts, dtype=np.int64),
                per_team(targets),
                per_team(slack),
                per_team(coefs),
            )
        )

    def place(self, members: ArrayLike, costs: ArrayLike) -> None:
        """Add the same cost per team, shape (teams,), for each of `members`."""
        row = np.full(self.n, -1, dtype=np.int32)
        row[np.asarray(members, dtype=np.int64)] = 0
        self.terms.append(Place(row, np.asarray(costs, dtype=np.int64).reshape(1, self.teams)))

    def places(self, row: ArrayLike, costs: ArrayLike) -> None:
        """Add costs per team by row: participant i costs ``costs[row[i], g]`` on team g."""
        self.terms.append(Place(np.asarray(row, dtype=np.int32), np.asarray(costs, dtype=np.int64)))

    def pairs(self, pairs: Sequence[tuple[int, int]] | Index, cost: int) -> None:
        """Add `cost` for each pair of participants that shares a team; shape (pairs, 2)."""
        if len(pairs):
            both = np.asarray(pairs, dtype=np.int32)
            costs = np.full(len(both), cost, dtype=np.int64)
            self.terms.append(Pairs(both[:, 0].copy(), both[:, 1].copy(), costs))

    def matrix(self, costs: ArrayLike, cuts: Sequence[tuple[ArrayLike, int]] = ()) -> None:
        """Add a cost for every pair that shares a team.

        `cuts`, if any, are the labels and the weight of each of the cuts that the costs are the
        sum of.
        """
        dense = np.array(costs, dtype=np.int64)
        np.fill_diagonal(dense, 0)
        parts = tuple(Cut(np.asarray(labels, dtype=np.int32), weight) for labels, weight in cuts)
        self.terms.append(Matrix(dense, parts))

    def meetings(
        self,
        tables: ArrayLike,
        *,
        label: ArrayLike | None = None,
        kind: ArrayLike | None = None,
        special: Sequence[tuple[int, int, int]] = (),
    ) -> None:
        """Add costs of how often pairs meet; `special` lists (i, j, row of tables), i < j."""
        listed = np.asarray(special, dtype=np.int32).reshape(-1, 3)
        self.across.append(
            Meetings(
                np.zeros(self.n, dtype=np.int32)
                if label is None
                else np.asarray(label, dtype=np.int32),
                np.zeros((1, 1), dtype=np.int32)
                if kind is None
                else np.asarray(kind, dtype=np.int32),
                listed[:, 0].copy(),
                listed[:, 1].copy(),
                listed[:, 2].copy(),
                np.atleast_2d(np.asarray(tables, dtype=np.int64)),
            )
        )

    def visits(self, members: ArrayLike, table: ArrayLike) -> None:
        """Add costs of how often each of `members` is on one team, summed over the teams."""
        row = np.full(self.n, -1, dtype=np.int32)
        row[np.asarray(members, dtype=np.int64)] = 0
        self.across.append(Visits(row, np.atleast_2d(np.asarray(table, dtype=np.int64))))

    def evaluate(self, assignment: Index) -> int:
        """Return the cost of a one-round `assignment`, int32, shape (1, n)."""
        total = self.constant * len(assignment)
        every = [*self.terms, *self.alone]
        return total + sum(t.evaluate(team, self.teams) for team in assignment for t in every)

    def evaluate_across(self, assignment: Index) -> int:
        """Return what the terms over all rounds cost, with the constant; shape (rounds, n)."""
        return self.constant + sum(
            term.evaluate(assignment)
            if isinstance(term, Meetings)
            else term.evaluate(assignment, self.teams)
            for term in self.across
        )


@dataclass(frozen=True, eq=False)
class Terms:
    """A whole problem in normal form.

    Attributes
    ----------
    n
        Number of participants.
    low, high
        Seats of each team; int64, shape (teams,).
    rules
        The terms of each rule, in the order of the plan.
    coefs
        What one unit of raw cost of each soft rule weighs in the soft cost; 1 for must rules.
    """

    n: int
    low: Ints
    high: Ints
    rules: tuple[RuleTerms, ...]
    coefs: tuple[int, ...]

    @property
    def teams(self) -> int:
        """Number of teams."""
        return len(self.low)

    def evaluate(self, assignment: Index) -> tuple[int, int]:
        """Return (must violations, soft cost) of `assignment`, int32, shape (rounds, n)."""
        return self.total([rule.evaluate(assignment) for rule in self.rules])

    def total(self, costs: Sequence[int]) -> tuple[int, int]:
        """Return (must violations, soft cost) from the raw cost of each rule."""
        return total_of(self.rules, self.coefs, costs)


def total_of(
    rules: Sequence[RuleTerms], coefs: Sequence[int], costs: Sequence[int]
) -> tuple[int, int]:
    """Return (must violations, soft cost) from the raw cost of each rule."""
    parts = list(zip(rules, coefs, costs, strict=True))
    must = sum(cost for rule, _, cost in parts if rule.must)
    soft = sum(coef * cost for rule, coef, cost in parts if not rule.must)
    return must, soft
