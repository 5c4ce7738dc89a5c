"""What parts the cells of a text: all evidence counts; bare delimiters inside texts are seen."""

from __future__ import annotations

import pytest

from grouping.files.read import read_roster
from grouping.files.read.delimiter import likely_delimiter

PEOPLE = [
    ("Adi Satu, S.E., M.M.", "Dinas A"),
    ("Budi Dua, S.Kom., M.T.", "Dinas B"),
    ("Citra Tiga, S.H., M.H.", "Dinas A"),
    ("Dewi Empat, S.Pd., M.Pd.", "Dinas C"),
]
NAMES = tuple(name for name, _agency in PEOPLE)


@pytest.mark.parametrize("sign", [";", "\t", "|"])
@pytest.mark.parametrize("head", [("Nama", "Instansi"), ("Kolom Satu", "Kolom Dua")])
def test_bare_commas_in_titles_do_not_part_cells(csv_file, sign, head):
    text = "\n".join(sign.join(row) for row in [head, *PEOPLE])
    reading = read_roster(csv_file(text, name="list.txt"), name=head[0])
    assert reading.roster.names == NAMES
    assert [c.name for c in reading.roster.columns] == list(head)


def test_bare_commas_in_a_comma_file_are_put_together_again_and_said(csv_file):
    lines = ["Nama,Instansi,Usia"]
    lines += [f"{name},{agency},{30 + k}" for k, (name, agency) in enumerate(PEOPLE)]
    lines += ["Eka Lima,Dinas A,34", "Fajar Enam,Dinas Pemuda, Olahraga dan Pariwisata,35"]
    reading = read_roster(csv_file("\n".join(lines)))
    assert reading.roster.names == (*NAMES, "Eka Lima", "Fajar Enam")
    agency = reading.roster.column("Instansi")
    assert agency.value(5) == "Dinas Pemuda, Olahraga dan Pariwisata"
    assert any(n.kind == "changed" and "pieces were put together" in n.text for n in reading.notes)


def test_a_row_that_was_cut_nobody_knows_where_is_said_first(csv_file):
    text = "Nama,Instansi,Usia\nAdi,Dinas A,30\nBudi,Dinas Satu,Dinas Dua,31\nCitra,Dinas B,32\n"
    reading = read_roster(csv_file(text))
    assert any(n.kind == "unsure" and "row 3 has more cells" in n.text for n in reading.notes)


def test_a_blank_before_a_quotation_mark_is_no_part_of_the_cell(csv_file):
    text = 'No, "Nama", "Usia"\n1, "Adi Satu, S.E.", 30\n2, "Budi Dua, S.E.", 31\n'
    reading = read_roster(csv_file(text))
    assert reading.roster.names == ("Adi Satu, S.E.", "Budi Dua, S.E.")
    assert [c.name for c in reading.roster.columns] == ["Nama", "Usia"]


def test_a_quotation_mark_inside_a_cell_stays(csv_file):
    reading = read_roster(csv_file('Nama,Instansi\nAdi "Didi" Satu,A\nBudi,B\n'))
    assert reading.roster.names[0] == 'Adi "Didi" Satu'


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Nama\nAdi, S.E.\nBudi, S.H.\n", ""),
        ("Nama;Jabatan;L/P\nDr. Adi, S.E., M.M., Ak.;Kasi;L\nBudi, S.E., M.M., Ak.;Kasi;L\n", ";"),
        ("Name,Times\nAdi,8AM;9AM;10AM\nBudi,8AM;9AM;11AM\n", ","),
        ('Name,Mail\n"Santosa, Adi",a@b.example\n', ","),
    ],
)
def test_the_delimiter_that_explains_header_and_rows_is_taken(text, sign):
    assert likely_delimiter(text) == sign
