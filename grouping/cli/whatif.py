"""`grouping whatif`: show what swaps and moves would change, and the best for somebody."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grouping.cli.move_words import MOVE, SWAP, round_meant, step_words, steps_made
from grouping.cli.open_results import opened
from grouping.cli.output_files import target_of
from grouping.cli.output_options import result_options
from grouping.cli.signals import undisturbed
from grouping.cli.terminal import put
from grouping.errors import InputError
from grouping.language import _

if TYPE_CHECKING:
    from grouping.problem.problem import Problem
    from grouping.scoring.score import Score
    from grouping.terms.arrays import Index

Words = tuple[str, str]


class _InOrder(click.Command):
    """A command that knows in which order swaps and moves were given."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        words = [word.partition("=")[0] for word in args]
        ctx.meta["grouping.order"] = [word for word in words if word in (SWAP, MOVE)]
        return super().parse_args(ctx, args)


@click.command("whatif", cls=_InOrder)
@click.argument("list_file", metavar="RESULT|LIST")
@click.option(SWAP, "swaps", nargs=2, multiple=True, metavar="A B", help="These two change places.")
@click.option(MOVE, "moves", nargs=2, multiple=True, metavar="A TEAM", help="A goes to this team.")
@click.option("--suggest", metavar="A", help="The best swaps and moves of A.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    default=5,
    show_default=True,
    help="How many of them.",
)
@click.option("--round", "named_round", metavar="R", help="In which round: number or name.")
@click.option(
    "--plan", "plan_file", metavar="PLAN|RESULT|INSTANCE", help="What the list is judged by."
)
@click.option("--sheet", metavar="NAME", help="Sheet of the list that counts.")
@result_options
@click.pass_context
def command(
    ctx: click.Context,
    list_file: str,
    swaps: Sequence[Words],
    moves: Sequence[Words],
    suggest: str | None,
    limit: int,
    named_round: str | None,
    plan_file: str | None,
    sheet: str | None,
    output: Sequence[str],
    force: bool,
    quiet: bool,
) -> None:
    """Say by rule what swaps and moves would change, before they are made; or suggest some.

    \b
    grouping whatif teams.json --swap "Siti Rahma" "Budi Santoso"
    grouping whatif teams.json --move "Siti Rahma" "Team 4" -o changed.xlsx
    grouping whatif teams.json --suggest "Siti Rahma"

    People are named by id or name; titles may be left out. Several swaps and moves are made one
    after the other. Nothing is written without -o.

    Exit code 1: a must rule would be broken, or a team would have too few or too many people.
    """  # noqa: D301 - the backspace tells click to keep the lines
    if not (swaps or moves or suggest):
        raise InputError(
            _("it is not said who should go where"),
            hint=_("add --swap A B, --move A TEAM or --suggest A"),
        )
    if output and not (swaps or moves):
        raise InputError(
            _("suggestions are not written to a file"),
            where="-o",
            hint=_("choose one, and give it as --swap or --move"),
        )
    targets = [target_of(file, force, [Path(list_file)]) for file in output]
    problem, before, _original = opened(list_file, plan_file, sheet)
    given, r = {SWAP: iter(swaps), MOVE: iter(moves)}, round_meant(problem, named_round)
    said = [(kind, next(given[kind])) for kind in ctx.meta["grouping.order"]]
    steps, after = steps_made(problem, before, said, r)
    broken = False
    if steps:
        for step in steps:
            put(step_words(problem, step))
        broken = _print_change(problem, before, after)
        _write(problem, after, targets, quiet)
    if suggest:
        from grouping.cli.suggested_moves import print_suggestions
        from grouping.files.read.people_on_teams import People

        if not steps:
            _print_seats(problem, after)
        print_suggestions(problem, after, People.of(problem).person(suggest), r, limit)
    ctx.exit(1 if broken else 0)


def _print_change(problem: Problem, before: Index, after: Index) -> bool:
    """Print what changes by rule; return whether what must hold is broken then."""
    from grouping.cli import output as show
    from grouping.scoring.rule_changes import by_rule
    from grouping.scoring.score import score

    first, then = (score(problem, one, seats=False) for one in (before, after))
    changes = [one for one in by_rule(problem, first, then) if one.better or one.worse]
    if changes:
        pairs = [(one.before, one.after) for one in changes]
        show.console().print(show.change_table(problem, pairs, (_("Now"), _("Then"))))
    same = len(first.rules) - len(changes)
    if same:
        show.say(show.unchanged_words(same))
    show.say(_together(first, then))
    wrong = _print_seats(problem, after)
    show.print_broken(problem, then)
    return bool(then.must or wrong)


def _print_seats(problem: Problem, assignment: Index) -> bool:
    """Print which teams have too few or too many people; return whether there are any."""
    from grouping.cli.output import say
    from grouping.scoring.score import seat_errors

    wrong = seat_errors(problem, assignment)
    for text in wrong:
        say(_("broken: {text}", text=text))
    return bool(wrong)


def _together(first: Score, then: Score) -> str:
    """Say whether all rules together are met better or worse."""
    from grouping.cli.output import share

    gaps = {"now": share(first.gap), "then": share(then.gap)}
    if then.must > first.must:
        return _("Worse: must rules would be broken that hold now.")
    if then.must < first.must:
        return _("Better: must rules that are broken now would be kept.")
    if then.soft == first.soft:
        return _("Neither better nor worse, all rules together.")
    if then.soft < first.soft:
        return _("Better, all wishes together: {now} now, {then} then (0 % best).", **gaps)
    return _("Worse, all wishes together: {now} now, {then} then (0 % best).", **gaps)


def _write(problem: Problem, after: Index, targets: Sequence[Path], quiet: bool) -> None:
    """Write the changed result."""
    from grouping.cli.output import say
    from grouping.files.write.write_by_ending import write_result
    from grouping.solving.solve import judged

    if not targets:
        return
    result = judged(problem, after)
    with undisturbed():
        for path in targets:
            write_result(result, path, force=True)
            if not quiet:
                say(_("wrote {file}", file=path))
