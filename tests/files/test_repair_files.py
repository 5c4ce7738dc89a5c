import datetime as dt

import numpy as np
import pytest

from grouping import InputError, Roster
from grouping.files.read.roster_changes import changed_since
from grouping.files.read.roster_file import read_roster
from grouping.files.repair_files import read_absent, read_late
from grouping.solving.repair.merge_rosters import joined
from grouping.solving.repair.team_sizes import seats_after
from tests.helpers import crew_roster, open_teams
from tests.solving.repair.crews import people

NAMES = ["round 1", "round 2", "round 3"]


def _file(tmp_path, text, name="list.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("A1\nA3\n", {"p1": [], "p3": []}),
        ("Nama\nA1\nA3\n", {"p1": [], "p3": []}),
        ("id,name\np2,A2\n", {"p2": []}),
        ("No,Nama\n1,a4\n", {"p4": []}),
        ('Nama\nDrs. A1\n"A3, M.Si"\n', {"p1": [], "p3": []}),
        ("nama,tidak hadir\nA1,2\nA2,\nA3,x\nA4,1-2\n", {"p1": [2], "p3": [], "p4": [1, 2]}),
        ("nama,hadir\nA1,semua\nA2,1\nA3,tidak\n", {"p2": [2, 3], "p3": []}),
    ],
)
def test_lists_of_absent_people_are_understood(tmp_path, text, absent):
    assert read_absent(_file(tmp_path, text), people(6), NAMES).rounds == absent


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Nama\nA1\nZulkifli\n", "nobody is called 'Zulkifli'"),
        ("Anik Wijaya\nA1\n", "nobody is called 'Anik Wijaya'"),
        ("Zulkifli\nWahyu\n", "nobody of this list is in the roster"),
        ("nama,tidak hadir\nA1,kapan\n", "'kapan' does not say which rounds"),
    ],
)
def test_a_list_that_speaks_of_others_is_refused(tmp_path, text, said):
    roster = people(4)
    roster = Roster(roster.ids, (*roster.names[:3], "Anik Wijaja"), roster.columns)
    with pytest.raises(InputError, match=said):
        read_absent(_file(tmp_path, text), roster, NAMES)


def test_who_is_in_the_roster_comes_after_all_and_others_are_new(tmp_path):
    text = "id,name,agency,gender,age\np1,A1,X,P,40\nq9,Baru,X,L,41\n"
    late = read_late(_file(tmp_path, text), people(4), NAMES)
    assert late.coming == {"p1": []}
    assert late.new.ids == ("q9",)


def test_late_people_without_ids_are_matched_by_name_and_get_ids_of_their_own(tmp_path):
    text = "name,agency,gender,age,hadir\nA1,X,P,40,\nBaru Sekali,X,L,41,2-3\n"
    late = read_late(_file(tmp_path, text), people(4), NAMES, done=[1])
    assert late.coming == {"p1": []}
    assert late.new.ids == ("L1",)
    text = text.replace("2-3", "3")
    assert read_late(_file(tmp_path, text), people(4), NAMES, [1]).coming == {"p1": [], "L1": [3]}


def test_columns_of_late_people_are_joined_by_name():
    late = Roster.from_records(
        [
            {"id": "x", "name": "Gita", "agency": "army", "Rank": "mid", "AGE": 33},
            {"id": "y", "name": "Hadi", "agency": "Polise", "Rank": "chief", "AGE": None},
        ],
        id="id",
        name="name",
        source="late.csv",
    )
    whole, notes = joined(crew_roster(), late)
    values = [[whole.column(c).value(i) for c in ("Agency", "Rank", "Age")] for i in (6, 7)]
    assert values == [["Army", "mid", "33"], ["Polise", "", ""]]
    assert np.array_equal(whole.column("Rank").numbers[:6], crew_roster().column("Rank").numbers,
                          equal_nan=True)  # fmt: skip
    assert any("may be 'Police'" in note for note in notes)
    assert any("'chief' of Hadi has no rank" in note for note in notes)
    assert any("no column 'Gender'" in note for note in notes)


def test_teams_may_be_as_small_as_drop_outs_leave_them_and_even_shares_ask_for():
    seats = np.array([4, 4, 4], dtype=np.int64)
    left = np.array([4, 1, 4], dtype=np.int64)
    made = seats_after(open_teams(seats, seats), seats, left, 1, np.zeros(3, dtype=bool))
    assert made.low.tolist() == [3, 1, 3]
    assert made.high.tolist() == [4, 4, 4]
    assert made.intended.tolist() == [3, 3, 4]


def test_closed_teams_keep_the_people_that_they_have_left():
    seats = np.array([4, 4, 4], dtype=np.int64)
    left = np.array([4, 1, 4], dtype=np.int64)
    closed = np.array([False, True, False])
    made = seats_after(open_teams(seats, seats), seats, left, 1, closed)
    assert (made.low[1], made.high[1]) == (1, 1)
    assert made.high.tolist() == [5, 1, 5]
    assert made.intended.tolist() == [5, 1, 4]


LIST = (
    "Nama,Perangkat Daerah,Golongan,Jenis Kelamin,Tanggal Lahir\n"
    "Ani Satu,Dinas Sosial,III/a,P,01/02/1980\nBudi Dua,Dinas Sosial,III/b,L,03/04/1975\n"
    "Citra Tiga,Dinas Kesehatan,IV/a,P,05/06/1985\nDedi Empat,Dinas Kesehatan,III/a,L,17/08/1990\n"
)


def test_a_late_list_is_matched_by_what_its_headers_mean_and_ages_count_on_the_day_of_the_plan(
    tmp_path,
):
    day = dt.date(2025, 5, 15)
    roster = read_roster(_file(tmp_path, LIST), on=day).roster
    text = (
        "Nama Lengkap,Unit Kerja,Gol,L/P,Tgl Lahir\nAni Satu,Dinas Sosial,III/a,P,01/02/1980\n"
        "Gita Tujuh,dinas sosial,IVa,Perempuan,14/05/1985\n"
    )
    here = roster.ids
    late = read_late(_file(tmp_path, text, "late.csv"), roster, ["round 1"], (), here)
    assert late.new.names == ("Gita Tujuh",)
    assert late.coming == {}
    whole, _notes = joined(roster, late.new)
    said = {column.name: column.value(4) for column in whole.columns}
    assert said["Perangkat Daerah"] == "Dinas Sosial"
    assert said["Golongan"] == "IV/a"
    assert said["Jenis Kelamin"] == "P"
    assert whole.column("Usia").numbers.tolist()[4] == 40.0
    assert any("'Unit Kerja'" in note and "'Perangkat Daerah'" in note for note in late.notes)
    assert any("1 person of late.csv has a team already" in note for note in late.notes)


def test_a_list_that_was_edited_after_solving_is_noticed(tmp_path):
    path = _file(tmp_path, LIST)
    roster = read_roster(path).roster
    result = tmp_path / "teams.json"
    assert changed_since(roster, result) == ""
    path.write_text(LIST + "Eka Lima,Inspektorat,III/c,P,01/02/1981\n", encoding="utf-8")
    assert "list.csv was changed after the teams were made" in changed_since(roster, result)
    path.unlink()
    assert changed_since(roster, result) == ""
