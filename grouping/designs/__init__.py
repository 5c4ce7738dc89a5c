"""Rotations without repeats, built by algebra: teams in which nobody meets twice."""

from grouping.designs.best import design
from grouping.designs.design import ConstructionError, Design
from grouping.designs.most import most_rounds
from grouping.designs.near import NearDesign, near_design
from grouping.designs.verify import meetings, repeats

__all__ = [
    "ConstructionError",
    "Design",
    "NearDesign",
    "design",
    "meetings",
    "most_rounds",
    "near_design",
    "repeats",
]
