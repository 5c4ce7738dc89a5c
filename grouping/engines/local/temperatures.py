"""Temperatures of the legs: at first from deltas, then from what the leg before accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from grouping.terms.arrays import Ints


@dataclass(frozen=True)
class Tuning:
    """The settings of the legs.

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


class Heat(NamedTuple):
    """Temperatures of a leg: at its beginning, where the outcome is decided from, at its end."""

    melt: float
    hot: float
    cold: float

    def above(self, wall: float) -> Heat:
        """Return temperatures that begin where walls of this height are crossed."""
        hot = max(wall, self.hot)
        return Heat(hot, hot, self.cold)


class Scale:
    """Which temperatures suit a problem.

    Parameters
    ----------
    tuning
        What steers the legs.
    wide, narrow
        Typical and smallest size of swap deltas of a random start.
    dense
        Whether distances in one round are all there is.
    """

    def __init__(self, tuning: Tuning, wide: float, narrow: float, *, dense: bool) -> None:
        self.tuning, self.wide, self.narrow, self.dense = tuning, wide, narrow, dense
        self.window: tuple[float, float] | None = None

    def leg(self, *, hotter: bool) -> Heat:
        """Return the temperatures of the next leg."""
        tuning = self.tuning
        if self.dense:
            hot = tuning.dense_hot * self.wide
            return Heat(hot, hot, tuning.dense_cold * self.wide)
        melt = (tuning.hotter if hotter else 1.0) * tuning.hot * self.wide
        if self.window is not None:
            hot, cold = self.window
            return Heat(max(melt, hot), hot, cold)
        return Heat(melt, melt, min(max(tuning.cold * self.narrow, 0.05), 0.5 * melt))

    def learn(self, last: Heat, counted: Ints) -> None:
        """Take from the last leg between which temperatures it is decided.

        Above, everything melts; below, nothing moves any more.  The first legs are short and far
        from equilibrium, so every leg corrects the one before.

        Parameters
        ----------
        last
            Its temperatures.
        counted
            `State.heat` after it.
        """
        if not counted[:, 0].all():
            return
        ratio, buckets = last.cold / last.hot, len(counted)
        rates = counted[:, 1] / counted[:, 0]
        molten = np.flatnonzero(rates >= self.tuning.molten)
        moving = np.flatnonzero(rates >= self.tuning.frozen)
        hot = last.hot * (ratio ** (molten[-1] / buckets) if len(molten) else 1.25)
        cold = last.hot * ratio ** ((moving[-1] + 1) / buckets) if len(moving) else last.cold
        if len(moving) and moving[-1] == buckets - 1:
            cold /= 2
        self.window = (hot, max(min(cold, hot / 2), 0.05))
