"""The exact engine: CP-SAT over `Terms` proves, improves and explains."""

from __future__ import annotations

from grouping.exact.engine import prove
from grouping.exact.explain import conflict
from grouping.exact.improve import improve
from grouping.exact.proof import Proof

__all__ = ["Proof", "conflict", "improve", "prove"]
