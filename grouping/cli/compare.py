"""`grouping compare`: show two results beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from grouping.cli.open_results import Opened, is_result, listed, opened, question
from grouping.language import _, number, plural

if TYPE_CHECKING:
    from grouping.scoring.compare import Comparison
    from grouping.scoring.score import RuleScore


@click.command("compare")
@click.argument("first_file", metavar="A")
@click.argument("second_file", metavar="B")
@click.option(
    "--plan", "plan_file", metavar="PLAN|RESULT|INSTANCE", help="What both lists are judged by."
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    default=40,
    show_default=True,
    help="How many people are listed.",
)
def command(first_file: str, second_file: str, plan_file: str | None, limit: int) -> None:
    """Say by rule what B does better and worse than A, who moved, who joined and left.

    A and B are .json results or lists (.xlsx, .csv, .ods). Both are judged by the plan of A, as far
    as the same people take part.
    """
    from grouping.cli import output as show
    from grouping.scoring.compare import compared

    first, second, differ = _both(first_file, second_file, plan_file)
    found = compared(first[:2], second[:2], plans_differ=differ)
    _print_basis(found)
    shares = found.rules
    changed = [pair for pair in shares if _differ(*pair)]
    if changed:
        show.console().print(show.change_table(found.first.problem, changed, ("A", "B")))
    if len(changed) < len(shares):
        show.say(show.unchanged_words(len(shares) - len(changed)))
    _print_people(found, limit)
    _print_meetings(found)


def _both(first: str, second: str, plan: str | None) -> tuple[Opened, Opened, bool | None]:
    """Open both files; say whether their plans differ where that is known (None: look)."""
    if plan is not None and not (is_result(first) and is_result(second)):
        problem, _answer = question(plan)
        one, other = (
            opened(file, None) if is_result(file) else listed(file, problem)
            for file in (first, second)
        )
        return one, other, None
    if is_result(first) and not is_result(second):
        one = opened(first, plan)
        return one, listed(second, one.problem), False
    if is_result(second) and not is_result(first):
        other = opened(second, plan)
        return listed(first, other.problem), other, False
    return opened(first, plan), opened(second, plan), None


def _differ(first: RuleScore | None, second: RuleScore | None) -> bool:
    """Whether a rule, None on a side without it, costs one side more than the other."""
    if first is None or second is None:
        return True
    return first.cost * second.unit != second.cost * first.unit


def _print_basis(found: Comparison) -> None:
    """Say by which plan the two are judged, where that is a question."""
    from grouping.cli.output import say

    if found.one_plan and found.other_plan:
        say(_("The plans differ: both are judged by the plan of A."))
    elif not found.one_plan:
        say(
            _(
                "People, teams or rounds differ: each is judged by its own plan, and costs compare"
                " only roughly."
            )
        )


def _print_people(found: Comparison, limit: int) -> None:
    """Say who left, who joined, and who is on another team."""
    from rich.table import Table

    from grouping.cli.output import console, plain, say

    if found.left:
        n, names = len(found.left), _some(found.left, limit)
        say(plural("{n} person left: {names}", "{n} people left: {names}", n, names=names))
    if found.joined:
        n, names = len(found.joined), _some(found.joined, limit)
        say(plural("{n} person joined: {names}", "{n} people joined: {names}", n, names=names))
    moves = found.moves
    if not moves:
        say(_("Nobody is on another team."))
        return
    several = found.first.problem.rounds > 1
    who = len({move.name for move in moves})
    say(plural("{n} person is on another team.", "{n} people are on another team.", who))
    table = Table(header_style="bold", pad_edge=False)
    for title in (_("Name"), *([_("Round")] if several else []), "A", "B"):
        table.add_column(title, overflow="fold")
    absent = _("absent")
    for move in moves[:limit]:
        rounds = [found.first.problem.round_name(move.round)] if several else []
        cells = (move.name, *rounds, move.before or absent, move.after or absent)
        table.add_row(*map(plain, cells))
    if limit:
        console().print(table)
    if len(moves) > limit:
        say(_("and {n} more; --limit shows them", n=number(len(moves) - limit)))


def _some(names: Sequence[str], limit: int) -> str:
    shown = "; ".join(names[: max(limit, 1)])
    return shown if len(names) <= max(limit, 1) else f"{shown}; …"


def _print_meetings(found: Comparison) -> None:
    """Say how many meetings are repeated in each, where there are several rounds or events."""
    from grouping.cli.output import say

    sides = found.first, found.second
    if all(side.problem.rounds == 1 and not side.problem.history for side in sides):
        return
    first, second = (side.encounters for side in sides)
    say(
        _(
            "Repeated meetings: {first} in A, {second} in B.",
            first=number(first.repeated_meetings),
            second=number(second.repeated_meetings),
        )
    )
    pairs = [{(p.first, p.second) for p in met.repeats} for met in (first, second)]
    say(
        _(
            "Pairs that meet again, earlier events included: {first} in A, {second} in B.",
            first=number(len(pairs[0])),
            second=number(len(pairs[1])),
        )
    )
