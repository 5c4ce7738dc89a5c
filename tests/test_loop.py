"""The loop of a developer: what the justfile and CONTRIBUTING.md promise is there."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import conftest

ROOT = Path(__file__).parents[1]
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
JUSTFILE = (ROOT / "justfile").read_text(encoding="utf-8")
RECIPES = set(re.findall(r"^(\w+).*:$", JUSTFILE, re.MULTILINE))


@pytest.mark.parametrize(("share", "tried"), [(0.1, 20), (1.5, 300), (0.001, conftest.FEWEST)])
def test_a_property_test_tries_its_share_of_examples(share, tried, monkeypatch):
    seen = []

    @settings(max_examples=200, database=None)
    @given(st.integers(0, 2**40))
    def one(number: int):
        seen.append(number)

    monkeypatch.setattr(conftest, "SHARE", share)
    conftest.pytest_collection_modifyitems([SimpleNamespace(obj=one, nodeid="one")])
    one()
    assert len(seen) == tried


def test_a_test_that_was_measured_as_slow_is_marked():
    marks = []
    name = conftest.SLOW.read_text(encoding="utf-8").split()[0]
    items = [
        SimpleNamespace(
            obj=None, nodeid=node, add_marker=lambda mark, node=node: marks.append(node)
        )
        for node in (f"{name}[a]", name, f"{name}_too")
    ]
    conftest.pytest_collection_modifyitems(items)
    assert marks == [f"{name}[a]", name]


def test_the_list_of_slow_tests_names_files_that_are_there():
    names = conftest.SLOW.read_text(encoding="utf-8").split()
    assert names == sorted(set(names))
    for name in names:
        assert (ROOT / name.partition("::")[0]).exists(), name


def test_contributing_names_recipes_and_places_that_are_there():
    named = set(re.findall(r"`just (\w+)", CONTRIBUTING))
    assert named <= RECIPES
    assert {"fast", "test", "check", "docs"} <= named
    places = re.findall(r"`((?:grouping|tests|docs|instances|\.ci)/[\w./-]*)", CONTRIBUTING)
    assert len(places) > 30
    for place in places:
        assert (ROOT / place).exists(), place


def test_every_package_has_a_place_in_contributing():
    for package in (ROOT / "grouping").glob("*/__init__.py"):
        name = package.parent.name
        assert f"`grouping/{name}/" in CONTRIBUTING, name
