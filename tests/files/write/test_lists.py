"""Lists by hand, several rounds, apostrophes, and who is meant when id and name disagree."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from grouping import InputError, Problem, Roster, read_result, write_result
from grouping.distribution import how_to_upgrade
from grouping.files.read.past_lists import read_earlier
from grouping.files.read.team_lists import read_list
from grouping.files.write.list_csv import guarded
from grouping.solving.solve import Result, judged
from tests.files.write.conftest import NAMES, NIPS


@pytest.fixture
def rounds(result: Result) -> Result:
    """The same people in two rounds."""
    problem = replace(result.problem, rounds=2)
    both = np.array([[0, 1, 0, 1, 0, 1, 0, 1], [0, 0, 0, 0, 1, 1, 1, 1]], dtype=np.int32)
    return judged(problem, both)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_several_rounds_read_back_as_the_same_teams(
    rounds: Result, tmp_path: Path, ending: str
) -> None:
    write_result(rounds, tmp_path / f"a{ending}")
    assignment, notes = read_list(tmp_path / f"a{ending}", rounds.problem)
    assert (assignment == rounds.assignment).all()
    assert notes == []


def test_several_rounds_in_json_read_back_as_the_same_teams(rounds: Result, tmp_path: Path) -> None:
    write_result(rounds, tmp_path / "a.json")
    assert (read_result(tmp_path / "a.json")[1] == rounds.assignment).all()


def test_each_round_has_a_sheet_to_print_and_they_read_as_one(
    rounds: Result, tmp_path: Path
) -> None:
    write_result(rounds, tmp_path / "a.xlsx")
    assert {"Teams 1", "Teams 2"} <= set(openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames)
    assignment, _ = read_list(tmp_path / "a.xlsx", rounds.problem, sheet="Teams")
    assert (assignment == rounds.assignment).all()


def test_a_list_of_one_round_is_refused_for_a_plan_of_two(
    result: Result, rounds: Result, tmp_path: Path
) -> None:
    write_result(result, tmp_path / "a.csv")
    with pytest.raises(InputError, match="the list has 1 round, the plan 2 rounds"):
        read_list(tmp_path / "a.csv", rounds.problem)


def test_people_of_one_name_are_told_apart_by_id_in_the_sheet_to_print(
    result: Result, tmp_path: Path
) -> None:
    write_result(result, tmp_path / "a.xlsx")
    cells = [c for row in openpyxl.load_workbook(tmp_path / "a.xlsx")["Teams"].values for c in row]
    assert f"Budi Santoso ({NIPS[0]})" in cells
    assert f"Budi Santoso ({NIPS[1]})" in cells
    assignment, _ = read_list(tmp_path / "a.xlsx", result.problem, sheet="Teams")
    assert (assignment == result.assignment).all()


def test_a_name_moved_without_its_id_is_refused(result: Result, tmp_path: Path) -> None:
    write_result(result, tmp_path / "a.csv")
    text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    swapped = text.replace("'@Siti", "X").replace("'-Rina", "'@Siti").replace("X", "'-Rina")
    (tmp_path / "a.csv").write_text(swapped, encoding="utf-8")
    with pytest.raises(InputError, match="but the name is") as error:
        read_list(tmp_path / "a.csv", result.problem)
    assert "row 5" in error.value.where


def test_an_id_damaged_by_a_spreadsheet_gives_way_to_the_name(
    result: Result, tmp_path: Path
) -> None:
    rows = [("id", "name", "team")]
    rows += [(NIPS[i], NAMES[i], "Merah") for i in (0, 2, 4, 6)]
    rows += [(NIPS[i], NAMES[i], "Putih") for i in (1, 3, 5)] + [("1.98E+17", NAMES[7], "Putih")]
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assignment, notes = read_list(tmp_path / "a.csv", result.problem)
    assert (assignment == result.assignment).all()
    assert any("matched by name: row 9" in str(note) for note in notes)


def test_a_team_merged_down_over_its_people_counts_for_all_of_them(tmp_path: Path) -> None:
    problem = Problem.of([{"n": n} for n in ("Ani", "Budi", "Citra", "Dewi")], name="n", teams=2)
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    for r, row in enumerate(
        [("Regu", "Nama"), ("", "Ani"), ("", "Budi"), ("", "Dewi"), (2, "Citra")]
    ):
        sheet.write_row(r, 0, row)
    sheet.merge_range(1, 0, 2, 0, 1)
    sheet.write(3, 0, "Team 2")
    book.close()
    assert read_list(tmp_path / "a.xlsx", problem)[0].tolist() == [[0, 0, 1, 1]]


def test_blocks_side_by_side_made_by_hand_are_read(tmp_path: Path) -> None:
    problem = Problem.of([{"n": n} for n in ("Ani", "Budi", "Citra", "Dewi")], name="n", teams=2)
    book = openpyxl.Workbook()
    for row in (["Retreat"], [None, "Team 1", "Team 2"], [1, "dewi", "Ani"], [2, "Citra ", "BUDI"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert read_list(tmp_path / "a.xlsx", problem)[0].tolist() == [[1, 1, 0, 0]]


def test_a_misspelt_person_gets_a_hint_and_a_row(result: Result, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("nama,kelompok\nBudi Santosa,1\n", encoding="utf-8")
    with pytest.raises(InputError, match="nobody is called 'Budi Santosa'") as error:
        read_list(tmp_path / "a.csv", result.problem)
    assert error.value.where == "a.csv, row 2"
    assert "Budi Santoso" in error.value.hint


def test_running_numbers_of_another_roster_are_no_ids(tmp_path: Path) -> None:
    problem = Problem.of([{"n": n} for n in ("Ani", "Budi", "Citra")], name="n", teams=3)
    write_result(judged(problem, np.array([[0, 1, 2]])), tmp_path / "a.csv")
    assert read_earlier(tmp_path / "a.csv") == {
        "Ani": "Team 1",
        "Budi": "Team 2",
        "Citra": "Team 3",
    }


def test_a_newer_schema_says_to_update(result: Result, tmp_path: Path) -> None:
    write_result(result, tmp_path / "a.json")
    stored = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    stored["schema"] += 1
    (tmp_path / "a.json").write_text(json.dumps(stored), encoding="utf-8")
    with pytest.raises(InputError, match="newer form") as error:
        read_result(tmp_path / "a.json")
    assert error.value.hint == how_to_upgrade()


def test_a_json_has_no_nan_and_keeps_accents(result: Result, tmp_path: Path) -> None:
    roster = replace(result.problem.roster, names=("Zoë", *NAMES[1:]))
    problem = replace(result.problem, roster=roster)
    write_result(judged(problem, result.assignment), tmp_path / "a.json")
    text = (tmp_path / "a.json").read_text(encoding="utf-8")
    assert "Zoë" in text
    json.loads(text, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))


def test_a_folder_that_cannot_be_written_to_is_refused(
    result: Result, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def denied(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", denied)  # the tests may run as root
    with pytest.raises(InputError, match="Permission denied"):
        write_result(result, tmp_path / "a.csv")
    assert list(tmp_path.iterdir()) == []


@given(st.text(alphabet="'=+-@\t\rab", min_size=1))
def test_guarding_a_cell_loses_nothing(text: str) -> None:
    cell = guarded(text)
    assert cell[0] not in "=+-@\t\r"
    assert (cell == text) or (cell == f"'{text}")
    assert guarded(cell) != cell or cell == text  # so a reader knows whether to take one away


@pytest.mark.parametrize("name", ["=1+1", "'=1+1", "''=x", "-", "+62 812", "@x", "'ab"])
def test_any_name_survives_a_csv(tmp_path: Path, name: str) -> None:
    problem = Problem.of(Roster(("a", "b"), (name, "Budi")), teams=["=x", "-y"])
    result = judged(problem, np.array([[1, 0]]))
    write_result(result, tmp_path / "a.csv")
    assignment, notes = read_list(tmp_path / "a.csv", problem)
    assert assignment.tolist() == [[1, 0]]
    assert notes == []
