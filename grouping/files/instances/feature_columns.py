"""Columns of a table of features: which are numbers, which categories, and which are neither."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from grouping.files.read.notes import Note, at_column, quote, some
from grouping.language import _, plural
from grouping.problem.column import Column, fold

# What stands among numbers for one that is not known; among categories they are labels.
BLANKS = frozenset(("", "na", "n/a", "#n/a", "nan", "null", "none", "?", "-", "--", ".", "missing"))
# Categories of so many people in which more than half the labels stand once say who somebody is.
_ENOUGH = 10


def feature_column(
    name: str, cells: Sequence[str], *, decimal_commas: bool = False
) -> tuple[Column | None, list[Note]]:
    """Return a column of numbers or else a category, None if nearly all differ; and notes."""
    # every spelling is looked at once: tables have far fewer of them than rows
    spellings = {text: k for k, text in enumerate(dict.fromkeys(cells))}
    which = np.fromiter((spellings[text] for text in cells), dtype=np.int64, count=len(cells))
    numbers = [_number(text, decimal_commas) for text in spellings]
    strange = [text for text, value in zip(spellings, numbers, strict=True) if value is None]
    words = [text for text in strange if fold(text) not in BLANKS]
    if not words and any(value is not None and value == value for value in numbers):
        values = np.array([np.nan if v is None else v for v in numbers])[which]
        return Column.of_numbers(name, values.tolist()), _blanks(name, strange, spellings, which)
    column = Column.of_labels(name, [text if fold(text) else None for text in spellings])
    codes = column.codes[which].astype(np.int32)
    known = int((codes >= 0).sum())
    if known >= _ENOUGH and 2 * len(column.labels) > known:
        return None, [_distinct(name, len(column.labels), known, words, len(strange), numbers)]
    notes = []
    if 2 * len(strange) < len(spellings):
        notes.append(Note("oddity", _among_numbers(words), at_column(name)))
    return Column(name, "category", column.labels, codes), notes


def said_of(columns: Sequence[Column], source: str) -> Note:
    """Say which columns were taken as numbers and which as categories."""
    kinds = [
        (_("numbers: {names}"), [c.name for c in columns if c.kind == "number"]),
        (_("categories: {names}"), [c.name for c in columns if c.kind != "number"]),
    ]
    text = "; ".join(text.format(names=some(names, 20)) for text, names in kinds if names)
    return Note("guess", text, source)


def all_differ(cells: Sequence[str]) -> bool:
    """Return whether no cell is blank and no two are the same."""
    distinct = {fold(text) for text in cells}
    return len(distinct) == len(cells) and "" not in distinct


def is_number(text: str) -> bool:
    """Return whether a cell is a number."""
    value = _number(text, False)
    return value is not None and value == value


def _number(text: str, decimal_commas: bool) -> float | None:
    """Return a finite number, nan for a blank, None for anything else."""
    if not text.strip():
        return float("nan")
    if decimal_commas and "." not in text:
        text = text.replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        return None
    return value if np.isfinite(value) else None


def _blanks(
    name: str, words: list[str], spellings: dict[str, int], which: NDArray[np.int64]
) -> list[Note]:
    if not words:
        return []
    count = int(np.isin(which, [spellings[word] for word in words]).sum())
    text = plural(
        "{n} cell ({words}) among numbers was taken as a blank",
        "{n} cells ({words}) among numbers were taken as blanks",
        count,
        words=some([quote(word, 20) for word in words], 4),
    )
    return [Note("guess", text, at_column(name))]


def _among_numbers(words: Sequence[str]) -> str:
    return _(
        "a category, since not all of it are numbers: {words}",
        words=some([quote(word, 20) for word in words], 4),
    )


def _distinct(
    name: str, labels: int, known: int, words: list[str], strange: int, numbers: list[float | None]
) -> Note:
    text = _(
        "left out: {labels} different values of {known} people are no category",
        labels=labels,
        known=known,
    )
    if 2 * strange < len(numbers):
        text = f"{text}; {_among_numbers(words)}"
    return Note("oddity", text, at_column(name))
