"""Tight must rules beside wishes to be with one's like: how far seeds end from each other.

    python docs/research/tight_musts.py --steps 4000000 --seeds 5
    python docs/research/tight_musts.py --seconds 5 --engine auto --size 40/8 --seeds 10

Every question is asked as stated, and with its must rules turned into wishes.  A line says where
the seeds of both end, between the best possible (0) and a random draw (1), and how many of the
softened answers keep every must rule.  Only these count; where one of them is better than an answer
to the stated question, the search is at fault.  Uses the public interface alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import click
import numpy as np
from shown import table

from grouping import Problem, Result, Teams, score, solve
from grouping.errors import GroupingError

Rules = list[dict[str, Any]]
OUTNUMBERED = {"kind": "not_alone", "column": "sex", "value": "P", "least": 2, "outnumbered": True}
MUSTS: dict[str, Rules] = {
    "not alone": [{"kind": "not_alone", "column": "sex", "value": "P", "least": 2}],
    "not outnumbered": [OUTNUMBERED],
    "not outnumbered, level": [OUTNUMBERED, {"kind": "balance", "column": "score", "within": 4}],
    "level": [{"kind": "balance", "column": "score", "within": 1.5}],
    "two levels": [
        {"kind": "balance", "column": "score", "within": 3},
        {"kind": "balance", "column": "years", "within": 3},
    ],
    "two of a site": [OUTNUMBERED, {"kind": "same_at_most", "column": "site", "count": 2}],
    "sites spread": [{"kind": "spread", "column": "site"}, OUTNUMBERED],
    "two alone": [
        {"kind": "not_alone", "column": "lang", "value": "A", "least": 3},
        {"kind": "not_alone", "column": "site", "value": "Q", "least": 2},
    ],
    "one of a site": [
        {"kind": "at_least", "count": 1, "where": {"site": ["P", "Q", "R"]}},
        OUTNUMBERED,
    ],
    "one of a kind": [{"kind": "at_least", "count": 1, "where": {"sex": "P"}}],
}
WISHES: dict[str, Rules] = {
    "ages": [{"kind": "distance", "columns": ["age"], "similar": True}],
    "ages, languages": [{"kind": "distance", "columns": ["age", "lang"], "similar": True}],
    "languages": [{"kind": "cluster", "column": "lang"}],
    "languages, years": [
        {"kind": "cluster", "column": "lang"},
        {"kind": "balance", "column": "years"},
    ],
    "ages, pairs": [
        {"kind": "distance", "columns": ["age"], "similar": True},
        {"kind": "prefer", "pairs": [[f"p{i}", f"p{i + 7}"] for i in range(0, 12, 2)], "weight": 5},
    ],
}


@dataclass(frozen=True)
class Question:
    """One question of the family.

    Attributes
    ----------
    name
        Its size, its must rules and its wishes.
    people
        A row for each.
    teams
        Number of teams, or their sizes from and to.
    musts, wishes
        Its rules.
    """

    name: str
    people: list[dict[str, Any]]
    teams: Any
    musts: Rules
    wishes: Rules

    def stated(self) -> Problem:
        """Return the question as it is."""
        return self._asked(must=True)

    def softened(self) -> Problem:
        """Return the question with wishes in the place of must rules."""
        return self._asked(must=False)

    def _asked(self, *, must: bool) -> Problem:
        rules = [{**rule, "must": must} for rule in self.musts]
        rules += [{**rule, "must": False} for rule in self.wishes]
        return Problem.of(self.people, id="id", teams=self.teams, rules=rules)


def drawn(n: int, seed: int) -> list[dict[str, Any]]:
    """Return n people with columns at random."""
    rng = random.Random(seed)
    return [
        {
            "id": f"p{i}",
            "age": rng.randint(24, 59),
            "sex": rng.choice("LLP"),
            "score": rng.randint(50, 99),
            "lang": rng.choice("ABCD"),
            "site": rng.choice("PQRSTU"),
            "years": rng.randint(0, 30),
        }
        for i in range(n)
    ]


def family(sizes: list[str], seed: int) -> Iterator[Question]:
    """Yield every combination; 40/8 is 40 people in 8 teams, 40/8/4-6 in 8 teams of four to six."""
    for size in sizes:
        n, teams, *seats = size.split("/")
        asked: Any = int(teams)
        if seats:
            low, high = map(int, seats[0].split("-"))
            names = tuple(f"Team {g + 1}" for g in range(int(teams)))
            asked = Teams(names, np.full(int(teams), low), np.full(int(teams), high))
        for m, (must, musts) in enumerate(MUSTS.items()):
            for w, (wish, wishes) in enumerate(WISHES.items()):
                if seats and any(rule["kind"] == "balance" for rule in musts):
                    continue  # a must of that kind needs teams of fixed size
                people = drawn(int(n), seed + 100 * m + w)
                yield Question(f"{size} {must}: {wish}", people, asked, musts, wishes)


def reached(result: Result, stated: Problem) -> float | None:
    """Return how far all wishes are from the best possible, in spans to a random draw.

    None if a must rule of the stated question is broken.
    """
    verdict = score(stated, result.assignment)
    if verdict.must:
        return None
    span = verdict.random - verdict.bound[1]
    return (verdict.soft - verdict.bound[1]) / span if span > 0 else 0.0


def _ends(asked: Problem, stated: Problem, seeds: int, how: dict[str, Any]) -> list[float | None]:
    return [reached(solve(asked, seed=s, **how), stated) for s in range(1, seeds + 1)]


def _words(ends: list[float | None]) -> str:
    return " ".join("broken" if end is None else f"{end:.3f}" for end in ends)


def _row(question: Question, seeds: int, how: dict[str, Any]) -> list[str]:
    """Return the cells of a line: where both end, the spread of seeds, and the lag."""
    stated, softened = question.stated(), question.softened()
    try:
        ends = _ends(stated, stated, seeds, how)
    except GroupingError as error:  # counting forbids it
        return [question.name, str(error).splitlines()[0], "", "", "", ""]
    soft = _ends(softened, stated, seeds, how)
    good, kept = [e for e in ends if e is not None], [e for e in soft if e is not None]
    spread = f"{max(good) - min(good):.3f}" if len(good) == len(ends) else "broken"
    lag = f"{max(0.0, max(good) - min(kept)):.3f}" if kept and good else ""
    if kept and len(good) < len(ends):
        lag = "broken"
    return [question.name, _words(ends), spread, _words(soft), f"{len(kept)}/{seeds}", lag]


@click.command()
@click.option("--size", "sizes", multiple=True, default=("20/5", "40/8", "60/12"))
@click.option("--only", default="", help="Questions whose name has this in it.")
@click.option("--seeds", default=5, help="Of each question.")
@click.option("--draw", default=900, help="Seed of the people.")
@click.option("--engine", default="local")
@click.option("--steps", default=None, type=int, help="Steps of each search, one thread.")
@click.option("--seconds", default=None, type=float, help="CPU seconds of each search.")
def main(
    sizes: tuple[str, ...],
    only: str,
    seeds: int,
    draw: int,
    engine: str,
    steps: int | None,
    seconds: float | None,
) -> None:
    """Ask every question with its must rules, and with wishes in their place."""
    how: dict[str, Any] = {"engine": engine, "steps": steps, "seconds": seconds, "clock": "cpu"}
    how["threads"] = 1 if seconds is None else 2
    asked = (question for question in family(list(sizes), draw) if only in question.name)
    head = ["question", "as stated", "spread", "as wishes", "kept", "lag"]
    table(head, (_row(question, seeds, how) for question in asked))


if __name__ == "__main__":
    main()
