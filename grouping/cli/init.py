"""`grouping init`: look at a roster, say what was found, write a plan to start from."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grouping.cli.options import output_options
from grouping.errors import InputError
from grouping.language import _

if TYPE_CHECKING:
    from grouping.read.roster import Reading

HEADINGS = {
    "dropped": "Left out",
    "changed": "Repaired",
    "guess": "Assumed, because the file does not say",
    "oddity": "Worth a look; nothing was changed",
}


@click.command("init")
@click.argument("roster", metavar="ROSTER")
@click.option("--sheet", metavar="NAME", help="Sheet of the roster.")
@click.option("--id", "id_column", metavar="COLUMN", help="Column of ids.")
@click.option("--name", "name_column", metavar="COLUMN", help="Column of names.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Day on which ages are counted.")
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
    from grouping.cli.reading import print_account, write_report
    from grouping.cli.show import console, say
    from grouping.read.roster import read_roster
    from grouping.write.files import check_place, write_whole
    from grouping.write.starter_plan import starter_plan

    targets = [Path(path) for path in output]
    for path in targets:
        if path.suffix.casefold() not in (".toml", ".csv"):
            raise InputError("a plan is a .toml file", where=path.name, hint="-o plan.toml")
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
        print_account(reading)
        _print_columns(reading)
        _print_notes(reading)
    for path in targets:
        if path.suffix.casefold() == ".csv":
            write_whole(path, partial(write_report, reading))
            say(_("wrote {file}", file=path))
            continue
        text = starter_plan(reading, os.path.relpath(roster, path.parent or Path()))
        write_whole(path, partial(_write, text))
        say(f"wrote {path}: now  grouping solve {path} -o teams.xlsx")
    if not targets and not quiet:
        console().print("[bold]-o plan.toml[/bold] writes a plan to start from")


def _write(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8")


def _print_columns(reading: Reading) -> None:
    from rich.table import Table

    from grouping.cli.show import console

    out, roster = console(), reading.roster
    out.print(f"{roster.n} people in {roster.source}, header in row {reading.header_row}\n")
    table = Table(header_style="bold", pad_edge=False)
    for name in ("Column", "Kind", "About", "Values", "Blank"):
        table.add_column(name, overflow="fold")
    for column in roster.columns:
        labels = list(column.counts().items())
        if column.kind == "number":
            values = f"{column.labels[0]} to {column.labels[-1]}" if labels else ""
        elif column.kind == "text":
            values = f"{len(labels)} different"
        else:
            shown = ", ".join(f"{label} ({count})" for label, count in labels[:8])
            values = shown + (f" and {len(labels) - 8} more" if len(labels) > 8 else "")
        blank = int(column.blank.sum())
        role = reading.roles.get(column.name, "")
        table.add_row(column.name, column.kind, role, values.replace("[", "\\["), str(blank or ""))
    out.print(table)


def _print_notes(reading: Reading) -> None:
    from grouping.cli.show import console

    out = console()
    for kind, heading in HEADINGS.items():
        notes = [note for note in reading.notes if note.kind == kind]
        if notes:
            out.print(f"\n[bold]{heading}[/bold]")
            for note in notes:
                out.print(f"- {note}", markup=False)
