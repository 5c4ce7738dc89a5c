"""What people are called on printed sheets, so that a name there means one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grouping.errors import InputError
from grouping.problem.column import fold

if TYPE_CHECKING:
    from grouping.problem.problem import Problem


def labels_of(problem: Problem) -> list[str]:
    """Return all names, with the id where the name alone could mean another person or a team."""
    teams = {fold(team) for team in problem.teams.names}
    return [
        name if fold(name) not in teams and _means(problem, name, i) else f"{name} ({who})"
        for i, (who, name) in enumerate(zip(problem.roster.ids, problem.roster.names, strict=True))
    ]


def _means(problem: Problem, name: str, i: int) -> bool:
    try:
        return problem.roster.person(name) == i
    except InputError:
        return False
