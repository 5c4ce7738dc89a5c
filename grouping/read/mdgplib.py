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
from grouping.language import _
from grouping.read.decimals import decimals_in, scaled
from grouping.terms import Ints

HEADER = re.compile(rb"\s*\d+\s+\d+\s+(ss|ds)\b", re.IGNORECASE)
_NUMBER = re.compile(rb"[+-]?(\d+\.?\d*|\.\d+)")
MOST_PEOPLE = 20_000


def _form() -> str:
    return _("a file begins with 'n m ss|ds low high low high ...', then 'i j d' for every pair")


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
        raise InputError(_("there is no such file"), where=str(path)) from None
    first, _end, body = text.partition(b"\n")
    n, low, high = _header(first, path.name)
    pairs = _pairs(body, n)
    if pairs is None:
        raise _first_wrong_line(body, n, path.name)
    i, j, d = pairs
    decimals = decimals_in(body)
    whole = scaled(d, decimals)
    if whole is None:
        raise InputError(_("the distances have too many digits to be exact"), where=path.name)
    matrix = np.zeros((n, n), dtype=np.int64)
    matrix[i, j] = matrix[j, i] = whole
    return Distances(matrix, decimals, low, high)


def _header(line: bytes, source: str) -> tuple[int, Ints, Ints]:
    where = _("{file}, line {line}", file=source, line=1)
    words = line.split()
    if len(words) < 3 or not HEADER.match(line):
        text = _("this is not the first line of an instance")
        raise InputError(text, where=where, hint=_form())
    n, m = int(words[0]), int(words[1])
    if not all(word.isdigit() for word in words[3:]) or len(words) != 3 + 2 * m:
        raise InputError(
            _(
                "{groups} groups need {needed} whole numbers, low and high of each; there are"
                " {found}",
                groups=m,
                needed=2 * m,
                found=len(words) - 3,
            ),
            where=where,
            hint=_form(),
        )
    bounds = np.array([int(word) for word in words[3:]], dtype=np.int64).reshape(m, 2)
    low, high = bounds[:, 0].copy(), bounds[:, 1].copy()
    if m < 1 or n < 2 or n > MOST_PEOPLE:
        text = _("{n} elements in {m} groups cannot be read", n=n, m=m)
        raise InputError(text, where=where)
    if (low > high).any() or (high < 1).any():
        g = int(np.flatnonzero((low > high) | (high < 1))[0])
        text = _("group {g} cannot hold {low} to {high} elements", g=g, low=low[g], high=high[g])
        raise InputError(text, where=where)
    if not low.sum() <= n <= high.sum():
        text = _(
            "the groups hold {low} to {high} elements, there are {n}",
            low=low.sum(),
            high=high.sum(),
            n=n,
        )
        raise InputError(text, where=where)
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
        where = _("{file}, line {line}", file=source, line=number)
        shown = line.decode("utf-8", "replace").strip()[:40]
        if len(words) != 3 or not words[0].isdigit() or not words[1].isdigit():
            return InputError(_("'{text}' is not 'i j d'", text=shown), where=where, hint=_form())
        if not _NUMBER.fullmatch(words[2]):
            bad = words[2].decode("utf-8", "replace")[:20]
            text = _("'{text}' is not a distance", text=bad)
            return InputError(text, where=where, hint=_("write plain decimals: 12.345"))
        i, j = sorted((int(words[0]), int(words[1])))
        if i == j or j >= n:
            said = _("there is no element {j}", j=j)
            if i == j:
                said = _("an element has no distance to itself")
            hint = _("elements are numbered 0 to {last}", last=n - 1)
            return InputError(said, where=where, hint=hint)
        if (i, j) in seen:
            said = _("the pair {i} {j} stands on line {line} already", i=i, j=j, line=seen[i, j])
            return InputError(said, where=where, hint=_("take one of the two out"))
        seen[i, j] = number
    missing = next(
        ((i, j) for i in range(n) for j in range(i + 1, n) if (i, j) not in seen), (0, 0)
    )
    pairs = n * (n - 1) // 2
    said = _(
        "{n} of {all} pairs are missing, the first is {i} {j}",
        n=pairs - len(seen),
        all=pairs,
        i=missing[0],
        j=missing[1],
    )
    return InputError(said, where=source)
