"""One member of every team taken out and put back by linear assignment: how often that is better.

    python docs/research/assignment.py

Random members, the solutions of legs of annealing; needs scipy.
"""

from __future__ import annotations

import click
import numpy as np
from board import Board, Ints, place, random_board
from legs import Legs
from scipy.optimize import linear_sum_assignment
from shown import instances, table, told


def change(board: Board, taken: Ints) -> int:
    """Return the change of the cost if those taken, shape (T,), one of each team, go where best."""
    among = board.cost[taken][:, taken].astype(np.int64)
    costs = board.gain[:, taken].T - among  # of taken[g] on team h without taken[h]
    to, on = linear_sum_assignment(costs)
    return int(costs[to, on].sum() - np.trace(costs))


@click.command(help=told(__doc__))
@click.option("--family", "families", multiple=True, default=("RanReal", "Geo"), show_default=True)
@click.option("--n", "sizes", multiple=True, default=(240,), show_default=True)
@click.option("--seed", default=901, show_default=True, help="Of the instances.")
@click.option("--passes", default=2500, show_default=True, help="Of each person in a leg.")
@click.option("--legs", default=2, show_default=True)
@click.option("--tries", default=8000, show_default=True, help="With each solution.")
def main(
    families: tuple[str, ...],
    sizes: tuple[int, ...],
    seed: int,
    passes: int,
    legs: int,
    tries: int,
) -> None:
    """Count what is better."""
    found = []
    for name, made in instances(families, sizes, seed):
        search, rng = Legs(made, 0, passes, "as it is"), np.random.default_rng(0)
        board = random_board(made, rng)
        better = 0
        for leg in range(legs):
            while len(search.seen.costs) <= leg:
                search.advance(len(made.scaled) * passes)
            place(board, search.seen.teams[leg])
            for _ in range(tries):
                seats = rng.integers(board.size)
                taken = board.members[np.arange(len(seats)), seats].astype(np.int64)
                better += change(board, taken) < 0
        found.append([name, str(legs * tries), str(better)])
    table(["instance", "tries", "better"], found)


if __name__ == "__main__":
    main()
