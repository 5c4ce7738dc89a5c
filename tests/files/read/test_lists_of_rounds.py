"""Lists with a column per round, and blanks for those who are absent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from grouping import InputError, Problem, Roster
from grouping.files.read.team_lists import read_list

CSV = Callable[..., Path]


@pytest.fixture
def problem() -> Problem:
    """Four people in two rounds; Citra comes to the first only, Dewi to the second."""
    roster = Roster(("n1", "n2", "n3", "n4"), ("Ani", "Budi", "Citra", "Dewi"))
    present = np.array([[1, 1, 1, 0], [1, 1, 0, 1]], dtype=bool)
    return Problem.of(roster, teams=["Merah", "Putih"], rounds=2, present=present)


GOOD = "id,name,round1,round2\nn1,Ani,Merah,Putih\nn2,Budi,Putih,Merah\nn3,Citra,Merah,\n"


def test_blanks_are_the_absent(csv_file: CSV, problem: Problem) -> None:
    assignment, notes = read_list(csv_file(GOOD + "n4,Dewi,,Merah\n"), problem)
    assert assignment.tolist() == [[0, 1, 0, -1], [1, 0, -1, 0]]
    assert notes == []


@pytest.mark.parametrize("sign", ["-", "–", "absent", "Tidak Hadir"])
def test_marks_for_absence_are_blanks(csv_file: CSV, problem: Problem, sign: str) -> None:
    assignment, _ = read_list(csv_file(GOOD + f"n4,Dewi,{sign},Merah\n"), problem)
    assert assignment[0, 3] == -1


def test_a_blank_cell_of_somebody_who_is_there_is_named(csv_file: CSV, problem: Problem) -> None:
    with pytest.raises(InputError) as error:
        read_list(csv_file(GOOD + "n4,Dewi,,\n"), problem)
    # a row without any team is still that of somebody who should have one
    assert "'Dewi' in round 2 (row 5, column 'round2')" in error.value.message
    assert error.value.where == "list.csv"
    assert "absent" in error.value.hint


def test_a_blank_cell_of_a_workbook_is_named(
    workbook: Callable[..., Path], problem: Problem
) -> None:
    rows = [line.split(",") for line in GOOD.split()] + [["n4", "Dewi", None, None]]
    with pytest.raises(InputError, match=r"'Dewi' in round 2 \(Sheet1!D5\)"):
        read_list(workbook(rows), problem)


def test_a_team_of_somebody_who_is_absent_is_named(csv_file: CSV, problem: Problem) -> None:
    with pytest.raises(InputError, match="'Dewi' has a team in round 1") as error:
        read_list(csv_file(GOOD + "n4,Dewi,Putih,Merah\n"), problem)
    assert "row 5, column 'round1'" in error.value.message
    assert "attendance" in error.value.hint


def test_somebody_without_a_row_is_named(csv_file: CSV, problem: Problem) -> None:
    with pytest.raises(InputError, match="no team is given for 'Dewi'"):
        read_list(csv_file(GOOD), problem)


def test_columns_may_have_the_names_of_the_rounds(csv_file: CSV, problem: Problem) -> None:
    named = replace(problem, round_names=("Jumat pagi", "Sabtu"))
    text = "nama,Sabtu,Unit,jumat  pagi\nAni,Putih,x,Merah\nBudi,Merah,x,Putih\n"
    text += "Citra,,x,Merah\nDewi,Merah,x,\n"
    assert read_list(csv_file(text), named)[0].tolist() == [[0, 1, 0, -1], [1, 0, -1, 0]]


def test_columns_of_ours_come_before_those_of_the_roster(csv_file: CSV, problem: Problem) -> None:
    named = replace(problem, round_names=("Hadir 1", "Hadir 2"))
    text = "nama,round1,round2,hadir 1,hadir 2\nAni,Merah,Putih,y,y\nBudi,Putih,Merah,y,y\n"
    text += "Citra,Merah,,y,t\nDewi,,Merah,t,y\n"
    assert read_list(csv_file(text), named)[0].tolist() == [[0, 1, 0, -1], [1, 0, -1, 0]]


def test_a_list_with_too_few_rounds_is_refused(csv_file: CSV, problem: Problem) -> None:
    with pytest.raises(InputError, match="the list has 1 round, the plan 2 rounds"):
        read_list(csv_file("nama,tim\nAni,Merah\n"), problem)
