"""What has to stay as it is: teams that nobody joins or leaves, and people who do not move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grouping.errors import InputError, did_you_mean
from grouping.language import _
from grouping.problem.roster import Roster
from grouping.problem.teams import Teams


@dataclass(frozen=True)
class Locks:
    """Teams and people that are locked, by position."""

    teams: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()


def locks_of(roster: Roster, teams: Teams, names: Sequence[str]) -> Locks:
    """Return which teams and people `names` mean.

    Raises
    ------
    InputError
        If a name is that of nobody and no team, or of both.
    """
    held: tuple[set[int], set[int]] = set(), set()
    for name in names:
        team, person = _team(teams, name), _person(roster, name)
        if team is not None and person is not None:
            raise InputError(
                _(
                    "'{name}' is both the team {team} and the person {person} (id {id})",
                    name=name,
                    team=teams.names[team],
                    person=roster.names[person],
                    id=roster.ids[person],
                ),
                hint=_("write the whole name of the team, or the name of the person"),
            )
        if team is None and person is None:
            raise InputError(
                _("there is no team and no person called '{name}'", name=name),
                where=roster.source,
                hint=did_you_mean(name, [*teams.names, *roster.names, *roster.ids]),
            )
        if team is not None:
            held[0].add(team)
        elif person is not None:
            held[1].add(person)
    return Locks(frozenset(held[0]), frozenset(held[1]))


def _team(teams: Teams, name: str) -> int | None:
    try:
        return teams.position(name)
    except InputError:
        return None


def _person(roster: Roster, name: str) -> int | None:
    """Return who is called so; a name that several have is an error of its own."""
    known = roster.register.by_id(name) is not None or roster.register.likely(name)
    return roster.person(name) if known else None
