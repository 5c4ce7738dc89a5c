"""Budgets: wall and CPU seconds."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from grouping import InputError, solve
from grouping.engines.budget import Budget
from tests.helpers import crew


def test_sleep_takes_wall_seconds_and_next_to_no_cpu_seconds() -> None:
    wall, cpu = Budget(100.0), Budget(100.0, clock="cpu")
    before = time.process_time()
    time.sleep(0.05)
    assert wall.elapsed >= 0.05
    assert cpu.elapsed <= time.process_time() - before + 0.01


def test_parts_and_copies_keep_the_clock_and_copies_go_on_counting() -> None:
    budget = Budget(100.0, clock="cpu")
    assert budget.part(1.0).clock == budget.started().clock == "cpu"
    time.sleep(0.01)
    wall = Budget(100.0)
    time.sleep(0.01)
    assert replace(wall, seconds=50.0).elapsed >= 0.01


def test_an_unknown_clock_is_refused() -> None:
    with pytest.raises(InputError, match="there is no clock 'sun'"):
        Budget(1.0, clock="sun")  # type: ignore[arg-type]


@pytest.mark.slow
def test_a_search_by_the_cpu_clock_ends_after_its_cpu_seconds() -> None:
    problem = crew({"kind": "distance", "columns": ["Age", "Gender"]})
    result = solve(problem, engine="local", seconds=0.05, clock="cpu", threads=1)
    assert result.seconds >= 0.05
