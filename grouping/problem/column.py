"""One attribute of all participants: it has a type, knows its blanks, and compares spellings."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from grouping.errors import InputError, did_you_mean
from grouping.language import _
from grouping.terms.arrays import Mask

Kind = Literal["category", "ordered", "number", "text"]
_COMPARISON = re.compile(r"^(<=|>=|<|>|!=)\s*(.+)$")


def fold(text: object) -> str:
    """Return `text` in the form in which names are compared: case, width and spaces forgiven."""
    return " ".join(unicodedata.normalize("NFKC", str(text)).casefold().split())


@dataclass(frozen=True, eq=False)
class Column:
    """One attribute of every participant.

    Attributes
    ----------
    name
        The header, spaces tidied.
    kind
        ``category`` (labels without order), ``ordered`` (labels with a rank, highest first),
        ``number``, or ``text`` (free text such as names and ids: not for rules).
    labels
        The distinct values, each spelt one way.
    codes
        Position in `labels` for each participant, -1 for a blank; int32, shape (n,).
    numbers
        Value for each participant, nan for a blank; float64, shape (n,).  None for
        categories and text; the rank (0 = highest) for ordered columns.
    """

    name: str
    kind: Kind
    labels: tuple[str, ...]
    codes: NDArray[np.int32]
    numbers: NDArray[np.float64] | None = None

    @classmethod
    def of_labels(
        cls,
        name: str,
        values: Sequence[str | None],
        *,
        kind: Kind = "category",
        order: Sequence[str] | None = None,
    ) -> Column:
        """Make a category, ordered or text column from strings (None or blank text = blank).

        Values that differ only by case or spaces are one label, spelt as most rows spell it.
        `order` lists the labels of an ordered column, highest rank first; labels that it
        lacks come after it, sorted.
        """
        # every spelling is looked at once: tables have far fewer of them than rows
        texts = ["" if v is None else str(v) for v in values]
        often = Counter(texts)
        folded = {text: fold(text) for text in often}
        if kind == "text":
            spelling: dict[str, str] = {}
            for text, f in folded.items():
                if f:
                    spelling.setdefault(f, " ".join(text.split()))
        else:
            spelling = _commonest_spelling(folded, often)
        keys = list(spelling)
        if kind == "ordered":
            place = {fold(label): r for r, label in enumerate(order or ())}
            keys.sort(key=lambda k: (place.get(k, len(place)), k))
        index = {key: code for code, key in enumerate(keys)}
        code_of = {text: index.get(f, -1) for text, f in folded.items()}
        codes = np.array([code_of[text] for text in texts], dtype=np.int32)
        ranks = np.where(codes < 0, np.nan, codes.astype(float)) if kind == "ordered" else None
        return cls(name, kind, tuple(spelling[k] for k in keys), codes, ranks)

    @classmethod
    def of_numbers(cls, name: str, values: Iterable[float | None]) -> Column:
        """Make a number column (None or nan = blank)."""
        numbers = np.array([math.nan if v is None else float(v) for v in values], dtype=np.float64)
        distinct, codes = np.unique(numbers, return_inverse=True)
        known = distinct[~np.isnan(distinct)]
        of_known = np.where(np.isnan(numbers), -1, codes).astype(np.int32)
        return cls(name, "number", tuple(f"{v:.12g}" for v in known), of_known, numbers)

    @cached_property
    def blank(self) -> Mask:
        """Who has no value here; bool, shape (n,)."""
        return self.codes < 0

    def subset(self, at: NDArray[np.int64]) -> Column:
        """Return the column of the participants at these positions; the labels stay."""
        numbers = None if self.numbers is None else self.numbers[at]
        return replace(self, codes=self.codes[at], numbers=numbers)

    def counts(self) -> dict[str, int]:
        """Return how many participants have each label."""
        totals = np.bincount(self.codes[self.codes >= 0], minlength=len(self.labels))
        return {label: int(c) for label, c in zip(self.labels, totals, strict=True)}

    def value(self, i: int) -> str:
        """Return participant `i`'s value as text, '' for a blank."""
        code = self.codes[i]
        return self.labels[code] if code >= 0 else ""

    def matches(self, wanted: object) -> Mask:
        """Return who has one of the `wanted` values (or satisfies a comparison like '>= 50').

        Comparisons on an ordered column speak of rank: ``>= III.a`` is III.a or higher.
        """
        if isinstance(wanted, (list, tuple, set, frozenset)):
            of_any = np.zeros(len(self.codes), dtype=bool)
            for one in wanted:
                of_any |= self.matches(one)
            return of_any
        text = str(wanted).strip()
        comparison = _COMPARISON.match(text)
        if comparison:
            sign, operand = comparison.groups()
            if sign == "!=":
                return ~self.matches(operand) & ~self.blank
            return self._compare(sign, operand)
        return np.asarray(self.codes == self._code(text), dtype=bool)

    def _code(self, text: str) -> int:
        by_fold = {fold(label): code for code, label in enumerate(self.labels)}
        code = by_fold.get(fold(text))
        if code is None and self.kind == "number":
            code = by_fold.get(fold(f"{_number(text, self.name):.12g}"))
        if code is None:
            raise InputError(
                _("nobody has '{value}' in column '{column}'", value=text, column=self.name),
                hint=did_you_mean(text, self.labels),
            )
        return code

    def _compare(self, sign: str, operand: str) -> Mask:
        if self.kind == "ordered":
            height, bound = -_filled(self.numbers), -float(self._code(operand))
        elif self.kind == "number":
            height, bound = _filled(self.numbers), _number(operand, self.name)
        else:
            raise InputError(
                _(
                    "'{comparison}' compares, but column '{column}' has no order",
                    comparison=f"{sign} {operand}",
                    column=self.name,
                ),
                hint=_("compare numbers or ordered columns; for categories list the values"),
            )
        with np.errstate(invalid="ignore"):
            tests = {"<": height < bound, "<=": height <= bound}
            tests |= {">": height > bound, ">=": height >= bound}
        return tests[sign] & ~self.blank


def _filled(numbers: NDArray[np.float64] | None) -> NDArray[np.float64]:
    assert numbers is not None
    return numbers


def _number(text: str, column: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise InputError(
            _("'{value}' is not a number, as column '{column}' needs", value=text, column=column)
        ) from None


def _commonest_spelling(folded: Mapping[str, str], often: Mapping[str, int]) -> dict[str, str]:
    """Return the spelling of each folded text that most rows have, of equals the first."""
    spellings: dict[str, Counter[str]] = {}
    for text, count in often.items():
        if folded[text]:
            spellings.setdefault(folded[text], Counter())[" ".join(text.split())] += count
    return {f: c.most_common(1)[0][0] for f, c in spellings.items()}


def column_of(name: str, values: list[Any]) -> Column:
    """Return a number column if all known values are numbers, else a category."""
    known = [v for v in values if v is not None and v == v and v != ""]
    if known and all(
        isinstance(v, (int, float, np.integer, np.floating)) and not isinstance(v, bool)
        for v in known
    ):
        return Column.of_numbers(
            name, [float(v) if v is not None and v == v and v != "" else None for v in values]
        )
    texts = [None if v is None or v != v else str(v) for v in values]
    return Column.of_labels(name, texts)
