"""Answers of forms: questions as headers, the same form sent twice, names and ids in one cell."""

from __future__ import annotations

import datetime as dt

import pytest

from grouping.files.read import read_roster, role_of
from grouping.files.read.question_headers import asked_for


def said(reading, kind: str) -> str:
    return "\n".join(str(note) for note in reading.notes if note.kind == kind)


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("What is your first name?", "name"),
        ("What is your university email address?", "email"),
        ("With which gender do you identify?", "gender"),
        ("Which department do you work in?", "agency"),
        ("What department are you from?", "agency"),
        ("How old are you?", "age"),
        ("Please enter your student ID", "id"),
        ("What is your full name (as on your ID card)?", "name"),
        ("Siapa nama lengkap Anda?", "name"),
        ("Anda berasal dari instansi mana?", "agency"),
        ("Berapa usia Anda saat ini?", "age"),
        ("Masukkan NIP Anda", "id"),
        ("What is the name of your supervisor?", None),
        ("Which colleague do you want to sit with?", None),
        ("Who would you like to work with (name)?", None),
        ("How much programming have you done?", None),
        ("Apakah Anda akan hadir?", None),
        ("Nama atasan langsung", None),
    ],
)
def test_a_question_asks_for_what_a_column_is_about(question, role):
    assert role_of(question) == role


def test_what_is_no_question_asks_for_nothing():
    assert asked_for("nama") == ""
    assert asked_for("instansi") == ""


@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("What is your first name?", "What is your last name?"),
        ("First name", "Surname"),
        ("Nama depan", "Nama belakang"),
        ("Name", "Surname"),
    ],
)
def test_given_names_and_surnames_are_joined(csv_file, given, family):
    text = f"{given},{family},Age\nAva,Abara,30\nBen,Brandt,31\nChloe,Cole,32\n"
    assert read_roster(csv_file(text)).roster.names == ("Ava Abara", "Ben Brandt", "Chloe Cole")


def test_a_surname_beside_whole_names_is_not_added_to_them(csv_file):
    text = "Name,Surname,Age\nAva Abara,Abara,30\nBen Brandt,Brandt,31\n"
    assert read_roster(csv_file(text)).roster.names == ("Ava Abara", "Ben Brandt")


HEAD = "Timestamp,Email Address,Nama Lengkap,Instansi"
FORM = [
    "11/1/2026 9:10:11,a@kota.example,Adi Satu,Dinas A",
    "11/2/2026 9:11:11,b@kota.example,Budi Dua,Dinas B",
    "11/3/2026 9:12:11,c@kota.example,Citra Tiga,Dinas A",
    "11/4/2026 9:13:11,d@kota.example,Dewi Empat,Dinas C",
]


def test_who_sends_a_form_twice_is_one_person_with_the_last_answer(csv_file):
    again = "11/23/2026 9:14:11,B@kota.example,BUDI DUA S.E.,Dinas C"
    reading = read_roster(csv_file("\n".join([HEAD, *FORM, again])))
    assert reading.roster.n == 4
    i = reading.roster.names.index("BUDI DUA S.E.")
    assert reading.roster.column("Instansi").value(i) == "Dinas C"
    assert "sent the form again in row 6" in said(reading, "dropped")


def test_the_last_answer_may_stand_above_the_first(workbook):
    stamps = [dt.datetime(2026, 11, day, 9) for day in (20, 1, 2)]
    names = ["Adi Satu", "Adi Satu", "Budi Dua"]
    mails = ["a@x.example", "a@x.example", "b@x.example"]
    rows = [["Timestamp", "Email", "Nama", "Instansi"]]
    rows += [list(r) for r in zip(stamps, mails, names, ["New", "Old", "B"], strict=True)]
    reading = read_roster(workbook(rows))
    assert reading.roster.n == 2
    assert reading.roster.column("Instansi").value(0) == "New"


def test_an_address_that_two_people_share_loses_nobody(csv_file):
    other = "11/5/2026 9:14:11,b@kota.example,Bunga Lima,Dinas B"
    reading = read_roster(csv_file("\n".join([HEAD, *FORM, other])))
    assert reading.roster.n == 5
    assert "share the address 'b@kota.example'" in said(reading, "oddity")


def test_the_same_name_twice_without_address_is_kept_and_said_first(csv_file):
    text = "Timestamp,Nama,Instansi\n1/11/2026 9:00,Adi,A\n2/11/2026 9:00,Budi,B\n"
    reading = read_roster(csv_file(text + "3/11/2026 9:00,Adi,C\n"))
    assert reading.roster.n == 3
    assert "skip_rows = [4]" in said(reading, "unsure")


def test_the_same_name_and_birth_and_agency_may_be_one_person(csv_file):
    text = "Nama,Tgl Lahir,Instansi\nAdi,01/02/1980,A\nBudi,02/02/1980,A\nAdi,01/02/1980,A\n"
    reading = read_roster(csv_file(text))
    assert reading.roster.n == 3
    assert "may be one person on rows 2, 4" in said(reading, "unsure")


@pytest.mark.parametrize(
    "form",
    [
        "{name}\nNIP. {nip}", "{name} / {nip}", "{name} (NIP {nip})", "{nip} - {name}",
        "{name}\n{nip}", "{name}, NIP: {nip}",
    ],
)  # fmt: skip
def test_a_name_and_a_number_in_one_cell_are_two_columns(workbook, form):
    nips = ["19760211 200502 2 001", "19770312 200503 1 002", "19780413 200504 2 003"]
    names = ["Adi Satu, S.E.", "Budi Dua", "dr. Citra Tiga, Sp.A"]
    cells = [form.format(name=a, nip=b) for a, b in zip(names, nips, strict=True)]
    rows = [["No", "Nama / NIP", "Unit Kerja"]]
    rows += [[k + 1, cell, f"Dinas {k}"] for k, cell in enumerate(cells)]
    reading = read_roster(workbook(rows), on=dt.date(2026, 12, 1))
    assert reading.roster.names == tuple(names)
    assert reading.roster.ids == tuple(nip.replace(" ", "") for nip in nips)
    assert [c.name for c in reading.roster.columns][:2] == ["Nama", "NIP"]
    assert reading.roster.column("Usia").value(0) == "50"
    assert "each cell held a name and a number" in said(reading, "guess")
