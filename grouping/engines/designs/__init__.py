"""Rotations without repeats, built by algebra: teams in which nobody meets twice."""

from grouping.engines.designs.best_design import design
from grouping.engines.designs.design import ConstructionError, Design
from grouping.engines.designs.rounds_bound import most_rounds
from grouping.engines.designs.unequal_sizes import NearDesign, near_design
from grouping.engines.designs.verify import meetings, repeats

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
