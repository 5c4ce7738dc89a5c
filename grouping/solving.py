"""Composition root: lower, search, judge, agree, Result."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from grouping.conflicts import refuse_conflicts
from grouping.local import search
from grouping.problem import Problem
from grouping.scoring import Score, score
from grouping.search import Budget, Progress
from grouping.terms import Index
from grouping.weigh import weigh

Status = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True, eq=False)
class Result:
    """An answer and what is known of it.

    Attributes
    ----------
    problem
        The question.
    assignment
        Team of each participant in each round; int32, shape (rounds, n).
    score
        What the judge says of it.
    seed, threads
        With the same problem and `steps`, they give the same answer again.
    seconds
        Wall time of the search.
    evaluations
        Moves that the search weighed.
    interrupted
        Whether Ctrl-C ended the search.
    """

    problem: Problem
    assignment: Index
    score: Score
    seed: int | None = None
    threads: int = 1
    seconds: float = 0.0
    evaluations: int = 0
    interrupted: bool = False

    @property
    def status(self) -> Status:
        """``optimal`` (proven), ``feasible``, ``infeasible`` (proven) or ``unknown``.

        ``unknown``: a must rule is broken and nothing shows that it has to be.
        """
        if self.score.must:
            return "infeasible" if self.score.bound[0] > 0 else "unknown"
        return "optimal" if self.score.optimal else "feasible"

    @property
    def proof(self) -> str:
        """The kind of proof behind an ``optimal`` or ``infeasible``; '' without one."""
        return "arithmetic" if self.status in ("optimal", "infeasible") else ""

    def members(self, round: int = 0) -> dict[str, list[str]]:  # noqa: A002 - the word of the field
        """Return the names of each team's people, in roster order."""
        inside: dict[str, list[str]] = {name: [] for name in self.problem.teams.names}
        for i, g in enumerate(self.assignment[round].tolist()):
            inside[self.problem.teams.names[g]].append(self.problem.roster.names[i])
        return inside

    def by_person(self, round: int = 0) -> dict[str, str]:  # noqa: A002 - the word of the field
        """Return the team of each participant by id."""
        names = self.problem.teams.names
        team = self.assignment[round].tolist()
        return {who: names[g] for who, g in zip(self.problem.roster.ids, team, strict=True)}


def solve(
    problem: Problem,
    *,
    seed: int = 1,
    seconds: float | None = 10.0,
    steps: int | None = None,
    threads: int | None = None,
    watch: Callable[[Progress], None] | None = None,
) -> Result:
    """Search for teams that keep the must rules and meet the wishes as well as can be.

    Parameters
    ----------
    problem
        What is asked.
    seed
        Source of all randomness.
    seconds
        Wall time of the search; it ends sooner when nothing can be better.  None: no limit.
    steps
        Proposals per thread.  With steps and no seconds the same call gives the same answer.
    threads
        Searches side by side; all cores by default.
    watch
        Called with the progress some times a second.

    Returns
    -------
    Result
        Also when interrupted by Ctrl-C: the best so far.

    Raises
    ------
    InfeasibleError
        If counting shows that the must rules cannot all hold.
    """
    refuse_conflicts(problem)
    weighed = weigh(problem)
    used = threads or os.cpu_count() or 1
    found = search(
        weighed.terms,
        rng=np.random.default_rng(seed),
        budget=Budget(seconds, steps),
        threads=used,
        target=weighed.bound[1],
        watch=watch,
    )
    return replace(
        judged(problem, found.assignment),
        seed=seed,
        threads=used,
        seconds=found.seconds,
        evaluations=found.evaluations,
        interrupted=found.interrupted,
    )


def judged(problem: Problem, assignment: Index) -> Result:
    """Return `assignment` as a Result, once judge and terms agree."""
    verdict = score(problem, assignment)
    terms = weigh(problem).terms.evaluate(np.atleast_2d(assignment))
    if verdict.value != terms:
        # not an assert: it has to stand under `python -O` too
        raise AssertionError(f"the judge says {verdict.value}, the terms say {terms}")
    return Result(problem, np.atleast_2d(assignment), verdict)
