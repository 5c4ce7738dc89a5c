"""In which rounds somebody takes part, as people write it in a cell: 1, 1,3, 1-2, hari 2, semua."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from grouping.errors import InputError
from grouping.files.read.notes import Note, at_column, quote, some
from grouping.language import _, plural
from grouping.problem.column import Column, fold
from grouping.problem.roster import Roster

_ALL = frozenset(
    "|all|all rounds|all days|every|every day|every round|always|full|yes|semua|semua hari"
    "|semua ronde|semua putaran|setiap hari|penuh|ya|lengkap".split("|")
)
_NONE = frozenset("none|never|absent|no|tidak|tidak ada|tidak hadir|tidak ikut".split("|"))
_WORD = r"(?:round|ronde|putaran|sesi|session|babak|hari|day)?\s*(?:ke\s*-?\s*)?"
_ONE = re.compile(rf"{_WORD}(\d{{1,4}})")
_SPAN = re.compile(rf"{_WORD}(\d{{1,4}})\s*-\s*{_WORD}(\d{{1,4}})")
_TO = re.compile(
    r"\s*(?:[–—~]|\.\.+|\bs\.?\s*/?\s*d\b\.?|\bsampai\b|\bhingga\b|\bto\b|\buntil\b)\s*"
)
_PARTS = re.compile(r"[,;/&+.\n]|\bdan\b|\band\b|(?<=\d)\s+(?=\d)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def rounds_of(text: str, names: Sequence[str]) -> set[int] | None:
    """Return the positions of the rounds that `text` says, from 0; None if it makes no sense.

    Parameters
    ----------
    text
        What a cell says: numbers of rounds from 1, spans of them, or names of rounds.
    names
        What the rounds are called; their number is that of the rounds.
    """
    said, by_name = fold(text), {fold(name): r for r, name in enumerate(names)}
    if said in by_name:
        return {by_name[said]}
    if said in _ALL:
        return set(range(len(names)))
    if said in _NONE:
        return set()
    if _DATE.match(said):
        return None
    found: set[int] = set()
    for part in _PARTS.split(_TO.sub("-", said)):
        one = _part(part.strip(), by_name)
        if one is None or not one <= set(range(len(names))):
            return None
        found |= one
    return found


def _part(part: str, by_name: dict[str, int]) -> set[int] | None:
    if part in by_name:
        return {by_name[part]}
    if single := _ONE.fullmatch(part):
        return {int(single[1]) - 1}
    if span := _SPAN.fullmatch(part):
        first, last = int(span[1]), int(span[2])
        return set(range(first - 1, last)) if first <= last else None
    return None


def attendance(
    roster: Roster, column: Column, names: Sequence[str]
) -> tuple[NDArray[np.bool_], list[Note]]:
    """Return who takes part in which round by a column of the roster; bool, shape (rounds, n).

    Raises
    ------
    InputError
        If a cell cannot be understood, with its row and what it says.
    """
    rounds = [rounds_of(label, names) for label in column.labels]
    wrong = [
        i for i, code in enumerate(column.codes.tolist()) if code >= 0 and rounds[code] is None
    ]
    if wrong:
        raise _odd_cell(roster, column, names, wrong)
    everywhere = set(range(len(names)))
    present = np.zeros((len(names), roster.n), dtype=bool)
    for i, code in enumerate(column.codes.tolist()):
        come = everywhere if code < 0 else rounds[code] or set()
        present[sorted(come), i] = True
    never = np.flatnonzero(~present.any(axis=0)).tolist()
    if not never:
        return present, []
    who = some([quote(roster.names[i]) for i in never], 5)
    rows = tuple(roster.rows[i] for i in never) if roster.rows else ()
    return present, [Note("oddity", _("in no round: {who}", who=who), at_column(column.name), rows)]


def _odd_cell(
    roster: Roster, column: Column, names: Sequence[str], wrong: Sequence[int]
) -> InputError:
    value, many = column.value(wrong[0]), len(wrong) - 1
    said = _(
        "{value} does not say which rounds {who} comes to",
        value=quote(value),
        who=roster.names[wrong[0]],
    )
    if many:
        said = plural(
            "{message} (and {n} more such cell)",
            "{message} (and {n} more such cells)",
            many,
            message=said,
        )
    hint = _(
        "write the rounds, of 1 to {last}: '1', '1,3', '1-2' or 'all'; blank is all",
        last=len(names),
    )
    if _DATE.match(value):
        hint = _(
            "a spreadsheet has made a date of it: format the column as text. {hint}", hint=hint
        )
    where = f"{roster.source}, {roster.where(wrong[0])}, {at_column(column.name)}"
    return InputError(said, where=where, hint=hint)
