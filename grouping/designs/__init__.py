"""Rotations without repeats, built by algebra: teams in which nobody meets twice."""

from grouping.designs.best import design
from grouping.designs.design import ConstructionError, Design
from grouping.designs.most import most_rounds
from grouping.designs.verify import meetings, repeats

__all__ = ["ConstructionError", "Design", "design", "meetings", "most_rounds", "repeats"]
