"""Rows that the other rows show to be no people: sums and means of them, and rows filled before."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence

from grouping.files.read.row_layout import Layout, at, has_digit, letters
from grouping.files.read.row_words import total_word
from grouping.language import _

_FEW = 5
_LAST = 6
Row = Sequence[object]


def summary_rows(people: Sequence[Row], layout: Layout) -> dict[int, str]:
    """Return the last rows whose numbers are all sums, means, ... of the columns above them.

    Such a row lacks the texts that others have, and an id.  A single whole number may be chance:
    then its name must not look like that of a person.

    Returns
    -------
    dict
        By position in `people`, what the numbers are.
    """
    found: dict[int, str] = {}
    last = len(people) - 1
    for k in range(last, max(last - _LAST, _FEW - 1), -1):
        above = [people[j] for j in range(k) if j not in found]
        what = _what(people[k], above, layout)
        if what:
            found[k] = what
        elif _is_person(people[k], layout):
            break
    return found


def _is_person(row: Row, layout: Layout) -> bool:
    return any(letters(at(row, p)) for p in layout.texts) or any(
        has_digit(at(row, p)) for p in layout.ids
    )


def _what(row: Row, above: Sequence[Row], layout: Layout) -> str:
    if not (layout.texts or layout.with_id >= 0.5) or _is_person(row, layout):
        return ""
    outside = {layout.name, layout.counter}
    numbers = {
        p: n for p, v in enumerate(row) if p not in outside and (n := _number(v)) is not None
    }
    others = [v for p, v in enumerate(row) if v is not None and p not in (*numbers, *outside)]
    if not numbers or any(letters(v) for v in others):
        return ""
    columns = {p: [n for r in above if (n := _number(at(r, p))) is not None] for p in numbers}
    if any(len(values) < _FEW for values in columns.values()):
        return ""
    for name, measure in _MEASURES():
        if all(_near(measure(columns[p]), value) for p, value in numbers.items()):
            name_cell = str(at(row, layout.name) or "")
            chance = len(numbers) == 1 and all(v.is_integer() for v in numbers.values())
            sure = not chance or bool(total_word(name_cell)) or len(name_cell.split()) < 2
            return name if sure else ""
    return ""


def _MEASURES() -> list[tuple[str, Callable[[Sequence[float]], float]]]:  # noqa: N802
    return [
        (_("sum"), sum),
        (_("mean"), statistics.fmean),
        (_("number of values"), len),
        (_("greatest value"), max),
        (_("least value"), min),
        (_("median"), statistics.median),
        (_("standard deviation"), statistics.stdev),
    ]


def _number(value: object) -> float | None:
    if isinstance(value, str):
        try:
            return float(value.strip().replace(",", "."))
        except ValueError:
            return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return None


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 0.006 + 1e-6 * abs(other)


def prefilled_rows(people: Sequence[Row], layout: Layout) -> list[int]:
    """Return the rows without a person that somebody filled beforehand.

    They have neither a name nor an id, and hold nothing but unticked boxes and zeros, or the same
    in all rows from there to the end.
    """
    if layout.name is None:
        return []
    found: list[int] = []
    open_rows = [k for k, row in enumerate(people) if not _is_somebody(row, layout)]
    end = len(people)
    while open_rows and open_rows[-1] == end - 1 - len(found):
        found.append(open_rows.pop())
    same = len(found) > 1 and len(found) < len(people) and _all_alike(people, found, layout)
    nobody = [*open_rows, *([] if same else found)]
    rest = [k for k in nobody if _is_unticked(people[k], layout)]
    return sorted([*rest, *(found if same else [])])


def _is_somebody(row: Row, layout: Layout) -> bool:
    return at(row, layout.name) is not None or any(has_digit(at(row, p)) for p in layout.ids)


def _all_alike(people: Sequence[Row], found: Sequence[int], layout: Layout) -> bool:
    def rest(k: int) -> list[object]:
        return [v for p, v in enumerate(people[k]) if p != layout.counter]

    first = rest(found[0])
    return all(rest(k) == first for k in found[1:])


def _is_unticked(row: Row, layout: Layout) -> bool:
    values = [v for p, v in enumerate(row) if v is not None and p != layout.counter]
    return all(v is False or v == 0 or str(v).strip().casefold() in _NOTHING for v in values)


_NOTHING = frozenset("false 0 - – #n/a #ref! #value! #div/0! #name?".split())
