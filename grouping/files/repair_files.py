"""Files that say who is absent and who comes late, and the file that says who moves."""

from __future__ import annotations

import csv
import difflib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grouping.errors import InputError, did_you_mean
from grouping.files.read.attendance import rounds_of
from grouping.files.read.cells import as_text
from grouping.files.read.grid import read_grid
from grouping.files.read.roster_file import read_roster
from grouping.files.write.list_csv import guarded
from grouping.language import _
from grouping.problem.column import Column, fold
from grouping.problem.roster import Roster
from grouping.solving.repair.repair_result import Repair

_ABSENT = frozenset(("absent", "absence", "tidak hadir", "absen", "tidak ikut", "batal hadir"))
_PRESENT = frozenset(
    ("present", "attendance", "attends", "hadir", "kehadiran", "rounds", "round", "putaran")
)
_MARKS = frozenset(("x", "v", "✓", "✔", "1x"))
# A first row that is this much like a name is no header.
ALIKE = 0.75

Rounds = dict[str, list[int]]


def read_absent(path: str | Path, roster: Roster, names: Sequence[str]) -> Rounds:
    """Read a list of people who do not come: with ids or names, with or without a header.

    Parameters
    ----------
    path
        A .csv, .txt, .xlsx ... with one person per row.  With a column ``absent`` (or ``tidak
        hadir``) the cell says which rounds somebody misses, blank none; with a column ``present``
        (or ``hadir``) it says to which they come.  Without either all are absent from all rounds.
    roster
        Whom it speaks of.
    names
        What the rounds are called.

    Returns
    -------
    dict
        By id the rounds (from 1) that are missed; none meaning all.

    Raises
    ------
    InputError
        If a row speaks of nobody in the roster, or a cell of no round.
    """
    grid = read_grid(path)
    rows = [
        (number, [as_text(cell).strip() if cell is not None else "" for cell in row])
        for number, row in enumerate(grid.rows, start=1)
    ]
    rows = [(number, row) for number, row in rows if any(row)]
    found = [_person(roster, row) for _number, row in rows]
    if not rows or all(one is None for one in found):
        seen = next((cell for _number, row in rows[-1:] for cell in row if cell), "")
        raise InputError(
            _("nobody of this list is in the roster"),
            where=grid.source,
            hint=did_you_mean(seen, [*roster.names, *roster.ids]) if seen else "",
        )
    absent: Rounds = {}
    column = _rounds_column(rows[0][1]) if found[0] is None else None
    for k, ((number, row), i) in enumerate(zip(rows, found, strict=True)):
        if i is None:
            if k == 0 and not _like_a_name(roster, row):
                continue  # the header
            raise _stranger(roster, row, f"{grid.source}, row {number}")
        missed = _missed(row, column, names, f"{grid.source}, row {number}")
        if missed is not None:
            absent.setdefault(roster.ids[i], []).extend(missed)
    return absent


def _person(roster: Roster, row: Sequence[str]) -> int | None:
    """Return whom a row speaks of: by name, by id where several have it or none is known."""
    cells = [cell for cell in row if cell]
    alone = len(cells) == 1
    cells.append(", ".join(cells))  # a name that was cut at the commas before its titles
    register = roster.register
    by_id = [i for cell in cells if (i := register.by_id(cell)) is not None]
    # just as it stands goes before all but for titles
    called = [(cell, register.called(cell)) for cell in cells]
    called += [(cell, register.likely(cell)) for cell in cells]
    for cell, people in called:
        both = [i for i in by_id if i in people]
        if len(people) == 1 or both:
            return both[0] if both else people[0]
        if people:
            return roster.person(cell)  # says that several are called so
    # numbers 1, 2, 3 in front of people are no ids of theirs
    counted = set(roster.ids) == {str(k + 1) for k in range(roster.n)} and not alone
    return by_id[0] if by_id and not counted else None


def _rounds_column(header: Sequence[str]) -> tuple[int, bool] | None:
    """Return the column that says rounds, and whether those of absence."""
    for place, cell in enumerate(header):
        if fold(cell) in _ABSENT | _PRESENT:
            return place, fold(cell) in _ABSENT
    return None


def _missed(
    row: Sequence[str], column: tuple[int, bool] | None, names: Sequence[str], where: str
) -> list[int] | None:
    """Return the rounds that a row says are missed, from 1; [] for all, None for none."""
    if column is None:
        return []
    place, of_absence = column
    said = row[place] if place < len(row) else ""
    every = set(range(len(names)))
    meant = set() if not said and of_absence else every
    if said and fold(said) not in _MARKS:
        rounds = rounds_of(said, names)
        if rounds is None:
            raise InputError(
                _("'{value}' does not say which rounds are meant", value=said),
                where=where,
                hint=_("write '1', '1,3', '1-2' or 'all'"),
            )
        meant = rounds
    missed = meant if of_absence else every - meant
    if not missed:
        return None
    return [] if missed == every else sorted(r + 1 for r in missed)


def _like_a_name(roster: Roster, row: Sequence[str]) -> bool:
    known = [fold(name) for name in roster.names]
    cells = [fold(cell) for cell in row if cell]
    return any(difflib.get_close_matches(cell, known, n=1, cutoff=ALIKE) for cell in cells)


def _stranger(roster: Roster, row: Sequence[str], where: str) -> InputError:
    cells = [cell for cell in row if any(c.isalpha() for c in cell)] or [c for c in row if c]
    return InputError(
        _("nobody is called '{name}'", name=cells[0]),
        where=where,
        hint=did_you_mean(cells[0], [*roster.names, *roster.ids]),
    )


@dataclass(frozen=True)
class Late:
    """Who comes late by a file.

    Attributes
    ----------
    new
        Those who are not in the roster, None if all are.
    coming
        Those who are, and who does not come to all rounds, by id; none meaning all rounds.
    notes
        What the reader noticed.
    """

    new: Roster | None
    coming: Rounds
    notes: tuple[str, ...]


def read_late(
    path: str | Path, roster: Roster, names: Sequence[str], done: Collection[int] = ()
) -> Late:
    """Read people who come in addition: rows of a roster, with the columns of the roster.

    Parameters
    ----------
    path
        A .csv, .xlsx ...  Who is in the roster already, by id or (in a file without ids) by name,
        comes after all.  A column ``hadir`` or ``attendance`` says the rounds; blank is all.
    roster, names
        The participants, and what the rounds are called.
    done
        Rounds (from 1) that have been held.

    Raises
    ------
    InputError
        If the file cannot be understood.
    """
    reading = read_roster(path)
    late, has_ids = reading.roster, "id" in reading.roles.values()
    ids = {fold(one): i for i, one in enumerate(roster.ids)}
    column = next((c for c in late.columns if fold(c.name) in _PRESENT), None)
    coming: Rounds = {}
    new: list[int] = []
    for k, (one, name) in enumerate(zip(late.ids, late.names, strict=True)):
        i = ids.get(fold(one)) if has_ids else _named(roster, name)
        rounds = _coming(late, column, k, names, done)
        if i is None:
            new.append(k)
            if rounds:
                coming[one if has_ids else _new_id(roster, len(new))] = rounds
        else:
            coming[roster.ids[i]] = rounds
    made = None
    if new:
        made = late.subset(new)
        if not has_ids:
            made = replace(made, ids=tuple(_new_id(roster, k + 1) for k in range(len(new))))
    notes = tuple(str(note) for note in reading.notes if has_ids or note.kind != "guess")
    return Late(made, coming, notes)


def _named(roster: Roster, name: str) -> int | None:
    """Return who is called so, None if nobody is."""
    return roster.person(name) if fold(name) in set(map(fold, roster.names)) else None


def _coming(
    late: Roster, column: Column | None, k: int, names: Sequence[str], done: Collection[int]
) -> list[int]:
    """Return the rounds (from 1) that somebody comes to, of those not held; [] for all."""
    said = column.value(k) if column else ""
    if not said:
        return []
    rounds = rounds_of(said, names)
    left = [r + 1 for r in sorted(rounds or ()) if r + 1 not in done]
    if not left:
        raise InputError(
            _("'{value}' does not say which rounds are meant", value=said),
            where=f"{late.source}, {late.where(k)}",
            hint=_("write '1', '1,3', '1-2' or 'all'; of rounds that are still to come"),
        )
    return left if len(left) < len(names) - len(done) else []


def _new_id(roster: Roster, number: int) -> str:
    """Return an id for the n-th person without one: the next number, or L1, L2, ..."""
    if {fold(one) for one in roster.ids} == {str(k + 1) for k in range(roster.n)}:
        return str(roster.n + number)
    taken = {fold(one) for one in roster.ids}
    free = (f"L{k}" for k in range(1, roster.n + number + 1) if f"l{k}" not in taken)
    return [one for one, _k in zip(free, range(number), strict=False)][-1]


def write_moves(repair: Repair, path: str | Path) -> None:
    """Write who moves from where to where and why: ``id,name,round,from,to,change,why`` (.csv)."""
    problem = repair.result.problem
    roster, teams = problem.roster, (*problem.teams.names, "")
    with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name", "round", "from", "to", "change", "why"])
        for move in repair.moves:
            i = move.person
            row = [roster.ids[i], roster.names[i], str(move.round + 1), teams[move.before]]
            row += [teams[move.after], move.kind, move.why]
            writer.writerow([guarded(cell) for cell in row])
