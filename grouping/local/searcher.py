"""One search: a start, then legs of annealing, each a fixed number of steps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grouping.kernels.anneal import anneal
from grouping.kernels.anneal_distance import anneal_distance
from grouping.kernels.best import note_best
from grouping.kernels.construct import construct
from grouping.kernels.evaluate import new_state, recount, steer
from grouping.kernels.rng import bits_from
from grouping.kernels.sample import sample_deltas
from grouping.kernels.state import (
    BEST_MUST,
    BEST_SOFT,
    EVALUATIONS,
    LOGGED,
    LOGGED_BEST,
    MUST,
    Index,
    Ints,
    Pack,
)
from grouping.local.pack import only_team
from grouping.local.start import start_order

ENDLESS = int(np.iinfo(np.int64).max)
SAMPLES = 2000
# Steering costs stay below this, so that sums of them fit in 64 bits.
LARGEST_COST = 2**60
# One leg from where the last one ended, one hotter, one from a new start, and again.
CYCLE = 3


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
    shortest
        Steps per participant of the first leg; every second leg doubles them.
    """

    hot: float = 0.35
    cold: float = 0.25
    hotter: float = 4.0
    dense_hot: float = 0.25
    dense_cold: float = 0.05
    shortest: int = 500


class Searcher:
    """A search with its own random numbers, advanced in steps.

    The answer depends on the pack, the seed and the number of steps alone: how the steps are cut
    into calls of `advance` makes no difference.

    Parameters
    ----------
    pack
        The problem.
    rng
        Source of all its randomness.
    target
        Soft cost at which, with no must rule broken, nothing is left to do.
    """

    def __init__(
        self, pack: Pack, rng: np.random.Generator, target: int, tuning: Tuning | None = None
    ) -> None:
        self.pack = pack
        self.tuning = tuning or Tuning()
        self.target = target
        self.steps = 0
        self._rng = rng
        self._state = new_state(pack, bits_from(rng))
        self._moves = 64 if (pack.low != pack.high).any() else 0
        dense = len(pack.distance) > 0 and not (pack.tag.size or pack.amount.size)
        plain = dense and len(pack.place_soft) == 1 and not len(pack.pair_other)
        self._anneal = anneal_distance if plain and not len(pack.counter) else anneal
        self._legs = 0
        self._done = self._length = 0
        self._penalty = self._hot = self._cold = 1.0
        self._repairing = False
        self._dearest = LARGEST_COST // max(1, _most_violations(pack))
        self._stuck = len(pack.free) == 0 or len(pack.low) == 1
        self._calibrate()
        self._start()

    @property
    def value(self) -> tuple[int, int]:
        """(must, soft) of the best so far, for engines to compare searches by."""
        figures = self._state.figures
        return int(figures[BEST_MUST]), int(figures[BEST_SOFT])

    @property
    def best(self) -> Index:
        """The best assignment so far, shape (n,)."""
        return self._state.best.copy()

    @property
    def evaluations(self) -> int:
        """Moves weighed so far."""
        return int(self._state.figures[EVALUATIONS])

    @property
    def finished(self) -> bool:
        """Whether the target is met, or nobody can move."""
        must, soft = self.value
        return self._stuck or (must == 0 and soft <= self.target)

    def advance(self, steps: int) -> None:
        """Run `steps` more proposals, fewer if the target is met."""
        while steps > 0 and not self.finished:
            if self._done == self._length:
                self._next_leg()
            run = min(steps, self._length - self._done)
            target = ENDLESS if self._repairing else self.target
            done = self._anneal(
                self.pack,
                self._state,
                self._done,
                run,
                self._length,
                self._hot,
                self._cold,
                self._moves,
                target,
            )
            self._done += done
            self.steps += done
            steps -= done
            if self._repairing and not self._state.figures[MUST]:
                self._done = self._length  # all must rules hold: on to the wishes

    def _calibrate(self) -> None:
        """Measure swap deltas on a random start: soft ones for temperatures."""
        self._wide = self._narrow = 1.0
        if self._stuck:
            return
        state, pack = self._state, self.pack
        state.penalty[:] = 0
        seats = np.repeat(np.arange(len(pack.low)), _planned(pack))
        state.team[:] = self._rng.permutation(seats)
        recount(pack, state)
        deltas = np.zeros(SAMPLES, dtype=np.int64)
        deltas = deltas[: sample_deltas(pack, state, deltas)].astype(float)
        worse = np.abs(deltas[deltas != 0])
        if len(worse):
            self._wide = float(worse.std() + worse.mean()) / 2
            self._narrow = float(worse.min())
        state.team[:] = -1

    def _start(self) -> None:
        """Build a start greedily, must rules first."""
        state, pack = self._state, self.pack
        self._steer(256.0)
        homes = only_team(pack.place_must)[pack.place_row].astype(np.int32)
        homes[pack.free] = -1
        state.team[:] = homes
        recount(pack, state)
        construct(pack, state, start_order(pack, self._rng))
        state.figures[[LOGGED, LOGGED_BEST]] = -1, 0  # the log does not lead here
        note_best(state.figures, state.team, state.best)

    def _steer(self, penalty: float) -> None:
        """Set the price of a must violation to `penalty` typical soft deltas."""
        price = max(1, min(round(penalty * self._wide), self._dearest))
        state, pack = self._state, self.pack
        state.penalty[:] = price
        for s in range(pack.amount.shape[1]):
            coefs = pack.square_must[:, s]
            if coefs.any():
                # squares grow with the resolution of the numbers: their price shrinks with it
                per_step = float(np.abs(pack.amount[:, s]).mean()) ** 2 * float(coefs.mean())
                state.penalty[1 + s] = max(1, round(price / max(per_step, 1.0)))
        self._price = price
        steer(pack, state)

    def _next_leg(self) -> None:
        state, tuning = self._state, self.tuning
        if self._legs and state.figures[MUST] and not self._repairing:
            self._penalty = min(self._penalty * 4, 256.0)
        restart = self._legs % CYCLE == CYCLE - 1 and not state.figures[BEST_MUST]
        if restart:
            self._start()
        self._repairing = bool(state.figures[MUST]) and (restart or state.figures[BEST_MUST] > 0)
        if self._repairing:
            self._steer(64.0)
            self._hot, self._cold = 1.0 * self._price, 0.1 * self._price
        else:
            self._steer(self._penalty)
            self._set_temperatures(tuning.hotter if self._legs % CYCLE == 1 else 1.0)
        self._length = len(self.pack.tag) * tuning.shortest * 2 ** (self._legs // CYCLE)
        self._done = 0
        self._legs += 1

    def _set_temperatures(self, hotter: float) -> None:
        tuning = self.tuning
        if self._anneal is anneal_distance:
            self._hot = tuning.dense_hot * self._wide
            self._cold = tuning.dense_cold * self._wide
        else:
            self._hot = hotter * tuning.hot * self._wide
            self._cold = min(max(tuning.cold * self._narrow, 0.05), 0.5 * self._hot)


def _most_violations(pack: Pack) -> int:
    """Return more violations than there can be, squares aside."""
    teams = len(pack.low)
    tallies = int(np.maximum(pack.table_must, 0).sum()) * teams
    general = int(np.maximum(pack.counter_must, 0).sum()) * teams
    places = int(pack.place_must.max(initial=0)) * len(pack.tag)
    return tallies + general + places + int(np.maximum(pack.pair_must, 0).sum())


def _planned(pack: Pack) -> Ints:
    """Return sizes within the seats that hold everyone."""
    sizes = pack.low.copy()
    left = len(pack.tag) - int(sizes.sum())
    for g in range(len(sizes)):
        more = min(left, int(pack.high[g] - sizes[g]))
        sizes[g] += more
        left -= more
    return sizes
