"""What rules about distances are given: weights of columns, or a table of all distances."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grouping.errors import InputError
from grouping.language import _

# Decimals that distances keep, and digits that small ones keep.
DECIMALS = 3
LARGEST_DISTANCE = 1e12
MOST_DECIMALS = 15
# Up to here a float holds a decimal so closely that rounding brings back the very digits.
LARGEST_SCALED = 2.0**50


def check_weights(weights: Mapping[str, float]) -> None:
    """Raise InputError if a weight of a column is no number above 0."""
    for name, weight in weights.items():
        right = isinstance(weight, (int, float)) and not isinstance(weight, bool)
        if not right or not 0 < weight < math.inf:
            raise InputError(_("the weight of '{column}' is not a number above 0", column=name))


def check_decimals(decimals: int | None) -> None:
    """Raise InputError if there cannot be so many decimals."""
    if decimals is not None and not (type(decimals) is int and 0 <= decimals <= MOST_DECIMALS):
        raise InputError(
            _("decimals = {decimals} is not a number from 0 to 15", decimals=repr(decimals))
        )


def check_matrix(matrix: Any, n: int, decimals: int | None) -> None:
    """Raise InputError if `matrix` is no symmetric table of numbers of n people."""
    try:
        given = np.asarray(matrix, dtype=float)
    except (TypeError, ValueError):
        raise InputError(_("the matrix is not a table of numbers")) from None
    if given.shape != (n, n):
        size = " x ".join(map(str, given.shape))
        raise InputError(
            _("the matrix is {size}, the roster has {people} people", size=size, people=n)
        )
    if not np.isfinite(given).all() or not np.allclose(given, given.T):
        raise InputError(_("the matrix is not symmetric numbers"), hint="d[i, j] = d[j, i]")
    if np.abs(given).max() > LARGEST_DISTANCE:
        raise InputError(_("the distances are too large to be added exactly"), hint=_("scale them"))
    if np.abs(given).max() * 10 ** (decimals or 0) > LARGEST_SCALED:
        raise InputError(_("the distances have no {n} decimals that are certain", n=decimals))


def symmetric(matrix: Any) -> NDArray[np.float64]:
    """Return a matrix that has been checked, which was symmetric but for rounding so far."""
    given = np.asarray(matrix, dtype=float)
    return np.asarray((given + given.T) / 2)


def unit_of(given: NDArray[np.float64], decimals: int | None) -> int:
    """Return the power of ten that makes distances integers, exactly where three decimals do."""
    if decimals is not None:
        return int(10**decimals)
    largest = float(np.abs(given).max())
    for few in range(DECIMALS + 1):
        scaled = given * 10**few
        if np.allclose(scaled, np.rint(scaled), rtol=0, atol=1e-9) and (
            not largest or np.abs(scaled).max() > 0.5
        ):
            return int(10**few)
    # small distances keep three digits too
    return int(10 ** max(DECIMALS, DECIMALS - 1 - math.floor(math.log10(largest))))
