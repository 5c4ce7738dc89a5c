"""What the number of a civil servant says, and what is done with it."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from grouping.files.read import read_roster
from grouping.files.read.nip import Nip, read_nip

ON = dt.date(2025, 6, 1)


def texts(reading, kind: str) -> str:
    return "\n".join(str(note) for note in reading.notes if note.kind == kind)


def people(csv_file, head: str, rows: list[str]):
    lines = [f"Orang {chr(65 + k)};{row}" for k, row in enumerate(rows)]
    return csv_file("\n".join([f"Nama;{head}", *lines]) + "\n")


def test_a_nip_says_birth_date_and_sex():
    assert read_nip("198306052010011001") == Nip(dt.date(1983, 6, 5), "man")
    assert read_nip("199912312024022001") == Nip(dt.date(1999, 12, 31), "woman")


def test_the_number_of_a_contract_employee_has_21_for_the_month():
    assert read_nip("198306052022212001") == Nip(dt.date(1983, 6, 5), "woman", contract=True)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("19830605201001100", "digits"), ("1983060520100110011", "digits"), ("", "digits"),
        ("19830605201001100x", "digits"), ("198313052010011001", "birth"),
        ("198302302010011001", "birth"), ("188306052010011001", "birth"),
        ("198306052010131001", "appointed"), ("198306052010001001", "appointed"),
        ("198306051970011001", "appointed"), ("198306052010013001", "sex"),
        ("１９８３０６０５２０１００１１００１", "digits"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_number_is_told_apart(text, fault):
    assert read_nip(text) == fault


def test_headers_in_english_get_english_columns(csv_file):
    path = csv_file("Name,ID\nAdi,198306052010011001\nBudi,198406052010012002\n")
    reading = read_roster(path, on=ON)
    np.testing.assert_allclose(reading.roster.column("Age").numbers, [41, 40])
    assert reading.roster.column("Gender").counts() == {"M": 1, "F": 1}


def test_nothing_is_derived_where_the_list_says_it(csv_file):
    rows = ["198306052010011001;41;L", "198406052010012002;40;P"]
    reading = read_roster(people(csv_file, "NIP;Umur;JK", rows), on=ON)
    assert [c.name for c in reading.roster.columns] == ["Nama", "NIP", "Umur", "JK"]
    assert not texts(reading, "oddity")


def test_nothing_is_derived_from_numbers_of_another_kind(csv_file):
    reading = read_roster(people(csv_file, "NIP", ["11", "12", "198306052010011001"]), on=ON)
    assert [c.name for c in reading.roster.columns] == ["Nama", "NIP"]


def test_where_identity_cards_may_stand_too_another_length_is_no_mistake(csv_file):
    rows = ["198306052010011001", "3573010506830001", "198406052010012002"]
    reading = read_roster(people(csv_file, "NIP/NIK", rows), on=ON)
    assert "no right NIP" not in texts(reading, "oddity")
    assert reading.roster.column("Usia").value(1) == ""


def test_ages_counted_on_another_day_are_said_once(csv_file):
    rows = [f"19{70 + k}0101200001100{k};{52 - k}" for k in range(6)]
    said = texts(read_roster(people(csv_file, "NIP;Usia", rows), on=ON), "oddity")
    assert "by the NIP people are 3 years older on 1 June 2025" in said
    assert "the cell was kept" not in said


def test_a_column_that_differs_all_over_is_one_note_with_an_example(csv_file):
    rows = [f"19{70 + k}0101200001101{k};0{k + 2}/05/19{80 + k}" for k in range(6)]
    said = texts(read_roster(people(csv_file, "NIP;Tgl Lahir", rows), on=ON), "oddity")
    assert "differs from the NIP in 6 of 6 rows" in said
    assert "row 2: the NIP in B2 says born 1 January 1970, C2 says 2 May 1980" in said


def test_an_identity_number_is_never_read_as_a_number(csv_file):
    rows = ["3573010506830001;1", "3573010506840002;2"]
    reading = read_roster(people(csv_file, "Kartu;Nilai", rows), on=ON)
    assert reading.roster.column("Kartu").kind != "number"
    assert reading.roster.column("Kartu").value(0) == "3573010506830001"
