"""Earlier events: whose teams are whose, and what is said about the others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from grouping import InputError, Problem, Roster, write_result
from grouping.files.read.history_table import read_history
from grouping.files.read.past_lists import read_earlier
from grouping.solving.solve import judged

CSV = Callable[..., Path]
ROSTER = Roster(
    ("n1", "n2", "n3", "n4", "n5"),
    ("Ani", "Budi", "Citra", "Budi", "Dewi"),
    source="people.csv",
)


def test_people_are_found_by_id_then_by_name(csv_file: CSV) -> None:
    path = csv_file("id,nama,kelompok\nn1,Anisa,A\nx,citra ,B\nn4,Budi,A\n")
    event, notes = read_history(path, ROSTER)
    assert event.team.tolist() == [[0, -1, 1, 0, -1]]
    assert event.weight == 1
    assert notes == []


def test_each_column_of_a_list_is_a_round(csv_file: CSV) -> None:
    path = csv_file("nama,Putaran 1,Putaran 2\nAni,A,B\nCitra,A,\nDewi,b,B\n")
    event, _ = read_history(path, ROSTER, weight=0.5)
    assert event.team.tolist() == [[0, -1, 0, -1, 1], [0, -1, -1, -1, 0]]


@pytest.mark.parametrize("head", ["Hari 1,Hari 2", "Kelompok Hari 1,Kelompok Hari 2", "day1,day2"])
def test_rounds_may_be_called_days(csv_file: CSV, head: str) -> None:
    event, _ = read_history(csv_file(f"nama,{head}\nAni,A,B\nCitra,A,A\n"), ROSTER)
    assert event.team.tolist() == [[0, -1, 0, -1, -1], [0, -1, 1, -1, -1]]


def test_a_row_may_stand_for_a_person_and_a_round(csv_file: CSV) -> None:
    rows = ["nama,putaran,kelompok", "Ani,1,A", "Citra,1,A", "Ani,2,A", "Citra,2,B", "Dewi,2,B"]
    event, _ = read_history(csv_file("\n".join(rows)), ROSTER)
    assert event.team.tolist() == [[0, -1, 0, -1, -1], [0, -1, 1, -1, 1]]


def test_a_column_that_says_who_came_when_is_no_round_of_a_row(csv_file: CSV) -> None:
    event, _ = read_history(
        csv_file("nama,hari,kelompok\nAni,1,A\nCitra,1-2,A\nDewi,2,B\n"), ROSTER
    )
    assert event.team.tolist() == [[0, -1, 0, -1, 1]]


def test_strangers_are_counted_and_named(csv_file: CSV) -> None:
    path = csv_file("nama,tim\nAni,A\nEko,A\nFajar,B\n", name="2024.csv")
    _, notes = read_history(path, ROSTER)
    assert list(map(str, notes)) == [
        "2024.csv: 2 of 3 people are not in this roster: 'Eko', 'Fajar'"
    ]


def test_namesakes_are_left_out_and_named(csv_file: CSV) -> None:
    # two are called Budi now, and two were called Dewi then
    event, notes = read_history(csv_file("nama,tim\nAni,A\nBudi,A\nDewi,A\nDewi,B\n"), ROSTER)
    assert event.team.tolist() == [[0, -1, -1, -1, -1]]
    assert "several people: 'Budi', 'Dewi', 'Dewi'" in str(notes[0])


def test_nobody_is_two_people_of_a_list(csv_file: CSV) -> None:
    # the first is Ani by id, so another of that name is somebody else
    event, notes = read_history(csv_file("id,nama,tim\nn1,Anisa,A\nzz,Ani,B\nn3,Citra,A\n"), ROSTER)
    assert event.team.tolist() == [[0, -1, 0, -1, -1]]
    assert "several people: 'Ani'" in str(notes[0])


def test_ids_that_only_number_people_count_only_with_the_name(csv_file: CSV) -> None:
    numbered = Roster(("1", "2", "3"), ("Ani", "Budi", "Citra"))
    path = csv_file("id,name,team\n1,Citra,A\n2,Budi,A\n3,Zaki,B\n")
    event, notes = read_history(path, numbered)
    assert event.team.tolist() == [[-1, 0, 0]]
    assert "1 of 3 people is not in this roster: 'Zaki'" in str(notes[0])


def test_namesakes_are_told_apart_by_number_in_a_list_of_the_same_people(csv_file: CSV) -> None:
    same = Roster(("1", "2", "3"), ("Budi", "Budi", "Citra"))
    event, notes = read_history(csv_file("id,name,team\n1,Budi,A\n2,Budi,B\n3,Citra,B\n"), same)
    assert event.team.tolist() == [[0, 1, 1]]
    assert notes == []


def test_a_list_of_other_people_is_refused(csv_file: CSV) -> None:
    with pytest.raises(InputError, match=r"nobody of this list is in the roster people\.csv") as e:
        read_history(csv_file("nama,tim\nEko,A\nFajar,A\n", name="old.csv"), ROSTER)
    assert e.value.where == "old.csv"
    assert "matched by id" in e.value.hint


def test_an_id_listed_twice_is_refused_with_both_rows(csv_file: CSV) -> None:
    with pytest.raises(InputError, match="'n1' is listed twice: rows 2, 4"):
        read_history(csv_file("id,tim\nn1,A\nn2,A\nn1,B\n"), ROSTER)


def test_a_list_without_teams_is_refused_with_its_columns(csv_file: CSV) -> None:
    with pytest.raises(InputError, match="no column with teams") as error:
        read_history(csv_file("nama,unit\nAni,A\n"), ROSTER)
    assert "kelompok" in error.value.hint


@pytest.mark.parametrize("ending", [".json", ".csv", ".xlsx"])
def test_results_of_ours_give_all_their_rounds(tmp_path: Path, ending: str) -> None:
    problem = Problem.of(ROSTER, teams=["A", "B"], rounds=2)
    teams = np.array([[0, 0, 1, 1, 0], [1, 0, 1, 0, 0]], dtype=np.int32)
    write_result(judged(problem, teams), tmp_path / f"old{ending}")
    event, notes = read_history(tmp_path / f"old{ending}", ROSTER)
    for then, given in zip(event.team, teams, strict=True):
        assert ((then[:, None] == then) == (given[:, None] == given)).all()
    assert notes == []


def test_of_a_result_with_absences_the_absent_have_no_team(tmp_path: Path) -> None:
    present = np.array([[1, 1, 1, 1, 0], [1, 0, 1, 1, 1]], dtype=bool)
    problem = Problem.of(ROSTER, teams=["A", "B"], rounds=2, present=present)
    teams = np.array([[0, 0, 1, 1, -1], [1, -1, 1, 0, 0]], dtype=np.int32)
    write_result(judged(problem, teams), tmp_path / "old.json")
    event, _ = read_history(tmp_path / "old.json", ROSTER)
    assert ((event.team < 0) == (teams < 0)).all()
    # of several rounds the last one counts
    assert read_earlier(tmp_path / "old.json") == {"n1": "B", "n3": "B", "n4": "A", "n5": "A"}


def test_titles_in_one_of_the_two_lists_are_forgiven(csv_file: CSV) -> None:
    now = Roster(("1", "2", "3"), ("Ani Lubis, S.E., M.M.", "Dr. Budi Halim", "Halim, Budi, S.H."))
    path = csv_file("nama;kelompok\nAni Lubis;A\nBudi Halim;A\nCitra;B\n", name="old.csv")
    event, notes = read_history(path, now)
    assert event.team.tolist() == [[0, -1, -1]]
    assert any("may mean several people: 'Budi Halim'" in str(note) for note in notes)


def test_a_surname_first_is_the_same_person_as_in_the_order_of_speech(csv_file: CSV) -> None:
    now = Roster(("1", "2"), ("Utomo, Gita", "Utomo, Gilang"))
    event, _ = read_history(csv_file("nama;kelompok\nGita Utomo;A\nGilang Utomo;B\n"), now)
    assert event.team.tolist() == [[0, 1]]
