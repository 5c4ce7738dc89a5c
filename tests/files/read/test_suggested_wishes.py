"""The wishes that are proposed for a roster."""

from __future__ import annotations

import tomllib
from pathlib import Path

from grouping.files.read.roster_file import read_roster
from grouping.files.read.suggested_wishes import suggested_wishes, wishes_of_column
from grouping.files.write.starter_plan import starter_plan
from grouping.problem.column import Column
from grouping.problem.registry import rule_from_dict

ROSTER = Path(__file__).parents[3] / "instances/retreat-malang/peserta.xlsx"


def test_every_proposed_wish_is_a_rule_of_the_roster() -> None:
    reading = read_roster(ROSTER)
    wishes = suggested_wishes(reading.roster, reading.roles)
    assert {one.stated["kind"] for one in wishes} == {"spread", "balance", "not_alone"}
    for one in wishes:
        rule_from_dict(one.stated)
        assert reading.roster.column(str(one.stated["column"])) is one.column


def test_the_starter_plan_states_the_usual_wishes_and_no_others() -> None:
    reading = read_roster(ROSTER)
    usual = [one.stated for one in suggested_wishes(reading.roster, reading.roles) if one.usual]
    assert tomllib.loads(starter_plan(reading, "peserta.xlsx"))["rule"] == usual


def test_a_column_in_which_everybody_differs_is_not_spread() -> None:
    assert wishes_of_column(Column.of_labels("Town", ["a", "b", "c"]), "agency") == ()


def test_ages_are_levelled_and_other_numbers_only_proposed() -> None:
    column = Column.of_numbers("Points", [1, 2, 3])
    assert [one.usual for one in wishes_of_column(column, "age")] == [True]
    assert [one.usual for one in wishes_of_column(column)] == [False]


def test_who_is_few_of_one_sex_is_not_left_alone() -> None:
    column = Column.of_labels("Sex", ["F", "M", "M", "M", "F"])
    spread, alone = wishes_of_column(column, "gender")
    assert (spread.stated["kind"], alone.stated["value"]) == ("spread", "F")
