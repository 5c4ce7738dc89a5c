"""Solving parts never makes the whole worse."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings

from grouping.engines.budget import Budget
from grouping.engines.exact import improve
from grouping.engines.exact.part import costs_by_team, part_of
from grouping.scoring.weights import weigh
from tests.helpers import best_of_all
from tests.strategies import judged_problems

SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
NEVER = -(10**15)


def improved(terms, start, *, seed=1, threads=1, steps=2_000_000, target=NEVER):
    return improve(
        terms,
        start,
        rng=np.random.default_rng(seed),
        budget=Budget(None, steps=steps),
        threads=threads,
        target=target,
    ).assignment


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(case=judged_problems(people=(4, 8), most_teams=4))
def test_it_is_never_worse_than_the_start_and_keeps_the_seats(case: tuple):
    problem, team = case
    terms = weigh(problem).terms
    found = improved(terms, team[None, :])
    assert terms.evaluate(found) <= terms.evaluate(team[None, :])
    sizes = np.bincount(found[0], minlength=terms.teams)
    assert (sizes >= terms.low).all()
    assert (sizes <= terms.high).all()


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(case=judged_problems(people=(4, 7), most_teams=3))
def test_small_problems_end_at_their_optimum(case: tuple):
    problem, team = case
    terms = weigh(problem).terms
    assert terms.evaluate(improved(terms, team[None, :], steps=10**9)) == best_of_all(problem)


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(case=judged_problems(people=(4, 12), most_teams=4))
def test_an_assignment_of_a_part_costs_what_the_whole_then_costs(case: tuple):
    problem, team = case
    terms = weigh(problem).terms
    rng = np.random.default_rng(problem.n)
    part = part_of(terms, team, rng.permutation(terms.teams)[:2])
    for _ in range(3):
        shuffled = rng.permutation(part.present)
        whole = part.put(team, shuffled)
        assert part.terms.evaluate(shuffled[None, :]) == terms.evaluate(whole[None, :])


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(case=judged_problems(people=(4, 12), most_teams=4))
def test_the_costs_of_the_teams_add_up(case: tuple):
    problem, team = case
    terms = weigh(problem).terms
    constants = terms.total([rule.constant for rule in terms.rules])
    sums = tuple(
        int(costs.sum()) + constant
        for costs, constant in zip(costs_by_team(terms, team), constants, strict=True)
    )
    assert sums == terms.evaluate(team[None, :])


def ages_and_agencies(n: int = 24, teams: int = 4):
    """Return a problem of some size and a random start."""
    from grouping import Problem, Roster
    from grouping.problem.column import Column

    rng = np.random.default_rng(3)
    roster = Roster(
        tuple(f"p{i}" for i in range(n)),
        tuple(f"p{i}" for i in range(n)),
        (
            Column.of_labels("Agency", [str(v) for v in rng.integers(0, 6, n)]),
            Column.of_numbers("Age", rng.integers(20, 60, n).astype(float).tolist()),
        ),
    )
    rules = [{"kind": "spread", "column": "Agency"}, {"kind": "balance", "column": "Age"}]
    problem = Problem.of(roster, teams=teams, rules=rules)
    start = rng.permutation(np.repeat(np.arange(teams, dtype=np.int32), n // teams))[None, :]
    return weigh(problem).terms, start


def test_the_same_source_and_steps_give_the_same_answer():
    terms, start = ages_and_agencies()
    first, second = (improved(terms, start, threads=2, steps=3_000_000) for _ in range(2))
    assert (first == second).all()
    assert terms.evaluate(first) < terms.evaluate(start)


def test_it_ends_at_its_target():
    terms, start = ages_and_agencies()
    found = improved(terms, start, steps=10**9, target=terms.evaluate(start)[1])
    assert (found == start).all()
