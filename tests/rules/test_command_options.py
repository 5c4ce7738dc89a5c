"""The command line asks for every kind of rule, in the words that the kind itself declares."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner

from grouping import InputError
from grouping.cli import main
from grouping.cli.rule_options import command_options, stated_rules
from grouping.problem.registry import kinds

SAID: dict[str, tuple[str, dict[str, Any]]] = {
    "spread": ("Agency", {"column": "Agency"}),
    "cover": ("Role", {"column": "Role"}),
    "cluster": ("Language", {"column": "Language"}),
    "balance": ("Age", {"column": "Age"}),
    "distance": ("Age; Agency, Jakarta", {"columns": ["Age", "Agency, Jakarta"]}),
    "anticluster": ("Age; Agency", {"columns": ["Age", "Agency"]}),
    "dispersion": ("", {"columns": []}),
    "not_alone": ("Sex = F", {"column": "Sex", "value": "F"}),
    "at_least": ("1 Sex = F; W", {"count": 1, "where": {"Sex": ["F", "W"]}}),
    "at_most": ("2 Age >= 50", {"count": 2, "where": {"Age": ">= 50"}}),
    "exactly": (
        "1 Sex = F & Unit = Pemuda & Olahraga",
        {"count": 1, "where": {"Sex": "F", "Unit": "Pemuda & Olahraga"}},
    ),
    "same_at_most": ("2 Home town", {"count": 2, "column": "Home town"}),
    "together": ("Ani; Budi, S.Sos", {"people": ["Ani", "Budi, S.Sos"]}),
    "apart": ("Ani; Budi", {"people": ["Ani", "Budi"]}),
    "prefer": ("Ani; Budi", {"people": ["Ani", "Budi"]}),
    "avoid": ("Ani; Budi", {"people": ["Ani", "Budi"]}),
    "pin": ("Ani; Budi = Team 1", {"people": ["Ani", "Budi"], "teams": ["Team 1"]}),
    "bar": ("Ani = Team 1; Team 2", {"people": ["Ani"], "teams": ["Team 1", "Team 2"]}),
    "keep": ("last year.xlsx", {"file": "last year.xlsx"}),
    "new_faces": ("1", {"most": 1}),
    "new_team": ("2", {"most": 2}),
    "stay": ("Role = Host", {"where": {"Role": "Host"}}),
    "meet": ("Ani; Budi", {"people": ["Ani", "Budi"]}),
}


def test_every_kind_of_rule_has_an_option() -> None:
    assert sorted(command_options()) == list(kinds())


def test_options_stand_in_the_order_of_their_places() -> None:
    assert [kind for kind in command_options() if kind in SAID] == list(SAID)


@pytest.mark.parametrize("kind", SAID)
def test_what_an_option_says_is_what_a_plan_would_state(kind: str) -> None:
    text, stated = SAID[kind]
    options: dict[str, Any] = {kind: [text], "quiet": True}
    assert stated_rules(options) == [{"kind": kind, **stated}]
    assert options == {"quiet": True}
    assert set(stated) <= set(kinds()[kind].options())


def test_rules_stand_in_the_order_of_their_options_however_they_are_said() -> None:
    said = {kind: [text] for kind, (text, _stated) in reversed(SAID.items())}
    assert [rule["kind"] for rule in stated_rules(said)] == list(SAID)


@pytest.mark.parametrize(
    ("kind", "text", "wrong"),
    [
        ("at_least", "one Sex = F", "'one Sex = F' does not begin with a number"),
        ("at_most", "1 Sex", "'Sex' is not a condition"),
        ("same_at_most", "2", "'2' does not begin with a number"),
        ("not_alone", "Sex = F & Age = 3", "more than one column is named"),
        ("pin", "Ani", "'Ani' has no team"),
        ("new_team", "often", "'often' is not a number of times"),
        ("stay", "Age >=", "is not a condition"),
    ],
)
def test_a_text_that_is_not_understood_is_refused_with_its_option(
    kind: str, text: str, wrong: str
) -> None:
    with pytest.raises(InputError, match=wrong) as refused:
        stated_rules({kind: [text]})
    assert refused.value.where == f"--{kind.replace('_', '-')}"


def test_an_option_that_may_stand_alone_does(tmp_path: Any) -> None:
    (tmp_path / "crew.csv").write_text(
        "id,Name,Age\n1,Ani,20\n2,Budi,21\n3,Citra,50\n4,Dedi,51\n", encoding="utf-8"
    )
    words = ["solve", str(tmp_path / "crew.csv"), "--teams", "2", "--steps", "200"]
    run = CliRunner().invoke(main, [*words, "--anticluster"])
    assert run.exit_code == 0, run.output
    assert "variance" in run.output
