"""The question and the teams of a JSON result, each value of the type that it has to be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, get_args

import numpy as np

from grouping.files.read.result_types import (
    OddValueError,
    many,
    real,
    reals,
    table,
    text,
    texts,
    whole,
    wholes,
)
from grouping.problem.column import Column, Kind
from grouping.problem.past_events import Earlier
from grouping.problem.problem import Problem, Teams
from grouping.problem.registry import rule_from_dict
from grouping.problem.roster import Origin, Roster
from grouping.scoring.score import checked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grouping.problem.rule import Rule
    from grouping.terms.arrays import Index


def problem_and_teams(stored: Mapping[str, Any]) -> tuple[Problem, Index]:
    """Return what was asked, and the team of each participant in each round.

    Parameters
    ----------
    stored
        A JSON result as parsed.

    Returns
    -------
    Problem
        What was asked.
    array
        -1 for who is absent; int32, shape (rounds, n).

    Raises
    ------
    InputError
        If teams, rules or people do not fit together.
    KeyError, TypeError, ValueError, OverflowError, AttributeError, IndexError
        If a part is missing or of another type.
    """
    plan, rounds = table(stored["plan"]), many(stored["assignment"])
    if whole(plan["rounds"]) != len(rounds):  # before anything is done for every round
        raise OddValueError("rounds are missing")
    problem = _problem(table(stored["roster"]), plan)
    return problem, checked(problem, _numbers(rounds))


def _problem(roster: Mapping[str, Any], plan: Mapping[str, Any]) -> Problem:
    people = Roster(
        texts(roster["ids"]),
        texts(roster["names"]),
        tuple(map(_column, many(roster["columns"]))),
        text(roster.get("source", "roster")),
        tuple(wholes(roster.get("rows", []))),
        _origin(roster["origin"]) if "origin" in roster else None,
    )
    if people.rows and len(people.rows) != people.n:
        raise OddValueError("rows of other people")
    return Problem(
        people,
        _teams(plan["teams"]),
        tuple(map(_rule, many(plan["rules"]))),
        plan["rounds"],
        _present(plan.get("absent"), people.n),
        tuple(map(_teams, many(plan.get("teams_by_round", [])))),
        tuple(_event(event, people.n) for event in many(plan.get("history", []))),
        texts(plan.get("round_names", [])),
    )


def _origin(stated: Any) -> Origin:
    day = text(table(stated)["day"])
    dt.date.fromisoformat(day)  # or it is refused
    return Origin(text(stated["file"]), text(stated["digest"]), day)


def _teams(stated: Any) -> Teams:
    keys = ("low", "high", "intended") if "intended" in table(stated) else ("low", "high")
    seats = [np.array(wholes(stated[key]), dtype=np.int64) for key in keys]
    return Teams(texts(stated["names"]), *seats)


def _present(absent: Any, n: int) -> NDArray[np.bool_] | None:
    if absent is None:
        return None
    present = np.ones((len(many(absent)), n), dtype=bool)
    for here, who in zip(present, absent, strict=True):
        here[_people(who, n)] = False
    return present


def _event(stated: Any, n: int) -> Earlier:
    rounds = _numbers(many(table(stated)["teams"]))
    team = np.full((len(rounds), n), -1, dtype=np.int32)
    team[:, _people(stated["people"], n)] = rounds
    return Earlier(text(stated.get("source", "")), team, real(stated["weight"]))


def _people(stated: Any, n: int) -> Index:
    people = np.array(wholes(stated), dtype=np.int32)
    if people.size and not 0 <= people.min() <= people.max() < n:
        raise OddValueError("people who are not there")
    return people


def _numbers(rounds: list[Any]) -> Index:
    """Return teams as numbers, -1 for null; int32."""
    return np.array([wholes(team, gaps=True) for team in rounds], dtype=np.int32)


def _rule(stated: Any) -> Rule:
    options = {key: value for key, value in table(stated).items() if key != "source"}
    return rule_from_dict(options, text(stated.get("source", "")))


def _column(stated: Any) -> Column:
    codes = np.array(wholes(table(stated)["codes"]), dtype=np.int32)
    labels, kind = texts(stated["labels"]), stated["kind"]
    if kind not in get_args(Kind):
        raise OddValueError("no kind of columns")
    if codes.size and not -1 <= codes.min() <= codes.max() < len(labels):
        raise OddValueError("codes without labels")
    numbers = stated["numbers"]
    if numbers is None and kind in ("number", "ordered"):
        raise OddValueError("numbers are missing")
    values = None if numbers is None else np.array(reals(numbers), dtype=np.float64)
    if values is not None and values.shape != codes.shape:
        raise OddValueError("numbers and codes differ in length")
    return Column(text(stated["name"]), kind, labels, codes, values)
