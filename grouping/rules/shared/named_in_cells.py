"""People and teams that are named in cells of the roster, several to a cell or one a column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from grouping.errors import InputError, did_you_mean
from grouping.language import _, plural
from grouping.problem.column import fold
from grouping.problem.roster import Roster

# Marks between the names of one cell; a comma also stands before a title, and so comes last.
_MARKS = re.compile(r"[;\n|]")
_EMPTY = frozenset(("-", "–", "none", "tidak ada", "kosong", "n/a", "nihil"))
# Unknown names that a message shows.
SHOWN = 6

Find = Callable[[str], int | None]


def parts_of(text: str, find: Find) -> list[str]:
    """Return the names of a cell: parted at marks, at commas only where that finds more.

    Parameters
    ----------
    text
        What the cell says.
    find
        Returns whom or which team a name means, None for nobody.
    """
    names: list[str] = []
    for part in (piece.strip() for piece in _MARKS.split(text)):
        if not part or fold(part) in _EMPTY:
            continue
        names += [part] if find(part) is not None else _at_commas(part, find)
    return names


def _at_commas(text: str, find: Find) -> list[str]:
    """Part a text at commas so that the longest pieces that are known stay whole."""
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    found, k = [], 0
    while k < len(pieces):
        ends = range(len(pieces), k, -1)
        end = next((e for e in ends if find(", ".join(pieces[k:e])) is not None), None)
        if end is None:
            return [text]  # no known name begins here: it is said as it stands
        found.append(", ".join(pieces[k:end]))
        k = end
    return found


@lru_cache(maxsize=8)
def person_finder(roster: Roster, besides: tuple[str, ...] = ()) -> Find:
    """Return what finds people by id, name with or without titles, or e-mail address.

    Addresses are those of columns that hold nothing else, `besides` left out.
    """
    addresses: dict[str, int] = {}
    for column in roster.columns:
        of_others = column.name in besides
        if not of_others and column.labels and all("@" in label for label in column.labels):
            for i, code in enumerate(column.codes.tolist()):
                if code >= 0:
                    addresses.setdefault(fold(column.labels[code]), i)

    def find(text: str) -> int | None:
        if (at := addresses.get(fold(text))) is not None:
            return at
        try:
            return roster.person(text)
        except InputError:
            return None

    return find


def named_people(
    roster: Roster, columns: Sequence[str], stated: Mapping[str, Sequence[str]], kind: str
) -> list[list[int]]:
    """Return whom everybody names, in the order of the columns; the first choice first.

    Parameters
    ----------
    roster
        Everybody.
    columns
        Columns whose cells name people.
    stated
        Instead: names by person.
    kind
        The kind of rule, for messages.

    Raises
    ------
    InputError
        If a name means nobody, or somebody names themselves; all such names are listed.
    """
    find = person_finder(roster, tuple(roster.column(name).name for name in columns))
    cells = cells_of(roster, columns, stated)
    named: list[list[int]] = [[] for _i in range(roster.n)]
    unknown: list[str] = []
    own: list[str] = []
    for i, texts in cells.items():
        for text in texts:
            for name in parts_of(text, find):
                j = find(name)
                if j is None:
                    unknown.append(f"{name!r} ({roster.names[i]})")
                elif j == i:
                    own.append(roster.names[i])
                elif j not in named[i]:
                    named[i].append(j)
    if unknown:
        first = unknown[0].split("'")[1] if "'" in unknown[0] else unknown[0]
        raise InputError(
            plural(
                "'{kind}' names somebody who is not on the list: {names}",
                "'{kind}' names {n} people who are not on the list: {names}",
                len(unknown),
                kind=kind,
                names=", ".join(unknown[:SHOWN]) + (", ..." if len(unknown) > SHOWN else ""),
            ),
            hint=did_you_mean(first, roster.names),
        )
    if own:
        raise InputError(
            _("'{kind}': {name} names themselves", kind=kind, name=own[0]),
            hint=_("leave that cell blank"),
        )
    return named


def cells_of(
    roster: Roster, columns: Sequence[str], stated: Mapping[str, Sequence[str]]
) -> dict[int, list[str]]:
    """Return the texts of the columns by person, or those that are stated by person."""
    if not columns:
        return {roster.person(who): [str(name) for name in names] for who, names in stated.items()}
    held = [roster.column(name) for name in columns]
    return {i: [text for c in held if (text := c.value(i))] for i in range(roster.n)}
