"""One call of CP-SAT that Ctrl-C and a stop from elsewhere end at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from contextvars import copy_context

from ortools.sat.python import cp_model

from grouping.engines.budget import Stop

# Seconds between two looks at what may end the run.
LOOK = 0.1


def run_solver(
    solver: cp_model.CpSolver,
    model: cp_model.CpModel,
    *,
    stop: Stop | None = None,
    callback: cp_model.CpSolverSolutionCallback | None = None,
) -> cp_model.CpSolverStatus:
    """Solve a model; whatever is raised in this thread meanwhile ends the run first.

    CP-SAT would keep a Ctrl-C to itself, which ends one run and not the search; and without that
    Python could not act on it before the run is over.  So the run has a thread of its own, and this
    one waits.

    Parameters
    ----------
    solver
        With its limits set.
    model
        What is to be solved.
    stop
        Ends the run once set; what the solver has found by then stands.
    callback
        Told of every better solution.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C, once the run has ended.
    """
    solver.parameters.catch_sigint_signal = False
    pool = ThreadPoolExecutor(1)
    run = pool.submit(copy_context().run, solver.solve, model, callback)
    pool.shutdown(wait=False)
    try:
        while not wait([run], timeout=LOOK).done:
            if stop is not None and stop.is_set():
                solver.stop_search()
    finally:
        # the run may not have begun when it is first told to end
        while not run.done():
            solver.stop_search()
            wait([run], timeout=LOOK)
    return run.result()
