"""Meetings and visits against slow plain twins; history; one round with the others fixed."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grouping import InputError, Problem
from grouping.problem.past_events import Earlier, met_before
from grouping.scoring.weights import weigh
from grouping.terms.cross_round import Meetings, Visits, meetings_of, visits_of
from grouping.terms.fix_rounds import around, one_round
from grouping.terms.terms import Index
from tests.helpers import crew_roster
from tests.strategies import earlier_events, judged_rounds

SLOW = list(HealthCheck)
Draw = Any


@st.composite
def team_arrays(draw: Draw, n: int, rounds: int, teams: int = 3) -> Index:
    row = st.lists(st.integers(-1, teams - 1), min_size=n, max_size=n)
    return np.array([draw(row) for _ in range(rounds)], dtype=np.int32).reshape(rounds, n)


@st.composite
def meetings_terms(draw: Draw, n: int, rounds: int) -> Meetings:
    """Return any tables, three classes of people, some pairs listed."""
    kinds, classes = draw(st.integers(1, 4)), 3
    cell = st.lists(st.integers(-9, 9), min_size=rounds + 1, max_size=rounds + 1)
    label = draw(st.lists(st.integers(0, classes - 1), min_size=n, max_size=n))
    kind = np.zeros((classes, classes), dtype=np.int32)
    for a in range(classes):
        for b in range(a + 1):
            kind[a, b] = kind[b, a] = draw(st.integers(0, kinds - 1))
    pair = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda p: p[0] < p[1])
    listed = draw(st.lists(pair, max_size=4, unique=True))
    special = [draw(st.integers(0, kinds - 1)) for _ in listed]
    return Meetings(
        np.array(label, dtype=np.int32),
        kind,
        np.array([i for i, _ in listed], dtype=np.int32),
        np.array([j for _, j in listed], dtype=np.int32),
        np.array(special, dtype=np.int32),
        np.array([draw(cell) for _ in range(kinds)], dtype=np.int64),
    )


def plain_kind(term: Meetings, i: int, j: int) -> int:
    listed = zip(term.first.tolist(), term.second.tolist(), term.special.tolist(), strict=True)
    special = {(a, b): kind for a, b, kind in listed}
    return special.get((i, j), int(term.kind[term.label[i], term.label[j]]))


def plain_meetings(term: Meetings, team: Index) -> int:
    total = 0
    for i in range(term.n):
        for j in range(i + 1, term.n):
            count = sum(row[i] == row[j] and row[i] >= 0 for row in team.tolist())
            total += int(term.tables[plain_kind(term, i, j), count])
    return total


def plain_visits(term: Visits, team: Index, teams: int) -> int:
    total = 0
    for i, row in enumerate(term.row.tolist()):
        for g in range(teams if row >= 0 else 0):
            total += int(term.tables[row, sum(g == one for one in team[:, i].tolist())])
    return total


@given(data=st.data(), n=st.integers(1, 8), rounds=st.integers(1, 4))
@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
def test_meetings_cost_what_a_plain_loop_says(data: st.DataObject, n: int, rounds: int):
    if n < 2:
        return
    term = data.draw(meetings_terms(n, rounds))
    team = data.draw(team_arrays(n, rounds))
    assert term.evaluate(team) == plain_meetings(term, team)


@given(data=st.data(), n=st.integers(2, 8))
@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
def test_pairs_have_the_same_kinds_whichever_way_one_asks(data: st.DataObject, n: int):
    term = data.draw(meetings_terms(n, 2))
    i, j = (a.astype(np.int32) for a in np.triu_indices(n, 1))
    plain = [plain_kind(term, a, b) for a, b in zip(i.tolist(), j.tolist(), strict=True)]
    assert term.kinds_of(i, j).tolist() == plain
    matrix = term.matrix()
    assert matrix[i, j].tolist() == matrix[j, i].tolist() == plain
    assert (np.diag(matrix) == -1).all()
    held = Counter(plain)
    assert term.pairs_of_kind.tolist() == [held[k] for k in range(len(term.tables))]


@given(data=st.data(), n=st.integers(1, 7), rounds=st.integers(1, 4))
@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
def test_visits_cost_what_a_plain_loop_says(data: st.DataObject, n: int, rounds: int):
    row = np.array(data.draw(st.lists(st.integers(-1, 1), min_size=n, max_size=n)), dtype=np.int32)
    cell = st.lists(st.integers(-9, 9), min_size=rounds + 1, max_size=rounds + 1)
    term = Visits(row, np.array([data.draw(cell), data.draw(cell)], dtype=np.int64))
    team = data.draw(team_arrays(n, rounds))
    assert term.evaluate(team, 3) == plain_visits(term, team, 3)
    visits = visits_of(team, 3)
    assert (visits.sum(axis=1) == (team >= 0).sum(axis=0)).all()


def test_meetings_of_nobody_are_none():
    for team in (np.full((2, 4), -1), np.array([[0, 1, 2, 3]]), np.zeros((1, 1))):
        first, second, count = meetings_of(team.astype(np.int32))
        assert len(first) == len(second) == len(count) == 0


# One round with all others as they are.


@given(case=judged_rounds(rules=(1, 4)), data=st.data())
@settings(max_examples=120, deadline=None, suppress_health_check=SLOW)
def test_a_changed_round_costs_around_the_others_what_it_costs_in_all(
    case: tuple[Problem, Index], data: st.DataObject
):
    problem, team = case
    joint = weigh(problem).joint
    r = data.draw(st.integers(0, problem.rounds - 1))
    part, terms = joint.parts[r], around(joint, team, r)
    changed = team.copy()
    changed[r, part.people] = data.draw(st.permutations(team[r, part.people].tolist()))
    one, other = terms.evaluate(part.inside(team[r])), terms.evaluate(part.inside(changed[r]))
    whole_one, whole_other = joint.evaluate(team), joint.evaluate(changed)
    assert other[0] - one[0] == whole_other[0] - whole_one[0]
    assert other[1] - one[1] == whole_other[1] - whole_one[1]
    costs = joint.costs(changed)
    for k, rule in enumerate(problem.rules):
        if rule.spans_rounds:
            assert terms.rules[k].evaluate(part.inside(changed[r])) == costs[k]


@given(case=judged_rounds(rules=(1, 4), rounds=(1, 1)))
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
def test_a_single_round_with_everybody_is_a_problem_of_one_round(case: tuple[Problem, Index]):
    problem, team = case
    joint = weigh(problem).joint
    terms = one_round(joint)
    everybody = problem.present is None or bool(problem.present.all())
    part = joint.parts[0]
    assert (terms is not None) == (everybody and len(part.teams) == len(problem.teams))
    if terms is not None:
        assert terms.evaluate(team) == joint.evaluate(team)
        assert [rule.evaluate(team) for rule in terms.rules] == joint.costs(team)


@pytest.mark.parametrize("rounds", [1, 2])
def test_a_faded_meeting_weighs_the_same_in_one_round_as_in_all(rounds: int):
    sat = np.array([[0, 0, 1, 1, 2, 2]], dtype=np.int32)
    history = (Earlier("last year", sat, 0.25),)
    rules = [{"kind": "new_faces"}, {"kind": "spread", "column": "Agency"}]
    for used in (rules[:1], rules):
        problem = Problem.of(crew_roster(), teams=2, rules=used, rounds=rounds, history=history)
        joint = weigh(problem).joint
        apart = np.array([[0, 1, 0, 1, 0, 1]] * rounds, dtype=np.int32)
        met = apart.copy()
        met[0] = [0, 0, 0, 1, 1, 1]
        change = joint.evaluate(met)[1] - joint.evaluate(apart)[1]
        terms = around(joint, apart, 0)
        assert terms.evaluate(met[:1])[1] - terms.evaluate(apart[:1])[1] == change
        assert weigh(problem).terms.evaluate(met) == joint.evaluate(met)


# Earlier events.


@given(history=earlier_events(5))
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
def test_meetings_of_earlier_events_add_up_by_weight(history: tuple[Earlier, ...]):
    total: Counter[tuple[int, int]] = Counter()
    for event in history:
        for i in range(5):
            for j in range(i + 1, 5):
                times = sum(row[i] == row[j] >= 0 for row in event.team.tolist())
                total[i, j] += round(times * event.weight * 20)
    first, second, steps = met_before(history)
    pairs = zip(first.tolist(), second.tolist(), strict=True)
    assert dict(zip(pairs, steps.tolist(), strict=True)) == {
        pair: count for pair, count in total.items() if count
    }


def test_who_came_to_an_earlier_event_is_counted():
    event = Earlier("May", np.array([[0, -1, 0], [-1, -1, 1]], dtype=np.int32))
    assert event.people == 2
    first, second, steps = met_before([event])
    assert (first.tolist(), second.tolist(), steps.tolist()) == ([0], [2], [20])


@pytest.mark.parametrize("weight", [0, -1, 10.5, float("nan")])
def test_a_weight_that_is_none_is_refused(weight: float):
    with pytest.raises(InputError, match="of an earlier event is not above 0 and at most 10"):
        Earlier("May", np.zeros((1, 3), dtype=np.int32), weight)
