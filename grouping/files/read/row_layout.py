"""Where the columns are that tell people from other rows, and how full the rows of people are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from grouping.files.read.grid import Grid
from grouping.files.read.header import Header
from grouping.problem.column import fold

_SAMPLE = 400
_LIKE_OTHERS = 0.2
_NEARLY_ALL = 0.8


@dataclass
class Layout:
    """What is known of a table before its rows are judged; places are 0-based columns.

    Attributes
    ----------
    labels
        Headers.
    name, ids, counter, births
        Columns of names, ids, running numbers and births.
    heads
        The header rows, folded, to know them again.
    width
        Columns with a header.
    firsts
        First words of the header rows.
    counted
        Whether most people have a running number.
    alone
        Whether a name often stands alone in its row.
    capitals
        Whether names are written in capitals.
    with_id
        Share of the rows with a name that have an id.
    texts
        Columns that nearly everybody has a text in, names and ids aside.
    lettered
        Columns in which most cells are texts.
    spans, blocks
        By row the ranges merged to the right, and the columns merged with the row above.
    """

    labels: tuple[str, ...]
    name: int | None
    ids: list[int]
    counter: int | None
    births: list[int]
    heads: set[tuple[str, ...]]
    width: int
    firsts: set[str]
    counted: bool = False
    alone: bool = False
    capitals: bool = False
    with_id: float = 0.0
    texts: frozenset[int] = frozenset()
    lettered: frozenset[int] = frozenset()
    spans: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    blocks: dict[int, list[int]] = field(default_factory=dict)


def layout_of(grid: Grid, header: Header, name: int | None, id_: int | None) -> Layout:
    """Return the layout; `name` and `id_` are columns that the caller names."""
    places: dict[str, list[int]] = {}
    for place, role in header.roles().items():
        places.setdefault(role, []).append(place)
    ids = [id_] if id_ is not None else places.get("id", [])
    if name is None:
        name = next(iter(places.get("name", [])), None)
    counter = next(iter(places.get("number", [])), None)
    heads = {tuple(fold(v) for v in line if v is not None) for line in header.lines}
    layout = Layout(
        header.labels,
        name,
        ids,
        counter,
        places.get("birth_date", []),
        heads,
        max(sum(1 for label in header.labels if label), 1),
        {head[0] for head in heads if head},
    )
    _look_at_rows(layout, [row for row in grid.rows[header.start :] if any_cell(row)])
    for top, left, bottom, right in grid.merged:
        if right > left and bottom == top:
            layout.spans.setdefault(top, []).append((left, right))
        for i in range(top + 1, min(bottom, len(grid.rows) - 1) + 1):
            layout.blocks.setdefault(i, []).append(left)
    return layout


def any_cell(row: Sequence[object]) -> bool:
    """Return whether anything stands in a row."""
    return any(v is not None for v in row)


def _look_at_rows(layout: Layout, rows: Sequence[Sequence[object]]) -> None:
    step = max(1, len(rows) // _SAMPLE)
    sample = rows[::step]
    named = [row for row in sample if letters(at(row, layout.name))] or sample
    if layout.counter is not None:
        with_number = sum(1 for row in sample if is_count(at(row, layout.counter)))
        layout.counted = 2 * with_number >= len([r for r in sample if letters(at(r, layout.name))])
    if not named:
        return
    n = len(named)
    expected = {layout.name} | ({layout.counter} if layout.counted else set())
    alone = sum(1 for row in named if {p for p, v in enumerate(row) if v is not None} <= expected)
    layout.alone = alone >= max(3, _LIKE_OTHERS * n)
    upper = sum(1 for row in named if str(at(row, layout.name)).isupper())
    layout.capitals = 2 * upper >= n
    own = {p for p in layout.ids if p != layout.name}
    layout.with_id = sum(any(has_digit(at(row, p)) for p in own) for row in named) / n
    width = max(len(row) for row in named)
    texts = [sum(1 for row in named if letters(at(row, p))) / n for p in range(width)]
    filled = [sum(1 for row in named if at(row, p) is not None) / n for p in range(width)]
    outside = {layout.name, layout.counter, *layout.ids}
    layout.texts = frozenset(p for p, share in enumerate(texts) if share >= _NEARLY_ALL) - outside
    layout.lettered = frozenset(
        p for p in range(width) if filled[p] and texts[p] >= 0.5 * filled[p] and p != layout.counter
    )


def at(row: Sequence[object], place: int | None) -> object:
    """Return a cell, None where the row has none."""
    return row[place] if place is not None and place < len(row) else None


def letters(value: object) -> bool:
    """Return whether a cell is a text with letters."""
    return isinstance(value, str) and any(c.isalpha() for c in value)


def is_count(value: object) -> bool:
    """Return whether a cell is a running number."""
    if isinstance(value, str):
        return value.strip().rstrip(".)").isdigit()
    return isinstance(value, int) and not isinstance(value, bool)


def has_digit(value: object) -> bool:
    """Return whether a cell may be an id."""
    if isinstance(value, str):
        return len(value) < 60 and any(c.isdigit() for c in value)
    return isinstance(value, (int, float)) and not isinstance(value, bool)
