"""`grouping check`: judge a result, or a list that was edited by hand."""

from __future__ import annotations

import click

from grouping.cli.open_results import is_result, opened
from grouping.files.instances.instance import OBJECTIVES
from grouping.language import _, plural


@click.command("check")
@click.argument("list_file", metavar="RESULT|LIST")
@click.option(
    "--plan", "plan_file", metavar="PLAN|RESULT|INSTANCE", help="What the list is judged by."
)
@click.option("--sheet", metavar="NAME", help="Sheet of the list that counts.")
@click.option("--teams", type=int, metavar="N", help="How many teams, for an INSTANCE.")
@click.option("--size", type=int, metavar="K", help="Or about how many people in each.")
@click.option(
    "--objective",
    type=click.Choice(OBJECTIVES),
    help="Anticlustering over all columns of a .csv of features.",
)
@click.pass_context
def command(
    ctx: click.Context,
    list_file: str,
    plan_file: str | None,
    sheet: str | None,
    teams: int | None,
    size: int | None,
    objective: str | None,
) -> None:
    """Judge a .json result, or any list (.xlsx, .csv, .ods) by a plan or a result.

    A list written by `grouping solve` and edited by hand is shown beside what it was.
    Exit code 1: a must rule is broken.
    """
    from grouping.cli import output as show
    from grouping.files.read.result_file import read_result
    from grouping.files.read.stored_proof import with_record
    from grouping.files.write.result_words import overall
    from grouping.scoring.score import score, seat_errors
    from grouping.solving.solve import judged

    named = {k: v for k, v in (("count", teams), ("size", size)) if v is not None}
    problem, assignment, original = opened(list_file, plan_file, sheet, named, objective)
    before = None
    if original is not None:
        moved = int((original != assignment).any(axis=0).sum())
        before = score(problem, original)
        show.say(
            plural(
                "{n} person is on another team than before",
                "{n} people are on another team than before",
                moved,
            )
        )
    wrong = seat_errors(problem, assignment)
    # bounds speak of lists within the seats only
    result = None if wrong else judged(problem, assignment)
    if result and is_result(list_file):
        # what was proven when the file was written stands, so that a cost reads as in a report
        result = with_record(result, read_result(list_file)[2])
    verdict = result.score if result else score(problem, assignment, seats=False)
    show.console().print(show.score_table(problem, verdict, before=before))
    if result:
        show.print_objective(result)
        show.say(overall(result))
        show.print_met(result)
    for text in wrong:
        show.say(_("broken: {text}", text=text))
    show.print_broken(problem, verdict)
    ctx.exit(1 if verdict.must or wrong else 0)
