"""Must rules that cannot all hold are refused by name, and no others are."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from grouping import InfeasibleError, Problem
from grouping.scoring.infeasible import refuse_conflicts
from tests.helpers import best_of_all, crew, open_teams
from tests.strategies import problems

TOGETHER = {"kind": "together", "people": ["Ani", "Budi"], "label": "old friends"}


def refused(*rules: dict, **options: object) -> str:
    with pytest.raises(InfeasibleError) as error:
        refuse_conflicts(crew(*rules, **options))
    return str(error.value)


def test_more_than_there_are_is_refused_with_the_numbers():
    text = refused({"kind": "at_least", "count": 2, "where": {"Gender": "P"}})
    # 3 women, 2 teams of at least 2
    assert "'at least 2 in each team where Gender = P' cannot hold" in text
    assert "3 people meet the condition, for 2 teams with at least 2 each" in text


def test_more_alike_than_the_teams_take_is_refused_with_the_numbers():
    text = refused({"kind": "same_at_most", "column": "Agency", "count": 1})
    assert "3 people have 'Police', 2 teams take 2" in text


def test_a_circle_larger_than_every_team_is_refused():
    text = refused({"kind": "together", "people": ["Ani", "Budi", "Citra", "Dedi"]})
    # one circle of 4 in teams of 3: the rule alone costs at least 3 * 1 + 1 * 3
    assert "'together: 4 people in 1 circle' cannot hold" in text


def test_circles_that_join_to_more_than_a_team_are_refused():
    text = refused(TOGETHER, {"kind": "together", "people": ["2", "3", "4"]})
    assert "4 people belong together, the largest team has 3 seats" in text


@pytest.mark.parametrize(
    ("apart", "pair"),
    [
        ({"kind": "apart", "people": ["Ani", "Budi"]}, "Ani and Budi"),
        ({"kind": "apart", "people": ["Ani", "Budi", "Eka"]}, "Ani and Budi"),
        ({"kind": "avoid", "person": "Budi", "any_of": ["Ani"], "must": True}, "Ani and Budi"),
        ({"kind": "same_at_most", "column": "Agency", "count": 1}, "Ani and Budi"),
    ],
)
def test_together_by_one_rule_and_apart_by_another_names_both(apart: dict, pair: str):
    # three teams, so that each rule alone can hold
    text = refused(TOGETHER, apart | {"label": "old foes"}, teams=3)
    assert f"{pair} belong together by 'old friends'" in text
    assert "apart by 'old foes'" in text


def test_apart_is_seen_through_circles_that_join():
    text = refused(
        TOGETHER,
        {"kind": "together", "people": ["Budi", "Citra"]},
        {"kind": "apart", "people": ["Ani", "Citra"], "label": "old foes"},
    )
    assert "Ani and Citra belong together" in text
    assert "old foes" in text


@pytest.mark.parametrize(
    "places",
    [
        [("pin", "Ani", "Team 1"), ("pin", "Budi", "Team 2")],
        [("pin", "Ani", "Team 1"), ("bar", "Budi", "Team 1")],
    ],
)
def test_a_circle_with_no_team_open_to_all_names_both_rules(places: list):
    stated = [
        {"kind": kind, "people": [who], "teams": [team], "label": f"place {k}"}
        for k, (kind, who, team) in enumerate(places)
    ]
    text = refused(TOGETHER, *stated)
    assert "Ani, Budi belong together by 'old friends'" in text
    assert "no team is open to all of them" in text
    assert "place" in text.split("see")[1]


def test_soft_rules_contradict_nobody():
    soft = {"must": False}
    refuse_conflicts(crew(TOGETHER | soft, {"kind": "apart", "people": ["Ani", "Budi"]} | soft))
    refuse_conflicts(crew(TOGETHER, {"kind": "avoid", "people": ["Ani", "Budi"]}))


def test_together_and_preferred_do_not_contradict():
    refuse_conflicts(crew(TOGETHER, {"kind": "prefer", "people": ["Ani", "Budi"], "must": True}))


def test_together_and_clustered_do_not_contradict():
    # Police, Army and Health fill teams of 3, 2 and 1; Ani and Budi are both of Police
    cluster = {"kind": "cluster", "column": "Agency", "must": True}
    refuse_conflicts(crew(TOGETHER, cluster, teams=open_teams([3, 2, 1], [3, 2, 1])))


@given(problem=problems(rules=(1, 5), people=(4, 6), most_teams=3, must=True))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_can_hold_is_never_refused(problem: Problem):
    if best_of_all(problem)[0] == 0:
        refuse_conflicts(problem)


def test_a_circle_that_fits_the_largest_team_is_let_through():
    rule = {"kind": "together", "people": ["Ani", "Budi", "Citra", "Dedi"]}
    refuse_conflicts(crew(rule, teams=open_teams([4, 2], [4, 2])))
