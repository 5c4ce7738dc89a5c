"""`grouping report`: write a page: how good the teams are, and for everybody why this team."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from grouping.cli.open_results import is_result, opened
from grouping.errors import InputError
from grouping.language import _


@click.command("report")
@click.argument("list_file", metavar="RESULT|LIST")
@click.option("-o", "--output", metavar="FILE", help="Where to write (default: RESULT.html).")
@click.option(
    "--plan", "plan_file", metavar="PLAN|RESULT|INSTANCE", help="What the list is judged by."
)
@click.option("--sheet", metavar="NAME", help="Sheet of the list that counts.")
@click.option("--force", is_flag=True, help="Replace a file that exists.")
@click.option("-q", "--quiet", is_flag=True, help="Only errors on the way.")
def command(
    list_file: str,
    output: str | None,
    plan_file: str | None,
    sheet: str | None,
    force: bool,
    quiet: bool,
) -> None:
    """Show how good teams are, and why, as one HTML page to read, to mail and to print.

    Takes a .json result, or any list (.xlsx, .csv, .ods) with --plan, as `grouping check` does.
    """
    target = _target(output or str(Path(list_file).with_suffix(".html")), force)
    from grouping.cli.output import say
    from grouping.files.read.result_file import load_result
    from grouping.files.read.stored_proof import unconfirmed, with_record
    from grouping.files.report import write_report
    from grouping.solving.solve import judged

    problem, assignment, _original = opened(list_file, plan_file, sheet)
    result = judged(problem, assignment)
    claimed = ""
    for path in filter(None, (list_file, plan_file)):
        if is_result(path):
            stored = load_result(path)
            result = with_record(result, stored)
            claimed = unconfirmed(result, stored)
    write_report(result, target, force=True, claimed=claimed)
    if claimed:
        say(claimed)
    if not quiet:
        say(_("wrote {file}", file=target))


def _target(path: str, force: bool) -> Path:
    """Return where to write, after asking about a file that exists."""
    from grouping.files.write.write_by_ending import check_place

    target = Path(path)
    if target.suffix.casefold() not in (".html", ".htm"):
        raise InputError(
            _("the report is a page, so its file ends in .html"),
            where=path,
            hint=_("for example -o report.html"),
        )
    if target.exists() and not force and sys.stdin.isatty():
        force = click.confirm(_("{file} exists. Replace it?", file=path), err=True)
    check_place(target, force)
    return target
