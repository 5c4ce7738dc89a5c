"""Bounds for tables of distances: by how much, in per cent, they are above what the search finds.

    python docs/research/bounds.py
    python docs/research/bounds.py --n 960 --seconds 60 --family RanReal --family Geo

The time is that of the relaxation.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import click
from search import Annealing, run
from shown import FAMILIES, instances, table, told

from grouping.terms.bounds.semidefinite import semidefinite_bound

HEAD = ("instance", "found", "eigenvalues", "relaxation", "CPU s")


@click.command(help=told(__doc__))
@click.option("--family", "families", multiple=True, default=FAMILIES, show_default=True)
@click.option("--n", "sizes", multiple=True, default=(60, 120, 240, 480), show_default=True)
@click.option("--seed", default=901, show_default=True, help="Of the instances.")
@click.option("--seconds", default=10.0, show_default=True, help="CPU time of a search.")
@click.option("--chunk", default=1 << 22, help="Steps between looks at the clock.")
def main(
    families: tuple[str, ...], sizes: tuple[int, ...], seed: int, seconds: float, chunk: int
) -> None:
    """Bound and search."""

    def rows() -> Iterator[list[str]]:
        for name, made in instances(families, sizes, seed):
            found, began = run(Annealing(made, 0), seconds, chunk), time.process_time()
            relaxed = semidefinite_bound(-made.scaled, made.low, made.high)
            spent = time.process_time() - began
            plain = semidefinite_bound(-made.scaled, made.low, made.high, relax=False)
            above = [
                "" if bound is None else f"{100 * (bound / found - 1):.2f} %"
                for bound in (plain, relaxed)
            ]
            yield [name, f"{-found / 10**made.decimals:,.0f}", *above, f"{spent:.2f}"]

    table(HEAD, rows())


if __name__ == "__main__":
    main()
