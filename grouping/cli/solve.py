"""`grouping solve`: make teams from a plan or a roster."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grouping.cli.output_files import target_of
from grouping.cli.output_options import format_options, result_options, wanted
from grouping.cli.rule_options import (
    round_options,
    rule_options,
    stated_absences,
    stated_history,
    stated_rules,
)
from grouping.cli.signals import undisturbed
from grouping.engines.engine import ENGINES, engine_names
from grouping.errors import InputError
from grouping.files.instances.instance import OBJECTIVES
from grouping.language import _, number

if TYPE_CHECKING:
    from grouping.files.plan_file import Plan

SECONDS = 5.0
SEED = 1


@click.command("solve")
@click.argument("source", metavar="PLAN|ROSTER|INSTANCE")
@click.option("--teams", type=int, metavar="N", help="How many teams.")
@click.option("--size", type=int, metavar="K", help="Or about how many people in each.")
@click.option("--team-name", metavar="WORD", help="What teams are called: WORD 1, WORD 2, ...")
@click.option("--sheet", metavar="NAME", help="Sheet of the roster.")
@click.option("--id", "id_column", metavar="COLUMN", help="Column of ids.")
@click.option("--name", "name_column", metavar="COLUMN", help="Column of names.")
@click.option("--date", metavar="YYYY-MM-DD", help="Day on which ages are counted.")
@click.option(
    "--accept-merges", is_flag=True, help="Make labels one that look like two spellings of one."
)
@round_options
@rule_options
@click.option(
    "--objective",
    type=click.Choice(OBJECTIVES),
    help="Anticlustering over all columns of a .csv of features.",
)
@click.option(
    "--engine",
    type=click.Choice(engine_names()),
    default="auto",
    show_default=True,
    help="; ".join(f"{name}: {entry.says}" for name, entry in ENGINES.items()) + ".",
)
@click.option("--anyway", is_flag=True, help="Best effort even if the must rules cannot all hold.")
@click.option(
    "--seed", type=click.IntRange(min=0), metavar="N", help="Source of randomness (default 1)."
)
@click.option(
    "--seconds", type=float, metavar="S", help="Longest search (default 5; ends when proven best)."
)
@click.option(
    "--steps", type=int, metavar="N", help="Proposals per thread: repeatable to the letter."
)
@click.option("--threads", type=click.IntRange(min=1), metavar="N", help="Searches side by side.")
@result_options
@format_options()
@click.pass_context
def command(
    ctx: click.Context,
    /,
    source: str,
    output: tuple[str, ...],
    force: bool,
    quiet: bool,
    **options: Any,
) -> None:
    """Make teams from a plan (.toml), straight from a roster, or for a benchmark instance.

    Values with spaces stand in quotes; several people are parted by semicolons.
    Exit code 1: a must rule is broken in the best teams found.
    """
    plan = _plan(source, options)
    written = wanted(output, options)
    targets = [target_of(path, force, [Path(source), *plan.files]) for path in written.files]
    from grouping.cli import output as show
    from grouping.cli.progress import bar
    from grouping.files.write.result_words import overall
    from grouping.files.write.write_by_ending import write_result
    from grouping.solving.solve import solve

    problem, reading = plan.read()
    if not quiet:
        show.print_reading(reading)
    search = {"seed": SEED, **plan.search}
    if "steps" not in search:
        search.setdefault("seconds", SECONDS)
    search.setdefault("seconds", None)
    with ExitStack() as safe:
        with bar(problem, quiet) as watch:
            how = {"engine": options["engine"], "anyway": options["anyway"]}
            result = solve(problem, **search, **how, watch=watch)
            safe.enter_context(undisturbed())
        for path in targets:
            write_result(result, path, force=True, **written.options)
    if not targets:
        show.print_teams(result)
    show.console().print(show.score_table(problem, result.score))
    show.print_objective(result)
    if not quiet:
        show.say(overall(result))
        show.print_met(result)
        if result.interrupted:
            show.say(_("stopped by hand: these are the best teams so far"))
        show.say(
            _(
                "seed {seed}, threads {threads}, {seconds} s of search, {moves} moves weighed",
                seed=result.seed,
                threads=result.threads,
                seconds=number(result.seconds, 2),
                moves=number(result.evaluations),
            )
        )
        for path in targets:
            show.say(_("wrote {file}", file=path))
    show.print_broken(problem, result.score)
    show.print_conflict(result)
    ctx.exit(1 if result.score.must else 0)


def _plan(source: str, options: dict[str, Any]) -> Plan:
    """Return the plan of the file, or one made of the options; options add to a plan."""
    from grouping.files.plan_file import Plan, read_plan

    plan = read_plan(source) if Path(source).suffix.casefold() == ".toml" else None
    rules = stated_rules(options)
    named = {"count": options["teams"], "size": options["size"]}
    teams = {k: v for k, v in named.items() if v is not None}
    if options["team_name"]:
        teams["name"] = options["team_name"]
    reading = {
        "sheet": options["sheet"],
        "id": options["id_column"],
        "name": options["name_column"],
        "date": _date(options["date"]),
    }
    reading = {k: v for k, v in reading.items() if v is not None}
    if options["accept_merges"]:
        reading["accept_merges"] = True
    search = {k: options[k] for k in ("seed", "seconds", "steps", "threads")}
    search = {k: v for k, v in search.items() if v is not None}
    stated = dict(plan.search) if plan else {}
    if "steps" in search and "seconds" not in search:
        stated.pop("seconds", None)  # steps are asked for so that no clock decides
    folder = plan.folder if plan else Path()
    rounds = _rounds(plan.rounds if plan else {}, options)
    history = stated_history(options["history"], folder)
    if plan is not None and options["objective"]:
        raise InputError(
            _("an objective is for a table of features, not for a plan"),
            where="--objective",
            hint=_('in a plan write a rule of kind "anticluster"'),
        )
    if plan is None:
        made = Plan(Path(source), teams, rules, reading, search)
        return replace(made, rounds=rounds, history=history, objective=options["objective"])
    if "count" in teams or "size" in teams:
        teams = {k: v for k, v in plan.teams.items() if k == "name"} | teams
    else:
        teams = {**plan.teams, **teams}
    return Plan(
        plan.roster,
        teams,
        [*plan.rules, *rules],
        {**plan.reading, **reading},
        {**stated, **search},
        plan.source,
        plan.folder,
        rounds,
        [*plan.history, *history],
    )


def _rounds(stated: Mapping[str, Any], options: dict[str, Any]) -> dict[str, Any]:
    """Return the table [rounds] with what the options say of it."""
    rounds = dict(stated)
    if options["rounds"] is not None:
        rounds["count"] = options["rounds"]
    absent = stated_absences(options["absent"])
    tables = [dict(one) for one in rounds.get("round", ())]
    for position, who in absent.items():
        table = next((one for one in tables if one.get("number") == position), None)
        if table is None:
            table = {"number": position}
            tables.append(table)
        before = table.get("absent", [])
        table["absent"] = [*([before] if isinstance(before, str) else before), *who]
    if tables:
        rounds["round"] = tables
    return rounds


def _date(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputError(
            _("'{text}' is not a date", text=text), where="--date", hint="2025-05-15"
        ) from None
