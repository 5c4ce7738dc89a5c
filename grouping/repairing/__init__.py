"""Repair: people drop out, come late, or must not sit together after all."""

from __future__ import annotations

from grouping.repairing.repair import repair
from grouping.repairing.result import Move, Point, Repair

__all__ = ["Move", "Point", "Repair", "repair"]
