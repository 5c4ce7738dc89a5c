"""Participants as read, in file order: ids, names and typed columns."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from grouping.errors import InputError, did_you_mean

Kind = Literal["category", "ordered", "number", "text"]
Mask = NDArray[np.bool_]

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
        folded = [fold(v) if v is not None else "" for v in values]
        if kind == "text":
            spelling: dict[str, str] = {}
            for f, v in zip(folded, values, strict=True):
                if f:
                    spelling.setdefault(f, " ".join(str(v).split()))
        else:
            spelling = _commonest_spelling(folded, values)
        keys = list(spelling)
        if kind == "ordered":
            place = {fold(label): r for r, label in enumerate(order or ())}
            keys.sort(key=lambda k: (place.get(k, len(place)), k))
        index = {key: code for code, key in enumerate(keys)}
        codes = np.array([index.get(f, -1) for f in folded], dtype=np.int32)
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
                f"nobody has '{text}' in column '{self.name}'",
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
                f"'{sign} {operand}' compares, but column '{self.name}' has no order",
                hint="compare numbers or ordered columns; for categories list the values",
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
        raise InputError(f"'{text}' is not a number, as column '{column}' needs") from None


def _commonest_spelling(folded: Sequence[str], values: Sequence[str | None]) -> dict[str, str]:
    spellings: dict[str, Counter[str]] = {}
    for f, v in zip(folded, values, strict=True):
        if f:
            spellings.setdefault(f, Counter())[" ".join(str(v).split())] += 1
    return {f: c.most_common(1)[0][0] for f, c in spellings.items()}


@dataclass(frozen=True, eq=False)
class Roster:
    """The participants, in file order.

    Attributes
    ----------
    ids, names
        One each per participant; ids are distinct.
    columns
        Attributes by name, in file order.
    source
        File (and sheet) that the roster came from, for messages.
    rows
        1-based row in the source of each participant, empty if there is none.

    Raises
    ------
    InputError
        If ids repeat, lengths differ, or nobody is left.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    columns: tuple[Column, ...] = ()
    source: str = "roster"
    rows: tuple[int, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if not self.ids:
            raise InputError("there are no participants", where=self.source)
        for label, length in [
            ("names", len(self.names)),
            *((f"column '{c.name}'", len(c.codes)) for c in self.columns),
        ]:
            if length != self.n:
                raise InputError(
                    f"{label} has {length} values for {self.n} participants", where=self.source
                )
        folded = [fold(one) for one in self.ids]
        twice = next((one for one, count in Counter(folded).items() if count > 1), None)
        if twice is not None:
            rows = [self.where(k) for k, one in enumerate(folded) if one == twice]
            shown = self.ids[folded.index(twice)]
            raise InputError(
                f"the id '{shown}' stands for {len(rows)} people ({', '.join(rows)})",
                where=self.source,
                hint="give each person an id of their own, or name another id column",
            )

    @classmethod
    def from_records(
        cls,
        records: Iterable[Mapping[str, Any]],
        *,
        id: str | None = None,  # noqa: A002 - the word people use
        name: str | None = None,
        source: str = "records",
    ) -> Roster:
        """Make a roster from dicts, one per participant.

        Parameters
        ----------
        records
            Equal keys in each; numbers become number columns, all else categories.
        id, name
            The keys that hold ids and names; without them participants are numbered from 1.
        """
        rows = [dict(r) for r in records]
        keys = list(dict.fromkeys(k for r in rows for k in r))
        for wanted in (id, name):
            if wanted is not None and wanted not in keys:
                raise InputError(
                    f"there is no column '{wanted}'", where=source, hint=did_you_mean(wanted, keys)
                )
        for wanted in (id, name):
            lacking = [
                k for k, r in enumerate(rows) if wanted is not None and r.get(wanted) is None
            ]
            if lacking:
                raise InputError(f"entry {lacking[0] + 1} has no '{wanted}'", where=source)
        ids = [str(r[id]) for r in rows] if id else [str(k + 1) for k in range(len(rows))]
        names = [str(r[name]) for r in rows] if name else ids
        columns = [_column(k, [r.get(k) for r in rows]) for k in keys if k not in (id, name)]
        return cls(tuple(ids), tuple(names), tuple(columns), source)

    @classmethod
    def from_frame(cls, frame: Any, *, id: str | None = None, name: str | None = None) -> Roster:  # noqa: A002
        """Make a roster from a pandas DataFrame; `id` and `name` as in `from_records`."""
        records = frame.to_dict(orient="records")
        return cls.from_records(records, id=id, name=name, source="DataFrame")

    @property
    def n(self) -> int:
        """Number of participants."""
        return len(self.ids)

    @cached_property
    def _columns_by_fold(self) -> dict[str, Column]:
        return {fold(c.name): c for c in self.columns}

    def column(self, name: str) -> Column:
        """Return the column called `name`, case and spaces forgiven."""
        found = self._columns_by_fold.get(fold(name))
        if found is None:
            raise InputError(
                f"there is no column '{name}'",
                where=self.source,
                hint=did_you_mean(name, [c.name for c in self.columns]),
            )
        return found

    @cached_property
    def _people(self) -> dict[str, list[int]]:
        people: dict[str, list[int]] = {}
        for i, name in enumerate(self.names):
            people.setdefault(fold(name), []).append(i)
        return people

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {fold(one): i for i, one in enumerate(self.ids)}

    def person(self, who: str) -> int:
        """Return the index of the participant with id or name `who`.

        Raises
        ------
        InputError
            If nobody, or more than one, is called so.
        """
        key = fold(who)
        if key in self._ids:
            return self._ids[key]
        found = self._people.get(key, [])
        if len(found) == 1:
            return found[0]
        if found:
            listed = ", ".join(f"id {self.ids[i]} ({self.where(i)})" for i in found)
            raise InputError(
                f"{len(found)} people are called '{who}': {listed}",
                where=self.source,
                hint="say which one by id",
            )
        raise InputError(
            f"nobody is called '{who}'",
            where=self.source,
            hint=did_you_mean(who, [*self.names, *self.ids]),
        )

    def select(self, where: Mapping[str, object]) -> Mask:
        """Return who satisfies every condition of `where` (column -> value, values, comparison)."""
        chosen = np.ones(self.n, dtype=bool)
        for name, wanted in where.items():
            chosen &= self.column(name).matches(wanted)
        return chosen

    def where(self, i: int) -> str:
        """Return the place of participant `i` in the source, for messages."""
        return f"row {self.rows[i]}" if self.rows else f"entry {i + 1}"


def _column(name: str, values: list[Any]) -> Column:
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
