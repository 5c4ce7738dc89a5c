"""The exact engine: CP-SAT over `Terms` proves, improves and explains."""

from __future__ import annotations

from grouping.exact.engine import prove
from grouping.exact.explain import conflict
from grouping.exact.improve import improve
from grouping.exact.moves import best_within, fewest_moves, near
from grouping.exact.proof import Proof
from grouping.exact.rounds import conflict_rounds, improve_rounds, prove_rounds

__all__ = [
    "Proof",
    "best_within",
    "conflict",
    "conflict_rounds",
    "fewest_moves",
    "improve",
    "improve_rounds",
    "near",
    "prove",
    "prove_rounds",
]
