"""The table [rounds] of a plan: how many, who comes to which, and the teams of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grouping.errors import InputError
from grouping.files.read.attendance import attendance
from grouping.files.read.notes import Note
from grouping.files.read.teams_table import teams_from
from grouping.language import _
from grouping.problem.column import fold
from grouping.problem.problem import Teams
from grouping.problem.roster import Roster

_MOST = 1000


@dataclass(frozen=True)
class Rounds:
    """What a plan says of its rounds, for a roster.

    Attributes
    ----------
    names
        What the rounds are called; empty if the plan does not say.
    count
        How many there are.
    present
        Who takes part; bool, shape (count, n); None if everybody does in all.
    teams
        The teams of all rounds.
    by_round
        Those of each, if they differ.
    notes
        What is odd about it.
    """

    count: int
    names: tuple[str, ...]
    present: NDArray[np.bool_] | None
    teams: Teams
    by_round: tuple[Teams, ...]
    notes: tuple[Note, ...]


def count_of(stated: Mapping[str, Any]) -> int:
    """Return how many rounds a table [rounds] asks for; without a number, as many as it names."""
    count = stated.get("count")
    if count is None:
        numbers = [one.get("number", 0) for one in stated.get("round", ())]
        count = max([len(stated.get("names", ())), *filter(_whole, numbers)])
        if not count and "attendance" in stated:
            raise InputError(_("say how many rounds there are"), hint="count = 3")
        return count or 1
    if not _whole(count) or not 1 <= count <= _MOST:
        text = _("'count' must be a number of rounds, not {value}", value=repr(count))
        raise InputError(text, hint="count = 3")
    return int(count)


def read_rounds(
    stated: Mapping[str, Any], teams: Mapping[str, Any], roster: Roster, where: str
) -> Rounds:
    """Return the rounds that a plan asks for.

    Parameters
    ----------
    stated
        The table [rounds], with its tables [[rounds.round]] under ``round``.
    teams
        The table [teams], with the word that teams are called by under ``name``.
    roster
        Whom it speaks of.
    where
        The plan, for messages.

    Raises
    ------
    InputError
        If a round, person, column or value does not exist, or the teams cannot be filled.
    """
    place = f"{where}, [rounds]" if where else "[rounds]"
    try:
        count = count_of(stated)
        tables = _by_number(stated.get("round", ()), count)
        names = _names(stated, tables, count)
    except InputError as error:
        raise InputError(error.message, where=place, hint=error.hint) from None
    called = names or tuple(_("round {number}", number=r + 1) for r in range(count))
    present = np.ones((count, roster.n), dtype=bool)
    notes: list[Note] = []
    if "attendance" in stated:
        column = roster.column(str(stated["attendance"]))
        present, notes = attendance(roster, column, called)
    base = teams_from(teams, roster.n)
    each = []
    for r in range(count):
        one = tables.get(r, {})
        try:
            present[r] &= _comes(one, roster)
            each.append(_teams(one, teams, base, int(present[r].sum())))
        except InputError as error:
            at = f"{place}, {called[r]}"
            raise InputError(error.message, where=at, hint=error.hint) from None
    return Rounds(
        count,
        names,
        None if present.all() else present,
        _union([base, *each]),
        () if all(_same(one, base) for one in each) else tuple(each),
        tuple(notes),
    )


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _by_number(tables: Sequence[Mapping[str, Any]], count: int) -> dict[int, Mapping[str, Any]]:
    found: dict[int, Mapping[str, Any]] = {}
    for one in tables:
        number = one.get("number")
        if not _whole(number):
            raise InputError(_("a [[rounds.round]] does not say which round"), hint="number = 2")
        assert isinstance(number, int)
        if not 1 <= number <= count:
            raise InputError(
                _("there is no round {number}", number=number),
                hint=_("rounds are numbered 1 to {last}", last=count),
            )
        if number - 1 in found:
            text = _("round {number} has two tables", number=number)
            raise InputError(text, hint=_("write all in one"))
        found[number - 1] = one
    return found


def _names(
    stated: Mapping[str, Any], tables: Mapping[int, Mapping[str, Any]], count: int
) -> tuple[str, ...]:
    given = stated.get("names", [])
    if not isinstance(given, list) or (given and len(given) != count):
        if isinstance(given, list):
            text = _("{names} names for {rounds} rounds", names=len(given), rounds=count)
        else:
            text = _("'names' must be a list of texts")
        raise InputError(text, hint='names = ["Hari 1", "Hari 2"]')
    names = [" ".join(str(name).split()) for name in given]
    own = {r: str(one["name"]) for r, one in tables.items() if "name" in one}
    if not names and not own:
        return ()
    names = names or [_("round {number}", number=r + 1) for r in range(count)]
    for r, name in own.items():
        names[r] = name
    if "" in names or len({fold(name) for name in names}) < count:
        text = _("two rounds are called the same, or one nothing")
        raise InputError(text, hint=_("distinct names"))
    return tuple(names)


def _comes(one: Mapping[str, Any], roster: Roster) -> NDArray[np.bool_]:
    """Return who comes by the table of one round; bool, shape (n,)."""
    only, absent = one.get("only", {}), one.get("absent", [])
    if not isinstance(only, Mapping):
        raise InputError(_("'only' must be a condition"), hint='only = { Group = "A" }')
    if not isinstance(absent, (list, str)):
        raise InputError(_("'absent' must be names or ids"), hint='absent = ["A", "B"]')
    comes = roster.select(only)
    for who in [absent] if isinstance(absent, str) else absent:
        comes[roster.person(str(who))] = False
    return comes


def _teams(one: Mapping[str, Any], stated: Mapping[str, Any], base: Teams, people: int) -> Teams:
    """Return the teams of one round, called as those of the plan are."""
    if not people:
        text = _("nobody takes part")
        raise InputError(text, hint=_("see the column of attendance, absent, only"))
    word = str(stated["name"])
    own = {"count" if k == "teams" else k: one[k] for k in _OWN if one.get(k) is not None}
    if "names" in own or "team" in own:
        return teams_from({"name": word, **own}, people)
    if not own and "size" in stated:
        # 'about ten in each' holds in each round, however many come
        own = {"size": min(int(stated["size"]), people)}
    if own:
        made = teams_from({"name": word, **own}, people)
        more = [f"{word} {g + 1}" for g in range(len(base), len(made))]
        return replace(made, names=(*base.names[: len(made)], *more))
    if people < len(base) and (base.low > 0).all():
        raise InputError(
            _("{people} people come, for {teams} teams", people=people, teams=len(base)),
            hint=_("ask for at most {n} teams in that round: teams = {n}", n=people),
        )
    return base


_OWN = ("teams", "size", "names", "team")


def _same(one: Teams, other: Teams) -> bool:
    alike = one.names == other.names
    return alike and bool((one.low == other.low).all() and (one.high == other.high).all())


def _union(all_teams: Sequence[Teams]) -> Teams:
    """Return the teams of the first, and those that only others have."""
    first = all_teams[0]
    known = {fold(name) for name in first.names}
    more: dict[str, tuple[str, list[int], list[int]]] = {}
    for teams in all_teams[1:]:
        for name, low, high in zip(teams.names, teams.low, teams.high, strict=True):
            if fold(name) not in known:
                _name, lows, highs = more.setdefault(fold(name), (name, [], []))
                lows.append(int(low))
                highs.append(int(high))
    if not more:
        return first
    # fixed sizes stay fixed, though they differ from round to round
    fixed = {key: lows == highs for key, (_, lows, highs) in more.items()}
    low = [max(highs) if fixed[key] else min(lows) for key, (_, lows, highs) in more.items()]
    return Teams(
        (*first.names, *(name for name, _, _ in more.values())),
        np.concatenate([first.low, np.array(low, dtype=np.int64)]),
        np.concatenate([first.high, [max(highs) for _, _, highs in more.values()]]),
    )
