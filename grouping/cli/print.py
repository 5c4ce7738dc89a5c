"""`grouping print`: lists, sign-in sheets, slips, badges and cards of teams that are made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np

from grouping.cli.open_results import opened
from grouping.cli.output_files import target_of, undisturbed
from grouping.cli.rule_options import documents, output_options, paper_options, pdfs
from grouping.errors import InputError
from grouping.language import _, plural

if TYPE_CHECKING:
    from grouping.scoring.meeting_counts import Encounters


@click.command("print")
@click.argument("list_file", metavar="RESULT|LIST")
@click.option(
    "--plan", "plan_file", metavar="PLAN|RESULT|INSTANCE", help="Whose teams the list speaks of."
)
@click.option("--sheet", metavar="NAME", help="Sheet of the list that counts.")
@output_options
@paper_options
@click.option(
    "--only", multiple=True, metavar="NAME|TEAM", help="For these people or teams; repeatable."
)
@click.option("--zoom", metavar="FILE", help="Breakout rooms as .csv for Zoom, a file per round.")
@click.option("--email", metavar="COLUMN", help="Column of e-mail addresses for Zoom.")
def command(
    list_file: str,
    plan_file: str | None,
    sheet: str | None,
    output: Sequence[str],
    pdf: Sequence[str],
    what: str | None,
    title: str,
    sheet_per_team: bool,
    only: Sequence[str],
    zoom: str | None,
    email: str | None,
    force: bool,
    quiet: bool,
) -> None:
    """Write a stored .json result, or any list (.xlsx, .csv, .ods) with its plan, to print.

    The endings of -o choose what is written: .pdf (door lists, sign-in sheets, slips,
    badges and cards, or some of them by --what), .xlsx, .csv, .json.
    """
    from grouping.cli import output as show
    from grouping.scoring.meeting_counts import Encounters

    inputs = [Path(path) for path in (list_file, plan_file) if path]
    targets = [target_of(path, force, inputs) for path in (*output, *pdfs(pdf))]
    if not targets and not zoom:
        raise InputError(
            _("nothing says what to write"), hint=_("add --pdf FILE, -o FILE or --zoom FILE")
        )
    chosen = documents(what)
    met = Encounters(*opened(list_file, plan_file, sheet)[:2])
    people, teams = chosen_by(met, only) if only else (None, None)
    with undisturbed():
        for path in targets:
            _write(met, path, chosen, people, teams, title, sheet_per_team)
        if zoom:
            from grouping.files.write.zoom_rooms import write_zoom

            rooms = write_zoom(met, zoom, email=email, force=force)
            targets += rooms.paths
    for path in [] if quiet else targets:
        show.say(_("wrote {file}", file=path))
    if zoom and rooms.missing:
        names = ", ".join(rooms.missing[:10]) + (", ..." if len(rooms.missing) > 10 else "")
        show.say(
            plural(
                "{n} person has no e-mail address and is in no room: {names}",
                "{n} people have no e-mail address and are in no room: {names}",
                len(rooms.missing),
                names=names,
            )
        )


def _write(
    met: Encounters,
    path: Path,
    what: Sequence[str],
    people: list[int] | None,
    teams: list[int] | None,
    title: str,
    sheet_per_team: bool,
) -> None:
    from grouping.files.write.print_pdf import write_pdf
    from grouping.files.write.write_by_ending import write_result, write_whole
    from grouping.solving.solve import judged

    if path.suffix.casefold() == ".pdf":
        write_whole(
            path,
            lambda draft: write_pdf(met, draft, what=what, people=people, teams=teams, title=title),
        )
        return
    if people is not None:
        raise InputError(
            _("--only chooses pages of a .pdf"),
            where=path.name,
            hint=_("leave it out, or end in .pdf"),
        )
    result = judged(met.problem, met.assignment)
    write_result(result, path, force=True, sheet_per_team=sheet_per_team)


def chosen_by(met: Encounters, only: Sequence[str]) -> tuple[list[int], list[int] | None]:
    """Return the people and the teams that names mean.

    Whoever is on a named team in any round is among the people.  The teams are those named and
    those of the people named; None, which leaves them to the people, if no team is named.

    Raises
    ------
    InputError
        If a name is that of no person and no team.
    """
    from grouping.files.read.people_on_teams import People
    from grouping.problem.column import fold

    problem = met.problem
    by_name = {fold(name): g for g, name in enumerate(problem.teams.names)}
    teams = [by_name[fold(one)] for one in only if fold(one) in by_name]
    people = People.of(problem)
    named = [people.person(one) for one in only if fold(one) not in by_name]
    if not teams:
        return named, None
    members = np.flatnonzero(np.isin(met.assignment, teams).any(axis=0)).tolist()
    beside = [g for g in met.assignment[:, named].ravel().tolist() if g >= 0]
    return sorted({*named, *members}), sorted({*teams, *beside})
