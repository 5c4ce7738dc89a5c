"""Other programs: what they are told, where they run, and what their lists may look like."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from grouping import Problem
from grouping.bench.measure import run_task
from grouping.bench.other_programs import CommandError, read_answer
from grouping.bench.suite import read_suite
from grouping.files.instances.instance import Golf
from tests.bench.conftest import IN_ORDER, Suite

TELLS = """
import pathlib, sys
pathlib.Path("told.txt").write_text(" ".join(sys.argv[3:]))
"""
PEOPLE = [{"id": str(k), "unit": "ABC"[k % 3]} for k in range(6)]


def test_a_command_runs_in_the_folder_of_its_suite(
    suite: Suite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in_order.py").write_text(IN_ORDER, encoding="utf-8")
    command = f"{sys.executable} in_order.py {{instance}} {{seconds}} {{seed}} {{output}}"
    path = suite(f'[[engine]]\nname = "x"\ncommand = "{command}"', "{ seconds = 1 }")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    row = run_task(read_suite(Path("..") / path.name).tasks[0])
    assert row["status"] == "feasible", row


@pytest.mark.skipif(sys.platform == "win32", reason="scripts are run by their first line")
def test_a_program_may_lie_beside_its_suite(suite: Suite, tmp_path: Path) -> None:
    program = tmp_path / "run.sh"
    program.write_text('#!/bin/sh\necho "it ran" >&2\nexit 3\n', encoding="utf-8")
    program.chmod(0o755)
    engines = '[[engine]]\nname = "x"\ncommand = "./run.sh {output}"'
    row = run_task(read_suite(suite(engines, "{ seconds = 1 }")).tasks[0])
    assert row["error"].endswith("wrote no list, exit code 3: it ran")


def test_a_command_is_told_teams_and_objective(suite: Suite, tmp_path: Path) -> None:
    (tmp_path / "tells.py").write_text(TELLS, encoding="utf-8")
    words = "{instance} {output} {seconds} {seed} {teams} {objective}"
    engines = f'[[engine]]\nname = "x"\ncommand = "{sys.executable} tells.py {words}"'
    run_task(read_suite(suite(engines, "{ seconds = 1 }")).tasks[0])
    assert (tmp_path / "told.txt").read_text(encoding="utf-8") == "1 1 4 sum of distances"


def test_the_folder_of_a_command_is_no_part_of_what_names_a_run(suite: Suite) -> None:
    path = suite('[[engine]]\nname = "x"\ncommand = "x {output}"', "{ seconds = 1 }")
    moved = path.parent / "elsewhere"
    moved.mkdir()
    for file in ("suite.toml", "RanInt.txt", "Geo.txt"):
        (moved / file).write_bytes((path.parent / file).read_bytes())
    here, there = read_suite(path).tasks[0], read_suite(moved / "suite.toml").tasks[0]
    assert here.key == there.key
    assert here.engine.folder != there.engine.folder


def answer(tmp_path: Path, problem: Problem, text: str) -> list[list[int]]:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    return np.asarray(read_answer(tmp_path / "a.csv", problem)).tolist()


@pytest.mark.parametrize(
    "teams",
    ["0 1 2 0 1 2", "1 2 3 1 2 3", "Team_1 Team_2 Team_3 Team_1 Team_2 Team_3"],
)
@pytest.mark.parametrize("header", ["id,team", "id,name,team"])
def test_teams_are_called_by_name_or_number_from_1_or_from_0(
    tmp_path: Path, teams: str, header: str
) -> None:
    problem = Problem.of(PEOPLE, id="id", teams=3, rules=[{"kind": "spread", "column": "unit"}])
    name = "{0}," if "name" in header else ""
    lines = [f"{k},{name.format(k)}{g.replace('_', ' ')}" for k, g in enumerate(teams.split())]
    assert answer(tmp_path, problem, "\n".join([header, *lines])) == [[0, 1, 2, 0, 1, 2]]


def test_numbers_from_0_beyond_the_teams_are_refused(tmp_path: Path) -> None:
    problem = Problem.of(PEOPLE, id="id", teams=3, rules=[{"kind": "spread", "column": "unit"}])
    text = "id,team\n" + "".join(f"{k},{k % 4}\n" for k in range(6))
    with pytest.raises(CommandError, match="there is no team '0'"):
        answer(tmp_path, problem, text)


def test_weeks_of_golf_are_columns(tmp_path: Path) -> None:
    text = "id,round1,round2\n" + "".join(f"{k},{k // 2},{k % 3}\n" for k in range(6))
    found = answer(tmp_path, Golf(3, 2, 2).problem("x"), text)
    assert found == [[0, 0, 1, 1, 2, 2], [0, 1, 2, 0, 1, 2]]
