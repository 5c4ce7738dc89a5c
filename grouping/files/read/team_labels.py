"""What the teams of a list are called: its labels read as one set, never one by one.

A program may call the groups of an instance 1 to m where the instance calls them 0 to m - 1.  Read
one by one, 1 to m - 1 would be names and m the m-th group, and two groups would become one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from grouping.files.read.notes import Note, quote, some
from grouping.files.read.people_on_teams import People
from grouping.language import _
from grouping.problem.column import fold

_BARE = re.compile(r"\d{1,9}")


def teams_by_label(
    labels: Iterable[str], people: People, source: str
) -> tuple[dict[str, int], list[Note]]:
    """Return the team of each label where the labels of a list mean something only together.

    They are the names of the teams; or else numbers from 1, or from 0; or else as many labels as
    there are teams, of any kind, where it does not matter which is which.

    Parameters
    ----------
    labels
        Of the whole list.
    people
        Whose teams they are.
    source
        The list, for notes.

    Returns
    -------
    dict
        Position of the team by label; empty if each label says by itself which team it means, or
        does not say it.
    list of Note
        What was assumed.
    """
    teams, every = people.teams, sorted(set(labels), key=_natural)
    names = {fold(name) for name in teams.names}
    if all(fold(label) in names for label in every):
        return {}, []
    numbers = [int(label) for label in every if _BARE.fullmatch(label)]
    # 'Team 3' beside 3 cannot mean another team than the one called so
    if len(numbers) == len(every):
        if min(numbers) >= 1 and max(numbers) <= len(teams):
            found = dict(zip(every, (k - 1 for k in numbers), strict=True))
            strange = any(fold(label) in names for label in every)
            return found, [_numbered(1, people, source)] if strange else []
        if max(numbers) < len(teams):
            found = dict(zip(every, numbers, strict=True))
            return found, [_numbered(0, people, source)]
    if len(every) == len(teams) and not _some_known(every, people) and people.teams_are_alike():
        text = _(
            "the teams are called {labels}, and not {names}; they are all alike, so they were taken"
            " in this order",
            labels=some([quote(label) for label in every], 5),
            names=some([quote(name) for name in teams.names], 5),
        )
        return {label: g for g, label in enumerate(every)}, [Note("guess", text, source)]
    return {}, []


def _some_known(labels: list[str], people: People) -> bool:
    """Return whether a label is the name of a team: then the others are mistakes."""
    names = {fold(name) for name in people.teams.names}
    return any(fold(label) in names and not _BARE.fullmatch(label) for label in labels)


def _numbered(first: int, people: People, source: str) -> Note:
    text = _(
        "the teams are numbered from {first} in the list: {first} is {name}",
        first=first,
        name=quote(people.teams.names[0]),
    )
    return Note("guess", text, source)


def _natural(label: str) -> tuple[int, int, str]:
    """Return a key that sorts numbers by size, before texts."""
    number = int(label) if _BARE.fullmatch(label) else 0
    return (0, number, label) if number or _BARE.fullmatch(label) else (1, 0, fold(label))
