"""Small rosters and assignments that the tests of repairs speak of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grouping import Problem, Roster
from grouping.scoring.weights import weigh
from grouping.solving.repair import Repair, repair
from grouping.solving.repair.fewest_moves import moves_of
from tests.helpers import open_teams, rounds_assignments

Rules = Sequence[Mapping[str, Any]]


def people(n: int, source: str = "people.csv", first: int = 0) -> Roster:
    """Return people called A0, A1, ..., of two agencies, every third a woman."""
    records = [
        {
            "id": f"p{k}",
            "name": f"A{k}",
            "agency": "XY"[k % 2],
            "gender": "PLL"[k % 3],
            "age": 30.0 + 7 * k % 11,
        }
        for k in range(first, first + n)
    ]
    return Roster.from_records(records, id="id", name="name", source=source)


def question(n: int, teams: int, rules: Rules = (), rounds: int = 1) -> tuple[Problem, np.ndarray]:
    """Return a problem of even teams, and the assignment that deals people out one by one."""
    problem = Problem.of(people(n), teams=teams, rules=list(rules), rounds=rounds)
    deal = np.repeat(np.arange(teams), np.bincount(np.arange(n) % teams, minlength=teams))
    dealt = [np.roll(deal, r) for r in range(rounds)]
    return problem, np.array(dealt, dtype=np.int32)


def quick(problem: Problem, assignment: np.ndarray, **how: Any) -> Repair:
    """Repair with a budget that is enough for so few people."""
    how = {"curve": 2, "seconds": 0.4, "threads": 1, **how}
    return repair(problem, assignment, **how)


def by_trying_all(found: Repair) -> dict[int, tuple[int, int]]:
    """Return the least (violations, soft cost) for every number of moves, held places held."""
    asked, joint = found.question, weigh(found.question.problem).joint
    held = (asked.home >= 0) & ~asked.movable
    best: dict[int, tuple[int, int]] = {}
    for team in rounds_assignments(asked.problem):
        if (team[held] == asked.home[held]).all():
            k = moves_of(asked, team)
            value = joint.evaluate(team)
            best[k] = min(best.get(k, value), value)
    return best


__all__ = ["by_trying_all", "open_teams", "people", "question", "quick"]
