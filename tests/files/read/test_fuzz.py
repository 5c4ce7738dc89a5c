"""Whatever is in a file, it is read or refused with a message; nothing is lost silently."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from grouping.errors import InputError
from grouping.files.read import read_roster
from tests.fuzzing import tries

SETTINGS = tries(150)
WORDS = [
    "No", "Nama", "NIP", "Instansi", "Gol", "Eselon", "L/P", "Tgl Lahir", "Usia", "Ket", "Jumlah",
    "Mengetahui,", "Malang, 5 Juni 2025", "NIP. 19650101 199001 1 001", "IV/c", "II.b", "L", "P",
    "05/06/1983", "1,98E+17", "198306052010011000", "3,5", "1.234", "-", "DINAS A", "dinas  a",
]  # fmt: skip
CELLS = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.text(max_size=6),
    st.integers(-5, 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(dt.date(1900, 3, 1), dt.date(2100, 1, 1)),
)
NIPS = st.one_of(
    st.from_regex(r"(19|20)[0-9]{16}", fullmatch=True),
    st.from_regex(r"19[6-9][0-9](0[1-9]|1[0-2])[0-3][0-9]20[0-2][0-9](0[1-9]|21)[12]00[1-9]"),
    st.floats(1e17, 3e17),
)
GRIDS = st.lists(st.lists(CELLS, max_size=6), max_size=9)


def read_or_refuse(path: Path, **how) -> None:
    try:
        reading = read_roster(path, on=dt.date(2025, 6, 1), **how)
    except InputError as error:
        assert str(error)  # noqa: PT017 - read or refused, both are right
    else:
        assert reading.roster.n == len(reading.roster.rows)
        assert all(str(n) for n in reading.notes)
        account = reading.account
        parts = (account.people, account.header, account.skipped, account.empty)
        rows = sorted(row for part in parts for row in part)
        assert rows == list(range(1, len(rows) + 1))
        assert set(account.changed) <= set(account.people)


@SETTINGS
@given(st.binary(max_size=400), st.sampled_from([".csv", ".xlsx", ".xls", ".ods", ".txt"]))
def test_random_bytes_never_end_in_anything_but_an_input_error(data, ending):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{ending}"
        path.write_bytes(data)
        read_or_refuse(path)


@SETTINGS
@given(GRIDS, st.sampled_from(",;\t|"))
def test_random_text_grids_are_read_or_refused(grid, delimiter):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        lines = [delimiter.join("" if v is None else str(v) for v in row) for row in grid]
        path.write_bytes("\n".join(lines).encode("utf-8", "replace"))
        read_or_refuse(path)


@SETTINGS
@given(GRIDS, st.lists(st.tuples(*[st.integers(0, 5)] * 4), max_size=2))
def test_random_workbooks_are_read_or_refused(grid, ranges):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        book = xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet()
        for r, row in enumerate(grid):
            for c, value in enumerate(row):
                sheet.write_string(r, c, value) if isinstance(value, str) else sheet.write(
                    r, c, value
                )
        for top, left, down, right in ranges[:1]:
            if down or right:
                sheet.merge_range(top, left, top + down, left + right, "x")
        book.close()
        read_or_refuse(path)


HEADERS = st.lists(st.sampled_from(WORDS[:10]), min_size=2, max_size=6, unique=True)


@SETTINGS
@given(HEADERS, GRIDS, st.booleans())
def test_random_cells_below_a_known_header_are_read_or_refused(header, grid, as_text):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("list.csv" if as_text else "list.xlsx")
        if as_text:
            lines = ["\t".join("" if v is None else str(v) for v in row) for row in (header, *grid)]
            path.write_bytes("\n".join(lines).encode("utf-8", "replace"))
        else:
            book = xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"})
            sheet = book.add_worksheet()
            for r, row in enumerate((header, *grid)):
                for c, value in enumerate(row):
                    write = sheet.write_string if isinstance(value, str) else sheet.write
                    write(r, c, value)
            book.close()
        read_or_refuse(path)


ENCODINGS = st.sampled_from(
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "utf-32",
     "shift_jis", "cp437", "utf-7"]
)  # fmt: skip
LONG = st.builds(lambda c, n: c * n, st.sampled_from('a1;"\n\0 é'), st.integers(1, 200_000))


@SETTINGS
@given(GRIDS, ENCODINGS, st.sampled_from([".csv", ".xlsx", ".tsv", ".xls", ".txt"]), st.data())
def test_texts_of_any_encoding_and_ending_are_read_or_refused(grid, encoding, ending, data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{ending}"
        cells = [["" if v is None else str(v) for v in row] for row in [WORDS[:6], *grid]]
        row = data.draw(st.integers(0, len(cells) - 1))
        cells[row] = [*cells[row], data.draw(st.one_of(st.just(""), st.text(max_size=4), LONG))]
        text = data.draw(st.sampled_from(["\n", "\r\n", "\r"])).join(map(";".join, cells))
        path.write_bytes(text.encode(encoding, "replace"))
        read_or_refuse(path)


@SETTINGS
@given(GRIDS, st.data())
def test_two_tables_with_nips_and_merges_are_read_or_refused(grid, data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        people = [["Nama", "NIP", "Tgl Lahir", "L/P", "Instansi", "Ket"]]
        people += [data.draw(st.lists(CELLS, max_size=6)) for _ in range(3)]
        people += [["Adi", data.draw(NIPS), data.draw(CELLS), "L", "Dinas A", "Izin"]]
        at = data.draw(st.integers(0, 2))
        book = xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet()
        for r, row in enumerate([*grid, *people, *grid, *people[at:]]):
            for c, value in enumerate(row):
                write = sheet.write_string if isinstance(value, str) else sheet.write
                write(r, c, value)
        book.close()
        read_or_refuse(path)
        read_or_refuse(path, accept_merges=True, blanks={"Instansi": "own"})


@SETTINGS
@given(st.binary(min_size=1, max_size=30), st.integers(0, 5000))
def test_damaged_workbooks_are_read_or_refused(junk, at):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        book = xlsxwriter.Workbook(path)
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Nama", "NIP"])
        sheet.write_row(1, 0, ["Adi", "11"])
        book.close()
        data = bytearray(path.read_bytes())
        data[at % len(data) : at % len(data) + len(junk)] = junk
        path.write_bytes(bytes(data))
        read_or_refuse(path)


PEOPLE = st.lists(
    st.sampled_from(["Adi", "Budi", "Jumlah", "Total", "Kepala", "Mengetahui", "Dinas", "Citra"]),
    min_size=1,
    max_size=8,
)
OTHERS = st.sampled_from([";;;", "Jumlah;;;8", ";;;Malang, 5 Juni 2025", "KECAMATAN;;;", ";;ttd;"])


@SETTINGS
@given(PEOPLE, st.lists(OTHERS, max_size=4), st.randoms(use_true_random=False))
def test_every_row_is_a_participant_or_is_named_in_a_note(names, others, random):
    lines = [f"{k};{name};98765{k:03d};Dinas" for k, name in enumerate(names, 1)] + others
    random.shuffle(lines)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_text("No;Nama;NIP;Instansi\n" + "\n".join(lines) + "\n")
        reading = read_roster(path)
    assert sorted(reading.roster.names) == sorted(names)
    said = {
        int(r) for n in reading.notes if n.kind == "dropped" for r in re.findall(r"\d+", n.where)
    }
    filled = {k for k, line in enumerate(lines, 2) if line.strip(";")}
    assert filled == set(reading.roster.rows) | said


@pytest.mark.slow
def test_a_hundred_thousand_rows_are_read(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("w") as file:
        file.write("No;Nama;NIP;Gol;Instansi;L/P;Tgl Lahir;Nilai\n")
        for k in range(100_000):
            born = f"{k % 28 + 1:02d}/{k % 12 + 1:02d}/{1965 + k % 35}"
            file.write(
                f"{k + 1};Orang {k};P{k:06d};III/{'abcd'[k % 4]};Dinas {k % 60};"
                f"{'LP'[k % 2]};{born};{k % 100},5\n"
            )
    assert read_roster(path).roster.n == 100_000
