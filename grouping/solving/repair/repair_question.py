"""The problem after the change: who is there now, who may move, and which seats there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from grouping.errors import InputError
from grouping.language import _
from grouping.problem.past_events import Earlier
from grouping.problem.problem import Problem, Teams
from grouping.problem.roster import Roster
from grouping.problem.rule import Rule
from grouping.solving.locks import Locks, locks_of
from grouping.solving.repair.merge_rosters import joined
from grouping.solving.repair.team_sizes import seats_after
from grouping.terms.arrays import Index, Mask

# Who, in which rounds (numbered from 1); without rounds in all that are open.
Who = Mapping[str, Collection[int]] | Sequence[str]


@dataclass(frozen=True, eq=False)
class Question:
    """What is to be repaired.

    Attributes
    ----------
    problem
        Those of the plan and those who come in addition, the rules, and seats for who is there.
    before
        Team of each participant by the earlier assignment, -1 for who had none; int32, shape
        (rounds, n).
    home
        The same, -1 also for who is there no longer.
    movable
        Who may be moved; bool, shape (rounds, n).
    open
        The rounds that may change, from 0.
    known
        How many participants the earlier roster had: who comes behind these is new.
    locks
        What stays as it is by request.
    notes
        What was assumed about those who are new.
    """

    problem: Problem
    before: Index
    home: Index
    movable: Mask
    open: tuple[int, ...]
    known: int
    locks: Locks
    notes: tuple[str, ...]

    @cached_property
    def present(self) -> Mask:
        """Who takes part now; bool, shape (rounds, n)."""
        problem = self.problem
        if problem.present is None:
            return np.ones(self.home.shape, dtype=bool)
        return problem.present

    @cached_property
    def gone(self) -> Mask:
        """Who had a team and is not there now; bool, shape (rounds, n)."""
        return (self.before >= 0) & ~self.present

    @cached_property
    def new(self) -> Mask:
        """Who is there and had no team; bool, shape (rounds, n)."""
        return self.present & (self.before < 0)


def question_of(
    problem: Problem,
    assignment: Index,
    *,
    absent: Who = (),
    late: Roster | None = None,
    coming: Who = (),
    rules: Sequence[Rule] = (),
    locked: Sequence[str] = (),
    done: Collection[int] = (),
) -> Question:
    """Return what is to be repaired; parameters as in `grouping.solving.repair.repair`."""
    wrong = [r for r in done if not 1 <= r <= problem.rounds]
    if wrong:
        raise InputError(
            _("there is no round {number}", number=wrong[0]),
            hint=_("rounds are numbered 1 to {last}", last=problem.rounds),
        )
    opened = tuple(r for r in range(problem.rounds) if r + 1 not in set(done))
    if not opened:
        raise InputError(
            _("every round has been held, so nothing can be repaired"),
            hint=_("leave the rounds that are to come out of 'done'"),
        )
    roster, notes = problem.roster, list[str]()
    if late is not None:
        roster, notes = joined(problem.roster, late)
    before = np.full((problem.rounds, roster.n), -1, dtype=np.int32)
    before[:, : problem.n] = assignment
    present = _present(problem, roster, before, opened, absent, coming)
    home = np.where(present, before, -1).astype(np.int32)
    locks = locks_of(roster, problem.teams, locked)
    movable = _movable(home, present, opened, locks)
    by_round = tuple(
        _teams(problem, r, before[r], home[r], present[r], locks) for r in range(problem.rounds)
    )
    changed = Problem(
        roster,
        _base(problem.teams, by_round),
        (*problem.rules, *_in_open_rounds(rules, opened, problem.rounds)),
        problem.rounds,
        None if present.all() else present,
        by_round if problem.rounds > 1 else (),
        tuple(_longer(event, roster.n) for event in problem.history),
        problem.round_names,
    )
    return Question(changed, before, home, movable, opened, problem.n, locks, tuple(notes))


def _present(
    problem: Problem,
    roster: Roster,
    before: Index,
    opened: Sequence[int],
    absent: Who,
    coming: Who,
) -> Mask:
    """Return who takes part; bool, shape (rounds, n)."""
    present = before >= 0
    present[list(opened), problem.n :] = True
    named = _rounds_of(roster, coming, opened, problem.rounds)
    for i, rounds in named.items():
        held = [r for r in rounds if r not in opened]
        if held:
            raise InputError(
                _(
                    "{name} cannot come to {round}, which has been held",
                    name=roster.names[i],
                    round=problem.round_name(held[0]),
                )
            )
        if i >= problem.n:
            present[:, i] = False
        elif present[rounds, i].all():
            raise InputError(
                _("{name} has a team already", name=roster.names[i]),
                where=roster.source,
                hint=_("a namesake who comes late needs an id of their own"),
            )
        present[rounds, i] = True
    for i, rounds in _rounds_of(roster, absent, opened, problem.rounds).items():
        if i in named and set(rounds) & set(named[i]):
            raise InputError(
                _("{name} is absent and comes late in the same round", name=roster.names[i])
            )
        present[rounds, i] = False
    return present


def _rounds_of(roster: Roster, who: Who, opened: Sequence[int], count: int) -> dict[int, list[int]]:
    """Return the positions of the rounds meant for each person."""
    given = who if isinstance(who, Mapping) else dict.fromkeys(who, ())
    found: dict[int, list[int]] = {}
    for name, numbers in given.items():
        wrong = [number for number in numbers if not 1 <= number <= count]
        if wrong:
            raise InputError(
                _("there is no round {number}", number=wrong[0]),
                hint=_("rounds are numbered 1 to {last}", last=count),
            )
        rounds = [number - 1 for number in numbers] or list(opened)
        found.setdefault(roster.person(str(name)), []).extend(rounds)
    return found


def _movable(home: Index, present: Mask, opened: Sequence[int], locks: Locks) -> Mask:
    """Return who may be moved: those there in an open round, but for what is locked."""
    movable = np.zeros(home.shape, dtype=bool)
    for r in opened:
        had = home[r] >= 0
        held = np.isin(home[r], list(locks.teams)) & had
        held[list(locks.people)] |= had[list(locks.people)]
        movable[r] = present[r] & ~held
    return movable


def _teams(
    problem: Problem, r: int, before: Index, home: Index, present: Mask, locks: Locks
) -> Teams:
    """Return the teams of round `r` with seats for who is there now."""
    one, positions = problem.by_round[r], problem.by_round[r].places
    if not ((before >= 0) != present).any() and not locks.teams:
        return one.teams
    count = len(problem.teams)
    sizes = np.bincount(before[before >= 0], minlength=count)[positions].astype(np.int64)
    left = np.bincount(home[home >= 0], minlength=count)[positions].astype(np.int64)
    closed = np.isin(positions, list(locks.teams))
    new = int(present.sum() - left.sum())
    if new and closed.all():
        raise InputError(
            _("all teams are locked, so that who comes late has no place"),
            hint=_("lock fewer teams"),
        )
    return seats_after(one.teams, sizes, left, new, closed)


def _base(teams: Teams, by_round: Sequence[Teams]) -> Teams:
    """Return the teams of all rounds with the widest seats that they have in any."""
    if len(by_round) == 1:
        return by_round[0]
    low, high = teams.low.copy(), teams.high.copy()
    for one in by_round:
        at = [teams.position(name) for name in one.names]
        low[at], high[at] = np.minimum(low[at], one.low), np.maximum(high[at], one.high)
    return Teams(teams.names, low, high)


def _in_open_rounds(rules: Sequence[Rule], opened: Sequence[int], count: int) -> list[Rule]:
    """Let rules that are added say nothing of rounds that have been held."""
    if len(opened) == count:
        return list(rules)
    numbers = [r + 1 for r in opened]
    return [
        rule if rule.spans_rounds or rule.named_rounds else replace(rule, rounds=numbers)
        for rule in rules
    ]


def _longer(event: Earlier, n: int) -> Earlier:
    """Return an earlier event at which nobody was who is new."""
    team = np.full((len(event.team), n), -1, dtype=np.int32)
    team[:, : event.team.shape[1]] = event.team
    return replace(event, team=team)
