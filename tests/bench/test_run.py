"""Runs on this machine: rows by the judge, other programs, and what is killed goes on."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from grouping.bench.executors import run_all
from grouping.bench.known_values import COLUMNS
from grouping.bench.measure import run_task
from grouping.bench.rows import read_rows
from grouping.bench.run_suite import run_suite
from grouping.bench.suite import read_suite
from grouping.files.instances.read_mdgplib import read_mdgplib
from grouping.problem.problem import Problem
from grouping.solving.solve import Result, solve
from tests.bench.conftest import Suite

ROOT = Path(__file__).parents[2]


class Here(Executor):
    """Runs everything at once, in this process; breaks after so many tasks."""

    def __init__(self, lives: int = 10**9) -> None:
        self.lives = lives

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.lives -= 1
        if self.lives < 0:
            future.set_exception(type("BrokenProcessPool", (RuntimeError,), {})("a worker died"))
        else:
            future.set_result(fn(*args, **kwargs))
        return future


@contextmanager
def here() -> Iterator[Executor]:
    yield Here()


@pytest.mark.slow
def test_a_row_says_what_was_asked_what_came_out_and_where(suite: Suite) -> None:
    task = read_suite(suite()).tasks[0]
    row = run_task(task)
    assert row["key"] == task.key
    assert (row["case"], row["engine"], row["seed"]) == ("RanInt", "local", 1)
    assert row["budget"] == {"seconds": None, "steps": 2000, "clock": "cpu"}
    assert (row["n"], row["teams"], row["sense"]) == (12, 4, "max")
    assert row["objective"] == -row["cost"]
    assert row["objective"] <= row["bound"]
    assert row["status"] in ("feasible", "optimal")
    assert {"version", "commit", "cpu_model", "load", "wall", "cpu", "python"} <= set(row)
    json.dumps(row, allow_nan=False)


def test_the_same_steps_give_the_same_value_again(suite: Suite) -> None:
    task = read_suite(suite()).tasks[1]
    assert run_task(task)["objective"] == run_task(task)["objective"]


def test_a_trajectory_only_gets_better_and_ends_at_the_value(suite: Suite) -> None:
    row = run_task(read_suite(suite(budget="{ seconds = 0.1 }")).tasks[0])
    times, values = zip(*row["trajectory"], strict=True)
    assert list(times) == sorted(times)
    assert list(values) == sorted(values)
    assert values[-1] == row["objective"]


def test_another_program_takes_part_and_is_judged_the_same_way(suite: Suite, program: str) -> None:
    engines = f'[[engine]]\nname = "in order"\ncommand = "{program}"'
    task = read_suite(suite(engines, "{ seconds = 1 }")).tasks[0]
    row = run_task(task)
    d = read_mdgplib(task.case.file).scaled
    blocks = [range(3 * g, 3 * g + 3) for g in range(4)]
    assert row["objective"] == sum(int(d[i, j]) for b in blocks for i in b for j in b if i < j)
    assert row["status"] == "feasible"
    assert row["wall"] > 0
    assert row["cpu"] is None or row["cpu"] > 0


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("raise SystemExit('no idea')", "wrote no list, exit code 1: no idea"),
        ("open(sys.argv[4], 'w').write('id,team\\n0,0\\n')", "its list cannot be used"),
        (
            "open(sys.argv[4], 'w').write('id,team\\n' + ''.join(f'{i},0\\n' for i in range(12)))",
            "its list breaks the seats",
        ),
    ],
)
def test_a_program_that_fails_is_a_row_that_says_why(
    suite: Suite, tmp_path: Path, code: str, said: str
) -> None:
    (tmp_path / "bad.py").write_text(f"import sys\n{code}\n", encoding="utf-8")
    command = f"{sys.executable} {tmp_path}/bad.py {{instance}} {{seconds}} {{seed}} {{output}}"
    engines = f'[[engine]]\nname = "bad"\ncommand = "{command}"'
    row = run_task(read_suite(suite(engines, "{ seconds = 1 }")).tasks[0])
    assert row["status"] == "failed"
    assert said in row["error"]
    assert "objective" not in row


def case(suite: Suite, stated: str, engines: str) -> dict[str, Any]:
    """Run the first task of a suite with this case in place of its own."""
    path = suite(engines, "{ seconds = 0.1 }", 1)
    text = path.read_text(encoding="utf-8").partition("[[case]]")[0]
    path.write_text(f"{text}[[case]]\n{stated}\n", encoding="utf-8")
    return run_task(read_suite(path).tasks[0])


LOCAL = '[[engine]]\nengine = "local"'


def test_plans_are_cases_by_their_weighted_cost(suite: Suite) -> None:
    row = case(suite, f'files = "{ROOT}/instances/retreat-malang/retreat.toml"', LOCAL)
    assert (row["case"], row["n"], row["goal"], row["sense"]) == (
        "retreat",
        100,
        "weighted cost",
        "min",
    )
    assert row["objective"] == row["cost"] >= row["bound"]


def test_tables_of_features_are_cases_with_as_many_teams_as_asked(suite: Suite) -> None:
    file = f'files = "{ROOT}/instances/features/features-300.csv"'
    row = case(suite, f'{file}\nfamily = "features"\nteams = 30', LOCAL)
    assert (row["n"], row["teams"], row["goal"]) == (300, 30, "weighted cost")
    rule = 'rules = [{ kind = "spread", column = "grade" }]'
    row = case(suite, f'{file}\nfamily = "features"\nteams = 30\n{rule}', LOCAL)
    assert (row["goal"], row["status"]) == ("spread grade", "optimal")
    assert row["objective"] == row["bound"]


def test_generated_cases_need_no_file_not_even_for_other_programs(
    suite: Suite, program: str
) -> None:
    stated = 'generate = { family = "RanInt", n = 12, seed = 1 }'
    mine = case(suite, stated, LOCAL)
    theirs = case(suite, stated, f'[[engine]]\nname = "x"\ncommand = "{program}"')
    assert mine["case"] == theirs["case"] == "RanInt-12-ss-1"
    assert mine["bound"] == theirs["bound"]
    assert mine["objective"] >= theirs["objective"]


def test_rows_that_are_there_are_not_run_again(suite: Suite, tmp_path: Path) -> None:
    read, rows = read_suite(suite()), tmp_path / "r.jsonl"
    assert run_suite(read, rows, here) == (4, 0)
    before = rows.read_bytes()
    assert run_suite(read, rows, here) == (0, 0)
    assert rows.read_bytes() == before


def test_known_values_stand_in_rows_of_the_same_goal_only(suite: Suite, tmp_path: Path) -> None:
    lines = ("RanInt,sum of distances,max,900,,,,,,me", "Geo,dispersion,max,90,,,,,,me")
    text = "\n".join([",".join(COLUMNS), *lines]) + "\n"
    (tmp_path / "known.csv").write_text(text, encoding="utf-8")
    path = suite(seeds=1)
    stated = path.read_text(encoding="utf-8")
    path.write_text(f'best-known = "known.csv"\n{stated}', encoding="utf-8")
    run_suite(read_suite(path), tmp_path / "r.jsonl", here)
    known = {row["case"]: row["known"] for row in read_rows([tmp_path / "r.jsonl"])}
    assert known["RanInt"]["best"] == 900
    assert known["Geo"] is None


def test_what_failed_is_run_again_if_asked(suite: Suite, tmp_path: Path) -> None:
    command = f"{sys.executable} nowhere.py {{output}}"
    read = read_suite(suite(f'[[engine]]\nname = "x"\ncommand = "{command}"', "{ seconds = 1 }", 1))
    rows = tmp_path / "r.jsonl"
    assert run_suite(read, rows, here) == (2, 2)
    assert run_suite(read, rows, here) == (0, 2)
    assert run_suite(read, rows, here, again=True) == (2, 2)


def test_an_error_that_nobody_expected_is_a_failed_row_and_the_rest_goes_on(
    suite: Suite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def singular(problem: Problem, **more: Any) -> Result:
        if more.get("seed") == 1:
            raise np.linalg.LinAlgError("Singular matrix")
        return solve(problem, **more)

    monkeypatch.setattr("grouping.bench.measure.solve", singular)
    rows = tmp_path / "r.jsonl"
    assert run_suite(read_suite(suite()), rows, here) == (4, 2)
    failed = [row for row in read_rows([rows]) if row["status"] == "failed"]
    assert sorted((row["case"], row["error"], row["goal"]) for row in failed) == [
        (name, "LinAlgError: Singular matrix", "sum of distances") for name in ("Geo", "RanInt")
    ]


def test_a_value_that_no_file_can_hold_is_a_failed_row(
    suite: Suite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grouping.files.instances.objective.Objective.value", lambda *_: math.nan)
    row = run_task(read_suite(suite()).tasks[0])
    assert (row["status"], row["error"][:10]) == ("failed", "ValueError")
    json.dumps(row, allow_nan=False)


def test_an_error_on_the_way_back_from_a_worker_is_a_failed_row(suite: Suite) -> None:
    class Lost(Here):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            future: Future[Any] = Future()
            future.set_exception(TypeError("cannot be pickled"))
            return future

    @contextmanager
    def lossy() -> Iterator[Executor]:
        yield Lost()

    tasks, kept = read_suite(suite(seeds=1)).tasks, []
    run_all(tasks, lossy, kept.append)
    assert [row["error"] for row in kept] == ["TypeError: cannot be pickled"] * 2


def test_tasks_whose_workers_died_are_run_again_and_none_twice(suite: Suite) -> None:
    tasks, lives, kept = read_suite(suite(seeds=3)).tasks, [2, 0, 1, 9], []

    @contextmanager
    def frail() -> Iterator[Executor]:
        yield Here(lives.pop(0))

    run_all(tasks, frail, kept.append)
    assert sorted(row["key"] for row in kept) == sorted(task.key for task in tasks)
    assert all(row["status"] != "failed" for row in kept)


def test_a_task_that_kills_every_worker_becomes_a_failed_row(suite: Suite) -> None:
    tasks, kept = read_suite(suite(seeds=1)).tasks, []

    @contextmanager
    def deadly() -> Iterator[Executor]:
        yield Here(0)

    run_all(tasks, deadly, kept.append)
    assert [row["status"] for row in kept] == ["failed", "failed"]
    assert "its worker died" in kept[0]["error"]


def bench(*words: object, wait: bool = True) -> subprocess.Popen[str]:
    """Start `grouping bench` as people do."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-m", "grouping", "bench", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    if wait:
        process.communicate(timeout=600)
    return process


def wait_for_rows(path: Path, count: int) -> None:
    deadline = time.monotonic() + 400
    while time.monotonic() < deadline:
        if path.exists() and path.read_bytes().count(b"\n") >= count:
            return
        time.sleep(0.05)
    raise AssertionError(f"{path} has not got {count} rows")


@pytest.mark.slow
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_stopped_goes_on_where_it_was(
    suite: Suite, tmp_path: Path, sign: signal.Signals
) -> None:
    path, rows = suite(budget="{ seconds = 0.15 }", seeds=6), tmp_path / "r.jsonl"
    words = ("run", path, "-o", rows, "--jobs", 1)
    with bench(*words, wait=False) as process:
        wait_for_rows(rows, 2)
        workers = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(sign)
        _, said = process.communicate(timeout=300)
    assert process.returncode == (130 if sign == signal.SIGINT else -sign)
    if sign == signal.SIGINT:
        assert "the same command goes on" in said
    assert workers
    assert not psutil.wait_procs(workers, timeout=30)[1]
    there = rows.read_bytes()
    assert there.endswith(b"\n")
    assert there.count(b"\n") < 12
    rows.write_bytes(there + b'{"key": "half')
    assert bench(*words).returncode == 0
    assert rows.read_bytes().startswith(there)
    keys = [json.loads(line)["key"] for line in rows.read_text(encoding="utf-8").splitlines()]
    assert sorted(keys) == sorted(task.key for task in read_suite(path).tasks)
    assert len(read_rows([rows])) == 12
