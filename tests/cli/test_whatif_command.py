"""`grouping whatif` and `grouping compare` on the real command line."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from grouping import read_plan, read_result, write_result
from grouping.scoring.what_if import best_swap
from grouping.solving.solve import judged
from tests.cli.conftest import Run

PLAN = """
[roster]
file = "roster.csv"
[teams]
count = 3
"""
# teams of p0 to p11, p3 and p7 on different ones
TEAM = [0, 1, 2, 1, 2, 0, 2, 0, 1, 0, 1, 2]


def answer(plan: Path, teams: list[list[int]], *names: str) -> Path:
    """Write an answer to a plan under some names; return the first."""
    problem, _ = read_plan(plan).read()
    for name in names:
        write_result(judged(problem, np.array(teams, dtype=np.int32)), plan.parent / name)
    return plan.parent / names[0]


def planned(roster: Path, name: str, rest: str) -> Path:
    """Write a plan of three teams for the small roster."""
    path = roster.parent / name
    path.write_text(PLAN + rest, encoding="utf-8")
    return path


@pytest.fixture
def result(run: Run, plan: Path) -> Path:
    """Teams of the small roster."""
    return answer(plan, [TEAM], "a.json", "a.csv")


@pytest.fixture
def rounds(run: Run, roster: Path) -> Path:
    """Two rounds of the small roster, from the second of which p1 is absent."""
    rest = """
    [rounds]
    count = 2
    [[rounds.round]]
    number = 2
    absent = ["p1"]
    [[rule]]
    kind = "new_faces"
    """
    second = [-1 if k == 1 else (0, 2, 1)[k % 3] for k in range(12)]
    return answer(planned(roster, "rounds.toml", rest), [TEAM, second], "r.json")


def teams_of(path: Path) -> dict[str, str]:
    problem, assignment, _ = read_result(path)
    names = problem.teams.names
    return {who: names[g] for who, g in zip(problem.roster.ids, assignment[0], strict=True)}


def two_apart(path: Path) -> tuple[str, str]:
    """Return ids of two people of different teams, neither bound by a must rule."""
    teams = teams_of(path)
    other = next(who for who, g in teams.items() if g != teams["p0"] and who not in ("p3", "p7"))
    return "p0", other


def test_a_swap_that_is_undone_changes_nothing(run: Run, result: Path) -> None:
    one, other = two_apart(result)
    found = run("whatif", result, "--swap", one, other, "--swap", other, one)
    assert found.exit_code == 0, found.output
    assert "3 rules stay as they are." in found.stderr
    assert "Neither better nor worse" in found.stderr


def test_swaps_and_moves_are_made_in_the_order_in_which_they_are_given(
    run: Run, result: Path
) -> None:
    one, other = two_apart(result)
    team = teams_of(result)[other]
    there_first = run("whatif", result, "--move", one, team, "--swap", one, other)
    assert there_first.exit_code == 2
    assert "are both on" in there_first.stderr
    swapped_first = run("whatif", result, "--swap", one, other, "--move", one, team)
    assert "is on" in swapped_first.stderr
    assert "already" in swapped_first.stderr


def test_the_changed_result_is_written_and_compares_as_two_people_moved(
    run: Run, result: Path, tmp_path: Path
) -> None:
    one, other = two_apart(result)
    before = teams_of(result)
    found = run("whatif", result, "--swap", one, other, "-o", "b.json", "-o", "b.xlsx")
    assert found.exit_code == 0, found.output
    after = teams_of(tmp_path / "b.json")
    assert {who for who in before if before[who] != after[who]} == {one, other}
    compared = run("compare", result, "b.json")
    assert compared.exit_code == 0
    assert "2 people are on another team." in compared.stderr
    assert run("check", "b.xlsx", "--plan", "b.json").exit_code == 0


def test_a_broken_must_rule_is_said_and_the_exit_code_is_1(run: Run, result: Path) -> None:
    teams = teams_of(result)
    mate = next(who for who, g in teams.items() if g == teams["p7"] and who != "p7")
    found = run("whatif", result, "--swap", "p3", mate)
    assert found.exit_code == 1
    assert "BROKEN" in found.stdout
    assert "broken: " in found.stderr


def test_a_move_to_a_full_team_says_so(run: Run, result: Path) -> None:
    one, other = two_apart(result)
    found = run("whatif", result, "--move", one, teams_of(result)[other])
    assert found.exit_code == 1
    assert "has 5 people" in found.stderr
    assert "has 3 people" in found.stderr


def test_a_list_with_too_many_on_a_team_is_not_written(run: Run, result: Path) -> None:
    one, other = two_apart(result)
    found = run("whatif", result, "--move", one, teams_of(result)[other], "-o", "b.json")
    assert found.exit_code == 2
    assert not Path("b.json").exists()


@pytest.mark.slow
def test_the_first_suggestion_is_the_best_swap(run: Run, result: Path) -> None:
    problem, assignment, _ = read_result(result)
    best = best_swap(problem, assignment, 0)
    assert best is not None
    found = run("whatif", result, "--suggest", "p0", "--limit", 1)
    assert found.exit_code == 0, found.output
    assert f"swap with {problem.roster.names[best.other]} (" in found.stdout


def test_where_a_team_is_too_full_the_move_that_mends_it_is_suggested_first(
    run: Run, result: Path
) -> None:
    moved = run("whatif", result, "--move", "p0", 2, "--suggest", "p0")
    assert moved.exit_code == 1
    first = moved.stdout[moved.stdout.index("as it is") :].splitlines()[2]
    assert "move to Team 1" in first


def test_in_several_rounds_it_has_to_be_said_in_which(run: Run, rounds: Path) -> None:
    found = run("whatif", rounds, "--swap", "p0", "p2")
    assert found.exit_code == 2
    assert "--round" in found.stderr


def test_who_is_absent_does_not_change_places(run: Run, rounds: Path) -> None:
    found = run("whatif", rounds, "--swap", "p1", "p2", "--round", 2)
    assert found.exit_code == 2
    assert "Peserta 1 is absent in round 2" in found.stderr


def test_suggestions_are_for_every_round_in_which_somebody_takes_part(
    run: Run, rounds: Path
) -> None:
    assert run("whatif", rounds, "--suggest", "p1").stdout.count("Peserta 1 is on") == 1
    assert run("whatif", rounds, "--suggest", "p2").stdout.count("Peserta 2 is on") == 2


@pytest.mark.parametrize("who", ["PESERTA  5", "Drs. Peserta 5, M.Si.", "p5", "Peserta 5 (p5)"])
def test_people_are_found_by_id_and_by_name_without_titles(
    run: Run, result: Path, who: str
) -> None:
    assert "Peserta 5 is on" in run("whatif", result, "--suggest", who).stdout


def test_a_name_that_two_people_have_has_to_be_told_apart_by_id(run: Run, result: Path) -> None:
    found = run("whatif", result, "--suggest", "Budi Santoso")
    assert found.exit_code == 2
    assert "p3" in found.stderr
    assert "p7" in found.stderr


@pytest.mark.parametrize("part", ["Budi", "Budi Santosa"])
def test_a_part_of_a_name_or_a_slip_is_answered_by_whole_names_with_ids_where_two_have_them(
    run: Run, result: Path, part: str
) -> None:
    found = run("whatif", result, "--suggest", part)
    assert found.exit_code == 2
    assert "'Budi Santoso (p3)'" in found.stderr
    assert "'Budi Santoso (p7)'" in found.stderr


def test_a_result_and_a_list_of_the_same_teams_do_not_differ(run: Run, result: Path) -> None:
    found = run("compare", result, "a.csv")
    assert found.exit_code == 0, found.output
    assert "Nobody is on another team." in found.stderr
    assert "3 rules stay as they are." in found.stderr


def test_another_plan_for_the_same_people_is_judged_by_that_of_the_first(
    run: Run, result: Path, roster: Path
) -> None:
    rest = '[[rule]]\nkind = "cluster"\ncolumn = "agency"'
    answer(planned(roster, "c.toml", rest), [[0, 1, 2] * 4], "c.json")
    found = run("compare", result, "c.json")
    assert found.exit_code == 0, found.output
    assert "judged by the plan of A" in found.stderr
    assert "spread agency" in found.stdout
    assert "cluster" not in found.stdout


def test_who_joined_and_who_left_is_said(run: Run, result: Path, roster: Path) -> None:
    text = roster.read_text(encoding="utf-8")
    roster.write_text(text.replace("p5,Peserta 5,", "p12,Peserta 12,"), encoding="utf-8")
    rest = '[[rule]]\nkind = "spread"\ncolumn = "agency"'
    answer(planned(roster, "d.toml", rest), [TEAM], "d.json")
    found = run("compare", result, "d.json")
    assert found.exit_code == 0, found.output
    assert "1 person left: Peserta 5" in found.stderr
    assert "1 person joined: Peserta 12" in found.stderr
    assert "not asked in both" in found.stdout


def test_meetings_of_two_rotations_are_compared(run: Run, rounds: Path) -> None:
    found = run("compare", rounds, rounds)
    assert "Repeated meetings: " in found.stderr


def test_without_a_question_it_is_said_what_to_ask(run: Run, result: Path) -> None:
    found = run("whatif", result)
    assert found.exit_code == 2
    assert "--suggest" in found.stderr


def test_a_result_is_not_damaged_by_being_asked(run: Run, result: Path) -> None:
    before = result.read_bytes()
    run("whatif", result, "--suggest", "p0")
    assert result.read_bytes() == before
    assert json.loads(before)["schema"] == 1
