"""The one judge: what an assignment costs by the definitions of the rules.

The judge knows nothing of engines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from grouping.errors import InputError
from grouping.language import _
from grouping.problem.problem import Problem
from grouping.problem.round import Round
from grouping.problem.rule import Finding, Findings, Rule, RuleOverRounds
from grouping.scoring.weights import weigh
from grouping.terms.arrays import Index
from grouping.terms.rounds import Joint


@dataclass(frozen=True, eq=False)
class RuleScore:
    """What one rule says about an assignment.

    Attributes
    ----------
    rule
        The rule.
    cost
        Raw integer cost over all rounds.
    bound
        Closed-form lower bound on it.
    random
        Its mean over random draws.
    unit
        Raw cost of one natural unit; `cost / unit` is for people.
    coef
        What one raw unit weighs in the soft cost (1 for must rules).
    reached
        What was reached, in words, one entry per round in which the rule holds; one in all for a
        rule that spans the rounds.
    items
        Where the cost comes from: (round, finding); the round is None for all rounds together.
    """

    rule: Rule
    cost: int
    bound: int
    random: float
    unit: int
    coef: int
    reached: tuple[str, ...]
    items: tuple[tuple[int | None, Finding], ...]

    @property
    def proven(self) -> bool:
        """Whether no assignment can do better on this rule."""
        return self.cost == self.bound


@dataclass(frozen=True, eq=False)
class Score:
    """(must violations, soft cost), lower is better, and the share of each rule.

    Attributes
    ----------
    must, soft
        Violations of must rules; weighted cost of soft rules.
    bound
        Closed-form lower bounds on the two.
    random
        Mean soft cost of random draws.
    rules
        The shares, in the order of the plan.
    """

    must: int
    soft: int
    bound: tuple[int, int]
    random: float
    rules: tuple[RuleScore, ...]

    @property
    def value(self) -> tuple[int, int]:
        """The pair that decides which of two assignments is better."""
        return self.must, self.soft

    @property
    def optimal(self) -> bool:
        """Whether the closed-form bounds show that nothing is better."""
        return self.value == self.bound

    @property
    def gap(self) -> float:
        """Soft cost above its bound as a share of what separates random draws from the bound."""
        span = self.random - self.bound[1]
        over = self.soft - self.bound[1]
        return over / span if span > 0 else float(over > 0)


def score(problem: Problem, assignment: Index, *, seats: bool = True) -> Score:
    """Judge `assignment`.

    Parameters
    ----------
    problem
        What was asked.
    assignment
        Team of each participant in each round, -1 where absent; integers, shape (rounds, n), or
        (n,) for one round.
    seats
        Whether a team with too few or too many people is an error; if not, bounds need not hold.

    Raises
    ------
    InputError
        If the shape is wrong or a team does not exist or has too few or too many people.
    """
    teams = checked(problem, assignment, seats=seats)
    weighed = weigh(problem)
    shares = []
    for k, rule in enumerate(problem.rules):
        found = list(_findings(problem, weighed.joint, k, teams))
        shares.append(
            RuleScore(
                rule,
                sum(f.cost for _r, f in found),
                weighed.bounds[k],
                weighed.random[k],
                weighed.joint.rules[k].unit,
                weighed.joint.coefs[k],
                tuple(f.reached for _r, f in found),
                tuple((r, item) for r, f in found for item in f.items),
            )
        )
    must = sum(s.cost for s in shares if s.rule.must)
    soft = sum(s.coef * s.cost for s in shares if not s.rule.must)
    return Score(must, soft, weighed.bound, weighed.random_soft, tuple(shares))


def _findings(
    problem: Problem, joint: Joint, k: int, teams: Index
) -> Iterator[tuple[int | None, Findings]]:
    """Yield (round, what rule `k` finds in it), its cost in the rule's units over all rounds.

    A rule across rounds finds what it finds in round None, all of them.
    """
    rule = problem.rules[k]
    if isinstance(rule, RuleOverRounds):
        yield None, rule.findings_over_rounds(problem, teams)
        return
    for r, (one, part) in enumerate(zip(problem.by_round, joint.parts, strict=True)):
        if rule.in_round(r):
            found = rule.findings(one, part.inside(teams[r])[0])
            factor = part.factors[k]
            items = tuple(_item_of_all(item, one, factor) for item in found.items)
            yield r, replace(found, cost=factor * found.cost, items=items)


def _item_of_all(item: Finding, one: Round, factor: int) -> Finding:
    """Return what was found in a round with its people, team and cost as in the whole."""
    team = None if item.team is None else int(one.places[item.team])
    who = tuple(int(one.people[i]) for i in item.people)
    return replace(item, cost=factor * item.cost, team=team, people=who)


def checked(problem: Problem, assignment: Index, *, seats: bool = True) -> Index:
    """Return `assignment` as int32, shape (rounds, n); if `seats`, every team within its seats."""
    given = np.atleast_2d(np.asarray(assignment))
    if given.dtype.kind not in "iu":
        raise InputError(_("an assignment is whole numbers, the positions of the teams"))
    teams = given.astype(np.int32)
    if teams.shape != (problem.rounds, problem.n):
        raise InputError(
            _(
                "the assignment has shape {shape}, the problem {wanted}",
                shape=teams.shape,
                wanted=(problem.rounds, problem.n),
            )
        )
    _check_teams(problem, teams)
    wrong = seat_errors(problem, teams) if seats else []
    if wrong:
        raise InputError(wrong[0], hint=_("move people, or change the seats in the plan"))
    return teams


def _check_teams(problem: Problem, teams: Index) -> None:
    """Refuse teams that do not exist or are closed, people without a team, absent ones with one."""
    count = len(problem.teams)
    if teams.min() < -1 or teams.max() >= count:
        raise InputError(
            _("teams are numbered 0 to {last}, the assignment has others", last=count - 1)
        )
    for r, one in enumerate(problem.by_round):
        people, open_teams = one.people, one.places
        absent = np.ones(problem.n, dtype=bool)
        absent[people] = False
        wrong = np.flatnonzero((teams[r] < 0) != absent)
        if len(wrong):
            name, has = problem.roster.names[wrong[0]], teams[r, wrong[0]] >= 0
            raise InputError(_attendance_words(problem, r, name, has))
        closed = np.flatnonzero(~np.isin(teams[r, people], open_teams))
        if len(closed):
            i = people[closed[0]]
            team = problem.teams.names[teams[r, i]]
            name = problem.roster.names[i]
            raise InputError(_("{name} is on {team}, closed in that round", name=name, team=team))


def seat_errors(problem: Problem, teams: Index) -> list[str]:
    """Say which teams have too few or too many people; `teams` has shape (rounds, n)."""
    said = []
    for r, one in enumerate(problem.by_round):
        people, open_teams = one.people, one.places
        low, high = one.teams.low.tolist(), one.teams.high.tolist()
        sizes = np.bincount(teams[r, people], minlength=len(problem.teams))[open_teams].tolist()
        for name, size, least, most in zip(one.teams.names, sizes, low, high, strict=True):
            if not least <= size <= most:
                seats = str(least) if least == most else _("{low} to {high}", low=least, high=most)
                text = _("{team} has {n} people, the plan gives it {seats}")
                if problem.rounds > 1:
                    text = _("{team} has {n} people in {round}, the plan gives it {seats}")
                when = problem.round_name(r)
                said.append(text.format(team=name, n=size, seats=seats, round=when))
    return said


def _attendance_words(problem: Problem, r: int, name: str, absent: bool) -> str:
    """Say who is absent with a team, or present without one."""
    if problem.rounds == 1:
        text = _("{name} is absent but has a team") if absent else _("{name} has no team")
    elif absent:
        text = _("{name} is absent but has a team in {round}")
    else:
        text = _("{name} has no team in {round}")
    return text.format(name=name, round=problem.round_name(r))
