"""Numbers with decimals read so that no digit is lost: integers and their power of ten."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from grouping.terms.arrays import Ints

# ends of a number in a text: tab, line feed, carriage return, blank, comma, semicolon
_ENDS = np.frombuffer(b"\t\n\r ,;", dtype=np.uint8)
_EXPONENT = re.compile(rb"[eE]([+-]?\d+)")
# Floats round back to the very digits of the text below this.
LARGEST = 2.0**50


def decimals_in(text: bytes) -> int:
    """Return the most digits that stand after a point in `text`, numbers parted as above.

    An exponent moves the point: ``2.5e-3`` has four decimals, ``2.5e3`` none.
    """
    letters = np.frombuffer(text, dtype=np.uint8)
    points = np.flatnonzero(letters == ord("."))
    marks = np.flatnonzero((letters | 32) == ord("e"))
    if not len(points) and not len(marks):
        return 0
    ends = np.append(np.flatnonzero(np.isin(letters, _ENDS)), len(letters))
    if not len(marks):
        return int((ends[np.searchsorted(ends, points)] - points).max()) - 1
    decimals = np.zeros(len(ends), dtype=np.int64)
    stops = np.sort(np.concatenate([ends, marks]))
    of = np.searchsorted(ends, points)
    decimals[of] = stops[np.searchsorted(stops, points)] - points - 1
    exponents = np.array([int(digits) for digits in _EXPONENT.findall(text)], dtype=np.int64)
    decimals[np.searchsorted(ends, marks)] -= exponents
    return max(int(decimals.max()), 0)


def scaled(values: NDArray[np.float64], decimals: int) -> Ints | None:
    """Return `values` of so many decimals times ``10 ** decimals``; None if digits would be lost.

    Below `LARGEST` what floats are off by is less than half of the last decimal.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        times = values * 10.0**decimals
    if not np.isfinite(times).all() or np.abs(times).max(initial=0.0) > LARGEST:
        return None
    return np.rint(times).astype(np.int64)


def decimals_of(values: NDArray[np.float64], most: int) -> int:
    """Return the fewest decimals, up to `most`, that say `values` as closely as floats do."""
    return next((few for few in range(most) if has_decimals(values, few)), most)


def has_decimals(values: NDArray[np.float64], decimals: int) -> bool:
    """Return whether so many decimals say `values` as closely as floats do."""
    times = values * 10.0**decimals
    return bool((np.abs(times - np.rint(times)) <= 4e-16 * np.abs(times)).all())
