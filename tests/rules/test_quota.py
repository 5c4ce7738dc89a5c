"""What at_least, at_most and exactly share: a must by default, refusals with the reason."""

from __future__ import annotations

import pytest

from grouping import InputError
from tests.helpers import crew

WOMEN = {"Gender": "P"}  # Ani, Citra, Eka
KINDS = ["at_least", "at_most", "exactly"]


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_a_must_rule_unless_told_otherwise(kind: str):
    rule = {"kind": kind, "count": 1, "where": WOMEN}
    assert crew(rule).rules[0].must is True
    assert crew(rule | {"must": False}).rules[0].must is False


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"count": -1, "where": WOMEN}, "count = -1 is below 0"),
        ({"count": 10**20, "where": WOMEN}, "more people than there can be"),
        ({"count": 1, "where": {}}, "'where' is empty"),
        ({"count": 1, "where": {"Gendre": "P"}}, "there is no column 'Gendre'"),
        ({"count": 1, "where": {"Gender": "X"}}, "nobody has 'X' in column 'Gender'"),
        ({"count": 1, "where": {"Gender": "> P"}}, "has no order"),
        ({"count": 1, "where": WOMEN, "teams": ["Team 9"]}, "there is no team 'Team 9'"),
        ({"count": 1.5, "where": WOMEN}, "'count' must be a whole number"),
        ({"where": WOMEN}, "needs 'count'"),
        ({}, "needs 'count' and 'where'"),
    ],
)
def test_what_cannot_be_counted_is_refused(kind: str, options: dict, why: str):
    with pytest.raises(InputError, match=why):
        crew({"kind": kind} | options)
