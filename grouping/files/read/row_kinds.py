"""Which rows below the header are people, and what the others are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from grouping.errors import InputError
from grouping.files.read.grid import Grid
from grouping.files.read.header import Header, is_numbering
from grouping.files.read.notes import Note, at_column, at_row, cell_name, quote, rows_text, some
from grouping.language import _, plural
from grouping.problem.column import fold

_TOTAL = re.compile(
    r"^(sub\s*-?total|grand total|jumlah|total|rata\s*-?\s*rata|average|sum)\b[^,]*$", re.IGNORECASE
)
_FOOTER = re.compile(
    r"^((mengetahui|menyetujui|mengesahkan|disahkan|dibuat|disusun|ditetapkan|ttd|tanda tangan"
    r"|signed)\b|(catatan|keterangan|ket|note|notes|nb|sumber|source)\.?\s*(:|$)"
    r"|a\.\s?n\.\s|an\.\s|(nip|nrp)\b|\*)",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"^([a-z]|[ivx]+)\s*[.)]?$", re.IGNORECASE)
_PLACE_AND_DATE = re.compile(r"^[^\W\d][\w .]*,\s*(\d{1,2}|\.+|_+|…+)?[\s\w.…]*\d{0,4}$")
_BAND = re.compile(
    r"^([ivx]+[.)]|[a-z0-9][.)]\s|dinas|badan|kecamatan|kelurahan|bagian|sekretariat|kelompok|bidang"
    r"|group\b|team\b|tim\b|seksi|kantor|inspektorat|satuan|uptd?\b|rsud|rumah sakit|puskesmas"
    r"|department|division|perangkat|unit\b|asisten|setda|gelombang|angkatan|sesi\b|desa\b)",
    re.IGNORECASE,
)


@dataclass
class _Layout:
    """The places of the columns that tell people from other rows."""

    labels: tuple[str, ...]
    name: int | None
    ids: list[int]
    counter: int | None
    births: list[int]
    heads: set[tuple[str, ...]]
    width: int
    firsts: set[str]
    counted: bool = False
    spans: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    blocks: dict[int, list[int]] = field(default_factory=dict)


def people_rows(
    grid: Grid,
    header: Header,
    *,
    name: int | None = None,
    id: int | None = None,  # noqa: A002
) -> tuple[list[int], list[list[object]], list[Note]]:
    """Return the 1-based row numbers and cells of the people, and what was dropped.

    Cells merged downwards are filled.  A row with a name and an id, with a name and a running
    number, or with most columns filled is always a person.

    Parameters
    ----------
    name, id
        0-based places of those columns, if not to be told from the header.

    Raises
    ------
    InputError
        If no row is a person.
    """
    layout = _layout(grid, header, name, id)
    numbers: list[int] = []
    people: list[list[object]] = []
    notes: list[Note] = []
    empty: list[int] = []
    gap: list[int] = []
    footer = False
    above = 0  # people above the last row that is none
    for i in range(header.start, len(grid.rows)):
        row = grid.rows[i]
        if not any(v is not None for v in row):
            gap.append(i + 1)
            continue
        counted = _counts_people(row, layout, (len(numbers), len(numbers) - above))
        reason = "total" if counted else _why_not(row, i, layout, footer)
        if reason:
            footer = footer or reason == "footer"
            above = len(numbers)
            texts = " | ".join(" ".join(str(v).split()) for v in row if v is not None)
            text = _WHY[reason](quote(texts, 90))
            notes.append(Note("dropped", text, at_row(i + 1), (i + 1,)))
            continue
        empty += gap
        gap = []
        numbers.append(i + 1)
        people.append(row)
        if layout.name is not None and _lone(row, layout.name):
            text = _("has only a name, {name}; kept as a person", name=quote(row[layout.name]))
            notes.append(Note("oddity", text, at_row(i + 1), (i + 1,)))
    if not people:
        raise InputError(
            _("there are no people below the header in row {row}", row=header.row),
            where=grid.source,
            hint=_("list one person per row below the names of the columns"),
        )
    if empty:
        text = plural(
            "{n} empty row left out: {rows}",
            "{n} empty rows left out: {rows}",
            len(empty),
            rows=rows_text(empty),
        )
        notes.append(Note("dropped", text, grid.source, tuple(empty)))
    filled, more = _fill_down(grid, header, numbers, people)
    return numbers, filled, notes + more


# why a row is no person, and the note that says so with what stands in it
_WHY: dict[str, Callable[[str], str]] = {
    "header": lambda text: _("left out (the header again): {text}", text=text),
    "numbering": lambda text: _("left out (it numbers the columns): {text}", text=text),
    "total": lambda text: _("left out (a total): {text}", text=text),
    "heading": lambda text: _("left out (a heading between the rows): {text}", text=text),
    "footer": lambda text: _("left out (footer): {text}", text=text),
    "little": lambda text: _("left out (too little in it to be a person): {text}", text=text),
}


def _layout(grid: Grid, header: Header, name: int | None, id_: int | None) -> _Layout:
    places: dict[str, list[int]] = {}
    for place, role in header.roles().items():
        places.setdefault(role, []).append(place)
    ids = [id_] if id_ is not None else places.get("id", [])
    if name is None:
        name = next(iter(places.get("name", [])), None)
    counter = next(iter(places.get("number", [])), None)
    heads = {tuple(fold(v) for v in line if v is not None) for line in header.lines}
    width = sum(1 for label in header.labels if label)
    layout = _Layout(
        header.labels,
        name,
        ids,
        counter,
        places.get("birth_date", []),
        heads,
        max(width, 1),
        {head[0] for head in heads if head},
    )
    if counter is not None:
        rows = grid.rows[header.start :]
        with_number = sum(1 for row in rows if _is_count(_at(row, counter)))
        layout.counted = 2 * with_number >= sum(1 for r in rows if _letters(_at(r, name)))
    for top, left, bottom, right in grid.merged:
        if right > left and bottom == top:
            layout.spans.setdefault(top, []).append((left, right))
        for i in range(top + 1, min(bottom, len(grid.rows) - 1) + 1):
            layout.blocks.setdefault(i, []).append(left)
    return layout


def _at(row: Sequence[object], place: int | None) -> object:
    return row[place] if place is not None and place < len(row) else None


def _letters(value: object) -> bool:
    return isinstance(value, str) and any(c.isalpha() for c in value)


def _is_count(value: object) -> bool:
    if isinstance(value, str):
        return value.strip().rstrip(".)").isdigit()
    return isinstance(value, int) and not isinstance(value, bool)


def _counts_people(row: Sequence[object], layout: _Layout, sums: tuple[int, int]) -> bool:
    """Return whether a row is a total by its number of people, though this stands among the ids."""
    name = _at(row, layout.name)
    if not isinstance(name, str) or not _TOTAL.match(name.strip()):
        return False
    others = [v for p, v in enumerate(row) if v is not None and p != layout.name]
    counts = [int(str(v).strip()) for v in others if str(v).strip().isdecimal()]
    return bool(counts) and len(counts) == len(others) and bool(set(counts) & {*sums} - {0})


def _lone(row: Sequence[object], place: int) -> bool:
    return len(row) > 2 and [p for p, v in enumerate(row) if v is not None] == [place]


def _why_not(row: Sequence[object], i: int, layout: _Layout, footer: bool) -> str:
    """Return why a row is not a person, a key of `_WHY`; '' if it is one."""
    name = _at(row, layout.name)
    named = _letters(name)
    has_id = any(_has_digit(_at(row, place)) for place in layout.ids)
    if named and has_id and layout.name not in layout.ids:
        return ""
    texts = [v for v in row if v is not None]
    if fold(texts[0]) in layout.firsts and tuple(fold(v) for v in texts) in layout.heads:
        return "header"
    if is_numbering(row, layout.labels):
        return "numbering"
    first = " ".join(str(texts[0]).split())
    counted = _is_count(_at(row, layout.counter))
    if (
        not has_id
        and _few_words(texts)
        and (_TOTAL.match(str(name or "").strip()) if counted else _TOTAL.match(first))
    ):
        return "total"
    filled = len(texts) + sum(1 for p in layout.blocks.get(i, ()) if _at(row, p) is None)
    if named and counted:
        return ""
    if layout.counted and named and len(texts) == 2 and not has_id and _LETTERED.match(first):
        return "heading"
    if filled > 0.5 * layout.width and not (len(texts) == 1 and _FOOTER.match(first)):
        return "" if layout.width > 1 or not _is_footer(first) else "footer"
    if has_id and (named or (counted and len(texts) > 1)):
        return ""
    return _what_sparse(row, i, layout, footer, texts)


def _has_digit(value: object) -> bool:
    if isinstance(value, str):
        return len(value) < 60 and any(c.isdigit() for c in value) and not _FOOTER.match(value)
    return isinstance(value, (int, float))


def _few_words(texts: Sequence[object]) -> bool:
    return sum(1 for v in texts if _letters(v)) <= 2


def _is_footer(text: str) -> bool:
    return bool(_FOOTER.match(text) or (_PLACE_AND_DATE.match(text) and re.search(r"\d{4}", text)))


def _what_sparse(
    row: Sequence[object], i: int, layout: _Layout, footer: bool, texts: Sequence[object]
) -> str:
    """Return what a row with few filled cells is."""
    words = [" ".join(str(v).split()) for v in texts]
    named = _letters(_at(row, layout.name))
    # 'Malang, 5 Juni 1983' is a footer below the list, but a birth in its own column.
    elsewhere = [v for p, v in enumerate(row) if isinstance(v, str) and p not in layout.births]
    if footer or any(_is_footer(" ".join(v.split())) for v in elsewhere):
        return "footer"
    if len(texts) == 1:
        spread = any(right - left >= 1 for left, right in layout.spans.get(i, ()))
        alone = not named or (layout.counter is not None and layout.counted)
        if alone or spread or _BAND.match(words[0]):
            return "heading"
        return ""
    if named:
        return ""
    return "little"


def _fill_down(
    grid: Grid, header: Header, numbers: Sequence[int], people: list[list[object]]
) -> tuple[list[list[object]], list[Note]]:
    index = {number - 1: k for k, number in enumerate(numbers)}
    filled: dict[int, list[int]] = {}
    copied: set[int] = set()
    for top, left, bottom, _right in grid.merged:
        if bottom == top or top < header.start or left >= len(grid.rows[top]):
            continue
        value = grid.rows[top][left]
        for i in range(top + 1, bottom + 1):
            k = index.get(i)
            if k is None or value is None or _at(people[k], left) is not None:
                continue
            if k not in copied:
                people[k] = list(people[k])
                copied.add(k)
            people[k][left] = value
            filled.setdefault(left, []).append(i + 1)
    notes = [
        Note(
            "changed",
            plural(
                "{n} cell merged with the cell above got its value: {cells}",
                "{n} cells merged with the cell above got its value: {cells}",
                len(rows),
                cells=some([cell_name(row, place) for row in rows]),
            ),
            at_column(header.labels[place] or cell_name(header.row, place)),
            tuple(rows),
        )
        for place, rows in sorted(filled.items())
    ]
    return people, notes
