"""E-mail addresses as people paste them: 'mailto:x@y', 'Name <x@y>', 'x@y/0812', two in a cell."""

from __future__ import annotations

import re

from grouping.files.read.cells import Cells
from grouping.files.read.notes import Note, quote, some
from grouping.language import plural

_ADDRESS = re.compile(r"[A-Z0-9][A-Z0-9._%+'-]*@[A-Z0-9-]+(?:\.[A-Z0-9-]+)*\.[A-Z]{2,}", re.I)
_APART = re.compile(r"(?<=[A-Z0-9._-])\s+(?=@)|(?<=@)\s+", re.I)


def clean_address(text: str) -> str | None:
    """Return the first address in a text; None if there is none that could be right.

    Examples
    --------
    >>> clean_address("Adi <adi@x.example>")
    'adi@x.example'
    >>> clean_address("adi@x,example") is None
    True
    """
    found = _ADDRESS.search(_APART.sub("", text.strip()))
    if not found:
        return None
    # 'a@b,c' is cut short, not ended, where more of an address follows
    rest = _APART.sub("", text.strip())[found.end() :]
    return None if rest[:1] in ("@", "_") else found[0]


def clean_addresses(cells: Cells) -> tuple[Cells, list[Note]]:
    """Return a column of addresses cleaned, and which cells hold none."""
    read = {v: clean_address(v) for v in cells.distinct if isinstance(v, str)}
    if 2 * sum(v is not None for v in read.values()) < len(read):
        return cells, []
    changed, notes = cells.respelt({v: one for v, one in read.items() if one}, _cleaned)
    wrong = [v for v, one in read.items() if one is None]
    if wrong:
        where = [
            f"{cells.cell(k)} {quote(v, 30)}" for k, v in enumerate(cells.values) if v in wrong
        ]
        text = plural(
            "{n} cell holds no address that can be right: {cells}",
            "{n} cells hold no address that can be right: {cells}",
            len(where),
            cells=some(where),
        )
        notes.append(cells.note("oddity", text, cells.rows_of(wrong)))
    return changed, notes


def _cleaned(n: int, examples: str) -> str:
    return plural(
        "{n} address taken out of its cell: {examples}",
        "{n} addresses taken out of their cells: {examples}",
        n,
        examples=examples,
    )
