"""Pure rotations: teams mix again in every round, so that everybody meets as many as possible."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from grouping.engines.budget import Budget, Progress, Stop, stop_of
from grouping.engines.designs import design
from grouping.errors import InputError
from grouping.language import _, either
from grouping.problem.problem import Problem, Teams
from grouping.problem.roster import Roster
from grouping.rules.new_faces import NewFaces
from grouping.scoring.weights import weigh
from grouping.solving.solve import Result, judged, solve
from grouping.terms.arrays import Index

# Looking for a design takes one part in so many of the budget.
_DESIGN_PART = 3
_LEAST_SECONDS = 0.1


def rotation(
    groups: int | None, size: int | None, rounds: int, people: int | Roster | None = None
) -> Problem:
    """Return the question of a rotation: as few repeated meetings as can be, no other rule.

    Parameters
    ----------
    groups, size
        Teams in each round and people in each; of uneven totals one of the two is enough.
    rounds
        Number of rounds.
    people
        Who takes part, or how many; if not given, `groups` times `size`, called by numbers.

    Raises
    ------
    InputError
        If these numbers do not fit together.
    """
    for number, message in (
        (groups, _("{n} groups are asked for")),
        (size, _("{n} people in each are asked for")),
        (people, _("{n} people are asked for")),
    ):
        if isinstance(number, int) and number < 1:
            raise InputError(message.format(n=number), hint=_("ask for at least one"))
    if people is None:
        if groups is None or size is None:
            raise InputError(
                _("groups and size are both needed, unless it is said who takes part"),
                hint=either(["--groups 8 --size 4", "--people 30 --size 4"]),
            )
        people = groups * size
    roster = _numbered(people) if isinstance(people, int) else people
    return Problem(roster, _teams(roster.n, groups, size), (NewFaces(),), rounds=rounds)


def _numbered(people: int) -> Roster:
    numbers = tuple(str(i + 1) for i in range(people))
    return Roster(numbers, numbers, source="numbers")


def _teams(people: int, groups: int | None, size: int | None) -> Teams:
    if groups is None:
        if size is None:
            raise InputError(
                _("neither groups nor size is given"), hint=either(["--groups 8", "--size 4"])
            )
        return Teams.of_size(people, size)
    teams = Teams.of_count(people, groups)
    if size is not None and not teams.low.min() <= size <= teams.high.max():
        raise InputError(
            _(
                "{people} people in {groups} groups are not {size} in each",
                people=people,
                groups=groups,
                size=size,
            ),
            hint=_("leave out groups or size"),
        )
    return teams


def rotate(
    problem: Problem,
    *,
    seed: int = 1,
    seconds: float | None = 10.0,
    steps: int | None = None,
    threads: int | None = None,
    watch: Callable[[Progress], None] | None = None,
    stop: Stop | Callable[[], bool] | None = None,
) -> Result:
    """Return a rotation with as few repeated meetings as can be found.

    Groups of one size come from algebra if it knows so many rounds without repeats; a part of the
    budget goes into looking for such a design.  All else is searched.

    Parameters
    ----------
    problem
        What `rotation` returned.
    seed, seconds, steps, threads, watch, stop
        As in `solve`.
    """
    budget = Budget(seconds, steps, stop_of(stop))
    designed = _designed(problem, seed, _part(budget))
    if designed is not None:
        return replace(judged(problem, designed), seed=seed, seconds=budget.elapsed)
    left = None if seconds is None else max(seconds - budget.elapsed, _LEAST_SECONDS)
    return solve(
        problem,
        seed=seed,
        seconds=left,
        steps=steps,
        threads=threads,
        watch=watch,
        stop=budget.stop,
    )


def _part(budget: Budget) -> Budget:
    seconds = None if budget.seconds is None else budget.seconds / _DESIGN_PART
    steps = None if budget.steps is None else budget.steps // _DESIGN_PART
    return Budget(seconds, steps, budget.stop)


def _designed(problem: Problem, seed: int, budget: Budget) -> Index | None:
    """Return rounds without repeats, int32, shape (rounds, n); None if none are known."""
    low, high = problem.teams.low, problem.teams.high
    groups, size = len(low), int(low[0])
    if (low != size).any() or (high != size).any() or not 1 < size <= groups:
        return None
    found = design(groups, size, problem.rounds, rng=np.random.default_rng(seed), budget=budget)
    return None if found is None else found.teams


def fewest_repeats(problem: Problem) -> int:
    """Return how many repeated meetings there have to be, by arithmetic."""
    counted = replace(problem, rules=(NewFaces(measure="repeats"),), history=())
    return weigh(counted).bounds[0]
