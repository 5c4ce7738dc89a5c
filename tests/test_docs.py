"""What the README and the docs show is what happens."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import grouping
from grouping.cli import main
from grouping.problem.registry import kinds, rule_from_dict

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
GUIDES = [ROOT / "docs" / "facilitators.md", ROOT / "docs" / "fasilitator.md"]
PICTURES = ROOT / "docs" / "pictures"


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


def commands(page: Path) -> list[list[str]]:
    """Return the words of each `grouping ...` that a page shows; of a guide, in its text too."""
    shown = "\n".join(blocks(page, "console")).replace("&&", "\n").splitlines()
    if page in GUIDES:
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        shown += re.findall(r"`(grouping [^`]*)`", text)
    words = [shlex.split(line, comments=True) for line in shown]
    return [one[1:] for one in words if one[:1] == ["grouping"]]


def parsed(words: list[str]) -> click.Context:
    """Return what the command line makes of words, or fail as it would; nothing is run."""
    command: click.Command = main
    if words[:1] == ["--lang"]:
        words = words[2:]
    name = "grouping"
    while isinstance(command, click.Group):
        name, *words = words
        found = command.get_command(click.Context(command), name)
        assert found is not None, f"there is no command {name}"
        command = found
    return command.make_context(name, words)


def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = blocks(ROOT / "docs" / "python.md", "python")
    exec(compile(example, "python.md", "exec"), {})
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


def test_every_page_is_in_the_menu_of_the_site() -> None:
    menu = set(re.findall(r"([\w/-]+\.md)", (ROOT / "mkdocs.yml").read_text(encoding="utf-8")))
    docs = ROOT / "docs"
    assert menu == {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}


def test_every_package_is_in_the_reference_and_in_the_design() -> None:
    design = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    for package in (ROOT / "grouping").glob("*/__init__.py"):
        name = package.parent.name
        assert (ROOT / "docs" / "reference" / f"{name}.md").exists(), name
        assert re.search(rf"^\| `{name}` \|", design, re.MULTILINE), name


def test_the_readme_fits_two_screens() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 80


def test_links_within_a_page_lead_to_a_heading() -> None:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
        known = {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}
        assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= known, page.name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_command_line_understands_every_command_of_the_pages(page: Path) -> None:
    for words in commands(page):
        parsed(words)
        for word in words:
            if word.startswith("instances/"):
                assert (ROOT / re.sub(r"=[\d.]+$", "", word)).exists(), word


def test_both_guides_give_the_same_commands_in_the_same_order() -> None:
    english, indonesian = (
        [
            (ctx.info_name, sorted(k for k, v in ctx.params.items() if v))
            for ctx in map(parsed, all_)
        ]
        for all_ in map(commands, GUIDES)
    )
    assert len(english) > 20
    assert english == indonesian


def test_both_guides_have_the_same_chapters_plans_and_pictures() -> None:
    english, indonesian = (page.read_text(encoding="utf-8") for page in GUIDES)
    for pattern in (r"^## (\d+)", r"pictures/(\w+)", r"^(\[+[\w.]+\]+)", r"^(?:- `(-[^ ]*))"):
        of_english = re.findall(pattern, english, re.MULTILINE)
        assert of_english == re.findall(pattern, indonesian, re.MULTILINE)
        assert of_english


@pytest.mark.slow
@pytest.mark.parametrize(("page", "language"), [*zip(GUIDES, ("en", "id"), strict=True)])
def test_the_ten_minutes_end_in_lists_to_print(
    page: Path, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "instances").symlink_to(ROOT / "instances")
    init, solve, report, show = commands(page)[:4]
    for words in (init, solve, report, show):
        assert (words[:2] == ["--lang", "id"]) == (language == "id")
        assert CliRunner().invoke(main, words).exit_code == 0
    endings = sorted(path.suffix for path in tmp_path.iterdir() if path.is_file())
    assert endings == [".html", ".json", ".pdf", ".toml", ".xlsx"]


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.name)
def test_the_message_that_the_guides_quote_is_what_comes(page: Path, tmp_path: Path) -> None:
    (quoted,) = blocks(page, "text")
    (words,) = (one for one in commands(page) if "--at-least" in one)
    words = [str(ROOT / one) if one.startswith("instances/") else one for one in words[:-1]]
    given = CliRunner().invoke(main, [*words, str(tmp_path / "none.xlsx")])
    assert given.exit_code == 2
    assert given.stderr.endswith(quoted)


def test_pictures_are_small_and_each_is_shown() -> None:
    shown = {
        name
        for page in GUIDES
        for name in re.findall(r"\(pictures/([^)]+)\)", page.read_text(encoding="utf-8"))
    }
    sizes = {path.name: path.stat().st_size for path in PICTURES.iterdir()}
    assert set(sizes) == shown
    assert max(sizes.values()) < 250_000
    assert sum(sizes.values()) < 1_500_000


def test_every_public_name_is_what_it_says() -> None:
    for name in grouping.__all__:
        assert getattr(grouping, name).__name__ == name


def test_public_functions_stay_functions_after_their_modules_are_imported() -> None:
    import grouping.scoring.score
    import grouping.solving.solve

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
