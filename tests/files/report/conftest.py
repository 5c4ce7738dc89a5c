"""Judged results to report on: one round with awkward names, three rounds with absent people."""

from __future__ import annotations

import numpy as np
import pytest

from grouping import Problem, Roster
from grouping.problem.column import Column
from grouping.problem.past_events import Earlier
from grouping.solving.solve import Result, judged

NAMES = [
    "Dr. H. Ani <b>Wijaya</b>, S.E.",
    "Budi & Sons",
    '"Citra" O\'Malley',
    "Drs. Dewa " + "Krisnamurti" * 6,
    "Eka {{ 7 * 7 }}",
    "Fitri",
    "Fitri",
    "Gilang</style></title>",
    "Hana",
    "Indra",
    "Joko",
    "Kartika",
]


def _roster() -> Roster:
    ids = tuple(f"p{k}" for k in range(12))
    columns = (
        Column.of_labels("Agency & <Co>", [*"AAAABBBBCCC", None]),
        Column.of_labels("Sex", list("LPLPLPLPLPLP")),
        Column.of_numbers("Age", [30, 31.5, None, 40, 41, 42, 43, 44, 50, 51, 52, 53]),
    )
    return Roster(ids, tuple(NAMES), columns, source="people <1>.xlsx")


RULES = [
    {"kind": "spread", "column": "Agency & <Co>"},
    {"kind": "spread", "column": "Sex"},
    {"kind": "balance", "column": "Age", "weight": 2.0},
    {"kind": "apart", "people": ["p0", "p1"]},
    {"kind": "together", "people": ["p0", "p3"]},
    {"kind": "pin", "people": ["p2"], "teams": ["Putih"]},
    {"kind": "at_most", "count": 3, "where": {"Sex": "P"}},
]


@pytest.fixture
def one_round() -> Result:
    """Three teams; p0 and p3 should be together and are not."""
    teams = ["Merah", "Putih", "A team with quite a long name"]
    problem = Problem.of(_roster(), teams=teams, rules=RULES)
    return judged(problem, np.array([[0, 1, 1, 2, 0, 1, 2, 0, 1, 2, 0, 2]], dtype=np.int32))


@pytest.fixture
def three_rounds() -> Result:
    """Three rounds; p11 is absent from the first, p0 and p1 meet twice, p4 and p5 met before."""
    present = np.ones((3, 12), dtype=bool)
    present[0, 11] = False
    before = np.full((1, 12), -1, dtype=np.int32)
    before[0, [4, 5]] = 0
    rules = [
        {"kind": "spread", "column": "Agency & <Co>"},
        {"kind": "new_faces"},
        {"kind": "meet", "people": ["p0"], "others": ["p1"]},
        {"kind": "stay", "people": ["p2"], "must": False},
    ]
    problem = Problem.of(
        _roster(),
        teams=3,
        prefix="Kelompok",
        rules=rules,
        rounds=3,
        present=present,
        history=[Earlier("retreat.xlsx", before, 1.0)],
    )
    rounds = [
        [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, -1],
        [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2],
        [0, 0, 1, 2, 0, 1, 2, 2, 0, 1, 1, 2],
    ]
    return judged(problem, np.array(rounds, dtype=np.int32))


@pytest.fixture
def many_teams() -> Result:
    """Twelve teams of three: the widest table of counts that stands beside another."""
    agencies = [f"Dinas dengan nama yang panjang nomor {k % 9}" for k in range(36)]
    people = {
        "name": [f"Peserta {k}" for k in range(36)],
        "agency": agencies,
        "post": [f"Jabatan {k % 8}" for k in range(36)],
    }
    rules = [{"kind": "spread", "column": column} for column in ("agency", "post")]
    problem = Problem.of(people, name="name", teams=12, prefix="Kelompok", rules=rules)
    return judged(problem, (np.arange(36, dtype=np.int32) % 12)[None, :])


@pytest.fixture
def most_teams() -> Result:
    """Thirty-one teams of two: the counts stand in two tables."""
    people = {"agency": [f"Dinas {k % 9}" for k in range(62)]}
    rules = [{"kind": "spread", "column": "agency"}]
    problem = Problem.of(people, teams=31, rules=rules)
    return judged(problem, (np.arange(62, dtype=np.int32) % 31)[None, :])
