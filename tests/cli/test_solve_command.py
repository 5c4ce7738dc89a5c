"""`grouping solve` from a roster or a plan to files, on the real command line."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import INSTANCES, Run

RETREAT = INSTANCES / "retreat-malang"


def teams_of(path: Path) -> dict[str, list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        held: dict[str, list[str]] = {}
        for row in csv.DictReader(file):
            held.setdefault(row["team"], []).append(row["id"])
    return held


def test_the_retreat_becomes_ten_teams_of_ten_proven_optimal(run: Run, tmp_path: Path) -> None:
    result = run("solve", RETREAT / "retreat.toml", "-o", "a.csv", "-o", "a.json", "-o", "a.xlsx")
    assert result.exit_code == 0, result.output
    assert "Proven optimal (arithmetic)" in result.stderr
    teams = teams_of(tmp_path / "a.csv")
    assert [len(who) for who in teams.values()] == [10] * 10
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["status"] == "optimal"


def test_every_team_of_the_retreat_has_five_or_six_lurah(run: Run, tmp_path: Path) -> None:
    run("solve", RETREAT / "retreat.toml", "-o", "a.json")
    stored = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    columns = {c["name"]: c for c in stored["roster"]["columns"]}
    lurah = columns["Jabatan"]["labels"].index("Lurah")
    counts = [0] * 10
    for code, team in zip(columns["Jabatan"]["codes"], stored["assignment"][0], strict=True):
        counts[team] += code == lurah
    assert sorted(counts) == [5] * 3 + [6] * 7  # 57 = 3 x 5 + 7 x 6


@pytest.mark.slow
def test_without_output_the_teams_are_printed(run: Run, plan: Path) -> None:
    result = run("solve", plan)
    assert result.exit_code == 0
    assert "Team 1" in result.stdout
    assert "Peserta 11" in result.stdout


def test_options_say_what_a_plan_says(run: Run, plan: Path, tmp_path: Path) -> None:
    steps = ("--steps", 20_000, "--seed", 4, "--threads", 1)
    words = ("--spread", "agency", "--balance", "age", "--apart", "p3; p7")
    run("solve", plan, *steps, "-o", "plan.csv")
    run("solve", "roster.csv", "--teams", 3, *words, *steps, "-o", "options.csv")
    assert teams_of(tmp_path / "plan.csv") == teams_of(tmp_path / "options.csv")


def test_options_add_to_a_plan(run: Run, plan: Path, tmp_path: Path) -> None:
    result = run("solve", plan, "--teams", 4, "--together", "p0; p1", "-o", "a.csv")
    assert result.exit_code == 0, result.output
    teams = teams_of(tmp_path / "a.csv")
    assert len(teams) == 4
    assert any({"p0", "p1"} <= set(who) for who in teams.values())


def test_rules_of_every_option_are_understood(run: Run, roster: Path, tmp_path: Path) -> None:
    (tmp_path / "before.csv").write_text("id,team\np0,Team 1\np1,Team 2\n", encoding="utf-8")
    words = ["--cluster", "gender", "--distance", "agency; age", "--not-alone", "gender = P"]
    words += ["--at-least", "1 agency = A", "--at-most", "4 gender = L; P & age >= 30"]
    words += ["--same-at-most", "3 agency", "--prefer", "p0; p1", "--avoid", "p2; p5"]
    words += ["--pin", "p0 = Team 1", "--bar", "p1 = Team 3", "--keep", "before.csv"]
    words += ["--exactly", "1 age = 31 & agency = B"]
    result = run("solve", "roster.csv", "--teams", 3, "--seconds", 0.3, "--quiet", *words)
    # only one person is 31, so exactly one in each team cannot hold
    assert result.exit_code == 2
    result = run("solve", "roster.csv", "--teams", 3, "--seconds", 0.3, "--quiet", *words[:-2])
    assert result.exit_code in (0, 1), result.output


def test_a_must_rule_that_stays_broken_is_exit_code_1_with_the_people(
    run: Run, roster: Path
) -> None:
    # three people pairwise apart on two teams: each pair alone is possible, all three are not
    words = ["--apart", "p0; p1", "--apart", "p1; p2", "--apart", "p0; p2"]
    result = run("solve", "roster.csv", "--teams", 2, "--seconds", 0.3, *words)
    assert result.exit_code == 1, result.output
    assert "broken: apart" in result.stderr
    assert "are both in Team" in result.stderr


def test_quiet_says_nothing_on_the_way(run: Run, plan: Path) -> None:
    assert run("solve", plan, "-o", "a.csv", "--quiet").stderr == ""


@pytest.mark.slow
def test_ctrl_c_writes_the_best_so_far(roster: Path, tmp_path: Path) -> None:
    # distances that do not add up by columns are far from proven, so the search would run on
    plan = """
        [roster]
        file = "roster.csv"
        [teams]
        count = 5
        [[rule]]
        kind = "distance"
        columns = ["agency", "age"]
        metric = "euclidean"
        [[rule]]
        kind = "spread"
        column = "agency"
    """
    (tmp_path / "plan.toml").write_text(plan)
    words = [sys.executable, "-m", "grouping", "solve", "plan.toml", "-o", "a.csv"]
    root = str(Path(__file__).parents[2])
    environment = {**os.environ, "PYTHONPATH": root}
    # so that nothing has to be compiled when the signal comes
    subprocess.run([*words, "--steps", "10"], cwd=tmp_path, env=environment, check=True)
    words += ["--seconds", "60", "--threads", "1", "--force"]
    with subprocess.Popen(
        words, cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as process:
        assert process.stderr is not None
        assert b"read 12 people" in process.stderr.readline()
        time.sleep(5)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=300)
    assert process.returncode == 0, stderr
    assert b"stopped by hand" in stderr
    assert sum(map(len, teams_of(tmp_path / "a.csv").values())) == 12


def test_help_needs_no_numbers_library() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from grouping.cli import main\n"
        "assert CliRunner().invoke(main, ['--help']).exit_code == 0\n"
        "assert not {'numpy', 'numba', 'rich', 'pandas'} & set(sys.modules)\n"
    )
    root = str(Path(__file__).parents[2])
    environment = {**os.environ, "PYTHONPATH": root}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
