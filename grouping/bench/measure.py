"""Run one task and judge its answer: this makes one row."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np

from grouping.bench.machine_facts import load, surroundings
from grouping.bench.other_programs import CommandError, read_answer, run_command
from grouping.bench.rows import Row
from grouping.bench.tasks import Engine, Task
from grouping.engines.budget import Progress
from grouping.engines.engine import proves
from grouping.errors import GroupingError, InputError
from grouping.files.instances.objective import Objective
from grouping.problem.problem import Problem
from grouping.scoring.weights import weigh
from grouping.solving.solve import Result, judged, solve
from grouping.terms.arrays import Index
from grouping.terms.rounds import Joint
from grouping.terms.terms import Terms

# A point of a trajectory is at least this much later than the one before.
LATER = 1.03
FIRST_LOOK = 0.005
# Looking takes the time of the search: at most this share of it.
LOOKING = 0.02


def run_task(task: Task) -> Row:
    """Run a task and return its row; errors of a run are part of its row.

    Reading, lowering, weighing, bounds, and compiling or loading the kernels are done before any
    clock runs.
    """
    row = header(task)
    try:
        problem = task.case.problem()
        goal = Objective.of(problem)
        row |= {"n": problem.n, "teams": len(problem.teams), "goal": goal.name, "sense": goal.sense}
        run = _own if task.engine.command is None else _other
        made = run(problem, task, goal)
        json.dumps(made, allow_nan=False)  # a value that no file can hold is an error of the run
        row |= made
    except Exception as error:  # whatever it is, the other runs go on
        row |= failure(error)
    row["load"] = [row["load"], load()]
    row["finished"] = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return row


def header(task: Task) -> Row:
    """Return the part of a row that is known before the run."""
    return {
        "key": task.key,
        "case": task.case.name,
        "engine": task.engine.name,
        "seed": task.seed,
        "budget": asdict(task.limit),
        "instance": task.case.digest[:20],
        **surroundings(),
    }


def failure(error: BaseException) -> Row:
    """Return the part of a row that says why there is no value."""
    said = str(error).replace("\n", "; ")
    if isinstance(error, MemoryError):
        said = said or "out of memory"
    elif not isinstance(error, GroupingError):  # not raised on purpose: its kind says the most
        said = f"{type(error).__name__}: {said}"
    return {"status": "failed", "error": said}


def _own(problem: Problem, task: Task, goal: Objective) -> Row:
    trace = Trace(weigh(problem).terms, goal, _prepare(problem, task.engine))
    engine, limit = task.engine.engine or "auto", task.limit
    wall, cpu = time.monotonic(), time.process_time()
    result = solve(
        problem,
        engine=engine,
        seed=task.seed,
        seconds=limit.seconds,
        steps=limit.steps,
        clock=limit.clock,
        threads=1,
        watch=trace,
    )
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    if not result.score.must:
        trace.note(result.seconds, goal.value(result.score.soft))
    taken = {"wall": round(wall, 4), "cpu": round(cpu, 4), "searched": round(result.seconds, 4)}
    more = {"evaluations": result.evaluations, "trajectory": trace.points}
    return _verdict(result, goal) | taken | more


def _other(problem: Problem, task: Task, goal: Objective) -> Row:
    command, seconds = task.engine.command, task.limit.seconds
    assert command is not None
    assert seconds is not None
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "answer.csv"
        values = {
            "instance": task.case.path(Path(folder)),
            "seconds": f"{seconds:g}",
            "seed": task.seed,
            "output": output,
            "teams": len(problem.teams),
            "objective": goal.name,
        }
        where = task.engine.folder
        ran = run_command(command, values, seconds=seconds, output=output, folder=where)
        assignment = read_answer(output, problem)
    try:
        result = judged(problem, assignment)
    except InputError as error:
        raise CommandError(f"its list breaks the seats: {error.message}") from None
    cpu = None if ran.cpu is None else round(ran.cpu, 4)
    return _verdict(result, goal) | {"wall": round(ran.wall, 4), "cpu": cpu}


def _verdict(result: Result, goal: Objective) -> Row:
    """Return what the judge says, in the units of the literature."""
    score = result.score
    return {
        "objective": None if score.must else goal.value(score.soft),
        "cost": score.soft,
        "must": score.must,
        "bound": goal.value(result.bound[1]),
        "proof": result.proof,
        "status": result.status,
    }


def _prepare(problem: Problem, engine: Engine) -> Index:
    """Do what is not search: weights and bounds, kernels, CP-SAT; return some assignment."""
    weigh(problem)
    if proves(engine.engine or "auto"):
        import grouping.engines.exact  # noqa: F401
    return solve(problem, engine="local", seconds=None, steps=1, threads=1).assignment


class Trace:
    """A watcher that notes when the best value became better.

    Parameters
    ----------
    terms, goal
        What a value is.
    some
        Any assignment: what evaluating it takes says how soon the first look can be afforded.
    """

    def __init__(self, terms: Terms | Joint, goal: Objective, some: Index) -> None:
        self.points: list[list[float]] = []
        self._terms, self._goal = terms, goal
        self._seen: Index | None = None
        _, taken = self._evaluated(some)
        self._next = max(FIRST_LOOK, taken / LOOKING)

    def __call__(self, progress: Progress) -> None:
        """Look at the best so far, seldom enough to cost next to nothing."""
        if progress.seconds < self._next:
            return
        best, taken = progress.best, 0.0
        if self._seen is None or not (best is self._seen or np.array_equal(best, self._seen)):
            self._seen = best
            (must, soft), taken = self._evaluated(best)
            if not must:
                self.note(progress.seconds, self._goal.value(soft))
        # from the end of this look, not from its begin: else a slow one is due again at once
        now = progress.seconds + taken
        self._next = now + max(now * (LATER - 1) + FIRST_LOOK, taken / LOOKING)

    def note(self, seconds: float, value: float) -> None:
        """Note a value if it is the first or better than the last."""
        if not self.points or self._goal.sign * (value - self.points[-1][1]) < 0:
            self.points.append([round(seconds, 4), value])

    def _evaluated(self, assignment: Index) -> tuple[tuple[int, int], float]:
        """Return (must, soft) and the CPU seconds of this thread that it took."""
        began = time.thread_time()
        found = self._terms.evaluate(assignment)
        return found, time.thread_time() - began
