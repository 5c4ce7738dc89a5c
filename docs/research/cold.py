"""What passes find in the course of a leg, and how many could be left out.

    python docs/research/cold.py

A pass is *known* to find nothing for the better if the person's team has not changed since their
last pass that found nothing: swaps with people of teams that did change are weighed in passes of
theirs.  At a temperature above 0 the pass might still make a swap for the worse.
"""

from __future__ import annotations

import click
import numpy as np
from numpy.typing import NDArray
from shown import instances, table, told

from grouping.engines.kernels.anneal_rows import TABLE, least_without, weigh_teams
from grouping.engines.kernels.rng import draw, lower, upper
from grouping.engines.local.distance_searcher import DistanceSearcher, RowTuning
from grouping.files.instances.instance import Distances

NOTHING_IS_ENOUGH = -(2**62)
EIGHTHS = 8
HEAD = ("instance", "eighth", "find nothing, %", "known to", "but swap", "end after the short look")
Shares = NDArray[np.float64]


def searching(made: Distances, passes: int) -> DistanceSearcher:
    """Return a search at the start of its second leg, of `passes` passes a person."""
    tuning = RowTuning(share=0.0, largest_share=0.0, shortest=passes)
    rng = np.random.default_rng(0)
    search = DistanceSearcher(
        -made.scaled, made.low, made.low.copy(), (0, 0), rng, NOTHING_IS_ENOUGH, tuning
    )
    people = len(made.scaled)
    while search._heating or search._done < search._length:
        search.advance(people)
    return search


def leg(search: DistanceSearcher, passes: int) -> Shares:
    """Return shares of passes by eighth of a leg, shape (8, 4).

    Those that find nothing, those known to find nothing better, those of them that make a swap all
    the same, and those that end after the short look.
    """
    people = len(search._cost)
    rows = people * passes
    changed = np.zeros(len(search._size), dtype=np.int64)
    empty = np.full(people, -1, dtype=np.int64)
    shares = np.zeros((EIGHTHS, 4))
    for row in range(rows):
        eighth = row * EIGHTHS // rows
        bits = search._bits.copy()
        drawn = np.uint64(draw(bits))
        i, place = upper(drawn, people), lower(drawn, TABLE)
        before = search._team.copy()
        known = empty[i] >= changed[before[i]]
        quick = row > 0 and short(search, i, place)  # the first begins a new leg
        search.advance(people)
        moved = np.flatnonzero(search._team != before)
        nothing = row > 0 and not len(moved)
        shares[eighth] += nothing, known, known and not nothing, quick
        if nothing:
            empty[i] = row
        changed[before[moved]] = changed[search._team[moved]] = row
    return EIGHTHS * shares / rows


def short(search: DistanceSearcher, i: int, place: int) -> bool:
    """Return whether a short look is enough for the pass of i."""
    gain, mean, home = search._gain, search._mean, int(search._team[i])
    closest = weigh_teams(gain, mean, search._mine, i, home)
    least = least_without(
        gain, search._own, search._cost, search._threshold, np.uint64(i), np.uint64(home), place
    )
    return bool(least > int(gain[home, i]) - int(closest))


@click.command(help=told(__doc__))
@click.option("--family", "families", multiple=True, default=("RanReal", "Geo"), show_default=True)
@click.option("--n", "sizes", multiple=True, default=(240,), show_default=True)
@click.option("--seed", default=901, show_default=True, help="Of the instances.")
@click.option("--passes", default=500, show_default=True, help="Of each person in a leg.")
def main(families: tuple[str, ...], sizes: tuple[int, ...], seed: int, passes: int) -> None:
    """Count what passes find."""
    found = []
    for name, made in instances(families, sizes, seed):
        if name.endswith("ds"):  # sizes do not matter here
            continue
        shares = leg(searching(made, passes), passes)
        for eighth in range(EIGHTHS):
            percent = [f"{100 * one:.2f}" for one in shares[eighth]]
            found.append([name, f"{eighth + 1}", *percent])
    table(HEAD, found)


if __name__ == "__main__":
    main()
