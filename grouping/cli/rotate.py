"""`grouping rotate`: make teams that mix again in every round."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grouping.cli.output_files import target_of
from grouping.cli.output_options import result_options
from grouping.cli.signals import undisturbed
from grouping.cli.terminal import put, say
from grouping.errors import InputError
from grouping.language import _, number, plural

if TYPE_CHECKING:
    from grouping.problem.roster import Roster
    from grouping.solving.solve import Result

SECONDS = 10.0
# Repeats that are named.
_NAMED = 8


@click.command("rotate")
@click.option("--groups", type=click.IntRange(min=1), metavar="N", help="Groups in each round.")
@click.option("--size", type=click.IntRange(min=1), metavar="K", help="People in each group.")
@click.option("--rounds", type=click.IntRange(min=1), metavar="R", help="How many rounds.")
@click.option("--people", type=click.IntRange(min=1), metavar="N", help="If not groups x size.")
@click.option(
    "--names", metavar="FILE", help="Who takes part: a roster, or .txt with a name a line."
)
@click.option(
    "--table",
    is_flag=True,
    help="Rounds without repeats known for up to so many groups (12) and people in each (8).",
)
@click.option(
    "--seed", type=click.IntRange(min=0), metavar="N", default=1, help="Source of randomness."
)
@click.option(
    "--seconds", type=float, metavar="S", help="Longest search (default 10; ends when proven best)."
)
@click.option(
    "--steps", type=int, metavar="N", help="Proposals per thread: repeatable to the letter."
)
@click.option("--threads", type=click.IntRange(min=1), metavar="N", help="Searches side by side.")
@result_options
def command(
    groups: int | None,
    size: int | None,
    rounds: int | None,
    people: int | None,
    names: str | None,
    table: bool,
    seed: int,
    seconds: float | None,
    steps: int | None,
    threads: int | None,
    output: Sequence[str],
    force: bool,
    quiet: bool,
) -> None:
    """Mix groups again every round, so that people meet as many others as can be.

    \b
    grouping rotate --groups 8 --size 4 --rounds 10
    grouping rotate --people 30 --size 4 --rounds 5 -o tables.xlsx
    grouping rotate --names crew.txt --groups 5 --rounds 4
    grouping rotate --table
    """  # noqa: D301 - the backspace tells click to keep the lines
    if table:
        _print_table(groups or 12, size or 8)
        return
    if rounds is None:
        raise InputError(_("it is not said how many rounds"), where="--rounds", hint="--rounds 5")
    if people is not None and names is not None:
        raise InputError(
            _("the file says who and how many"), where="--people", hint=_("leave it out")
        )
    targets = [target_of(path, force, [Path(names)] if names else []) for path in output]
    from grouping.cli import output as show
    from grouping.cli.progress import bar
    from grouping.files.write.write_by_ending import write_result
    from grouping.solving.rotation import rotate, rotation

    problem = rotation(groups, size, rounds, _roster(names) if names else people)
    if seconds is None and steps is None:
        seconds = SECONDS
    with ExitStack() as safe:
        with bar(problem, quiet) as watch:
            how = {"seed": seed, "seconds": seconds, "steps": steps, "threads": threads}
            result = rotate(problem, **how, watch=watch)  # type: ignore[arg-type]
            safe.enter_context(undisturbed())
        for path in targets:
            write_result(result, path, force=True)
    if names:
        if not targets:
            show.print_teams(result)
    else:
        show.print_numbers(result)
    _print_repeats(result)
    if not quiet:
        show.print_met(result)
        if result.interrupted:
            show.say(_("stopped by hand: these are the best groups so far"))
        show.say(
            _(
                "seed {seed}, {seconds} s, {moves} moves weighed",
                seed=seed,
                seconds=number(result.seconds, 2),
                moves=number(result.evaluations),
            )
        )
        for path in targets:
            show.say(_("wrote {file}", file=path))


def _print_table(groups: int, size: int) -> None:
    """Print how many rounds without repeats come without a search, and how many may be."""
    from grouping.engines.designs.cells_table import as_markdown, table

    put(as_markdown(list(table(groups, size))), nl=False)
    say(_("**bold**: more rounds without repeats are impossible"))


def _roster(file: str) -> Roster:
    """Read who takes part."""
    path = Path(file)
    if not path.exists():
        raise InputError(_("there is no such file"), where=file)
    if path.suffix.casefold() != ".txt":
        from grouping.cli import output as show
        from grouping.files.read.roster_file import read_roster

        reading = read_roster(path)
        for note in reading.notes:
            if note.kind in ("unsure", "dropped"):
                show.say(f"{note}")
        return reading.roster
    from grouping.problem.roster import Roster

    text = path.read_text(encoding="utf-8-sig", errors="replace")
    names = [name for line in text.splitlines() if (name := " ".join(line.split()))]
    if not names:
        raise InputError(_("the file has no names"), where=file, hint=_("write one name a line"))
    return Roster(tuple(str(k + 1) for k in range(len(names))), tuple(names), source=path.name)


def _print_repeats(result: Result) -> None:
    """Print how many meetings are repeated, how many have to be, and which."""
    from grouping.files.write.result_words import repeat_words
    from grouping.solving.rotation import fewest_repeats

    met = result.encounters
    repeats, least = met.repeated_meetings, fewest_repeats(result.problem)
    if repeats == least:
        said = plural(
            "{n} repeated meeting, proven best", "{n} repeated meetings, proven best", repeats
        )
    else:
        said = plural(
            "{n} repeated meeting, at least {least} by arithmetic",
            "{n} repeated meetings, at least {least} by arithmetic",
            repeats,
            least=number(least),
        )
    put(said)
    for pair in met.repeats[:_NAMED]:
        put(f"  {repeat_words(result.problem, pair)}")
    if len(met.repeats) > _NAMED:
        put("  " + _("and {n} more pairs", n=number(len(met.repeats) - _NAMED)))
