"""Contract 4: a bound is below the cost of every assignment, and often the cost of the best."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grouping import Problem
from grouping.problem.registry import kinds
from grouping.scoring.weights import weigh
from grouping.terms.bounds import tally as counters
from grouping.terms.bounds.lower_bounds import bound_of_rule, bounds_of_rules
from grouping.terms.rounds import joint_of
from grouping.terms.terms import RuleTerms, Terms
from tests.helpers import assignments, crew, lowered
from tests.strategies import judged_problems, problems, seats

RELAXED = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def least(terms: RuleTerms, problem: Problem) -> int:
    """Return the least cost of one rule by trying everything."""
    return min(terms.evaluate(a) for a in assignments(problem))


def plain(n: int, teams: int) -> Problem:
    """Return n people without attributes in equal teams."""
    return Problem.of([{"a": 1}] * n, teams=teams)


@pytest.mark.parametrize("kind", sorted(kinds()))
@given(data=st.data())
@RELAXED
def test_a_bound_is_not_above_any_assignment_of_a_tiny_problem(kind: str, data: st.DataObject):
    problem = data.draw(problems(kind, people=(4, 6), most_teams=3))
    terms = lowered(problem)
    bound = bound_of_rule(terms, problem.teams.low, problem.teams.high)
    assert bound <= least(terms, problem)


@pytest.mark.parametrize("kind", sorted(kinds()))
@given(data=st.data())
@RELAXED
def test_a_bound_is_not_above_a_random_assignment(kind: str, data: st.DataObject):
    problem, team = data.draw(judged_problems(kind))
    terms = lowered(problem)
    bound = bound_of_rule(terms, problem.teams.low, problem.teams.high)
    assert bound <= terms.evaluate(team[None, :])


@given(data=st.data())
@settings(max_examples=120, deadline=None)
def test_one_convex_counter_is_bounded_by_its_minimum(data: st.DataObject):
    n = data.draw(st.sampled_from([4, 6]))
    problem = plain(n, data.draw(st.sampled_from([2, n // 2])))
    steps = sorted(data.draw(st.lists(st.integers(-9, 9), min_size=n, max_size=n)))
    terms = RuleTerms(n, len(problem.teams), must=False)
    members = data.draw(st.lists(st.sampled_from(range(n)), min_size=1, unique=True))
    terms.tally(sorted(members), np.cumsum([0, *steps]))
    assert bound_of_rule(terms, problem.teams.low, problem.teams.high) == least(terms, problem)


@given(data=st.data())
@settings(max_examples=120, deadline=None)
def test_any_counter_in_teams_of_fixed_sizes_is_bounded_by_its_minimum(data: st.DataObject):
    """Not convex, other tables for other teams, uneven teams: by dynamic programming."""
    n = data.draw(st.integers(4, 6))
    teams = data.draw(seats(n, most=3, shape=data.draw(st.sampled_from(["equal", "uneven"]))))
    problem = Problem.of([{"a": 1}] * n, teams=teams)
    terms = RuleTerms(n, len(teams), must=False)
    row = st.lists(st.integers(-9, 9), min_size=n + 1, max_size=n + 1)
    which = data.draw(st.lists(st.integers(0, 1), min_size=len(teams), max_size=len(teams)))
    members = data.draw(st.lists(st.sampled_from(range(n)), min_size=1, unique=True))
    terms.tally(sorted(members), [data.draw(row), data.draw(row)], which=which)
    assert bound_of_rule(terms, teams.low, teams.high) == least(terms, problem)


@pytest.fixture
def hulls_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counters, "EXACT_STEPS", 0)


@given(data=st.data())
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_convex_hull_of_a_large_table_bounds_it_from_below(
    hulls_only: None, data: st.DataObject
):
    n = data.draw(st.integers(4, 6))
    teams = data.draw(seats(n, most=3))
    terms = RuleTerms(n, len(teams), must=False)
    row = data.draw(st.lists(st.integers(-(10**6), 10**6), min_size=n + 1, max_size=n + 1))
    terms.tally(range(n - 1), row)
    problem = Problem.of([{"a": 1}] * n, teams=teams)
    assert bound_of_rule(terms, teams.low, teams.high) <= least(terms, problem)


def test_a_team_that_must_be_filled_takes_members_when_others_are_few():
    # of 4 people 3 count; Team 1 has at least 2 people, so at least 1 who counts: 10
    terms = RuleTerms(4, 2, must=False)
    terms.tally([0, 1, 2], [[0, 10, 10, 10], [0, 0, 0, 0]], which=[0, 1])
    assert bound_of_rule(terms, np.array([2, 0]), np.array([4, 3])) == 10


def test_the_convex_hull_is_used_and_is_weaker_than_the_minimum(hulls_only: None):
    problem = plain(6, 2)
    terms = RuleTerms(6, 2, must=False)
    terms.tally([0, 1, 2], [0, 10, 0, 10])
    # three members: 1 + 2 cost 10 + 0, 0 + 3 cost 0 + 10; the hull of 0, 10, 0, 10 is 0, 0, 0, 10
    assert least(terms, problem) == 10
    assert bound_of_rule(terms, problem.teams.low, problem.teams.high) in (-1, 0)


@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_a_square_of_two_amounts_in_equal_teams_is_bounded_by_its_minimum(data: st.DataObject):
    """With two amounts a team's sum is a count, so that the lattice holds nothing else."""
    n = 6
    problem = plain(n, data.draw(st.sampled_from([2, 3])))
    small, large = data.draw(st.integers(-6, 6)), data.draw(st.integers(-6, 6))
    ones = data.draw(st.integers(1, n - 1))
    terms = RuleTerms(n, len(problem.teams), must=False)
    amounts = np.array([large] * ones + [small] * (n - ones))
    fits = min(ones, n - ones) >= len(problem.teams)
    terms.square(amounts * n - amounts.sum(), coefs=data.draw(st.integers(1, 3)))
    bound = bound_of_rule(terms, problem.teams.low, problem.teams.high)
    # a team may be unable to hold the counts nearest its share only if there are too few of one
    assert bound == least(terms, problem) if fits else bound <= least(terms, problem)


@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_any_square_is_bounded_from_below_whatever_the_seats(data: st.DataObject):
    n = data.draw(st.integers(4, 6))
    teams = data.draw(seats(n, most=3))
    problem = Problem.of([{"a": 1}] * n, teams=teams)
    terms = RuleTerms(n, len(teams), must=False)

    def per_team(low: int, high: int) -> list[int]:
        return [data.draw(st.integers(low, high)) for _ in range(len(teams))]

    # all equal modulo `step`: the sums of teams lie on a lattice, which shifts with their sizes
    step, rest = data.draw(st.integers(1, 9)), data.draw(st.integers(0, 8))
    steps = data.draw(st.lists(st.integers(-3, 3), min_size=n, max_size=n))
    amounts = [rest + step * k for k in steps]
    terms.square(amounts, targets=per_team(-9, 9), slack=per_team(0, 5), coefs=per_team(0, 3))
    assert bound_of_rule(terms, teams.low, teams.high) <= least(terms, problem)


def test_open_sizes_shift_the_lattice_of_sums():
    # odd amounts: the sum of Team 1 is odd with one person, but both make its target of 4
    terms = RuleTerms(2, 2, must=False)
    terms.square([1, 3], targets=[4, 0])
    assert bound_of_rule(terms, np.array([1, 0]), np.array([2, 1])) == 0
    # with one seat each, 1 and 3 or 3 and 1: (1 - 4)^2 + 3^2 = 18 or 1 + 1 = 2
    assert bound_of_rule(terms, np.array([1, 1]), np.array([1, 1])) == 2


def test_sums_that_cannot_be_equal_have_a_bound_above_zero():
    problem = plain(4, 2)
    terms = RuleTerms(4, 2, must=False)
    terms.square([3, -1, -1, -1])
    # sums of two are 2 or -2, never 0: 4 + 4
    assert bound_of_rule(terms, problem.teams.low, problem.teams.high) == 8


def test_everyone_gets_the_cheapest_mates_in_the_bound_of_a_matrix():
    problem = plain(4, 2)
    terms = RuleTerms(4, 2, must=False)
    terms.matrix([[0, 5, 1, 9], [5, 0, 7, 2], [1, 7, 0, 8], [9, 2, 8, 0]])
    # one mate each: 1, 2, 1, 2, each pair seen twice: 6 / 2 (and 0-2, 1-3 reach it)
    assert bound_of_rule(terms, problem.teams.low, problem.teams.high) == 3


def test_places_are_bounded_by_each_persons_cheapest_team():
    problem = plain(4, 2)
    terms = RuleTerms(4, 2, must=False)
    terms.places([0, 0, 1, -1], [[3, 5], [-2, 1]])
    # all three at Team 1, which has two seats: who loses least, 2, is elsewhere
    assert bound_of_rule(terms, problem.teams.low, problem.teams.high) == 3 + 3 - 2 + 2


def test_rounds_multiply_a_bound():
    terms = RuleTerms(4, 2, must=False)
    terms.tally([0, 1, 2, 3], [0, 1, 4])
    seats_of_two = np.array([2, 2])
    every = Terms(4, seats_of_two, seats_of_two, (terms,), (1,))
    assert bounds_of_rules(every) == [8]
    one = joint_of(every)
    assert bounds_of_rules(replace(one, parts=one.parts * 3)) == [24]


def test_a_wish_is_never_bounded_above_what_can_be_met():
    # all pairs of four people cannot share teams of 3, but pairs are bounded one by one: 0
    problem = crew({"kind": "prefer", "people": ["Ani", "Budi", "Citra", "Dedi"]})
    assert weigh(problem).bounds == (0,)


def test_no_must_rule_has_a_bound_below_zero():
    people = [{"team": c} for c in ["a", "a", "a", "b", None, None, None, None]]
    rule = {"kind": "cluster", "column": "team", "must": True}
    problem = Problem.of(people, teams=2, rules=[rule])
    assert weigh(problem).bound[0] == 0


def test_the_hull_of_very_large_costs_is_a_bound_too(hulls_only: None):
    rng = np.random.default_rng(0)
    for _ in range(300):
        n, count = 60, 6
        terms = RuleTerms(n, count, must=False)
        # almost linear: the hull is almost the table, so that rounding shows
        steps = int(rng.integers(10**14, 10**15))
        table = np.arange(n + 1, dtype=np.int64) * steps + 3
        table[1] += 1
        terms.tally(range(n), table)
        team = np.repeat(np.arange(count, dtype=np.int32), n // count)
        low = high = np.full(count, n // count)
        assert bound_of_rule(terms, low * 0, high * 2) <= terms.evaluate(team[None, :])
