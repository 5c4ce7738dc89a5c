"""Repair of an assignment: the fewest moved people first, then the best score."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from grouping.engines.budget import Budget, Clock, Progress, Stop, stop_of
from grouping.engines.local.search_few_moves import Curve, WithinSearch, warm_up_within
from grouping.errors import InputError
from grouping.language import _
from grouping.problem.problem import Problem
from grouping.problem.registry import rule_from_dict
from grouping.problem.roster import Roster
from grouping.problem.rule import Rule
from grouping.scoring.infeasible import refuse_conflicts
from grouping.scoring.score import score
from grouping.scoring.weights import weigh
from grouping.solving.repair.best_by_moves import mend, polish, walk, without_needless
from grouping.solving.repair.explain_clash import explained
from grouping.solving.repair.fewest_moves import Fewest, fewest
from grouping.solving.repair.heartbeat import Heartbeat
from grouping.solving.repair.move_reasons import moves_with_reasons
from grouping.solving.repair.repair_question import Question, Who, question_of
from grouping.solving.repair.repair_result import Point, Repair
from grouping.solving.solve import Result, judged
from grouping.terms.arrays import Index
from grouping.terms.rounds import Joint

# Shares of the time: to mend must rules, to prove the fewest moves, and of what is left for the
# curve; the rest is for the best score with the moves that are made.
FOR_MENDING, FOR_FEWEST, FOR_CURVE = 0.15, 0.5, 0.6
# The compiled search mends must rules with at most so many moves; beyond that CP-SAT is alone.
MOST_MENDED = 64
# The curve goes so many moves beyond the fewest.
CURVE = 10


def repair(
    problem: Problem | Result,
    assignment: Index | None = None,
    *,
    absent: Who = (),
    late: Roster | None = None,
    coming: Who = (),
    rules: Sequence[Rule | Mapping[str, Any]] = (),
    locked: Sequence[str] = (),
    done: Collection[int] | int = (),
    moves: int | None = None,
    curve: int = CURVE,
    seconds: float = 3.0,
    seed: int = 1,
    threads: int | None = None,
    anyway: bool = False,
    clock: Clock = "wall",
    watch: Callable[[Progress], None] | None = None,
    stop: Stop | Callable[[], bool] | None = None,
) -> Repair:
    """Change as little as possible when people drop out, come late, or a must rule is added.

    A *move* is a person who is there before and after in a round and has another team in it.  Who
    comes late takes a seat and moves nobody unless there is no other way.

    Parameters
    ----------
    problem
        What was asked, or a `Result`.
    assignment
        The teams that were given out; int, shape (rounds, n).  Not needed with a `Result`.
    absent
        Ids or names of those who do not come in any round that is open; or a mapping of them to
        the rounds (from 1) that they miss, none meaning all that are open.
    late
        People who are not in the roster; columns are matched by name.
    coming
        Ids or names of people of the roster who had no team and come after all, as `absent`; those
        of `late` come to all open rounds unless they are named here.
    rules
        Rules that hold in addition, in the rounds that are open.
    locked
        Names of teams that nobody joins or leaves (but who is absent), and of people who stay.
    done
        Rounds (from 1) that have been held, which stay as they are; a number means all up to it.
    moves
        Move at most so many, to meet the wishes better; by default the fewest.
    curve
        So many moves beyond the fewest are tried.
    seconds
        Longest search.
    seed
        Source of all randomness.
    threads
        Workers of CP-SAT; all cores by default.
    anyway
        Search even if counting shows that the must rules cannot all hold.
    clock
        What `seconds` are, as in `grouping.solve`.
    watch
        Called with the progress some times a second.
    stop
        Ends the search early, as in `grouping.solve`; the best so far is returned, as after Ctrl-C.

    Raises
    ------
    InputError
        If a person, team, round or column does not exist, or `moves` is below the fewest.
    InfeasibleError
        If counting shows that the must rules cannot all hold.
    """
    warm_up_within()
    began = time.monotonic()
    if isinstance(problem, Result):
        assignment = problem.assignment
        problem = problem.problem
    if assignment is None:
        raise InputError(_("there is no assignment to repair"), hint="repair(problem, assignment)")
    if moves is not None and moves < 0:
        raise InputError(_("the number of moves cannot be negative"))
    made = [r if isinstance(r, Rule) else rule_from_dict(r) for r in rules]
    question = question_of(
        problem,
        np.atleast_2d(assignment).astype(np.int32),
        absent=absent,
        late=late,
        coming=coming,
        rules=made,
        locked=locked,
        done=range(1, done + 1) if isinstance(done, int) else done,
    )
    if not anyway:
        refuse_conflicts(question.problem)
    used = threads or os.cpu_count() or 1
    joint = weigh(question.problem).joint
    beat = Heartbeat(watch, stop_of(stop), question.home)
    budget = Budget(seconds, stop=beat, clock=clock)
    few, best, points, proven, weighed = _search(
        question, joint, moves, curve, budget, beat, np.random.default_rng(seed), used
    )
    result = replace(
        judged(question.problem, best),
        seed=seed,
        threads=used,
        seconds=time.monotonic() - began,
        evaluations=weighed,
        interrupted=budget.stopped,
    )
    if result.score.must and not result.interrupted:
        result = explained(question, joint, result)
    listed = moves_with_reasons(question, joint, best)
    return Repair(question, result, listed, few, points, proven)


def _search(
    question: Question,
    joint: Joint,
    moves: int | None,
    curve: int,
    budget: Budget,
    beat: Heartbeat,
    rng: np.random.Generator,
    threads: int,
) -> tuple[Fewest, Index, tuple[Point, ...], bool, int]:
    """Return the fewest, the best with the moves asked for, the curve, whether that is proven."""
    start = WithinSearch(joint, question.home, question.movable, 0, rng.spawn(1)[0]).seat_new()
    beat.seconds = seconds = budget.seconds or 0.0
    beat.best = start
    if joint.evaluate(start)[0]:
        most = min(MOST_MENDED, int((question.home >= 0).sum()))
        near = WithinSearch(joint, question.home, question.movable, most, rng.spawn(1)[0])
        begin = start
        mended = beat.stage(
            lambda part: mend(near, question, begin, most, part), budget.part(FOR_MENDING * seconds)
        )
        start = beat.best = without_needless(question, joint, mended)
    few = beat.stage(
        lambda part: fewest(question, joint, start, part, threads=threads),
        budget.part(FOR_FEWEST * seconds),
    )
    beat.best = few.assignment
    if moves is not None and moves < few.moves:
        raise InputError(
            _("{asked} moves are too few, {found} are needed", asked=moves, found=few.moves)
            if few.proven
            else _(
                "no repair with {asked} moves was found, only one with {found}",
                asked=moves,
                found=few.moves,
            ),
            hint=_("leave out the number of moves, or give more seconds"),
        )
    chosen = few.moves if moves is None else moves
    last = max(few.moves + curve, chosen)
    search = WithinSearch(joint, question.home, question.movable, last, rng.spawn(1)[0])
    search.offer(few.assignment)
    left = max(seconds - budget.elapsed, 0.1)
    first = few.moves
    found = beat.stage(
        lambda part: walk(search, question, first, last, part), budget.part(FOR_CURVE * left)
    )
    few = _fewer(few, found)
    chosen = few.moves if moves is None else moves
    begin, beat.evaluations = search.curve().teams[chosen], search.evaluations
    beat.best = begin
    left = max(seconds - budget.elapsed, 0.1)
    best = beat.stage(
        lambda part: polish(question, joint, begin, chosen, part, threads=threads),
        budget.part(left),
    )
    search.offer(best.assignment)
    found = search.curve()
    points = _points(question, found.teams, few.moves)
    # with no moves and nobody new there is only one way
    proven = best.proven or (chosen == 0 and not question.new.any())
    return few, found.teams[chosen], points, proven, search.evaluations


def _fewer(few: Fewest, found: Curve) -> Fewest:
    """Return the fewest moves that the walks have passed, if these are fewer."""
    enough = np.flatnonzero(found.values[:, 0] <= few.violations)
    if not len(enough) or enough[0] >= few.moves:
        return few
    k = int(enough[0])
    return replace(few, assignment=found.teams[k], violations=int(found.values[k, 0]), moves=k)


def _points(question: Question, teams: Index, first: int) -> tuple[Point, ...]:
    """Return the points of the curve that are better than those with fewer moves."""
    points: list[Point] = []
    for k in range(first, len(teams)):
        said = score(question.problem, teams[k])
        if not points or said.value < points[-1].score.value:
            points.append(Point(k, teams[k], said, _sizes(question, teams[k])))
    return tuple(points)


def _sizes(question: Question, assignment: Index) -> tuple[int, int]:
    sizes = []
    for r in question.open:
        team, opened = assignment[r], question.problem.by_round[r].places
        counts = np.bincount(team[team >= 0], minlength=len(question.problem.teams))
        sizes += counts[opened].tolist()
    return min(sizes), max(sizes)
