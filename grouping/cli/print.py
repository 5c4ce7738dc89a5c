"""`grouping print`: print lists, sign-in sheets, slips, badges and cards of finished teams."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from grouping.cli.open_results import opened
from grouping.cli.output_files import target_of
from grouping.cli.output_options import format_options, result_options, wanted
from grouping.cli.signals import undisturbed
from grouping.errors import InputError
from grouping.language import _, either

if TYPE_CHECKING:
    from grouping.scoring.meeting_counts import Encounters


@click.command("print")
@click.argument("list_file", metavar="RESULT|LIST")
@click.option(
    "--plan", "plan_file", metavar="PLAN|RESULT|INSTANCE", help="Whose teams the list speaks of."
)
@click.option("--sheet", metavar="NAME", help="Sheet of the list that counts.")
@result_options
@format_options(every=True)
@click.option(
    "--only", multiple=True, metavar="NAME|TEAM", help="For these people or teams; repeatable."
)
def command(
    list_file: str,
    plan_file: str | None,
    sheet: str | None,
    output: tuple[str, ...],
    only: Sequence[str],
    force: bool,
    quiet: bool,
    **options: Any,
) -> None:
    """Write a stored .json result, or any list (.xlsx, .csv, .ods) with its plan, to print.

    A .pdf has door lists, sign-in sheets, slips, badges and cards, or some of them by --what.
    """
    from grouping.cli import output as show
    from grouping.scoring.meeting_counts import Encounters

    inputs = [Path(path) for path in (list_file, plan_file) if path]
    written = wanted(output, options, every=True)
    targets = [target_of(path, force, inputs) for path in written.files]
    if not targets and not written.others:
        raise InputError(
            _("nothing says what to write"), hint=_("add --pdf FILE, -o FILE or --zoom FILE")
        )
    met = Encounters(*opened(list_file, plan_file, sheet)[:2])
    said = dict(written.options)
    if only:
        said["people"], said["teams"] = chosen_by(met, only)
    notes: list[str] = []
    with undisturbed():
        for path in targets:
            _write(met, path, said)
        for kind, file in written.others:
            made = kind.write(met, Path(file), {**said, "force": force})
            targets += made.paths if made else ()
            notes += made.notes if made else ()
    for path in [] if quiet else targets:
        show.say(_("wrote {file}", file=path))
    for note in notes:
        show.say(note)


def _write(met: Encounters, path: Path, said: dict[str, Any]) -> None:
    """Write a file whose ending says its format."""
    from grouping.files.write.outputs import endings
    from grouping.files.write.write_by_ending import write_result
    from grouping.solving.solve import judged

    kinds = endings()
    kind = kinds[path.suffix.casefold()]
    if "people" in said and "people" not in kind.known:
        able = [ending for ending, one in kinds.items() if "people" in one.known]
        raise InputError(
            _("--only chooses pages of a {endings}", endings=either(able)),
            where=path.name,
            hint=_("leave it out, or end in {endings}", endings=either(able)),
        )
    result = judged(met.problem, met.assignment) if kind.scored else met
    write_result(result, path, force=True, **said)


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
