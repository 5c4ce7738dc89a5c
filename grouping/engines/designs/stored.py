"""Base blocks and difference matrices that a search has found, shipped so that nobody waits.

Each record of `stored.json` names what it is unfolded by and the seed and proposals with which
`search_again` finds it.  What is unfolded is verified like every design.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from grouping.engines.budget import Budget
from grouping.engines.designs.difference_search import addition, search_matrix
from grouping.engines.designs.point_symmetry import Symmetry
from grouping.engines.designs.starter_search import Starter, search_starter, unfold
from grouping.engines.designs.transversal import Entries, unfold_matrix
from grouping.engines.designs.verify import Teams


@dataclass(frozen=True)
class Matrix:
    """A partial difference matrix over a product of cyclic groups; rows as tuples.

    `odd` says that it was searched among those with the negative of every row.
    """

    moduli: tuple[int, ...]
    rows: tuple[tuple[int, ...], ...]
    odd: bool = False

    @property
    def order(self) -> int:
        """Elements of the group."""
        return int(np.prod(self.moduli))

    @property
    def entries(self) -> Entries:
        """Entries, int32, shape (rows, columns)."""
        return np.array(self.rows, dtype=np.int32)


@dataclass(frozen=True)
class Record:
    """What was found, and with which seed and at most how many proposals."""

    found: Matrix | Starter
    size: int
    seed: int
    steps: int


def found_designs(groups: int, size: int) -> Iterator[tuple[Teams, str, bool]]:
    """Yield teams, name and whether they stand in columns, of what is shipped for a cell."""
    for record in records():
        found = record.found
        if isinstance(found, Matrix):
            if found.order != groups:
                continue
            for entries in (found.entries, found.entries.T):
                if entries.shape[1] >= size:
                    teams = unfold_matrix(entries[:, :size], addition(found.moduli))
                    yield teams, matrix_name(found.moduli), True
        elif found.symmetry.points == groups * size and record.size == size:
            yield unfold(found), starter_name(found.symmetry), False


def matrix_name(moduli: tuple[int, ...]) -> str:
    """Return the name of a construction by a partial difference matrix."""
    return f"partial difference matrix over {group_name(moduli)} by search"


def starter_name(symmetry: Symmetry) -> str:
    """Return the name of a construction by a starter."""
    parts = [f"{symmetry.copies} x {group_name(symmetry.moduli)}"]
    if symmetry.fixed:
        parts.append(f"{symmetry.fixed} fixed")
    if symmetry.fibre > 1:
        parts.append(f"fibre {symmetry.fibre}")
    if len(symmetry.powers) > 1:
        parts.append(f"multiplier of order {len(symmetry.powers)}")
    return f"starter ({', '.join(parts)}) by search"


def group_name(moduli: tuple[int, ...]) -> str:
    """Return Z2 x Z6 for (2, 6)."""
    return " x ".join(f"Z{m}" for m in moduli)


def search_again(record: Record) -> Matrix | Starter | None:
    """Run the search that found a record, with its seed, and return what it finds."""
    rng, budget = np.random.default_rng(record.seed), Budget(None, record.steps)
    found = record.found
    if isinstance(found, Starter):
        return search_starter(found.symmetry, record.size, rng=rng, budget=budget)[0]
    rows, columns = found.entries.shape
    entries, _ = search_matrix(found.moduli, rows, columns, found.odd, rng=rng, budget=budget)
    return None if entries is None else matrix_of(found.moduli, entries, found.odd)


def matrix_of(moduli: tuple[int, ...], entries: Entries, odd: bool = False) -> Matrix:
    """Return entries as a `Matrix`."""
    return Matrix(moduli, tuple(tuple(int(x) for x in row) for row in entries), odd)


@cache
def records() -> tuple[Record, ...]:
    """Return what is shipped."""
    text = files("grouping.engines.designs").joinpath("stored.json").read_text(encoding="utf-8")
    return tuple(map(_record, json.loads(text)))


def as_json(record: Record) -> dict[str, Any]:
    """Return a record as it is written in `stored.json`."""
    found = record.found
    head = {"size": record.size, "seed": record.seed, "steps": record.steps}
    if isinstance(found, Matrix):
        return {**head, "moduli": found.moduli, "rows": found.rows, "odd": found.odd}
    plain = asdict(Symmetry(found.symmetry.moduli, found.symmetry.copies))
    symmetry = {k: v for k, v in asdict(found.symmetry).items() if v != plain[k]}
    symmetry |= {"moduli": found.symmetry.moduli, "copies": found.symmetry.copies}
    blocks = {"whole": found.whole, "blocks": found.blocks, "still": found.still}
    return {**head, "symmetry": symmetry, **blocks}


def _record(read: dict[str, Any]) -> Record:
    """Return the record of one entry of `stored.json`."""
    head = (read["size"], read["seed"], read["steps"])
    if "rows" in read:
        matrix = Matrix(_tuples(read["moduli"]), _tuples(read["rows"]), read["odd"])
        return Record(matrix, *head)
    symmetry = Symmetry(**{k: _tuples(v) for k, v in read["symmetry"].items()})
    blocks = (_tuples(read[key]) for key in ("whole", "blocks", "still"))
    return Record(Starter(symmetry, *blocks), *head)


def _tuples(value: Any) -> Any:
    """Return nested lists as nested tuples."""
    return tuple(map(_tuples, value)) if isinstance(value, (list, tuple)) else value
