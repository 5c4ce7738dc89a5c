"""Small real files for the reader's tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter

Sheet = Sequence[Sequence[object]]


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a text file and returns its path."""

    def write(text: str | bytes, *, name: str = "list.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return write


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes sheets of cells, with merged ranges, to a workbook."""

    def write(
        sheets: dict[str, Sheet] | Sheet,
        *,
        merged: Sequence[tuple[int, int, int, int]] = (),
        hidden: Sequence[str] = (),
        name: str = "list.xlsx",
    ) -> Path:
        path = tmp_path / name
        book = xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"})
        for title, rows in (sheets if isinstance(sheets, dict) else {"Sheet1": sheets}).items():
            sheet = book.add_worksheet(title)
            for top, left, bottom, right in merged:
                sheet.merge_range(top, left, bottom, right, "")
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if value is not None:
                        sheet.write(r, c, value)
            if title in hidden:
                sheet.hide()
        book.close()
        return path

    return write
