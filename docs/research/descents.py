"""How long descents by swaps take, from random starts and after small disturbances.

    python docs/research/descents.py
    python docs/research/descents.py --n 960 --starts 3 --rounds 200

Every descent ends where no swap is better: that is checked by trying all.
"""

from __future__ import annotations

import time

import click
import numpy as np
from board import Board, least_change, place, random_board
from descend import WAYS, copied, descend, iterate, room, weighed
from shown import FAMILIES, instances, table, told

from grouping.engines.kernels.rng import bits_from
from grouping.files.instances.instance import Distances


def from_random(way: int, made: Distances, starts: int) -> tuple[float, float, float]:
    """Return CPU ms, swaps weighed and the value of a descent from a random start, on average."""
    spent = tried = value = 0.0
    for seed in range(starts):
        board = random_board(made, np.random.default_rng(seed))
        cost = place(board, board.team[: len(board.cost)].copy())
        began = time.process_time()
        cost += descend(way, board, room())
        spent += time.process_time() - began
        check(board, cost)
        tried += weighed(board)
        value -= cost / 10**made.decimals
    return 1000 * spent / starts, tried / starts, value / starts


def check(board: Board, cost: int) -> None:
    """Fail unless the cost is that of the board, and no swap makes it better."""
    assert place(copied(board), board.team[: len(board.cost)].copy()) == cost
    assert least_change(board) >= 0


def again(way: int, board: Board, cost: int, rounds: int, swaps: int) -> float:
    """Return CPU us of a descent after `swaps` random swaps of a local optimum, on average."""
    work, best = copied(board), copied(board)
    figures = np.array([cost, cost, 0])
    bits = bits_from(np.random.default_rng(1))
    began = time.process_time()
    iterate(way, work, board, best, figures, bits, room(), rounds, swaps, 0, 0)
    return 1e6 * (time.process_time() - began) / rounds


@click.command(help=told(__doc__))
@click.option("--family", "families", multiple=True, default=FAMILIES, show_default=True)
@click.option("--n", "sizes", multiple=True, default=(240,), show_default=True)
@click.option("--seed", default=901, show_default=True, help="Of the instances.")
@click.option("--starts", default=10, show_default=True, help="Random starts.")
@click.option("--rounds", default=2000, show_default=True, help="Disturbances of a local optimum.")
@click.option("--swaps", default=3, show_default=True, help="Random swaps of a disturbance.")
@click.option("--way", "ways", multiple=True, type=click.Choice(WAYS), default=WAYS)
def main(
    families: tuple[str, ...],
    sizes: tuple[int, ...],
    seed: int,
    starts: int,
    rounds: int,
    swaps: int,
    ways: tuple[str, ...],
) -> None:
    """Time descents."""
    found = []
    compiled = False
    for name, made in instances(families, sizes, seed):
        optimum = random_board(made, np.random.default_rng(99))
        cost = place(optimum, optimum.team[: len(optimum.cost)].copy())
        cost += descend(len(WAYS) - 1, optimum, room())
        for way in (WAYS.index(one) for one in ways):
            if not compiled:
                from_random(way, made, 1)
                again(way, optimum, cost, 1, swaps)
                compiled = True
            idle = again(-1, optimum, cost, rounds, swaps)
            few = max(1, rounds // 20) if way < 4 else rounds
            ms, tried, value = from_random(way, made, starts)
            us = again(way, optimum, cost, few, swaps) - idle
            found.append(
                [name, WAYS[way], f"{value:,.0f}", f"{tried:,.0f}", f"{ms:.2f}", f"{us:.0f}"]
            )
    table(["instance", "way", "value", "swaps weighed", "ms", "µs again"], found)


if __name__ == "__main__":
    main()
