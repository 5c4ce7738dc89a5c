"""MDGPLIB files: the maximally diverse grouping problem.

Line 1 is ``n m ss low high low high ...`` (groups of one size) or ``n m ds low high ...`` (each
group with bounds of its own), every other line ``i j d``, a pair of elements, numbered from 0, and
its distance.  Every pair stands once.  (MDGPLIB, OPTSICOM project; Gallego, Laguna, Marti, Duarte,
Journal of the Operational Research Society 64, 2013.)
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grouping.errors import InputError
from grouping.instance import Distances
from grouping.read.decimals import decimals_in, scaled
from grouping.terms import Ints

HEADER = re.compile(rb"\s*\d+\s+\d+\s+(ss|ds)\b", re.IGNORECASE)
_NUMBER = re.compile(rb"[+-]?(\d+\.?\d*|\.\d+)")
_FORM = "a file begins with 'n m ss|ds low high low high ...', then 'i j d' for every pair"
MOST_PEOPLE = 20_000


def read_mdgplib(path: str | Path) -> Distances:
    """Read an MDGPLIB file; every decimal of the distances is kept.

    Raises
    ------
    InputError
        If the file is not in this form, with the line; if a pair is missing or stands twice; or
        if the groups cannot hold the elements.
    """
    path = Path(path)
    try:
        text = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except FileNotFoundError:
        raise InputError("there is no such file", where=str(path)) from None
    first, _, body = text.partition(b"\n")
    n, low, high = _header(first, path.name)
    pairs = _pairs(body, n)
    if pairs is None:
        raise _first_wrong_line(body, n, path.name)
    i, j, d = pairs
    decimals = decimals_in(body)
    whole = scaled(d, decimals)
    if whole is None:
        raise InputError("the distances have too many digits to be exact", where=path.name)
    matrix = np.zeros((n, n), dtype=np.int64)
    matrix[i, j] = matrix[j, i] = whole
    return Distances(matrix, decimals, low, high)


def _header(line: bytes, source: str) -> tuple[int, Ints, Ints]:
    where = f"{source}, line 1"
    words = line.split()
    if len(words) < 3 or not HEADER.match(line):
        raise InputError("this is not the first line of an instance", where=where, hint=_FORM)
    n, m = int(words[0]), int(words[1])
    if not all(word.isdigit() for word in words[3:]) or len(words) != 3 + 2 * m:
        raise InputError(
            f"{m} groups need {2 * m} whole numbers, low and high of each; there are"
            f" {len(words) - 3}",
            where=where,
            hint=_FORM,
        )
    bounds = np.array([int(word) for word in words[3:]], dtype=np.int64).reshape(m, 2)
    low, high = bounds[:, 0].copy(), bounds[:, 1].copy()
    if m < 1 or n < 2 or n > MOST_PEOPLE:
        raise InputError(f"{n} elements in {m} groups cannot be read", where=where)
    if (low > high).any() or (high < 1).any():
        g = int(np.flatnonzero((low > high) | (high < 1))[0])
        raise InputError(f"group {g} cannot hold {low[g]} to {high[g]} elements", where=where)
    if not low.sum() <= n <= high.sum():
        raise InputError(
            f"the groups hold {low.sum()} to {high.sum()} elements, there are {n}", where=where
        )
    return n, low, high


def _pairs(body: bytes, n: int) -> tuple[Ints, Ints, NDArray[np.float64]] | None:
    """Return the columns i, j and d if every pair stands there once; None if anything is odd."""
    if re.search(rb"[^0-9.+\-\s]", body):
        return None
    try:
        table = np.loadtxt(BytesIO(body), dtype=np.float64, ndmin=2, comments=None)
    except ValueError:
        return None
    if table.shape != (n * (n - 1) // 2, 3) or (table[:, :2] != np.rint(table[:, :2])).any():
        return None
    i, j = table[:, 0].astype(np.int64), table[:, 1].astype(np.int64)
    if min(i.min(), j.min()) < 0 or max(i.max(), j.max()) >= n or (i == j).any():
        return None
    seen = np.bincount(np.minimum(i, j) * n + np.maximum(i, j), minlength=1)
    return (i, j, table[:, 2]) if seen.max() == 1 else None


def _first_wrong_line(body: bytes, n: int, source: str) -> InputError:
    """Say what is wrong, and on which line."""
    seen: dict[tuple[int, int], int] = {}
    for number, line in enumerate(body.split(b"\n"), start=2):
        words = line.split()
        if not words:
            continue
        where = f"{source}, line {number}"
        shown = line.decode("utf-8", "replace").strip()[:40]
        if len(words) != 3 or not words[0].isdigit() or not words[1].isdigit():
            return InputError(f"'{shown}' is not 'i j d'", where=where, hint=_FORM)
        if not _NUMBER.fullmatch(words[2]):
            bad = words[2].decode("utf-8", "replace")[:20]
            return InputError(
                f"'{bad}' is not a distance", where=where, hint="write plain decimals: 12.345"
            )
        i, j = sorted((int(words[0]), int(words[1])))
        if i == j or j >= n:
            said = "an element has no distance to itself" if i == j else f"there is no element {j}"
            return InputError(said, where=where, hint=f"elements are numbered 0 to {n - 1}")
        if (i, j) in seen:
            said = f"the pair {i} {j} stands on line {seen[i, j]} already"
            return InputError(said, where=where, hint="take one of the two out")
        seen[i, j] = number
    missing = next(
        ((i, j) for i in range(n) for j in range(i + 1, n) if (i, j) not in seen), (0, 0)
    )
    pairs = n * (n - 1) // 2
    return InputError(
        f"{pairs - len(seen)} of {pairs} pairs are missing, the first is {missing[0]} {missing[1]}",
        where=source,
    )
