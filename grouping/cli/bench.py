"""`grouping bench`: run suites of benchmarks, and make tables and plots of their rows."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grouping.cli.terminal import put, say
from grouping.errors import InputError

if TYPE_CHECKING:
    from grouping.bench.result_table import Table

Tell = Callable[[int, int, "dict[str, Any] | None"], None]


@click.group("bench")
def command() -> None:
    """Run suites of instances, and show what came out."""


@command.command("run")
@click.argument("suite", metavar="SUITE.toml")
@click.option("-o", "--output", required=True, metavar="ROWS.jsonl", help="Rows are appended.")
@click.option("--instances", metavar="DIR", help="Where the files of the cases are.")
@click.option("--jobs", type=click.IntRange(min=1), help="Runs side by side; all cores if unsaid.")
@click.option("--cluster", metavar="ADDRESS", help="Dask scheduler, instead of this machine.")
@click.option("--retry", is_flag=True, help="Run again what failed before.")
@click.option("-q", "--quiet", is_flag=True, help="Only errors on the way.")
def run(
    suite: str,
    output: str,
    instances: str | None,
    jobs: int | None,
    cluster: str | None,
    retry: bool,
    quiet: bool,
) -> None:
    """Run every case with every engine, seed and budget that has no row yet.

    Ctrl-C loses only what is running; the same command goes on.  Exits with 1 if runs failed.
    """
    from grouping.bench import executors as pool
    from grouping.bench.run_suite import run_suite
    from grouping.bench.suite import read_suite

    if cluster and jobs:
        raise InputError("a cluster has its own number of workers", hint="leave out --jobs")
    asked = read_suite(suite, instances)
    place = pool.cluster(cluster) if cluster else pool.processes(jobs or _cores())
    try:
        with _bar(quiet) as tell:
            added, failed = run_suite(asked, output, place, again=retry, tell=tell)
    except KeyboardInterrupt:
        say(f"stopped; the rows so far are in {output}, the same command goes on")
        raise SystemExit(130) from None
    if not quiet:
        say(f"{added} rows added to {output}; grouping bench table {output} shows them")
    if failed:
        said = f"{failed} of {len(asked.tasks)} runs failed"
        say(f"{said}; their rows say why, --retry runs them again")
        raise SystemExit(1)


@command.command("table")
@click.argument("rows", nargs=-1, required=True, metavar="ROWS.jsonl...")
@click.option("--baseline", metavar="ENGINE", help="Compared with the others; else the first.")
@click.option("--published", is_flag=True, help="Published means as if of an engine.")
@click.option("--families", is_flag=True, help="Summed up by family, not case by case.")
@click.option(
    "--time-to",
    type=click.FloatRange(min=0),
    metavar="PERCENT",
    help="Instead: seconds until within so many per cent of the best value of the case.",
)
@click.option("--markdown", "form", flag_value="markdown", help="As Markdown.")
@click.option("--csv", "form", flag_value="csv", help="As .csv, all digits, no comparison.")
def table(
    rows: Sequence[str],
    baseline: str | None,
    published: bool,
    families: bool,
    time_to: float | None,
    form: str | None,
) -> None:
    """Show best, mean and worst by case and engine, gaps, and engines compared."""
    if time_to is not None:
        _check_alone(published or families or baseline is not None or form == "csv")
        _show(_times(rows, time_to), form)
        return
    from grouping.bench import family_table as summaries
    from grouping.bench import result_table as tables
    from grouping.bench.row_statistics import PUBLISHED, compared, summed_up
    from grouping.bench.rows import read_rows

    lines = summed_up(read_rows(rows), published=published)
    if published and not any(line.engine == PUBLISHED for line in lines):
        say("no row has a published mean; a suite says where they are: best-known = FILE.csv")
    found = summaries.by_family(lines) if families else []
    if form == "csv":
        text = summaries.comma_separated(found) if families else tables.comma_separated(lines)
        put(text, nl=False)
        return
    made = [summaries.family_table(found) if families else tables.case_table(lines)]
    comparisons = compared(lines, baseline or lines[0].engine)
    made += [tables.comparison_table(comparisons)] if comparisons else []
    _show(made, form)


@command.command("plot")
@click.argument("rows", nargs=-1, required=True, metavar="ROWS.jsonl...")
@click.option("-o", "--output", required=True, metavar="FILE", help=".png, .svg or .pdf")
@click.option(
    "--kind",
    type=click.Choice(["convergence", "profile", "target"]),
    default="convergence",
    show_default=True,
)
@click.option("--case", default="", metavar="NAME", help="Only this case.")
@click.option(
    "--target",
    type=click.FloatRange(min=0),
    default=0.1,
    show_default=True,
    help="Gap in per cent.",
)
@click.option("--force", is_flag=True, help="Replace a file that exists.")
def plot(
    rows: Sequence[str], output: str, kind: Any, case: str, target: float, force: bool
) -> None:
    """Draw gap over time, share of runs by gap, or share of runs by time to a target gap."""
    from grouping.bench import result_plot as plots
    from grouping.bench.rows import read_rows
    from grouping.files.write.write_by_ending import check_place, write_whole

    path = Path(output)
    if path.suffix.casefold() not in plots.ENDINGS:
        hint = "end the name in " + ", ".join(plots.ENDINGS)
        raise InputError(f"no plot can be written as '{path.suffix}'", where=output, hint=hint)
    check_place(path, force=force)
    read = read_rows(rows)
    write_whole(path, lambda draft: plots.plot(read, draft, kind, case=case, target=target))
    say(f"wrote {path}")


def _check_alone(others: bool) -> None:
    if others:
        raise InputError(
            "a table of times has none of --published, --families, --baseline, --csv",
            where="--time-to",
            hint="ask for two tables, one after the other",
        )


def _times(rows: Sequence[str], within: float) -> list[Table]:
    from grouping.bench.rows import read_rows
    from grouping.bench.time_to_target import growth, growth_table, times_table, times_to

    times = times_to(read_rows(rows), within)
    powers = growth(times)
    return [times_table(times, within), *([growth_table(powers)] if powers else [])]


def _show(tables: Sequence[Table], form: str | None) -> None:
    from grouping.bench.result_table import markdown

    if form == "markdown":
        put(markdown(tables), nl=False)
    else:
        _print(tables)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _bar(quiet: bool) -> Iterator[Tell | None]:
    """Show rows done on stderr: a bar on a terminal, else a line for each."""
    if quiet:
        yield None
    elif not sys.stderr.isatty():
        yield lambda done, total, row: say(f"{done}/{total} {_said(row)}".rstrip())
    else:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
        from rich.progress import TimeRemainingColumn as Remaining

        from grouping.cli.safe_console import SafeConsole

        columns = (BarColumn(), MofNCompleteColumn(), Remaining(), TextColumn("{task.description}"))
        with Progress(*columns, console=SafeConsole(stderr=True), transient=True) as shown:
            task = shown.add_task("")
            yield lambda done, total, row: shown.update(
                task, completed=done, total=total, description=_said(row)
            )


def _said(row: dict[str, Any] | None) -> str:
    if row is None:
        return ""
    value = row.get("objective")
    words = f"{value:,.10g}" if value is not None else row.get("error") or row["status"]
    return f"{row['case']} {row['engine']} seed {row['seed']}: {words}"


def _print(made: Sequence[Any]) -> None:
    from rich.table import Table

    from grouping.cli.safe_console import SafeConsole

    # names of cases are long: no line is folded in a file or a pipe
    console = SafeConsole(
        file=sys.stdout, width=None if sys.stdout.isatty() else 250, highlight=False
    )
    for one in made:
        shown = Table(title=one.title, title_justify="left", header_style="bold", pad_edge=False)
        for k, name in enumerate(one.header):
            shown.add_column(name, justify="left" if k < one.left else "right", overflow="fold")
        for row in one.rows:
            shown.add_row(*row)
        console.print(shown)
