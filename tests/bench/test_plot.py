"""Plots: what their lines go through."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grouping import InputError
from grouping.bench.result_plot import plot

figures = pytest.importorskip("matplotlib.figure")
BUDGET = {"seconds": 10, "steps": None, "clock": "cpu"}


def row(engine: str, value: float | None, **more: Any) -> dict[str, Any]:
    fields = {"case": "c", "engine": engine, "budget": BUDGET, "sense": "min", "objective": value}
    return fields | {"wall": 10.0, "cpu": 10.0} | more


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Draw rows and return the axes."""
    kept: list[Any] = []
    monkeypatch.setattr(figures.Figure, "savefig", lambda self, *_, **__: kept.append(self))

    def draw(rows: list[dict[str, Any]], kind: Any, **more: Any) -> Any:
        plot(rows, tmp_path / "a.png", kind, **more)
        return kept[-1].axes[0]

    return draw


def lines(axes: Any) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    return {line.get_label(): line.get_data() for line in axes.lines}


def test_failed_runs_count_as_runs_that_reach_nothing(drawn: Any) -> None:
    rows = [row("a", 100.0, trajectory=[[1, 200.0], [2, 100.0]]), row("a", None), row("b", None)]
    for kind in ("profile", "target"):
        found = lines(drawn(rows, kind, target=1))
        assert max(found["a"][1]) == 0.5
        assert len(found["b"][0]) == 0


def test_runs_without_a_trajectory_come_within_the_target_at_their_end(drawn: Any) -> None:
    rows = [row("a", 100.0, trajectory=[[1, 200.0], [2, 100.0]])]
    rows += [row("x", 100.5, cpu=7.0), row("x", 300.0)]
    found = lines(drawn(rows, "target", target=1))
    assert (found["a"][0][0], found["x"][0][0], max(found["x"][1])) == (2, 7, 0.5)


def test_convergence_goes_on_to_the_end_of_the_run(drawn: Any) -> None:
    axes = drawn(
        [row("a", 100.0, trajectory=[[1, 200.0], [2, 100.0]], searched=9.5)], "convergence"
    )
    times, gaps = lines(axes)["a"]
    assert (times[-1], gaps[-1]) == (pytest.approx(9.5), 0)
    assert axes.get_legend().get_title().get_text() == "line: median, shade: best to worst"


def test_gaps_are_to_the_best_of_the_same_question(drawn: Any) -> None:
    rows = [row("a", 100.0, teams=5), row("a", 1.0, teams=4)]
    assert max(lines(drawn(rows, "profile"))["a"][0]) == 0
    for case, runs in (("c", 2), ("c (4 teams)", 1)):
        _, shares = lines(drawn(rows, "profile", case=case))["a"]
        assert shares[0] == 1 / runs


def test_rows_without_a_value_cannot_be_drawn(drawn: Any) -> None:
    with pytest.raises(InputError, match="no row can be drawn"):
        drawn([row("a", None)], "target")
