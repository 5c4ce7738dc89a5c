"""What is said of a result beside its figures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from grouping import Problem, solve
from grouping.files.write.result_words import overall
from grouping.solving.solve import judged


@pytest.mark.parametrize(("blank", "said"), [(0, False), (5, False), (7, True)])
def test_a_proof_over_a_column_that_is_mostly_blank_says_so(blank: int, said: bool) -> None:
    people = [{"unit": None if k < blank else "AB"[k % 2]} for k in range(12)]
    problem = Problem.of(people, teams=2, rules=[{"kind": "spread", "column": "unit"}])
    words = overall(solve(problem, seconds=2, threads=1))
    assert "Proven optimal" in words
    assert ("'unit' is blank for 7 of 12 people" in words) is said


def test_a_result_worse_than_a_random_draw_says_so() -> None:
    people = [{"age": float(k)} for k in range(12)]
    rules = [
        {"kind": "cluster", "column": "age"},
        {"kind": "spread", "column": "age"},
        {"kind": "balance", "column": "age"},
    ]
    problem = Problem.of(people, teams=3, rules=rules)
    bad = judged(problem, np.repeat(np.arange(3), 4))  # youngest, middle and oldest by themselves
    assert bad.score.soft > bad.score.random
    assert "worse than a random draw" in overall(bad)
    good = solve(problem, seconds=1, threads=1)
    assert "worse than a random draw" not in overall(good)
    assert "worse" not in overall(replace(bad, proven=((0, bad.score.soft), "CP-SAT")))
