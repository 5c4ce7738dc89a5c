"""Times to a gap: from trajectories whose answer is known."""

from __future__ import annotations

import math
from typing import Any

import pytest

from grouping.bench.result_table import markdown
from grouping.bench.time_to_target import growth, growth_table, times_table, times_to

BUDGET = {"seconds": 60, "steps": None, "clock": "cpu"}


def row(people: int, points: list[list[float]], **more: Any) -> dict[str, Any]:
    """Return a row of a run that found better values at certain times."""
    fields = {"case": f"c{people}", "engine": "a", "budget": BUDGET, "sense": "max", "n": people}
    return fields | {"trajectory": points, "objective": points[-1][1], "wall": 60.0} | more


def test_the_time_is_that_of_the_first_value_within_the_gap_of_the_best_of_all_rows() -> None:
    runs = [row(10, [[1, 900], [2, 994], [3, 995], [4, 1000]]), row(10, [[5, 900], [9, 998]])]
    (line,) = times_to([*runs, row(10, [[7, 996]])], 0.5)
    assert (line.people, line.runs, line.reached, line.median) == (10, 3, 3, 7)


def test_the_best_known_value_counts_and_less_may_be_better() -> None:
    known = {"best": 100.0}
    runs = [row(10, [[1, 120], [2, 109], [3, 101]], sense="min", known=known)]
    assert times_to(runs, 10)[0].median == 2
    assert times_to(runs, 0.5)[0].reached == 0


def test_questions_of_one_name_have_a_best_value_each() -> None:
    runs = [row(10, [[1, 100]], teams=5), row(10, [[2, 1000]], teams=4)]
    lines = times_to(runs, 1)
    assert [(line.case, line.reached) for line in lines] == [
        ("c10 (5 teams)", 1),
        ("c10 (4 teams)", 1),
    ]


def test_a_median_needs_half_of_the_runs() -> None:
    runs = [row(10, [[1, 1000]]), row(10, [[1, 900]]), row(10, [[2, 900]])]
    (line,) = times_to(runs, 0.5)
    assert (line.reached, math.isnan(line.median)) == (1, True)


def test_failed_runs_are_left_out_and_runs_without_trajectory_count_with_their_end() -> None:
    failed = row(10, [[1, 1000]]) | {"objective": None}
    (line,) = times_to([failed, row(10, [[1, 1000]], trajectory=None, cpu=41.0)], 0.5)
    assert (line.runs, line.median) == (1, 41.0)


@pytest.mark.parametrize("power", [1.0, 2.5])
def test_the_growth_is_the_power_of_the_participants(power: float) -> None:
    runs = [row(n, [[0.1, 1], [n**power, 1000]]) for n in (10, 40, 90)]
    assert growth(times_to(runs, 1)) == {"a": pytest.approx(power)}


def test_one_size_has_no_growth() -> None:
    assert growth(times_to([row(10, [[1, 10], [2, 1000]])], 1)) == {}


def test_cases_within_the_gap_at_the_first_look_are_left_out_of_the_growth() -> None:
    runs = [row(n, [[0.1, 1], [float(n), 1000]]) for n in (10, 40)]
    assert growth(times_to([*runs, row(90, [[0.1, 1000]])], 1)) == {"a": pytest.approx(1.0)}


def test_tables_name_the_gap_and_the_power() -> None:
    times = times_to([row(n, [[0.1, 1], [0.5 * n, 1000]]) for n in (10, 1000)], 0.5)
    text = markdown([times_table(times, 0.5), growth_table(growth(times))])
    assert "| c1000 | 60 s cpu | a | 1,000 | 1 of 1 | 500 |" in text
    assert "| a | 1.00 |" in text
