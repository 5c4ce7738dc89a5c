"""One search: a start, then legs of annealing, each a fixed number of steps."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from grouping.engines.kernels.anneal import anneal
from grouping.engines.kernels.anneal_distance import anneal_distance
from grouping.engines.kernels.best_so_far import note_best
from grouping.engines.kernels.construct import construct
from grouping.engines.kernels.evaluate import recount, reset, steer
from grouping.engines.kernels.rng import bits_from
from grouping.engines.kernels.round_view import round_state
from grouping.engines.kernels.stack import Stack, new_states
from grouping.engines.kernels.state import (
    BEST_MUST,
    BEST_SOFT,
    EVALUATIONS,
    LOGGED,
    LOGGED_BEST,
    MUST,
    SOFT,
)
from grouping.engines.kernels.tabu_meetings import tabu
from grouping.engines.local.delta_scale import widths
from grouping.engines.local.flatten import FEW, only_team
from grouping.engines.local.moves_to_hold import count_moves, with_own_tables
from grouping.engines.local.start_order import start_order
from grouping.engines.local.structure import (
    most_violations,
    only_distances,
    only_meetings,
    seats_of,
)
from grouping.engines.local.temperatures import Heat, Scale, Tuning
from grouping.engines.local.violation_weight import ViolationWeight, highest_wall, set_prices
from grouping.terms.arrays import Index

ENDLESS = int(np.iinfo(np.int64).max)
# Lone moves among the proposals where sizes are open.
MOVES_IN_256 = 64
# Swaps with somebody who counts for the same, where there is more to mend than counts.
KIN_IN_256 = 128
# Steering costs stay below this, so that sums of them fit in 64 bits.
LARGEST_COST = 2**60
# One leg from where the last one ended, one hotter, one from a new start, and again.
CYCLE = 3
# Walls of more prices than this are those of squares, not of violations that are counted.
SQUARED = 4.0
# Legs between two lengths.
DOUBLING = 2


class Searcher:
    """A search with its own random numbers, advanced in steps.

    The answer depends on the stack, the seed and the number of steps alone: how the steps are cut
    into calls of `advance` makes no difference.

    Parameters
    ----------
    stack
        The problem.
    rng
        Source of all its randomness.
    target
        Soft cost at which, with no must rule broken, nothing is left to do.
    start
        A rotation whose seats people take, int32, shape (rounds, n): then only whole seats are
        exchanged.
    """

    def __init__(
        self,
        stack: Stack,
        rng: np.random.Generator,
        target: int,
        tuning: Tuning | None = None,
        *,
        start: Index | None = None,
    ) -> None:
        self.stack = stack = with_own_tables(stack)
        self.tuning = tuning or Tuning()
        self.target = target
        self.steps = 0
        self._rng = rng
        self._packs = [stack.pack(r) for r in range(stack.rounds)]
        self._all = new_states(stack, bits_from(rng))
        self._states = [round_state(self._all, r) for r in range(stack.rounds)]
        open_sizes = [bool((pack.low != pack.high).any()) for pack in self._packs]
        self._moves = np.where(open_sizes, MOVES_IN_256, 0).astype(np.int64)
        pairwise = any(p.amount.size or len(p.distance) for p in self._packs)
        self._kin = KIN_IN_256 if pairwise or len(stack.packs.meet_soft) else 0
        self._turn = np.zeros(1, dtype=np.int64)
        self._legs = self._done = self._length = self._ahead = 0
        self._heat = Heat(1.0, 1.0, 1.0)
        self._repairing, self._repairs = False, 0  # and legs of it, one after the other
        self._dearest = LARGEST_COST // max(1, most_violations(stack, self._packs))
        self._given = start
        self._only_distances = only_distances(stack)
        self._only_meetings = only_meetings(stack)
        self._weight = ViolationWeight(oscillates=not self._only_meetings)
        self._counts_moves = False
        self._seats, self._alike = seats_of(stack, self._packs, everybody=start is not None)
        self._stuck = not any(len(p.free) for p in self._packs) or len(self._packs[0].low) == 1
        if start is not None and (len(self._seats) < 2 or (self._alike and self._only_meetings)):
            self._stuck = True  # whoever sits there, the same meet as often
        self._calibrate()
        self._start()

    @property
    def value(self) -> tuple[int, int]:
        """(must, soft) of the best so far, for engines to compare searches by."""
        figures = self._all.figures
        return int(figures[BEST_MUST]), int(figures[BEST_SOFT])

    @property
    def best(self) -> Index:
        """The best assignment so far, shape (rounds, n)."""
        return self._all.best.reshape(self._all.team.shape).copy()

    @property
    def evaluations(self) -> int:
        """Moves weighed so far."""
        return int(self._all.figures[EVALUATIONS])

    @property
    def seats_only(self) -> bool:
        """Whether nothing but whole seats is exchanged."""
        return self._given is not None

    @property
    def finished(self) -> bool:
        """Whether the target is met, or nobody can move."""
        must, soft = self.value
        return self._stuck or (must == 0 and soft <= self.target)

    def warm_up(self) -> None:
        """Load the kernels, compiled once per machine, before any clock runs: no step is made."""
        if not self.finished:
            if self._done == self._length:
                self._next_leg()
            self._run(0, self.target)

    def advance(self, steps: int) -> None:
        """Run `steps` more proposals, fewer if the target is met.

        Tabu makes whole turns: what it ran ahead is taken off the next steps.
        """
        steps -= self._ahead
        while steps > 0 and not self.finished:
            if self._done == self._length:
                self._next_leg()
            stop, target = self._weight.next_look(self._done, self._length), self.target
            if self._repairing:
                stop, target = self._length, ENDLESS
            done = self._run(min(steps, stop - self._done), target)
            self._done = min(self._done + done, self._length)  # tabu makes whole turns
            self.steps += done
            steps -= done
            if self._repairing and not self._all.figures[MUST]:
                self._done = self._length  # all must rules hold: on to the wishes
            elif self._done == stop < self._length and self._all.figures[MUST]:
                self._weight.rise()
                self._steer(self._weight.now)
        self._ahead = max(0, -steps)

    def _run(self, steps: int, target: int) -> int:
        """Run a part of the leg; return the steps done."""
        at, length, heat = self._done, self._length, self._heat
        if self._only_distances:
            pack, state, moves = self._packs[0], self._states[0], int(self._moves[0])
            schedule = (at, steps, length, heat.hot, heat.cold)
            return anneal_distance(pack, state, *schedule, moves, target)
        problem = (self.stack.packs, self.stack.kind, self._all)
        if self._only_meetings and self._given is None:
            return tabu(*problem, self._until, self._turn, steps, target)
        return anneal(
            *problem,
            at,
            steps,
            length,
            heat.melt,
            heat.hot,
            heat.cold,
            self._moves,
            self._kin,
            self._seats if len(self._seats) > 1 else None,
            self._alike,
            self._given is not None,
            target,
        )

    @cached_property
    def _until(self) -> Index:
        rounds, n = self.stack.present.shape
        return np.zeros((rounds, n, n), dtype=np.int32)

    def _calibrate(self) -> None:
        """Measure what swaps change of the wishes, for temperatures and prices."""
        self._wide = narrow = 1.0
        if not self._stuck:
            problem = self.stack, self._packs, self._all, self._moves
            self._wide, narrow = widths(*problem, self._rng)
        self._scale = Scale(self.tuning, self._wide, narrow, dense=self._only_distances)

    def _start(self) -> None:
        """Build a start greedily, round by round, must rules first."""
        states = self._all
        if self._given is not None:
            states.team[:] = self._given
            self._price_violations(256.0)
            reset(self.stack, states)
            states.figures[[LOGGED, LOGGED_BEST]] = -1, 0
            note_best(states.figures, states.every, states.best)
            return
        for pack, team in zip(self._packs, states.team, strict=True):
            homes = only_team(pack.place_must)[pack.place_row].astype(np.int32)
            homes[pack.free] = -1
            team[:] = homes
        for team, present in zip(states.team, self.stack.present, strict=True):
            team[~present] = -1
        self._price_violations(256.0)
        reset(self.stack, states)
        for pack, state in zip(self._packs, self._states, strict=True):
            recount(pack, state)
            construct(pack, state, start_order(pack, self._rng))
        reset(self.stack, states)
        states.figures[[LOGGED, LOGGED_BEST]] = -1, 0  # the log does not lead here
        note_best(states.figures, states.every, states.best)

    def _price_violations(self, penalty: float) -> None:
        """Set the price of a must violation to `penalty` typical soft deltas."""
        self._price = max(1, min(round(penalty * self._wide), self._dearest))
        set_prices(self._packs, self._all.penalty, self._price)

    def _steer(self, penalty: float) -> None:
        """Set the price of violations, and bring what depends on it up to date."""
        self._price_violations(penalty)
        # gain rows hold prices if meetings are a must
        gained = len(self._all.code) and self.stack.packs.meet_must.any()
        follow = recount if gained else steer
        figures = self._all.figures[[MUST, SOFT]]
        for pack, state in zip(self._packs, self._states, strict=True):
            follow(pack, state)
        self._all.figures[[MUST, SOFT]] = figures

    def _next_leg(self) -> None:
        figures = self._all.figures
        if self._legs and not self._repairing:
            self._weight.next_leg(broken=bool(figures[MUST]))
            self._scale.learn(self._heat, self._all.heat)
        self._all.heat[:] = 0
        if not figures[BEST_MUST] and not self._counts_moves:
            self._count_moves()
        # the next leg is so hot that it forgets the assignment: it begins from a new one
        last = self._legs % CYCLE == CYCLE - 1
        restart = last and not (figures[BEST_MUST] or self._scale.window)
        if restart:
            self._start()
        self._repairing = bool(figures[MUST]) and (restart or figures[BEST_MUST] > 0)
        self._repairs = self._repairs + 1 if self._repairing else 0
        if self._repairing:
            self._steer(64.0)
            self._heat = self._repairing_heat()
        else:
            self._steer(self._weight.now)
            hotter = self._legs % CYCLE == 1
            self._heat = self._scale.leg(hotter=hotter)
            if hotter and self._all.team.shape[1] <= FEW:
                # with few people there may be no way around the barrier that a quadratic cost makes
                wall = highest_wall(self._packs, self._all.penalty)
                if wall > SQUARED * self._price:
                    self._heat = self._heat.above(wall)
        shortest = self.tuning.shortest_tabu if self._only_meetings else self.tuning.shortest
        self._length = self._all.team.size * shortest * 2 ** (self._legs // DOUBLING)
        self._done = 0
        self._legs += 1

    def _count_moves(self) -> None:
        """Weigh what breaks must rules anew: they can hold, so how far they do not is no matter."""
        self._counts_moves = True
        count_moves(self.stack)
        most = max(1, most_violations(self.stack, self._packs))
        self._dearest = min(self._dearest, LARGEST_COST // most)
        reset(self.stack, self._all)

    def _repairing_heat(self) -> Heat:
        """Return temperatures at which violations are mended.

        If such a leg ends with as many violations, the next one begins so hot that it crosses every
        barrier between must rules.  It cools until the wishes are settled too, because the must
        rules may have no solution at all.
        """
        hot, cold = 1.0 * self._price, 0.1 * self._price
        if self._repairs % 2:
            return Heat(hot, hot, cold)
        settled = Heat(hot, hot, min(cold, self._scale.leg(hotter=False).cold))
        return settled.above(highest_wall(self._packs, self._all.penalty))
