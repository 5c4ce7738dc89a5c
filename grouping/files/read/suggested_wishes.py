"""The wishes that suit a roster: what its columns are about says which ones to mix and to level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grouping.problem.column import Column
from grouping.problem.roster import Roster

# A category with more labels than this is hardly one to spread.
MOST_LABELS = 60
# Columns about these speak of a person's place in the whole, so they are the ones to mix.
MIXED = ("agency", "eselon", "golongan", "gender", "position")


@dataclass(frozen=True, eq=False)
class Suggestion:
    """A wish that suits a column.

    Attributes
    ----------
    stated
        The rule as a plan states it, for `rule_from_dict`.
    column
        The column that it is about.
    usual
        Whether most people want it; False: a matter of taste.
    """

    stated: Mapping[str, Any]
    column: Column
    usual: bool


def suggested_wishes(roster: Roster, roles: Mapping[str, str]) -> tuple[Suggestion, ...]:
    """Return the wishes that suit the columns of a roster, in the order of the columns.

    Parameters
    ----------
    roster
        The participants.
    roles
        What columns are about, by name, as `Reading.roles` says it.
    """
    return tuple(
        one
        for column in roster.columns
        for one in wishes_of_column(column, roles.get(column.name, ""))
    )


def wishes_of_column(column: Column, role: str = "") -> tuple[Suggestion, ...]:
    """Return the wishes that suit a column that is about `role`; none for most texts."""
    if column.kind == "number":
        return (Suggestion({"kind": "balance", "column": column.name}, column, role == "age"),)
    if column.kind == "text" or not 1 < len(column.labels) <= MOST_LABELS:
        return ()
    counts = column.counts()
    if max(counts.values()) == 1:
        return ()  # everybody has another value: there is nothing to spread
    spread = Suggestion({"kind": "spread", "column": column.name}, column, role in MIXED)
    if role != "gender":
        return (spread,)
    fewer = min(counts.items(), key=lambda item: item[1])[0]
    alone = {"kind": "not_alone", "column": column.name, "value": fewer}
    return (spread, Suggestion(alone, column, True))
