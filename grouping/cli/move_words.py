"""How the command line says a swap or a move: who, where to, in which round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from grouping.errors import InputError, did_you_mean
from grouping.language import _
from grouping.scoring.steps import Step, after_step

if TYPE_CHECKING:
    from grouping.files.read.people_on_teams import People
    from grouping.problem.problem import Problem
    from grouping.terms.arrays import Index

SWAP, MOVE = "--swap", "--move"


def round_meant(problem: Problem, named: str | None) -> int | None:
    """Return the position of a round by name or number; None: none is named and it matters."""
    from grouping.problem.column import fold

    if named is None:
        return 0 if problem.rounds == 1 else None
    names = [problem.round_name(r) for r in range(problem.rounds)]
    folded = [fold(name) for name in names]
    if fold(named) in folded:
        return folded.index(fold(named))
    if named.strip().isdigit() and 1 <= int(named) <= problem.rounds:
        return int(named) - 1
    raise InputError(
        _("there is no round '{name}'", name=named),
        where="--round",
        hint=did_you_mean(named, names),
    )


def step_of(
    problem: Problem, people: People, team: Index, kind: str, words: tuple[str, str], r: int
) -> Step:
    """Return the swap or move that two words mean, people being on `team` in round `r`.

    Raises
    ------
    InputError
        If a person, or a team open in that round, is not found, or nobody would change places.
    """
    person = _here(problem, team, people.person(words[0]), r, kind)
    own = int(team[person])
    names = problem.roster.names
    if kind == SWAP:
        other = _here(problem, team, people.person(words[1]), r, kind)
        if int(team[other]) == own:
            raise InputError(
                _(
                    "{one} and {other} are both on {team}",
                    one=names[person],
                    other=names[other],
                    team=problem.teams.names[own],
                ),
                where=kind,
                hint=_("name two people of different teams"),
            )
        return Step(person, other, own, int(team[other]))
    goal, open_teams = problem.teams.position(words[1]), problem.by_round[r].places
    if goal not in open_teams or goal == own:
        said = (
            _("{name} is on {team} already", name=names[person], team=problem.teams.names[goal])
            if goal == own
            else _("{team} is closed in that round", team=problem.teams.names[goal])
        )
        raise InputError(said, where=kind, hint=_("name another team"))
    return Step(person, None, own, goal)


def _here(problem: Problem, team: Index, person: int, r: int, kind: str) -> int:
    """Return `person`, who takes part in round `r`."""
    if team[person] < 0:
        raise InputError(
            _(
                "{name} is absent in {round}",
                name=problem.roster.names[person],
                round=problem.round_name(r),
            ),
            where=kind,
            hint=_("name somebody who takes part"),
        )
    return person


def steps_made(
    problem: Problem, before: Index, said: Sequence[tuple[str, tuple[str, str]]], r: int | None
) -> tuple[list[Step], Index]:
    """Return swaps and moves made one after the other, and the assignment after the last.

    `said` gives the kind and the two words of each.
    """
    from grouping.files.read.people_on_teams import People

    people, after, steps = People.of(problem), np.array(before), []
    for kind, words in said:
        if r is None:
            raise InputError(
                _("it is not said in which round"),
                where=kind,
                hint=_("add --round, a number from 1 to {n}", n=problem.rounds),
            )
        steps.append(step_of(problem, people, after[r], kind, words, r))
        after = after_step(after, steps[-1], r)
    return steps, after


def step_words(problem: Problem, step: Step) -> str:
    """Say who goes where."""
    names, teams = problem.roster.names, problem.teams.names
    before, after = teams[step.before], teams[step.after]
    if step.other is None:
        return _(
            "{name} goes from {before} to {after}",
            name=names[step.person],
            before=before,
            after=after,
        )
    return _(
        "{one} ({before}) changes places with {other} ({after})",
        one=names[step.person],
        other=names[step.other],
        before=before,
        after=after,
    )
