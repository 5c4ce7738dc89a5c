"""Prove how far apart the nearest two of a team can be: teams are the colours of a graph.

The least distance within a team can exceed d if and only if the people can be coloured by teams so
that pairs at most d apart have different colours.  A bisection finds the largest such d.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from grouping.engines.budget import Budget
from grouping.engines.cp_sat import run_solver
from grouping.engines.exact.proof import Kind, Proof
from grouping.engines.exact.solver import STATUS, Limits, Status, set_limits
from grouping.terms.arrays import Index, Ints
from grouping.terms.terms import Nearest, Terms

# Models of all people have at most so many places, others only those who have too many mates to be
# coloured last; and at most so many literals in their constraints.
MOST_PLACES, MOST_LITERALS = 20_000, 3_000_000
# Who is too near to whom stands in a table of all of them.
MOST_PEOPLE = 5_000
# One question gets this share of what is left of the budget.
SHARE = 0.3

Adjacency = NDArray[np.bool_]


def prove_dispersion(
    terms: Terms, nearest: Nearest, *, budget: Budget, start: Index | None, threads: int
) -> Proof:
    """Find the largest least distance within teams, or bound it; parameters as for `prove`."""
    budget = budget.started()
    constant = terms.rules[0].constant
    values = np.unique(nearest.apart)
    team = None if start is None else start[0]
    reached = 0 if team is None else _reached(nearest, values, team, terms.teams)
    least, most, kind, spent = reached, max(0, len(values) - 1), "arithmetic", 0.0
    while least < most and not budget.over(0):
        middle = (least + most) // 2
        question = _Question(terms, nearest, int(values[middle]))
        limits = _part(Limits.within(budget, spent=spent, threads=threads), last=middle == least)
        status, found, effort = question.ask(limits, lambda: budget.over(0))
        spent += effort
        if status == "infeasible":
            most, kind = middle, "CP-SAT"
        elif found is not None:
            team = found
            reached = least = _reached(nearest, values, found, terms.teams)
        elif middle == least:
            break
        else:
            least = middle  # not settled: at least a bound may be found above
    bound = constant - (int(values[most]) if len(values) else 0)
    return Proof(
        None if team is None else team[None, :].copy(),
        (0, bound),
        _kind(kind),
        team is not None and reached >= most,
        False,
        budget.elapsed,
    )


def _kind(kind: str) -> Kind:
    return "CP-SAT" if kind == "CP-SAT" else "arithmetic"


def _reached(nearest: Nearest, values: Ints, team: Index, teams: int) -> int:
    """Return at which of the values the least distance within teams stands."""
    return int(np.searchsorted(values, -nearest.evaluate(team, teams))) if len(values) else 0


def _part(limits: Limits, *, last: bool) -> Limits:
    """Return a share of the limits, so that one hard question does not take all."""
    share = 1.0 if last else SHARE
    return Limits(
        None if limits.seconds is None else share * limits.seconds,
        None if limits.effort is None else share * limits.effort,
        limits.threads,
        limits.seed,
        limits.stop,
    )


@dataclass(frozen=True, eq=False)
class _Question:
    """Whether all pairs at most `distance` apart can be on different teams."""

    terms: Terms
    nearest: Nearest
    distance: int

    def ask(self, limits: Limits, over: Callable[[], bool]) -> tuple[Status, Index | None, float]:
        """Return what CP-SAT says, an assignment if there is one, and its effort.

        "unknown" if the model is too large, or `over` says that there is no time to make it.
        """
        people, first, second = self._people()
        whole = len(people) == self.terms.n
        if not self.terms.teams < len(people) <= MOST_PEOPLE:
            return "unknown", None, 0.0
        adjacent = np.zeros((len(people), len(people)), dtype=np.bool_)
        adjacent[first, second] = adjacent[second, first] = True
        cliques = _cliques(adjacent, MOST_LITERALS // self.terms.teams, over)
        if cliques is None:
            return "unknown", None, 0.0
        model, on = self._model(len(people), cliques, whole=whole)
        solver = cp_model.CpSolver()
        set_limits(solver, limits)
        status = STATUS.get(run_solver(solver, model, stop=limits.stop), "unknown")
        team = None
        if whole and status == "optimal":
            chosen = [[solver.boolean_value(v) for v in row] for row in on]
            team = np.array(chosen).argmax(axis=1).astype(np.int32)
        return status, team, solver.deterministic_time

    def _people(self) -> tuple[Index, Index, Index]:
        """Return whom the model is of, and the pairs of them, in its numbers, too near."""
        count = int(np.searchsorted(self.nearest.apart, self.distance, side="right"))
        first, second = self.nearest.first[:count], self.nearest.second[:count]
        people = np.arange(self.terms.n, dtype=np.int32)
        if self.terms.n * self.terms.teams > MOST_PLACES:
            people = _core(self.terms.n, first, second, self.terms.teams)
        at = np.full(self.terms.n, -1, dtype=np.int32)
        at[people] = np.arange(len(people), dtype=np.int32)
        inside = (at[first] >= 0) & (at[second] >= 0)
        return people, at[first[inside]], at[second[inside]]

    def _model(
        self, people: int, cliques: list[list[int]], *, whole: bool
    ) -> tuple[cp_model.CpModel, list[list[cp_model.IntVar]]]:
        """Return the model, and for each person whether it is on each team."""
        low, high = self.terms.low.tolist(), self.terms.high.tolist()
        model = cp_model.CpModel()
        on = [[model.new_bool_var("") for _ in low] for _ in range(people)]
        for row in on:
            model.add_exactly_one(row)
        for clique in cliques:
            for g in range(len(low)):
                model.add_at_most_one(on[i][g] for i in clique)
        for g, (fewest, most) in enumerate(zip(low, high, strict=True)):
            inside = sum(row[g] for row in on)
            model.add_linear_constraint(inside, fewest if whole else 0, most)
        if len(set(low)) == len(set(high)) == 1:
            # teams are alike, so people who are all too near each other take the first ones
            for g, i in enumerate(max(cliques, key=len, default=[])[: len(low)]):
                model.add(on[i][g] == 1)
        return model, on


def _core(n: int, first: Index, second: Index, teams: int) -> Index:
    """Return those who are left when whoever has fewer than `teams` mates leaves, again and again.

    Those can always be coloured last, so if these cannot be coloured, nobody can.
    """
    inside = np.ones(n, dtype=np.bool_)
    while True:
        both = inside[first] & inside[second]
        degree = np.bincount(first[both], minlength=n) + np.bincount(second[both], minlength=n)
        leaving = inside & (degree < teams)
        if not leaving.any():
            return np.flatnonzero(inside).astype(np.int32)
        inside &= ~leaving


def _cliques(adjacent: Adjacency, most: int, over: Callable[[], bool]) -> list[list[int]] | None:
    """Return cliques that together have every edge, each grown from one that none had yet.

    None if they have more than `most` members in all, or once `over` says so.
    """
    missing = np.triu(adjacent, 1)
    degree = adjacent.sum(axis=1)
    found: list[list[int]] = []
    members = 0
    for i in np.argsort(-degree, kind="stable").tolist():
        if members > most or over():
            return None
        for j in np.flatnonzero(missing[i] | missing[:, i]).tolist():
            if not (missing[i, j] or missing[j, i]):
                continue
            clique, common = [i, j], adjacent[i] & adjacent[j]
            while common.any():
                # those who share most with the others, uncovered pairs first
                k = int(np.where(common, degree, -1).argmax())
                clique.append(k)
                common &= adjacent[k]
            missing[np.ix_(clique, clique)] = False
            found.append(clique)
            members += len(clique)
    return found if members <= most else None
