"""Participants and their columns."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grouping import InputError, Roster
from grouping.problem.column import Column, fold
from tests.helpers import crew_roster


def test_case_width_and_spaces_do_not_tell_names_apart():
    assert fold("  Ｂudi   SANTOSO ") == fold("budi santoso")


def test_values_that_differ_by_case_are_one_label_in_the_commonest_spelling():
    column = Column.of_labels("Agency", ["police", "Police", " Police", "army", None, ""])
    assert column.labels == ("Police", "army")
    assert column.codes.tolist() == [0, 0, 0, 1, -1, -1]
    assert column.counts() == {"Police": 3, "army": 1}
    assert [column.value(i) for i in (0, 4)] == ["Police", ""]
    assert column.blank.tolist() == [False] * 4 + [True] * 2


def test_ordered_labels_follow_their_order_and_the_rest_comes_after():
    column = Column.of_labels("Rank", ["c", "x", "a", None], kind="ordered", order=["a", "b", "c"])
    assert column.labels == ("a", "c", "x")
    assert column.codes.tolist() == [1, 2, 0, -1]
    np.testing.assert_array_equal(column.numbers, [1, 2, 0, np.nan])


def test_numbers_know_their_blanks_and_labels():
    column = Column.of_numbers("Age", [2.5, None, 30, float("nan"), 2.5])
    assert column.labels == ("2.5", "30")
    assert column.codes.tolist() == [0, -1, 1, -1, 0]


@given(st.lists(st.one_of(st.none(), st.integers(-99, 99)), min_size=1))
def test_the_code_of_a_number_leads_back_to_it(values: list):
    column = Column.of_numbers("x", values)
    for i, value in enumerate(values):
        assert column.value(i) == ("" if value is None else str(value))


@pytest.mark.parametrize(
    ("column", "wanted", "who"),
    [
        ("Gender", "p", "ACE"),
        ("Agency", ["Army", "health"], "CDF"),
        ("Agency", "!= Police", "CDF"),
        ("Rank", ">= mid", "ABC"),  # mid or higher
        ("Rank", "< mid", "DE"),  # a blank rank is below nothing
        ("Rank", "!= low", "ABC"),
        ("Age", ">= 50", "AD"),
        ("Age", "<= 30", "CE"),
        ("Age", 40, "B"),
        ("Age", "40.0", "B"),
        ("Age", ["20", "> 55"], "DE"),
    ],
)
def test_a_condition_selects_people(column: str, wanted: object, who: str):
    roster = crew_roster()
    initials = "".join(roster.names[i][0] for i in np.flatnonzero(roster.select({column: wanted})))
    assert initials == who


def test_every_condition_has_to_be_met():
    # women of Police: Ani, Eka
    assert np.flatnonzero(crew_roster().select({"Gender": "P", "agency": "police"})).tolist() == [
        0,
        4,
    ]


@pytest.mark.parametrize(
    ("where", "why"),
    [
        ({"Gendr": "P"}, "there is no column 'Gendr'"),
        ({"Agency": "Navy"}, "nobody has 'Navy'"),
        ({"Agency": "> Army"}, "has no order"),
        ({"Age": "> old"}, "'old' is not a number"),
        ({"Rank": ">= top"}, "nobody has 'top'"),
    ],
)
def test_a_condition_that_means_nothing_is_refused(where: dict, why: str):
    with pytest.raises(InputError, match=why):
        crew_roster().select(where)


def test_people_are_found_by_id_and_name():
    roster = crew_roster()
    assert roster.person("2") == roster.person(" BUDI") == 1
    with pytest.raises(InputError) as error:
        roster.person("Bubi")
    assert error.value.hint == "did you mean 'Budi'?"
    assert error.value.where == "crew.csv"


def test_namesakes_have_to_be_called_by_id():
    roster = Roster(("a", "b", "c"), ("Siti", "Siti", "Budi"), rows=(2, 3, 4))
    with pytest.raises(InputError, match=r"2 people are called 'siti': id a \(row 2\), id b"):
        roster.person("siti")
    assert roster.person("b") == 1


TITLED = Roster(
    ("1", "2", "3", "197304152005011003"),
    ("Drs. Budi Santoso, M.Si", "Budi Santoso, S.H.", "Hj. Siti Rahma, S.Sos", "Ir. Dewi"),
    rows=(2, 3, 4, 5),
)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("siti  rahma", 2),
        ("Siti Rahma, M.M.", 2),
        ("Budi Santoso, S.H.", 1),
        ("Budi Santoso (1)", 0),
        ("197304152005011003", 3),
    ],
)
def test_titles_may_be_left_out_and_an_id_may_stand_behind_a_name(text: str, person: int):
    assert TITLED.person(text) == person


def test_a_long_id_may_be_typed_with_blanks():
    assert TITLED.person("19730415 200501 1 003") == 3


def test_a_name_that_two_have_but_for_titles_is_refused_with_both():
    with pytest.raises(InputError) as error:
        TITLED.person("Budi Santoso")
    assert "2 people are called 'Budi Santoso'" in error.value.message
    assert "id 1 (Drs. Budi Santoso, M.Si, row 2)" in error.value.message
    assert "id 2 (Budi Santoso, S.H., row 3)" in error.value.message


def test_the_names_that_hold_a_part_of_one_are_proposed():
    with pytest.raises(InputError, match="nobody is called 'Santoso'") as error:
        TITLED.person("Santoso")
    assert "'Drs. Budi Santoso, M.Si'" in error.value.hint
    assert "'Budi Santoso, S.H.'" in error.value.hint


def test_an_id_goes_before_a_name():
    roster = Roster(("Budi", "x"), ("Ani", "Budi"))
    assert roster.person("Budi") == 0


def test_ids_that_differ_by_case_are_refused_or_told_apart():
    try:
        roster = Roster(("a1", "A1"), ("Ani", "Budi"))
    except InputError:
        return
    assert (roster.person("a1"), roster.person("A1")) == (0, 1)


def test_an_id_that_stands_for_two_is_refused_with_its_rows():
    with pytest.raises(InputError, match=r"the id '7' stands for 2 people \(row 2, row 5\)"):
        Roster(("7", "8", "7"), ("A", "B", "C"), rows=(2, 3, 5))


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ((), "there are no participants"),
        ((("a", "b"), ("A",)), "names has 1 values for 2 participants"),
        (
            (("a", "b"), ("A", "B"), (Column.of_labels("x", ["1"]),)),
            "column 'x' has 1 values for 2",
        ),
    ],
)
def test_lengths_that_differ_are_refused(parts: tuple, why: str):
    with pytest.raises(InputError, match=why):
        Roster(*(parts or ((), ())))


def test_records_become_columns_by_what_they_hold():
    records = [
        {"nip": 1, "who": "Ani", "age": 50, "agency": "A"},
        {"nip": 2, "who": "Budi", "age": None, "agency": None},
        {"nip": 3, "who": "Citra", "age": 30.5, "extra": True},
    ]
    roster = Roster.from_records(records, id="nip", name="who")
    assert roster.ids == ("1", "2", "3")
    assert roster.names == ("Ani", "Budi", "Citra")
    assert [(c.name, c.kind) for c in roster.columns] == [
        ("age", "number"),
        ("agency", "category"),
        ("extra", "category"),
    ]
    assert roster.column("agency").codes.tolist() == [0, -1, -1]


def test_records_without_ids_are_numbered_from_one():
    roster = Roster.from_records([{"a": 1}, {"a": 2}])
    assert roster.ids == roster.names == ("1", "2")


def test_an_unknown_id_column_is_refused_with_a_hint():
    with pytest.raises(InputError, match="there is no column 'nmae'") as error:
        Roster.from_records([{"name": "A"}], id="nmae")
    assert error.value.hint == "did you mean 'name'?"


def test_a_record_without_its_id_is_refused():
    with pytest.raises(InputError):
        Roster.from_records([{"id": 1, "c": 2}, {"c": 3}], id="id")


def test_a_frame_is_read_with_its_gaps():
    frame = pd.DataFrame(
        {"id": ["x", "y"], "name": ["A", "B"], "age": [1.0, np.nan], "city": ["S", None]}
    )
    roster = Roster.from_frame(frame, id="id", name="name")
    assert roster.ids == ("x", "y")
    assert roster.column("age").blank.tolist() == [False, True]
    assert roster.column("city").codes.tolist() == [0, -1]
    assert roster.source == "DataFrame"
