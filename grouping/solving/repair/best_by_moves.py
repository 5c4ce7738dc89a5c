"""The best score for every number of moves by the compiled search; CP-SAT proves one of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grouping.engines.budget import Budget
from grouping.engines.local.search_few_moves import Curve, WithinSearch
from grouping.scoring.score import seat_errors
from grouping.solving.repair.fewest_moves import MOST_PLACES, inside, moves_of
from grouping.solving.repair.repair_question import Question
from grouping.terms.arrays import Index
from grouping.terms.fix_rounds import around
from grouping.terms.rounds import Joint

# Steps of a walk: this many for every (person, round) that may move, within these ends.
STEPS, STEPS_TO_MEND, SHORTEST, LONGEST = 400, 100, 30_000, 400_000
# At most so many walks for every number of moves.
LAPS = 6


@dataclass(frozen=True, eq=False)
class Best:
    """The best assignment found with at most so many moves, and whether it is proven to be best."""

    assignment: Index
    proven: bool


def walk(search: WithinSearch, question: Question, first: int, most: int, budget: Budget) -> Curve:
    """Return the best found for every number of moves, `first` the fewest, up to `most`.

    Walks with a small budget of moves come first, each from the best of the one before; then again,
    until time or `LAPS` are used up.
    """
    steps = min(max(STEPS * int(question.movable.sum()), SHORTEST), LONGEST)
    budget = budget.started()
    for _lap in range(LAPS):
        for k in range(first, most + 1):
            if budget.over(0):
                return search.curve()
            search.run(search.curve().teams[k], k, steps, budget)
    return search.curve()


def mend(
    search: WithinSearch, question: Question, start: Index, most: int, budget: Budget
) -> Index:
    """Return an assignment with few violations, and of those one with few moves.

    The budget of moves doubles until no must rule is broken, up to `most`; then it shrinks to one
    less than what was needed as long as that suffices.
    """
    steps = min(max(STEPS_TO_MEND * int(question.movable.sum()), SHORTEST), LONGEST)
    search.offer(start)
    k, budget = 1, budget.started()
    while k <= most and not budget.over(0):
        search.run(search.curve().teams[k], k, steps, budget)
        if search.curve().values[k, 0] == 0:
            break
        k *= 2
    least = int(search.curve().values[:, 0].min())
    while not budget.over(0):
        found = search.curve()
        k = int(np.flatnonzero(found.values[:, 0] == least)[0])
        if k < 1:
            break
        search.run(found.teams[k - 1], k - 1, steps, budget)
        if search.curve().values[k - 1, 0] > least:
            break
    found = search.curve()
    best: Index = found.teams[int(np.flatnonzero(found.values[:, 0] == least)[0])]
    return best


def without_needless(question: Question, joint: Joint, team: Index) -> Index:
    """Return the assignment with everybody back home whom no must rule and no seat keeps away.

    Tried are those who moved one by one, and two who changed places.
    """
    best, violations = team.copy(), joint.evaluate(team)[0]
    for r in question.open:
        home = question.home[r]
        movers = np.flatnonzero((home >= 0) & (best[r] != home)).tolist()
        pairs = [(i, j) for i in movers for j in movers if i < j and _changed(home, team[r], i, j)]
        for back in [*((i,) for i in movers), *pairs]:
            tried = best.copy()
            tried[r, list(back)] = home[list(back)]
            fits = not seat_errors(question.problem, tried)
            if fits and joint.evaluate(tried)[0] <= violations:
                best = tried
    return best


def _changed(home: Index, team: Index, i: int, j: int) -> bool:
    """Return whether two people have each other's teams."""
    return bool(home[i] == team[j] and home[j] == team[i])


def polish(
    question: Question, joint: Joint, start: Index, most: int, budget: Budget, *, threads: int
) -> Best:
    """Look for the best with at most `most` moves by CP-SAT; prove it if one round is open.

    With several open rounds each is given the moves that it has and made better by itself.
    """
    from grouping.engines.exact import best_within

    best, proven = start, False
    budget = budget.started()
    for number, r in enumerate(question.open):
        part = joint.parts[r]
        left = (budget.seconds or 0.0) - budget.elapsed
        large = len(part.people) * len(part.teams) > MOST_PLACES
        if large or left <= 0 or budget.stopped:
            proven = False
            continue
        here = (question.home[r] >= 0) & (best[r] != question.home[r])
        others = moves_of(question, best) - int(here.sum())
        found, proven = best_within(
            around(joint, best, r),
            inside(part, question.home[r]),
            question.movable[r][part.people],
            most - others,
            start=part.inside(best[r]),
            budget=budget.part(left / (len(question.open) - number)),
            threads=threads,
        )
        tried = best.copy()
        tried[r] = part.outside(found[0], joint.n)
        if joint.evaluate(tried) < joint.evaluate(best):
            best = tried
    return Best(best, proven and len(question.open) == 1)
