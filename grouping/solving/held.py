"""A question in which some people, teams and rounds stay as they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from grouping.errors import InputError
from grouping.language import _
from grouping.problem.problem import Problem
from grouping.rules.bar import Bar
from grouping.rules.pin import Pin
from grouping.scoring.score import checked
from grouping.solving.locks import locks_of
from grouping.terms.arrays import Index


def held(
    problem: Problem, start: Index, locked: Sequence[str] = (), done: Collection[int] = ()
) -> Problem:
    """Return `problem` with must rules that keep what is locked where `start` has it.

    Its wishes weigh what they weigh in `problem`, so that a search of it is a search of `problem`
    among fewer teams.

    Parameters
    ----------
    problem
        What is asked.
    start
        The teams that locks speak of; int, shape (rounds, n).
    locked
        Names of teams that nobody joins or leaves, and of people who stay.
    done
        Rounds (from 1) that stay as they are.

    Raises
    ------
    InputError
        If somebody, a team or a round does not exist, or `start` does not fit the problem.
    """
    teams = checked(problem, start)
    locks = locks_of(problem.roster, problem.teams, locked)
    wrong = [r for r in done if not 1 <= r <= problem.rounds]
    if wrong:
        raise InputError(
            _("there is no round {number}", number=wrong[0]),
            hint=_("rounds are numbered 1 to {last}", last=problem.rounds),
        )
    rules: list[Pin | Bar] = []
    for r, row in enumerate(teams):
        stay = np.isin(row, list(locks.teams)) | np.isin(np.arange(problem.n), list(locks.people))
        if r + 1 in done:
            stay[:] = True
        rules += _pins(problem, row, stay & (row >= 0), r)
        closed = [g for g in locks.teams if g in problem.by_round[r].places]
        others = np.flatnonzero(~stay & (row >= 0)).tolist()
        if closed and others:
            rules.append(
                Bar(
                    people=[problem.roster.ids[i] for i in others],
                    teams=[problem.teams.names[g] for g in closed],
                    rounds=[r + 1],
                    must=True,
                )
            )
    return replace(problem, rules=(*problem.rules, *rules))


def _pins(problem: Problem, team: Index, stay: np.ndarray, r: int) -> list[Pin]:
    """Return a rule for every team with people who stay on it."""
    return [
        Pin(
            people=[problem.roster.ids[i] for i in np.flatnonzero(stay & (team == g)).tolist()],
            teams=[problem.teams.names[g]],
            rounds=[r + 1],
            must=True,
        )
        for g in np.unique(team[stay]).tolist()
    ]
