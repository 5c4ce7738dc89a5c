"""Participants as read, in file order: ids, names and typed columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from grouping.errors import InputError, did_you_mean
from grouping.language import _
from grouping.problem.column import Column, column_of, fold
from grouping.problem.people_index import Register
from grouping.terms.arrays import Mask


@dataclass(frozen=True)
class Origin:
    """The file that a roster was read from.

    Attributes
    ----------
    file
        Its name without folders.
    digest
        SHA-256 sum of its bytes.
    day
        The day on which ages were counted, as 2025-05-15.
    """

    file: str
    digest: str
    day: str


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
    origin
        The file that it was read from; None for people from elsewhere.

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
    origin: Origin | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if not self.ids:
            raise InputError(_("there are no participants"), where=self.source)
        for label, length in [
            (_("the list of names"), len(self.names)),
            *((_("column '{column}'", column=c.name), len(c.codes)) for c in self.columns),
        ]:
            if length != self.n:
                raise InputError(
                    _(
                        "{list} has {n} values for {people} participants",
                        list=label,
                        n=length,
                        people=self.n,
                    ),
                    where=self.source,
                )
        folded = [fold(one) for one in self.ids]
        twice = next((one for one, count in Counter(folded).items() if count > 1), None)
        if twice is not None:
            rows = [self.where(k) for k, one in enumerate(folded) if one == twice]
            shown = self.ids[folded.index(twice)]
            raise InputError(
                _(
                    "the id '{id}' stands for {people} people ({rows})",
                    id=shown,
                    people=len(rows),
                    rows=", ".join(rows),
                ),
                where=self.source,
                hint=_("give each person an id of their own, or name another id column"),
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
                    _("there is no column '{column}'", column=wanted),
                    where=source,
                    hint=did_you_mean(wanted, keys),
                )
        for wanted in (id, name):
            lacking = [
                k for k, r in enumerate(rows) if wanted is not None and r.get(wanted) is None
            ]
            if lacking:
                raise InputError(
                    _("entry {n} has no '{column}'", n=lacking[0] + 1, column=wanted), where=source
                )
        ids = [str(r[id]) for r in rows] if id else [str(k + 1) for k in range(len(rows))]
        names = [str(r[name]) for r in rows] if name else ids
        columns = [column_of(k, [r.get(k) for r in rows]) for k in keys if k not in (id, name)]
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
                _("there is no column '{column}'", column=name),
                where=self.source,
                hint=did_you_mean(name, [c.name for c in self.columns]),
            )
        return found

    @cached_property
    def register(self) -> Register:
        """Who is meant by an id or a name."""
        return Register(self.ids, self.names, self.source, self.where)

    def person(self, who: str) -> int:
        """Return the index of the participant meant by `who`, see `Register.person`.

        Raises
        ------
        InputError
            If nobody, or more than one, may be meant.
        """
        return self.register.person(who)

    def subset(self, chosen: Sequence[int]) -> Roster:
        """Return the participants at these positions, in this order; labels stay those of all."""
        at = np.asarray(chosen, dtype=np.int64)
        return Roster(
            tuple(self.ids[i] for i in chosen),
            tuple(self.names[i] for i in chosen),
            tuple(column.subset(at) for column in self.columns),
            self.source,
            tuple(self.rows[i] for i in chosen) if self.rows else (),
        )

    def select(self, where: Mapping[str, object]) -> Mask:
        """Return who satisfies every condition of `where` (column -> value, values, comparison)."""
        chosen = np.ones(self.n, dtype=bool)
        for name, wanted in where.items():
            chosen &= self.column(name).matches(wanted)
        return chosen

    def where(self, i: int) -> str:
        """Return the place of participant `i` in the source, for messages."""
        return _("row {n}", n=self.rows[i]) if self.rows else _("entry {n}", n=i + 1)
