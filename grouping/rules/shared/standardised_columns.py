"""Columns as standardised features: what anticlustering balances."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from grouping.errors import InputError
from grouping.language import _
from grouping.problem.column import Column
from grouping.terms.arrays import Index, Reals

if TYPE_CHECKING:
    from grouping.problem.roster import Roster

# Parts of a distance of 1: the finest that fit, where sums stay below the largest.
PARTS = (10_000, 1_000, 100, 10, 1)
LARGEST = 2.0**55


@dataclass(frozen=True, eq=False)
class Feature:
    """A number of every participant, standardised: mean 0 and variance 1 over n - 1.

    Attributes
    ----------
    values
        float64, shape (n,); 0 for a blank.
    weight
        What its squares weigh.
    """

    values: Reals
    weight: float


@dataclass(frozen=True, eq=False)
class Level:
    """One value of a category, as a column of 0 and 1, of which the standardised one is a feature.

    Attributes
    ----------
    members
        Who has it; int32, ascending.
    share
        Of all participants.
    weight
        What a square of the 0/1 column weighs: `column_weight` over its variance.
    column_weight
        What the column weighs.
    """

    members: Index
    share: float
    weight: float
    column_weight: float


def features_of(column: Column, weight: float, moments: int) -> list[Feature]:
    """Return a number column and its powers 2 to `moments` about the mean, those that vary.

    With 2 moments these are the features of k-plus anticlustering (Papenberg, British Journal of
    Mathematical and Statistical Psychology 77, 2024): team means of (x - mean)^2 are variances.
    """
    assert column.numbers is not None
    known = ~np.isnan(column.numbers)
    if known.sum() < 2:
        return []
    off = np.where(known, column.numbers - column.numbers[known].mean(), 0.0)
    wide = float(np.abs(off).max(initial=0.0))
    if wide == 0:
        return []
    found = []
    for power in range(1, moments + 1):
        values = (off / wide) ** power
        values = np.where(known, values - values[known].mean(), 0.0)
        size = float(np.sqrt((values**2).sum() / (known.sum() - 1)))
        # of a power that does not vary, such as the square of two numbers about their mean, only
        # the noise of rounding is left
        if size > 1e-9:
            found.append(Feature(values / size, weight))
    return found


def levels_of(column: Column, weight: float) -> list[Level]:
    """Return the values of a category that some but not all have."""
    n = len(column.codes)
    order = np.argsort(column.codes, kind="stable").astype(np.int32)
    starts = np.searchsorted(column.codes[order], np.arange(len(column.labels) + 1))
    found = []
    for start, end in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
        count = end - start
        if 0 < count < n:
            variance = count * (n - count) / (n * (n - 1))
            found.append(Level(order[start:end], count / n, weight / variance, weight))
    return found


def columns_of(roster: Roster, names: Sequence[str]) -> list[Column]:
    """Return the named columns, all categories and numbers if none is named."""
    if names:
        return [roster.column(name) for name in names]
    kinds = ("number", "category", "ordered")
    return [column for column in roster.columns if column.kind in kinds]


def check_columns(columns: Sequence[Column]) -> None:
    """Raise InputError if there is no column, or one that has no standardised form."""
    if not columns:
        text = _("there is no category and no number to go by")
        raise InputError(text, hint=_("name columns"))
    for column in columns:
        numbers = column.numbers
        if column.kind == "number" and numbers is not None and np.isinf(numbers).any():
            raise InputError(_("column '{name}' has a number without end", name=column.name))


def split(
    columns: Sequence[Column], weights: Mapping[str, float], moments: int = 1
) -> tuple[list[Feature], list[Level]]:
    """Return the features of all number columns and the levels of all others."""
    features, levels = list[Feature](), list[Level]()
    for column in columns:
        weight = float(weights.get(column.name, 1.0))
        if column.kind == "number":
            features += features_of(column, weight, moments)
        else:
            levels += levels_of(column, weight)
    return features, levels


def places_of(
    features: Sequence[Feature], levels: Sequence[Level], n: int, largest_team: int
) -> tuple[NDArray[np.int64], int]:
    """Return where everybody is, int64, shape (n, columns), and how fine: parts of 1.

    Squares add up exactly in floating point, and the distances of all mates in 64 bits.
    """
    widest = sum(f.weight * float(np.abs(f.values).max()) ** 2 for f in features)
    widest = max(math.sqrt(widest + sum(level.weight for level in levels)), 1.0)
    largest = min(2.0**24, LARGEST / (n * largest_team)) / widest
    parts = next((p for p in PARTS if p <= largest), 1)
    return whole_places(features, levels, n, parts), parts


def whole_places(
    features: Sequence[Feature], levels: Sequence[Level], n: int, parts: int
) -> NDArray[np.int64]:
    """Return where everybody is, in so many parts of 1; int64, shape (n, columns).

    Distances are those of standardised columns; a level is at 0 for those who lack it.
    """
    places = np.zeros((n, len(features) + len(levels)), dtype=np.int64)
    for k, feature in enumerate(features):
        places[:, k] = np.rint(feature.values * (parts * math.sqrt(feature.weight)))
    for k, level in enumerate(levels, start=len(features)):
        places[level.members, k] = round(parts * math.sqrt(level.weight))
    return places
