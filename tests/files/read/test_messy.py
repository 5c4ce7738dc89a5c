"""Files as facilitators send them: read right, or refused with the cell; nothing silently."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from grouping.errors import InputError
from grouping.files.read import Reading, read_roster
from tests.files.read import messy

ON = dt.date(2025, 6, 1)


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Reading]:
    """Return a function that writes a messy file and reads it."""
    return lambda make, **how: read_roster(make(tmp_path), on=ON, **how)


def said(reading: Reading, kind: str) -> str:
    return "\n".join(str(note) for note in reading.notes if note.kind == kind)


def values(reading: Reading, column: str) -> list[str]:
    return [reading.roster.column(column).value(i) for i in range(reading.roster.n)]


def test_below_a_letterhead_the_people_are_read_and_nothing_else(read):
    reading = read(messy.with_letterhead)
    assert reading.roster.names == (
        "Dra. Sri Contoh, M.Si", "Agus Contoh", "Budi Contoh", "Citra Contoh",
    )  # fmt: skip
    assert reading.roster.ids[0] == "197001012000032001"
    assert values(reading, "Unit Kerja") == ["Bagian Umum"] * 2 + ["Dinas Sosial"] * 2
    assert values(reading, "Gol/Ruang") == ["IV/b", "III/d", "III/c", "III/b"]
    assert values(reading, "L/P") == ["P", "L", "L", "P"]
    assert "Penanda Tangan" in said(reading, "dropped")
    assert reading.account.people == (8, 9, 12, 14)
    assert reading.account.header == (4, 5)
    assert reading.account.skipped == (1, 2, 6, 7, 10, 11, 15, 17, 18, 19, 20)
    assert reading.account.changed == (9, 12, 14)


def test_semicolons_old_letters_and_decimal_commas_are_understood(read):
    reading = read(messy.from_an_old_program)
    assert reading.roster.names == ("André Contoh", "Béla Contoh, S.E., M.M.", "“Cik” Contoh")
    assert reading.roster.column("INSTANSI").counts() == {
        "Dinas Pemuda, Olahraga dan Pariwisata": 3
    }
    np.testing.assert_allclose(reading.roster.column("NILAI").numbers, [78.5, 80, 61.25])
    assert "Windows-1252" in said(reading, "guess")
    assert "the comma was read as decimal mark" in said(reading, "guess")


def test_hurt_numbers_are_named_by_cell_and_give_no_age_and_no_key(read):
    reading = read(messy.with_hurt_numbers)
    assert reading.roster.ids == tuple("123456789")
    odd = said(reading, "oddity")
    assert "2 ids damaged by a spreadsheet, which keeps 15 digits only: B4, B5" in odd
    assert "B6 '19871009201001100' (17 digits instead of 18)" in odd
    assert "B7 '198813102010011006' (begins with no date of birth)" in odd
    assert values(reading, "Usia") == ["41", "40", "", "", "", "", "35", "35", "33"]
    assert values(reading, "Jenis Kelamin") == ["L", "P", "", "", "", "", "L", "P", "L"]
    assert reading.roles["Usia"] == "age"
    assert reading.roles["Jenis Kelamin"] == "gender"
    assert "blank there: rows 4, 5, 6, 7" in odd


def test_what_differs_from_the_nip_is_named_by_cell_and_kept(read):
    reading = read(messy.that_contradicts_itself)
    odd = said(reading, "oddity")
    assert odd.count("the cell was kept") == 3
    assert "row 4: the NIP in B4 says born 13 April 1973, C4 says 15 June 1983" in odd
    assert "row 7: the NIP in B7 is that of a man, D7 says 'P'" in odd
    assert "row 8: the NIP in B8 says born 17 August 1977, E8 says 29 years" in odd
    assert values(reading, "Tgl Lahir")[2] == "1983-06-15"
    assert values(reading, "JK")[5] == "P"
    assert values(reading, "Usia")[6] == "29"


def test_spellings_of_agencies_are_proposed_with_counts_and_kept_apart(read):
    reading = read(messy.with_agencies_in_many_spellings)
    assert len(reading.roster.column("Perangkat Daerah").labels) == 18
    proposed = {(one.old, one.new, one.counts) for one in reading.proposals}
    public_works = "Dinas Pekerjaan Umum dan Penataan Ruang"
    assert proposed == {
        ("Kec. Utara", "Kecamatan Utara", (1, 3)),
        ("Setda", "Sekretariat Daerah", (1, 2)),
        ("Dinas PUPR", public_works, (1, 1)),
        ("Dinas Pekerjaan Umum & Penataan Ruang", public_works, (1, 1)),
        ("Diskominfo", "Dinas Komunikasi dan Informatika", (1, 1)),
        ("Dinas Kesehatn", "Dinas Kesehatan", (1, 1)),
        ("DSP3A", "Dinas Sosial, Pemberdayaan Perempuan, Perlindungan Anak", (1, 1)),
        ("Satpol PP", "Satuan Polisi Pamong Praja", (1, 1)),
    }
    assert "'Kec. Utara' (1) and 'Kecamatan Utara' (3)" in said(reading, "oddity")


def test_accepted_proposals_are_merged_and_said(read):
    reading = read(messy.with_agencies_in_many_spellings, accept_merges=True)
    counts = reading.roster.column("Perangkat Daerah").counts()
    assert len(counts) == 10
    assert counts["Kecamatan Utara"] == 4
    assert counts["Dinas Pekerjaan Umum dan Penataan Ruang"] == 3
    assert not reading.proposals
    assert "8 cells merged" in said(reading, "changed")
    assert {4, 8, 10, 11}.intersection(reading.account.changed) == {4, 8, 10, 11}


def test_birth_dates_are_read_in_all_the_usual_ways_or_named(read):
    reading = read(messy.with_dates_of_all_kinds)
    assert values(reading, "TTL") == ["1983-06-05"] * 8 + ["", ""]
    assert values(reading, "Usia") == ["41"] * 8 + ["", ""]
    assert "B10 '31/02/1983', B11 '05/06/2183'" in said(reading, "changed")


def test_ranks_in_words_and_codes_become_one_order(read):
    reading = read(messy.with_ranks_in_words)
    assert reading.roster.column("Pangkat/Gol.").labels == (
        "IV/c", "IV/b", "IV/a", "III/d", "III/c", "III/b", "III/a", "PPPK IX",
    )  # fmt: skip
    assert reading.roster.column("Eselon").labels == (
        "II.b", "JPT Pratama", "III.a", "III.b", "Administrator", "IV.a", "IV.b",
    )  # fmt: skip
    assert "'JPT Pratama' = II, 'Administrator' = III" in said(reading, "guess")
    assert "grades of PPPK ranked beside" in said(reading, "guess")


def test_of_several_tables_and_sheets_the_fullest_is_read_and_the_others_are_named(read):
    reading = read(messy.with_two_tables_and_a_hidden_sheet)
    assert reading.roster.names == tuple(f"Peserta {c}" for c in "ABCDEFGH")
    assert [c.name for c in reading.roster.columns] == ["Nama", "Instansi", "Gol"]
    guess = said(reading, "guess")
    assert "not read: 'Formulir', '2024' (hidden)" in guess
    assert "header in row 14, 3 rows" in said(reading, "unsure")
    assert "header_row = 14" in said(reading, "unsure")
    assert reading.account.skipped == (1, 13, 14, 15, 16, 17)


def test_a_list_in_two_blocks_is_refused_with_both_cells(read):
    with pytest.raises(InputError, match="both B1 and F1 are names"):
        read(messy.with_tables_side_by_side)


def test_repeats_are_left_out_and_remarks_of_absence_are_said(read):
    reading = read(messy.with_repeats_and_remarks)
    assert reading.roster.n == 6
    dropped, odd = said(reading, "dropped"), said(reading, "oddity")
    assert "row 4: 'Adi Contoh' with id 198001012005011001 stands in row 2 already" in dropped
    assert "2 people are called 'Budi Contoh'" in odd
    away = said(reading, "unsure")
    assert "2 people may not come: 'Budi Contoh' (F3 'Izin'), 'Citra Contoh' (F5" in away
    assert '--absent "198102022006011002; 198203032007012003 = 1"' in away
    assert "Dewi" not in odd
    assert "2 cells blank, in rows 5, 7" in odd


@pytest.mark.parametrize("cells", ["E5, E7"])
def test_blanks_are_refused_by_cell_where_the_plan_says_so(read, cells):
    with pytest.raises(InputError, match=f"2 cells are blank: {cells}"):
        read(messy.with_repeats_and_remarks, blanks={"instansi": "error"})


def test_one_number_for_two_people_is_refused_with_both_rows(read):
    with pytest.raises(InputError, match="'Adi Contoh' in row 2 and 'Budi Contoh' in row 3"):
        read(messy.with_one_number_for_two)


def test_no_row_of_a_messy_file_is_forgotten(tmp_path):
    for make in messy.ALL:
        try:
            account = read_roster(make(tmp_path), on=ON).account
        except InputError:
            continue
        parts = (account.people, account.header, account.skipped, account.empty)
        rows = sorted(row for part in parts for row in part)
        assert rows == list(range(1, len(rows) + 1)), make.__name__
