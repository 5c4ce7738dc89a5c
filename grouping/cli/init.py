"""`grouping init`: look at a roster, say what was found, and write a plan to start from."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grouping.cli.output_options import output_options
from grouping.errors import InputError
from grouping.language import _, later, number, plural

if TYPE_CHECKING:
    from grouping.files.read.roster_file import Reading

KINDS = {
    "category": later("category"),
    "ordered": later("ordered"),
    "number": later("number"),
    "text": later("text"),
}
# what columns are about, see `grouping.files.read.column_roles.role_of`
ROLES = {
    "number": later("running number"),
    "id": later("id number"),
    "name": later("name"),
    "agency": later("agency"),
    "position": later("position"),
    "eselon": later("eselon"),
    "golongan": later("golongan"),
    "gender": later("gender"),
    "age": later("age"),
    "birth_date": later("birth date"),
    "birth_place": later("birth place"),
    "district": later("district"),
    "village": later("village"),
    "phone": later("phone"),
    "email": later("email"),
    "education": later("education"),
    "religion": later("religion"),
    "address": later("address"),
    "notes": later("notes"),
    "timestamp": later("time of the answer"),
}


@click.command("init")
@click.argument("roster", metavar="ROSTER")
@click.option("--sheet", metavar="NAME", help="Sheet of the roster.")
@click.option("--id", "id_column", metavar="COLUMN", help="Column of ids.")
@click.option("--name", "name_column", metavar="COLUMN", help="Column of names.")
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Day on which ages are counted.",
)
@click.option(
    "--accept-merges", is_flag=True, help="Make labels one that look like two spellings of one."
)
@output_options
def command(
    roster: str,
    sheet: str | None,
    id_column: str | None,
    name_column: str | None,
    date: dt.datetime | None,
    accept_merges: bool,
    output: Sequence[str],
    force: bool,
    quiet: bool,
) -> None:
    """Look at a roster: people, columns, oddities by row; with -o, write a commented plan.

    An -o that ends in .csv gets the report of what was read, left out and repaired.
    """
    from grouping.cli.output import console, say
    from grouping.cli.roster_account import print_account, write_report
    from grouping.files.read.roster_file import read_roster
    from grouping.files.write.starter_plan import starter_plan
    from grouping.files.write.write_by_ending import check_place, write_whole

    targets = [Path(path) for path in output]
    for path in targets:
        if path.suffix.casefold() not in (".toml", ".csv"):
            raise InputError(_("a plan is a .toml file"), where=path.name, hint="-o plan.toml")
        if os.path.realpath(path) == os.path.realpath(roster):
            raise InputError(
                _("this file is read, so it cannot be written"),
                where=path.name,
                hint=_("rename it"),
            )
        check_place(path, force=force)
    on = date.date() if date else None
    reading = read_roster(
        roster, sheet=sheet, id=id_column, name=name_column, on=on, accept_merges=accept_merges
    )
    if not quiet:
        _print_unsure(reading)
        print_account(reading)
        _print_columns(reading)
        _print_notes(reading)
    for path in targets:
        if path.suffix.casefold() == ".csv":
            write_whole(path, partial(write_report, reading))
            say(_("wrote {file}", file=path))
            continue
        text = starter_plan(reading, os.path.relpath(roster, path.parent or Path()), on)
        write_whole(path, partial(_write, text))
        say(_("wrote {file}: now  grouping solve {file} -o teams.xlsx", file=path))
    if not targets and not quiet:
        console().print(_("-o plan.toml writes a plan to start from"), markup=False)


def _write(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8")


def _print_columns(reading: Reading) -> None:
    from rich.table import Table

    from grouping.cli.output import console, plain

    out, roster = console(), reading.roster
    said = plural(
        "{n} person in {file}, header in row {row}",
        "{n} people in {file}, header in row {row}",
        roster.n,
        file=roster.source,
        row=reading.header_row,
    )
    out.print(f"{said}\n", markup=False)
    table = Table(header_style="bold", pad_edge=False)
    for name in (_("Column"), _("Kind"), _("About"), _("Values"), _("Blank")):
        table.add_column(name, overflow="fold")
    for column in roster.columns:
        labels = list(column.counts().items())
        if column.kind == "number":
            ends = {"low": column.labels[0], "high": column.labels[-1]} if labels else {}
            values = _("{low} to {high}", **ends) if ends else ""
        elif column.kind == "text":
            values = _("{n} different", n=number(len(labels)))
        else:
            shown = ", ".join(f"{label} ({count})" for label, count in labels[:8])
            if len(labels) > 8:
                shown = _("{values} and {n} more", values=shown, n=number(len(labels) - 8))
            values = shown
        blank = int(column.blank.sum())
        role = reading.roles.get(column.name, "")
        cells = (column.name, _(KINDS[column.kind]), _(ROLES.get(role, role)), values)
        table.add_row(*map(plain, cells), str(blank or ""))
    out.print(table)


def _print_unsure(reading: Reading) -> None:
    """Print first of all what could be read otherwise."""
    from grouping.cli.output import console

    if _print_kind(reading, "unsure"):
        console().print()


def _print_notes(reading: Reading) -> None:
    from grouping.cli.output import console
    from grouping.cli.roster_account import HEADINGS

    for kind in HEADINGS:
        if kind != "unsure" and any(note.kind == kind for note in reading.notes):
            console().print()
            _print_kind(reading, kind)


def _print_kind(reading: Reading, kind: str) -> bool:
    """Print the notes of a kind below their heading; return whether there are any."""
    from grouping.cli.output import console
    from grouping.cli.roster_account import HEADINGS

    notes = [note for note in reading.notes if note.kind == kind]
    if notes:
        console().print(f"[bold]{_(HEADINGS[kind])}[/bold]")
    for note in notes:
        console().print(f"- {note}", markup=False)
    return bool(notes)
