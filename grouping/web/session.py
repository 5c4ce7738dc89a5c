"""What the page has in hand: immutable states, a history of them, and the steps between them.

Nothing here knows of a web: a state goes in, a state comes out, and who is on which team is judged
by the one judge alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from grouping.errors import InputError
from grouping.files.plan_file import Plan
from grouping.files.read.roster_file import Reading
from grouping.files.read.suggested_wishes import suggested_wishes
from grouping.language import _
from grouping.problem.problem import Problem
from grouping.problem.registry import rule_from_dict
from grouping.scoring.score import Score, checked, score
from grouping.scoring.steps import Step, after_step
from grouping.scoring.what_if import WhatIf
from grouping.solving.solve import Result
from grouping.terms.arrays import Index

USUAL_SIZE = 10
# States that undo can come back to; older ones are forgotten.
MOST_STATES = 300
# What the plan in hand is called in messages.
PLAN_NAME = "plan.toml"


@dataclass(frozen=True)
class Locks:
    """What a search leaves as it is, bound to ids and names and never to places.

    Attributes
    ----------
    people
        Ids of people who stay on their teams.
    teams
        Names of teams that nobody joins or leaves.
    rounds
        Rounds (from 0) that stay as they are, such as those that were held.
    """

    people: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    rounds: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False)
class State:
    """All that a step can change.

    Attributes
    ----------
    plan, reading
        What is asked, as a plan says it, and how the roster was read.
    problem
        The question that they come to.
    assignment
        Team of each participant in each round, -1 where absent; int32, shape (rounds, n).  None
        before teams are made.
    locks
        What a search leaves as it is.
    said
        What was done last, in words.
    proven
        A bound that an engine proved of `problem`, and its argument.
    changed
        Ids of those whose teams a repair changed, who need new slips.
    fixed
        Whether the people come from a result and not from a list that can be read again.
    """

    plan: Plan
    reading: Reading
    problem: Problem
    assignment: Index | None = None
    locks: Locks = Locks()
    said: str = ""
    proven: tuple[tuple[int, int], str] | None = None
    changed: tuple[str, ...] = ()
    fixed: bool = False

    @property
    def teams(self) -> Index:
        """The assignment.

        Raises
        ------
        InputError
            If no teams were made yet.
        """
        if self.assignment is None:
            raise InputError(_("there are no teams yet"), hint=_("make teams first"))
        return self.assignment

    @cached_property
    def score(self) -> Score:
        """What the judge says of the teams, whatever their sizes."""
        return score(self.problem, self.teams, seats=False)

    @cached_property
    def whatif(self) -> WhatIf:
        """What every swap and move would change."""
        return WhatIf(self.problem, self.teams)

    @cached_property
    def result(self) -> Result:
        """The teams as a result, for papers and files."""
        return Result(self.problem, self.teams, self.score, proven=self.proven)


@dataclass
class History:
    """The states up to now, and those that undo took back."""

    past: list[State] = field(default_factory=list)
    future: list[State] = field(default_factory=list)

    @property
    def now(self) -> State | None:
        """The state in hand; None before a roster was opened."""
        return self.past[-1] if self.past else None

    def step(self, state: State) -> None:
        """Go on to `state`."""
        self.past.append(state)
        self.future.clear()
        del self.past[:-MOST_STATES]

    def undo(self) -> bool:
        """Go back by one state; return whether there was one."""
        if len(self.past) < 2:
            return False
        self.future.append(self.past.pop())
        return True

    def redo(self) -> bool:
        """Take back an undo; return whether there was one."""
        if not self.future:
            return False
        self.past.append(self.future.pop())
        return True


def of_result(problem: Problem, assignment: Index, plan: Plan) -> State:
    """Return the first state of a result, whose plan is only told for the names of its files."""
    rules = [rule.to_dict() for rule in problem.rules]
    reading = Reading(problem.roster, (), {}, 0, "")
    told = replace(plan, rules=rules, source=PLAN_NAME)
    return State(told, reading, problem, assignment, said=_("opened"), fixed=True)


def opened(plan: Plan) -> State:
    """Return the first state of a plan: read, no teams yet."""
    problem, reading = plan.read()
    return State(plan, reading, problem, said=_("opened"))


def proposed(plan: Plan) -> State:
    """Return the first state of a bare roster: teams of the usual size and the usual wishes."""
    one = replace(plan, teams={"count": 1}, rules=(), source=PLAN_NAME)
    _problem, reading = one.read()
    wishes = suggested_wishes(reading.roster, reading.roles)
    rules = [dict(wish.stated) for wish in wishes if wish.usual]
    count = max(1, round(reading.roster.n / USUAL_SIZE))
    teams = {"count": count, "name": reading.team_word}
    return opened(replace(one, teams=teams, rules=rules))


def planned(state: State, plan: Plan, said: str) -> State:
    """Return the state in which the plan is another one; teams are kept where they still fit."""
    if state.fixed:
        rules = tuple(rule_from_dict(rule, plan.source) for rule in plan.rules)
        problem, reading = replace(state.problem, rules=rules), state.reading
    else:
        problem, reading = plan.read()
    kept = state.assignment
    same = problem.roster.ids == state.problem.roster.ids
    if not same and plan.roster == state.plan.roster and plan.reading == state.plan.reading:
        # people who came late are in no file: the wishes change, the people stay
        problem, same = replace(state.problem, rules=problem.rules), True
    if kept is not None:
        fits = same and problem.teams.names == state.problem.teams.names
        try:
            kept = checked(problem, kept, seats=False) if fits else None
        except InputError:
            kept = None
    return replace(
        state, plan=plan, reading=reading, problem=problem, assignment=kept, said=said, proven=None
    )


def made(state: State, result: Result, said: str) -> State:
    """Return the state in which the teams are those of a search."""
    return replace(
        state,
        problem=result.problem,
        assignment=result.assignment,
        said=said,
        proven=result.proven,
    )


def stepped(state: State, step: Step, r: int) -> State:
    """Return the state after a swap or a move in round `r`.

    Raises
    ------
    InputError
        If somebody is absent or locked, or the round stays as it is.
    """
    names, problem = state.problem.roster.names, state.problem
    team = state.teams[r]
    moving = [step.person] if step.other is None else [step.person, step.other]
    for i in moving:
        if team[i] < 0:
            raise InputError(_("{name} is absent in that round", name=names[i]))
        if is_locked(state, i, r):
            text = _("{name} is locked", name=names[i])
            raise InputError(text, hint=_("unlock the person, the team or the round first"))
    if step.after not in problem.by_round[r].places:
        raise InputError(_("this team is closed in that round"))
    if problem.teams.names[step.after] in state.locks.teams:
        text = _("{team} is locked", team=problem.teams.names[step.after])
        raise InputError(text, hint=_("unlock the person, the team or the round first"))
    if step.other is not None:
        words = _("{one} and {other} changed places", one=names[moving[0]], other=names[moving[1]])
    else:
        goal = problem.teams.names[step.after]
        words = _("{name} moved to {team}", name=names[step.person], team=goal)
    return replace(state, assignment=after_step(state.teams, step, r), said=words)


def is_locked(state: State, person: int, r: int) -> bool:
    """Return whether somebody may not change teams in round `r`."""
    g = int(state.teams[r, person])
    return (
        r in state.locks.rounds
        or state.problem.roster.ids[person] in state.locks.people
        or (g >= 0 and state.problem.teams.names[g] in state.locks.teams)
    )


def locked(
    state: State,
    *,
    people: Iterable[str] = (),
    teams: Iterable[str] = (),
    rounds: Iterable[int] = (),
) -> State:
    """Return the state in which what is named is locked if it was open, and open if it was not."""
    old = state.locks
    new = Locks(
        old.people ^ frozenset(people), old.teams ^ frozenset(teams), old.rounds ^ frozenset(rounds)
    )
    more = len(new.people) + len(new.teams) + len(new.rounds)
    less = len(old.people) + len(old.teams) + len(old.rounds)
    return replace(state, locks=new, said=_("locked") if more > less else _("unlocked"))
