"""Search near an earlier assignment for the best teams of each number of moves, up to a limit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from grouping.engines.budget import Budget
from grouping.engines.kernels.anneal_few_moves import LONE_IN_256, TURN, walk_within
from grouping.engines.kernels.construct import construct
from grouping.engines.kernels.evaluate import recount, reset
from grouping.engines.kernels.rng import bits_from
from grouping.engines.kernels.round_view import round_state
from grouping.engines.kernels.sample_deltas import sample_deltas
from grouping.engines.kernels.stack import new_states
from grouping.engines.kernels.state import EVALUATIONS, MUST, SOFT
from grouping.engines.local.flatten import pack_rounds
from grouping.engines.local.structure import most_violations
from grouping.engines.local.violation_weight import set_prices
from grouping.terms.arrays import Index, Ints
from grouping.terms.rounds import Joint, joint_of
from grouping.terms.terms import RuleTerms, Terms

# Steps between two looks at the clock.
CHUNK = 64 * TURN
# Swaps from which temperatures are set, and the shares of what they cost.
SAMPLES = 2000
HOT, COLD = 0.1, 0.1
# A violation costs as much as so many typical swaps; sums of prices fit in 64 bits.
PRICE, LARGEST_COST = 256.0, 2**60
NEVER = np.iinfo(np.int64).max


@cache
def warm_up_within() -> None:
    """Load the kernels, or compile them once per machine, before any clock runs."""
    rule = RuleTerms(4, 2, must=False)
    rule.tally([0, 1], [0, 0, 1])
    low, high = np.array([1, 1], dtype=np.int64), np.array([3, 3], dtype=np.int64)
    joint = joint_of(Terms(4, low, high, (rule,), (1,)))
    home, free = np.array([[0, 0, 1, -1]], dtype=np.int32), np.ones((1, 4), dtype=bool)
    search = WithinSearch(joint, home, free, 1, np.random.default_rng(0))
    search.run(search.seat_new(), 1, 1, Budget(None, 1))


@dataclass(frozen=True, eq=False)
class Curve:
    """The best teams found for every number of moves.

    Attributes
    ----------
    values
        (must violations, soft cost) of the best with at most k moves; int64, shape (most + 1, 2).
        Never rising.  The largest int64 where nothing was found.
    teams
        These assignments; int32, shape (most + 1, rounds, n).
    """

    values: Ints
    teams: Index

    def value(self, k: int) -> tuple[int, int] | None:
        """Return (must violations, soft cost) with at most `k` moves; None if none were found."""
        must, soft = self.values[k].tolist()
        return None if must == NEVER else (must, soft)


class WithinSearch:
    """A search in which only a limited number of people leave the teams that they had.

    Parameters
    ----------
    joint
        The problem in normal form.
    home
        Team of each person before, -1 for who is new or absent; int32, shape (rounds, n).
    movable
        Who may be moved in which round; bool, shape (rounds, n).  Rounds in which nobody may are
        closed.  Who is new may be put anywhere within the seats if movable.
    most
        The largest number of moves, over all rounds.
    rng
        Source of all randomness.
    """

    def __init__(
        self,
        joint: Joint,
        home: Index,
        movable: NDArray[np.bool_],
        most: int,
        rng: np.random.Generator,
    ) -> None:
        self._joint, self._home, self._movable, self._rng = joint, home, movable, rng
        self._stack = stack = pack_rounds(joint)
        self._states = new_states(stack, bits_from(rng))
        self._packs = [stack.pack(r) for r in range(stack.rounds)]
        self._rounds = np.flatnonzero(movable.any(axis=1)).astype(np.int32)
        self._people = np.zeros(home.shape, dtype=np.int32)
        self._counts = movable.sum(axis=1).astype(np.int64)
        for row, may in zip(self._people, movable, strict=True):
            row[: may.sum()] = np.flatnonzero(may)
        open_sizes = [bool((pack.low != pack.high).any()) for pack in self._packs]
        self._lone = np.where(open_sizes, LONE_IN_256, 0).astype(np.int64)
        self._values = np.full((most + 1, 2), NEVER, dtype=np.int64)
        self._kept = np.full((most + 1, home.size), -1, dtype=np.int32)
        self._wide = self._narrow = 1.0

    @property
    def evaluations(self) -> int:
        """Moves weighed so far."""
        return int(self._states.figures[EVALUATIONS])

    def seat_new(self) -> Index:
        """Return the assignment before, with everybody new on a team, greedily and in turn."""
        states = self._states
        self._sit(self._home, price=1)
        for r in self._rounds.tolist():
            pack, state = self._packs[r], round_state(states, r)
            new = np.flatnonzero(self._movable[r] & (self._home[r] < 0)).astype(np.int32)
            if len(new):
                recount(pack, state)
                self._set_prices()
                recount(pack, state)
                construct(pack, state, self._rng.permutation(new).astype(np.int32))
                reset(self._stack, states)
        return states.teams.copy()

    def offer(self, assignment: Index) -> None:
        """Let a known assignment, int32, shape (rounds, n), be one of those to beat."""
        k = self.moves(assignment)
        value = self._joint.evaluate(assignment)
        if k < len(self._values) and value < tuple(self._values[k].tolist()):
            self._values[k] = value
            self._kept[k] = assignment.reshape(-1)

    def moves(self, assignment: Index) -> int:
        """Return how many (person, round) have another team than before."""
        return int(((self._home >= 0) & (assignment != self._home) & (assignment >= 0)).sum())

    def run(self, start: Index, most: int, steps: int, budget: Budget) -> None:
        """Walk from `start` with at most `most` moves; a walk has `steps`, rounded up."""
        self._sit(start, price=1)
        self._set_prices()
        reset(self._stack, self._states)
        special, place, held = self._special(start)
        moved = np.array([self.moves(start)], dtype=np.int64)
        self._note(int(moved[0]))
        total = -(-steps // CHUNK) * CHUNK
        for at in range(0, total, CHUNK):
            if at and budget.over(0):
                break
            walk_within(
                self._stack.packs,
                self._stack.kind,
                self._states,
                self._rounds,
                self._home,
                self._people,
                self._counts,
                special,
                place,
                held,
                moved,
                most,
                self._lone,
                at,
                CHUNK,
                total,
                self._wide * HOT,
                self._narrow * COLD,
                self._values,
                self._kept,
            )

    def curve(self) -> Curve:
        """Return the best so far for every number of moves: of all with as many or fewer."""
        values, kept = self._values.copy(), self._kept.copy()
        for k in range(1, len(values)):
            if tuple(values[k - 1].tolist()) <= tuple(values[k].tolist()):
                values[k], kept[k] = values[k - 1], kept[k - 1]
        return Curve(values, kept.reshape(len(values), *self._home.shape))

    def _sit(self, team: Index, price: int) -> None:
        self._states.teams[:] = team
        self._states.penalty[:] = price
        reset(self._stack, self._states)

    def _note(self, k: int) -> None:
        figures = self._states.figures
        value = int(figures[MUST]), int(figures[SOFT])
        if value < tuple(self._values[k].tolist()):
            self._values[k] = value
            self._kept[k] = self._states.every

    def _special(self, team: Index) -> tuple[Index, Index, Ints]:
        """Return who may move and is new or away from home, and where each stands in that list."""
        special, place = np.zeros_like(self._home), np.full_like(self._home, -1)
        held = np.zeros((len(team), 1), dtype=np.int64)
        for r, may in enumerate(self._movable):
            who = np.flatnonzero(may & (team[r] != self._home[r]))
            special[r, : len(who)], place[r, who] = who, np.arange(len(who))
            held[r, 0] = len(who)
        return special, place, held

    def _set_prices(self) -> None:
        """Set temperatures by what swaps change of the wishes, and the price of a violation."""
        states = self._states
        states.penalty[:] = 0
        reset(self._stack, states)
        found = []
        for r in self._rounds.tolist():
            pack, team = self._packs[r], states.teams[r]
            seated = replace(pack, free=pack.free[team[pack.free] >= 0])
            if len(seated.free):
                deltas = np.zeros(SAMPLES, dtype=np.int64)
                count = sample_deltas(seated, round_state(states, r), deltas)
                found.append(np.abs(deltas[:count]).astype(float))
        changes = np.concatenate(found) if found else np.zeros(0)
        changes = changes[changes > 0]
        if len(changes):
            self._wide, self._narrow = float(np.median(changes)), float(changes.min())
        dearest = LARGEST_COST // max(1, most_violations(self._stack, self._packs))
        price = max(1, min(round(PRICE * self._wide), dearest))
        set_prices(self._packs, states.penalty, price)
