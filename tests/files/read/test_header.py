"""The header is found below titles, in one line or two, by words or by shape."""

from __future__ import annotations

import pytest

from grouping.errors import InputError
from grouping.files.read import read_grid, read_roster, role_of
from grouping.files.read.header import find_header


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("No.", "number"), ("NO URUT", "number"), ("#", "number"),
        ("NAMA", "name"), ("Nama Lengkap (dengan gelar)", "name"), ("Nama Peserta", "name"),
        ("Full name", "name"), ("NIP", "id"), ("NIP/NIPPPK", "id"), ("NIK", "id"),
        ("No. Peserta", "id"), ("ID", "id"), ("Employee ID", "id"),
        ("Instansi", "agency"), ("Unit Kerja", "agency"), ("Perangkat Daerah", "agency"),
        ("OPD / Unit Kerja", "agency"), ("SKPD", "agency"), ("Asal Instansi", "agency"),
        ("Department", "agency"), ("Jabatan", "position"), ("Job Title", "position"),
        ("Eselon", "eselon"), ("Echelon", "eselon"), ("Gol", "golongan"),
        ("Pangkat/Gol. Ruang", "golongan"), ("Pangkat / Golongan Ruang", "golongan"),
        ("Gol-Ruang", "golongan"), ("Rank", "golongan"), ("Jenis Kelamin", "gender"),
        ("JK", "gender"), ("L/P", "gender"), ("Jenis Kelamin (L/P)", "gender"), ("Sex", "gender"),
        ("Usia", "age"), ("Umur (th)", "age"), ("Age", "age"), ("Tgl. Lahir", "birth_date"),
        ("Tempat, Tanggal Lahir", "birth_date"), ("Date of Birth", "birth_date"),
        ("Tempat Lahir", "birth_place"), ("Kecamatan", "district"), ("Kelurahan", "village"),
        ("Ket.", "notes"), ("Keterangan", "notes"), ("No. HP", "phone"), ("E-mail", "email"),
        ("Pangkat TMT", None), ("Tahun Lahir", None), ("Warna", None), ("Nama Kegiatan", None),
        ("", None),
    ],
)  # fmt: skip
def test_headers_in_two_languages_are_understood(header, role):
    assert role_of(header) == role


def test_title_rows_are_left_out_and_said(csv_file):
    text = "DAFTAR PESERTA;;\nTahun 2025;;\n;;\nNo;Nama;NIP\n1;Adi;11\n2;Budi;12\n"
    reading = read_roster(csv_file(text))
    assert reading.header_row == 4
    assert reading.roster.names == ("Adi", "Budi")
    said = next(n for n in reading.notes if "above the header" in n.text)
    assert "rows 1, 2" in said.text
    assert "'DAFTAR PESERTA'" in said.text


def test_unknown_headers_are_found_by_their_shape_and_that_is_said(csv_file):
    text = "Daftar\n\nSebutan;Warna;Bobot\nAdi;merah;3\nBudi;biru;4\nCitra;merah;5\n"
    reading = read_roster(csv_file(text))
    assert reading.header_row == 3
    assert reading.roster.names == ("Adi", "Budi", "Citra")
    assert any(n.kind == "guess" and "words are unknown" in n.text for n in reading.notes)


@pytest.mark.parametrize(
    "text",
    [
        "1;Adi;198306052010011001;Dinas A\n2;Budi;198406052010011002;Dinas B\n",
        "Adi;Dinas A\nBudi;Dinas A\nCitra;Dinas B\n",
        "Adi;L;IV/a\nBudi;P;III/b\n",
        "Adi\nBudi\n",
    ],
)
def test_a_file_without_header_is_refused_quoting_its_first_row(csv_file, text):
    with pytest.raises(InputError, match="no row looks like a header.*'Adi'") as caught:
        read_roster(csv_file(text))
    assert "Nama" in caught.value.hint


def test_merged_two_line_header_is_joined_and_numbering_row_left_out(workbook):
    rows = [
        ["No", "Nama", "Pangkat", None, "Instansi"],
        [None, None, "Gol", "TMT", None],
        [1, 2, 3, 4, 5],
        [1, "Adi", "III/a", "x", "Dinas A"],
        [2, "Budi", "IV/b", "y", "Dinas A"],
    ]
    merged = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4)]
    reading = read_roster(workbook(rows, merged=merged))
    assert [c.name for c in reading.roster.columns] == [
        "Nama", "Pangkat Gol", "Pangkat TMT", "Instansi",
    ]  # fmt: skip
    assert reading.roles["Pangkat Gol"] == "golongan"
    assert any("row 3 only numbers the columns" in n.text for n in reading.notes)


def test_two_line_header_of_a_csv_is_joined(csv_file):
    text = "No,Nama,Pangkat,,Instansi\n,,Gol,TMT,\n(1),(2),(3),(4),(5)\n1,Adi,III/a,x,Dinas A\n"
    header = find_header(read_grid(csv_file(text)))
    assert header.labels == ("No", "Nama", "Pangkat Gol", "Pangkat TMT", "Instansi")
    assert header.start == 3


def test_a_first_person_with_gaps_is_not_taken_for_a_second_header_line(csv_file):
    reading = read_roster(csv_file("Nama,Instansi,Warna,\nAdi,,merah,x\nBudi,Dinas A,biru,y\n"))
    assert reading.roster.names == ("Adi", "Budi")


def test_equal_headers_are_made_distinct_and_said(csv_file):
    reading = read_roster(csv_file("Nama,Ket,Ket\nAdi,a,b\nBudi,c,d\n"))
    assert [c.name for c in reading.roster.columns] == ["Nama", "Ket", "Ket (2)"]
    assert any("'Ket (2)'" in n.text for n in reading.notes)


def test_a_column_without_name_is_called_by_its_letter(csv_file):
    reading = read_roster(csv_file("Nama,Instansi,\nAdi,Dinas A,x\nBudi,Dinas B,y\n"))
    assert reading.roster.column("Column C").labels == ("x", "y")
    assert any("'Column C'" in n.text for n in reading.notes)


def test_an_empty_column_is_left_out_and_said(csv_file):
    reading = read_roster(csv_file("Nama,Instansi,Ket\nAdi,Dinas A,\nBudi,Dinas B,\n"))
    assert [c.name for c in reading.roster.columns] == ["Nama", "Instansi"]
    assert any("'Ket'" in n.text and n.kind == "dropped" for n in reading.notes)


def test_a_header_without_people_below_is_refused(csv_file):
    with pytest.raises(InputError, match="header"):
        read_roster(csv_file("No,Nama,NIP\n"))
