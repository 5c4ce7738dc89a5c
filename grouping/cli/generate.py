"""`grouping generate`: make rosters of fictional people, and benchmark instances."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from grouping.files.instances.formats import FORMATS, write_instance, writers_of
from grouping.language import _, plural


@click.group("generate")
def command() -> None:
    """Make synthetic instances; the same seed makes the same file."""


@command.command("roster")
@click.option(
    "--kind", type=click.Choice(["retreat", "officials"]), default="officials", show_default=True
)
@click.option("--n", type=int, metavar="N", help="How many people (officials; 420 if not given).")
@click.option("--seed", type=click.IntRange(min=0), metavar="N", default=1, show_default=True)
@click.option("-o", "--output", required=True, metavar="FILE", help=".xlsx (messy) or .csv (clean)")
@click.option("--force", is_flag=True, help="Replace a file that exists.")
def roster(kind: str, n: int | None, seed: int, output: str, force: bool) -> None:
    """Make a roster as a city government would send it: .xlsx is messy, .csv clean."""
    from grouping.bench.generate.generate_roster import generate_roster, write_roster
    from grouping.cli.output import say
    from grouping.files.write.write_by_ending import check_place

    path = Path(output)
    check_place(path, force=force)
    officials = generate_roster(kind, n, seed)
    write_roster(path, officials, kind, seed)
    say(
        plural(
            "wrote {file}: {n} fictional person",
            "wrote {file}: {n} fictional people",
            len(officials),
            file=path,
        )
    )


_seed = click.option(
    "--seed", type=click.IntRange(min=0), metavar="N", default=1, show_default=True
)
_force = click.option("--force", is_flag=True, help="Replace a file that exists.")


def _output(holds: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the option -o, whose help names the endings that such an instance can have."""
    said = []
    for kind in FORMATS:
        if kind.holds == holds:
            endings = " or ".join(kind.written)
            said.append(f"{endings}: {kind.says}" if kind.says else endings)
    return click.option("-o", "--output", required=True, metavar="FILE", help="; ".join(said))


@command.command("mdgp")
@click.argument("family", metavar="RanReal|RanInt|Geo|MDG-a|MDG-c")
@click.option(
    "--n", type=int, metavar="N", help="How many elements (2000 for MDG-a, 3000 for MDG-c)."
)
@click.option(
    "--groups", type=int, metavar="N", help="How many groups; by default as in the literature."
)
@click.option("--ds", is_flag=True, help="Groups of different sizes: low..high each.")
@_seed
@_output("Distances")
@_force
def mdgp(
    family: str, n: int | None, groups: int | None, ds: bool, seed: int, output: str, force: bool
) -> None:
    """Make an instance of the maximally diverse grouping problem."""
    from grouping.bench.generate.mdgp_instances import generate_mdgp

    path = _place(output, force, "Distances")
    _write(path, generate_mdgp(family, n, seed, ds=ds, groups=groups))


@command.command("golf")
@click.argument("groups", type=click.IntRange(min=1))
@click.argument("size", type=click.IntRange(min=1))
@click.argument("weeks", type=click.IntRange(min=1))
@_output("Golf")
@_force
def golf(groups: int, size: int, weeks: int, output: str, force: bool) -> None:
    """Make a social golfer cell: GROUPS of SIZE golfers in each of WEEKS."""
    from grouping.files.instances.instance import Golf

    path = _place(output, force, "Golf")
    _write(path, Golf(groups, size, weeks))


@command.command("features")
@click.option("--n", type=int, metavar="N", default=300, show_default=True, help="How many rows.")
@_seed
@_output("Roster")
@_force
def features(n: int, seed: int, output: str, force: bool) -> None:
    """Make a table of four categories and two numbers for anticlustering."""
    from grouping.bench.generate.feature_tables import generate_features

    path = _place(output, force, "Roster")
    _write(path, generate_features(n, seed))


def _place(output: str, force: bool, holds: str) -> Path:
    """Return a path that may be written and whose ending says a format of such instances."""
    from grouping.errors import InputError
    from grouping.files.write.write_by_ending import check_place

    path, endings = Path(output), writers_of(holds)
    if path.suffix.casefold() not in endings:
        raise InputError(
            _("such an instance cannot be written as '{ending}'", ending=path.suffix or path.name),
            where=output,
            hint=_("end the name in one of: {endings}", endings=", ".join(endings)),
        )
    check_place(path, force=force)
    return path


def _write(path: Path, instance: object) -> None:
    from grouping.cli.output import say
    from grouping.files.write.write_by_ending import write_whole

    write_whole(path, partial(write_instance, instance))
    say(_("wrote {file}", file=path))
