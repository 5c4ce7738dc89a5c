"""The one judge: what an assignment costs by the definitions of the rules, engines unseen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grouping.errors import InputError
from grouping.problem import Problem
from grouping.rules import Finding, Rule
from grouping.terms import Index
from grouping.weigh import weigh


@dataclass(frozen=True, eq=False)
class RuleScore:
    """What one rule says of an assignment.

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
        What was reached, in words, one entry per round.
    items
        Where the cost comes from: (round, finding).
    """

    rule: Rule
    cost: int
    bound: int
    random: float
    unit: int
    coef: int
    reached: tuple[str, ...]
    items: tuple[tuple[int, Finding], ...]

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
        Team of each participant in each round; integers, shape (rounds, n), or (n,) for one round.
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
        found = [rule.findings(problem, team) for team in teams]
        shares.append(
            RuleScore(
                rule,
                sum(f.cost for f in found),
                weighed.bounds[k],
                weighed.random[k],
                weighed.terms.rules[k].unit,
                weighed.terms.coefs[k],
                tuple(f.reached for f in found),
                tuple((r, item) for r, f in enumerate(found) for item in f.items),
            )
        )
    must = sum(s.cost for s in shares if s.rule.must)
    soft = sum(s.coef * s.cost for s in shares if not s.rule.must)
    return Score(must, soft, weighed.bound, weighed.random_soft, tuple(shares))


def checked(problem: Problem, assignment: Index, *, seats: bool = True) -> Index:
    """Return `assignment` as int32, shape (rounds, n); if `seats`, every team within its seats."""
    given = np.atleast_2d(np.asarray(assignment))
    if given.dtype.kind not in "iu":
        raise InputError("an assignment is whole numbers, the positions of the teams")
    teams = given.astype(np.int32)
    if teams.shape != (problem.rounds, problem.n):
        raise InputError(
            f"the assignment has shape {teams.shape}, the problem ({problem.rounds}, {problem.n})"
        )
    count = len(problem.teams)
    if teams.min() < 0 or teams.max() >= count:
        raise InputError(f"teams are numbered 0 to {count - 1}, the assignment has others")
    wrong = seat_errors(problem, teams) if seats else []
    if wrong:
        raise InputError(wrong[0], hint="move people, or change the seats in the plan")
    return teams


def seat_errors(problem: Problem, teams: Index) -> list[str]:
    """Say which teams have too few or too many people; `teams` has shape (rounds, n)."""
    said = []
    low, high = problem.teams.low.tolist(), problem.teams.high.tolist()
    for team in teams:
        sizes = np.bincount(team, minlength=len(problem.teams)).tolist()
        for name, size, least, most in zip(problem.teams.names, sizes, low, high, strict=True):
            if not least <= size <= most:
                seats = f"{least}" if least == most else f"{least} to {most}"
                said.append(f"{name} has {size} people, the plan gives it {seats}")
    return said
