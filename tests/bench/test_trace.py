"""Trajectories: what is looked at, and what looking costs."""

from __future__ import annotations

import time

import numpy as np

from grouping.bench.measure import Trace
from grouping.engines.budget import Progress
from grouping.files.instances.objective import Objective

GOAL = Objective("sum of distances", "max", 1)


class Slow:
    """Terms whose evaluation takes so many CPU seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.spent, self.looks = seconds, 0.0, 0

    def evaluate(self, assignment: np.ndarray) -> tuple[int, int]:
        began = time.thread_time()
        while time.thread_time() < began + self.seconds:
            pass
        self.spent += time.thread_time() - began
        self.looks += 1
        return 0, -int(assignment.sum())


def watched(terms: Slow, chunk: float, seconds: float, every: int = 1) -> Trace:
    """Watch a search of chunks, better after `every` of them; looking takes of its seconds."""
    best, now, k = np.zeros((1, 4), np.int32), 0.0, 0
    trace = Trace(terms, GOAL, best)
    terms.spent, terms.looks = 0.0, 0
    while now + terms.spent < seconds:
        now, k = now + chunk, k + 1
        best = best + (k % every == 0)  # a copy whenever, as engines may give
        trace(Progress(now + terms.spent, 0.0, k, best))
    return trace


def test_looking_takes_a_fiftieth_of_the_time_at_most_however_slow_it_is() -> None:
    for seconds in (0.002, 0.01, 0.02):
        terms = Slow(seconds)
        watched(terms, 0.001, 4.0)
        assert terms.looks >= 1
        assert terms.spent < 0.025 * 4.0


def test_what_has_not_changed_is_not_evaluated_again() -> None:
    terms = Slow(0)
    trace = watched(terms, 0.001, 10.0, every=5_000)
    assert terms.looks == 2
    assert [value for _, value in trace.points] == [0, 4]
