import numpy as np

from grouping.engines.budget import Budget
from grouping.engines.local.search_few_moves import WithinSearch
from grouping.scoring.weights import weigh
from grouping.solving.repair.best_by_moves import without_needless
from grouping.solving.repair.fewest_moves import moves_of
from grouping.solving.repair.repair_question import question_of
from tests.solving.repair.crews import question

RULES = [
    {"kind": "spread", "column": "agency"},
    {"kind": "balance", "column": "age"},
    {"kind": "new_faces"},
    {"kind": "apart", "people": ["p0", "p5"]},
    {"kind": "new_team"},
]


def _searched(most, **changes):
    problem, before = question(16, 4, RULES, rounds=2)
    asked = question_of(problem, before, **changes)
    joint = weigh(asked.problem).joint
    search = WithinSearch(joint, asked.home, asked.movable, most, np.random.default_rng(5))
    search.run(search.seat_new(), most, 20_000, Budget(None, 1))
    return asked, joint, search.curve()


def test_what_the_search_says_of_every_number_of_moves_is_what_the_terms_say():
    asked, joint, curve = _searched(6, absent=["p3", "p4"])
    for k in range(7):
        team = curve.teams[k]
        assert curve.value(k) == joint.evaluate(team)
        assert moves_of(asked, team) <= k


def test_the_search_stays_within_the_seats_and_moves_only_who_may_move():
    asked, _joint, curve = _searched(6, absent=["p3"], done=[1], locked=["Team 2", "p15"])
    low, high = asked.problem.teams_by_round[1].low, asked.problem.teams_by_round[1].high
    for team in curve.teams:
        sizes = np.bincount(team[1][team[1] >= 0], minlength=4)
        assert (low <= sizes).all()
        assert (sizes <= high).all()
        held = ~asked.movable & (asked.home >= 0)
        assert (team[held] == asked.home[held]).all()


def test_the_curve_never_rises():
    _asked, _joint, curve = _searched(8, absent=["p3", "p4"])
    values = [curve.value(k) for k in range(9)]
    assert values == sorted(values, reverse=True)
    assert values[8] < values[0]


def test_nobody_moves_with_a_budget_of_none():
    asked, _joint, curve = _searched(0, absent=["p3"])
    assert moves_of(asked, curve.teams[0]) == 0


def test_who_moved_without_need_goes_back_home():
    problem, before = question(8, 2, [{"kind": "apart", "people": ["p0", "p1"]}])
    asked = question_of(problem, before)
    team = before.copy()
    # p1 and p7 part the pair; p2 and p6 change places for nothing
    team[0, [1, 7, 2, 6]] = [1, 0, 1, 0]
    back = without_needless(asked, weigh(problem).joint, team)
    assert np.flatnonzero(back[0] != before[0]).tolist() == [1, 7]
