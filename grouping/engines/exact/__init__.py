"""The exact engine: CP-SAT over `Terms` proves, improves and explains."""

from __future__ import annotations

from grouping.engines.exact.conflict_core import conflict
from grouping.engines.exact.few_moves import best_within, fewest_moves, near
from grouping.engines.exact.improve import improve
from grouping.engines.exact.proof import Proof
from grouping.engines.exact.proving import prove
from grouping.engines.exact.round_by_round import conflict_rounds, improve_rounds, prove_rounds

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
