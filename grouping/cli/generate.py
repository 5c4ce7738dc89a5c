"""`grouping generate`: synthetic rosters with fictional names."""

from __future__ import annotations

from pathlib import Path

import click


@click.group("generate")
def command() -> None:
    """Make synthetic instances; the same seed makes the same file."""


@command.command("roster")
@click.option(
    "--kind", type=click.Choice(["retreat", "officials"]), default="officials", show_default=True
)
@click.option("--n", type=int, help="How many people (officials; 420 if not given).")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option("-o", "--output", required=True, metavar="FILE", help=".xlsx (messy) or .csv (clean)")
@click.option("--force", is_flag=True, help="Replace a file that exists.")
def roster(kind: str, n: int | None, seed: int, output: str, force: bool) -> None:
    """Make a roster as a city government would send it: .xlsx is messy, .csv clean."""
    from grouping.cli.show import say
    from grouping.generate.roster import generate_roster, write_roster
    from grouping.write.files import check_place

    path = Path(output)
    check_place(path, force=force)
    officials = generate_roster(kind, n, seed)
    write_roster(path, officials, kind, seed)
    say(f"wrote {path}: {len(officials)} fictional people")
