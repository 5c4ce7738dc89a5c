"""Sheets with several tables: prefaces, sections of reports, the same people again below."""

from __future__ import annotations

import pytest

from grouping.errors import InputError
from grouping.files.read import read_roster


def said(reading, kind: str) -> str:
    return "\n".join(str(note) for note in reading.notes if note.kind == kind)


USAGE = """Topic,ID,Host name,Host email,Start time,Participants
"Course, day 1",861 0000,Office,office@x.example,12/05/2026 09:00,4

Name (original name),Email,Join time,Leave time,Duration (minutes),Guest
Ava Abara,,09:00,10:00,60,No
Ava Abara (phone),,10:01,11:00,59,Yes
Ben Brandt,ben@x.example,09:00,10:00,60,Yes
Ben Brandt,ben@x.example,10:05,11:00,55,Yes
Chloe Cole,chloe@x.example,09:00,11:00,120,No
"""


def test_below_a_preface_the_people_are_read_each_once(csv_file):
    reading = read_roster(csv_file(USAGE))
    assert reading.roster.names == ("Ava Abara", "Ben Brandt", "Chloe Cole")
    assert reading.header_row == 4
    assert "row 6" in said(reading, "dropped")
    assert "row 8" in said(reading, "dropped")


def report(sign: str = "\t") -> str:
    head = ["Name", "First Join", "Last Leave", "Email", "Role"]
    people = [["Ava", "9:00", "11:00", "ava@x.example", "Organizer"]]
    people += [[f"Person {c}", "9:00", "11:00", f"{c}@x.example", "Presenter"] for c in "bcdefg"]
    head_of_log = ["Name", "Join Time", "Leave Time", "Email", "Role"]
    log = [[n, "9:00", "9:30", m, r] for n, _a, _b, m, r in people for _ in (1, 2)]
    rows = [["1. Summary"], ["Meeting title", "Day 1"], ["Attended participants", "7"], []]
    rows += [
        ["2. Participants"],
        head,
        *people,
        [],
        ["3. In-Meeting Activities"],
        head_of_log,
        *log,
    ]
    return "\n".join(sign.join(row) for row in rows)


def test_of_the_sections_of_a_report_the_one_with_each_person_once_is_read(csv_file):
    reading = read_roster(csv_file(report().encode("utf-16"), name="report.csv"))
    assert reading.roster.n == 7
    assert reading.header_row == 6
    assert "First Join" in [c.name for c in reading.roster.columns]


def test_another_table_with_other_people_is_said_first_and_may_be_asked_for(csv_file):
    rows = ["Nama;Instansi;Gol", *(f"Orang {c};Dinas {c};III/a" for c in "ABCDEF"), ";;"]
    rows += ["PANITIA;;", "Nama;Jabatan;HP", *(f"Panitia {c};Staf;08{c}" for c in "123")]
    path = csv_file("\n".join(rows))
    reading = read_roster(path)
    assert reading.roster.n == 6
    assert "header_row = 10" in said(reading, "unsure")
    assert read_roster(path, header_row=10).roster.n == 3


def test_a_header_row_without_anything_is_refused(csv_file):
    with pytest.raises(InputError, match="nothing in row 9"):
        read_roster(csv_file("Nama;Usia\nAdi;30\nBudi;31\n"), header_row=9)


def test_a_stated_role_counts_before_the_words_of_the_header(csv_file):
    text = "Panggilan;Nama;Satuan\nAdi;Meja 1;X\nBudi;Meja 2;Y\n"
    reading = read_roster(
        csv_file(text), roles={"Panggilan": "name", "Nama": "", "Satuan": "agency"}
    )
    assert reading.roster.names == ("Adi", "Budi")
    assert reading.roles["Satuan"] == "agency"
    with pytest.raises(InputError, match="'boss' is not what a column can be about"):
        read_roster(csv_file(text), roles={"Nama": "boss"})


def test_blanks_are_filled_from_above_only_if_asked(csv_file):
    text = "No,Nama,Instansi\n1,A a,Dinas A\n2,B b,\n3,C c,\n4,D d,Dinas B\n5,E e,\n"
    path = csv_file(text)
    assert 'fill_down = ["Instansi"]' in said(read_roster(path), "unsure")
    filled = read_roster(path, fill_down=["Instansi"]).roster.column("Instansi")
    assert [filled.value(k) for k in range(5)] == ["Dinas A"] * 3 + ["Dinas B"] * 2


def test_headings_between_the_rows_become_a_column_if_asked(workbook):
    rows = [["No", "Nama", "Usia"], ["DINAS SATU"], [1, "Orang A", 30], [2, "Orang B", 31]]
    rows += [["DINAS DUA"], [3, "Orang C", 32]]
    path = workbook(rows)
    assert "bands = " in said(read_roster(path), "unsure")
    column = read_roster(path, bands="Instansi").roster.column("Instansi")
    assert [column.value(k) for k in range(3)] == ["DINAS SATU", "DINAS SATU", "DINAS DUA"]
