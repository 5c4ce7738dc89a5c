"""The package against a second judge that was written from docs/model.md alone.

In the usual tests about a thousand questions are judged and a few of them solved; with
GROUPING_JUDGE_QUESTIONS=20000 so many are solved, and everything tried where that is little.
"""

from __future__ import annotations

import os

import pytest

from tests.independent_judge.compare import Tally, compare
from tests.independent_judge.draw import OPTIONS
from tests.independent_judge.run import run

MANY = int(os.environ.get("GROUPING_JUDGE_QUESTIONS", "0"))
JUDGED = 43
SOLVED = 2
# Everything is tried where there are so few assignments.
FEW = 60


@pytest.mark.parametrize("kind", sorted(OPTIONS))
def test_costs_and_bounds_of_a_kind_are_those_of_the_documents(kind: str) -> None:
    tally = Tally()
    for seed in range(JUDGED):
        compare(seed, kind, tally, solved=seed < SOLVED, most=FEW)
    assert tally.judged[kind] > JUDGED // 2, "most questions are not refused"
    assert tally.tried[kind], "of some of them everything is tried"


@pytest.mark.skipif(not MANY, reason="GROUPING_JUDGE_QUESTIONS is not set")
def test_what_is_called_optimal_or_infeasible_is_so_of_many_questions() -> None:
    assert run(0, MANY, Tally()) == []
