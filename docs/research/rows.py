"""One swap at a time beside passes over rows, with fixed numbers of steps.

    python docs/research/rows.py

The values follow from the seeds and the steps alone; seconds are of CPU time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import click
import numpy as np
from numpy.typing import NDArray
from shown import table, told

from grouping.engines.kernels.stack import Stack
from grouping.engines.local.flatten import pack_rounds
from grouping.engines.local.searcher import Searcher
from grouping.engines.local.select_search import AnySearcher, searcher_for
from grouping.terms.terms import RuleTerms, Terms

NOTHING_IS_ENOUGH = -(2**62)
Ints = NDArray[np.int64]


def problems(people: int) -> Iterator[tuple[str, str, Terms]]:
    """Yield distances, sizes and terms; twelve teams."""
    rng = np.random.default_rng(1)
    uniform = np.triu(rng.integers(0, 100_001, size=(people, people)), 1)
    points = rng.uniform(0, 100, size=(people, 8))
    euclid = np.rint(1000 * np.sqrt(((points[:, None] - points) ** 2).sum(axis=2))).astype(int)
    each = people // 12
    open_ = (
        rng.integers(each - each // 4, each, size=12),
        rng.integers(each, each + each // 4 + 1, size=12),
    )
    seats = {"equal": (np.full(12, each), np.full(12, each)), "open": open_}
    for name, costs in (("uniform", uniform + uniform.T), ("Euclidean, 8 dimensions", euclid)):
        for kind, (low, high) in seats.items():
            rule = RuleTerms(people, 12, must=False)
            rule.matrix(-costs)
            yield name, kind, Terms(people, low, high, (rule,), (1,))


def run(make: Callable[[np.random.Generator], AnySearcher], steps: int, seeds: int) -> str:
    """Return mean and best value and the seconds of one run, as the table shows them."""
    found, began = [], time.process_time()
    for seed in range(seeds):
        search = make(np.random.default_rng(seed))
        search.advance(steps)
        found.append(-search.value[1] / 1000)
    seconds = (time.process_time() - began) / seeds
    return f"{np.mean(found):,.0f} ({max(found):,.0f}), {seconds:.1f} s"


@click.command(help=told(__doc__))
@click.option("--n", "people", default=240, show_default=True, help="A multiple of 12.")
@click.option("--swaps", default=200_000_000, show_default=True, help="Steps of one at a time.")
@click.option("--row-steps", default=4_000_000_000, show_default=True, help="Steps of rows.")
@click.option("--seeds", default=3, show_default=True)
def main(people: int, swaps: int, row_steps: int, seeds: int) -> None:
    """Run both searches."""
    found = []
    for name, kind, terms in problems(people):
        pack = pack_rounds(terms)

        def single(rng: np.random.Generator, pack: Stack = pack) -> AnySearcher:
            return Searcher(pack, rng, NOTHING_IS_ENOUGH)

        def rows(rng: np.random.Generator, pack: Stack = pack) -> AnySearcher:
            return searcher_for(pack, rng, NOTHING_IS_ENOUGH)

        for make in (single, rows):  # compile
            run(make, people, 1)
        found.append([name, kind, run(single, swaps, seeds), run(rows, row_steps, seeds)])
    table([f"distances, {people} people", "sizes", "one swap at a time", "rows"], found)


if __name__ == "__main__":
    main()
