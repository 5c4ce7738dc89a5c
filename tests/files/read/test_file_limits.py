"""A workbook is asked how much it holds before it is read; too much is said with its range."""

from __future__ import annotations

import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from grouping import InputError
from grouping.files.read import extents_binary, extents_xlsx, file_limits
from grouping.files.read.extents import Extent, letters
from grouping.files.read.extents_ods import of_content
from grouping.files.read.open_grid import read_grid, read_sheets

ODS = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x"><office:body><office:spreadsheet>
<table:table table:name="Data">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a thousand cells and a thousand bytes of text be the most that is read."""
    monkeypatch.setattr(file_limits, "MOST_CELLS", 1000)
    monkeypatch.setattr(file_limits, "MOST_TEXT", 1000)


def workbook(path: Path, *cells: tuple[int, int, object], sheets: int = 1) -> Path:
    book = xlsxwriter.Workbook(path)
    for _ in range(sheets):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "name"])
        sheet.write_row(1, 0, ["p1", "Ani"])
        for row, column, value in cells:
            sheet.write(row, column, value)
    book.close()
    return path


def refused(path: Path, *said: str) -> None:
    with pytest.raises(InputError) as error:
        read_grid(path)
    assert path.name in error.value.where
    for words in said:
        assert words in str(error.value)


@pytest.mark.usefixtures("few")
def test_a_cell_far_away_is_refused_with_the_range_and_what_to_do(tmp_path: Path) -> None:
    read_grid(workbook(tmp_path / "a.xlsx", (499, 1, "x")))
    refused(workbook(tmp_path / "b.xlsx", (500, 1, "x")), "A1:B501", "1,002 cells", "new workbook")
    refused(workbook(tmp_path / "c.xlsx", (1, 500, 3.5)), "A1:SG2")


@pytest.mark.usefixtures("few")
def test_the_cells_of_all_sheets_count(tmp_path: Path) -> None:
    read_grid(workbook(tmp_path / "a.xlsx", (200, 1, "x"), sheets=2))
    refused(workbook(tmp_path / "b.xlsx", (200, 1, "x"), sheets=3), "sheet3.xml")


@pytest.mark.usefixtures("few")
def test_formats_without_content_do_not_count(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["id", "name"])
    sheet.write_row(1, 0, ["p1", "Ani"])
    for row in range(2, 3000):
        sheet.write_blank(row, 5, None, book.add_format({"bold": True}))
    book.close()
    assert read_grid(tmp_path / "a.xlsx").rows[1] == ["p1", "Ani"]


@pytest.mark.usefixtures("few")
def test_a_long_text_in_many_cells_is_refused(tmp_path: Path) -> None:
    long = "x" * 100
    read_grid(workbook(tmp_path / "a.xlsx", *((k, 2, long) for k in range(5))))
    refused(workbook(tmp_path / "b.xlsx", *((k, 2, long) for k in range(12))), "texts of A1:C12")


def test_what_is_too_large_when_unpacked_is_refused_whatever_the_archive_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "a.xlsx", *((k, 2, "x" * 500 + str(k)) for k in range(500)))
    with zipfile.ZipFile(path) as archive:
        part = archive.getinfo("xl/sharedStrings.xml")
        size = struct.pack("<I", part.file_size)
    data = path.read_bytes()
    assert data.count(size) >= 2  # in the directory, and at the head of the part
    path.write_bytes(data.replace(size, struct.pack("<I", 10)))
    monkeypatch.setattr(file_limits, "MOST_UNPACKED", 200_000)
    refused(path, "when it is unpacked")


def test_more_parts_or_bytes_than_are_read_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "a.xlsx")
    monkeypatch.setattr(file_limits, "MOST_PARTS", 5)
    refused(path, "parts")
    monkeypatch.setattr(file_limits, "MOST_BYTES", 1000)
    refused(path, "MB")


def test_a_device_that_never_ends_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_limits, "MOST_BYTES", 1000)
    (tmp_path / "a.csv").symlink_to("/dev/zero")
    refused(tmp_path / "a.csv", "MB")


def ods(path: Path, rows: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest xmlns='urn:m'/>")
        archive.writestr("content.xml", ODS.format(rows=rows))
    return path


def cell(value: str, **repeated: int) -> str:
    times = "".join(f' table:number-{k}-repeated="{v}"' for k, v in repeated.items())
    return (
        f'<table:table-cell office:value-type="string"{times}><text:p>{value}</text:p>'
        "</table:table-cell>"
    )


@pytest.mark.usefixtures("few")
def test_repeats_of_an_ods_count_up_to_the_last_that_is_filled(tmp_path: Path) -> None:
    head = f"<table:table-row>{cell('id')}{cell('name')}</table:table-row>"
    last = f"<table:table-row>{cell('p1')}{cell('Ani')}</table:table-row>"
    empty = (
        '<table:table-row table:number-rows-repeated="{}"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    read_grid(ods(tmp_path / "a.ods", head + last + empty.format(1_048_570)))
    read_grid(ods(tmp_path / "b.ods", head + empty.format(498) + last))
    refused(ods(tmp_path / "c.ods", head + empty.format(499) + last), "A1:B501", "Data")
    wide = f"<table:table-row>{cell('x', columns=501)}</table:table-row>"
    refused(ods(tmp_path / "d.ods", head + wide), "A1:SG2")
    text = f"<table:table-row>{cell('x' * 300, columns=4)}</table:table-row>"
    refused(ods(tmp_path / "e.ods", head + text), "texts of A1:D2")


def test_an_ods_with_a_document_type_is_not_read() -> None:
    with pytest.raises(ValueError, match="document type"):
        of_content(iter([b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"]))


@given(st.data())
def test_a_sheet_in_pieces_of_any_size_has_the_extent_of_the_whole(data: st.DataObject) -> None:
    places = data.draw(st.lists(st.tuples(st.integers(1, 40), st.integers(1, 30)), max_size=12))
    rows = "".join(
        f"<row r='{row}'><c r=\"{letters(column)}{row}\" t='s'><v>{k % 2}</v></c><c/></row>"
        for k, (row, column) in enumerate(places)
    )
    sheet = f"<worksheet><sheetData>{rows}</sheetData></worksheet>{' ' * 9000}".encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(sheet)), max_size=6)))
    pieces = [sheet[a:b] for a, b in zip([0, *cuts], [*cuts, len(sheet)], strict=True)]
    found = extents_xlsx.of_sheet("s", iter(pieces), [10, 3])
    assert found.rows == max((row for row, _ in places), default=0)
    assert found.columns == max((column for _, column in places), default=0)
    assert found.text == sum((10, 3)[k % 2] for k in range(len(places)))


def test_cells_without_a_place_follow_each_other() -> None:
    sheet = b"<row><c><v>1</v></c><c><v>2</v></c></row><x:row><x:c><x:v>1</x:v></x:c></x:row>"
    assert extents_xlsx.of_sheet("s", iter([sheet]), []) == Extent("s", 2, 2)


@given(st.lists(st.integers(0, 300), max_size=8), st.integers(1, 50))
def test_shared_texts_in_pieces_have_their_lengths(sizes: list[int], piece: int) -> None:
    texts = [f"<si><t>{'x' * size}</t></si>".encode() for size in sizes]
    whole = b"".join(texts)
    pieces = [whole[k : k + piece] for k in range(0, len(whole), piece)]
    assert extents_xlsx.lengths(iter(pieces)) == [len(text) for text in texts]


def test_a_part_without_a_tag_takes_no_memory() -> None:
    tracemalloc.start()
    extents_xlsx.of_sheet("s", (b"x" * 100_000 for _ in range(200)), [])
    extents_xlsx.lengths(b"x" * 100_000 for _ in range(200))
    assert tracemalloc.get_traced_memory()[1] < 3_000_000
    tracemalloc.stop()


def record(kind: int, body: bytes) -> bytes:
    return bytes([kind, len(body)]) + body


def test_a_binary_sheet_is_counted_by_its_records() -> None:
    sheet = b"\x81\x01\x00" + record(0, struct.pack("<I", 6) + bytes(8))
    sheet += record(1, struct.pack("<I", 90) + bytes(4))  # blank
    sheet += record(7, struct.pack("<III", 4, 0, 1))  # a shared text
    pieces = [sheet[k : k + 5] for k in range(0, len(sheet), 5)]
    assert extents_binary.of_xlsb("s", iter(pieces), [1, 20]) == Extent("s", 7, 5, 20)
    assert extents_binary.lengths(iter([record(19, bytes(9)), record(19, bytes(3))])) == [9, 3]


def biff(*records: tuple[int, bytes]) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in records)


def test_an_xls_is_counted_by_its_cells_and_what_it_declares(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Container:
        def __init__(self, file: object) -> None:
            self.stream = file

        def __enter__(self) -> Container:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def exists(self, name: str) -> bool:
            return name == "Workbook"

        def openstream(self, _name: str) -> object:
            return self.stream

    monkeypatch.setattr(extents_binary.olefile, "OleFileIO", Container)
    begin = (0x0809, bytes(8))
    cells = (0x0203, struct.pack("<HHHd", 9, 3, 0, 1.5)), (0x00BD, struct.pack("<HHH", 4, 0, 7))
    small = (0x0200, struct.pack("<IIHHH", 0, 50, 0, 60, 0))
    large = (0x0200, struct.pack("<IIHHH", 0, 2_000_000, 0, 256, 0))
    of = extents_binary.of_xls
    assert of(biff(begin, small, *cells), 5000) == [Extent("", 10, 8)]
    assert of(biff(begin, begin, large), 5000) == [Extent("", 0, 0), Extent("", 2_000_000, 256)]


@pytest.mark.parametrize(("columns", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (16384, "XFD")])
def test_columns_are_called_as_in_a_spreadsheet(columns: int, name: str) -> None:
    assert letters(columns) == name


@pytest.mark.usefixtures("few")
def test_all_sheets_of_a_workbook_are_read_within_the_same_bounds(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_sheets(workbook(tmp_path / "a.xlsx", (500, 1, "x")))
