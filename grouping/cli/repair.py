"""`grouping repair`: mend teams when people drop out, come late, or must be parted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grouping.cli.open_results import opened
from grouping.cli.output_files import target_of
from grouping.cli.output_options import result_options
from grouping.cli.rule_options import rule_options, stated_rules
from grouping.cli.signals import undisturbed
from grouping.errors import InputError
from grouping.language import _

if TYPE_CHECKING:
    from grouping.problem.problem import Problem
    from grouping.problem.roster import Roster
    from grouping.solving.repair import Repair
    from grouping.terms.arrays import Index

# Within five seconds, with reading and writing.
SECONDS = 3.0
# Texts that end so are meant as files.
_FILES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")


@click.command("repair")
@click.argument("result_file", metavar="RESULT|LIST")
@click.option("--plan", "plan_file", metavar="PLAN|RESULT", help="What the list is judged by.")
@click.option(
    "--absent", multiple=True, metavar="FILE|NAMES", help="Who does not come: 'A; B', 'A = 2'."
)
@click.option(
    "--late", multiple=True, metavar="FILE|NAMES", help="Who comes in addition, or after all."
)
@click.option(
    "--lock", multiple=True, metavar="TEAM|NAME", help="A team or a person that stays as it is."
)
@click.option("--done", metavar="ROUNDS", help="Rounds that have been held: 1, 1-2.")
@click.option("--moves", type=click.IntRange(min=0), metavar="N", help="Move at most so many.")
@rule_options
@click.option(
    "--curve",
    type=click.IntRange(min=0),
    default=10,
    metavar="N",
    help="How many moves beyond the fewest are tried (default 10).",
)
@click.option("--list", "list_file", metavar="FILE.csv", help="Write who moves, and why.")
@click.option("--pdf", metavar="FILE.pdf", help="Slips and badges of those who move or are new.")
@click.option(
    "--seconds", type=float, default=SECONDS, metavar="S", help="Longest search (default 3)."
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    metavar="N",
    help="Source of randomness (default 1).",
)
@click.option("--threads", type=click.IntRange(min=1), metavar="N", help="Searches side by side.")
@click.option("--anyway", is_flag=True, help="Best effort even if the must rules cannot all hold.")
@result_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    result_file: str,
    plan_file: str | None,
    absent: Sequence[str],
    late: Sequence[str],
    output: Sequence[str],
    list_file: str | None,
    pdf: str | None,
    force: bool,
    quiet: bool,
    **options: Any,
) -> None:
    """Repair teams with as few moves as can be when people drop out or come late.

    The fewest moved people first, then the best score; what more moves would bring is shown, so
    that --moves can choose.  Rules such as --apart 'A; B' are added as must rules.

    \b
    grouping repair kelompok.json --absent 'Siti Rahma; Budi' --late late.xlsx -o repaired.json
    grouping repair kelompok.json --absent absent.txt --done 1 --lock 'Kelompok 3' -o repaired.xlsx
    """  # noqa: D301 - the backspace tells click to keep the lines
    from grouping.cli import output as show
    from grouping.cli.progress import preparing
    from grouping.cli.repair_output import print_repair, say_repair
    from grouping.files.write.write_by_ending import check_place
    from grouping.solving.repair import repair
    from grouping.solving.repair.repair_record import repair_to_dict

    rules = _must_rules(options)
    problem, assignment, _original = opened(result_file, plan_file)
    inputs = [Path(one) for one in (result_file, plan_file, *absent, *late) if one]
    targets = [target_of(path, force, inputs) for path in output]
    for path, ending in ((list_file, ".csv"), (pdf, ".pdf")):
        if path and Path(path).suffix.lower() != ending:
            raise InputError(_("this file has to end in {ending}", ending=ending), where=path)
        if path:
            check_place(path, force)
    done = _done(options["done"], problem)
    (away, heard), (new, coming, notes) = (
        _absent(absent, problem),
        _late(late, problem, done, assignment),
    )
    if not (away or new or coming or rules or options["moves"]):
        raise InputError(
            _("nothing has changed, so there is nothing to repair"),
            hint=_("say --absent, --late or a rule such as --apart 'A; B'; or --moves 5"),
        )
    settings = ("moves", "curve", "seconds", "seed", "threads", "anyway")
    how = {key: options[key] for key in settings}
    with preparing(quiet):
        found = repair(
            problem,
            assignment,
            absent=away,
            late=new,
            coming=coming,
            rules=rules,
            locked=options["lock"],
            done=done,
            **how,
        )
    more = {"repair": repair_to_dict(found, _record(result_file, assignment))}
    with undisturbed():
        written = _write_all(found, targets, list_file, pdf, more)
    print_repair(found)
    show.console().print(show.score_table(found.result.problem, found.result.score))
    if not quiet:
        for note in (*heard, *notes, *found.question.notes):
            show.say(note)
        say_repair(found)
        if pdf and not found.changed.any():
            show.say(_("nobody needs a new slip, so {file} was not written", file=pdf))
        for path in written:
            show.say(_("wrote {file}", file=path))
    show.print_broken(found.result.problem, found.result.score)
    show.print_conflict(found.result)
    ctx.exit(1 if found.result.score.must else 0)


def _must_rules(options: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rules of the options; what names people or teams must hold."""
    stated = stated_rules(options)
    for rule in stated:
        if rule["kind"] == "keep":
            raise InputError(
                _("a repair keeps the earlier teams by itself"), where="--keep", hint="--moves 5"
            )
    return stated


def _record(of_file: str, assignment: Index) -> dict[str, Any]:
    """Return what was repaired, as the result's record says it."""
    from grouping.files.result_form import fingerprint

    teams = [[g if g >= 0 else None for g in team] for team in assignment.tolist()]
    return {"file": Path(of_file).name, "assignment": fingerprint(teams)}


def _done(text: str | None, problem: Problem) -> list[int]:
    """Read '1', '1-2', '1,2' or names of rounds."""
    from grouping.files.read.attendance import rounds_of

    if text is None:
        return []
    rounds = rounds_of(text, _round_names(problem))
    if not rounds:
        raise InputError(
            _("'{value}' does not say which rounds have been held", value=text),
            where="--done",
            hint=_("rounds are numbered 1 to {last}", last=problem.rounds),
        )
    return sorted(r + 1 for r in rounds)


def _round_names(problem: Problem) -> list[str]:
    return [problem.round_name(r) for r in range(problem.rounds)]


def _is_file(text: str) -> bool:
    if Path(text).is_file():
        return True
    if text.casefold().endswith(_FILES):
        raise InputError(_("there is no such file"), where=text)
    return False


def _absent(texts: Sequence[str], problem: Problem) -> tuple[dict[str, list[int]], list[str]]:
    """Return who is absent, by id, in which rounds (from 1), none meaning all; and notes."""
    from grouping.files.repair_files import read_absent

    found: dict[str, list[int]] = {}
    notes: list[str] = []
    for text in texts:
        if _is_file(text):
            absent = read_absent(text, problem.roster, _round_names(problem))
            found |= absent.rounds
            notes += absent.notes
        else:
            found |= _named(text, problem.roster, "--absent")
    return found, notes


def _late(
    texts: Sequence[str], problem: Problem, done: Sequence[int], assignment: Index
) -> tuple[Roster | None, dict[str, list[int]], list[str]]:
    """Return who is new, who of the roster comes after all, and what was noticed."""
    import numpy as np

    from grouping.files.repair_files import read_late

    new: Roster | None = None
    coming: dict[str, list[int]] = {}
    notes: list[str] = []
    for text in texts:
        if not _is_file(text):
            coming |= _named(text, problem.roster, "--late")
            continue
        if new is not None:
            raise InputError(
                _("only one file can say who comes late"), where=text, hint=_("put both in one")
            )
        left = [r for r in range(problem.rounds) if r + 1 not in done]
        seated = np.all(assignment[left] >= 0, axis=0)
        here = [one for one, has in zip(problem.roster.ids, seated.tolist(), strict=True) if has]
        late = read_late(text, problem.roster, _round_names(problem), done, here)
        new, coming = late.new, coming | late.coming
        notes += late.notes
    return new, coming, notes


def _named(text: str, roster: Roster, option: str) -> dict[str, list[int]]:
    """Read 'A; B' or 'A; B = 2,3'."""
    who, sign, numbers = text.rpartition("=")
    rounds: list[int] = []
    if sign:
        parts = [part.strip() for part in re.split(r"[;,]", numbers)]
        if not all(part.isdigit() for part in parts):
            raise InputError(
                _("'{value}' does not say which rounds are meant", value=text),
                where=option,
                hint=_("write 'A; B' for all rounds, 'A; B = 2,3' for some"),
            )
        rounds = [int(part) for part in parts]
    names = [name.strip() for name in (who if sign else text).split(";") if name.strip()]
    if not names:
        raise InputError(_("nobody is named"), where=option, hint=_("write 'A; B'"))
    try:
        return {roster.ids[roster.person(name)]: rounds for name in names}
    except InputError as error:
        raise InputError(error.message, where=option, hint=error.hint) from None


def _write_all(
    found: Repair,
    targets: Sequence[Path],
    list_file: str | None,
    pdf: str | None,
    more: dict[str, Any],
) -> list[str]:
    """Write all files; return their names."""
    from grouping.files.repair_files import write_moves
    from grouping.files.write.print_pdf import write_pdf
    from grouping.files.write.write_by_ending import write_result, write_whole

    for path in targets:
        write_result(found.result, path, force=True, more=more)
    written = [str(path) for path in targets]
    if list_file:
        write_whole(list_file, lambda draft: write_moves(found, draft))
        written.append(list_file)
    if pdf and found.changed.any():
        # for those alone whose teams are other ones now
        what, people = ["slips", "badges"], found.changed
        write_whole(pdf, lambda draft: write_pdf(found.result, draft, what=what, people=people))
        written.append(pdf)
    return written
