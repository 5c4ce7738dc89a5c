"""How many rounds the constructions reach, cell by cell."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from grouping.engines.budget import Budget
from grouping.engines.designs.best_design import design
from grouping.engines.designs.rounds_bound import most_rounds


@dataclass(frozen=True)
class Cell:
    """One cell: teams, people in a team, rounds reached and at most possible, how, CPU seconds."""

    groups: int
    size: int
    rounds: int
    bound: int
    construction: str
    seconds: float


def table(
    max_groups: int, max_size: int, *, seed: int = 0, budget: Budget | None = None
) -> Iterator[Cell]:
    """Yield the cells of 2 to `max_groups` teams of 2 to `max_size` people.

    Cells with more people in a team than teams are left out: they have one round.

    Parameters
    ----------
    max_groups, max_size
        Ends of the table.
    seed
        Every cell starts from a generator of its own with this seed.
    budget
        For the searches of each cell; None for what comes without a search.
    """
    for groups in range(2, max_groups + 1):
        for size in range(2, min(groups, max_size) + 1):
            began = time.process_time()
            found = design(groups, size, rng=np.random.default_rng(seed), budget=budget)
            assert found is not None
            seconds = time.process_time() - began
            bound = most_rounds(groups, size)
            yield Cell(groups, size, found.rounds, bound, found.construction, seconds)


def as_markdown(cells: list[Cell]) -> str:
    """Return two tables: rounds by teams and size, bold where no more are possible; and how."""
    sizes = sorted({cell.size for cell in cells})
    by_place = {(cell.groups, cell.size): cell for cell in cells}
    lines = [
        "| teams | " + " | ".join(f"of {s}" for s in sizes) + " |",
        "|---|" + "---|" * len(sizes),
    ]
    for g in sorted({cell.groups for cell in cells}):
        row = [_shown(by_place.get((g, s))) for s in sizes]
        lines.append(f"| {g} | " + " | ".join(row) + " |")
    lines += ["", "| teams | size | rounds | at most | construction |", "|---|---|---|---|---|"]
    lines += [
        f"| {c.groups} | {c.size} | {c.rounds} | {c.bound} | {c.construction} |" for c in cells
    ]
    return "\n".join(lines) + "\n"


def _shown(cell: Cell | None) -> str:
    """Return the rounds of a cell, with the bound unless it is reached."""
    if cell is None:
        return ""
    return f"**{cell.rounds}**" if cell.rounds == cell.bound else f"{cell.rounds} of {cell.bound}"
