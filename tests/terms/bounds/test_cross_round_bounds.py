"""Bounds over several rounds: below every assignment, and at the figures that counting gives."""

from __future__ import annotations

from math import comb, prod
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from grouping import Problem
from grouping.problem.registry import kinds
from grouping.scoring.weights import weigh
from grouping.terms.bounds.cross_round_bounds import bound_across
from grouping.terms.bounds.lower_bounds import bounds_of_rules
from grouping.terms.rounds import Joint, Part
from grouping.terms.terms import RuleTerms, Terms
from tests.helpers import assignments, best_of_rounds, rounds_assignments
from tests.strategies import rounds_problems
from tests.terms.test_cross_round import meetings_terms

SLOW = list(HealthCheck)
ACROSS = [name for name, kind in kinds().items() if kind.spans_rounds]


def few(problem: Problem, most: int = 500) -> bool:
    """Whether a problem has so few assignments that all can be tried."""
    return prod(sum(1 for _ in assignments(one)) for one in problem.by_round) <= most


@given(problem=rounds_problems(people=(4, 6), rounds=(1, 3), most_teams=2, rules=(1, 4)))
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
def test_no_bound_is_above_the_best_of_all_assignments(problem: Problem):
    assume(few(problem))
    weighed = weigh(problem)
    costs = np.array([weighed.joint.costs(team) for team in rounds_assignments(problem)])
    assert (np.array(bounds_of_rules(weighed.joint)) <= costs.min(axis=0)).all()
    assert weighed.bound <= best_of_rounds(problem)


@pytest.mark.parametrize("kind", ACROSS)
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
def test_no_bound_of_one_rule_across_rounds_is_above_its_best(kind: str, data: st.DataObject):
    problem = data.draw(rounds_problems(kind, people=(4, 6), rounds=(2, 3), most_teams=3))
    assume(few(problem, 900))
    joint = weigh(problem).joint
    least = min(joint.costs(team)[0] for team in rounds_assignments(problem))
    assert bounds_of_rules(joint)[0] <= least


@given(data=st.data(), n=st.integers(3, 5), rounds=st.integers(2, 3))
@settings(max_examples=80, deadline=None, suppress_health_check=SLOW)
def test_meetings_of_any_tables_are_bounded_from_below(data: st.DataObject, n: int, rounds: int):
    term = data.draw(meetings_terms(n, rounds))
    problem = Problem.of([{"a": 1}] * n, teams=2, rounds=rounds)
    rule = RuleTerms(n, 2, must=False)
    rule.across.append(term)
    joint = joint_under(problem, rule)
    assert bound_across(joint, 0) <= min(term.evaluate(t) for t in rounds_assignments(problem))


def joint_under(problem: Problem, rule: RuleTerms) -> Joint:
    """Return the rounds of a problem under one rule across rounds."""
    nothing = RuleTerms(problem.n, len(problem.teams), must=rule.must)
    terms = Terms(problem.n, problem.teams.low, problem.teams.high, (nothing,), (1,))
    people = np.arange(problem.n, dtype=np.int32)
    part = Part(terms, people, np.arange(len(problem.teams), dtype=np.int32), (1,))
    return Joint(problem.n, len(problem.teams), (part,) * problem.rounds, (rule,), (1,))


def bound(groups: int, size: int, rounds: int, **stated: Any) -> int:
    rule = {"kind": "new_faces", "must": False} | stated
    people = [{"a": 1}] * (groups * size)
    problem = Problem.of(people, teams=groups, rounds=rounds, rules=[rule])
    (only,) = weigh(problem).bounds
    return only


@pytest.mark.parametrize(
    ("groups", "size", "rounds"), [(5, 4, 8), (8, 4, 14), (8, 4, 10), (5, 3, 7), (4, 4, 6)]
)
def test_repeats_are_at_least_the_meetings_that_find_no_new_pair(
    groups: int, size: int, rounds: int
):
    meetings, pairs = rounds * groups * comb(size, 2), comb(groups * size, 2)
    assert bound(groups, size, rounds, measure="repeats") == max(0, meetings - pairs)


def test_published_figures_of_repeats():
    # 8 x 5 x 6 meetings of 190 pairs; 14 x 8 x 6 of 496
    assert bound(5, 4, 8, measure="repeats") == 50
    assert bound(8, 4, 14, measure="repeats") == 176


def test_teams_of_more_people_than_there_are_teams_overlap():
    # 6 people over 4 teams are 2, 2, 1, 1: two pairs of each of 4 teams in each of 10 pairs of
    # rounds meet again
    assert bound(4, 6, 5) == 80
    # and with repeats (rounds - 1) x 4 x 2
    assert bound(4, 6, 5, measure="repeats") == 32


def test_four_people_in_pairs_repeat_two_meetings_in_four_rounds():
    rule = {"kind": "new_faces"}
    problem = Problem.of([{"a": 1}] * 4, teams=2, rounds=4, rules=[rule])
    assert weigh(problem).bound == best_of_rounds(problem) == (0, 2)


def test_earlier_meetings_raise_the_bound():
    from grouping.problem.past_events import Earlier

    # all six pairs have met: every one of the 2 x 2 meetings is a repeat
    met = np.array([[0, 0, 0, 0]], dtype=np.int32)
    problem = Problem.of(
        [{"a": 1}] * 4,
        teams=2,
        rounds=2,
        rules=[{"kind": "new_faces"}],
        history=[Earlier("May", met)],
    )
    assert weigh(problem).bound == best_of_rounds(problem) == (0, 4)


def test_more_rounds_than_teams_bring_people_back_to_one():
    problem = Problem.of([{"a": 1}] * 4, teams=2, rounds=3, rules=[{"kind": "new_team"}])
    # everybody is twice on one of the two teams
    assert weigh(problem).bound == best_of_rounds(problem) == (0, 4)


def test_more_meetings_asked_for_than_there_are_places_are_missing():
    # two rounds of two pairs are four meetings, all six pairs are to meet
    people = [{"id": f"p{k}"} for k in range(4)]
    problem = Problem.of(people, id="id", teams=2, rounds=2, rules=[{"kind": "meet"}])
    assert weigh(problem).bound == best_of_rounds(problem) == (0, 2)


def test_nobody_meets_anybody_in_a_roster_of_one():
    rules = [{"kind": "new_faces"}, {"kind": "new_team"}, {"kind": "stay"}]
    problem = Problem.of([{"a": 1}], teams=1, rounds=2, rules=rules)
    # one person on the only team twice: a visit too many
    assert weigh(problem).bounds == (0, 1, 0)
