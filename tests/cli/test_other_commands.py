"""`grouping init`, `check`, `rules`, `generate` on the real command line."""

from __future__ import annotations

import tomllib
from pathlib import Path

import openpyxl
import pytest

from grouping.problem.registry import kinds, rule_from_dict
from tests.cli.conftest import INSTANCES, Run

RETREAT = INSTANCES / "retreat-malang"


def test_init_writes_a_plan_that_solves_as_it_is(run: Run, tmp_path: Path) -> None:
    assert run("init", RETREAT / "peserta.xlsx", "-o", "plan.toml").exit_code == 0
    result = run("solve", "plan.toml", "-o", "a.csv")
    assert result.exit_code == 0, result.output


def test_init_names_columns_kinds_and_rows_left_out(run: Run) -> None:
    result = run("init", RETREAT / "peserta.xlsx")
    assert "100 people" in result.stdout
    assert "Perangkat Daerah" in result.stdout
    assert "Jumlah | 100 orang" in result.stdout


def test_the_examples_in_the_written_plan_are_rules_once_uncommented(
    run: Run, tmp_path: Path
) -> None:
    run("init", RETREAT / "peserta.xlsx", "-o", "plan.toml")
    text = (tmp_path / "plan.toml").read_text(encoding="utf-8")
    bare = "\n".join(line.removeprefix("#") for line in text.splitlines() if line[:2] != "# ")
    for rule in tomllib.loads(bare)["rule"]:
        rule_from_dict(rule)


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_rules_explains_every_kind_with_an_example_that_is_a_rule(run: Run, kind: str) -> None:
    result = run("rules", kind)
    assert result.exit_code == 0
    example = "\n".join(line[6:] for line in result.stdout.splitlines() if line[4:5] == "|")
    (stated,) = tomllib.loads(example)["rule"]
    stated.pop("file", None) if kind == "keep" else None
    rule_from_dict(stated)


def test_check_agrees_with_solve_on_the_workbook_that_it_wrote(run: Run, plan: Path) -> None:
    solved = run("solve", plan, "-o", "a.xlsx", "--quiet")
    checked = run("check", "a.xlsx", "--plan", plan)
    assert checked.exit_code == 0
    assert checked.stdout == solved.stdout


def swap_in_list(path: Path, one: str, other: str) -> None:
    """Let two people change teams in the sheet of all, as somebody would in Excel."""
    book = openpyxl.load_workbook(path)
    rows = {row[3].value: row for row in book["All"].iter_rows()}
    first, second = rows[one][1], rows[other][1]
    first.value, second.value = second.value, first.value
    book.save(path)


def test_check_shows_by_rule_what_a_hand_made_swap_changed(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    run("solve", plan, "-o", "a.xlsx", "--quiet")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    team = {r[3].value: r[1].value for r in book["All"].iter_rows()}
    other = next(
        k
        for k in team
        if k not in ("p0", "p3", "p6", "p9") and team[k] != team["p0"] and str(k).startswith("p")
    )
    swap_in_list(tmp_path / "a.xlsx", "p0", other)
    result = run("check", "a.xlsx", "--plan", plan)
    assert "2 people are on another team than before" in result.stderr
    assert "Before" in result.stdout
    assert "Change" in result.stdout


def test_check_exits_with_1_if_a_must_rule_is_broken_by_hand(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    run("solve", plan, "-o", "a.xlsx", "--quiet")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    team = {r[3].value: r[1].value for r in book["All"].iter_rows()}
    mate = next(k for k in team if team[k] == team["p7"] and k != "p7")
    swap_in_list(tmp_path / "a.xlsx", "p3", mate)
    result = run("check", "a.xlsx", "--plan", plan)
    assert result.exit_code == 1
    assert "broken: apart" in result.stderr


def test_check_judges_a_list_in_which_somebody_only_moved_over(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    run("solve", plan, "-o", "a.csv", "--quiet")
    rows = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()
    line = next(k for k, row in enumerate(rows) if row.startswith("p0,"))
    here = rows[line].rsplit(",", 1)[1]
    there = "Team 1" if here != "Team 1" else "Team 2"
    moved = [*rows[:line], rows[line].replace(here, there), *rows[line + 1 :]]
    (tmp_path / "a.csv").write_text("\n".join(moved) + "\n", encoding="utf-8")
    result = run("check", "a.csv", "--plan", plan)
    assert result.exit_code == 1
    assert "has 5 people, the plan gives it 4" in result.stderr
    assert "spread agency" in result.stdout


def test_check_judges_a_result_by_its_own_plan(run: Run, plan: Path) -> None:
    solved = run("solve", plan, "-o", "a.json", "--quiet")
    checked = run("check", "a.json")
    assert checked.exit_code == 0
    assert checked.stdout == solved.stdout


def test_check_judges_a_bare_list_by_a_result(run: Run, plan: Path) -> None:
    solved = run("solve", plan, "-o", "a.json", "-o", "a.csv", "--quiet")
    checked = run("check", "a.csv", "--plan", "a.json")
    assert checked.stdout == solved.stdout


def test_generate_makes_the_same_roster_for_the_same_seed(run: Run, tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        assert run("generate", "roster", "--n", 80, "--seed", 3, "-o", name).exit_code == 0
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
