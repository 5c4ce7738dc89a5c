"""What all programs of this folder share: their instances, and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import click

from grouping.bench.generate.mdgp_instances import generate_mdgp
from grouping.files.instances.instance import Distances

FAMILIES = ("RanReal", "RanInt", "Geo")


def instances(
    families: Sequence[str], sizes: Sequence[int], seed: int
) -> list[tuple[str, Distances]]:
    """Return instances with their names: groups of one size (ss) and of different sizes (ds).

    Sizes that the literature does not have, for tries, are shared out to groups of ten.
    """
    return [
        (
            f"{family} {n} {'ds' if ds else 'ss'}",
            generate_mdgp(family, n, seed, ds=ds, groups=n // 10 if n < 120 else None),
        )
        for n in sizes
        for family in families
        for ds in (False, True)
    ]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table in Markdown, each row as soon as it is there."""
    for row in chain((head, ["---"] * len(head)), rows):
        click.echo("| " + " | ".join(row) + " |")


def told(text: str | None) -> str:
    """Return the text of a program's help, with its commands each on a line."""
    return (text or "").replace("\n\n    ", "\n\n\b\n    ")
