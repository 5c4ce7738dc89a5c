"""grouping: balanced teams from a roster, with proof.

The names below load what they need on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grouping.errors import GroupingError, InfeasibleError, InputError
    from grouping.files.plan_file import read_plan
    from grouping.files.read.result_file import read_result
    from grouping.files.read.roster_file import read_roster
    from grouping.files.write.write_by_ending import write_result
    from grouping.problem.problem import Problem, Teams
    from grouping.problem.roster import Roster
    from grouping.scoring.score import Score, score
    from grouping.solving.repair import repair
    from grouping.solving.solve import Result, solve

_HOMES = {
    "GroupingError": "grouping.errors",
    "InfeasibleError": "grouping.errors",
    "InputError": "grouping.errors",
    "Problem": "grouping.problem.problem",
    "Result": "grouping.solving.solve",
    "Roster": "grouping.problem.roster",
    "Score": "grouping.scoring.score",
    "Teams": "grouping.problem.problem",
    "read_plan": "grouping.files.plan_file",
    "read_result": "grouping.files.read.result_file",
    "read_roster": "grouping.files.read.roster_file",
    "repair": "grouping.solving.repair",
    "score": "grouping.scoring.score",
    "solve": "grouping.solving.solve",
    "write_result": "grouping.files.write.write_by_ending",
}

__all__ = [
    "GroupingError",
    "InfeasibleError",
    "InputError",
    "Problem",
    "Result",
    "Roster",
    "Score",
    "Teams",
    "read_plan",
    "read_result",
    "read_roster",
    "repair",
    "score",
    "solve",
    "write_result",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'grouping' has no attribute '{name}'")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    # `score` and `solve` are also modules: bind the function, so that it is what people get
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
