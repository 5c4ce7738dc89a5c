"""Breakout rooms for Zoom: the file that it takes when rooms are assigned beforehand."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from grouping.errors import InputError
from grouping.files.read.addresses import clean_address
from grouping.files.read.column_roles import role_of
from grouping.files.read.formula_guard import guarded
from grouping.files.write.outputs import Written
from grouping.files.write.write_by_ending import check_place, write_whole
from grouping.language import _, plural

if TYPE_CHECKING:
    from grouping.problem.column import Column
    from grouping.problem.problem import Problem
    from grouping.scoring.meeting_counts import Encounters
    from grouping.solving.solve import Result

# Zoom knows the columns by these words, whatever its language.
HEADER = ("Pre-assign Room Name", "Email Address")


@dataclass(frozen=True)
class Rooms:
    """What was written.

    Attributes
    ----------
    paths
        A file for each round.
    missing
        Names of those who take part and have no address, so that they are in no file.
    """

    paths: tuple[Path, ...]
    missing: tuple[str, ...]


def zoom_paths(path: str | Path, rounds: int) -> tuple[Path, ...]:
    """Return the file of each round: ``rooms.csv``, or ``rooms-1.csv``, ``rooms-2.csv``, ..."""
    path = Path(path)
    if rounds == 1:
        return (path,)
    return tuple(path.with_name(f"{path.stem}-{r + 1}{path.suffix}") for r in range(rounds))


def write_zoom(
    result: Result | Encounters, path: str | Path, *, email: str | None = None, force: bool = False
) -> Rooms:
    """Write a file for each round that assigns people to breakout rooms by their e-mail address.

    Parameters
    ----------
    result
        A result, or the `Encounters` of a problem and an assignment.
    path
        The file, ending in .csv; with several rounds, '-1', '-2', ... is added to its name.
    email
        Column of the addresses; without it the one whose header says so.
    force
        Whether to replace files that exist.

    Raises
    ------
    InputError
        If no column has the addresses, two people share one, or a file cannot be written.
    """
    problem = result.problem
    if Path(path).suffix.casefold() != ".csv":
        raise InputError(
            _("rooms for Zoom are a .csv file"), where=Path(path).name, hint=_("end it in .csv")
        )
    addresses = _addresses(problem, email_column(problem, email))
    paths = zoom_paths(path, problem.rounds)
    for one in paths:
        check_place(one, force)
    for one, team in zip(paths, result.assignment.tolist(), strict=True):
        rows = [
            (problem.teams.names[g], address)
            for g, address in sorted(zip(team, addresses, strict=True), key=lambda row: row[0])
            if g >= 0 and address
        ]
        write_whole(one, partial(_write, rows))
    here = np.flatnonzero((result.assignment >= 0).any(axis=0)).tolist()
    return Rooms(paths, tuple(problem.roster.names[i] for i in here if not addresses[i]))


def write_rooms(
    result: Result | Encounters, path: str | Path, *, email: str | None = None, force: bool = False
) -> Written:
    """Do what `write_zoom` does, and say who is in no room; see `Output`."""
    rooms = write_zoom(result, path, email=email, force=force)
    if not rooms.missing:
        return Written(rooms.paths)
    names = ", ".join(rooms.missing[:10]) + (", ..." if len(rooms.missing) > 10 else "")
    text = plural(
        "{n} person has no e-mail address and is in no room: {names}",
        "{n} people have no e-mail address and are in no room: {names}",
        len(rooms.missing),
        names=names,
    )
    return Written(rooms.paths, (text,))


def email_column(problem: Problem, wanted: str | None = None) -> Column:
    """Return the column with e-mail addresses: the one named `wanted`, else by its header.

    Raises
    ------
    InputError
        If there is none; the hint names the columns that there are.
    """
    roster = problem.roster
    if wanted is not None:
        return roster.column(wanted)
    found = next((c for c in roster.columns if role_of(c.name) == "email"), None)
    if found is None:
        names = ", ".join(f"'{column.name}'" for column in roster.columns)
        raise InputError(
            _("no column has e-mail addresses, by which Zoom knows people"),
            where=roster.source,
            hint=_("name it: --email COLUMN; the columns are: {names}", names=names)
            if names
            else _("add a column 'Email' to the roster"),
        )
    return found


def _addresses(problem: Problem, column: Column) -> list[str]:
    """Return the address of each person, '' for none."""
    # two people with one address are one label that both have
    roster = problem.roster
    values = [column.value(i).strip() for i in range(problem.n)]
    addresses = [clean_address(value) or "" for value in values]
    wrong = [i for i, value in enumerate(values) if "@" in value and not addresses[i]]
    if wrong:
        shown = [f"{roster.names[i]} ({roster.where(i)}): {values[i]}" for i in wrong[:8]]
        raise InputError(
            plural(
                "{n} address cannot be right: {who}",
                "{n} addresses cannot be right: {who}",
                len(wrong),
                who=", ".join(shown),
            ),
            where=f"{roster.source}, {column.name}",
            hint=_("correct them in the roster, or leave the cells blank"),
        )
    if not any(addresses):
        raise InputError(
            _("column '{column}' has no e-mail addresses", column=column.name),
            where=problem.roster.source,
        )
    seen: dict[str, int] = {}
    for i, address in enumerate(addresses):
        other = seen.setdefault(address.casefold(), i) if address else i
        if other != i:
            raise InputError(
                _(
                    "{one} and {other} have the same e-mail address: {address}",
                    one=problem.roster.names[other],
                    other=problem.roster.names[i],
                    address=address,
                ),
                where=problem.roster.source,
                hint=_("Zoom would know them as one person; give each an address of their own"),
            )
    return addresses


def _write(rows: Sequence[tuple[str, str]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows([guarded(cell) for cell in row] for row in rows)
