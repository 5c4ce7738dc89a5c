"""Distances from attributes as cuts: the same costs, and a bound below every assignment."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grouping import Problem, Roster, Teams
from grouping.engines.budget import Budget
from grouping.engines.exact import prove
from grouping.problem.column import Column
from grouping.problem.registry import rule_from_dict
from grouping.scoring.weights import weigh
from grouping.terms.bounds.cuts import cuts_bound, tallies_of
from grouping.terms.bounds.lower_bounds import bound_of_rule
from grouping.terms.terms import Cut, Ints, Matrix, RuleTerms
from tests.helpers import assignments, best_of_all, lowered
from tests.strategies import assigned, seats

SOME = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
Draw = Any


def costs_of(cuts: tuple[Cut, ...], n: int) -> Ints:
    """Return the sum of cuts pair by pair."""
    total = np.zeros((n, n), dtype=np.int64)
    for cut in cuts:
        total += cut.weight * (cut.labels[:, None] != cut.labels[None, :])
    return total


@st.composite
def distance_problems(draw: Draw, most: int = 7) -> Problem:
    """Return people with numbers, ranks and categories, and their distances on columns."""
    n = draw(st.integers(4, most))
    metric = draw(st.sampled_from(["gower", "manhattan"]))
    blanks = [None] if metric == "manhattan" else []

    def values(*choice: Any) -> list[Any]:
        return [choice[0], *draw(st.lists(st.sampled_from(choice), min_size=n - 1, max_size=n - 1))]

    who = tuple(f"p{i}" for i in range(n))
    columns = (
        Column.of_labels("Agency", values("A", "B", "C", *blanks)),
        Column.of_labels("Rank", values("low", "high", *blanks), kind="ordered"),
        Column.of_numbers("Age", values(20.0, 31.0, 37.5, 60.0, *blanks)),
    )
    chosen = st.lists(st.sampled_from(["Agency", "Rank", "Age"]), min_size=1, unique=True)
    stated = {
        "kind": "distance",
        "columns": draw(chosen),
        "metric": metric,
        "weights": {"Age": draw(st.sampled_from([0.3, 1.0, 2.0]))},
    }
    teams = draw(seats(n, most=3))
    return Problem(Roster(who, who, columns), teams, (rule_from_dict(stated),))


def table(problem: Problem) -> Matrix:
    term = lowered(problem).terms[0]
    assert isinstance(term, Matrix)
    return term


@given(problem=distance_problems(most=14))
@SOME
def test_the_cuts_of_attributes_add_up_to_the_distances(problem: Problem):
    term = table(problem)
    assert (costs_of(term.cuts, problem.n) == term.costs).all()


@given(problem=distance_problems(most=14), data=st.data())
@SOME
def test_counters_cost_what_the_table_of_distances_costs(problem: Problem, data: st.DataObject):
    term, team = table(problem), data.draw(assigned(problem))
    count = len(problem.teams)
    tallies = tallies_of(term.cuts, problem.teams.low, problem.teams.high) if term.cuts else []
    assert sum(t.evaluate(team, count) for t in tallies) == term.evaluate(team, count)


@given(problem=distance_problems())
@SOME
def test_no_assignment_is_below_the_bound_of_the_cuts(problem: Problem):
    term = table(problem)
    bound = cuts_bound(term.cuts, problem.teams.low, problem.teams.high)
    assert bound <= min(term.evaluate(a[0], len(problem.teams)) for a in assignments(problem))


@given(problem=distance_problems())
@SOME
def test_distances_of_attributes_are_proven_as_trying_everything_does(problem: Problem):
    terms = weigh(problem).terms
    proof = prove(terms, budget=Budget(30.0), few=0)
    assert proof.optimal
    assert proof.bound == best_of_all(problem) == terms.evaluate(proof.assignment)


@given(data=st.data())
@SOME
def test_one_cut_of_fixed_sizes_is_bounded_by_its_optimum(data: st.DataObject):
    """In two parts always; in more parts where each can be shared out evenly."""
    n = data.draw(st.integers(4, 7))
    teams = data.draw(seats(n, most=3, shape=data.draw(st.sampled_from(["equal", "uneven"]))))
    labels = np.array(data.draw(st.permutations([0, 1, *data.draw(halves(n - 2))])))
    cut = Cut(labels.astype(np.int32), -data.draw(st.integers(1, 9)))
    assert cuts_bound([cut], teams.low, teams.high) == least(cut, teams)


def halves(n: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, 1), min_size=n, max_size=n)


def least(cut: Cut, teams: Teams) -> int:
    n = len(cut.labels)
    who = tuple(map(str, range(n)))
    problem = Problem(Roster(who, who, ()), teams, ())
    rule = RuleTerms(n, len(teams), must=False)
    rule.matrix(costs_of((cut,), n))
    return min(rule.evaluate(a) for a in assignments(problem))


def test_three_agencies_of_three_in_three_teams_are_bounded_by_their_optimum():
    cut = Cut(np.array([0, 0, 0, 1, 1, 1, 2, 2, 2], dtype=np.int32), -1)
    threes = np.full(3, 3)
    # one of each in every team: all 3 x 3 pairs are apart
    assert cuts_bound([cut], threes, threes) == -9


def test_open_sizes_are_bounded_by_the_best_sizes():
    # 4 and 4 people, teams of 2 to 6: 1 + 1 and 3 + 3 have 1 + 9 pairs apart, 2 + 2 twice has 8
    cut = Cut(np.array([0, 0, 0, 0, 1, 1, 1, 1], dtype=np.int32), -1)
    bound = cuts_bound([cut], np.array([2, 2]), np.array([6, 6]))
    assert -12 <= bound <= -10


def test_people_alike_in_all_columns_are_one_class_of_the_model():
    from grouping.engines.exact.equal_people import classes_of

    people = [{"Agency": a, "Age": b} for a in "AB" for b in (30, 30, 40)]
    rule = {"kind": "distance", "columns": ["Agency", "Age"], "metric": "manhattan"}
    terms = weigh(Problem.of(people, teams=2, rules=[rule])).terms
    assert [len(m) for m in classes_of(terms).members] == [2, 1, 2, 1]


@pytest.mark.parametrize("metric", ["gower", "manhattan"])
def test_the_bound_of_attributes_is_nearer_than_that_of_eigenvalues(metric: str):
    rng = np.random.default_rng(1)
    people = [
        {"Age": float(a), "Agency": b}
        for a, b in zip(rng.integers(20, 60, 30), rng.choice(list("ABCDE"), 30), strict=True)
    ]
    rule = {"kind": "distance", "columns": ["Age", "Agency"], "metric": metric}
    problem = Problem.of(people, teams=5, rules=[rule])
    low, high = problem.teams.low, problem.teams.high
    with_cuts = lowered(problem)
    without = RuleTerms(problem.n, 5, must=False)
    without.matrix(table(problem).costs)
    assert bound_of_rule(with_cuts, low, high) > bound_of_rule(without, low, high)


@pytest.mark.parametrize("columns", [["Age", "Agency"], ["Age"]])
def test_distances_that_do_not_add_up_have_no_cuts(columns: list[str]):
    people = [{"Age": a, "Agency": "A"} for a in (1.0, 2.0, None, 7.0)]
    for metric, adds in (("gower", False), ("euclidean", False), ("manhattan", True)):
        rule = {"kind": "distance", "columns": columns, "metric": metric}
        assert bool(table(Problem.of(people, teams=2, rules=[rule])).cuts) == adds
