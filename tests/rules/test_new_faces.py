"""new_faces: cost = meetings of pairs beyond the wanted number, a third worse than a second."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st

from grouping import InputError, Problem, Roster, Teams
from grouping.problem.past_events import Earlier
from grouping.terms.terms import Index
from tests.helpers import all_rounds, crew_roster


@st.composite
def options(draw: Any, roster: Roster, teams: Teams) -> dict[str, Any]:
    from tests.strategies import COLUMNS, conditions

    stated: dict[str, Any] = {
        "most": draw(st.integers(1, 2)),
        "measure": draw(st.sampled_from(["squares", "repeats"])),
        "earlier": draw(st.booleans()),
    }
    if draw(st.booleans()):
        stated["differing"] = draw(st.sampled_from(COLUMNS))
    if draw(st.booleans()):
        stated["where"] = draw(conditions(roster))
        if draw(st.booleans()):
            stated["other"] = draw(conditions(roster))
    return stated


def met(team: Index) -> Counter[tuple[int, int]]:
    """How often each pair shares a team."""
    return Counter(
        (i, j)
        for row in team.tolist()
        for i, j in combinations(range(len(row)), 2)
        if row[i] == row[j] >= 0
    )


def pairs_that_count(problem: Problem, rule: Any) -> list[tuple[int, int]]:
    one = problem.roster.select(rule.where)
    two = problem.roster.select(rule.other) if rule.other else one
    chosen = [
        (i, j)
        for i, j in combinations(range(problem.n), 2)
        if (one[i] and two[j]) or (one[j] and two[i])
    ]
    if rule.differing:
        value = problem.roster.column(rule.differing).value
        chosen = [(i, j) for i, j in chosen if value(i) and value(j) and value(i) != value(j)]
    return chosen


def before(problem: Problem, rule: Any) -> dict[tuple[int, int], Fraction]:
    """Meetings of earlier events by weight, in twentieths."""
    total: Counter[tuple[int, int]] = Counter()
    for event in problem.history if rule.earlier else ():
        for pair, times in met(event.team).items():
            total[pair] += round(times * event.weight * 20)
    return {pair: Fraction(steps, 20) for pair, steps in total.items()}


def holds(problem: Problem, rule: Any, team: Index) -> bool:
    """No pair meets beyond `most`; earlier meetings that have faded below one forbid nothing."""
    now, earlier = met(team), before(problem, rule)
    return all(
        not now[pair] or now[pair] + int(earlier.get(pair, Fraction(0))) <= rule.most
        for pair in pairs_that_count(problem, rule)
    )


def soft_cost(problem: Problem, rule: Any, team: Index) -> Fraction:
    """The cost of the wish in meetings, between whole numbers on a line."""

    def cost(times: int) -> int:
        over = max(0, times - rule.most)
        return over if rule.measure == "repeats" else over * (over + 1) // 2

    def at(times: Fraction) -> Fraction:
        whole = int(times)
        return cost(whole) + (times - whole) * (cost(whole + 1) - cost(whole))

    now, earlier = met(team), before(problem, rule)
    total = Fraction(0)
    for pair in pairs_that_count(problem, rule):
        past = earlier.get(pair, Fraction(0))
        total += at(past + now[pair]) - at(past)
    return total


# Ani, Budi with Dedi, then twice with Eka; Citra, Fajar with Eka, then twice with Dedi.
THRICE = [[0, 0, 1, 0, 1, 1], [0, 0, 1, 1, 0, 1], [1, 1, 0, 0, 1, 0]]


def cost(stated: dict[str, Any], team: list[list[int]] = THRICE, **more: Any) -> int:
    return all_rounds({"kind": "new_faces"} | stated, team, **more)[0].cost


def test_a_third_meeting_costs_two_more_than_a_second():
    # four pairs meet twice, Ani and Budi, Citra and Fajar thrice
    assert cost({}) == 4 * 1 + 2 * (1 + 2)
    assert cost({"measure": "repeats"}) == 4 * 1 + 2 * 2
    assert cost({"must": True}) == 4 * 1 + 2 * 2


def test_two_meetings_may_be_free():
    assert cost({"most": 2}) == 2
    assert cost({"most": 3}) == 0


def test_only_pairs_with_different_values_count_if_asked():
    # Fajar alone is of Health: thrice with Citra, twice with Dedi; the others are alike
    assert cost({"differing": "Agency"}) == 3 + 1


def test_an_earlier_meeting_counts_by_its_weight_and_costs_nothing_by_itself():
    sat = np.array([[0, 0, 1, 2, 3, 4]], dtype=np.int32)  # Ani and Budi
    apart = [[0, 1, 0, 1, 0, 1]]
    together = [[0, 0, 1, 1, 0, 1]]
    for weight, price, unit in ((1.0, 1, 1), (0.5, 1, 2), (0.25, 1, 4), (0.3, 3, 10)):
        history = (Earlier("last year", sat, weight),)
        findings, terms = all_rounds({"kind": "new_faces"}, together, history=history)
        assert (findings.cost, terms.unit) == (price, unit)
        assert cost({}, apart, history=history) == 0
        assert cost({"earlier": False}, together, history=history) == 0


def test_a_faded_meeting_forbids_nothing():
    sat = np.array([[0, 0, 1, 2, 3, 4]], dtype=np.int32)
    must = {"must": True}
    assert cost(must, [[0, 0, 1, 1, 0, 1]], history=(Earlier("a", sat, 0.9),)) == 0
    assert cost(must, [[0, 0, 1, 1, 0, 1]], history=(Earlier("a", sat, 1.0),)) == 1
    # 0.5 and 0.5 are a whole one
    halves = (Earlier("a", sat, 0.5), Earlier("b", sat, 0.5))
    assert cost(must, [[0, 0, 1, 1, 0, 1]], history=halves) == 1


def test_it_says_how_many_people_met():
    says, _ = all_rounds({"kind": "new_faces"}, THRICE)
    assert says.reached.startswith("8 repeated meetings")
    assert any(item.text.startswith("Ani and Budi meet in round 1") for item in says.items)


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        ({"most": 0}, "most = 0 is below 1"),
        ({"measure": "cubes"}, "there is no measure 'cubes'"),
        ({"other": {"Gender": "P"}}, "'other' needs 'where'"),
        ({"differing": "Agenci"}, "there is no column 'Agenci'"),
        ({"where": {"Gendre": "P"}}, "there is no column 'Gendre'"),
        ({"rounds": [1]}, "'new_faces' has no option 'rounds'"),
    ],
)
def test_what_makes_no_sense_is_refused(stated: dict[str, Any], why: str):
    with pytest.raises(InputError, match=why):
        Problem.of(crew_roster(), teams=2, rounds=2, rules=[{"kind": "new_faces"} | stated])
