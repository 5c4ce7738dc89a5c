"""What a violation of a must rule costs a search, in whatever unit the rule counts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from grouping.engines.kernels.state import Pack
from grouping.terms.arrays import Ints

# Typical soft deltas that a violation costs at least and at most, and by what that rises and falls.
LOWEST, HIGHEST, RISE = 1 / 16, 256.0, 2.0
# Parts of a leg; the price rises, if it has to, between those of its second half.
LOOKS = 24


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


class ViolationWeight:
    """How many typical soft deltas a violation costs: enough to avoid, few enough to cross.

    Strategic oscillation: every leg begins near the scale of the wishes, so that it crosses states
    that break a must rule; from half of a leg on a violation costs twice as much at every look
    that still finds one.  If the leg ends with a violation all the same, the next one begins with a
    higher weight.  If a leg never met a violation, the next one begins with a lower weight.

    Parameters
    ----------
    oscillates
        Otherwise the weight only rises, from leg to leg.
    """

    def __init__(self, *, oscillates: bool) -> None:
        self._oscillates = oscillates
        self._first = 1.0
        self._raised = 0

    @property
    def now(self) -> float:
        """The weight at this point of a leg."""
        return float(min(self._first * 2.0**self._raised, HIGHEST))

    def next_leg(self, *, broken: bool) -> None:
        """Learn from a leg that is over, and whether a must rule is broken at its end."""
        if broken:
            self._first = min(self._first * (RISE if self._oscillates else RISE**2), HIGHEST)
        elif self._oscillates and not self._raised:
            self._first = max(self._first / RISE, LOWEST)
        self._raised = 0

    def next_look(self, done: int, length: int) -> int:
        """Return after which step of a leg to look again whether a must rule is broken."""
        looks = range(LOOKS // 2, LOOKS) if self._oscillates else ()
        return next((at for at in (length * k // LOOKS for k in looks) if at > done), length)

    def rise(self) -> None:
        """Let violations cost twice as much for the rest of the leg."""
        self._raised += 1
