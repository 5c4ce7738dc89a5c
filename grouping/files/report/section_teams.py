"""The teams with their people, round by round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grouping.files.write.name_labels import labels_of
from grouping.files.write.result_words import round_label
from grouping.problem.column_rule import ColumnRule

if TYPE_CHECKING:
    from grouping.problem.column import Column
    from grouping.problem.problem import Problem
    from grouping.solving.solve import Result

MOST_ABOUT = 2
# what divides people in two is told by the bars
FEWEST_LABELS = 3


@dataclass(frozen=True)
class Member:
    """One person on a team.

    Attributes
    ----------
    person
        Position on the roster.
    name
        What the person is called on the page.
    about
        A few attributes, such as the agency and the rank.
    """

    person: int
    name: str
    about: tuple[str, ...]


@dataclass(frozen=True)
class TeamView:
    """One team in one round."""

    key: str
    name: str
    members: tuple[Member, ...]


@dataclass(frozen=True)
class RoundView:
    """One round: its name ('' if it is the only one), its teams, who is absent."""

    name: str
    teams: tuple[TeamView, ...]
    absent: tuple[str, ...]


def rounds_of(result: Result) -> tuple[RoundView, ...]:
    """Return the teams of each round, people in roster order."""
    called, columns = labels_of(result.problem), about_columns(result.problem)
    return tuple(_round(result, r, called, columns) for r in range(result.problem.rounds))


def _round(result: Result, r: int, called: list[str], columns: list[Column]) -> RoundView:
    problem, team = result.problem, result.assignment[r].tolist()
    inside: dict[int, list[Member]] = {int(g): [] for g in problem.by_round[r].places}
    absent = []
    for i, g in enumerate(team):
        if g < 0:
            absent.append(called[i])
        else:
            inside[g].append(Member(i, called[i], about(columns, i)))
    views = tuple(
        TeamView(f"r{r + 1}-{g + 1}", problem.teams.names[g], tuple(members))
        for g, members in inside.items()
    )
    return RoundView(round_label(problem, r) if problem.rounds > 1 else "", views, tuple(absent))


def about_columns(problem: Problem) -> list[Column]:
    """Return the columns to show beside a name: of those that rules speak of, the finest."""
    asked = [rule.column for rule in problem.rules if isinstance(rule, ColumnRule)]
    columns = list(dict.fromkeys(problem.roster.column(name) for name in asked))
    columns = columns or list(problem.roster.columns)
    classes = [
        c for c in columns if c.kind in ("category", "ordered") and len(c.labels) >= FEWEST_LABELS
    ]
    return sorted(classes, key=lambda c: -len(c.labels))[:MOST_ABOUT]


def about(columns: list[Column], person: int) -> tuple[str, ...]:
    """Return the values of a person in these columns, without blanks."""
    return tuple(value for column in columns if (value := column.value(person)))
