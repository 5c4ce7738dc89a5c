"""Large neighbourhood search: CP-SAT solves a few teams anew, again and again.

Parts without a common team do not touch each other, so with several threads several of them are
solved side by side.  The teams are drawn from one source of random numbers, and each part has
a limit in CP-SAT's deterministic time: the same source and steps give the same answer.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grouping.engines.budget import Budget, Found, Progress, Watcher
from grouping.engines.exact.model import violations_model, wishes_model
from grouping.engines.exact.part import Part, costs_by_team, part_of
from grouping.engines.exact.proving import Score
from grouping.engines.exact.solver import STEPS_A_SECOND, Limits, run
from grouping.terms.arrays import Index
from grouping.terms.terms import Place, Tally, Terms

FEWEST = 2
# Deterministic time for one part; a part that needs less than this share of it was too small.
EFFORT = 1.0
EASY = 0.3
# What building a model costs at least, so that easy parts use up the budget too.
LEAST_EFFORT = 0.01
# Parts are not chosen by what costs most in this share of all cases.
AT_RANDOM = 0.3


@dataclass(eq=False)
class _Run:
    """The present state of an improvement."""

    terms: Terms
    budget: Budget
    rng: np.random.Generator
    team: Index
    score: Score
    size: float = 3.0
    effort: float = 0.0
    parts: int = 0
    closed: bool = False  # the whole was solved as one part: nothing is better

    @property
    def steps(self) -> int:
        """Effort in the steps of a budget."""
        return round(self.effort * STEPS_A_SECOND)


def improve(
    terms: Terms,
    start: Index,
    *,
    rng: np.random.Generator,
    budget: Budget,
    threads: int = 1,
    target: int,
    watch: Watcher | None = None,
) -> Found:
    """Improve an assignment by solving parts of it exactly.

    Parameters
    ----------
    terms
        The problem in normal form, one round.
    start
        Where to begin, int32, shape (1, n).
    rng
        Source of all randomness.
    budget
        When to end; `STEPS_A_SECOND` steps are one second of CP-SAT's deterministic time.
    threads
        Parts solved side by side.
    target
        Soft cost at which, with no must rule broken, the search may end: a lower bound.
    watch
        Told of progress after every set of parts.

    Returns
    -------
    Found
        An assignment that is never worse than the start; its evaluations are the parts solved.
    """
    team = start[0].astype(np.int32)
    at = _Run(terms, budget.started(), rng, team, terms.evaluate(team[None, :]))
    interrupted = False
    with ThreadPoolExecutor(threads) as pool:
        try:
            while not at.budget.over(at.steps) and not _finished(at, target):
                _round(at, threads, pool)
                if watch:
                    watch(_progress(at))
        except KeyboardInterrupt:
            interrupted = True  # the parts under way end by themselves; what was found stands
    interrupted = interrupted or (at.budget.stopped and not _finished(at, target))
    return Found(at.team[None, :].copy(), at.parts, at.budget.elapsed, interrupted)


def _finished(at: _Run, target: int) -> bool:
    return (at.score[0] == 0 and at.score[1] <= target) or at.closed or at.terms.teams < FEWEST


@dataclass(frozen=True, eq=False)
class _Outcome:
    """The result of one part: an assignment, whether it is optimal, and the effort."""

    team: Index | None
    solved: bool
    effort: float


def _round(at: _Run, threads: int, pool: ThreadPoolExecutor) -> None:
    """Solve some parts without a common team and put in what is not worse."""
    parts = [part_of(at.terms, at.team, teams) for teams in _chosen(at, threads)]
    limits = [_limits(at, int(seed)) for seed in at.rng.integers(2**31, size=len(parts))]
    outcomes = list(pool.map(_solve, parts, limits))
    better = [_accept(at, p, o.team) for p, o in zip(parts, outcomes, strict=True)]
    at.parts += len(parts)
    solved = all(outcome.solved for outcome in outcomes)
    at.closed = solved and len(parts[0].teams) == at.terms.teams
    effort = max(outcome.effort for outcome in outcomes)
    at.effort += max(effort, LEAST_EFFORT)
    _adapt(at, solved, effort, any(better))


def _adapt(at: _Run, solved: bool, effort: float, better: bool) -> None:
    """Make parts smaller if they are too hard, larger if they are easy and bring nothing."""
    if not solved:
        at.size = max(float(FEWEST), at.size - 0.25)
    elif effort < EASY * EFFORT and not better:
        at.size = min(float(at.terms.teams), at.size + 0.1)


def _limits(at: _Run, seed: int) -> Limits:
    left = Limits.within(at.budget, spent=at.effort)
    return Limits(left.seconds, min(EFFORT, left.effort or EFFORT), 1, seed, left.stop)


def _solve(part: Part, limits: Limits) -> _Outcome:
    """Make a part better: fewer violations as long as there are any, then a smaller soft cost."""
    must, soft = part.terms.evaluate(part.present[None, :])
    effort, solved = 0.0, True
    if must:
        model = violations_model(part.terms)
        model.hint(part.present)
        answer = run(model, limits)
        effort, solved = answer.effort, answer.status == "optimal"
        if answer.team is not None and part.terms.evaluate(answer.team[None, :])[0] < must:
            return _Outcome(answer.team, False, effort)
    model = wishes_model(part.terms, violations=must, most=soft)
    model.hint(part.present)
    answer = run(model, limits)
    return _Outcome(answer.team, solved and answer.status == "optimal", effort + answer.effort)


def _accept(at: _Run, part: Part, found: Index | None) -> bool:
    """Put in what is not worse; return whether it is better."""
    if found is None:
        return False
    team = part.put(at.team, found)
    score = at.terms.evaluate(team[None, :])
    better = score < at.score
    if score <= at.score:
        at.team, at.score = team, score
    return better


def _chosen(at: _Run, sets: int) -> list[Index]:
    """Return disjoint sets of teams to tear up."""
    size = int(at.size) + int(at.rng.random() < at.size % 1)
    size = min(max(size, FEWEST), at.terms.teams)
    sets = max(1, min(sets, at.terms.teams // size))
    order = _order(at)
    return [order[k * size : (k + 1) * size] for k in range(sets)]


def _order(at: _Run) -> Index:
    """Return all teams, more promising ones earlier; the order has chance in it."""
    if at.rng.random() < AT_RANDOM:
        return at.rng.permutation(at.terms.teams).astype(np.int32)
    tallies = [t for rule in at.terms.rules for t in rule.terms if isinstance(t, Tally)]
    if at.score[0]:
        appeal = _trouble(at)
    elif tallies and at.rng.random() < 0.5:
        # one counter: its fullest and its emptiest teams have something to give each other
        values = tallies[int(at.rng.integers(len(tallies)))].values(at.team, at.terms.teams)
        appeal = np.abs(values - np.median(values)).astype(float)
    else:
        appeal = np.argsort(np.argsort(costs_by_team(at.terms, at.team)[1])).astype(float)
    # ranks with exponential noise: the best are likely, nobody is out
    keys = at.rng.exponential(size=len(appeal)) / (1.0 + appeal)
    return np.argsort(keys, kind="stable").astype(np.int32)


def _trouble(at: _Run) -> NDArray[np.float64]:
    """Return an appeal of teams that break must rules, and of those where people ought to be."""
    must, _ = costs_by_team(at.terms, at.team)
    appeal = np.where(must > must.min(), float(at.terms.teams), 0.0)
    for rule in at.terms.rules:
        for term in rule.terms if rule.must else ():
            if isinstance(term, Place):
                placed = np.flatnonzero(term.row >= 0)
                costs = term.costs[term.row[placed]]
                wrong = term.costs[term.row[placed], at.team[placed]] > costs.min(axis=1)
                appeal[costs[wrong].argmin(axis=1)] += at.terms.teams
    return appeal


def _progress(at: _Run) -> Progress:
    budget = at.budget
    used = [budget.elapsed / budget.seconds] if budget.seconds else []
    used += [at.steps / budget.steps] if budget.steps else []
    return Progress(budget.elapsed, min(1.0, max(used)), at.parts, at.team[None, :])
