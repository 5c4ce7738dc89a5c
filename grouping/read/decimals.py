"""Numbers with decimals read so that no digit is lost: integers and their power of ten."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from grouping.terms import Ints

# ends of a number in a text: tab, line feed, carriage return, blank, comma, semicolon
_ENDS = np.frombuffer(b"\t\n\r ,;", dtype=np.uint8)
# Floats round back to the very digits of the text below this.
LARGEST = 2.0**50


def decimals_in(text: bytes) -> int:
    """Return the most digits that stand after a point in `text`, numbers parted as above."""
    letters = np.frombuffer(text, dtype=np.uint8)
    points = np.flatnonzero(letters == ord("."))
    if not len(points):
        return 0
    ends = np.append(np.flatnonzero(np.isin(letters, _ENDS)), len(letters))
    return int((ends[np.searchsorted(ends, points)] - points).max()) - 1


def scaled(values: NDArray[np.float64], decimals: int) -> Ints | None:
    """Return `values` times ``10 ** decimals`` as integers; None if digits would be lost."""
    times = values * 10.0**decimals
    if not np.isfinite(times).all() or np.abs(times).max(initial=0.0) > LARGEST:
        return None
    whole = np.rint(times)
    return whole.astype(np.int64) if np.allclose(times, whole, rtol=0, atol=1e-2) else None


def decimals_of(values: NDArray[np.float64], most: int) -> int:
    """Return the fewest decimals, up to `most`, that say `values` as closely as floats do."""
    for decimals in range(most):
        times = values * 10.0**decimals
        if (np.abs(times - np.rint(times)) <= 4e-16 * np.abs(times)).all():
            return decimals
    return most
