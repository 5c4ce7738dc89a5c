"""Repair of teams when people drop out, come late, or must not sit together after all."""

from __future__ import annotations

from grouping.solving.repair.repair import repair
from grouping.solving.repair.repair_result import Move, Point, Repair

__all__ = ["Move", "Point", "Repair", "repair"]
