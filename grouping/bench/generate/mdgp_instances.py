"""Instances of the maximally diverse grouping problem, by the definitions of the literature.

========= ==================================================================================
RanReal   distances uniform in 0 to 100, with 3 decimals
RanInt    distances uniform integers 0 to 100
Geo       Euclidean, points uniform in [0, 100]^k, k uniform in 2 to 21; 3 decimals
MDG-a     uniform integers 0 to 10, n = 2000
MDG-c     uniform integers 0 to 1000, n = 3000
========= ==================================================================================

RanReal, RanInt and Geo: Gallego, Laguna, Marti and Duarte, Journal of the Operational Research
Society 64, 2013.  MDG-a and MDG-c are instances of maximum diversity (MDPLIB) that are used for
grouping since, as in Yang, Cai, Jin, Tang and Gao, European Journal of Operational Research 302,
2022.  The files made here are drawn anew by these definitions; they are not the public files.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

import numpy as np

from grouping.bench.generate.random_stream import Stream
from grouping.errors import InputError, did_you_mean
from grouping.files.instances.instance import Distances
from grouping.language import _
from grouping.terms.arrays import Ints

Family = Literal["RanReal", "RanInt", "Geo", "MDG-a", "MDG-c"]
FAMILIES: tuple[str, ...] = get_args(Family)
USUAL_N = {"MDG-a": 2000, "MDG-c": 3000}

# n -> groups, range of low, range of high for groups of different sizes (Gallego et al.; for
# the two large ones all groups have the same bounds, the low ones as their public names say)
STRUCTURES: dict[int, tuple[int, tuple[int, int], tuple[int, int]]] = {
    10: (2, (3, 5), (5, 7)),
    12: (4, (2, 3), (3, 5)),
    30: (5, (5, 6), (6, 10)),
    60: (6, (7, 10), (10, 14)),
    120: (10, (8, 12), (12, 16)),
    240: (12, (15, 20), (20, 25)),
    480: (20, (18, 24), (24, 30)),
    960: (24, (32, 40), (40, 48)),
    2000: (50, (32, 32), (48, 48)),
    3000: (50, (48, 48), (72, 72)),
}
# Coordinates of Geo are integers of this many to a unit, so that squares are exact.
_GRID = 10_000


def generate_mdgp(
    family: str, n: int | None, seed: int, *, ds: bool = False, groups: int | None = None
) -> Distances:
    """Draw an instance.

    Parameters
    ----------
    family
        One of `FAMILIES`.
    n
        Number of elements; for MDG-a and MDG-c 2000 and 3000 if not given.
    seed
        The same seed gives the same distances, with either kind of groups.
    ds
        Groups with bounds of their own instead of one size: for the sizes of the literature drawn
        from its ranges, for others from three quarters to five quarters of the mean size.
    groups
        Number of groups; for the sizes of the literature, its own if not given.

    Raises
    ------
    InputError
        If there is no such family, or n elements cannot be shared out so.
    """
    if family not in FAMILIES:
        raise InputError(
            _("there is no family '{family}'", family=family), hint=did_you_mean(family, FAMILIES)
        )
    n = n if n is not None else USUAL_N.get(family)
    if n is None or n < 2:
        raise InputError(_("say how many elements, at least 2"), hint="--n 120")
    if groups is None and n not in STRUCTURES:
        raise InputError(
            _("the literature has no number of groups for {n} elements", n=n),
            hint=_("say how many; it has n = {known}", known=", ".join(map(str, STRUCTURES))),
        )
    groups = groups if groups is not None else STRUCTURES[n][0]
    if not 1 <= groups <= n or (not ds and n % groups):
        raise InputError(
            _("{n} elements do not fill {groups} groups of one size", n=n, groups=groups),
            hint=_("or use ds"),
        )
    # two rows of numbers from one seed: the distances do not depend on the groups
    scaled, decimals = _DRAW[family](n, Stream(seed, 0))
    low, high = _bounds(n, groups, ds, Stream(seed, 1))
    return Distances(scaled, decimals, low, high)


def _symmetric(n: int, values: Ints) -> Ints:
    """Fill the pairs i < j, row by row."""
    matrix = np.zeros((n, n), dtype=np.int64)
    matrix[np.triu_indices(n, 1)] = values
    return matrix + matrix.T


def _uniform(most: int, decimals: int) -> Callable[[int, Stream], tuple[Ints, int]]:
    def draw(n: int, stream: Stream) -> tuple[Ints, int]:
        return _symmetric(n, stream.between(0, most, n * (n - 1) // 2)), decimals

    return draw


def _geo(n: int, stream: Stream) -> tuple[Ints, int]:
    dimensions = stream.one(2, 21)
    points = stream.between(0, 100 * _GRID, n * dimensions).reshape(n, dimensions)
    square = np.zeros((n, n), dtype=np.int64)
    for axis in points.T:
        square += (axis[:, None] - axis[None, :]) ** 2
    # squares stay far below 2**53 and IEEE roots are correctly rounded: the same everywhere
    return np.floor(np.sqrt(square.astype(np.float64)) / (_GRID / 1000) + 0.5).astype(np.int64), 3


_DRAW = {
    "RanReal": _uniform(100_000, 3),
    "RanInt": _uniform(100, 0),
    "Geo": _geo,
    "MDG-a": _uniform(10, 0),
    "MDG-c": _uniform(1000, 0),
}


def _bounds(n: int, groups: int, ds: bool, stream: Stream) -> tuple[Ints, Ints]:
    if not ds:
        size = np.full(groups, n // groups, dtype=np.int64)
        return size, size.copy()
    known = STRUCTURES.get(n)
    if known and known[0] == groups:
        _, least, most = known
    else:
        least = (max(1, 3 * n // (4 * groups)), n // groups)
        most = (-(-n // groups), max(-(-n // groups), 5 * n // (4 * groups)))
    # no low is above the mean size and no high below it: everyone can always be seated
    return stream.between(*least, groups), stream.between(*most, groups)
