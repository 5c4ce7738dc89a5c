"""Searches of the page: anew around what is locked, or better by a few moves."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from grouping.engines.budget import Progress
from grouping.files.write.result_words import overall
from grouping.language import _, number, plural
from grouping.scoring.score import score
from grouping.scoring.weights import weigh
from grouping.solving.repair import repair
from grouping.solving.repair.repair_result import Repair
from grouping.solving.solve import Result, solve
from grouping.terms.arrays import Index
from grouping.web.jobs import Job
from grouping.web.session import State
from grouping.web.shown import percent

# Seconds between two judgements of the best so far.
JUDGED_EVERY = 0.25
SEED = 1


def locks_said(state: State) -> dict[str, Any]:
    """Return the locks of a state as `solve` and `repair` take them."""
    here = set(state.problem.roster.ids)
    names = [*sorted(state.locks.people & here), *sorted(state.locks.teams)]
    return {"locked": names, "done": [r + 1 for r in sorted(state.locks.rounds)]}


def anew(state: State, job: Job, seconds: float) -> State:
    """Return the state with teams made anew, all that is locked as it is."""
    problem, start = state.problem, state.assignment
    weigh(problem)
    shown: tuple[float, Index | None] = (0.0, None)

    def watch(progress: Progress) -> None:
        nonlocal shown
        now = time.monotonic()
        job.share = progress.share
        if now - shown[0] >= JUDGED_EVERY and progress.best is not shown[1]:
            shown = now, progress.best
            judged = Result(problem, progress.best, score(problem, progress.best))
            job.tell(progress.share, live(judged, progress))

    locks = locks_said(state)
    held = {"start": start, **locks} if start is not None and (any(locks.values())) else {}
    result = solve(
        problem,
        seed=int(state.plan.search.get("seed", SEED)),
        seconds=seconds,
        watch=watch,
        stop=job.stop,
        **held,
    )
    job.tell(1.0, overall(result))
    said = _("teams made around what is locked") if held else _("teams made")
    return replace(state, assignment=result.assignment, proven=result.proven, said=said, changed=())


def live(result: Result, progress: Progress) -> str:
    """Say how good the best so far is."""
    weighed = number(progress.evaluations)
    if result.score.must:
        broken = plural(
            "{n} violation of what must hold", "{n} violations of what must hold", result.score.must
        )
        return _("{broken} so far; {n} moves weighed", broken=broken, n=weighed)
    return _(
        "{gap} above the best possible so far; {n} moves weighed",
        gap=percent(result.gap),
        n=weighed,
    )


def gently(state: State, job: Job, moves: int, seconds: float) -> State:
    """Return the state made better by at most so many moves; the job keeps the curve."""
    job.seconds = seconds
    found = repair(
        state.problem, state.teams, moves=moves, curve=0, seconds=seconds, seed=SEED, stop=job.stop,
        **locks_said(state),
    )  # fmt: skip
    job.curve = curve_of(found)
    job.moves = moves_of(found)
    said = plural("made better by {n} move", "made better by {n} moves", found.count)
    return replace(
        state,
        assignment=found.assignment,
        said=said,
        changed=tuple(state.problem.roster.ids[m.person] for m in found.moves),
    )


def curve_of(found: Repair) -> list[dict[str, Any]]:
    """Return what each number of moves reaches."""
    return [
        {
            "moves": point.moves,
            "must": point.score.must,
            "gap": percent(point.score.gap),
            "share": round(max(0.0, min(1.0, 1 - point.score.gap)), 4),
        }
        for point in found.curve
    ]


def moves_of(found: Repair) -> list[dict[str, Any]]:
    """Return who goes where, and why, in words."""
    problem = found.question.problem
    teams, names = problem.teams.names, problem.roster.names
    return [
        {
            "name": names[move.person],
            "round": problem.round_name(move.round) if problem.rounds > 1 else "",
            "before": teams[move.before] if move.before >= 0 else "",
            "after": teams[move.after] if move.after >= 0 else "",
            "kind": move.kind,
            "why": move.why,
        }
        for move in found.moves
    ]
