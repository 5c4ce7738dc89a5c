"""Whatever is wrong with the input: exit code 2, what, where, what to do; nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

SOLVE = ("solve", "roster.csv", "--seconds", "0.2")


def refused(run: Run, *words: object) -> str:
    """Run a command that has to be refused; return its message."""
    result = run(*words)
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    assert "error: " in result.stderr.lower()
    return result.stderr


def test_an_empty_file_is_refused_by_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    assert "empty.csv" in refused(run, "solve", "empty.csv", "--teams", 2)


def test_a_missing_file_is_refused(run: Run) -> None:
    assert "no such file" in refused(run, "solve", "nowhere.csv", "--teams", 2)


def test_a_file_without_header_is_refused_with_its_first_row(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bare.csv").write_text("1,2,3\n4,5,6\n7,8,9\n", encoding="utf-8")
    message = refused(run, "solve", "bare.csv", "--teams", 2)
    assert "header" in message
    assert "hint: " in message


def test_an_unknown_column_gets_the_nearest_one(run: Run, roster: Path) -> None:
    message = refused(run, *SOLVE, "--teams", 3, "--spread", "agencie")
    assert "there is no column 'agencie'" in message
    assert "did you mean 'agency'?" in message


def test_no_teams_at_all_is_refused(run: Run, roster: Path) -> None:
    assert "how many teams" in refused(run, *SOLVE)


def test_three_people_cannot_fill_five_teams(run: Run, tmp_path: Path) -> None:
    (tmp_path / "three.csv").write_text("name,agency\nAni,A\nBudi,B\nCitra,C\n", encoding="utf-8")
    message = refused(run, "solve", "three.csv", "--teams", 5)
    assert "3 people cannot fill 5 teams" in message


def test_seats_that_do_not_hold_everyone_are_refused_with_both_numbers(
    run: Run, plan: Path
) -> None:
    teams = "[[teams.team]]\nname = 'A'\nseats = 5\n[[teams.team]]\nname = 'B'\nseats = 6\n"
    plan.write_text(plan.read_text().replace("[teams]\ncount = 3\n", teams), encoding="utf-8")
    message = refused(run, "solve", plan)
    assert "the teams hold at most 11 people, the roster has 12" in message


def test_a_quota_above_the_supply_is_refused_with_the_supply(run: Run, roster: Path) -> None:
    message = refused(run, *SOLVE, "--teams", 3, "--at-least", "2 gender = P")
    assert "4 people meet the condition, for 3 teams" in message


def test_together_and_apart_for_the_same_people_names_both_rules(run: Run, roster: Path) -> None:
    pair = "Peserta 1; Peserta 2"
    message = refused(run, *SOLVE, "--teams", 3, "--together", pair, "--apart", pair)
    assert "Peserta 1 and Peserta 2 belong together" in message
    assert "apart" in message


def test_an_unknown_person_gets_the_nearest_name(run: Run, roster: Path) -> None:
    message = refused(run, *SOLVE, "--teams", 3, "--apart", "Pesrta 1; Peserta 2")
    assert "nobody is called 'Pesrta 1'" in message
    assert "did you mean" in message


def test_a_name_that_two_people_have_is_refused_with_their_ids_and_rows(
    run: Run, roster: Path
) -> None:
    message = refused(run, *SOLVE, "--teams", 3, "--apart", "Budi Santoso; Peserta 2")
    assert "id p3 (row 5)" in message
    assert "id p7 (row 9)" in message


def test_an_unknown_key_of_a_plan_is_refused_with_its_place(run: Run, plan: Path) -> None:
    plan.write_text(plan.read_text().replace("count = 3", "cuont = 3"), encoding="utf-8")
    message = refused(run, "solve", plan)
    assert "plan.toml, [teams]: 'cuont' is not a key" in message
    assert "did you mean 'count'" in message


def test_an_unknown_option_of_a_rule_is_refused_with_the_number_of_the_rule(
    run: Run, plan: Path
) -> None:
    plan.write_text(plan.read_text().replace('column = "age"', 'colum = "age"'), encoding="utf-8")
    assert "plan.toml, rule 2: 'balance' has no option 'colum'" in refused(run, "solve", plan)


def test_an_unknown_kind_of_rule_gets_the_nearest_one(run: Run, plan: Path) -> None:
    plan.write_text(plan.read_text().replace('"spread"', '"spraed"'), encoding="utf-8")
    message = refused(run, "solve", plan)
    assert "plan.toml, rule 1" in message
    assert "'spread'" in message


def test_a_plan_that_is_not_toml_is_refused_with_line_and_column(run: Run, plan: Path) -> None:
    plan.write_text("[roster\nfile = 1", encoding="utf-8")
    message = refused(run, "solve", plan)
    assert "this is not TOML" in message
    assert "line 1" in message


def test_an_output_that_exists_is_refused_before_the_search(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    (tmp_path / "teams.csv").write_text("mine", encoding="utf-8")
    message = refused(run, "solve", plan, "-o", "teams.csv")
    assert "--force" in message
    assert (tmp_path / "teams.csv").read_text(encoding="utf-8") == "mine"


@pytest.mark.slow
def test_force_replaces_an_output_that_exists(run: Run, plan: Path, tmp_path: Path) -> None:
    (tmp_path / "teams.csv").write_text("mine", encoding="utf-8")
    assert run("solve", plan, "-o", "teams.csv", "--force").exit_code == 0
    assert (tmp_path / "teams.csv").read_text(encoding="utf-8-sig").startswith("id,name,team")


def test_an_unknown_ending_is_refused_with_the_known_ones(run: Run, plan: Path) -> None:
    assert ".xlsx, .pdf, .csv or .json" in refused(run, "solve", plan, "-o", "teams.docx")


def test_a_folder_that_does_not_exist_is_refused(run: Run, plan: Path) -> None:
    assert "folder" in refused(run, "solve", plan, "-o", "nowhere/teams.csv")


def test_a_folder_that_refuses_files_is_a_message(
    run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", no)
    assert "Permission denied" in refused(run, "solve", plan, "-o", "teams.csv")


@pytest.mark.parametrize(
    "words",
    [
        ["--at-least", "P"], ["--not-alone", "gender"], ["--pin", "A"],
        ["--at-least", "² gender = P"], ["--absent", "p1 = ²"],
    ],
)  # fmt: skip
def test_an_option_that_is_not_understood_shows_how_to_write_it(
    run: Run, roster: Path, words: list[str]
) -> None:
    message = refused(run, *SOLVE, "--teams", 3, *words)
    assert words[0] in message
    assert "hint: " in message


def test_an_unknown_command_gets_the_nearest_one(run: Run) -> None:
    assert "'solve'" in refused(run, "slove")


def test_a_list_without_a_plan_cannot_be_checked(run: Run, roster: Path) -> None:
    assert "--plan" in refused(run, "check", roster)


def test_a_refused_run_leaves_no_file_behind(run: Run, roster: Path, tmp_path: Path) -> None:
    refused(run, *SOLVE, "--teams", 3, "--spread", "nothing", "-o", "a.xlsx", "-o", "a.json")
    assert [p.name for p in tmp_path.iterdir()] == ["roster.csv"]


def test_a_file_that_is_read_cannot_be_written(run: Run, plan: Path, roster: Path) -> None:
    before = roster.read_bytes()
    for words in ((plan,), ("roster.csv", "--teams", 3)):
        message = refused(run, "solve", *words, "-o", "roster.csv", "--force")
        assert "this file is read" in message
    assert roster.read_bytes() == before


def test_people_pinned_to_two_teams_are_refused(run: Run, roster: Path) -> None:
    words = ("--pin", "p0 = Team 1", "--pin", "p0 = Team 2")
    assert "no team is open to Peserta 0" in refused(run, *SOLVE, "--teams", 3, *words)


def test_more_people_pinned_than_a_team_seats_are_refused(run: Run, roster: Path) -> None:
    words = ("--pin", "p0; p1; p2; p3; p4 = Team 1")
    said = refused(run, *SOLVE, "--teams", 3, *words)
    assert "5 people, 1 team is open to them, with 4 seats" in said


def test_a_missing_list_is_named_before_its_plan_is_read(run: Run) -> None:
    assert "no such file" in refused(run, "check", "nowhere.xlsx", "--plan", "nowhere.toml")


def test_an_ampersand_belongs_to_a_value_unless_a_condition_follows(
    run: Run, tmp_path: Path
) -> None:
    rows = "\n".join(f"o{k},{'Pemuda & Olahraga' if k < 4 else 'B'},{20 + k}" for k in range(8))
    (tmp_path / "r.csv").write_text(f"name,unit,age\n{rows}\n", encoding="utf-8")
    words = ("--at-least", "1 unit = Pemuda & Olahraga & age >= 20", "--seconds", "0.2")
    assert run("solve", "r.csv", "--teams", 2, *words).exit_code == 0
