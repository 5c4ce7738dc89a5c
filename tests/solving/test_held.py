"""A search around what is locked: what stays stays, and the answer is not worse than the start."""

from __future__ import annotations

import numpy as np
import pytest

from grouping import InputError, Problem, score, solve

RULES = [{"kind": "spread", "column": "agency"}, {"kind": "balance", "column": "age"}]


def problem(rounds: int = 1) -> Problem:
    people = [{"name": f"p{i}", "agency": "abcd"[i % 4], "age": 20 + i} for i in range(16)]
    return Problem.of(people, teams=4, rules=RULES, rounds=rounds, name="name")


def start(rounds: int = 1) -> np.ndarray:
    return np.repeat(np.arange(4, dtype=np.int32), 4)[None, :].repeat(rounds, axis=0)


def around(asked: Problem, **locks):
    return solve(asked, engine="local", steps=3000, seconds=None, threads=1, **locks)


def test_a_locked_person_keeps_the_team_while_others_are_made_anew() -> None:
    result = around(problem(), start=start(), locked=["p0", "p5"])
    assert result.assignment[0, [0, 5]].tolist() == [0, 1]
    assert result.score.value < score(problem(), start()).value
    assert len(result.score.rules) == len(RULES)  # the locks are no rules of the question


def test_nobody_joins_or_leaves_a_locked_team() -> None:
    result = around(problem(), start=start(), locked=["Team 2"])
    assert np.flatnonzero(result.assignment[0] == 1).tolist() == [4, 5, 6, 7]


def test_a_round_that_was_held_stays() -> None:
    result = around(problem(2), start=start(2), done=[1])
    assert (result.assignment[0] == start()[0]).all()
    assert (result.assignment[1] != start()[0]).any()


def test_what_is_proven_around_locks_is_not_said_of_all_teams() -> None:
    asked = problem()
    everybody = list(asked.roster.names)
    result = solve(asked, seconds=1, threads=1, start=start(), locked=everybody)
    assert (result.assignment == start()).all()
    assert result.status == "feasible"


def test_the_answer_is_never_worse_than_the_start() -> None:
    asked = problem()
    best = around(asked).assignment
    again = solve(asked, engine="local", steps=1, seconds=None, threads=1, seed=9, start=best)
    assert again.score.value <= score(asked, best).value


def test_locks_without_teams_are_refused() -> None:
    with pytest.raises(InputError, match="locks need"):
        solve(problem(), locked=["p0"])
