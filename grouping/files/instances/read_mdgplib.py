"""MDGPLIB files: the maximally diverse grouping problem.

Line 1 is ``n m ss low high low high ...`` (groups of one size) or ``n m ds low high ...`` (each
group with bounds of its own), every other line ``i j d``, a pair of elements, numbered from 0, and
its distance.  Every pair stands once, or several times with one distance; an element has the
distance 0 to itself, if that stands there.  (MDGPLIB, OPTSICOM project; Gallego, Laguna, Marti,
Duarte, Journal of the Operational Research Society 64, 2013.)
"""

from __future__ import annotations

import math
import re
from collections.abc import Container
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grouping.errors import InputError
from grouping.files.instances.decimals import decimals_in, scaled
from grouping.files.instances.first_line import first_line
from grouping.files.instances.formats import Asked
from grouping.files.instances.instance import Distances
from grouping.files.read.delimited_text import plain_bytes
from grouping.files.read.notes import Note
from grouping.language import _
from grouping.problem.problem import Problem
from grouping.terms.arrays import Ints

HEADER = re.compile(rb"\s*\d+\s+\d+\s+(ss|ds)\b", re.IGNORECASE)
_NUMBER = re.compile(rb"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
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
        text = plain_bytes(path.read_bytes())
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
        raise _longest_line(body, decimals, path.name)
    matrix = np.zeros((n, n), dtype=np.int64)
    matrix[i, j] = matrix[j, i] = whole
    return Distances(matrix, decimals, low, high)


def is_mdgplib(path: Path) -> bool:
    """Return whether the first line of a text is that of an instance."""
    return HEADER.match(first_line(path)[0]) is not None


def mdgplib_problem(path: Path, asked: Asked) -> tuple[Problem, list[Note]]:
    """Return the Problem of a file; see `Format.read`."""
    return read_mdgplib(path).problem(path.name, asked.objective), []


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
    """Return the columns i, j and d if every pair is there and has one distance, else None."""
    if not body.strip() or re.search(rb"[^0-9.+\-eE\s]", body):
        return None
    try:
        table = np.loadtxt(BytesIO(body), dtype=np.float64, ndmin=2, comments=None)
    except ValueError:
        return None
    if table.shape[1] != 3 or not np.isfinite(table).all():
        return None
    if (table[:, :2] != np.rint(table[:, :2])).any():
        return None
    i, j = table[:, 0].astype(np.int64), table[:, 1].astype(np.int64)
    own = i == j
    if min(i.min(), j.min()) < 0 or max(i.max(), j.max()) >= n or table[own, 2].any():
        return None
    pair = (np.minimum(i, j) * n + np.maximum(i, j))[~own]
    d = table[~own, 2]
    kept, first, which = np.unique(pair, return_index=True, return_inverse=True)
    if len(kept) != n * (n - 1) // 2 or (d != d[first][which]).any():
        return None
    return i[~own][first], j[~own][first], d[first]


def _first_wrong_line(body: bytes, n: int, source: str) -> InputError:
    """Say what is wrong, and on which line."""
    seen: dict[tuple[int, int], tuple[int, bytes]] = {}
    for number, line in enumerate(body.split(b"\n"), start=2):
        words = line.split()
        if not words:
            continue
        where = _("{file}, line {line}", file=source, line=number)
        shown = line.decode("utf-8", "replace").strip()[:40]
        if len(words) != 3 or not words[0].isdigit() or not words[1].isdigit():
            return InputError(_("'{text}' is not 'i j d'", text=shown), where=where, hint=_form())
        if not _NUMBER.fullmatch(words[2]) or not math.isfinite(float(words[2])):
            bad = words[2].decode("utf-8", "replace")[:20]
            text = _("'{text}' is not a distance", text=bad)
            return InputError(text, where=where, hint=_("write plain decimals: 12.345"))
        i, j = sorted((int(words[0]), int(words[1])))
        if j >= n:
            hint = _("elements are numbered 0 to {last}", last=n - 1)
            return InputError(_("there is no element {j}", j=j), where=where, hint=hint)
        if i == j:
            if not float(words[2]):
                continue
            said = _("an element has no distance to itself")
            return InputError(said, where=where, hint=_("take the line out, or write 0"))
        line_before, before = seen.setdefault((i, j), (number, words[2]))
        if float(before) != float(words[2]):
            said = _(
                "the pair {i} {j} has {one} on line {line}, and {other} here",
                i=i,
                j=j,
                one=before.decode(),
                line=line_before,
                other=words[2].decode(),
            )
            return InputError(said, where=where, hint=_("take one of the two out"))
    return _missing(seen, n, source)


def _missing(seen: Container[tuple[int, int]], n: int, source: str) -> InputError:
    missing = [(i, j) for i in range(n) for j in range(i + 1, n) if (i, j) not in seen]
    i, j = missing[0]
    said = _(
        "{n} of {all} pairs are missing, the first is {i} {j}",
        n=len(missing),
        all=n * (n - 1) // 2,
        i=i,
        j=j,
    )
    return InputError(said, where=source)


def _longest_line(body: bytes, decimals: int, source: str) -> InputError:
    """Say where the digits are that do not fit beside the largest distance."""
    lines = body.split(b"\n")
    filled = [k for k, line in enumerate(lines) if line.strip()]
    longest = next(k for k in filled if decimals_in(lines[k]) == decimals)
    largest = max(filled, key=lambda k: abs(float(lines[k].split()[2])))
    return InputError(
        _(
            "{decimals} decimals are too many digits to be exact beside the distance {largest} on"
            " line {line}",
            decimals=decimals,
            largest=lines[largest].split()[2].decode(),
            line=largest + 2,
        ),
        where=_("{file}, line {line}", file=source, line=longest + 2),
        hint=_("round the distances to fewer decimals"),
    )
