"""Files that say who is absent and who comes late, and the file that says who moves."""

from __future__ import annotations

import csv
import datetime as dt
import difflib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grouping.errors import InputError, did_you_mean
from grouping.files.read.attendance import rounds_of
from grouping.files.read.cells import as_text
from grouping.files.read.column_roles import role_of
from grouping.files.read.formula_guard import guarded
from grouping.files.read.grid import Grid
from grouping.files.read.notes import at_row, rows_text
from grouping.files.read.open_grid import read_grid
from grouping.files.read.roster_file import read_roster
from grouping.files.read.sign_in_sheet import missed_rounds, notes_on, status_columns
from grouping.language import _, plural
from grouping.problem.column import Column, fold
from grouping.problem.roster import Roster
from grouping.solving.repair.repair_result import Repair

_PRESENT = frozenset(
    ("present", "attendance", "attends", "hadir", "kehadiran", "rounds", "round", "putaran")
)
# A first row that is this much like a name is no header.
ALIKE = 0.75

Rounds = dict[str, list[int]]
Row = tuple[int, list[str]]
# A list that says nothing of being here and names this share of everybody is no list of absence.
MOST_ABSENT, FEW = 0.8, 4


@dataclass(frozen=True)
class Absent:
    """Who is absent by a file.

    Attributes
    ----------
    rounds
        By id the rounds (from 1) that are missed; none meaning all.
    notes
        What was assumed, in words.
    """

    rounds: Rounds
    notes: tuple[str, ...] = ()


def read_absent(path: str | Path, roster: Roster, names: Sequence[str]) -> Absent:
    """Read who does not come: a list of absent people, or a sign-in sheet as it is.

    Parameters
    ----------
    path
        A .csv, .txt, .xlsx ... with one person per row, by id or name, with or without a header.
        Columns that say who is here (Hadir, Status, Keterangan, a column of each round, with
        words or ticks) are understood, see `grouping.files.read.sign_in_sheet`.  Without any,
        all who are listed are absent from all rounds.
    roster
        Whom it speaks of.
    names
        What the rounds are called.

    Raises
    ------
    InputError
        If a row speaks of nobody in the roster, if a cell cannot be understood, or if everybody
        would be absent because nothing says who is.
    """
    grid = read_grid(path)
    rows = _filled_rows(grid)
    found = [_person(roster, row) for _number, row in rows]
    if not rows or all(one is None for one in found):
        seen = next((cell for _number, row in rows[-1:] for cell in row if cell), "")
        raise InputError(
            _("nobody of this list is in the roster"),
            where=grid.source,
            hint=did_you_mean(seen, [*roster.names, *roster.ids]) if seen else "",
        )
    header, people, left = _parted(rows, found, roster, grid.source)
    listed = [row for row, _i in people]
    named = _naming_columns(listed, header, roster)
    columns = status_columns(listed, header, named, names, grid.source)
    if not columns and len(people) >= FEW and len(people) > MOST_ABSENT * roster.n:
        raise InputError(
            _("the list names {n} of {people} people and does not say who of them is absent",
              n=len(people), people=roster.n),
            where=grid.source,
            hint=_("add a column Hadir or Tidak hadir, or list only those who are absent"),
        )  # fmt: skip
    absent: Rounds = {}
    for (number, row), i in people:
        where = f"{grid.source}, {at_row(number)}"
        missed = missed_rounds(row, columns, names, where) if columns else []
        if missed is not None:
            absent.setdefault(roster.ids[i], []).extend(missed)
    notes = notes_on(columns, listed)
    if left:
        rows_left = rows_text([number for number, _row in left])
        notes.append(_("left out, since nobody is named there: {rows}", rows=rows_left))
    return Absent(absent, tuple(notes))


def _filled_rows(grid: Grid) -> list[Row]:
    rows = [
        (number, [as_text(cell).strip() if cell is not None else "" for cell in row])
        for number, row in enumerate(grid.rows, start=1)
    ]
    return [(number, row) for number, row in rows if any(row)]


def _parted(
    rows: list[Row], found: list[int | None], roster: Roster, source: str
) -> tuple[list[str], list[tuple[Row, int]], list[Row]]:
    """Return the header, the rows of people with whom they name, and rows that name nobody."""
    first = next(k for k, i in enumerate(found) if i is not None)
    header: list[str] = []
    for number, row in rows[:first]:
        if _like_a_name(roster, row):
            raise _stranger(roster, row, f"{source}, {at_row(number)}")
        if sum(map(bool, row)) > 1 or not header:
            header = row
    people, left = [], []
    named = _naming_columns([r for r, i in zip(rows, found, strict=True) if i is not None],
                            header, roster, counters=False)  # fmt: skip
    for (number, row), i in zip(rows[first:], found[first:], strict=True):
        if i is not None:
            people.append(((number, row), i))
        elif any(place < len(row) and row[place] for place in named):
            raise _stranger(roster, row, f"{source}, {at_row(number)}")
        else:
            left.append((number, row))
    return header, people, left


def _naming_columns(
    rows: Sequence[Row], header: Sequence[str], roster: Roster, *, counters: bool = True
) -> set[int]:
    """Return the positions of the columns that say who it is, or count the rows."""
    found = set()
    for place in range(max(len(row) for _number, row in rows)):
        cells = [row[place] for _number, row in rows if place < len(row) and row[place]]
        known = sum(_person(roster, [cell]) is not None for cell in cells)
        title = header[place] if place < len(header) else ""
        role = role_of(title) if title else None
        if (
            role in ("id", "name")
            or (role == "number" and counters)
            or (role != "number" and 2 * known > len(cells) > 0)
        ):
            found.add(place)
    return found


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
    path: str | Path,
    roster: Roster,
    names: Sequence[str],
    done: Collection[int] = (),
    here: Collection[str] = (),
) -> Late:
    """Read people who come in addition: rows of a roster, with the columns of the roster.

    Parameters
    ----------
    path
        A .csv, .xlsx ...  Who is in the roster already, by id or (in a file without ids) by name,
        comes after all; the whole list, brought up to date, serves too.  Columns are matched by
        their headers, or by what these mean (Gol and Golongan, Unit Kerja and Instansi); ages are
        counted on the day of the plan.  A column ``hadir`` or ``attendance`` says the rounds;
        blank is all.
    roster, names
        The participants, and what the rounds are called.
    done
        Rounds (from 1) that have been held.
    here
        Ids of those who have a team in all rounds that are left.  They are passed over where the
        file names others too.

    Raises
    ------
    InputError
        If the file cannot be understood.
    """
    day = dt.date.fromisoformat(roster.origin.day) if roster.origin else None
    reading = read_roster(path, on=day)
    late, has_ids = reading.roster, "id" in reading.roles.values()
    late, renamed = _as_named_in(roster, late, reading.roles)
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
    seated = [one for one, rounds in coming.items() if one in here and not rounds]
    if len(seated) < len(coming) or new:
        coming = {one: rounds for one, rounds in coming.items() if one not in seated}
    else:
        seated = []
    made = None
    if new:
        made = late.subset(new)
        if not has_ids:
            made = replace(made, ids=tuple(_new_id(roster, k + 1) for k in range(len(new))))
    notes = [str(note) for note in reading.notes if has_ids or note.kind != "guess"]
    if seated:
        notes.append(
            plural(
                "{n} person of {file} has a team already; "
                "a namesake who comes late needs an id of their own",
                "{n} people of {file} have a team already; "
                "a namesake who comes late needs an id of their own",
                len(seated),
                file=late.source,
            )
        )
    return Late(made, coming, (*notes, *renamed))


def _as_named_in(
    roster: Roster, late: Roster, roles: Mapping[str, str]
) -> tuple[Roster, list[str]]:
    """Return `late` with columns called as in `roster` where their headers mean the same."""
    own, theirs = ({fold(c.name) for c in one.columns} for one in (roster, late))
    wanted = _only_ones((role_of(c.name), c.name) for c in roster.columns)
    given = _only_ones((roles.get(c.name) or role_of(c.name), c.name) for c in late.columns)
    names, notes = {}, []
    for role, name in given.items():
        target = wanted.get(role, name)
        if target != name and fold(name) not in own and fold(target) not in theirs:
            names[name] = target
            notes.append(
                _(
                    "column '{name}' of {file} was taken for '{column}'",
                    name=name,
                    file=late.source,
                    column=target,
                )
            )
    columns = tuple(replace(c, name=names.get(c.name, c.name)) for c in late.columns)
    return replace(late, columns=columns), notes


def _only_ones(pairs: Iterable[tuple[str | None, str]]) -> dict[str, str]:
    """Return name by role, for roles that one column alone has."""
    named: dict[str, list[str]] = {}
    for role, name in pairs:
        if role:
            named.setdefault(role, []).append(name)
    return {role: names[0] for role, names in named.items() if len(names) == 1}


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
