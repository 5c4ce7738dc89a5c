"""Distances of people from their attributes, and the cuts that such distances add up from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from grouping.problem.column import Column
from grouping.terms.arrays import Ints, Reals

# Labels and weight: what pairs with different labels are apart by it.
Cut = tuple[Ints, int]

# More labels than this in all cuts, or more people, and cuts cost more than they are worth.
MOST_LABELS = 2000


@dataclass(frozen=True, eq=False)
class Attribute:
    """A column, not all blank, and what it weighs."""

    column: Column
    weight: float


def gower(parts: Sequence[Attribute], n: int) -> Reals:
    """Return Gower distances; float64, shape (n, n)."""
    total = np.zeros((n, n))
    known = np.zeros_like(total)
    for part in parts:
        blank = part.column.blank
        both = ~(blank[:, None] | blank[None, :])
        total += np.where(both, part.weight * _apart(part, "gower"), 0.0)
        known += part.weight * both
    return np.divide(total, known, out=np.zeros_like(total), where=known > 0)


def standardised(parts: Sequence[Attribute], n: int, metric: str) -> Reals:
    """Return Euclidean or Manhattan distances of standardised values; float64, shape (n, n)."""
    total = np.zeros((n, n))
    for part in parts:
        apart = _apart(part, metric)
        total += part.weight * (apart**2 if metric == "euclidean" else apart)
    return np.sqrt(total) if metric == "euclidean" else total


def _apart(part: Attribute, metric: str) -> Reals:
    x = _values(part, metric)
    if x is None:
        codes = part.column.codes
        return np.asarray(codes[:, None] != codes[None, :], dtype=np.float64)
    apart: Reals = np.abs(x[:, None] - x[None, :])
    return apart


def _values(part: Attribute, metric: str) -> Reals | None:
    """Return scaled numbers, or None for a category."""
    x = part.column.numbers
    if x is None:
        return None
    if metric == "gower":
        scaled = (x - np.nanmin(x)) / (np.nanmax(x) - np.nanmin(x) or 1.0)
    else:
        scaled = np.nan_to_num((x - np.nanmean(x)) / (np.nanstd(x) or 1.0))
    return np.asarray(scaled, dtype=np.float64)


def adds_up(parts: Sequence[Attribute], metric: str) -> bool:
    """Return whether the distance is a sum over columns: not with roots, nor with left out blanks.

    What is left out of a Gower distance changes the weights of all other columns for that pair.
    """
    if metric == "gower":
        return bool(parts) and not any(part.column.blank.any() for part in parts)
    return bool(parts) and metric == "manhattan"


def integer_distances(parts: Sequence[Attribute], metric: str, unit: int) -> tuple[Ints, list[Cut]]:
    """Return distances that add up, in units, and the cuts that they are the sum of.

    Rounded is each person's place on the line of a column, so that the distances of a column
    add up along the line exactly.  The list is empty where cuts would be too many.  See
    `fine_unit` for a unit in which this is right.
    """
    n = len(parts[0].column.codes)
    whole = sum(part.weight for part in parts) if metric == "gower" else 1.0
    total, cuts = np.zeros((n, n), dtype=np.int64), list[Cut]()
    for part in parts:
        scale, x = part.weight / whole * unit, _values(part, metric)
        if x is None:
            codes, weight = part.column.codes, int(np.rint(scale))
            total += weight * (codes[:, None] != codes[None, :])
            cuts.append((np.unique(codes, return_inverse=True)[1].astype(np.int64), weight))
        else:
            places = np.rint((x - x.min()) * scale).astype(np.int64)
            total += np.abs(places[:, None] - places[None, :])
            cuts += number_cuts(places)
    labels = sum(int(labels.max()) + 1 for labels, _ in cuts)
    return total, [] if max(n, labels) > MOST_LABELS else cuts


def fine_unit(parts: Sequence[Attribute], metric: str, largest: int) -> int:
    """Return a power of ten in which distances that add up by columns may be rounded by columns.

    It is the smallest in which every column's part of every distance is whole, or else so fine that
    the rounding of all columns together is that of one alone in `largest`.
    """
    whole = sum(part.weight for part in parts) if metric == "gower" else 1.0
    unit = 1
    while unit < largest and not all(_is_whole(part, metric, unit / whole) for part in parts):
        unit *= 10
    if unit < largest:
        return unit
    return int(largest * 10 ** math.ceil(math.log10(len(parts))))


def _is_whole(part: Attribute, metric: str, unit: float) -> bool:
    """Return whether what a column adds to distances is whole numbers in a unit, and not lost."""
    x, scale = _values(part, metric), part.weight * unit
    places = np.ones(1) * scale if x is None else (x - x.min()) * scale
    return bool(np.allclose(places, np.rint(places), rtol=0, atol=1e-9)) and (
        not places.max() > 0 or places.max() > 0.5
    )


def number_cuts(places: Ints) -> list[Cut]:
    """Return cuts that add up to the distances of places on a line; int64, shape (n,)."""
    values = np.unique(places)
    return [
        ((places > below).astype(np.int64), int(gap))
        for below, gap in zip(values[:-1], np.diff(values), strict=True)
    ]
