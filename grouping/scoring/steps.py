"""Swaps and moves of people, and the best of them for somebody."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from grouping.problem.problem import Problem
from grouping.scoring.score import score, seat_errors
from grouping.scoring.what_if import WhatIf, moved, swapped
from grouping.terms.arrays import Index


class Step(NamedTuple):
    """Somebody goes to another team in a round; by a swap, somebody else comes back."""

    person: int
    other: int | None
    before: int
    after: int


def after_step(assignment: Index, step: Step, r: int) -> Index:
    """Return the assignment once a step is made in round `r`."""
    if step.other is not None:
        return swapped(assignment, step.person, step.other, r)
    return moved(assignment, step.person, step.after, r)


def best_steps(whatif: WhatIf, person: int, r: int, limit: int) -> list[Step]:
    """Return the best swaps and moves of a participant in a round, best first."""
    team = whatif.teams[r]
    found: list[tuple[int, int, Step]] = []
    for lone, changes in ((False, whatif.swaps(person, r)), (True, whatif.moves(person, r))):
        for k in changes.best_first()[:limit].tolist():
            other, goal = (None, k) if lone else (k, int(team[k]))
            step = Step(person, other, int(team[person]), goal)
            found.append((int(changes.must[k]), int(changes.soft[k]), step))
    order = np.lexsort((np.array([s for _, s, _ in found]), np.array([m for m, _, _ in found])))
    return [found[k][2] for k in order[:limit]]


def judged_steps(problem: Problem, assignment: Index, person: int, r: int) -> list[Step]:
    """Return all swaps and moves of a participant in a round, best first, each judged anew.

    For teams with too few or too many people, of which the tables of the terms do not speak: what
    mends the seats goes first.
    """
    team, own = assignment[r], int(assignment[r, person])
    others = np.flatnonzero((team >= 0) & (team != own)).tolist()
    steps = [Step(person, j, own, int(team[j])) for j in others]
    steps += [Step(person, None, own, int(g)) for g in problem.by_round[r].places if g != own]

    def worth(step: Step) -> tuple[int, tuple[int, int]]:
        after = after_step(assignment, step, r)
        return len(seat_errors(problem, after)), score(problem, after, seats=False).value

    return sorted(steps, key=worth)
