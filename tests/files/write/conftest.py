"""A judged result to write: eight people with awkward names and long ids in two teams."""

from __future__ import annotations

import numpy as np
import pytest

from grouping import Problem, Roster
from grouping.problem.column import Column
from grouping.solving.solve import Result, judged

NIPS = [f"19830615000101100{k}" for k in range(8)]
NAMES = [
    "Budi Santoso",
    "Budi Santoso",
    "=1+1",
    "@Siti",
    "-Rina",
    "'O Malley",
    "Dr. H. Ahmad Zainuddin, S.Kom., M.T.",
    "Ani, S.E.",
]


@pytest.fixture
def result() -> Result:
    roster = Roster(
        tuple(NIPS),
        tuple(NAMES),
        (
            Column.of_labels("Agency", ["A", "A", "B", "B", "C", "C", None, "A"]),
            Column.of_numbers("Age", [30, 31.5, None, 40, 41, 42, 43, 44]),
        ),
        source="people.xlsx",
    )
    rules = [
        {"kind": "spread", "column": "Agency"},
        {"kind": "balance", "column": "Age", "weight": 2},
        {"kind": "apart", "people": [NIPS[0], NIPS[7]]},
    ]
    problem = Problem.of(roster, teams=["Merah", "Putih"], rules=rules)
    return judged(problem, np.array([[0, 1, 0, 1, 0, 1, 0, 1]], dtype=np.int32))
