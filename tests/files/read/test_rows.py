"""People are kept; footers, totals, bands and repeated headers are left out and said."""

from __future__ import annotations

from pathlib import Path

import pytest

from grouping.errors import InputError
from grouping.files.read import read_roster

HEAD = ["No", "Nama", "NIP", "Jabatan", "Instansi"]


def person(k: int, agency: str | None = "Dinas A") -> list[object]:
    return [k, f"Orang {'ABCDEFGHIJ'[k - 1]}", f"1983060520100110{k:02d}", "Kepala", agency]


def dropped(reading) -> dict[str, str]:
    return {n.where: n.text for n in reading.notes if n.kind == "dropped"}


def test_agency_merged_downwards_is_filled_and_said(workbook):
    rows = [HEAD, person(1), person(2, None), person(3, None), person(4, "Dinas B")]
    reading = read_roster(workbook(rows, merged=[(1, 4, 3, 4)]))
    agency = reading.roster.column("Instansi")
    assert [agency.value(k) for k in range(4)] == ["Dinas A"] * 3 + ["Dinas B"]
    assert any("E3, E4" in n.text for n in reading.notes)


def test_a_person_merged_over_two_rows_is_one_person(workbook):
    rows = [HEAD, person(1), [], person(2), []]
    merged = [(top, c, top + 1, c) for top in (1, 3) for c in range(5)]
    assert read_roster(workbook(rows, merged=merged)).roster.n == 2


def test_blank_as_above_is_not_guessed_but_said(workbook):
    rows = [
        HEAD,
        person(1),
        person(2, None),
        person(3, None),
        person(4, None),
        person(5, "Dinas B"),
    ]
    reading = read_roster(workbook(rows))
    assert int(reading.roster.column("Instansi").blank.sum()) == 3
    assert any("same as above" in n.text for n in reading.notes)


def test_totals_and_footer_are_left_out_with_row_and_text(workbook):
    rows = [
        HEAD,
        person(1),
        person(2),
        ["Jumlah", None, None, None, 2],
        [],
        [None, None, None, "Malang, 5 Juni 2025"],
        [None, "Mengetahui,", None, "Kepala Badan"],
        [],
        [None, None, None, "Drs. Umpama Saja, M.Si"],
        [None, None, None, "NIP. 19650101 199001 1 001"],
    ]
    reading = read_roster(workbook(rows))
    assert reading.roster.n == 2
    said = dropped(reading)
    assert set(said) >= {"row 4", "row 6", "row 7", "row 9", "row 10"}
    assert "Jumlah" in said["row 4"]
    assert "Umpama" in said["row 9"]


def test_signer_below_the_name_column_is_not_a_person(workbook):
    rows = [
        ["Nama", "NIP", "Instansi"],
        ["Adi", "11", "Dinas A"],
        ["Budi", "12", "Dinas B"],
        [],
        ["Mengetahui,"],
        ["Kepala Badan"],
        ["Drs. Umpama Saja"],
        ["NIP. 19650101 199001 1 001"],
    ]
    assert read_roster(workbook(rows)).roster.names == ("Adi", "Budi")


def test_bands_between_the_rows_are_left_out_and_said(workbook):
    rows = [HEAD, ["SEKRETARIAT"], person(1), [None, "DINAS SOSIAL"], person(2)]
    reading = read_roster(workbook(rows))
    assert reading.roster.n == 2
    assert "SEKRETARIAT" in dropped(reading)["row 2"]
    assert "DINAS SOSIAL" in dropped(reading)["row 4"]


def test_lettered_bands_are_left_out_and_said(workbook):
    rows = [HEAD, ["A.", "DINAS SOSIAL"], person(1), ["II", "DINAS AIR"], person(2)]
    reading = read_roster(workbook(rows))
    assert reading.roster.n == 2
    assert "DINAS AIR" in dropped(reading)["row 4"]


def test_a_sparse_person_with_place_and_date_of_birth_is_no_footer(csv_file):
    head = "Nama;Tempat, Tgl Lahir;Jabatan;Instansi;Gol;JK\n"
    text = head + "Adi;Malang, 5 Juni 1983;Kasi;A;III/a;L\nBudi;Malang, 6 Juni 1983;;;;\n"
    assert read_roster(csv_file(text)).roster.n == 2


def test_first_and_last_names_are_joined(csv_file):
    reading = read_roster(csv_file("First name,Last name,Age\nAdi,Satu,30\nAdi,Dua,31\n"))
    assert reading.roster.names == ("Adi Satu", "Adi Dua")


def test_a_repeated_header_and_numbering_row_are_left_out(workbook):
    rows = [HEAD, [1, 2, 3, 4, 5], person(1), HEAD, [1, 2, 3, 4, 5], person(2)]
    reading = read_roster(workbook(rows))
    assert reading.roster.rows == (3, 6)
    assert "header again" in dropped(reading)["row 4"]


def test_empty_rows_between_people_are_left_out_and_counted(workbook):
    reading = read_roster(workbook([HEAD, person(1), [], [], person(2)]))
    assert reading.roster.rows == (2, 5)
    assert any("2 empty rows left out: rows 3, 4" in n.text for n in reading.notes)


@pytest.mark.parametrize("name", ["Jumlah Contoh", "Total", "Kepala Contoh", "Mengetahui", "Dinas"])
def test_whoever_has_a_name_and_an_id_is_a_person_whatever_the_name(workbook, name):
    row = [2, name, "198306052010011002", None, None]
    assert read_roster(workbook([HEAD, person(1), row])).roster.names[1] == name


def test_people_below_the_footer_are_kept(workbook):
    rows = [HEAD, person(1), ["Jumlah", None, None, None, 1], [None, "Mengetahui"], person(2)]
    assert read_roster(workbook(rows)).roster.n == 2


def test_a_row_with_only_a_name_is_kept_and_said(workbook):
    rows = [["Nama", "Instansi", "Jabatan"], ["Adi", "Dinas A", "Kepala"], ["Budi"]]
    reading = read_roster(workbook(rows))
    assert reading.roster.names == ("Adi", "Budi")
    assert any("only a name, 'Budi'" in n.text and n.where == "row 3" for n in reading.notes)


def test_the_same_person_twice_is_kept_once_with_both_rows(workbook):
    twin = [2, "ORANG  A", *person(1)[2:]]
    reading = read_roster(workbook([HEAD, person(1), twin, person(3)]))
    assert reading.roster.n == 2
    assert "row 2" in dropped(reading)["row 3"]


def test_one_id_for_two_names_is_refused_with_both_rows(workbook):
    rows = [HEAD, *(person(k) for k in range(1, 8)), [8, "Orang Lain", *person(1)[2:]]]
    with pytest.raises(InputError, match="'Orang A' in row 2 and 'Orang Lain' in row 9"):
        read_roster(workbook(rows))


def test_repeated_codes_without_names_lose_nobody(csv_file):
    lines = "".join(f"K{k % 3};{k}\n" for k in range(12))
    assert read_roster(csv_file("Kode;Nilai\n" + lines)).roster.n == 12


def test_namesakes_with_different_ids_are_both_kept_and_said(workbook):
    rows = [HEAD, person(1), [2, "Orang A", *person(2)[2:]]]
    reading = read_roster(workbook(rows))
    assert reading.roster.n == 2
    note = next(n for n in reading.notes if "people are called" in n.text)
    assert note.where == "rows 2, 3"


def test_a_row_without_name_is_kept_by_its_id(workbook):
    rows = [HEAD, person(1), [2, None, *person(2)[2:]]]
    reading = read_roster(workbook(rows))
    assert reading.roster.names[1] == reading.roster.ids[1]
    assert any("B3" in n.text for n in reading.notes)


@pytest.mark.parametrize("last", ["12,Jumlah,,", "7,TOTAL,,"])
def test_a_total_with_a_number_before_it_is_no_person(csv_file, last):
    rows = "\n".join(f"{k},Orang {k},Dinas {k % 2},L" for k in range(1, 7))
    reading = read_roster(csv_file(f"No,Nama,Instansi,L/P\n{rows}\n{last}\n"))
    assert reading.roster.n == 6
    assert any("total" in str(note) for note in reading.notes)


@pytest.mark.slow
def test_rows_of_a_large_sheet_are_accounted_for_in_one_pass(tmp_path: Path) -> None:
    # a look at all rows for each of them would take minutes here
    people = 60_000
    lines = [f"{i},Person {i},{'AB'[i % 2]}" for i in range(people)]
    path = tmp_path / "large.csv"
    path.write_text("\n".join(["id,name,group", *lines]))
    found = read_roster(path).account
    assert (len(found.people), found.skipped, found.header) == (people, (), (1,))
