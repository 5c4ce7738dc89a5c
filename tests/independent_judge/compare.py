"""Questions given to both: the package, and the judge that knows only the documents."""

from __future__ import annotations

import math
import random
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice, product
from typing import Any

import numpy as np

from grouping import InfeasibleError, InputError, Problem, Roster, Teams, solve
from grouping.engines.budget import Budget
from grouping.engines.exact import prove, prove_rounds
from grouping.problem.column import Column
from grouping.problem.past_events import Earlier
from grouping.problem.registry import rule_from_dict
from grouping.scoring.score import score
from grouping.scoring.weights import weigh
from grouping.terms.rounds import Joint
from tests.independent_judge import draw, judge

Question = dict[str, Any]
# Optima are compared where there are so few assignments that all can be tried.
MOST_TRIED = 400
# What costs of kinds that round may be off, as a share and at least: see docs/model.md.
# Share of questions that CP-SAT is asked, too, where few assignments would all be tried.
CP_SAT_SHARE = 0.25
# How far a must rule of balance is off is not compared, only whether it is.
BROKEN = 10**30
ROUNDED = {"distance": (0.0, 0.0011), "dispersion": (0.001, 0.001), "anticluster": (0.01, 0.01)}


class DisagreementError(AssertionError):
    """The package and the documents do not say the same."""


@dataclass
class Tally:
    """How much was compared, by kind of rule."""

    judged: Counter[str] = field(default_factory=Counter)
    tried: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)


def problem_of(question: Question) -> Problem:
    """Return the question as the package has it."""
    people, columns = question["people"], []
    for name, kind in question["kinds"].items():
        values = [one[name] for one in people]
        if kind == "number":
            columns.append(Column.of_numbers(name, values))
        else:
            order = question["order"].get(name)
            columns.append(Column.of_labels(name, values, kind=kind, order=order))
    ids = tuple(one["id"] for one in people)
    names = tuple(question["teams"])

    def teams(seats: dict[int, tuple[int, int]]) -> Teams:
        low, high = (np.array([s[k] for s in seats.values()], dtype=np.int64) for k in (0, 1))
        return Teams(tuple(names[g] for g in seats), low, high)

    whole = teams(dict(enumerate(zip(question["low"], question["high"], strict=True))))
    by_round = tuple(whole if s is None else teams(s) for s in question["seats"])
    present = np.array(question["present"], dtype=bool)
    return Problem(
        Roster(ids, ids, tuple(columns)),
        whole,
        tuple(rule_from_dict(dict(rule)) for rule in question["rules"]),
        rounds=question["rounds"],
        present=None if present.all() else present,
        teams_by_round=by_round if any(s is not None for s in question["seats"]) else (),
        history=tuple(
            Earlier(f"event {k}", np.array(rows, dtype=np.int32), weight)
            for k, (weight, rows) in enumerate(question["history"])
        ),
    )


def compare(
    seed: int, kind: str, tally: Tally, *, solved: bool = True, most: int = MOST_TRIED
) -> None:
    """Draw a question, compare the costs of some assignments, and what is said of the best.

    Raises
    ------
    DisagreementError
        With the seed and the kind that draw the question again.
    """
    question = draw.question(seed, kind=kind)
    try:
        problem = problem_of(question)
    except InputError as error:
        tally.said[f"refused: {error.message[:60]}"] += 1
        return
    try:
        _Both(question, problem, random.Random(seed), most).compare(tally, solved=solved)
    except (DisagreementError, AssertionError) as error:
        raise DisagreementError(f"kind={kind!r}, seed={seed}: {error}") from error


class _Both:
    """A question and what both say of it."""

    def __init__(self, question: Question, problem: Problem, rng: random.Random, most: int) -> None:
        self.question, self.problem, self.rng = question, problem, rng
        self.rules = question["rules"]
        self.weighed = weigh(problem)
        rounds = [judge.round_of(question, r) for r in range(question["rounds"])]
        self.mixed = any(one != rounds[0] for one in rounds)
        ways = [list(islice(judge.every_assignment(question, one), most + 1)) for one in rounds]
        self.ways = ways
        self.few = int(np.prod([len(w) for w in ways], dtype=object)) <= most
        # what a unit of the documents is in whole numbers of the package; of balance it is found
        joint = self.weighed.joint
        self.scale: list[Fraction | None] = [
            None if rule["kind"] == "balance" else Fraction(1 if rule["must"] else one.unit)
            for rule, one in zip(self.rules, joint.rules, strict=True)
        ]

    def compare(self, tally: Tally, *, solved: bool) -> None:
        some = [[self.rng.choice(w) for w in self.ways] for _ in range(3)]
        if self.few:
            every = [list(rows) for rows in product(*self.ways)]
            some = [*self.rng.sample(every, min(3, len(every))), every[0], every[-1]]
        for teams in some:
            self.same_costs(teams)
        for rule in self.rules:
            tally.judged[rule["kind"]] += 1
        if self.few:
            self.bounds_hold(every, tally)
        if self.few and solved:
            self.best_is_best(every, tally)

    def costs(self, teams: list[list[int]]) -> list[Fraction | float]:
        return [judge.cost(self.question, rule, teams) for rule in self.rules]

    def tolerance(self, k: int, cost: Fraction | float) -> float:
        """Return how far a cost may be off by the rounding that the documents state."""
        rule, off = self.rules[k], 0.0
        if rule["kind"] in ROUNDED and not (rule["must"] or "least" in rule):
            share, each = ROUNDED[rule["kind"]]
            off = share * abs(float(cost)) + each * len(self.question["people"]) ** 2
        if rule["kind"] == "balance":
            off = max(off, self.rounding_of_numbers(rule))
        if self.mixed and not rule["must"]:
            off = max(off, 0.01 * abs(float(cost)))
        return off

    def rounding_of_numbers(self, rule: Any) -> float:
        """Return how far a cost of balance may be off: above 10^12 deviations are rounded."""
        numbers = [judge.number(self.question, i, rule["column"]) for i in range(self.problem.n)]
        known = [x for x in numbers if x is not None]
        mean = sum(known, Fraction(0)) / len(known)
        # a part of all is counted, too: its mean is another, of no more people
        steps = math.lcm(*(x.denominator for x in known)) * math.lcm(*range(1, len(known) + 1))
        squares = float(sum((x - mean) ** 2 for x in known))
        return 1e-4 * squares if squares * steps**2 > 1e12 else 0.0

    def same_costs(self, teams: list[list[int]]) -> None:
        """Compare what every rule costs."""
        said = score(self.problem, np.array(teams, dtype=np.int32))
        for k, (share, cost) in enumerate(zip(said.rules, self.costs(teams), strict=True)):
            if self.scale[k] is None and cost:
                self.scale[k] = Fraction(share.cost) / Fraction(cost)
            if self.rules[k]["kind"] == "balance" and self.rules[k]["must"]:
                # of a sum that may not be off at all, only whether it is, is compared
                if (share.cost == 0) != (cost == 0) and not self.tolerance(k, cost):
                    raise DisagreementError(f"{self.rules[k]} of {teams}: {share.cost}, {cost}")
                continue
            got = Fraction(share.cost) / (self.scale[k] or 1)
            off = self.tolerance(k, cost)
            if abs(float(got) - float(cost)) > off if off else got != cost:
                raise DisagreementError(
                    f"{self.rules[k]} of {teams}: the package says {got}, the documents {cost}"
                )

    def raw(self, k: int, cost: Fraction | float) -> Fraction | float:
        """Return a cost in the package's whole numbers; how far a must balance is off is open."""
        rule = self.rules[k]
        if rule["kind"] == "balance" and rule["must"] and cost:
            return BROKEN
        return cost * (self.scale[k] or 1)

    def total(self, costs: list[Fraction | float]) -> tuple[float | Fraction, float | Fraction]:
        """Return (violations, soft cost) in the package's whole numbers."""
        must: Fraction | float = Fraction(0)
        soft: Fraction | float = Fraction(0)
        for k, (rule, cost) in enumerate(zip(self.rules, costs, strict=True)):
            raw = self.raw(k, cost)
            if rule["must"]:
                must += raw
            else:
                soft += self.weighed.joint.coefs[k] * raw
        return must, soft

    def slack(self, costs: list[Fraction | float]) -> float:
        """Return how far the soft cost may be off."""
        return sum(
            self.tolerance(k, cost) * float(self.scale[k] or 1) * self.weighed.joint.coefs[k]
            for k, cost in enumerate(costs)
            if not self.rules[k]["must"]
        )

    def bounds_hold(self, every: list[list[list[int]]], tally: Tally) -> None:
        """Check that no assignment costs less than a rule's bound, alone or together."""
        self.all_costs = [self.costs(teams) for teams in every]
        for k, bound in enumerate(self.weighed.bounds):
            least = min(costs[k] for costs in self.all_costs)
            if bound > self.raw(k, least) + self.tolerance(k, least) * float(self.scale[k] or 1):
                raise DisagreementError(
                    f"{self.rules[k]}: bound {bound}, but {least} can be reached"
                )
        for rule in self.rules:
            tally.tried[rule["kind"]] += 1

    def best_is_best(self, every: list[list[list[int]]], tally: Tally) -> None:
        """Check what `solve` and CP-SAT alone say of the best."""
        totals = [self.total(costs) for costs in self.all_costs]
        best = min(totals)
        off = 2 * self.slack(self.all_costs[totals.index(best)])
        try:
            found = solve(self.problem, seconds=2.0, seed=1, threads=1, engine="exact")
        except InfeasibleError:
            tally.said["refused by counting"] += 1
            if best[0] == 0:
                raise DisagreementError(f"refused, but {best} can be reached") from None
            found = solve(self.problem, seconds=2.0, threads=1, engine="exact", anyway=True)
        self.claims_hold(found.bound, best, off)
        reached = self.total(self.costs(found.assignment.tolist()))
        tally.said[found.status] += 1
        if best[0] >= BROKEN:
            return
        if found.status == "optimal" and (reached[0] > best[0] or reached[1] > best[1] + off):
            raise DisagreementError(f"called optimal at {reached}, but {best} can be reached")
        if found.status == "infeasible" and best[0] == 0:
            raise DisagreementError(f"called infeasible, but {best} can be reached")
        if self.rng.random() < CP_SAT_SHARE:
            self.cp_sat_alone(best, off, tally)

    def cp_sat_alone(self, best: Any, off: float, tally: Tally) -> None:
        """Check what CP-SAT proves where the package would rather try everything."""
        terms: Any = self.weighed.terms
        if isinstance(terms, Joint):
            proof = prove_rounds(terms, budget=Budget(2.0))
        else:
            proof = prove(terms, budget=Budget(2.0), few=0)
        tally.said["by CP-SAT alone: " + ("optimal" if proof.optimal else "bound")] += 1
        self.claims_hold(proof.bound, best, off)
        if proof.optimal and proof.assignment is not None:
            reached = self.total(self.costs(proof.assignment.tolist()))
            if reached[0] > best[0] or reached[1] > best[1] + off:
                raise DisagreementError(f"CP-SAT says {reached}, but {best} can be reached")

    def claims_hold(self, bound: tuple[int, int], best: Any, off: float) -> None:
        """Check that a bound on (violations, soft cost) is none that can be beaten."""
        if (bound[0], bound[1]) > (best[0], best[1] + off):
            raise DisagreementError(f"bound {bound}, but {best} can be reached")
