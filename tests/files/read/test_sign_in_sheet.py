"""Sign-in sheets as they are at the door: who is here, who is not, and what is unclear."""

import openpyxl
import pytest

from grouping import InputError
from grouping.files.repair_files import read_absent
from tests.solving.repair.crews import people

ONE, DAYS = ["round 1"], ["Hari 1", "Hari 2"]


def absent(tmp_path, text, names=ONE, n=8):
    path = tmp_path / "hadir.csv"
    path.write_text(text, encoding="utf-8")
    return read_absent(path, people(n), names)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("A1;Hadir\nA2;Sakit\n", {"p2"}),  # no header at all
        ("Nama;Status\nA1;Hadir\nA2;Izin\nA3;Hadir\n", {"p2"}),
        ("No;Nama;Hadir\n1;A1;v\n2;A2;\n3;A3;✓\n", {"p2"}),
        ("Nama;Hadir\nA1;TRUE\nA2;FALSE\n", {"p2"}),
        ("Nama;Tanda Tangan\nA1;x\nA2;\n", {"p2"}),
        ("Nama;Tidak Hadir\nA1;\nA2;ya\nA3;tidak\n", {"p2"}),
        ("Nama;Absensi\nA1;H\nA2;S\nA3;A\n", {"p2", "p3"}),
        ("Nama;RSVP\nA1;yes\nA2;no\n", {"p2"}),
        ("No;Nama;Keterangan\n1;A1;\n2;A2;Dinas luar\n3;A3;kursi roda\n", {"p2"}),
        ("Nama;JK;Status\nA1;P;Hadir\nA2;L;Tidak hadir\n", {"p2"}),
    ],
)
def test_a_status_says_who_is_absent_and_who_is_here_is_not(tmp_path, text, gone):
    assert set(absent(tmp_path, text).rounds) == gone


def test_columns_of_the_rounds_say_which_rounds_are_missed(tmp_path):
    read = absent(tmp_path, "Nama;Hari 1;Hari 2\nA1;v;v\nA2;v;\nA3;;\n", DAYS)
    assert read.rounds == {"p2": [2], "p3": []}


def test_what_a_blank_was_taken_for_is_said(tmp_path):
    read = absent(tmp_path, "Nama;Hadir\nA1;v\nA2;\nA3;v\n")
    assert any("1 blank" in note and "absent" in note for note in read.notes)
    read = absent(tmp_path, "Nama;Status\nA1;Sakit\nA2;\nA3;\n")
    assert set(read.rounds) == {"p1"}
    assert any("2 blanks" in note and "mean here" in note for note in read.notes)


def test_titles_above_and_rows_below_a_sheet_name_nobody_and_are_told(tmp_path):
    text = "DAFTAR HADIR;;\nNo;Nama;Hadir\n1;A1;v\n2;A2;\n3;;\n;;Panitia\n"
    read = absent(tmp_path, text)
    assert set(read.rounds) == {"p2"}
    assert any("rows 5, 6" in note for note in read.notes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Nama;Status\nA1;Hadir\nA2;Sakit\nA3;\n", "some 'absent', and some are blank"),
        ("Nama;Status\nA1;v\nA2;\n", "a tick may mean here or absent"),
        ("Nama;Penting\nA1;v\nA2;\n", "a tick may mean here or absent"),
        ("Nama;Status;Ket\nA1;Hadir;Sakit\nA2;Hadir;\n", "both 'Hadir', 'Sakit'"),
        ("Nama\n" + "".join(f"A{k}\n" for k in range(8)), "names 8 of 8 people"),
        ("Nama;Hadir\nA1;v\nSiapa Ini;v\n", "nobody is called 'Siapa Ini'"),
    ],
)
def test_a_sheet_that_can_be_read_in_two_ways_is_refused(tmp_path, text, said):
    with pytest.raises(InputError, match=said):
        absent(tmp_path, text)


def test_a_workbook_with_ticked_boxes_is_a_sign_in_sheet_too(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Nama", "Hadir"], ["A1", True], ["A2", False], ["A3", True]):
        book.active.append(row)
    book.save(tmp_path / "hadir.xlsx")
    assert set(read_absent(tmp_path / "hadir.xlsx", people(6), ONE).rounds) == {"p2"}
