"""Files of every usual kind become the same cells, and the others are refused."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest

from grouping.errors import InputError
from grouping.files.read import read_grid

TABLE = "Nama;Instansi\nAdi Contoh;Dinas Air, Tanah\nBudi Contoh;Dinas Énergi\n"
CELLS = [
    ["Nama", "Instansi"],
    ["Adi Contoh", "Dinas Air, Tanah"],
    ["Budi Contoh", "Dinas Énergi"],
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_usual_encoding_gives_the_same_cells(csv_file, encoding):
    assert read_grid(csv_file(TABLE, encoding=encoding)).rows == CELLS


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_recognised(csv_file, encoding):
    assert read_grid(csv_file(TABLE, encoding=encoding)).rows == CELLS


def test_windows_1252_is_said(csv_file):
    assert "Windows-1252" in str(read_grid(csv_file(TABLE, encoding="cp1252")).notes[0])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_usual_delimiter_is_found_and_quotes_honoured(csv_file, delimiter):
    text = "Nama,Instansi,Nilai\nAdi,'Dinas Air, Tanah; Api',3\nBudi,Dinas Angin,4\n"
    text = text.replace(",", delimiter).replace(delimiter + " Tanah", ", Tanah").replace("'", '"')
    rows = read_grid(csv_file(text)).rows
    assert rows[1] == ["Adi", "Dinas Air, Tanah; Api", "3"]


def test_decimal_commas_do_not_win_over_semicolons(csv_file):
    text = "Nama;Nilai\n" + "".join(f"Orang {k};{k},5\n" for k in range(20))
    assert read_grid(csv_file(text)).rows[1] == ["Orang 0", "0,5"]


def test_windows_line_ends_and_line_breaks_in_quotes(csv_file):
    rows = read_grid(csv_file('Nama,Alamat\r\nAdi,"Jalan\r\nSatu"\r\nBudi,Jalan Dua\r\n')).rows
    assert len(rows) == 3
    assert rows[2][0] == "Budi"


def test_sep_line_of_excel_is_obeyed_and_not_a_row(csv_file):
    rows = read_grid(csv_file("sep=|\nNama|Nilai, a\nAdi|1, 2\n")).rows
    assert rows == [["Nama", "Nilai, a"], ["Adi", "1, 2"]]


def test_lines_quoted_whole_are_cut_again(csv_file):
    text = '"Nama,NIP,Instansi"\n"Adi,1,""Dinas A, B"""\n"Budi,2,Dinas C"\n'
    grid = read_grid(csv_file(text))
    assert grid.rows[1] == ["Adi", "1", "Dinas A, B"]
    assert "quoted" in grid.notes[0].text


def test_a_lone_column_of_names_is_not_cut_at_academic_titles(csv_file):
    rows = read_grid(csv_file("Nama\nAdi Contoh, S.E.\nBudi Contoh, M.Si\n")).rows
    assert rows == [["Nama"], ["Adi Contoh, S.E."], ["Budi Contoh, M.Si"]]


def test_an_open_quotation_mark_is_refused_with_its_row(csv_file):
    with pytest.raises(InputError, match="row 3: a quotation mark"):
        read_grid(csv_file('Nama,Nilai\nAdi,1\n"Budi,2\nCitra,3\n'))


def test_row_numbers_are_those_of_the_sheet_when_it_starts_lower(workbook):
    rows = read_grid(workbook([[], [], [None, None, "Nama"], [None, None, "Adi"]])).rows
    assert rows[2][2] == "Nama"
    assert rows[3] == [None, None, "Adi"]


def test_workbook_cells_become_plain_python_values(workbook):
    rows = read_grid(workbook([[5, 2.5, True, dt.datetime(1983, 6, 5), "teks", "  "]])).rows
    assert rows[0][:5] == [5, 2.5, True, dt.date(1983, 6, 5), "teks"]
    assert isinstance(rows[0][0], int)


def test_open_document_sheets_are_read(tmp_path):
    cells = [["Nama", "Usia"], ["Adi", 41]]
    kinds = {str: 'office:value-type="string"', int: 'office:value-type="float" office:value="{}"'}
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f"<table:table-cell {kinds[type(v)].format(v)}><text:p>{v}</text:p></table:table-cell>"
            for v in row
        )
        + "</table:table-row>"
        for row in cells
    )
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{names}office:1.0"'
        f' xmlns:table="{names}table:1.0" xmlns:text="{names}text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Peserta">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "list.ods"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", content)
        book.writestr("META-INF/manifest.xml", "<manifest/>")
    grid = read_grid(path)
    assert (grid.sheet, grid.rows) == ("Peserta", cells)


def test_merged_ranges_are_kept(workbook):
    assert read_grid(workbook([["a", "b"], [None, "c"]], merged=[(0, 0, 1, 0)])).merged == (
        (0, 0, 1, 0),
    )


def test_the_fullest_visible_sheet_is_taken_and_the_others_named(workbook):
    small, large = [["x"]], [["a", "b"], ["c", "d"]]
    path = workbook({"Rekap": small, "Peserta": large, "Lama": large + large}, hidden=["Lama"])
    grid = read_grid(path)
    assert grid.sheet == "Peserta"
    assert "'Rekap'" in grid.notes[0].text
    assert "'Lama' (hidden)" in grid.notes[0].text


def test_a_sheet_can_be_named_whatever_its_case(workbook):
    assert read_grid(workbook({"A": [["x"]], "B": [["y"]]}), sheet="b").rows == [["y"]]


def test_an_unknown_sheet_is_refused_with_the_nearest_name(workbook):
    with pytest.raises(InputError, match="did you mean 'Peserta'"):
        read_grid(workbook({"Peserta": [["x"]]}), sheet="Pesrta")


def test_a_text_file_has_no_sheets(csv_file):
    with pytest.raises(InputError, match="text file has no sheet"):
        read_grid(csv_file(TABLE), sheet="A")


def test_a_workbook_with_a_csv_ending_is_read_as_what_it_is(workbook):
    path = workbook([["Nama"], ["Adi"]])
    assert read_grid(path.rename(path.with_suffix(".csv"))).rows == [["Nama"], ["Adi"]]


def test_a_text_with_an_xls_ending_is_read_as_what_it_is(csv_file):
    assert read_grid(csv_file("Nama\tNilai\nAdi\t3\n", name="list.xls")).rows[1] == ["Adi", "3"]


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "list.csv", "empty"),
        (b"  \n \n", "list.csv", "nothing in it"),
        (b"PK\x03\x04 broken", "list.xlsx", "cannot be read as a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "list.xls", "cannot be read as a workbook"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "list.xlsx",
            "password",
        ),
        (b"<html><table><tr><td>Nama", "list.xls", "web page"),
        (b"%PDF-1.7 ...", "list.pdf", "ending in '.pdf' cannot be read"),
        (b"%PDF-1.7 ...", "list.csv", "picture or a document"),
        (b"\x89PNG\r\n", "list.png", "cannot be read"),
        (b"abc", "list.docx", "cannot be read"),
        (b"\x00\x01\x02\x03\x00\x00\x07", "list.csv", "not a text file"),
    ],
)
def test_what_is_no_table_is_refused_with_its_name(csv_file, content, name, message):
    with pytest.raises(InputError, match=message) as caught:
        read_grid(csv_file(content, name=name))
    assert caught.value.where == name
    assert caught.value.hint


def test_a_missing_file_is_refused_with_the_nearest_name(csv_file):
    path = csv_file(TABLE, name="peserta.csv")
    with pytest.raises(InputError, match="did you mean 'peserta.csv'"):
        read_grid(path.with_name("pesrta.csv"))


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(InputError, match="is a folder"):
        read_grid(tmp_path)


def test_a_workbook_without_cells_is_refused(tmp_path: Path):
    path = tmp_path / "blank.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(InputError, match="nothing in it"):
        read_grid(path)
