"""What a form asks for is what a rule takes."""

from __future__ import annotations

import tomllib

import pytest

from grouping import language
from grouping.problem.registry import kinds, rule_from_dict
from grouping.problem.rule_form import rule_forms


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_the_form_of_a_kind_has_every_option_of_its_example(kind: str) -> None:
    form = rule_forms()[kind]
    (stated,) = tomllib.loads(kinds()[kind].example)["rule"]
    known = {option.name for option in form.options}
    assert stated.keys() - {"kind", "file"} <= known
    assert {o.name for o in form.options if o.required} <= stated.keys()


def test_an_option_that_is_not_required_may_be_stated_by_its_default() -> None:
    form = rule_forms()["spread"]
    defaults = {o.name: o.default for o in form.options if not o.required and o.default is not None}
    rule_from_dict({"kind": "spread", "column": "Agency"} | defaults)
    assert next(o for o in form.options if o.name == "column").types == ("str",)


def test_forms_are_in_the_language_in_use() -> None:
    english = rule_forms()["pin"].says
    language.use("id")
    assert rule_forms()["pin"].says != english
