"""Social golfer cells: a text ``g s w``, groups of golfers a week, golfers in each, weeks."""

from __future__ import annotations

import re
from pathlib import Path

from grouping.errors import InputError
from grouping.files.instances.first_line import first_line
from grouping.files.instances.formats import Asked
from grouping.files.instances.instance import Golf
from grouping.files.read.delimited_text import plain_bytes
from grouping.files.read.notes import Note
from grouping.language import _
from grouping.problem.problem import Problem

CELL = re.compile(rb"\s*(\d{1,6})[\s,x-]+(\d{1,6})[\s,x-]+(\d{1,6})\s*")


def read_golf(path: str | Path) -> Golf:
    """Read a cell, such as ``8 4 10`` (or ``8-4-10``).

    Raises
    ------
    InputError
        If the file holds anything else.
    """
    path = Path(path)
    try:
        text = plain_bytes(path.read_bytes())
    except FileNotFoundError:
        raise InputError(_("there is no such file"), where=str(path)) from None
    found = CELL.fullmatch(text)
    if found is None:
        shown = text[:40].decode("utf-8", "replace").strip()
        raise InputError(
            _("'{text}' is not a social golfer cell", text=shown),
            where=_("{file}, line {line}", file=path.name, line=1),
            hint=_("write groups, golfers in each and weeks: 8 4 10"),
        )
    groups, size, weeks = map(int, found.groups())
    return Golf(groups, size, weeks)


def is_golf(path: Path) -> bool:
    """Return whether a text has one line, and that line is a cell."""
    first, more = first_line(path)
    return bool(CELL.fullmatch(first)) and not more


def golf_problem(path: Path, _asked: Asked) -> tuple[Problem, list[Note]]:
    """Return the Problem of a file; see `Format.read`."""
    return read_golf(path).problem(path.name), []
