"""A header in two lines: what shows that the second row belongs to it, and what columns are called.

The lower line may hold words, or what stands for them: numbers of days, dates, single letters.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence

from grouping.files.read.column_roles import role_of
from grouping.files.read.grid import Grid
from grouping.problem.column import fold

_LONGEST_NAME = 70
LIKE_DATA = re.compile(
    r"\d{5,}|@|^\W*\d[\d.,/\s-]*$|^(l|p|m|f)$|^(i|ii|iii|iv)\s*[/.]\s*[a-e]$", re.IGNORECASE
)
_GOES_ON = re.compile(r"\(.*\)|/.*", re.DOTALL)
_SHORT = 12


def lines_of(grid: Grid, i: int) -> list[int]:
    """Return the rows (0-based) of the header of which row `i` is one."""
    if i + 1 < len(grid.rows) and _is_pair(grid, i, i + 1):
        return [i, i + 1]
    if i and sum(v is not None for v in grid.rows[i - 1]) >= 2 and _is_pair(grid, i - 1, i):
        return [i - 1, i]
    return [i]


def _is_pair(grid: Grid, upper: int, lower: int) -> bool:
    """Return whether two rows are one header in two lines."""
    width = max(len(grid.rows[upper]), len(grid.rows[lower]))
    above, below = padded(grid.rows[upper], width), padded(grid.rows[lower], width)
    said = [p for p in range(width) if below[p] is not None]
    if not said or not all(v is None or _could_be_name(v) for v in above):
        return False
    wide = [(left, right) for top, left, _b, right in grid.merged if top == upper and right > left]
    deep = [left for top, left, bottom, _r in grid.merged if top == upper and bottom == lower]
    gaps = _gaps(above, wide)
    # a group: its word above the first of several columns
    groups = [p for p in said if p in gaps or (above[p] is not None and p + 1 in gaps)]
    goes_on = [p for p in said if isinstance(below[p], str) and _GOES_ON.fullmatch(str(below[p]))]
    if any(p not in groups and p not in goes_on for p in said):
        return False
    new = [p for p in groups if p in gaps]
    alone = [p for p in range(width) if above[p] is not None and below[p] is None]
    if all(_could_be_name(below[p]) for p in said):
        names = [p for p in groups if role_of(str(above[p])) == "name"]
        if any(role_of(str(below[p])) is None for p in names):
            return False
        return (bool(new) and bool(alone or deep)) or (goes_on == said and bool(alone))
    # numbers, dates and letters could be the first person: then a name would stand beside them
    named = [p for p in range(width) if above[p] is not None and role_of(str(above[p])) == "name"]
    return (
        bool(new)
        and bool(named)
        and len(said) >= 2
        and all(below[p] is None for p in named)
        and all(_is_short(below[p]) for p in said)
        and len({fold(below[p]) for p in said}) == len(said)
        and (bool(deep) or len(said) == len(groups))
        and _has_people(grid, lower, named)
    )


def _gaps(above: Sequence[object], wide: Sequence[tuple[int, int]]) -> set[int]:
    """Return the columns without a word that stand behind one with a word."""
    first = next((p for p, v in enumerate(above) if v is not None), len(above))
    free = {p for p in range(first + 1, len(above)) if above[p] is None}
    covered = {p for left, right in wide for p in range(left + 1, right + 1)}
    return free & covered if covered else free


def _is_short(value: object) -> bool:
    return not isinstance(value, str) or len(value) <= _SHORT


def _has_people(grid: Grid, lower: int, named: Sequence[int]) -> bool:
    """Return whether names follow right below."""
    row = grid.rows[lower + 1] if lower + 1 < len(grid.rows) else []
    return any(p < len(row) and isinstance(row[p], str) for p in named)


def _could_be_name(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_NAME and not LIKE_DATA.search(value)


def padded(row: Sequence[object], width: int) -> list[object]:
    """Return a row of at least `width` cells."""
    return [*row, *[None] * (width - len(row))]


def labels_of(grid: Grid, lines: Sequence[int]) -> tuple[str, ...]:
    """Return what each column is called by the lines of the header, '' for nothing."""
    width = max((len(row) for row in grid.rows), default=0)
    upper = padded(grid.rows[lines[0]], width)
    if len(lines) == 1:
        return tuple(label_of(v) for v in upper)
    lower = padded(grid.rows[lines[1]], width)
    often = Counter(fold(v) for v in (*upper, *lower) if v is not None)
    labels, group = [], ""
    for above, below in zip(upper, lower, strict=True):
        if above is not None:
            group = label_of(above)
        if below is None:
            labels.append(label_of(above))
        elif not group or _words(below) <= _words(group) or fold(group) in fold(below):
            labels.append(label_of(below))
        else:
            joined = f"{group} {label_of(below)}"
            # 'NIP' below 'Kepegawaian' says more alone
            known = role_of(label_of(below)) and not role_of(joined) and often[fold(below)] == 1
            labels.append(label_of(below) if known else joined)
    return tuple(labels)


def _words(value: object) -> set[str]:
    words = set(re.findall(r"\w+", fold(value)))
    return words if len("".join(words)) > 1 else {fold(value)}


def label_of(value: object) -> str:
    """Return a cell of a header as text."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else " ".join(str(value).split())
