"""`grouping repair`: people drop out, come late, or must not sit together after all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grouping.cli.options import output_options, rule_options, stated_rules
from grouping.cli.targets import target_of, undisturbed
from grouping.errors import InputError
from grouping.language import _

if TYPE_CHECKING:
    from grouping.problem import Problem
    from grouping.repairing import Repair
    from grouping.roster import Roster
    from grouping.terms import Index

# Within five seconds, with reading and writing.
SECONDS = 3.0
# Texts that end so are meant as files.
_FILES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")


@click.command("repair")
@click.argument("result_file", metavar="RESULT|LIST")
@click.option("--plan", "plan_file", metavar="RESULT|PLAN", help="What a LIST is judged by.")
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
@click.option("--moves", type=click.IntRange(min=0), help="Move at most so many.")
@rule_options
@click.option("--curve", type=click.IntRange(min=0), default=10, help="Moves beyond the fewest.")
@click.option("--list", "list_file", metavar="FILE.csv", help="Write who moves, and why.")
@click.option("--seconds", type=float, default=SECONDS, show_default=True, help="Longest search.")
@click.option("--seed", type=click.IntRange(min=0), default=1, help="Source of randomness.")
@click.option("--threads", type=click.IntRange(min=1), help="Processors to use.")
@click.option("--anyway", is_flag=True, help="Best effort even if the must rules cannot all hold.")
@output_options
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
    from grouping.cli import show
    from grouping.cli.progress import prepare
    from grouping.cli.repair_shown import print_repair, say_repair
    from grouping.repairing import repair
    from grouping.repairing.files import write_moves
    from grouping.repairing.record import repair_to_dict
    from grouping.write.files import check_place, write_whole

    rules = _must_rules(options)
    problem, assignment, of = _before(result_file, plan_file)
    inputs = [Path(one) for one in (result_file, plan_file, *absent, *late) if one]
    targets = [target_of(path, force, inputs) for path in output]
    if list_file:
        if Path(list_file).suffix.lower() != ".csv":
            raise InputError(_("the list of moves is a .csv file"), where=list_file)
        check_place(list_file, force)
    done = _done(options["done"], problem)
    away, (new, coming, notes) = _absent(absent, problem), _late(late, problem, done)
    if not (away or new or coming or rules or options["moves"]):
        raise InputError(
            _("nothing has changed, so there is nothing to repair"),
            hint=_("say --absent, --late or a rule such as --apart 'A; B'; or --moves 5"),
        )
    prepare(quiet)
    found = repair(
        problem,
        assignment,
        absent=away,
        late=new,
        coming=coming,
        rules=rules,
        locked=options["lock"],
        done=done,
        **{key: options[key] for key in ("moves", "curve", "seconds", "seed", "threads", "anyway")},
    )
    more = {"repair": repair_to_dict(found, of)}
    with undisturbed():
        for path in targets:
            _write(found, path, more)
        if list_file:
            write_whole(list_file, lambda draft: write_moves(found, draft))
    print_repair(found)
    show.console().print(show.score_table(found.result.problem, found.result.score))
    if not quiet:
        for note in (*notes, *found.question.notes):
            show.say(note)
        say_repair(found)
        for written in [*targets, *([list_file] if list_file else [])]:
            show.say(_("wrote {file}", file=written))
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


def _before(result_file: str, plan_file: str | None) -> tuple[Problem, Index, dict[str, Any]]:
    """Return the problem, the teams that were given out, and where they come from."""
    from grouping.cli.show import say
    from grouping.read.lists import read_list
    from grouping.read.plan import read_plan
    from grouping.read.result import read_result
    from grouping.write.json import fingerprint

    if not Path(result_file).exists():
        raise InputError(_("there is no such file"), where=result_file)
    if Path(result_file).suffix.casefold() == ".json":
        if plan_file is not None:
            raise InputError(
                _("a result holds its own plan"), where=result_file, hint=_("leave out --plan")
            )
        problem, assignment, _stored = read_result(result_file)
    elif plan_file is None:
        raise InputError(
            _("a list does not say by which rules it was made"),
            where=result_file,
            hint=_("add --plan with the .json result, or with the plan"),
        )
    else:
        if Path(plan_file).suffix.casefold() == ".json":
            problem = read_result(plan_file)[0]
        else:
            problem = read_plan(plan_file).read()[0]
        assignment, notes = read_list(result_file, problem)
        for note in notes:
            say(str(note))
    teams = [[g if g >= 0 else None for g in team] for team in assignment.tolist()]
    return problem, assignment, {"file": Path(result_file).name, "assignment": fingerprint(teams)}


def _done(text: str | None, problem: Problem) -> list[int]:
    """Read '1', '1-2', '1,2' or names of rounds."""
    from grouping.read.attendance import rounds_of

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


def _absent(texts: Sequence[str], problem: Problem) -> dict[str, list[int]]:
    """Return who is absent, by id, and in which rounds (from 1), none meaning all."""
    from grouping.repairing.files import read_absent

    found: dict[str, list[int]] = {}
    for text in texts:
        if _is_file(text):
            found |= read_absent(text, problem.roster, _round_names(problem))
        else:
            found |= _named(text, problem.roster, "--absent")
    return found


def _late(
    texts: Sequence[str], problem: Problem, done: Sequence[int]
) -> tuple[Roster | None, dict[str, list[int]], list[str]]:
    """Return who is new, who of the roster comes after all, and what was noticed."""
    from grouping.repairing.files import read_late

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
        late = read_late(text, problem.roster, _round_names(problem), done)
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


def _write(found: Repair, path: Path, more: dict[str, Any]) -> None:
    from grouping.write.files import write_result, write_whole
    from grouping.write.json import write_json

    if path.suffix.lower() == ".json":
        write_whole(path, lambda draft: write_json(found.result, draft, more))
    else:
        write_result(found.result, path, force=True)
