"""grouping: balanced teams from a roster, with proof.

The names below load what they need on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grouping.errors import GroupingError, InfeasibleError, InputError
    from grouping.problem import Problem, Teams
    from grouping.read.plan import read_plan
    from grouping.read.result import read_result
    from grouping.read.roster import read_roster
    from grouping.repairing import repair
    from grouping.roster import Roster
    from grouping.scoring import Score, score
    from grouping.solving import Result, solve
    from grouping.write.files import write_result

_HOMES = {
    "GroupingError": "grouping.errors",
    "InfeasibleError": "grouping.errors",
    "InputError": "grouping.errors",
    "Problem": "grouping.problem",
    "Result": "grouping.solving",
    "Roster": "grouping.roster",
    "Score": "grouping.scoring",
    "Teams": "grouping.problem",
    "read_plan": "grouping.read.plan",
    "read_result": "grouping.read.result",
    "read_roster": "grouping.read.roster",
    "repair": "grouping.repairing",
    "score": "grouping.scoring",
    "solve": "grouping.solving",
    "write_result": "grouping.write.files",
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
