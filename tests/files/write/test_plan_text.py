"""A plan writes itself, and is read back as it was."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grouping.files.plan_file import Plan, read_plan
from grouping.files.write.plan_text import plan_text

ROOT = Path(__file__).parents[3]
PLANS = sorted((ROOT / "instances").glob("*/*.toml"))
SAID = ("teams", "rules", "reading", "search", "rounds", "history")


def again(plan: Plan, folder: Path) -> Plan:
    file = folder / "again.toml"
    file.write_text(plan_text(plan, folder), encoding="utf-8")
    return read_plan(file)


@pytest.mark.parametrize("file", [p for p in PLANS if "[roster]" in p.read_text()], ids=str)
def test_a_shipped_plan_says_the_same_when_written_again(file: Path, tmp_path: Path) -> None:
    plan = read_plan(file)
    if plan.history:
        pytest.skip("files of earlier events are named from the place of the plan")
    back = again(plan, tmp_path)
    assert [getattr(back, part) for part in SAID] == [getattr(plan, part) for part in SAID]
    assert back.roster.resolve() == plan.roster.resolve()


def test_files_are_named_from_where_the_plan_will_stand(tmp_path: Path) -> None:
    plan = read_plan(ROOT / "instances/retreat-rounds/rounds.toml")
    back = again(plan, tmp_path)
    for one, other in zip(back.files, plan.files, strict=True):
        assert one.resolve() == other.resolve()
    assert [event.get("weight") for event in back.history] == [None, 0.5]


def test_every_part_of_a_plan_is_written(tmp_path: Path) -> None:
    plan = Plan(
        tmp_path / "peserta.xlsx",
        {"team": [{"name": 'Meja "satu"', "seats": 3}, {"name": "Dua", "low": 2, "high": 4}]},
        [{"kind": "at_most", "count": 1, "where": {"Jabatan Baru": ["Camat", "Lurah"]}}],
        {
            "sheet": "Sheet 1",
            "date": dt.date(2025, 5, 15),
            "blanks": {"Unit Kerja": "own"},
            "merges": {"Unit Kerja": {"Dinas PU": "Dinas Pekerjaan Umum"}},
        },
        {"seed": 3, "seconds": 2.5},
        rounds={"count": 2, "names": ["Satu", "Dua"], "round": [{"number": 2, "absent": ["A, B"]}]},
    )
    back = again(plan, tmp_path)
    assert [getattr(back, part) for part in SAID[:-1]] == [
        getattr(plan, part) for part in SAID[:-1]
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30), st.lists(st.text(max_size=8), max_size=3), st.floats(0.001, 1e5))
def test_whatever_people_are_called_is_read_back(name: str, people: list[str], weight: float):
    rule = {"kind": "apart", "label": name, "people": people, "where": {name: 1}, "weight": weight}
    plan = Plan(Path("list.csv"), {"count": 2}, [rule])
    (back,) = tomllib.loads(plan_text(plan))["rule"]
    assert back == rule


@pytest.mark.parametrize(("more", "said"), [("weight = 2\n", 1), ("", 0)])
def test_a_weight_of_a_rule_that_has_to_hold_is_said_to_count_for_nothing(
    tmp_path: Path, more: str, said: int
) -> None:
    (tmp_path / "people.csv").write_text("name,agency\nAni,A\nBudi,B\nCitra,A\nDedi,B\n")
    plan = tmp_path / "plan.toml"
    plan.write_text(
        '[roster]\nfile = "people.csv"\n[teams]\ncount = 2\n'
        '[[rule]]\nkind = "apart"\npeople = ["Ani", "Budi"]\nmust = true\n' + more
    )
    problem, reading = read_plan(plan).read()
    assert problem.rules[0].must
    assert sum("its weight says nothing" in note.text for note in reading.notes) == said
