"""Every kind of rule speaks both languages."""

from __future__ import annotations

import tomllib
from typing import Any

import numpy as np
import pytest

from grouping import Problem, language
from grouping.language import _
from grouping.problem.registry import kinds, rule_from_dict
from tests.helpers import crew_roster
from tests.strategies import from_its_test

STATED: dict[str, dict[str, Any]] = {
    "anticluster": {"columns": ["Agency", "Age"]},
    "apart": {"people": ["Ani", "Budi"]},
    "at_least": {"count": 1, "where": {"Gender": "P"}},
    "at_most": {"count": 1, "where": {"Gender": "P"}},
    "avoid": {"people": ["Ani", "Budi"]},
    "balance": {"column": "Age", "within": 1.5, "must": False},
    "bar": {"people": ["Ani"], "teams": ["Team 1"]},
    "cluster": {"column": "Agency"},
    "cover": {"column": "Gender"},
    "dispersion": {"columns": ["Agency", "Age"], "least": 0.5},
    "distance": {"columns": ["Age"]},
    "exactly": {"count": 2, "where": {"Gender": "P"}},
    "keep": {"earlier": {"Ani": "Team 2"}},
    "meet": {"people": ["Ani"], "others": ["Fajar"]},
    "new_faces": {},
    "new_team": {},
    "not_alone": {"column": "Agency", "value": "Army"},
    "pin": {"people": ["Ani"], "teams": ["Team 2"]},
    "prefer": {"people": ["Ani", "Fajar"]},
    "same_at_most": {"column": "Agency", "count": 1},
    "spread": {"column": "Agency", "must": True},
    "stay": {"people": ["Ani"]},
    "together": {"people": ["Ani", "Fajar"]},
}
# Ani, Budi and Dedi are together in both rounds, Citra, Eka and Fajar in the other team.
TEAM = np.array([[0, 0, 1, 0, 1, 1], [0, 0, 1, 0, 1, 1]], dtype=np.int32)
ENGLISH = {"and", "or", "of", "in", "the", "has", "is", "are", "people", "team", "teams", "pair"}
ENGLISH |= {"pairs", "round", "where", "with", "at", "least", "most", "each", "every", "met", "to"}


def said(kind: str) -> list[str]:
    """Return what a rule of a kind says: its words, what it reached, its limits, what it found."""
    asked = {"kind": kind, **(STATED[kind] if kind in STATED else from_its_test(kind, "STATED"))}
    problem = Problem.of(crew_roster(), teams=["Team 1", "Team 2"], rounds=2, rules=[asked])
    rule = problem.rules[0]
    says = (
        rule.findings_over_rounds(problem, TEAM)
        if rule.spans_rounds
        else rule.findings(problem.by_round[0], TEAM[0])
    )
    texts = [rule.title, says.reached, rule.limits(problem), *(item.text for item in says.items)]
    return [text for text in texts if text]


def words_of(text: str) -> set[str]:
    """Return the words of a text, names of teams left out."""
    for name in ("Team 1", "Team 2"):
        text = text.replace(name, "")
    return set(text.replace(",", " ").replace(":", " ").split())


@pytest.mark.parametrize("kind", kinds())
def test_what_a_rule_says_is_indonesian_where_that_is_spoken(kind: str):
    english = said(kind)
    language.use("id")
    indonesian = said(kind)
    assert len(english) == len(indonesian)
    for one, other in zip(english, indonesian, strict=True):
        assert one != other
        assert not words_of(other) & ENGLISH, other
        assert "{" not in other


@pytest.mark.parametrize("kind", kinds())
def test_the_explanation_of_a_kind_is_indonesian_where_that_is_spoken(kind: str):
    language.use("id")
    rule = kinds()[kind]
    assert _(rule.says) != rule.says
    for spec in rule.options().values():
        assert _(spec.metadata["help"]) != spec.metadata["help"]


@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("name", language.LANGUAGES)
def test_the_example_of_a_kind_is_a_rule_of_that_kind_in_both_languages(kind: str, name: str):
    language.use(name)
    example, given = _(kinds()[kind].example), tomllib.loads(kinds()[kind].example)["rule"][0]
    stated = tomllib.loads(example)["rule"][0]
    assert set(stated) == set(given)
    assert rule_from_dict(stated).kind == kind


def test_decimals_have_a_comma_in_indonesian():
    language.use("id")
    words, reached, found, *_rest = said("balance")
    assert words == "keseimbangan Age, selisih paling besar 1,5"
    assert reached == "rata-rata kelompok 25,00 sampai 50,00"
    assert found == "rata-rata Age di Team 1 adalah 50,00"


def test_a_condition_is_said_in_indonesian():
    language.use("id")
    where = {"Jabatan": ["Camat", "Lurah"], "Usia": ">= 50"}
    rule = rule_from_dict({"kind": "spread", "column": "Usia", "where": where})
    assert rule.title == "sebaran merata Usia, khusus Jabatan = Camat atau Lurah dan Usia >= 50"
