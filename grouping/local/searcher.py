"""One search: a start, then legs of annealing, each a fixed number of steps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from grouping.kernels.anneal import anneal
from grouping.kernels.anneal_distance import anneal_distance
from grouping.kernels.best import note_best
from grouping.kernels.construct import construct
from grouping.kernels.evaluate import recount, reset, steer
from grouping.kernels.rng import bits_from
from grouping.kernels.rounds import round_state
from grouping.kernels.sample import sample_deltas
from grouping.kernels.stack import Stack, new_states
from grouping.kernels.state import (
    BEST_MUST,
    BEST_SOFT,
    EVALUATIONS,
    LOGGED,
    LOGGED_BEST,
    MUST,
    SOFT,
    Index,
    Ints,
    Pack,
)
from grouping.kernels.tabu import tabu
from grouping.local.pack import only_team
from grouping.local.start import start_order

ENDLESS = int(np.iinfo(np.int64).max)
SAMPLES = 2000
# Largest table of what is tabu: rounds x participants^2.
MOST_TABU = 50_000_000
# Lone moves among the proposals where sizes are open.
MOVES_IN_256 = 64
# Swaps with somebody who counts for the same, where there is more to mend than counts.
KIN_IN_256 = 128
# Steering costs stay below this, so that sums of them fit in 64 bits.
LARGEST_COST = 2**60
# One leg from where the last one ended, one hotter, one from a new start, and again.
CYCLE = 3
# Legs between two lengths.
DOUBLING = 2


@dataclass(frozen=True)
class Tuning:
    """What steers the legs.

    Attributes
    ----------
    hot
        First temperature of a leg over the typical size of swap deltas of a random start.
    cold
        Last temperature over the smallest swap delta other than 0: counts and sums have one, and
        all that is left to do in the end is of its size.
    hotter
        How much hotter every third leg begins, to leave valleys that must rules wall in.
    dense_hot, dense_cold
        Both over the typical size of swap deltas, where distances are all there is: these have
        no smallest delta that means anything.
    molten, frozen
        Shares of worsening moves among all that are weighed between which later legs run.
    shortest, shortest_tabu
        Steps per participant and round of the first leg; every second leg doubles them.
    """

    hot: float = 0.35
    cold: float = 0.25
    hotter: float = 4.0
    dense_hot: float = 0.25
    dense_cold: float = 0.05
    molten: float = 0.012
    frozen: float = 0.0001
    shortest: int = 500
    shortest_tabu: int = 5000


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
        self.stack = stack
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
        self._legs = 0
        self._done = self._length = self._ahead = 0
        self._penalty = self._melt = self._hot = self._cold = 1.0
        self._repairing = False
        self._window: tuple[float, float] | None = None
        self._dearest = LARGEST_COST // max(1, _most_violations(stack, self._packs))
        self._given = start
        self._seats, self._alike = _seats(stack, self._packs, everybody=start is not None)
        free = [len(pack.free) for pack in self._packs]
        self._stuck = not any(free) or len(self._packs[0].low) == 1
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

    def advance(self, steps: int) -> None:
        """Run `steps` more proposals, fewer if the target is met.

        Tabu makes whole turns: what it ran ahead is taken off the next steps.
        """
        steps -= self._ahead
        while steps > 0 and not self.finished:
            if self._done == self._length:
                self._next_leg()
            run = min(steps, self._length - self._done)
            done = self._run(run, ENDLESS if self._repairing else self.target)
            self._done += done
            self.steps += done
            steps -= done
            if self._done > self._length:  # tabu makes whole turns
                self._done = self._length
            if self._repairing and not self._all.figures[MUST]:
                self._done = self._length  # all must rules hold: on to the wishes
        self._ahead = max(0, -steps)

    def _run(self, steps: int, target: int) -> int:
        """Run a part of the leg; return the steps done."""
        at, length, hot, cold = self._done, self._length, self._hot, self._cold
        if self._only_distances:
            pack, state, moves = self._packs[0], self._states[0], int(self._moves[0])
            return anneal_distance(pack, state, at, steps, length, hot, cold, moves, target)
        problem = (self.stack.packs, self.stack.kind, self.stack.free, self._all)
        if self._only_meetings and self._given is None:
            return tabu(*problem, self._until, self._turn, steps, target)
        return anneal(
            *problem,
            at,
            steps,
            length,
            max(self._melt, hot),
            hot,
            cold,
            self._moves,
            self._kin,
            self._seats,
            self._alike,
            self._given is not None,
            target,
        )

    @cached_property
    def _only_distances(self) -> bool:
        """Whether distances in one round are all there is."""
        pack = self._packs[0]
        alone = self.stack.rounds == 1 and not (len(pack.meet_soft) or len(pack.visit_soft))
        return alone and _has_only_pairs(pack) and len(pack.distance) > 0

    @cached_property
    def _only_meetings(self) -> bool:
        """Whether meetings are all there is, in teams of fixed size, not too many for tabu."""
        pack, places = self._packs[0], self.stack.rounds * self.stack.present.shape[1] ** 2
        met = len(pack.meet_soft) > 0 and not (len(pack.visit_soft) or self._moves.any())
        met = met and not len(pack.meet_label)
        only = all(_has_only_pairs(p) and not len(p.distance) for p in self._packs)
        return met and only and places <= MOST_TABU and self._shunned

    @cached_property
    def _shunned(self) -> bool:
        """Whether no meeting brings a gain: tabu looks at those in conflict only."""
        tables = self.stack.packs.meet_soft, self.stack.packs.meet_must
        return all((np.diff(t.reshape(-1, self.stack.rounds + 1)) >= 0).all() for t in tables)

    @cached_property
    def _until(self) -> Index:
        rounds, n = self.stack.present.shape
        return np.zeros((rounds, n, n), dtype=np.int32)

    def _calibrate(self) -> None:
        """Measure swap deltas on a random start: soft ones for temperatures."""
        self._wide = self._narrow = 1.0
        if self._stuck:
            return
        states = self._all
        states.penalty[:] = 0
        for pack, team, present in zip(self._packs, states.team, self.stack.present, strict=True):
            seats = np.repeat(np.arange(len(pack.low)), _planned(pack, int(present.sum())))
            team[present] = self._rng.permutation(seats)
        reset(self.stack, states)
        samples = []
        for pack, state in zip(self._packs, self._states, strict=True):
            deltas = np.zeros(SAMPLES // self.stack.rounds + 1, dtype=np.int64)
            if len(pack.free):
                samples.append(deltas[: sample_deltas(pack, state, deltas)].astype(float))
        found = np.concatenate(samples)
        worse = np.abs(found[found != 0])
        if len(worse):
            self._wide = float(worse.std() + worse.mean()) / 2
            self._narrow = float(worse.min())

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
        price = max(1, min(round(penalty * self._wide), self._dearest))
        self._price, penalties = price, self._all.penalty
        penalties[:] = price
        for pack, prices in zip(self._packs, penalties, strict=True):
            for s in range(pack.amount.shape[1]):
                coefs = pack.square_must[:, s]
                if coefs.any():
                    # squares grow with the resolution of the numbers: their price shrinks with it
                    step = float(np.abs(pack.amount[:, s]).mean()) ** 2 * float(coefs.mean())
                    prices[1 + s] = max(1, round(price / max(step, 1.0)))

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
        figures, tuning = self._all.figures, self.tuning
        if self._legs and figures[MUST] and not self._repairing:
            self._penalty = min(self._penalty * 4, 256.0)
        self._learn_temperatures()
        # a leg that melts all that was forgets it anyway
        restart = self._legs % CYCLE == CYCLE - 1 and not figures[BEST_MUST] and not self._window
        if restart:
            self._start()
        self._repairing = bool(figures[MUST]) and (restart or figures[BEST_MUST] > 0)
        if self._repairing:
            self._steer(64.0)
            self._melt = self._hot = 1.0 * self._price
            self._cold = 0.1 * self._price
        else:
            self._steer(self._penalty)
            self._set_temperatures(tuning.hotter if self._legs % CYCLE == 1 else 1.0)
        shortest = tuning.shortest_tabu if self._only_meetings else tuning.shortest
        self._length = self._all.team.size * shortest * 2 ** (self._legs // DOUBLING)
        self._done = 0
        self._legs += 1

    def _set_temperatures(self, hotter: float) -> None:
        tuning = self.tuning
        if self._only_distances:
            self._hot = tuning.dense_hot * self._wide
            self._cold = tuning.dense_cold * self._wide
        else:
            self._hot = hotter * tuning.hot * self._wide
            self._cold = min(max(tuning.cold * self._narrow, 0.05), 0.5 * self._hot)
            self._melt = self._hot
            if self._window is not None:
                self._hot, self._cold = self._window

    def _learn_temperatures(self) -> None:
        """Take from the last leg between which temperatures it is decided.

        Above, everything melts; below, nothing moves any more.  The first legs are short and far
        from equilibrium, so every leg corrects the one before.
        """
        heat, tuning = self._all.heat, self.tuning
        if self._legs and not self._repairing and heat[:, 0].all():
            ratio, buckets = self._cold / self._hot, len(heat)
            rates = heat[:, 1] / heat[:, 0]
            molten = np.flatnonzero(rates >= tuning.molten)
            moving = np.flatnonzero(rates >= tuning.frozen)
            hot = self._hot * (ratio ** (molten[-1] / buckets) if len(molten) else 1.25)
            cold = self._hot * ratio ** ((moving[-1] + 1) / buckets) if len(moving) else self._cold
            if len(moving) and moving[-1] == buckets - 1:
                cold /= 2
            self._window = (hot, max(min(cold, hot / 2), 0.05))
        heat[:] = 0


def _seats(stack: Stack, packs: list[Pack], *, everybody: bool) -> tuple[Index, bool]:
    """Return who may change seats with another in all rounds, and whether all pairs count alike."""
    n = stack.present.shape[1]
    kinds = stack.pair_kind[np.triu_indices(len(stack.pair_kind), 1)]
    alike = not len(kinds) or bool((kinds == kinds[0]).all())
    free: NDArray[np.bool_] = np.ones(n, dtype=bool)
    for pack in packs:
        here = np.zeros(n, dtype=bool)
        here[pack.free] = True
        if everybody:
            here[:] = stack.present.all(axis=0)
        free &= here & ~pack.linked
    together = stack.rounds > 1 and not any(len(p.distance) or len(p.meet_label) for p in packs)
    return np.flatnonzero(free if together else free & False).astype(np.int32), alike


def _has_only_pairs(pack: Pack) -> bool:
    """Whether a round has no costs but those of all pairs."""
    others = (pack.tag.size, pack.amount.size, len(pack.pair_other), len(pack.counter))
    return not any(others) and len(pack.place_soft) == 1


def _most_violations(stack: Stack, packs: list[Pack]) -> int:
    """Return more violations than there can be, squares aside."""
    rounds, n = stack.present.shape
    across = int(np.abs(stack.packs.meet_must).max(initial=0)) * n * n
    across += int(np.abs(stack.packs.visit_must).max(initial=0)) * n * rounds
    return int(across + sum(map(_most_in_round, packs)))


def _most_in_round(pack: Pack) -> int:
    teams = len(pack.low)
    tallies = int(np.maximum(pack.table_must, 0).sum()) * teams
    general = int(np.maximum(pack.counter_must, 0).sum()) * teams
    places = int(pack.place_must.max(initial=0)) * len(pack.tag)
    return tallies + general + places + int(np.maximum(pack.pair_must, 0).sum())


def _planned(pack: Pack, people: int) -> Ints:
    """Return sizes within the seats that hold everyone."""
    sizes = pack.low.copy()
    left = people - int(sizes.sum())
    for g in range(len(sizes)):
        more = min(left, int(pack.high[g] - sizes[g]))
        sizes[g] += more
        left -= more
    return sizes
