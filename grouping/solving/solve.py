"""Solve a problem: lower its rules, search, judge, compare the judge with the terms."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np

from grouping.engines.budget import Budget, Clock, Progress, Stop, stop_of
from grouping.engines.engine import engine_named, proves
from grouping.errors import InputError
from grouping.language import _
from grouping.problem.problem import Problem
from grouping.problem.rule import Rule
from grouping.scoring.infeasible import refuse_conflicts
from grouping.scoring.meeting_counts import Encounters
from grouping.scoring.score import Score, checked, score
from grouping.scoring.weights import weigh
from grouping.solving.held import held
from grouping.terms.arrays import Index
from grouping.terms.rounds import Joint

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
# Longest search for the reason why must rules cannot all hold.
EXPLAIN_SECONDS = 10.0
# Search for what one of them still reaches as a wish.
RELAX_SECONDS = 1.0


@dataclass(frozen=True, eq=False)
class Result:
    """An answer, and what is known about it.

    Attributes
    ----------
    problem
        The question.
    assignment
        Team of each participant in each round, -1 where absent; int32, shape (rounds, n).
    score
        What the judge says of it.
    seed, threads
        With the same problem and `steps`, they give the same answer again.
    seconds
        Wall time of the search.
    evaluations
        Moves that the search weighed.
    interrupted
        Whether Ctrl-C or `stop` ended the search.
    proven
        Bound on (must violations, soft cost) that an engine proved, and its argument; None if that
        is no better than the closed forms of the score.
    conflict
        Must rules that are proven not to hold together, none of them superfluous.
    relaxed
        For each of `conflict`, what it still reaches as a wish while the other must rules hold; ''
        if no such teams were found.
    """

    problem: Problem
    assignment: Index
    score: Score
    seed: int | None = None
    threads: int = 1
    seconds: float = 0.0
    evaluations: int = 0
    interrupted: bool = False
    proven: tuple[tuple[int, int], str] | None = None
    conflict: tuple[Rule, ...] = ()
    relaxed: tuple[str, ...] = ()

    @property
    def bound(self) -> tuple[int, int]:
        """Best proven lower bound on (must violations, soft cost)."""
        return self.proven[0] if self.proven else self.score.bound

    @property
    def gap(self) -> float:
        """Soft cost above its bound as a share of what separates random draws from the bound."""
        over, span = self.score.soft - self.bound[1], self.score.random - self.bound[1]
        return over / span if span > 0 else float(over > 0)

    @property
    def status(self) -> Status:
        """``optimal`` (proven), ``feasible``, ``infeasible`` (proven) or ``unknown``.

        ``unknown``: a must rule is broken and nothing shows that it has to be.
        """
        if self.score.must:
            return "infeasible" if self.bound[0] > 0 or self.conflict else "unknown"
        return "optimal" if self.score.value <= self.bound else "feasible"

    @property
    def proof(self) -> str:
        """The argument behind the bound: ``arithmetic``, ``CP-SAT`` or ``exhausted``."""
        return self.proven[1] if self.proven else "arithmetic"

    @cached_property
    def encounters(self) -> Encounters:
        """Who meets whom over the rounds."""
        return Encounters(self.problem, self.assignment)

    def members(self, round: int = 0) -> dict[str, list[str]]:  # noqa: A002 - the word of the field
        """Return the names of the people of each team that is open, in roster order."""
        teams = self.problem.by_round[round].teams
        inside: dict[str, list[str]] = {name: [] for name in teams.names}
        for i, g in enumerate(self.assignment[round].tolist()):
            if g < 0:
                continue
            inside[self.problem.teams.names[g]].append(self.problem.roster.names[i])
        return inside

    def by_person(self, round: int = 0) -> dict[str, str]:  # noqa: A002 - the word of the field
        """Return the team of each participant by id, of those who take part in the round."""
        names = self.problem.teams.names
        team = zip(self.problem.roster.ids, self.assignment[round].tolist(), strict=True)
        return {who: names[g] for who, g in team if g >= 0}


def solve(
    problem: Problem,
    *,
    engine: str = "auto",
    seed: int = 1,
    seconds: float | None = 10.0,
    steps: int | None = None,
    threads: int | None = None,
    anyway: bool = False,
    clock: Clock = "wall",
    watch: Callable[[Progress], None] | None = None,
    stop: Stop | Callable[[], bool] | None = None,
    start: Index | None = None,
    locked: Sequence[str] = (),
    done: Collection[int] = (),
) -> Result:
    """Search for teams that keep the must rules and meet the wishes as well as can be.

    Parameters
    ----------
    problem
        What is asked.
    engine
        ``auto``: compiled search, then exact parts and a proof beside it.  ``local``: the compiled
        search alone.  ``exact``: a short search, then proof.
    seed
        Source of all randomness.
    seconds
        Wall time of the search; it ends sooner when nothing can be better.  None: no limit.
    steps
        Proposals per thread.  With steps and no seconds the same call gives the same answer.
    threads
        Searches side by side; all cores by default.
    anyway
        Search even if counting shows that the must rules cannot all hold.
    clock
        What `seconds` are: ``wall`` time, or ``cpu`` time of this process, all threads together.
    watch
        Called with the progress some times a second, not during a lone call of the solver.
    stop
        Ends the search early, a moment after it is set: a `threading.Event`, or a function without
        arguments that returns whether to end.  The function may be called from several threads.
    start
        Teams that there are already; the answer is never worse.  int, shape (rounds, n).
    locked
        Names of teams of `start` that nobody joins or leaves, and of people who stay.
    done
        Rounds (from 1) that stay as they are in `start`.

    Returns
    -------
    Result
        Also when ended by Ctrl-C or `stop`: the best so far.

    Notes
    -----
    Several threads may solve at the same time, the same problem too; with `steps` and no `seconds`
    each gets the answer that it would get alone.

    Raises
    ------
    InfeasibleError
        If counting shows that the must rules cannot all hold.
    InputError
        If there is no such engine, or `stop` is neither an event nor a function.
    """
    if not isinstance(problem, Problem):
        raise InputError(
            _("solve takes a Problem"), hint="Problem.of(people, teams=..., rules=...)"
        )
    if seed < 0 or (threads is not None and threads < 1):
        raise InputError(
            _(
                "seed = {seed}, threads = {threads}: neither may be negative",
                seed=seed,
                threads=threads,
            )
        )
    asked = held(problem, _needed(start), locked, done) if locked or done else problem
    if not anyway:
        refuse_conflicts(asked)
    search, weighed = engine_named(engine), weigh(asked)
    used = threads or os.cpu_count() or 1
    budget = Budget(seconds, steps, stop_of(stop), clock)
    answer = search(
        weighed.terms,
        rng=np.random.default_rng(seed),
        budget=budget,
        threads=used,
        bound=weighed.bound,
        watch=watch,
    )
    better = weighed.terms.evaluate(answer.found.assignment) > answer.bound
    result = replace(
        _better(problem, answer.found.assignment, start),
        seed=seed,
        threads=used,
        seconds=answer.found.seconds,
        evaluations=answer.found.evaluations,
        interrupted=answer.found.interrupted or (budget.stopped and better),
    )
    if asked is not problem:
        return result  # what is proven of fewer teams is not proven of all
    if answer.bound > weighed.bound:
        result = _with_proof(result, (answer.bound, answer.kind))
    if result.score.must and proves(engine) and not result.interrupted:
        result = _explained(result, budget.stop)
    return result


def _needed(start: Index | None) -> Index:
    if start is None:
        raise InputError(
            _("locks need the teams that they speak of"),
            hint="solve(problem, start=result.assignment)",
        )
    return start


def _better(problem: Problem, found: Index, start: Index | None) -> Result:
    """Return what was found as a Result, or the start if that is better."""
    result = judged(problem, found)
    if start is None:
        return result
    before = judged(problem, checked(problem, start))
    return before if before.score.value < result.score.value else result


def _with_proof(result: Result, proven: tuple[tuple[int, int], str]) -> Result:
    """Return the result with a bound that an engine has proved."""
    problem, result = result.problem, replace(result, proven=proven)
    if len(problem.rules) == 1 and not problem.rules[0].must:
        # what is proven of all wishes together is proven of the only one
        only = replace(result.score.rules[0], bound=result.bound[1])
        result = replace(result, score=replace(result.score, bound=result.bound, rules=(only,)))
    return result


def _explained(result: Result, stop: Stop | None) -> Result:
    """Add which must rules cannot hold together, and what giving way on each would bring."""
    # imported here: loading CP-SAT takes longer than most searches
    from grouping.engines.exact import conflict, conflict_rounds

    problem = result.problem
    terms, budget = weigh(problem).terms, Budget(EXPLAIN_SECONDS, stop=stop)
    if isinstance(terms, Joint):
        core = conflict_rounds(terms, budget, threads=result.threads) or ()
    else:
        core = conflict(terms, budget, threads=result.threads) or ()
    relaxed = [_relaxed(problem, problem.rules[k], stop) for k in core]
    return replace(result, conflict=tuple(problem.rules[k] for k in core), relaxed=tuple(relaxed))


def _relaxed(problem: Problem, rule: Rule, stop: Stop | None) -> str:
    """Say what `rule` reaches as a wish while all other must rules hold."""
    others = [replace(r, must=r is not rule) for r in problem.rules if r.must]
    softer = weigh(replace(problem, rules=tuple(others)))
    found = engine_named("auto")(
        softer.terms,
        rng=np.random.default_rng(0),
        budget=Budget(RELAX_SECONDS, stop=stop),
        threads=1,
        bound=softer.bound,
    ).found
    if softer.terms.evaluate(found.assignment)[0]:
        return ""
    reached = score(replace(problem, rules=(rule,)), found.assignment).rules[0].reached
    return "; ".join(dict.fromkeys(reached))


def judged(problem: Problem, assignment: Index) -> Result:
    """Return `assignment` as a Result, once judge and terms agree."""
    verdict = score(problem, assignment)
    terms = weigh(problem).terms.evaluate(np.atleast_2d(assignment))
    if verdict.value != terms:
        # not an assert: it has to stand under `python -O` too
        raise AssertionError(f"the judge says {verdict.value}, the terms say {terms}")
    return Result(problem, np.atleast_2d(assignment), verdict)
