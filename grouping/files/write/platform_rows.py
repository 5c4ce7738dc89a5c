"""What files for learning platforms and meeting tools share: files by round, people by a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from grouping.errors import InputError
from grouping.files.write.outputs import Written
from grouping.files.write.write_by_ending import check_place, write_whole
from grouping.files.write.zoom_rooms import zoom_paths
from grouping.language import _, plural

if TYPE_CHECKING:
    from grouping.problem.column import Column
    from grouping.problem.problem import Problem
    from grouping.scoring.meeting_counts import Encounters
    from grouping.solving.solve import Result

SHOWN = 10
# Writes the draft of one file out of the key of everybody and the team of everybody in the round.
Writer = Callable[[Path, Sequence[str], Sequence[int], int], None]


def key_column(problem: Problem, wanted: str | None, known: Callable[[str], bool]) -> Column:
    """Return the column by which a platform knows people: `wanted`, else the first that is `known`.

    Raises
    ------
    InputError
        If there is none; the hint names the columns that there are.
    """
    roster = problem.roster
    if wanted is not None:
        return roster.column(wanted)
    found = next((column for column in roster.columns if known(column.name)), None)
    if found is None:
        names = ", ".join(f"'{column.name}'" for column in roster.columns)
        raise InputError(
            _("no column says by what the platform knows people"),
            where=roster.source,
            hint=_("name it with --key COLUMN; the columns are: {names}", names=names),
        )
    return found


def keys_of(problem: Problem, column: Column) -> list[str]:
    """Return the key of everybody, '' for none.

    Raises
    ------
    InputError
        If two people have one key.
    """
    keys = [column.value(i).strip() for i in range(problem.n)]
    seen: dict[str, int] = {}
    for i, key in enumerate(keys):
        other = seen.setdefault(key.casefold(), i) if key else i
        if other != i:
            raise InputError(
                _(
                    "{one} and {other} have the same '{key}' in column '{column}'",
                    one=problem.roster.names[other],
                    other=problem.roster.names[i],
                    key=key,
                    column=column.name,
                ),
                where=problem.roster.source,
                hint=_("give each person a key of their own"),
            )
    return keys


def write_rounds(
    result: Result | Encounters, path: Path, keys: Sequence[str], write: Writer, *, force: bool
) -> Written:
    """Write a file for each round and say who has no key and is in none."""
    problem = result.problem
    paths = zoom_paths(path, problem.rounds)
    for one in paths:
        check_place(one, force)
    for r, (one, team) in enumerate(zip(paths, result.assignment.tolist(), strict=True)):
        write_whole(one, partial(_draft, write, keys, team, r))
    return Written(paths, missing_note(result, keys))


def _draft(write: Writer, keys: Sequence[str], team: Sequence[int], r: int, draft: Path) -> None:
    write(draft, keys, team, r)


def missing_note(result: Result | Encounters, keys: Sequence[str]) -> tuple[str, ...]:
    """Say who takes part and has no key."""
    here = np.flatnonzero((result.assignment >= 0).any(axis=0)).tolist()
    missing = [result.problem.roster.names[i] for i in here if not keys[i]]
    if not missing:
        return ()
    names = ", ".join(missing[:SHOWN]) + (", ..." if len(missing) > SHOWN else "")
    text = plural(
        "{n} person has no key and is in no group of the file: {names}",
        "{n} people have no key and are in no group of the file: {names}",
        len(missing),
        names=names,
    )
    return (text,)


def in_teams(keys: Sequence[str], team: Sequence[int]) -> list[tuple[int, int]]:
    """Return (team, person) of everybody with a key and a team, team by team."""
    return sorted((g, i) for i, g in enumerate(team) if g >= 0 and keys[i])
