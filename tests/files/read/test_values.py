"""Cells are read as what they mean, every change is said, and what is doubtful is named by cell."""

from __future__ import annotations

import datetime as dt

import numpy as np
import openpyxl
import pytest

from grouping.errors import InputError
from grouping.files.read import read_roster
from grouping.files.read.dates import read_date, years_at
from grouping.files.read.rank_orders import ESELON, GOLONGAN, eselon, golongan, golongan_of_pangkat

ON = dt.date(2025, 6, 1)
NIP = "1983060520100110"


def texts(reading, kind=None) -> str:
    return "\n".join(str(n) for n in reading.notes if kind in (None, n.kind))


def column_file(csv_file, header: str, values: list[str]):
    """Write a csv of people with one more column."""
    lines = [f"Orang {chr(65 + k)};{value}" for k, value in enumerate(values)]
    return csv_file("\n".join([f"Nama;{header}", *lines]) + "\n")


# Ids ------------------------------------------------------------------------------------------


def test_nip_stays_text_without_blanks_and_apostrophes(csv_file):
    text = f"Nama;NIP\nAdi;'{NIP}01\nBudi;19830605 201001 1 002\nCitra;{NIP}03\n"
    reading = read_roster(csv_file(text))
    assert reading.roster.ids == (f"{NIP}01", f"{NIP}02", f"{NIP}03")
    assert "2 cells rid of blanks" in texts(reading, "changed")
    assert reading.roster.column("NIP").kind == "text"


def test_nip_damaged_in_a_numeric_cell_is_named_and_not_used(workbook):
    rows = [["Nama", "NIP"], ["Adi", f"{NIP}01"], ["Budi", int(f"{NIP}02")]]
    reading = read_roster(workbook(rows))
    assert reading.roster.ids == ("1", "2")
    assert "1 id damaged" in texts(reading, "oddity")
    assert "B3" in texts(reading, "oddity")
    assert "numbered 1 to 2" in texts(reading, "guess")


@pytest.mark.parametrize("bad", ["1,98306E+17", "1.98E+17", "1,98306e17", f"{NIP[:15]}000"])
def test_nip_damaged_in_a_text_file_is_named_and_not_used(csv_file, bad):
    reading = read_roster(csv_file(f"Nama;NIP\nAdi;{NIP}01\nBudi;{bad}\n"))
    assert reading.roster.ids == ("1", "2")
    assert "B3" in texts(reading, "oddity")


def test_damaged_ids_are_refused_if_asked_for(csv_file):
    with pytest.raises(InputError, match="damaged by a spreadsheet.*B3"):
        read_roster(csv_file(f"Nama;NIP\nAdi;{NIP}01\nBudi;1,98E+17\n"), id="nip")


def test_sixteen_digits_kept_by_another_program_are_fine(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Nama", "NIK"], ["Adi", 3573010506830001], ["Budi", 3573010506840010]):
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")
    reading = read_roster(tmp_path / "list.xlsx")
    assert reading.roster.ids == ("3573010506830001", "3573010506840010")


def test_sixteen_digits_ending_in_zero_only_are_damaged(workbook):
    rows = [["Nama", "NIK"], ["Adi", 3573010506830010], ["Budi", 3573010506840020]]
    assert "B2, B3" in texts(read_roster(workbook(rows)), "oddity")


def test_missing_ids_mean_numbering_and_that_is_said(csv_file):
    reading = read_roster(csv_file("Nama;NIP\nAdi;11\nBudi;-\nCitra;13\n"))
    assert reading.roster.ids == ("1", "2", "3")
    assert "no id in row 3" in texts(reading, "guess")


def test_a_file_without_ids_numbers_the_participants(csv_file):
    reading = read_roster(csv_file("No;Nama;Warna\n7;Adi;merah\n8;Budi;biru\n"))
    assert reading.roster.ids == ("1", "2")
    assert [c.name for c in reading.roster.columns] == ["Nama", "Warna"]
    assert "only numbers the rows" in texts(reading, "dropped")


def test_a_column_that_repeats_all_over_is_no_id(csv_file):
    lines = "".join(f"Orang {chr(65 + k)};K{k % 3}\n" for k in range(12))
    reading = read_roster(csv_file("Nama;Kode\n" + lines))
    assert reading.roster.ids[-1] == "12"
    assert "its values repeat" in texts(reading, "guess")


def test_id_and_name_columns_can_be_named(csv_file):
    path = csv_file("Sebutan;Tanda;No\nAdi;x1;5\nBudi;x2;6\n")
    reading = read_roster(path, id="no", name="SEBUTAN")
    assert reading.roster.ids == ("5", "6")
    assert reading.roster.names == ("Adi", "Budi")
    with pytest.raises(InputError, match="no column 'Tandda'"):
        read_roster(path, id="Tandda")


def test_academic_titles_stay_in_the_name(csv_file):
    reading = read_roster(csv_file('Nama,NIP\n"Dr. Adi  Contoh, S.E., M.Si",1\nBudi,2\n'))
    assert reading.roster.names[0] == "Dr. Adi Contoh, S.E., M.Si"


# Blanks and spellings -------------------------------------------------------------------------


def test_blank_marks_are_blanks_and_counted(csv_file):
    values = ["A", "-", "–", "n/a", "NA", ".", "…", "A"]
    reading = read_roster(column_file(csv_file, "Instansi", values))
    assert reading.roster.column("Instansi").counts() == {"A": 2}
    assert "6 cells with" in texts(reading, "changed")
    assert "6 cells blank, in rows 3, 4, 5, 6, 7, 8" in texts(reading, "oddity")


def test_case_and_space_variants_become_one_label_and_are_counted(csv_file):
    values = ["Dinas Sosial", "Dinas Sosial", "dinas  sosial", "DINAS SOSIAL ", "Dinas Air"]
    reading = read_roster(column_file(csv_file, "Instansi", values))
    assert reading.roster.column("Instansi").labels == ("Dinas Sosial", "Dinas Air")
    assert '"dinas  sosial" -> "Dinas Sosial"' in texts(reading, "changed")
    assert "2 cells differ" in texts(reading, "changed")


def test_agencies_that_may_be_the_same_are_shown_and_kept_apart(csv_file):
    values = ["Kec. Utara", "Kecamatan Utara", "Dinas Pendidikan", "Dinas Pendidkan", "Bagian A"]
    reading = read_roster(column_file(csv_file, "Instansi", [*values, "Bagian B"]))
    assert len(reading.roster.column("Instansi").labels) == 6
    said = texts(reading, "oddity")
    assert "'Kec. Utara' (1) and 'Kecamatan Utara' (1)" in said
    assert "'Dinas Pendidkan'" in said
    assert "Bagian" not in said


# Gender ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "values", "labels"),
    [
        ("JK", ["L", "P", "l", "p", "Laki-laki", "Perempuan"], {"L": 3, "P": 3}),
        ("Jenis Kelamin", ["Pria", "Wanita", "Pria", "L", "P"], {"Pria": 3, "Wanita": 2}),
        ("Gender", ["M", "F", "male", "Female", "F"], {"M": 2, "F": 3}),
        ("Entah", ["L", "P", "Perempuan", "P"], {"L": 1, "P": 3}),
        (
            "L/P",
            ["Laki Laki", "laki-laki", "Laki-laki", "P", "Laki-laki"],
            {"Laki-laki": 4, "P": 1},
        ),
    ],
)
def test_gender_keeps_the_commonest_spelling(csv_file, header, values, labels):
    reading = read_roster(column_file(csv_file, header, values))
    assert reading.roster.column(header).counts() == labels
    assert "respelt" in texts(reading, "changed")


def test_p_is_perempuan(csv_file):
    reading = read_roster(column_file(csv_file, "JK", ["L", "Perempuan", "P", "Perempuan"]))
    assert reading.roster.column("JK").counts() == {"L": 1, "Perempuan": 3}


def test_shirt_sizes_are_no_gender(csv_file):
    reading = read_roster(column_file(csv_file, "Kaos", ["L", "M", "XL", "M", "L"]))
    assert reading.roster.column("Kaos").counts() == {"L": 2, "M": 2, "XL": 1}


def test_an_unknown_gender_is_kept_and_named(csv_file):
    reading = read_roster(column_file(csv_file, "JK", ["L", "P", "x", "L"]))
    assert "'x' in B4" in texts(reading, "oddity")


def test_a_gender_that_differs_from_the_nip_is_said(csv_file):
    lines = [f"Orang {chr(65 + k)};19830605201001100{k};{'LP'[k == 3]}" for k in range(1, 7)]
    reading = read_roster(csv_file("\n".join(["Nama;NIP;JK", *lines])))
    said = "row 4: the NIP in B4 is that of a man, C4 says 'P'; the cell was kept"
    assert said in texts(reading, "oddity")


# Ranks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IV/c", "IV/c"), ("IVc", "IV/c"), ("IV.c", "IV/c"), ("IV/C", "IV/c"), ("4c", "IV/c"),
        ("IV c", "IV/c"), ("Gol. III/d", "III/d"), ("Pembina Utama Muda (IV/c)", "IV/c"),
        ("Pembina Tk. I, IV/b", "IV/b"), ("Penata Muda Tk I / III b", "III/b"), ("I/a", "I/a"),
        ("iii-a", "III/a"), ("III/e", None), ("IX", None), ("Staf", None), ("Pembina Tk. I", None),
    ],
)  # fmt: skip
def test_golongan_spellings(text, expected):
    assert golongan(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("II.b", "II.b"), ("IIb", "II.b"), ("II/b", "II.b"), ("Eselon II.b", "II.b"),
        ("2b", "II.b"), ("ESELON III A", "III.a"), ("IV", "IV"), ("Fungsional", None),
        ("3", None), ("Staf II", None),
    ],
)  # fmt: skip
def test_eselon_spellings(text, expected):
    assert eselon(text) == expected


def test_pangkat_in_words():
    assert golongan_of_pangkat("Penata Muda Tingkat I") == "III/b"
    assert golongan_of_pangkat("PEMBINA") == "IV/a"
    assert golongan_of_pangkat("Kapten") is None


def test_there_are_seventeen_golongan_from_top_to_bottom():
    assert len(GOLONGAN) == 17
    assert (GOLONGAN[0], GOLONGAN[-1]) == ("IV/e", "I/a")
    assert ESELON.index("I.a") < ESELON.index("V.b")


def test_golongan_column_is_ordered_and_the_unread_come_last(csv_file):
    values = ["III/a", "Pembina (IV/a)", "IVb", "3d", "Honorer", "II/c", "III/a"]
    reading = read_roster(column_file(csv_file, "Gol.", values))
    column = reading.roster.column("Gol.")
    assert column.kind == "ordered"
    assert column.labels == ("IV/b", "IV/a", "III/d", "III/a", "II/c", "Honorer")
    assert "'Honorer' in B6" in texts(reading, "oddity")
    assert "3 cells respelt" in texts(reading, "changed")


def test_a_rank_column_of_other_words_stays_a_category(csv_file):
    reading = read_roster(column_file(csv_file, "Rank", ["gold", "silver", "gold", "III/a"]))
    assert reading.roster.column("Rank").kind == "category"


def test_pangkat_words_are_ordered_by_their_golongan(csv_file):
    values = ["Penata", "Pembina", "Penata Muda", "Pembina Tk. I", "Penata"]
    column = read_roster(column_file(csv_file, "Pangkat", values)).roster.column("Pangkat")
    assert column.labels == ("Pembina Tk. I", "Pembina", "Penata", "Penata Muda")


def test_eselon_column_is_ordered_with_other_words_after(csv_file):
    values = ["IIIa", "II.b", "Staf", "IV/a", "Fungsional", "-"]
    reading = read_roster(column_file(csv_file, "Eselon", values))
    column = reading.roster.column("Eselon")
    assert column.kind == "ordered"
    assert column.labels == ("II.b", "III.a", "IV.a", "Fungsional", "Staf")


# Numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "numbers"),
    [
        (["3,5", "4", "2,25"], [3.5, 4, 2.25]),
        (["3.5", "4", "-2.25"], [3.5, 4, -2.25]),
        (["1.234.567", "2.000", "3,5"], [1234567, 2000, 3.5]),
        (["1,234,567", "2,000", "3.5"], [1234567, 2000, 3.5]),
        (["3,125", "4,5", "1"], [3.125, 4.5, 1]),
        (["1", "5", "3"], [1, 5, 3]),
    ],
)
def test_number_texts(csv_file, values, numbers):
    column = read_roster(column_file(csv_file, "Nilai", values)).roster.column("Nilai")
    assert column.kind == "number"
    np.testing.assert_allclose(column.numbers, numbers)


def test_marks_that_may_be_thousands_or_decimals_are_not_guessed(csv_file):
    reading = read_roster(column_file(csv_file, "Nilai", ["1.234", "2.500", "3.750"]))
    assert reading.roster.column("Nilai").kind == "category"
    assert "may mean thousands or decimals" in texts(reading, "oddity")


def test_codes_with_leading_zeros_are_no_numbers(csv_file):
    column = read_roster(column_file(csv_file, "Kelas", ["007", "008", "007"])).roster.column(
        "Kelas"
    )
    assert column.kind == "category"


def test_a_few_cells_that_are_no_numbers_are_named_and_made_blank(csv_file):
    values = [*map(str, range(40, 55)), "lima puluh"]
    reading = read_roster(column_file(csv_file, "Nilai", values))
    assert reading.roster.column("Nilai").kind == "number"
    assert "B17 ('lima puluh')" in texts(reading, "changed")


def test_many_cells_that_are_no_numbers_make_a_category(csv_file):
    values = ["1", "2", "tinggi", "rendah"]
    reading = read_roster(column_file(csv_file, "Nilai", [*values, "3"]))
    assert reading.roster.column("Nilai").kind == "category"
    assert "no number: B4, B5" in texts(reading, "oddity")


def test_age_may_carry_its_unit(csv_file):
    column = read_roster(column_file(csv_file, "Usia", ["45 tahun", "50 th", "38"])).roster.column(
        "Usia"
    )
    np.testing.assert_allclose(column.numbers, [45, 50, 38])


# Dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [
        "05/06/1983", "05-06-83", "5.6.1983", "5 Juni 1983", "5 June 1983", "5-Jun-83",
        "June 5, 1983", "Malang, 05-06-1983", "Malang / 5 Juni 1983", "1983-06-05",
        "1983-06-05 00:00:00", "30472", 30472, 30472.0, dt.date(1983, 6, 5),
        dt.datetime(1983, 6, 5, 10), "05 JUNI 1983", "05061983x 5 Juni 1983",
    ],
)  # fmt: skip
def test_dates_as_people_write_them(cell):
    assert read_date(cell, today=ON) == dt.date(1983, 6, 5)


@pytest.mark.parametrize("cell", ["31/02/1983", "Malang", "1983", "", 12, "5 Foo 1983", "99/99/99"])
def test_what_is_no_date(cell):
    assert read_date(cell, today=ON) is None


def test_the_century_of_two_digits_makes_nobody_younger_than_ten():
    assert read_date("05-06-05", today=ON) == dt.date(2005, 6, 5)
    assert read_date("05-06-20", today=ON) == dt.date(1920, 6, 5)


def test_age_counts_full_years():
    assert years_at(dt.date(1983, 6, 1), ON) == 42
    assert years_at(dt.date(1983, 6, 2), ON) == 41


def test_birth_dates_become_text_and_an_age_column(csv_file):
    values = ["05/06/1983", "Malang, 1 Mei 1980", "1990-12-31", "entah"]
    reading = read_roster(column_file(csv_file, "Tgl Lahir", values), on=ON)
    born, age = reading.roster.column("Tgl Lahir"), reading.roster.column("Usia")
    assert [born.value(k) for k in range(4)] == ["1983-06-05", "1980-05-01", "1990-12-31", ""]
    np.testing.assert_allclose(age.numbers, [41, 45, 34, np.nan])
    assert "B5 'entah'" in texts(reading, "changed")
    assert "full years on 2025-06-01" in texts(reading, "guess")
    assert reading.roles["Usia"] == "age"


def test_real_dates_and_serials_in_a_workbook(workbook):
    rows = [["Name", "Birth date"], ["Adi", dt.datetime(1983, 6, 5)], ["Budi", 30472]]
    reading = read_roster(workbook(rows), on=ON)
    np.testing.assert_allclose(reading.roster.column("Age").numbers, [41, 41])


def test_no_age_is_worked_out_where_there_is_one(csv_file):
    reading = read_roster(csv_file("Nama;Tgl Lahir;Umur\nAdi;05/06/1983;40\n"), on=ON)
    assert [c.name for c in reading.roster.columns] == ["Nama", "Tgl Lahir", "Umur"]


def test_american_dates_are_read_so_if_nothing_else_fits(csv_file):
    reading = read_roster(column_file(csv_file, "DOB", ["06/25/1983", "03/04/1980"]), on=ON)
    assert reading.roster.column("DOB").labels == ("1983-06-25", "1980-03-04")
    assert "month/day/year" in texts(reading, "guess")


# Kinds ----------------------------------------------------------------------------------------


def test_nearly_distinct_text_is_text_and_the_rest_labels(csv_file):
    lines = "".join(f"Orang {k}x;Jl. Mawar {k};081{k};Dinas {k % 3}\n" for k in range(20))
    roster = read_roster(csv_file("Nama;Alamat;No HP;Instansi\n" + lines)).roster
    assert [c.kind for c in roster.columns] == ["text", "text", "text", "category"]


def test_kinds_overrule_the_guess(csv_file):
    path = csv_file("Nama;Kelas;Tingkat\nAdi;1;2\nBudi;2;10\nCitra;1;2\n")
    roster = read_roster(path, kinds={"kelas": "category", "Tingkat": "ordered"}).roster
    assert roster.column("Kelas").kind == "category"
    assert roster.column("Tingkat").labels == ("10", "2")


def test_unknown_kinds_and_columns_are_refused(csv_file):
    path = csv_file("Nama;Kelas\nAdi;x\nBudi;y\n")
    with pytest.raises(InputError, match="did you mean 'number'"):
        read_roster(path, kinds={"Kelas": "numbr"})
    with pytest.raises(InputError, match="'0' is not a kind"):
        read_roster(path, kinds={"Kelas": 0})
    with pytest.raises(InputError, match="did you mean 'Kelas'"):
        read_roster(path, kinds={"Kelass": "number"})
    with pytest.raises(InputError, match="no cell is a number: 'x', 'y'"):
        read_roster(path, kinds={"Kelas": "number"})
