"""A spreadsheet or text file with one person per row, read as a roster."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from grouping.files.read.open_grid import read_grid
from grouping.files.read.pipeline import Asked, roster_of
from grouping.files.read.reading import Reading

__all__ = ["Reading", "read_roster"]


def read_roster(
    path: str | Path,
    *,
    sheet: str | None = None,
    id: str | None = None,  # noqa: A002 - the word people use
    name: str | None = None,
    kinds: Mapping[str, str] | None = None,
    on: dt.date | None = None,
    merges: Mapping[str, Any] | None = None,
    blanks: Mapping[str, Any] | None = None,
    accept_merges: bool = False,
    keep: Sequence[str] = (),
    keep_rows: Sequence[int] = (),
    skip_rows: Sequence[int] = (),
    header_row: int | None = None,
    roles: Mapping[str, str] | None = None,
    hidden: str = "keep",
    fill_down: Sequence[str] = (),
    bands: str | None = None,
) -> Reading:
    """Read the participants from a workbook or a delimited text.

    Parameters
    ----------
    path
        An .xlsx, .xls, .ods, .csv, .tsv or .txt file.
    sheet
        Which sheet; without it the one with people, and all together if several have the same
        columns and other people; '*' for all with the same columns.
    id, name
        Headers of the columns with ids and names; without them they are told from the headers.
    kinds
        What some columns are (``category``, ``ordered``, ``number`` or ``text``), if the
        reader would tell it wrong.
    on
        The day on which ages are counted; today if left out.
    merges
        Labels that are one, by column: the label that goes, and the one that stays.
    blanks
        What a blank means, by column: ``ignore``, ``own`` (a label) or ``error``.
    accept_merges
        Merge also what only looks like two spellings of one name.
    keep
        Headers of columns that are kept even if nothing stands in them.
    keep_rows, skip_rows
        1-based rows that are people, and that are none, whatever they look like.
    header_row
        1-based row of the (first line of the) header, if another one would be taken.
    roles
        What columns are about, by header, see `role_of`; '' for nothing of that kind.
    hidden
        ``keep`` rows that are hidden in the workbook, or ``skip`` them.
    fill_down
        Headers of columns in which a blank means the same as above.
    bands
        Name of a column for the headings between the rows, such as an agency above its people.

    Raises
    ------
    InputError
        If the file cannot be understood, saying where and what to do.
    """
    asked = Asked(
        id=id,
        name=name,
        kinds=kinds or {},
        on=on or dt.date.today(),
        merges=merges or {},
        blanks=blanks or {},
        accept_merges=accept_merges,
        keep=tuple(keep),
        keep_rows=frozenset(keep_rows),
        skip_rows=frozenset(skip_rows),
        header_row=header_row,
        roles=roles or {},
        hidden=hidden,
        fill_down=tuple(fill_down),
        bands=bands,
    )
    with _no_collection():
        return roster_of(read_grid(path, sheet=sheet, people=True), asked)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the collector of cycles away: cells are in none, and it walks through all of them."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
