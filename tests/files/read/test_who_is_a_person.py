"""Rows that look like totals, headings or blanks and are people, and the other way round."""

from __future__ import annotations

import pytest

from grouping.errors import InputError
from grouping.files.read import read_roster


def unsure(reading) -> str:
    return "\n".join(str(note) for note in reading.notes if note.kind == "unsure")


def listed(*rows: str) -> str:
    return "\n".join(rows)


@pytest.mark.parametrize("name", ["Sum Wei Ling", "Max Lund", "Min Jun Ho", "Total Wijaya"])
def test_whoever_has_what_people_have_is_a_person_whatever_the_name(csv_file, name):
    rows = [f"Orang {c},Dinas {c},{30 + k}" for k, c in enumerate("ABCDEF")]
    text = listed("Nama,Instansi,Usia", *rows, f"{name},Dinas B,41")
    assert read_roster(csv_file(text)).roster.n == 7


@pytest.mark.parametrize("name", ["Tim Baker", "Sum Wei Ling", "Group Captain Dan", "A. Rahman"])
def test_a_doubtful_name_in_a_list_of_names_is_a_person_and_said_first(csv_file, name):
    reading = read_roster(csv_file(listed("Name", "Ava", name, "Ella", "Finn", "Grace")))
    assert reading.roster.names[1] == name
    if name != "A. Rahman":
        assert "skip_rows = [3]" in unsure(reading)


def test_the_plan_decides_about_a_row(csv_file):
    path = csv_file(listed("Name", "Ava", "Tim Baker", "Kelompok 2", "Ella", "Finn"))
    assert read_roster(path).roster.names == ("Ava", "Tim Baker", "Ella", "Finn")
    assert read_roster(path, skip_rows=[3]).roster.names == ("Ava", "Ella", "Finn")
    assert "Kelompok 2" in read_roster(path, keep_rows=[4]).roster.names


@pytest.mark.parametrize(
    ("word", "ages", "marks"),
    [("Rerata", "32.5", "62.5"), ("Zzz", "195", "375"), ("Sigma", "30", "60"), ("n", "6", "6")],
)
def test_a_last_row_whose_numbers_are_those_of_the_columns_is_no_person(
    csv_file, word, ages, marks
):
    rows = [f"Orang {c}x,Dinas {c},{30 + k},{60 + k}" for k, c in enumerate("ABCDEF")]
    text = listed("Nama,Instansi,Usia,Nilai", *rows, f"{word},,{ages},{marks}")
    path = csv_file(text)
    reading = read_roster(path)
    assert reading.roster.n == 6
    assert "row 8" in unsure(reading) or "a total" in str([str(n) for n in reading.notes])
    assert read_roster(path, keep_rows=[8]).roster.n == 7


def test_a_late_person_with_few_cells_is_never_taken_for_a_sum(csv_file):
    rows = [f"Orang {c}x,Dinas {c},{30 + k}" for k, c in enumerate("ABCDEF")]
    for age in ("33", "35", "61", ""):
        text = listed("Nama,Instansi,Usia", *rows, f"Budi Terlambat,,{age}")
        assert read_roster(csv_file(text)).roster.names[-1] == "Budi Terlambat"


def test_rows_filled_beforehand_are_nobody_and_one_line(workbook):
    people = [[f"Orang {c}", "Dinas A", True, False] for c in "ABCDEFG"]
    blank = [[None, None, False, False] for _ in range(40)]
    reading = read_roster(workbook([["Nama", "Instansi", "Hari 1", "Hari 2"], *people, *blank]))
    assert reading.roster.n == 7
    said = [n for n in reading.notes if n.kind == "dropped"]
    assert len(said) == 1
    assert "rows 9-48" in said[0].text


def test_rows_with_the_age_of_nobody_are_nobody(workbook):
    people = [[k + 1, f"Orang {c}", "Dinas A", 30 + k] for k, c in enumerate("ABCDEFG")]
    blank = [[k, None, "(pilih)", 126] for k in range(8, 30)]
    reading = read_roster(workbook([["No", "Nama", "Instansi", "Usia"], *people, *blank]))
    assert reading.roster.n == 7


def test_a_counter_that_runs_on_is_one_line(workbook):
    people = [[k + 1, f"Orang {c}", "Dinas A"] for k, c in enumerate("ABCDEFG")]
    blank = [[k, None, None] for k in range(8, 500)]
    reading = read_roster(workbook([["No", "Nama", "Instansi"], *people, *blank]))
    assert reading.roster.n == 7
    assert len([n for n in reading.notes if n.kind == "dropped"]) == 2  # and the counter itself


def test_a_first_row_of_small_numbers_is_a_person_where_all_are_numbers(csv_file):
    lines = [f"{k},{k % 4 + 1},{k % 3},{k % 5}" for k in range(2, 12)]
    reading = read_roster(csv_file(listed("ID,Skill,Year,Preference", "1,2,3,4", *lines)))
    assert reading.roster.n == 11
    assert reading.roster.ids[0] == "1"


def test_a_gradebook_has_neither_its_points_nor_its_test_student(csv_file):
    rows = [f'"Keluarga {c}, Orang",4001{k},S{k},{k}.00' for k, c in enumerate("ABCDEF")]
    head = "Student,ID,SIS User ID,Essay (88)"
    points = "    Points Possible,,,10.00"
    text = listed(head, points, *rows, '"Student, Test",49999,,0.00')
    reading = read_roster(csv_file(text))
    assert reading.roster.n == 6
    assert reading.roster.ids[0] == "40010"
    assert reading.roster.names[0] == "Keluarga A, Orang"


def test_two_siblings_with_one_id_are_never_one_person(csv_file):
    rows = [f'"Keluarga {c}, Orang",500{k}' for k, c in enumerate("ABCDEF")]
    text = listed("Student,ID", *rows, '"Siregar, Lestari",5011', '"Siregar, Made",5011')
    with pytest.raises(
        InputError, match="'Siregar, Lestari' in row 8 and 'Siregar, Made' in row 9"
    ):
        read_roster(csv_file(text))


@pytest.mark.parametrize("second", [[1, 2, 3], ["S", "M", "L"], ["2/12", "3/12", "4/12"]])
def test_a_second_header_line_of_numbers_letters_or_dates_is_no_person(workbook, second):
    rows = [
        ["No", "Nama", "Hadir Hari Ke", None, None, "Instansi"],
        [None, None, *second, None],
        *([k + 1, f"Orang {c}", "v", None, "v", "Dinas A"] for k, c in enumerate("ABCD")),
    ]
    for merged in ((), [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 4), (0, 5, 1, 5)]):
        reading = read_roster(workbook(rows, merged=merged))
        assert reading.roster.n == 4
        names = [c.name for c in reading.roster.columns]
        assert f"Hadir Hari Ke {second[0]}" in names
        assert "Instansi" in names


def test_ticks_below_l_and_p_are_one_column_of_sex(workbook):
    rows = [
        ["No", "Nama", "Jenis Kelamin", None, "Instansi"],
        [None, None, "L", "P", None],
        [1, "Orang A", "v", None, "Dinas A"],
        [2, "Orang B", None, "v", "Dinas A"],
        [3, "Orang C", None, "√", "Dinas B"],
        [4, "Orang D", "v", "v", "Dinas B"],
    ]
    reading = read_roster(workbook(rows, merged=[(0, 2, 0, 3)]))
    sex = reading.roster.column("Jenis Kelamin")
    assert [sex.value(i) for i in range(4)] == ["L", "P", "P", ""]
    assert reading.roles["Jenis Kelamin"] == "gender"
    assert "ticked more than once" in unsure(reading)


def test_a_header_over_name_and_nip_is_one_header(workbook):
    rows = [
        ["No", "Nama / NIP", None, "Jenis Kelamin", "Instansi"],
        [None, "Nama", "NIP", "(L/P)", None],
        [1, "Orang A", "198001012005011001", "L", "Dinas A"],
        [2, "Orang B", "198102022005012002", "P", "Dinas B"],
    ]
    reading = read_roster(workbook(rows, merged=[(0, 1, 0, 2)]))
    assert reading.roster.n == 2
    assert reading.roster.ids == ("198001012005011001", "198102022005012002")
    assert reading.roster.column("Jenis Kelamin (L/P)").labels == ("L", "P")


@pytest.mark.parametrize("with_header", [True, False])
def test_two_rows_a_person_are_one_person(workbook, with_header):
    rows: list[list[object]] = [["No", "Nama", "Pangkat", "Instansi"]]
    if with_header:
        rows.append([None, "NIP", "Golongan", None])
    else:
        rows[0][1] = "Nama / NIP"
    merged = []
    for k, c in enumerate("ABCDE"):
        top = len(rows)
        rows.append([k + 1, f"Orang {c}", "Penata", f"Dinas {c}"])
        rows.append([None, f"198{k}0101 200501 1 00{k + 1}", "III/c", None])
        merged += [(top, 0, top + 1, 0), (top, 3, top + 1, 3)]
    reading = read_roster(workbook(rows, merged=merged))
    assert reading.roster.names == tuple(f"Orang {c}" for c in "ABCDE")
    assert reading.roster.ids[0] == "198001012005011001"
    assert "Instansi" in [c.name for c in reading.roster.columns]
    assert reading.roles.get("NIP") == "id"


def test_a_name_like_a_total_with_a_sex_or_a_birth_is_a_person(csv_file):
    rows = "".join(
        f"Orang {k},{'LP'[k % 2]},{60 + k},{k + 1:02}/05/1980,Dinas Sosial\n" for k in range(9)
    )
    text = f"Nama,L/P,Nilai,Tgl Lahir,Instansi\n{rows}Sum Wei Ling,P,57,13/08/1982,\n"
    assert "Sum Wei Ling" in read_roster(csv_file(text)).roster.names
    text = f"Nama,L/P,Nilai,Tgl Lahir,Instansi\n{rows}Sum,,576,,\n"
    assert read_roster(csv_file(text)).roster.n == 9
