"""Bounds of places know how many seats there are."""

from __future__ import annotations

import numpy as np
import pytest

from grouping import Problem, solve
from grouping.scoring.weights import weigh
from grouping.terms.bounds.lower_bounds import bound_of_rule
from grouping.terms.terms import RuleTerms


def test_more_people_than_the_wished_teams_hold_are_known_to_be_elsewhere() -> None:
    people = [{"id": f"p{k}"} for k in range(20)]
    wish = {
        "kind": "pin",
        "people": [f"p{k}" for k in range(13)],
        "teams": ["Team 1", "Team 2"],
        "must": False,
    }
    problem = Problem.of(people, id="id", teams=4, rules=[wish])
    assert weigh(problem).bounds == (3,)
    assert solve(problem, seconds=2, threads=1).status == "optimal"


@pytest.mark.parametrize("seed", range(20))
def test_no_assignment_costs_less_than_the_bound_of_places(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, teams = 6, 3
    high = rng.integers(2, 5, teams)
    low = np.zeros(teams, dtype=np.int64)
    rule = RuleTerms(n, teams, must=False)
    rule.places(rng.integers(-1, teams, n).astype(np.int32), rng.integers(-3, 4, (teams, teams)))
    bound = bound_of_rule(rule, low, high.astype(np.int64))
    term = rule.terms[0]
    least = min(
        sum(int(term.costs[r, g]) for r, g in zip(term.row, team, strict=True) if r >= 0)
        for team in np.ndindex(*[teams] * n)
        if (np.bincount(team, minlength=teams) <= high).all()
    )
    assert bound <= least
