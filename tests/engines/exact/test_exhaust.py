"""Trying everything gives up where there is much, or much in vain."""

from __future__ import annotations

import numpy as np

from grouping.engines.exact.equal_people import classes_of
from grouping.engines.exact.exhaust import all_assignments, costs_of_all
from grouping.terms.terms import RuleTerms, Terms


def two_who_count() -> Terms:
    """Return four people in twos, of whom the first two are counted."""
    rule = RuleTerms(4, 2, must=False)
    rule.tally([0, 1], [0, 1, 3])
    twos = np.full(2, 2)
    return Terms(4, twos, twos, (rule,), (1,))


def test_a_walk_into_dead_ends_only_ends():
    # 57 people alike but for a counter of the others, in teams of 10: nearly every way is dead
    rule = RuleTerms(100, 10, must=False)
    rule.tally(range(43), np.zeros(11, dtype=np.int64))
    tens = np.full(10, 10)
    terms = Terms(100, tens, tens, (rule,), (1,))
    assert all_assignments(terms, classes_of(terms), 5) is None


def test_few_assignments_are_all_returned():
    terms = two_who_count()
    found = all_assignments(terms, classes_of(terms), 5)
    # 0, 1 or 2 of the first two on Team 1; renaming the teams makes the last the first
    assert found is not None
    assert {sum(1 for i in (0, 1) if team[i] == 0) for team in found.tolist()} >= {1, 2}


def test_a_long_way_to_the_only_assignment_is_walked():
    # deeper than Python's recursion goes
    rule = RuleTerms(1_200, 2, must=False)
    halves = np.full(2, 600)
    terms = Terms(1_200, halves, halves, (rule,), (1,))
    found = all_assignments(terms, classes_of(terms), 2_000)
    np.testing.assert_array_equal(found, [[0] * 600 + [1] * 600])


def test_trying_everything_ends_with_the_time():
    terms = two_who_count()
    found = all_assignments(terms, classes_of(terms), 5)
    assert found is not None
    assert all_assignments(terms, classes_of(terms), 5, lambda: True) is None
    assert costs_of_all(terms, found, lambda: True) is None
