"""What cells mean: ages, dates, durations, ranks of PPPK, addresses, answers."""

from __future__ import annotations

import datetime as dt

import pytest

from grouping.files.read import read_roster
from grouping.files.read.addresses import clean_address
from grouping.files.read.dates import read_date
from grouping.files.read.rank_orders import pppk

ON = dt.date(2026, 12, 1)


def column(csv_file, head: str, cells: list[str], name: str | None = None):
    lines = [f"Nama;{head}", *(f"Orang {chr(65 + k)}x;{cell}" for k, cell in enumerate(cells))]
    reading = read_roster(csv_file("\n".join(lines)), on=ON)
    found = reading.roster.column(name or head)
    said = "\n".join(f"{n.kind}: {n}" for n in reading.notes)
    return found, [found.value(k) for k in range(len(cells))], said


def test_years_and_months_are_full_years(csv_file):
    cells = ["51 Tahun 3 Bulan", "50 th 11 bl", "49 Tahun", "48 years 2 months", "47"]
    found, values, _said = column(csv_file, "Usia", cells)
    assert found.kind == "number"
    assert values == ["51", "50", "49", "48", "47"]


def test_what_no_age_can_be_is_blank_and_said_first(csv_file):
    cells = ["51", "0", "-5", "450", "19751215", "40"]
    found, values, said = column(csv_file, "Usia", cells)
    assert found.kind == "number"
    assert values == ["51", "", "", "", "50", "40"]
    assert "unsure: column 'Usia': 3 cells cannot be ages" in said
    assert "B6" in said


@pytest.mark.parametrize("text", ["19751215", "15121975", 19751215])
def test_eight_digits_are_a_date(text):
    assert read_date(text, today=ON) == dt.date(1975, 12, 15)


def test_durations_are_hours(csv_file):
    found, values, said = column(csv_file, "Waktu", ["1h 30m 0s", "45m 0s", "2 jam 15 menit"])
    assert found.kind == "number"
    assert values == ["1.5", "0.75", "2.25"]
    assert "durations were read as hours" in said
    found, values, _said = column(csv_file, "Durasi", ["30:15:00", "2:30:00", "0:45:00"])
    assert values == ["30.25", "2.5", "0.75"]
    found, values, _said = column(csv_file, "Berangkat", ["08:30", "09:15", "07:00"])
    assert found.kind != "number"


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Golongan (IX)", "PPPK IX"), ("IX", "PPPK IX"), ("PPPK 9", "PPPK IX"), ("V", "PPPK V"),
        ("Gol. XVII", "PPPK XVII"), ("IX (PPPK)", "PPPK IX"), ("III", None), ("III/c", None),
        ("XVIII", None), ("Staf", None), ("9", None),
    ],
)  # fmt: skip
def test_grades_of_contract_employees_are_known(text, grade):
    assert pppk(text) == grade


def test_both_kinds_of_grades_are_one_order(csv_file):
    cells = ["Penata Tk. I, III/d", "Golongan (IX)", "Penata Muda, III/a", "IV/a", "Golongan (V)"]
    found, _values, said = column(csv_file, "Pangkat", cells)
    assert found.kind == "ordered"
    assert found.labels == ("IV/a", "III/d", "III/a", "PPPK IX", "PPPK V")
    assert "grades of PPPK ranked beside" in said


def test_blank_ages_and_sexes_come_from_the_nip(csv_file):
    lines = ["nama;nip;tanggal_lahir;jenis_kelamin"]
    for k in range(10):
        told = "01-01-1970;Laki-laki" if k == 0 else ";"
        lines.append(f"Orang {chr(65 + k)}x;197{k}0101200501{k % 2 + 1}{k + 1:03d};{told}")
    reading = read_roster(csv_file("\n".join(lines)), on=ON)
    ages, sex = reading.roster.column("Usia"), reading.roster.column("jenis_kelamin")
    assert [ages.value(k) for k in range(3)] == ["56", "55", "54"]
    assert sex.counts() == {"Laki-laki": 5, "Perempuan": 5}
    assert any("filled from the NIP" in str(n) for n in reading.notes)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("mailto:a@x.example", "a@x.example"), ("Adi <a@x.example>", "a@x.example"),
        ("a@x.example/0812345", "a@x.example"), ("a @x.example", "a@x.example"),
        ("a@x.example; b@y.example", "a@x.example"), ("a@x,example", None), ("a@x", None),
        ("@adi", None), ("adi", None),
    ],
)  # fmt: skip
def test_an_address_is_taken_out_of_its_cell_or_none(text, address):
    assert clean_address(text) == address


@pytest.mark.parametrize(
    ("head", "yes", "no"),
    [("RSVP", "Accepted", "Declined"), ("Hadir", "Ya", "Tidak"), ("Status", "Approved", "Denied"),
     ("Jawaban", "Hadir", "Tidak hadir"), ("Will you attend?", "Yes", "No")],
)  # fmt: skip
def test_whoever_answers_no_is_said_first_with_all_ids(csv_file, head, yes, no):
    answers = [no if k % 3 == 0 else yes for k in range(36)]
    lines = [f"ID;Nama;{head}", *(f"P{k};Orang {k}x;{a}" for k, a in enumerate(answers))]
    reading = read_roster(csv_file("\n".join(lines)), on=ON)
    said = next(str(n) for n in reading.notes if n.kind == "unsure")
    assert "12 people may not come" in said
    assert '"P0; P3; P6; P9; P12; P15; P18; P21; P24; P27; P30; P33 = 1"' in said
    assert reading.roster.n == 36


@pytest.mark.parametrize("head", ["Vegetarian", "Merokok", "First time?"])
def test_a_no_to_another_question_is_no_absence(csv_file, head):
    lines = [f"Nama;{head}", *(f"Orang {k}x;{'No' if k % 3 else 'Yes'}" for k in range(9))]
    reading = read_roster(csv_file("\n".join(lines)), on=ON)
    assert not any("may not come" in str(n) for n in reading.notes)
