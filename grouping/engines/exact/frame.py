"""The variables: how many of each class are on each team, and the sums of what they add."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from grouping.engines.exact.arithmetic import Bounds
from grouping.engines.exact.equal_people import Classes, classes_of
from grouping.terms.arrays import Index, Ints
from grouping.terms.terms import Terms

# More values of a sum than this are not listed one by one.
LISTED = 4096
# Up to this many people every triangle of same-team variables is stated.
TRIANGLES = 40


Values = Ints | range


@dataclass(frozen=True)
class Cell:
    """The value of one counter or sum on one team.

    Attributes
    ----------
    value
        A variable equal to the sum, or None if only one value is possible.
    domain
        Values that the seats allow, ascending; a superset of those that can really occur.  Where
        they are many, a range.
    """

    value: cp_model.IntVar | None
    domain: Values


@dataclass(eq=False)
class Frame:
    """A CP-SAT model that has the people and does not yet have their costs.

    Attributes
    ----------
    terms, classes
        The problem.
    cp
        The model.
    flow
        How many of class c are on team g: ``flow[c][g]``, a Boolean for a class of one.
    bounds
        Closed-form bounds of the rules and their terms.
    steps
        Booleans of the values of a cell, by its variable and the values, see `tables`.
    """

    terms: Terms
    classes: Classes
    cp: cp_model.CpModel
    flow: list[list[cp_model.IntVar]]
    bounds: Bounds
    steps: dict[tuple[int, bytes], list[cp_model.IntVar]] = field(default_factory=dict)
    _cells: dict[bytes, list[Cell]] = field(default_factory=dict)
    _same: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)
    has_mates: bool = False

    @classmethod
    def of(cls, terms: Terms, bounds: Bounds) -> Frame:
        """Return a frame in which everybody has a team and the seats are kept."""
        classes, cp = classes_of(terms), cp_model.CpModel()
        flow = []
        for members in classes.members:
            size = len(members)
            row = [
                cp.new_bool_var("")
                if size == 1 and high
                else cp.new_int_var(0, min(size, high), "")
                for high in terms.high.tolist()
            ]
            if size == 1:
                cp.add_exactly_one(
                    v for v, high in zip(row, terms.high.tolist(), strict=True) if high
                )
            else:
                cp.add(cp_model.LinearExpr.sum(row) == size)
            flow.append(row)
        for g, (low, high) in enumerate(zip(terms.low.tolist(), terms.high.tolist(), strict=True)):
            cp.add_linear_constraint(cp_model.LinearExpr.sum([row[g] for row in flow]), low, high)
        return cls(terms, classes, cp, flow, bounds)

    def person(self, i: int, g: int) -> cp_model.IntVar:
        """Return whether participant i, alone in a class, is on team g."""
        return self.flow[int(self.classes.of[i])][g]

    def cells(self, amounts: Ints) -> list[Cell]:
        """Return what each team stands at when participant i adds ``amounts[i]``."""
        key = amounts.tobytes()
        if key not in self._cells:
            self._cells[key] = [self._cell(amounts, g) for g in range(self.terms.teams)]
        return self._cells[key]

    def _cell(self, amounts: Ints, g: int) -> Cell:
        domain = reachable(amounts, int(self.terms.low[g]), int(self.terms.high[g]))
        if len(domain) == 1:
            return Cell(None, domain)
        parts = [
            (row[g], int(amounts[members[0]]))
            for row, members in zip(self.flow, self.classes.members, strict=True)
            if amounts[members[0]]
        ]
        if len(parts) == 1 and parts[0][1] == 1:
            return Cell(parts[0][0], domain)
        value = self.cp.new_int_var_from_domain(domain_of(domain), "")
        variables, coefs = [v for v, _ in parts], [c for _, c in parts]
        self.cp.add(cp_model.LinearExpr.weighted_sum(variables, coefs) == value)
        return Cell(value, domain)

    def same(self, i: int, j: int) -> cp_model.IntVar:
        """Return whether participants i and j, each alone in a class, share a team."""
        key = (min(i, j), max(i, j))
        if key not in self._same:
            both = self._same[key] = self.cp.new_bool_var("")
            for g in range(self.terms.teams):
                one, other = self.person(i, g), self.person(j, g)
                self.cp.add(one + other <= 1 + both)
                self.cp.add(one - other <= 1 - both)
                self.cp.add(other - one <= 1 - both)
        return self._same[key]

    def mates(self) -> None:
        """Say of all pairs at once what same-team variables have to obey.

        Everybody has as many mates as the team has other seats; and who shares a team with two
        shares it with both of them together.
        """
        if self.has_mates:
            return
        self.has_mates = True
        people = range(self.terms.n)
        low, high = (self.terms.low - 1).tolist(), (self.terms.high - 1).tolist()
        for i in people:
            row = [self.person(i, g) for g in range(self.terms.teams)]
            met = cp_model.LinearExpr.sum([self.same(i, j) for j in people if j != i])
            if low == high and len(set(low)) == 1:
                self.cp.add(met == low[0])
            else:
                self.cp.add(met >= cp_model.LinearExpr.weighted_sum(row, low))
                self.cp.add(met <= cp_model.LinearExpr.weighted_sum(row, high))
        self._count_pairs()
        if self.terms.n <= TRIANGLES:
            for i, j, k in combinations(people, 3):
                ij, jk, ik = self.same(i, j), self.same(j, k), self.same(i, k)
                self.cp.add(ij + jk <= 1 + ik)
                self.cp.add(ij + ik <= 1 + jk)
                self.cp.add(ik + jk <= 1 + ij)

    def _count_pairs(self) -> None:
        """Say how many pairs share a team: as many as the sizes of the teams make."""
        low, high = self.terms.low.tolist(), self.terms.high.tolist()
        total = cp_model.LinearExpr.sum([*self._same.values()])
        made: list[Any] = [sum(least * (least - 1) // 2 for least in low)]
        for g, (least, most) in enumerate(zip(low, high, strict=True)):
            ups = [self.cp.new_bool_var("") for _ in range(least, most)]
            for up, further in pairwise(ups):
                self.cp.add_implication(further, up)
            size = cp_model.LinearExpr.sum([row[g] for row in self.flow])
            self.cp.add(cp_model.LinearExpr.sum(ups) + least == size)
            made += [(least + k) * up for k, up in enumerate(ups)]
        self.cp.add(total == cp_model.LinearExpr.sum(made))

    def hint(self, team: Index) -> None:
        """Suggest an assignment."""
        for row, counts in zip(self.flow, self.classes.flow(team, self.terms.teams), strict=True):
            for variable, count in zip(row, counts.tolist(), strict=True):
                self.cp.add_hint(variable, count)


def domain_of(values: Values) -> cp_model.Domain:
    """Return the values as CP-SAT takes them; of a range, all between its ends."""
    first, last = int(values[0]), int(values[-1])
    if isinstance(values, range) or last - first + 1 == len(values):
        return cp_model.Domain(first, last)
    return cp_model.Domain.from_values(values.tolist())


def reachable(amounts: Ints, low: int, high: int) -> Values:
    """Return the values that low..high people can add up to, or a superset of them."""
    kinds, counts = np.unique(amounts, return_counts=True)
    if len(kinds) <= 3:
        exact = _exactly_reachable(kinds.tolist(), counts.tolist(), low, high)
        if exact is not None:
            return exact
    ordered = np.sort(amounts)
    least = min(int(ordered[:low].sum()), _extreme(ordered, low, high))
    most = max(int(ordered[::-1][:low].sum()), -_extreme(-ordered[::-1], low, high))
    step = int(np.gcd.reduce(np.abs(ordered - ordered[0])))
    if low != high:
        step = int(np.gcd(step, abs(int(ordered[0]))))
    if step:
        least += (int(ordered[0]) * low - least) % step
    values = range(least, most + 1, step or 1)
    return values if len(values) > LISTED else np.array(values, dtype=np.int64)


def _extreme(ordered: Ints, low: int, high: int) -> int:
    """Return the least sum of low..high of some ascending numbers."""
    sums = np.cumsum(ordered)
    first, last = max(low, 1), min(high, len(ordered))
    return min([int(sums[k - 1]) for k in range(first, last + 1)] + ([0] if low == 0 else []))


def _exactly_reachable(kinds: list[int], counts: list[int], low: int, high: int) -> Ints | None:
    """Return all sums of low..high people by trying all numbers of each kind, if they are few."""
    held = {(0, 0)}
    for kind, count in zip(kinds, counts, strict=True):
        held = {(k + m, v + m * kind) for k, v in held for m in range(min(count, high - k) + 1)}
        if len(held) > LISTED:
            return None
    return np.array(sorted({v for k, v in held if k >= low}), dtype=np.int64)
