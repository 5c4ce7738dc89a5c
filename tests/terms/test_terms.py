"""The plain evaluation of every family, by hand."""

from __future__ import annotations

import numpy as np

from grouping.terms.terms import RuleTerms, Terms

TEAM = np.array([[0, 0, 1, 1]], dtype=np.int32)


def rule(*, must: bool = False) -> RuleTerms:
    return RuleTerms(4, 2, must=must)


def test_a_tally_costs_what_its_table_says_at_the_number_of_members():
    terms = rule()
    terms.tally([0, 1, 2], [7, 5, 30])
    # Team 0 holds 0 and 1, value 2: 30; Team 1 holds 2, value 1: 5
    assert terms.evaluate(TEAM) == 35


def test_kinds_of_teams_have_tables_of_their_own():
    terms = rule()
    terms.tally([0, 1, 2], [[0, 1, 2], [0, 10, 20]], which=[1, 0])
    # Team 0 by the second table at 2: 20; Team 1 by the first at 1: 1
    assert terms.evaluate(TEAM) == 21


def test_amounts_are_added_up():
    terms = rule()
    terms.tally([0, 1, 3], [100, 0, 0, 3, 0], amounts=[1, 2, 4])
    # Team 0 stands at 1 + 2 = 3: 3; Team 1 at 4: 0
    assert terms.evaluate(TEAM) == 3
    assert not terms.terms[0].counts_heads


def test_a_counter_of_nobody_is_a_constant_for_every_team_and_round():
    terms = rule()
    terms.tally([], [[5, 1], [7, 1]], which=[0, 1])
    assert terms.terms == []
    assert terms.constant == 5 + 7
    assert terms.evaluate(np.concatenate([TEAM, TEAM])) == 24


def test_a_square_grows_beyond_its_slack_from_its_target():
    terms = rule()
    terms.square([1, 2, -3, -4], targets=[1, 0], slack=[0, 5], coefs=[10, 1])
    # Team 0: |3 - 1| - 0 = 2, 10 * 4; Team 1: |-7 - 0| - 5 = 2, 1 * 4
    assert terms.evaluate(TEAM) == 44


def test_a_square_inside_its_slack_costs_nothing():
    terms = rule()
    terms.square([1, 2, -3, -4], slack=7)
    assert terms.evaluate(TEAM) == 0


def test_a_place_costs_its_members_only():
    terms = rule()
    terms.place([1, 2], [3, 50])
    # 1 on Team 0: 3; 2 on Team 1: 50
    assert terms.evaluate(TEAM) == 53


def test_rows_of_places_may_differ_by_person():
    terms = rule()
    terms.places([0, 1, -1, 1], [[1, 2], [30, 40]])
    # 0 by row 0 on Team 0: 1; 1 by row 1 on Team 0: 30; 3 by row 1 on Team 1: 40
    assert terms.evaluate(TEAM) == 71


def test_listed_pairs_cost_where_they_share_a_team():
    terms = rule()
    terms.pairs([(0, 1), (1, 2), (3, 2)], 4)
    assert terms.evaluate(TEAM) == 8


def test_no_pairs_make_no_term():
    terms = rule()
    terms.pairs([], 4)
    assert terms.terms == []


def test_a_matrix_counts_each_pair_once_and_no_diagonal():
    terms = rule()
    costs = np.array([[9, 1, 2, 3], [1, 9, 4, 5], [2, 4, 9, 6], [3, 5, 6, 9]])
    terms.matrix(costs)
    # pairs 0-1 and 2-3
    assert terms.evaluate(TEAM) == 1 + 6
    assert costs[0, 0] == 9, "the caller's matrix stays as it is"


def test_layers_are_added_apart_and_only_soft_costs_are_weighed():
    must, soft, other = rule(must=True), rule(), rule()
    for terms in (must, soft, other):
        terms.pairs([(0, 1)], 1)
    seats = np.array([2, 2])
    terms = Terms(4, seats, seats, (must, soft, other), (1, 10, 3))
    assert terms.evaluate(TEAM) == (1, 13)
    assert terms.total([2, 5, 7]) == (2, 10 * 5 + 3 * 7)
    assert terms.teams == 2


def test_an_empty_team_stands_at_zero():
    terms = rule()
    terms.tally([0, 1], [8, 1, 2])
    # both on Team 0: 2; Team 1 is empty: 8
    assert terms.evaluate(np.zeros((1, 4), dtype=np.int32)) == 10
