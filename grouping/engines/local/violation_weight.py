"""What a violation of a must rule costs a search, whatever numbers the rule counts in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from grouping.engines.kernels.state import Pack
from grouping.terms.arrays import Ints


def set_prices(packs: Sequence[Pack], penalties: Ints, price: int) -> None:
    """Let a violation cost `price`, and what squares make of a typical one as much.

    Squares grow with the resolution of the numbers, so their price shrinks with it; prices are
    whole numbers of at least 1.

    Parameters
    ----------
    packs
        One for each round.
    penalties
        Prices of each round, of violations that are counted and of each square; changed in place.
    price
        That of one violation that is counted.
    """
    penalties[:] = price
    for pack, prices in zip(packs, penalties, strict=True):
        for s in range(pack.amount.shape[1]):
            coefs = pack.square_must[:, s]
            if coefs.any():
                step = float(np.abs(pack.amount[:, s]).mean()) ** 2 * float(coefs.mean())
                prices[1 + s] = max(1, round(price / max(step, 1.0)))


def highest_wall(packs: Sequence[Pack], penalties: Ints) -> float:
    """Return about what the costliest single step across must rules costs, see `set_prices`.

    That is a counted violation, or the person farthest from the mean on the wrong team.
    """
    walls = [float(penalties[:, 0].max())]
    for pack, prices in zip(packs, penalties, strict=True):
        for s in range(pack.amount.shape[1]):
            farthest = float(np.abs(pack.amount[:, s]).max(initial=0))
            # it is too much on one team and missing on another
            walls.append(float(prices[1 + s]) * farthest**2 * 2 * pack.square_must[:, s].mean())
    return max(walls)
