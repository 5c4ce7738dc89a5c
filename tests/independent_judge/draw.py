"""Small random questions as plain data, each from a seed of its own."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

Question = dict[str, Any]
Rule = dict[str, Any]

KINDS = {"A": "category", "B": "category", "R": "ordered", "X": "number", "Y": "number"}
ORDER = {"R": ["high", "mid", "low"]}
VALUES: dict[str, list[Any]] = {
    "A": ["a", "b", "c"],
    "B": ["u", "v"],
    "R": ORDER["R"],
    "X": [1, 2, 3, 5, 8, 13],
    "Y": [-1.5, 0.25, 0.5, 2.75],
}
# Numbers as far apart as lists have them, or as near.
EXTREME: list[Any] = [0, 1, -1, 1_000_000, 123_456_789, -250_000, 0.001, 1e-6]
ACROSS = ("new_faces", "new_team", "stay", "meet")
# Kinds that are never musts, and that are musts if nothing is said.
WISHES_ONLY = ("distance", "anticluster")


def question(seed: int, *, kind: str = "", most_people: int = 7) -> Question:
    """Return a question, with a rule of `kind` among its rules."""
    rng = random.Random(seed)
    several = kind in ACROSS or rng.random() < 0.35
    rounds = rng.randint(2, 3) if several else 1
    n = rng.randint(3, 5 if several else most_people)
    people = [_person(rng, i) for i in range(n)]
    for column in KINDS:  # a column without any value is none
        if all(one[column] is None for one in people):
            people[0][column] = VALUES[column][0]
    count = rng.randint(2, min(3, n))
    names = [f"Team {g + 1}" for g in range(count)]
    low, high = _seats(rng, n, count)
    made: Question = {
        "people": people, "kinds": KINDS, "order": ORDER, "teams": names,
        "low": low, "high": high, "rounds": rounds,
    }  # fmt: skip
    fixed = low == high
    made["present"] = [[not several or rng.random() > 0.1 for _ in range(n)] for _ in range(rounds)]
    for row in made["present"]:
        while sum(row) < 2:
            row[rng.randrange(n)] = True
    made["seats"] = [None] * rounds
    if several and rng.random() < 0.25:
        for r in range(rounds):
            made["seats"][r] = _seats_of_round(rng, sum(made["present"][r]), count)
    if not several:
        made["present"] = [[True] * n]
    made["history"] = _history(rng, n) if several else []
    asked = [kind or rng.choice(list(OPTIONS))]
    asked += rng.choices(list(OPTIONS), k=rng.choice([0, 1, 1, 2, 3]))
    made["rules"] = [rule(rng, made, one, fixed=fixed) for one in asked]
    lone = next((one for one in made["rules"] if _stands_alone(one)), None)
    if lone is not None:
        made["rules"] = [lone]
    return made


def _stands_alone(one: Rule) -> bool:
    return one["kind"] == "dispersion" and "least" not in one


def _person(rng: random.Random, i: int) -> dict[str, Any]:
    wild = rng.random() < 0.05
    person = {"id": f"p{i}"}
    for column, values in VALUES.items():
        person[column] = None if rng.random() < 0.08 else rng.choice(values)
    if wild:
        person["X"] = rng.choice(EXTREME)
    return person


def _seats(rng: random.Random, n: int, count: int) -> tuple[list[int], list[int]]:
    shape = rng.choice(["equal", "equal", "uneven", "open"])
    sizes = [n // count + (g < n % count) for g in range(count)]
    if shape == "uneven":
        cuts = sorted(rng.sample(range(1, n), count - 1))
        sizes = [b - a for a, b in zip([0, *cuts], [*cuts, n], strict=True)]
    low, high = sizes.copy(), sizes.copy()
    if shape == "open":
        low = [rng.randint(0, size) for size in sizes]
        high = [size + rng.randint(0, 1) for size in sizes]
    return low, high


def _seats_of_round(rng: random.Random, n: int, count: int) -> dict[int, tuple[int, int]] | None:
    if rng.random() < 0.4:
        return None
    chosen = rng.sample(range(count), rng.randint(1, min(count, n)))
    sizes = [n // len(chosen) + (g < n % len(chosen)) for g in range(len(chosen))]
    wide = rng.randint(0, 1)
    return {g: (max(0, s - wide), s + wide) for g, s in zip(chosen, sizes, strict=True)}


def _history(rng: random.Random, n: int) -> list[tuple[float, list[list[int]]]]:
    events = []
    for _event in range(rng.choice([0, 0, 1, 2])):
        rows = [[rng.randint(-1, 2) for _ in range(n)] for _ in range(rng.randint(1, 2))]
        events.append((rng.choice([0.25, 0.5, 0.93, 1.0, 2.0]), rows))
    return events


# ---- rules


def rule(rng: random.Random, made: Question, kind: str, *, fixed: bool) -> Rule:
    """Return a random rule of a kind."""
    stated: Rule = {"kind": kind} | OPTIONS[kind](rng, made)
    must = kind not in WISHES_ONLY and rng.random() < 0.4
    if kind == "balance" and not fixed:
        must = False
    if kind == "balance" and must:
        stated.setdefault("within", rng.choice([0, 0.5, 1, 2.5]))
    if kind == "dispersion" and "least" not in stated:
        must = False
    stated["must"] = must
    if not must:
        stated["weight"] = rng.choice([0.25, 1, 1, 1, 3, 100])
    if kind not in ACROSS and made["rounds"] > 1 and rng.random() < 0.3:
        stated["rounds"] = sorted(rng.sample(range(1, made["rounds"] + 1), rng.randint(1, 2)))
    return stated


def _where(rng: random.Random) -> dict[str, Any]:
    column = rng.choice(["A", "B", "R", "X"])
    if column == "X":
        return {"X": rng.choice([">= 3", "< 5"])}
    return {column: rng.choice([rng.choice(VALUES[column]), rng.sample(VALUES[column], 2)])}


def _some(rng: random.Random, made: Question, least: int = 1, most: int = 4) -> list[str]:
    ids = [one["id"] for one in made["people"]]
    return rng.sample(ids, min(len(ids), rng.randint(least, most)))


def _column(rng: random.Random, made: Question) -> Rule:
    stated: Rule = {"column": rng.choice(["A", "B", "R"])}
    if rng.random() < 0.3:
        stated["where"] = _where(rng)
    return stated


def _counted(rng: random.Random, made: Question) -> Rule:
    return _column(rng, made) | {"count": rng.randint(0, 3)}


def _balance(rng: random.Random, made: Question) -> Rule:
    stated: Rule = {"column": rng.choice(["X", "Y", "R"])}
    if rng.random() < 0.3:
        stated["where"] = _where(rng)
    if rng.random() < 0.5:
        stated["within"] = rng.choice([0, 0.1, 0.5, 1, 2.25])
    return stated


def _quota(rng: random.Random, made: Question) -> Rule:
    stated: Rule = {"count": rng.randint(0, 3), "where": _where(rng)}
    if rng.random() < 0.4:
        stated["teams"] = _teams(rng, made)
    return stated


def _teams(rng: random.Random, made: Question) -> list[str]:
    return rng.sample(made["teams"], rng.randint(1, len(made["teams"]) - 1))


def _not_alone(rng: random.Random, made: Question) -> Rule:
    column = rng.choice(["A", "B", "R"])
    there = sorted({one[column] for one in made["people"]} - {None})
    value = rng.choice([rng.choice(there), rng.sample(there, min(2, len(there)))])
    return {
        "column": column, "value": value, "least": rng.randint(1, 3),
        "outnumbered": rng.random() < 0.5,
    }  # fmt: skip


def _circle(rng: random.Random, made: Question) -> Rule:
    form = rng.choice(["people", "groups", "column"])
    if form == "column":
        return {"column": rng.choice(["A", "B", "R"])}
    if form == "people":
        return {"people": _some(rng, made, 2)}
    return {"groups": [_some(rng, made, 2, 3) for _ in range(2)]}


def _company(rng: random.Random, made: Question) -> Rule:
    form = rng.choice(["people", "pairs", "person"])
    if form == "people":
        return {"people": _some(rng, made, 2)}
    if form == "pairs":
        return {"pairs": [_some(rng, made, 2, 2) for _ in range(rng.randint(1, 3))]}
    who, *others = _some(rng, made, 2)
    return {"person": who, "any_of": others}


def _place(rng: random.Random, made: Question) -> Rule:
    who: Rule = {"people": _some(rng, made)} if rng.random() < 0.6 else {"where": _where(rng)}
    return who | {"teams": _teams(rng, made)}


def _keep(rng: random.Random, made: Question) -> Rule:
    return {"earlier": {who: rng.choice(made["teams"]) for who in _some(rng, made)}}


def _matrix(rng: random.Random, made: Question) -> list[list[float]]:
    n = len(made["people"])
    table = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(i):
            table[i][j] = table[j][i] = rng.randint(0, 99) / rng.choice([1, 10])
    return table


def _several(rng: random.Random) -> list[str]:
    return rng.sample(list(KINDS), rng.randint(1, 4))


def _distance(rng: random.Random, made: Question) -> Rule:
    stated: Rule = {"similar": rng.random() < 0.5}
    if rng.random() < 0.25:
        return stated | {"matrix": _matrix(rng, made)}
    columns = _several(rng)
    stated |= {
        "columns": columns,
        "metric": rng.choice(["gower", "gower", "euclidean", "manhattan"]),
    }
    if rng.random() < 0.4:
        stated["weights"] = {columns[0]: rng.choice([0.5, 2, 3])}
    return stated


def _dispersion(rng: random.Random, made: Question) -> Rule:
    stated: Rule = {}
    if rng.random() < 0.4:
        stated["matrix"] = _matrix(rng, made)
    else:
        stated["columns"] = _several(rng)
    if made["rounds"] > 1 or rng.random() < 0.6:
        stated["least"] = rng.choice([0.5173, 1.2391, 2.7133])
    return stated


def _anticluster(rng: random.Random, made: Question) -> Rule:
    objectives = ["variance", "kplus", "diversity"]
    if made["rounds"] == 1 and len({*made["low"], *made["high"]}) == 1:
        objectives.append("squared-diversity")
    stated: Rule = {"columns": _several(rng), "objective": rng.choice(objectives)}
    if stated["objective"] == "kplus":
        stated["columns"] = sorted({*stated["columns"], "X"})
        stated["moments"] = rng.choice([2, 3])
    return stated


def _new_faces(rng: random.Random, made: Question) -> Rule:
    stated: Rule = {"most": rng.choice([1, 1, 1, 2]), "measure": rng.choice(["squares", "repeats"])}
    if rng.random() < 0.3:
        stated["differing"] = rng.choice(["A", "B"])
    if rng.random() < 0.3:
        stated["where"] = _where(rng)
        if rng.random() < 0.5:
            stated["other"] = _where(rng)
    return stated


def _who(rng: random.Random, made: Question) -> Rule:
    form = rng.choice(["people", "where", "everybody"])
    if form == "people":
        return {"people": _some(rng, made)}
    return {"where": _where(rng)} if form == "where" else {}


def _meet(rng: random.Random, made: Question) -> Rule:
    stated = _who(rng, made) | {"least": rng.choice([1, 1, 2])}
    if rng.random() < 0.5:
        stated["others"] = _some(rng, made)
    elif rng.random() < 0.5:
        stated["others_where"] = _where(rng)
    return stated


OPTIONS: dict[str, Callable[[random.Random, Question], Rule]] = {
    "spread": _column, "cluster": _column, "balance": _balance, "at_least": _quota,
    "at_most": _quota, "exactly": _quota, "cover": _counted, "same_at_most": _counted,
    "not_alone": _not_alone, "together": _circle, "apart": _circle, "prefer": _company,
    "avoid": _company, "pin": _place, "bar": _place, "keep": _keep, "distance": _distance,
    "dispersion": _dispersion, "anticluster": _anticluster, "new_faces": _new_faces,
    "new_team": lambda rng, made: _who(rng, made) | {"most": rng.choice([1, 1, 2])},
    "stay": _who, "meet": _meet,
}  # fmt: skip
