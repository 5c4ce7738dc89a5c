"""What options of rules may be, by the types that they are declared with."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from grouping import InputError
from grouping.problem.option_types import check_option, names_of, types_of
from grouping.problem.registry import kinds, rule_from_dict


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        ({"kind": "apart", "people": ["Ani", ["Budi"]]}, "'people' has .'Budi'. in it"),
        ({"kind": "apart", "people": ["Ani", True]}, "'people' has True in it, .* a text"),
        ({"kind": "apart", "people": "Ani"}, "'people' must be a list, not 'Ani'"),
        ({"kind": "apart", "groups": ["Ani", "Budi"]}, "'groups' has 'Ani' in it, .* a list"),
        ({"kind": "apart", "groups": [["Ani", None]]}, "'groups' has None in it, .* a text"),
        ({"kind": "pin", "people": ["Ani"], "teams": [["A"]]}, "'teams' has .'A'. in it"),
        ({"kind": "spread", "column": "A", "rounds": [1, "2"]}, "'rounds' has '2' in it, .* whole"),
        ({"kind": "spread", "column": "A", "rounds": [1.5]}, "'rounds' has 1.5 in it, .* whole"),
        ({"kind": "distance", "columns": ["A"], "weights": {"A": "2"}}, "'weights' has '2' in it"),
        ({"kind": "keep", "earlier": {"Ani": ["A"]}}, "'earlier' has .'A'. in it"),
        ({"kind": "spread", "column": ["A"]}, "'column' must be a text, not .'A'."),
        ({"kind": "balance", "column": "A", "within": True}, "'within' must be a number, not True"),
        ({"kind": "at_least", "count": 1.5, "where": {}}, "'count' must be a whole number"),
    ],
)
def test_what_an_option_cannot_be_is_said_also_inside_of_lists(stated: dict, why: str) -> None:
    with pytest.raises(InputError, match=why):
        rule_from_dict(stated)


@pytest.mark.parametrize(
    "stated",
    [
        {"kind": "apart", "people": ["Ani", 7]},
        {"kind": "apart", "people": ("Ani", "Budi")},
        {"kind": "not_alone", "column": "A", "value": True},
        {"kind": "not_alone", "column": "A", "value": [3, "x"]},
        {"kind": "balance", "column": "A", "within": 2},
        {"kind": "balance", "column": 2026},
        {"kind": "spread", "column": "A", "rounds": 2},
    ],
)
def test_what_an_option_can_be_is_taken(stated: dict) -> None:
    assert rule_from_dict(stated).kind == stated["kind"]


def test_every_option_of_every_kind_has_a_type_that_is_understood() -> None:
    known = {"bool", "int", "float", "str", "Mapping", "Sequence", "Any"}
    for kind in kinds().values():
        types = types_of(kind)
        for name in kind.options():
            assert set(names_of(types[name])) <= known, (kind, name)
            assert types[name] is not Any or name == "matrix"


def test_types_need_not_be_text() -> None:
    # as in a module without `from __future__ import annotations`
    real = dataclasses.make_dataclass("Real", [("many", list[int] | None), ("one", float)])
    for value in ([1, 2], None):
        check_option("many", value, types_of(real)["many"], "here")
    with pytest.raises(InputError, match="'many' has 'x' in it"):
        check_option("many", ["x"], types_of(real)["many"], "here")


def test_a_name_that_only_type_checkers_know_may_be_anything() -> None:
    odd = dataclasses.make_dataclass("Odd", [("odd", "Unheard | None"), ("even", "Sequence[str]")])
    check_option("odd", object(), types_of(odd)["odd"], "here")
    with pytest.raises(InputError, match="'even' has True"):
        check_option("even", [True, 1], types_of(odd)["even"], "here")
