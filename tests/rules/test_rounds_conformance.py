"""Contract 2 over several rounds: judge and terms agree, rules keep to their rounds."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from grouping import Problem, Teams, score
from grouping.problem.registry import kinds, rule_from_dict
from grouping.scoring.weights import random_draws, weigh
from grouping.terms.terms import Index
from tests.helpers import crew_roster, judged, open_teams
from tests.rules.test_conformance import holds
from tests.rules.test_new_faces import soft_cost
from tests.strategies import from_its_test, judged_rounds

ACROSS = [name for name, kind in kinds().items() if kind.spans_rounds]
SLOW = list(HealthCheck)


@given(case=judged_rounds())
@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
def test_judge_and_terms_say_the_same_of_many_rules(case: tuple[Problem, Index]):
    problem, team = case
    weighed = weigh(problem)
    says = score(problem, team)
    assert weighed.terms.evaluate(team) == weighed.joint.evaluate(team) == says.value
    assert [share.cost for share in says.rules] == weighed.joint.costs(team)
    assert weighed.bound <= says.value


@pytest.mark.parametrize("kind", ACROSS)
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
def test_a_must_rule_across_rounds_costs_nothing_just_when_it_holds(kind: str, data: st.DataObject):
    problem, team = data.draw(judged_rounds(kind, must=True))
    cost = problem.rules[0].findings_over_rounds(problem, team).cost
    assert cost >= 0
    assert (cost == 0) == from_its_test(kind, "holds")(problem, problem.rules[0], team)


@pytest.mark.parametrize("kind", ACROSS)
@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
def test_what_is_found_across_rounds_adds_up_to_the_cost(kind: str, data: st.DataObject):
    problem, team = data.draw(judged_rounds(kind))
    share = score(problem, team).rules[0]
    assert sum(item.cost for _, item in share.items) == share.cost
    assert all(r is None and item.cost > 0 and item.text for r, item in share.items)


@given(case=judged_rounds("new_faces", must=False))
@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
def test_new_faces_cost_what_plain_counting_says(case: tuple[Problem, Index]):
    problem, team = case
    share = score(problem, team).rules[0]
    assert Fraction(share.cost, share.unit) == soft_cost(problem, problem.rules[0], team)


@given(case=judged_rounds(rules=(1, 3)), data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
def test_a_rule_costs_in_its_own_rounds_only(case: tuple[Problem, Index], data: st.DataObject):
    problem, team = case
    before = score(problem, team)
    r = data.draw(st.integers(0, problem.rounds - 1))
    changed = team.copy()
    people = problem.by_round[r].people
    changed[r, people] = data.draw(st.permutations(team[r, people].tolist()))
    after = score(problem, changed)
    for rule, one, other in zip(problem.rules, before.rules, after.rules, strict=True):
        if not rule.spans_rounds and not rule.in_round(r):
            assert one.cost == other.cost
        if not rule.spans_rounds:
            assert len(one.reached) == sum(rule.in_round(k) for k in range(problem.rounds))


@given(case=judged_rounds(rules=(1, 4)))
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
def test_rules_written_as_json_and_read_again_cost_the_same(case: tuple[Problem, Index]):
    problem, team = case
    again = tuple(rule_from_dict(json.loads(json.dumps(r.to_dict()))) for r in problem.rules)
    copy = replace(problem, rules=again)
    assert [r.title for r in again] == [r.title for r in problem.rules]
    assert score(copy, team).value == score(problem, team).value


@pytest.mark.parametrize("kind", ACROSS)
@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
def test_the_order_of_rounds_and_names_of_teams_matter_to_no_rule_across(
    kind: str, data: st.DataObject
):
    problem, team = data.draw(judged_rounds(kind))
    rounds = data.draw(st.permutations(range(problem.rounds)))
    names = np.array([*data.draw(st.permutations(range(len(problem.teams)))), -1])
    rule = problem.rules[0]
    cost = rule.findings_over_rounds(problem, team).cost
    assert rule.findings_over_rounds(problem, names[team].astype(np.int32)).cost == cost
    assume(problem.present is None)
    assert rule.findings_over_rounds(problem, team[list(rounds)]).cost == cost


@given(case=judged_rounds(rules=(1, 3)))
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
def test_random_draws_are_assignments_of_the_problem(case: tuple[Problem, Index]):
    problem, _ = case
    for draw in random_draws(problem)[:3]:
        assert score(problem, draw).value == weigh(problem).terms.evaluate(draw)


@given(case=judged_rounds(rules=(1, 4), must=True))
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
def test_a_must_rule_holds_in_a_round_as_in_a_problem_of_that_round(case: tuple):
    problem, team = case
    for k, rule in enumerate(problem.rules):
        if rule.spans_rounds or not rule.must or getattr(rule, "variance", False):
            continue
        # who is absent, and who is closed, is spoken of in plain statements only with all there
        plain = [
            r
            for r, one in enumerate(problem.by_round)
            if rule.in_round(r) and one.n == problem.n and len(one.teams) == len(problem.teams)
        ]
        share = weigh(problem).joint
        for r in plain:
            part = share.parts[r]
            one = problem.by_round[r]
            cost = part.terms.rules[k].evaluate(part.inside(team[r]))
            assert (cost == 0) == holds(rule.kind)(one, rule, part.inside(team[r])[0])


# Ani (1) is absent in round 2, Team 2 closed in it.
ABSENT = [
    {"kind": "together", "people": ["Ani", "Budi"]},
    {"kind": "together", "people": ["Ani", "Budi", "Citra"]},
    {"kind": "apart", "groups": [["Ani", "Budi"], ["Ani", "Eka"]]},
    {"kind": "prefer", "people": ["Ani", "Budi"]},
    {"kind": "prefer", "person": "Ani", "any_of": ["Budi"]},
    {"kind": "prefer", "person": "Budi", "any_of": ["Ani"]},
    {"kind": "avoid", "person": "Budi", "any_of": ["Ani", "Dedi"]},
    {"kind": "avoid", "pairs": [["Ani", "Dedi"]]},
    {"kind": "pin", "people": ["Ani", "Budi"], "teams": ["Team 2"]},
    {"kind": "bar", "people": ["Ani", "Budi"], "teams": ["Team 2"]},
    {"kind": "keep", "earlier": {"Ani": "Team 1", "Budi": "Team 2"}},
    {"kind": "distance", "columns": ["Age"]},
    {"kind": "meet", "people": ["Ani", "Budi"]},
    {"kind": "stay", "people": ["Ani"]},
    {"kind": "at_least", "count": 1, "where": {"Agency": "Police"}, "teams": ["Team 2"]},
]


@pytest.mark.parametrize("rule", ABSENT, ids=lambda rule: rule["kind"])
def test_who_is_absent_and_what_is_closed_does_no_harm(rule: dict):
    present = np.ones((2, 6), dtype=bool)
    present[1, 0] = False
    problem = Problem(
        crew_roster(),
        open_teams([3, 3], [3, 3]),
        (rule_from_dict(rule),),
        rounds=2,
        present=present,
        teams_by_round=(open_teams([3, 3], [3, 3]), open_teams([5], [6])),
    )
    team = np.array([[0, 0, 1, 1, 0, 1], [-1, 0, 0, 0, 0, 0]], dtype=np.int32)
    assert score(problem, team).value == weigh(problem).terms.evaluate(team)


def test_of_a_circle_those_who_are_there_belong_together():
    present = np.ones((2, 6), dtype=bool)
    present[1, 0] = False
    rule = {"kind": "together", "people": ["Ani", "Budi", "Citra"]}
    problem = Problem.of(
        crew_roster(), teams=open_teams([2, 2], [3, 3]), rules=[rule], rounds=2, present=present
    )
    kept = [[0, 0, 0, 1, 1, 1], [-1, 1, 1, 0, 0, 0]]
    broken = [[0, 0, 0, 1, 1, 1], [-1, 1, 0, 0, 0, 1]]
    assert score(problem, np.array(kept)).must == 0
    # Budi and Citra each miss one
    assert score(problem, np.array(broken)).must == 2


def test_a_pin_to_a_closed_team_asks_for_nothing_in_that_round():
    rule = {"kind": "pin", "people": ["Budi"], "teams": ["Team 2"]}
    problem = Problem(
        crew_roster(),
        open_teams([3, 3], [3, 3]),
        (rule_from_dict(rule),),
        rounds=2,
        teams_by_round=(open_teams([3, 3], [3, 3]), open_teams([6], [6])),
    )
    assert score(problem, np.array([[0, 1, 0, 0, 1, 1], [0] * 6])).must == 0
    assert score(problem, np.array([[0, 0, 0, 1, 1, 1], [0] * 6])).must == 1


def test_what_is_found_in_a_round_names_people_and_teams_of_the_whole():
    present = np.ones((2, 6), dtype=bool)
    present[1, 0] = False
    teams = open_teams([2, 2, 2], [2, 2, 2])
    # in round 2 Team 1 is closed and Ani is absent: Budi is the first there, Team 2 the first
    other = Teams(("Team 2", "Team 3"), np.array([2, 3]), np.array([2, 3]))
    rule = rule_from_dict({"kind": "avoid", "people": ["Budi", "Citra"]})
    problem = Problem(
        crew_roster(), teams, (rule,), rounds=2, present=present, teams_by_round=(teams, other)
    )
    team = np.array([[0, 1, 2, 0, 1, 2], [-1, 2, 2, 1, 1, 2]], dtype=np.int32)
    ((r, item),) = score(problem, team).rules[0].items
    assert (r, item.team, item.people, item.cost) == (1, 2, (1, 2), 1)
    result = judged(problem, team)
    assert result.members(1) == {"Team 2": ["Dedi", "Eka"], "Team 3": ["Budi", "Citra", "Fajar"]}
    assert set(result.by_person(1)) == set("23456")
