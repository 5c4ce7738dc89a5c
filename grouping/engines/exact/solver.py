"""Run CP-SAT on a model, and read its answer back exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from ortools.sat.python import cp_model

from grouping.engines.budget import Budget, Stop
from grouping.engines.cp_sat import run_solver
from grouping.engines.exact.model import Model
from grouping.terms.arrays import Index

Status = Literal["optimal", "feasible", "infeasible", "unknown"]

# Proposals of a budget that count as one second of CP-SAT's deterministic time.
STEPS_A_SECOND = 10_000_000
# From this many workers on CP-SAT's own mixture of strategies has one for bounds.
PORTFOLIO = 8

STATUS: dict[cp_model.CpSolverStatus, Status] = {
    cp_model.OPTIMAL: "optimal",
    cp_model.FEASIBLE: "feasible",
    cp_model.INFEASIBLE: "infeasible",
}


@dataclass(frozen=True)
class Limits:
    """When CP-SAT has to end.

    Attributes
    ----------
    seconds
        Wall time; None for no limit.
    effort
        CP-SAT's deterministic time, about seconds; None for no limit.
    threads
        Workers; with one and no wall time in play the same model gives the same answer.
    seed
        Of the solver.
    stop
        Ends the run once set, from another thread.
    """

    seconds: float | None
    effort: float | None = None
    threads: int = 1
    seed: int = 0
    stop: Stop | None = None

    @classmethod
    def within(cls, budget: Budget, *, spent: float = 0.0, threads: int = 1) -> Limits:
        """Return what is left of a budget, of which some deterministic time is spent."""
        seconds = None if budget.seconds is None else max(0.01, budget.seconds - budget.elapsed)
        effort = None if budget.steps is None else budget.steps / STEPS_A_SECOND - spent
        effort = None if effort is None else max(1e-6, effort)
        return cls(seconds, effort, threads, stop=budget.stop)


@dataclass(frozen=True, eq=False)
class Answer:
    """What CP-SAT says about a model.

    Attributes
    ----------
    status
        "optimal" also for a feasible model without an objective.
    team
        The assignment found, int32, shape (n,), or None.
    bound
        No assignment of the model costs less; None if nothing is known.
    effort
        Deterministic time used.
    core
        Indices of assumed literals that cannot all be true, if that is why it is infeasible.
    """

    status: Status
    team: Index | None
    bound: int | None
    effort: float
    core: tuple[int, ...] = ()


def run(model: Model, limits: Limits, watch: Callable[[Index], bool] | None = None) -> Answer:
    """Solve a model; `watch` is told of every better assignment and says whether to end."""
    solver = cp_model.CpSolver()
    set_limits(solver, limits)
    if model.frame.has_mates and model.has_hint and limits.threads < PORTFOLIO:
        # a portfolio of few workers leaves out the search by bounds, so one alone proves more
        solver.parameters.optimize_with_lb_tree_search = True
        solver.parameters.num_workers = 1
    if model.frame.cp.validate():
        return Answer("unknown", None, None, 0.0)  # numbers beyond what CP-SAT takes
    callback = _Teller(model, watch) if watch else None
    outcome = run_solver(solver, model.frame.cp, stop=limits.stop, callback=callback)
    status = STATUS.get(outcome, "unknown")
    team = _team(model, solver.value) if status in ("optimal", "feasible") else None
    bound = _bound(model, solver, status)
    core = solver.sufficient_assumptions_for_infeasibility() if status == "infeasible" else ()
    return Answer(status, team, bound, solver.deterministic_time, tuple(core))


def set_limits(solver: cp_model.CpSolver, limits: Limits) -> None:
    """Tell the solver when to end, and how to search."""
    parameters = solver.parameters
    # bounds come from the linear relaxation, so all that is linear goes into it
    parameters.linearization_level = 2
    parameters.num_workers = limits.threads
    parameters.random_seed = limits.seed
    if limits.seconds is not None:
        parameters.max_time_in_seconds = limits.seconds
    if limits.effort is not None:
        parameters.max_deterministic_time = limits.effort


def _team(model: Model, value: Callable[[cp_model.IntVar], int]) -> Index:
    flow = np.array([[value(v) for v in row] for row in model.frame.flow], dtype=np.int64)
    return model.frame.classes.deal(flow)


def _bound(model: Model, solver: cp_model.CpSolver, status: Status) -> int | None:
    """Return the bound in whole numbers: the float that CP-SAT shows has 53 bits only."""
    objective = model.objective
    if status == "infeasible" or (status == "unknown" and not _has_bound(solver)):
        return None
    if not objective.variables:
        return objective.constant
    inner = int(solver.response_proto.inner_objective_lower_bound)
    return objective.common * inner + objective.constant


def _has_bound(solver: cp_model.CpSolver) -> bool:
    return bool(solver.response_proto.inner_objective_lower_bound)


class _Teller(cp_model.CpSolverSolutionCallback):
    """Reports every better assignment."""

    def __init__(self, model: Model, watch: Callable[[Index], bool]) -> None:
        super().__init__()
        self._model, self._watch = model, watch

    def on_solution_callback(self) -> None:
        """Pass the assignment on."""
        if self._watch(_team(self._model, self.value)):
            self.stop_search()
