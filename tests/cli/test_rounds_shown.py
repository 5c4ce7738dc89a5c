"""Several rounds on the terminal, and `grouping rotate`."""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from grouping import Problem, read_result, write_result
from grouping.cli import output as show
from grouping.solving.rotation import fewest_repeats, rotation
from grouping.solving.solve import Result, judged
from tests.cli.conftest import Run
from tests.helpers import crew_roster

APART = {"kind": "apart", "people": ["Ani", "Budi"]}
SPREAD = {"kind": "spread", "column": "Gender"}


def crew_rounds(*rounds: list[int], rules: tuple[dict[str, object], ...] = (SPREAD,)) -> Result:
    problem = Problem.of(crew_roster(), teams=2, rules=rules, rounds=len(rounds))
    return judged(problem, np.array(rounds, dtype=np.int32))


def test_rounds_that_reach_the_same_are_said_once(run: Run, tmp_path: Path) -> None:
    write_result(crew_rounds([0, 0, 0, 1, 1, 1], [0, 0, 0, 1, 1, 1]), tmp_path / "a.json")
    assert "each round: 0 outside a fair share" in run("check", "a.json").stdout


def test_rounds_that_differ_are_named(run: Run, tmp_path: Path) -> None:
    same, other = [0, 0, 0, 1, 1, 1], [0, 1, 0, 1, 0, 1]
    result = crew_rounds(same, other, same)
    first, second, _ = result.score.rules[0].reached
    write_result(result, tmp_path / "a.json")
    shown = run("check", "a.json").stdout
    assert first != second
    assert f"rounds 1 and 3: {first}" in shown
    assert f"round 2: {second}" in shown


def test_a_rule_of_some_rounds_names_them(run: Run, tmp_path: Path) -> None:
    rounds = ([0, 0, 0, 1, 1, 1],) * 3
    write_result(crew_rounds(*rounds, rules=({**SPREAD, "rounds": [1, 3]},)), tmp_path / "a.json")
    shown = run("check", "a.json").stdout
    assert "rounds 1 and 3: 0 outside a fair share" in shown
    assert "each round" not in shown


def test_a_broken_must_rule_names_the_round(run: Run, tmp_path: Path) -> None:
    rounds = [0, 1, 0, 1, 0, 1], [0, 0, 0, 1, 1, 1]
    write_result(crew_rounds(*rounds, rules=(APART,)), tmp_path / "a.json")
    result = run("check", "a.json")
    assert result.exit_code == 1
    assert "  round 2: Ani and Budi" in result.stderr


def test_people_met_and_pairs_that_meet_again_are_one_line(run: Run, tmp_path: Path) -> None:
    write_result(crew_rounds([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 0, 1]), tmp_path / "a.json")
    line = "people met: 3 to 4 (mean 3.3); 2 pairs meet twice\n"
    assert line in run("check", "a.json").stderr


def test_one_round_says_nothing_of_meetings(run: Run, tmp_path: Path) -> None:
    write_result(crew_rounds([0, 0, 0, 1, 1, 1]), tmp_path / "a.json")
    assert "people met" not in run("check", "a.json").stderr


def test_few_people_are_one_table_with_a_column_per_round(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show.print_teams(crew_rounds([0, 0, 0, 1, 1, 1], [0, 1, 0, 1, 0, 1]))
    (ani,) = [row for row in capsys.readouterr().out.splitlines() if "Ani" in row]
    assert "Round 2" not in ani
    assert ani.count("Team 1") == 2


def test_many_people_are_a_table_of_teams_for_each_round(
    capsys: pytest.CaptureFixture[str],
) -> None:
    people = [{"n": f"P{i}"} for i in range(64)]
    team = np.stack([np.arange(64) % 4, np.arange(64) // 16]).astype(np.int32)
    show.print_teams(judged(Problem.of(people, name="n", teams=4, rounds=2), team))
    out = capsys.readouterr().out
    assert out.index("Round 1") < out.index("Round 2")
    assert out.count("Team 3 (16)") == 2


def rounds_of(text: str) -> list[list[list[int]]]:
    """Return rounds, groups, numbers from the printed lines."""
    lines = [line.split(maxsplit=2)[2] for line in text.splitlines() if line.startswith("round ")]
    return [[[int(i) for i in group.split()] for group in line.split("|")] for line in lines]


def test_rotate_prints_a_line_per_round_with_every_number_once(run: Run) -> None:
    result = run("rotate", "--groups", 5, "--size", 3, "--rounds", 4, "--seconds", 2)
    assert result.exit_code == 0, result.output
    rounds = rounds_of(result.stdout)
    assert len(rounds) == 4
    for groups in rounds:
        assert [len(group) for group in groups] == [3] * 5
        assert sorted(i for group in groups for i in group) == list(range(1, 16))


def test_rotate_counts_the_repeats_that_are_in_its_lines(run: Run) -> None:
    # 2 groups of 3: nobody has five others to meet in five rounds
    result = run("rotate", "--groups", 2, "--size", 3, "--rounds", 5, "--seconds", 0.5)
    groups = [group for groups in rounds_of(result.stdout) for group in groups]
    pairs = [pair for group in groups for pair in combinations(sorted(group), 2)]
    repeated = len(pairs) - len(set(pairs))
    assert f"{repeated} repeated meetings, " in result.stdout
    assert f"people met: {5}; " in result.stderr


def test_a_rotation_that_algebra_knows_has_no_repeats_at_once(run: Run) -> None:
    result = run("rotate", "--groups", 9, "--size", 9, "--rounds", 10, "--seconds", 5)
    assert "0 repeated meetings, proven best" in result.stdout
    assert "people met: 80; no pair meets twice" in result.stderr
    assert " 0 moves weighed" in result.stderr


def test_the_table_says_how_many_rounds_are_known_and_possible(run: Run) -> None:
    rows = run("rotate", "--table", "--groups", 8, "--size", 4).stdout.splitlines()
    cells = {row.split("|")[1].strip(): row.split("|")[2:-1] for row in rows[2:9]}
    assert [cell.strip() for cell in cells["4"]] == ["**7**", "**4**", "**5**"]
    assert cells["8"][0].strip() == "**15**"


def test_the_bound_on_repeats_is_that_of_counting() -> None:
    # 5 rounds x 6 pairs, 15 pairs in all
    assert fewest_repeats(rotation(2, 3, 5)) == 15
    assert fewest_repeats(rotation(8, 4, 10)) == 0


def test_rotate_of_an_uneven_total_has_no_tiny_group(run: Run) -> None:
    result = run("rotate", "--people", 14, "--size", 4, "--rounds", 3, "--seconds", 0.5)
    assert {len(group) for groups in rounds_of(result.stdout) for group in groups} == {3, 4}


def test_rotate_takes_names_and_writes_every_kind_of_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "crew.txt").write_text("Ani\n Budi \n\nCitra\nDewi\nEka\nFajar\n", encoding="utf-8")
    words = ("--names", "crew.txt", "--groups", 3, "--rounds", 3, "--seconds", 1)
    result = run("rotate", *words, "-o", "a.csv", "-o", "a.xlsx", "-o", "a.json")
    assert result.exit_code == 0, result.output
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == ["Ani", "Budi", "Citra", "Dewi", "Eka", "Fajar"]
    assert set(rows[0]) == {"id", "name", "round1", "round2", "round3"}
    assert "Slips" in openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames
    assert read_result(tmp_path / "a.json")[1].shape == (3, 6)


def test_rotate_does_not_write_over_its_list_of_people(run: Run, roster: Path) -> None:
    before = roster.read_text(encoding="utf-8")
    words = ("--names", roster, "--groups", 4, "--rounds", 2, "-o", roster, "--force")
    assert run("rotate", *words).exit_code == 2
    assert roster.read_text(encoding="utf-8") == before


def test_rotate_takes_the_people_of_a_roster(run: Run, roster: Path) -> None:
    result = run("rotate", "--names", roster, "--groups", 4, "--rounds", 2, "--seconds", 0.5)
    assert result.exit_code == 0, result.output
    assert "Peserta 11" in result.stdout


def test_rotate_is_repeatable_with_steps(run: Run) -> None:
    words = ("--groups", 4, "--size", 4, "--rounds", 7, "--steps", 50_000, "--threads", 1)
    first, second = run("rotate", *words), run("rotate", *words)
    assert first.exit_code == 0, first.output
    assert first.stdout == second.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--groups", 3, "--size", 3], "how many rounds"),
        (["--groups", 3, "--rounds", 2], "groups and size"),
        (["--people", 9, "--rounds", 2], "neither groups nor size"),
        (["--people", 9, "--groups", 3, "--size", 5, "--rounds", 2], "are not 5 in each"),
        (["--people", 2, "--groups", 3, "--rounds", 2], "cannot fill 3 teams"),
        (["--names", "none.txt", "--groups", 3, "--rounds", 2], "no such file"),
        (["--groups", 3, "--size", 3, "--rounds", 2, "-o", "a.docx"], "cannot be written"),
    ],
)
def test_a_rotation_that_cannot_be_is_refused(run: Run, words: list[object], said: str) -> None:
    result = run("rotate", *words)
    assert result.exit_code == 2
    assert said in result.stderr
