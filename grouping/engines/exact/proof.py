"""What the exact engine returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from grouping.terms.arrays import Index

Kind = Literal["arithmetic", "CP-SAT", "exhausted"]


@dataclass(frozen=True, eq=False)
class Proof:
    """An assignment and what is proven about all others.

    There is no cost here: the judge says what the assignment costs.

    Attributes
    ----------
    assignment
        The best assignment known, int32, shape (1, n); None if none was given or found.
    bound
        No assignment has a smaller (must violations, soft cost), compared in this order and in the
        units of `Terms.evaluate`.  So the second number speaks of the assignments that break no
        more than the first one.
    kind
        The argument that gave the bound: closed-form "arithmetic", the search tree of "CP-SAT", or
        all assignments "exhausted".
    optimal
        Whether `assignment` meets the bound.
    infeasible
        Whether it is proven that the must rules cannot all hold.
    seconds
        Wall time.
    """

    assignment: Index | None
    bound: tuple[int, int]
    kind: Kind
    optimal: bool
    infeasible: bool
    seconds: float
