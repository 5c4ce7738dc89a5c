"""A small crew that many tests speak of, and trying everything on tiny problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np

from grouping import Problem, Roster, Teams
from grouping.problem.column import Column
from grouping.problem.round import Round
from grouping.problem.rule import Findings
from grouping.scoring.weights import weigh
from grouping.solving.solve import judged
from grouping.terms.fix_rounds import one_round
from grouping.terms.terms import Index, RuleTerms

__all__ = [
    "all_rounds",
    "assignments",
    "best_of_all",
    "best_of_rounds",
    "cost",
    "crew",
    "crew_roster",
    "found",
    "judged",
    "lowered",
    "open_teams",
    "rounds_assignments",
    "unit_of",
]

#              Ani       Budi      Citra    Dedi     Eka       Fajar
AGENCY = ["Police", "Police", "Army", "Army", "Police", "Health"]
GENDER = ["P", "L", "P", "L", "P", "L"]
RANK = ["high", "mid", "mid", "low", "low", None]
AGE = [50.0, 40.0, 30.0, 60.0, 20.0, None]


def crew_roster() -> Roster:
    """Return Ani, Budi, Citra, Dedi, Eka and Fajar, ids 1 to 6."""
    return Roster(
        tuple("123456"),
        ("Ani", "Budi", "Citra", "Dedi", "Eka", "Fajar"),
        (
            Column.of_labels("Agency", AGENCY),
            Column.of_labels("Gender", GENDER),
            Column.of_labels("Rank", RANK, kind="ordered", order=["high", "mid", "low"]),
            Column.of_numbers("Age", AGE),
        ),
        source="crew.csv",
    )


def crew(*rules: Mapping[str, Any], teams: int | Sequence[str] | Teams = 2) -> Problem:
    """Return the crew in two teams of three (or as asked) under some rules."""
    return Problem.of(crew_roster(), teams=teams, rules=rules)


def open_teams(low: Sequence[int], high: Sequence[int]) -> Teams:
    """Return teams called Team 1, Team 2, ... with these seats."""
    names = tuple(f"Team {g + 1}" for g in range(len(low)))
    return Teams(names, np.array(low, dtype=np.int64), np.array(high, dtype=np.int64))


def found(
    stated: Mapping[str, Any], team: Sequence[int], *, teams: int | Sequence[str] | Teams = 2
) -> Findings:
    """Return what one rule says of the crew on `team`, after its terms said the same cost."""
    problem = crew(stated, teams=teams)
    says = problem.rules[0].findings(problem.by_round[0], np.array(team, dtype=np.int32))
    assert lowered(problem).evaluate(np.array([team], dtype=np.int32)) == says.cost
    return says


def cost(
    stated: Mapping[str, Any], team: Sequence[int], *, teams: int | Sequence[str] | Teams = 2
) -> int:
    """Return the raw cost of one rule for the crew on `team`."""
    return found(stated, team, teams=teams).cost


def lowered(problem: Problem, rule: int = 0) -> RuleTerms:
    """Return the terms of one rule."""
    terms = one_round(problem.lower())
    assert terms is not None
    return terms.rules[rule]


def all_rounds(
    stated: Mapping[str, Any],
    team: Sequence[Sequence[int]],
    *,
    teams: int = 2,
    size: tuple[int, int] = (3, 3),
    **more: Any,
) -> tuple[Findings, RuleTerms]:
    """Return what a rule across rounds says of the crew, and its terms, which cost the same.

    Who has team -1 is absent in that round.
    """
    assignment = np.array(team, dtype=np.int32)
    seats = open_teams([size[0]] * teams, [size[1]] * teams)
    problem = Problem.of(
        crew_roster(),
        teams=seats,
        rules=[stated],
        rounds=len(assignment),
        present=assignment >= 0,
        **more,
    )
    says = problem.rules[0].findings_over_rounds(problem, assignment)
    terms = problem.lower().rules[0]
    assert terms.evaluate_across(assignment) == says.cost
    return says, terms


def unit_of(stated: Mapping[str, Any]) -> int:
    """Return the raw cost of one natural unit of a rule of the crew."""
    return lowered(crew(stated)).unit


def assignments(problem: Problem | Round) -> Iterator[Index]:
    """Yield every one-round assignment within the seats; int32, shape (1, n)."""
    count = len(problem.teams)
    for team in product(range(count), repeat=problem.n):
        sizes = np.bincount(team, minlength=count)
        if (sizes >= problem.teams.low).all() and (sizes <= problem.teams.high).all():
            yield np.array([team], dtype=np.int32)


def best_of_all(problem: Problem) -> tuple[int, int]:
    """Return the least (must violations, soft cost) by trying everything."""
    terms = weigh(problem).terms
    return min(terms.evaluate(a) for a in assignments(problem))


def rounds_assignments(problem: Problem) -> Iterator[Index]:
    """Yield every assignment of all rounds within the seats; int32, shape (rounds, n)."""
    choices = []
    for one in problem.by_round:
        rows = []
        for inside in assignments(one):
            row = np.full(problem.n, -1, dtype=np.int32)
            row[one.people] = one.places[inside[0]]
            rows.append(row)
        choices.append(rows)
    for rows in product(*choices):
        yield np.array(rows, dtype=np.int32)


def best_of_rounds(problem: Problem) -> tuple[int, int]:
    """Return the least (must violations, soft cost) over all rounds by trying everything."""
    joint = weigh(problem).joint
    return min(joint.evaluate(a) for a in rounds_assignments(problem))
