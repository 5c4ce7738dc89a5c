"""Problems for the search: all families of terms at once, distances alone, and tiny random ones.

Run as a program (with NUMBA_DISABLE_JIT=1) it prints what the searches of two of them find.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from grouping import Problem, Roster, Teams
from grouping.engines.kernels.jit import CHECKED
from grouping.engines.local.flatten import pack_rounds
from grouping.engines.local.searcher import Searcher
from grouping.problem.column import Column
from grouping.problem.past_events import Earlier
from grouping.problem.registry import rule_from_dict
from grouping.scoring.weights import weigh

STEPS = 4_000
Stated = dict[str, Any]


def people(seed: int, n: int) -> Roster:
    """Return n random people with two categories, ranks and an age with blanks."""
    rng = np.random.default_rng(seed)
    age = [None if rng.random() < 0.15 else float(rng.integers(20, 60)) for _ in range(n)]
    return Roster(
        tuple(f"p{i}" for i in range(n)),
        tuple(f"P {i}" for i in range(n)),
        (
            Column.of_labels("Agency", ["A", "B", "C", *rng.choice(["A", "B", "C", "D"], n - 3)]),
            Column.of_labels("Gender", ["L", "P", *rng.choice(["L", "P"], n - 2)]),
            Column.of_numbers("Age", age),
        ),
    )


def table(seed: int, n: int) -> list[list[int]]:
    """Return a random symmetric matrix."""
    half = np.triu(np.random.default_rng(seed).integers(0, 100, (n, n)), 1)
    return (half + half.T).tolist()


def all_families() -> Problem:
    """Return a problem with every family of terms in it, and open sizes."""
    n = 14
    sizes = np.array([2, 3, 3]), np.array([5, 6, 7])
    teams = Teams(("Red", "Green", "Blue"), *(s.astype(np.int64) for s in sizes))
    rules: list[Stated] = [
        {"kind": "spread", "column": "Agency"},  # tally
        {"kind": "balance", "column": "Age"},  # square
        {"kind": "balance", "column": "Age", "within": 4, "weight": 2},  # square with slack
        {"kind": "apart", "people": ["p0", "p1"]},  # must pair
        {"kind": "together", "people": ["p2", "p3", "p4"]},  # must tally
        {"kind": "prefer", "people": ["p5", "p6"]},  # pair
        {"kind": "prefer", "person": "p7", "any_of": ["p8", "p9"]},  # tally with amounts
        {"kind": "not_alone", "column": "Gender", "value": "P", "outnumbered": True},
        {"kind": "pin", "people": ["p10"], "teams": ["Red"]},  # nobody's to move
        {"kind": "bar", "people": ["p11", "p12"], "teams": ["Blue"]},  # must place
        {"kind": "keep", "earlier": {f"p{i}": ["Red", "Green", "Blue"][i % 3] for i in range(n)}},
        {"kind": "distance", "matrix": table(1, n), "weight": 0.5},
    ]
    return Problem.of(people(1, n), teams=teams, rules=rules)


def only_distances() -> Problem:
    """Return a problem with a matrix of distances and nothing else."""
    return Problem.of(people(2, 12), teams=3, rules=[{"kind": "distance", "matrix": table(2, 12)}])


def only_least_distances() -> Problem:
    """Return a problem of how near two people of a team are and nothing else."""
    rule = {"kind": "dispersion", "matrix": table(2, 12)}
    return Problem.of(people(2, 12), teams=3, rules=[rule])


def only_meetings() -> Problem:
    """Return four rounds of 12 people in fours, new faces and nothing else: for tabu."""
    return Problem.of(people(3, 12), teams=3, rounds=4, rules=[{"kind": "new_faces"}])


def all_rounds() -> Problem:
    """Return rounds with everything: absent people, other teams, history, must and soft rules."""
    n, rounds = 12, 4
    present = np.ones((rounds, n), dtype=bool)
    present[1, :2] = present[3, 5] = False
    teams = Teams(("Red", "Green", "Blue"), *np.array([[3, 3, 3], [5, 5, 5]], dtype=np.int64))
    fixed = Teams(("Blue", "Red"), *np.array([[5, 5], [5, 5]], dtype=np.int64))
    met = np.repeat(np.arange(4, dtype=np.int32), 3)[None, :]
    rules: list[Stated] = [
        {"kind": "new_faces"},
        {"kind": "new_faces", "must": True, "most": 3, "differing": "Agency"},
        {"kind": "new_team", "weight": 2},
        {"kind": "stay", "people": ["p0"], "must": True},
        {"kind": "meet", "people": ["p1"], "others": ["p7", "p8"], "must": True},
        {"kind": "spread", "column": "Agency"},
        {"kind": "balance", "column": "Age", "rounds": [1, 3]},
        {"kind": "apart", "people": ["p0", "p5"]},
        {"kind": "pin", "people": ["p9"], "teams": ["Red"], "rounds": [2]},
        {"kind": "distance", "matrix": table(4, n), "weight": 0.5, "rounds": 4},
    ]
    return Problem(
        people(3, n),
        teams,
        tuple(rule_from_dict(rule) for rule in rules),
        rounds=rounds,
        present=present,
        teams_by_round=(teams, fixed, teams, teams),
        history=(Earlier("May", met, 0.5),),
    )


def tiny(seed: int, *, people: int = 0, shape: str = "") -> Problem:
    """Return a random problem that can be tried out, two to five rules, must and soft."""
    rng = np.random.default_rng(seed)
    n = people or int(rng.integers(6, 9))
    count = int(rng.integers(2, 4))
    low = high = Teams.of_count(n, count).low
    if (shape or ["equal", "open"][seed % 2]) == "open":
        low, high = np.maximum(low - 1, 0), high + 1
    teams = Teams(tuple(f"Team {g + 1}" for g in range(count)), low, high)
    who = [f"p{i}" for i in rng.permutation(n)]
    stock: list[Stated] = [
        {"kind": "spread", "column": "Agency"},
        {"kind": "spread", "column": "Gender", "must": True},
        {"kind": "balance", "column": "Age"},
        {"kind": "together", "people": who[:2]},
        {"kind": "apart", "people": who[2:4]},
        {"kind": "avoid", "people": who[1:4]},
        {"kind": "prefer", "pairs": [who[:2], who[3:5], [who[0], who[5]]]},
        {"kind": "prefer", "person": who[4], "any_of": [who[5], who[1]]},
        {"kind": "not_alone", "column": "Gender", "value": "P", "must": False},
        {"kind": "same_at_most", "column": "Agency", "count": 2, "weight": 2},
        {"kind": "pin", "people": who[5:6], "teams": ["Team 1"]},
        {"kind": "distance", "matrix": table(seed, n)},
        {"kind": "cluster", "column": "Gender"},
    ]
    chosen = rng.choice(len(stock), size=int(rng.integers(2, 6)), replace=False)
    return Problem.of(_people(seed, n), teams=teams, rules=[stock[k] for k in sorted(chosen)])


def walled(seed: int) -> Problem:
    """Return a tiny random problem of must rules, balance among them, that may clash; and wishes.

    Ages differ by little or by much, some are blank; teams have fixed, often unequal sizes.
    """
    rng = np.random.default_rng(seed)
    n, count = int(rng.integers(4, 8)), int(rng.integers(2, 4))
    wide = int(rng.choice([3, 40, 100_000]))
    age = [None if rng.random() < 0.2 else float(20 + rng.integers(wide)) for _ in range(n)]
    roster = _people(seed, n)
    roster = Roster(roster.ids, roster.names, (*roster.columns[:2], Column.of_numbers("Age", age)))
    cuts = np.sort(rng.choice(n - 1, count - 1, replace=False)) + 1
    sizes = np.diff([0, *cuts, n]).astype(np.int64)
    teams = Teams(tuple(f"Team {g + 1}" for g in range(count)), sizes, sizes)
    who = [f"p{i}" for i in rng.permutation(n)]
    within = {"kind": "balance", "column": "Age", "within": float(rng.choice([0, 0.5, 2]))}
    must: list[Stated] = [
        *[within] * 3,
        {"kind": "spread", "column": "Agency"},
        {"kind": "same_at_most", "column": "Agency", "count": 1},
        {"kind": "not_alone", "column": "Gender", "value": "P"},
        {"kind": "together", "people": who[:2]},
        {"kind": "apart", "people": who[:3]},
        {"kind": "apart", "column": "Agency"},
        {"kind": "prefer", "pairs": [who[:2], who[2:4]]},
        {"kind": "prefer", "person": who[3], "any_of": who[:2]},
        {"kind": "pin", "people": who[3:4], "teams": ["Team 1"]},
        {"kind": "bar", "people": who[2:4], "teams": ["Team 2"]},
    ]
    wishes: list[Stated] = [
        {"kind": "spread", "column": "Agency"},
        {"kind": "balance", "column": "Age", "within": 1},
        {"kind": "cluster", "column": "Gender"},
        {"kind": "avoid", "people": who[1:4]},
    ]
    chosen = [{**must[k], "must": True} for k in _some(rng, len(must), 1, 4)]
    chosen += [{**wishes[k], "must": False} for k in _some(rng, len(wishes), 0, 3)]
    return Problem.of(roster, teams=teams, rules=chosen)


def _some(rng: np.random.Generator, among: int, least: int, below: int) -> list[int]:
    return sorted(rng.choice(among, int(rng.integers(least, below)), replace=False).tolist())


_people = people


def answer(problem: Problem, steps: int) -> list[Any]:
    """Return the best and the last assignment, the value and the moves weighed of a search."""
    pack = pack_rounds(weigh(problem).terms)
    searcher = Searcher(pack, np.random.default_rng(7), target=-(10**15))
    searcher.advance(steps)
    return [
        searcher.best.tolist(),
        searcher._all.team.tolist(),
        list(searcher.value),
        searcher.evaluations,
    ]


if __name__ == "__main__":
    found: dict[str, Any] = {"checked": CHECKED}
    found["all"] = answer(all_families(), STEPS)
    found["distance"] = answer(only_distances(), STEPS)
    found["rounds"] = answer(all_rounds(), STEPS // 4)
    found["meetings"] = answer(only_meetings(), STEPS)
    print(json.dumps(found))  # noqa: T201 - the output of this program
