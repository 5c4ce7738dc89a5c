"""What if: how much every swap and every lone move of an assignment would change the cost.

Costs change in two layers, as the judge orders them: violations of must rules first, then the soft
cost.  Changes are weighed as the search weighs its moves, and the assignment is not judged again.
`rule_changes` asks the judge what one change means for each rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from grouping.engines.kernels.all_deltas import best_swaps_of_all, move_changes, swap_changes
from grouping.engines.kernels.evaluate import reset
from grouping.engines.kernels.rng import bits_from
from grouping.engines.kernels.round_view import round_state
from grouping.engines.kernels.stack import Stack, new_states
from grouping.engines.kernels.state import State
from grouping.engines.local.flatten import pack_rounds
from grouping.problem.problem import Problem
from grouping.scoring.move_deltas import lone_changes
from grouping.scoring.score import checked
from grouping.scoring.weights import weigh
from grouping.terms.arrays import Index, Ints
from grouping.terms.terms import Terms


@dataclass(frozen=True, eq=False)
class Changes:
    """What several moves of one participant would change.

    Attributes
    ----------
    must, soft
        Change of the violations of must rules and of the weighted soft cost; int64, one entry per
        partner or per team.  0 where the move is not possible.
    possible
        Whether the move is one: with somebody of another team, to a team with a free seat.
    """

    must: Ints
    soft: Ints
    possible: NDArray[np.bool_]

    def best_first(self) -> Index:
        """Return the possible ones, best first: by must, then soft, then position."""
        order = np.lexsort((self.soft, self.must))
        return order[self.possible[order]].astype(np.int32)


@dataclass(frozen=True)
class Swap:
    """A swap of two participants in a round, and what it changes.

    Attributes
    ----------
    person, other
        The two, as positions on the roster.
    round
        Position of the round.
    must, soft
        Change of the violations of must rules and of the weighted soft cost.
    """

    person: int
    other: int
    round: int
    must: int
    soft: int

    @property
    def gains(self) -> bool:
        """Whether the assignment is better after it."""
        return (self.must, self.soft) < (0, 0)


@dataclass(frozen=True, eq=False)
class BestSwaps:
    """The best swap of everybody in every round; all arrays of shape (rounds, n).

    Attributes
    ----------
    other
        With whom; int32, -1 for who is absent or has nobody to swap with.
    must, soft
        Change of the violations of must rules and of the weighted soft cost; int64.
    """

    other: Index
    must: Ints
    soft: Ints

    def of(self, person: int, r: int = 0) -> Swap | None:
        """Return the best swap of a participant in round `r`; None if there is none."""
        other = int(self.other[r, person])
        if other < 0:
            return None
        return Swap(person, other, r, int(self.must[r, person]), int(self.soft[r, person]))

    @property
    def gaining(self) -> NDArray[np.bool_]:
        """Who has a swap that makes the assignment better."""
        better: NDArray[np.bool_] = (self.must < 0) | ((self.must == 0) & (self.soft < 0))
        return better


class WhatIf:
    """An assignment for which many moves are weighed.

    Parameters
    ----------
    problem
        What was asked.
    assignment
        Team of each participant in each round, -1 where absent; integers, shape (rounds, n), or
        (n,) for one round.

    Raises
    ------
    InputError
        If the assignment has another shape, or a team has too few or too many people.
    """

    def __init__(self, problem: Problem, assignment: Index) -> None:
        self.problem = problem
        self.teams = checked(problem, assignment)
        terms = weigh(problem).terms
        self._lone = lone_changes(terms, self.teams[0]) if isinstance(terms, Terms) else None
        self._stack = _packed(problem)
        self._soft, self._both = (_states(self._stack, self.teams, price) for price in (0, 1))

    def swaps(self, person: int, r: int = 0) -> Changes:
        """Weigh the swaps of `person` with everybody in round `r`; arrays of shape (n,)."""
        team, n = self.teams[r], self.problem.n
        if team[person] < 0:
            return _none(n)
        pack, soft, both = self._stack.pack(r), np.zeros(n, np.int64), np.zeros(n, np.int64)
        swap_changes(pack, round_state(self._soft, r), person, soft)
        swap_changes(pack, round_state(self._both, r), person, both)
        must = both - soft
        if self._lone is not None:
            soft += self._lone.swaps(person)
        return Changes(must, soft, (team >= 0) & (team != team[person]))

    def moves(self, person: int, r: int = 0) -> Changes:
        """Weigh the lone moves of `person` to every team in round `r`; arrays of shape (teams,)."""
        own, count, pack = int(self.teams[r, person]), len(self.problem.teams), self._stack.pack(r)
        soft, both = np.zeros((2, count), dtype=np.int64)
        state = round_state(self._soft, r)
        if own < 0 or state.size[own] <= pack.low[own]:
            return _none(count)
        possible = state.size < pack.high
        possible[own] = False
        open_to = np.flatnonzero(possible).astype(np.int32)
        move_changes(pack, state, person, open_to, soft)
        move_changes(pack, round_state(self._both, r), person, open_to, both)
        must = both - soft
        if self._lone is not None:
            soft += np.where(possible, self._lone.moves(person), 0)
        return Changes(must, soft, possible)

    def best_swap(self, person: int, r: int = 0) -> Swap | None:
        """Return the swap of `person` after which the cost is least; None if there is none."""
        found = self.swaps(person, r)
        order = found.best_first()
        if not len(order):
            return None
        other = int(order[0])
        return Swap(person, other, r, int(found.must[other]), int(found.soft[other]))

    def best_swaps(self) -> BestSwaps:
        """Return the best swap of everybody in every round."""
        other = np.full(self.teams.shape, -1, dtype=np.int32)
        must, soft = np.zeros((2, *self.teams.shape), dtype=np.int64)
        if self._lone is not None:
            for person in range(self.problem.n):
                found = self.best_swap(person)
                if found is not None:
                    other[0, person] = found.other
                    must[0, person], soft[0, person] = found.must, found.soft
            return BestSwaps(other, must, soft)
        for r in range(len(self.teams)):
            states = round_state(self._soft, r), round_state(self._both, r)
            best_swaps_of_all(self._stack.pack(r), *states, other[r], must[r], soft[r])
        return BestSwaps(other, must, soft)


def swaps(problem: Problem, assignment: Index, person: int, r: int = 0) -> Changes:
    """Return what swapping `person` with everybody else present in round `r` changes; shape (n,).

    For many people of one assignment make a `WhatIf` once.
    """
    return WhatIf(problem, assignment).swaps(person, r)


def moves(problem: Problem, assignment: Index, person: int, r: int = 0) -> Changes:
    """Return what moving `person` alone to every team in round `r` changes; shape (teams,)."""
    return WhatIf(problem, assignment).moves(person, r)


def best_swap(problem: Problem, assignment: Index, person: int, r: int = 0) -> Swap | None:
    """Return the swap of `person` after which the cost is least; None if there is none."""
    return WhatIf(problem, assignment).best_swap(person, r)


def best_swaps(problem: Problem, assignment: Index) -> BestSwaps:
    """Return the best swap of everybody in every round."""
    return WhatIf(problem, assignment).best_swaps()


def swapped(assignment: Index, person: int, other: int, r: int = 0) -> Index:
    """Return the assignment after two people changed places in a round; shape (rounds, n)."""
    after = np.array(assignment, dtype=np.int32, ndmin=2)
    after[r, [person, other]] = after[r, [other, person]]
    return after


def moved(assignment: Index, person: int, team: int, r: int = 0) -> Index:
    """Return the assignment after one person went to a team in a round; shape (rounds, n)."""
    after = np.array(assignment, dtype=np.int32, ndmin=2)
    after[r, person] = team
    return after


@lru_cache(maxsize=2)
def _packed(problem: Problem) -> Stack:
    return pack_rounds(weigh(problem).terms)


def _states(stack: Stack, teams: Index, price: int) -> State:
    states = new_states(stack, bits_from(np.random.default_rng(0)))
    states.team[:] = teams
    states.penalty[:] = price
    reset(stack, states)
    return states


def _none(length: int) -> Changes:
    nothing = np.zeros(length, dtype=np.int64)
    return Changes(nothing, nothing.copy(), np.zeros(length, dtype=bool))
