"""What the README and the docs show is what happens."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import grouping
from grouping.rules import kinds, rule_from_dict

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


def test_the_python_example_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = blocks(ROOT / "README.md", "python")
    exec(compile(example, "README.md", "exec"), {})
    assert "Team 8" in capsys.readouterr().out


def test_the_rules_in_toml_examples_are_rules() -> None:
    for page in PAGES:
        for block in blocks(page, "toml"):
            for rule in tomllib.loads(block).get("rule", []):
                rule_from_dict(rule)


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_of_rule_has_its_formula_in_the_model(kind: str) -> None:
    text = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| [^|]*`{kind}`", text, re.MULTILINE)


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_public_name_is_what_it_says() -> None:
    for name in grouping.__all__:
        assert getattr(grouping, name).__name__ == name


def test_public_functions_stay_functions_after_their_modules_are_imported() -> None:
    import grouping.scoring
    import grouping.solving

    for name in ("score", "solve"):
        assert callable(getattr(grouping, name))


def test_the_suites_in_the_docs_can_be_read() -> None:
    from grouping.bench.suite import KEYS

    (block,) = blocks(ROOT / "docs" / "benchmarks.md", "toml")
    stated = tomllib.loads(block)
    assert set(stated) <= set(KEYS[""])
    for table in ("engine", "case"):
        assert all(set(one) <= set(KEYS[table]) for one in stated[table])


def test_the_table_of_the_smoke_suite_has_all_its_cases_and_engines() -> None:
    from grouping.bench.suite import read_suite

    text = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    tasks = read_suite(ROOT / "instances" / "suites" / "smoke.toml").tasks
    for task in tasks:
        assert f"| {task.case.name} | {task.limit} | {task.engine.name} |" in text
