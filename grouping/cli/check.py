"""`grouping check`: judge a result or a hand-edited list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grouping.errors import InputError

if TYPE_CHECKING:
    from grouping.problem import Problem
    from grouping.scoring import Score
    from grouping.terms import Index


@click.command("check")
@click.argument("list_file", metavar="RESULT|LIST")
@click.option(
    "--plan", "plan_file", metavar="PLAN|RESULT|INSTANCE", help="What the list is judged by."
)
@click.option("--sheet", metavar="NAME", help="Sheet of the list that counts.")
@click.pass_context
def command(ctx: click.Context, list_file: str, plan_file: str | None, sheet: str | None) -> None:
    """Judge a .json result, or any list (.xlsx, .csv, .ods) by a plan or a result.

    A list written by `grouping solve` and edited by hand is shown beside what it was.
    Exit code 1: a must rule is broken.
    """
    from grouping.cli import show
    from grouping.scoring import score, seat_errors
    from grouping.solving import judged
    from grouping.write.words import overall

    problem, assignment, before = _question(list_file, plan_file, sheet)
    wrong = seat_errors(problem, assignment)
    # bounds speak of lists within the seats only
    result = None if wrong else judged(problem, assignment)
    verdict = result.score if result else score(problem, assignment, seats=False)
    show.console().print(show.score_table(problem, verdict, before=before))
    if result:
        show.print_objective(result)
        show.say(overall(result))
        show.print_met(result)
    for text in wrong:
        show.say(f"broken: {text}")
    show.print_broken(problem, verdict)
    ctx.exit(1 if verdict.must or wrong else 0)


def _question(
    list_file: str, plan_file: str | None, sheet: str | None
) -> tuple[Problem, Index, Score | None]:
    """Return the problem, the assignment to judge, and the score before it was edited."""
    from grouping.cli.show import say
    from grouping.read.instance import family_of
    from grouping.read.lists import read_list, read_original
    from grouping.read.plan import Plan, read_plan
    from grouping.read.result import read_result
    from grouping.scoring import score

    if not Path(list_file).exists():
        raise InputError("there is no such file", where=list_file)
    if Path(list_file).suffix.casefold() == ".json":
        problem, assignment, _ = read_result(list_file)
        if plan_file is None:
            return problem, assignment, None
        raise InputError("a result holds its own plan", where=list_file, hint="leave out --plan")
    if plan_file is None:
        raise InputError(
            "a list does not say by which rules it is judged",
            where=list_file,
            hint="add --plan PLAN.toml, or --plan with the .json result",
        )
    if Path(plan_file).suffix.casefold() == ".json":
        problem, original, _ = read_result(plan_file)
    else:
        plan = Plan(Path(plan_file), {}) if family_of(plan_file) else read_plan(plan_file)
        problem, _ = plan.read()
        original = None
    assignment, notes = read_list(list_file, problem, sheet=sheet)
    for note in notes:
        say(str(note))
    if original is None:
        original = read_original(list_file, problem)
    if original is None or (original == assignment).all():
        return problem, assignment, None
    moved = int((original != assignment).any(axis=0).sum())
    say(f"{moved} {'person is' if moved == 1 else 'people are'} on another team than before")
    return problem, assignment, score(problem, original)
