"""Run a suite: the tasks that have no row yet run on an executor, and each adds its row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

from grouping.bench.executors import OpenExecutor, run_all
from grouping.bench.known_values import known_of
from grouping.bench.rows import Row, open_rows
from grouping.bench.suite import Suite


class Outcome(NamedTuple):
    """The outcome of running a suite."""

    added: int
    """Rows that are new."""
    failed: int
    """Runs of the suite whose last row says that they failed, before or now."""


def run_suite(
    suite: Suite,
    output: str | Path,
    open_executor: OpenExecutor,
    *,
    again: bool = False,
    tell: Callable[[int, int, Row | None], None] | None = None,
) -> Outcome:
    """Run what `output` has no row of yet, and append the rows.

    Parameters
    ----------
    suite
        What is to be run.
    output
        The file of rows; it is made if there is none.
    open_executor
        Where tasks run: see `grouping.bench.executors`.
    again
        Whether runs that failed before are run again.
    tell
        Called with rows done, rows in all, and the row that is new, first with none.

    Returns
    -------
    Outcome
        How many rows were added, and how many runs of the suite have failed.
    """
    with open_rows(output) as rows:
        done = {k for k, status in rows.keys.items() if not (again and status == "failed")}
        tasks = [task for task in suite.tasks if task.key not in done]
        count, total = len(suite.tasks) - len(tasks), len(suite.tasks)
        if tell:
            tell(count, total, None)

        def keep(row: Row) -> None:
            nonlocal count
            goal, sense = row.get("goal", ""), row.get("sense", "")
            known = known_of(row["case"], goal, sense, suite.known)
            rows.append({"suite": suite.name, **row, "known": asdict(known) if known else None})
            count += 1
            if tell:
                tell(count, total, row)

        if tasks:
            run_all(tasks, open_executor, keep)
        failed = sum(rows.keys.get(task.key) == "failed" for task in suite.tasks)
        return Outcome(len(tasks), failed)
