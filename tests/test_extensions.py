"""What packages of others add: found by entry points, used as ours are, refused in plain words."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest
from click.testing import CliRunner

from grouping import InputError, read_result, solve, write_result
from grouping.cli import main
from grouping.engines.engine import engine_named, engine_names
from grouping.files.instances.formats import format_of
from grouping.files.instances.read_instance import read_instance
from grouping.problem.registry import kinds
from grouping.solving.solve import judged
from tests.helpers import assignments, crew

Install = Callable[[str, str, str, str], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Return what installs a package of one module and one entry point, as pip lays it out."""
    site = tmp_path / "site"
    # what is imported or remembered already would not see the package
    importlib.import_module("grouping.cli.solve")
    monkeypatch.delitem(sys.modules, "grouping.cli.solve")

    def installed(group: str, name: str, value: str, code: str) -> None:
        module = value.partition(":")[0]
        facts = site / f"{module}-1.0.dist-info"
        facts.mkdir(parents=True)
        (site / f"{module}.py").write_text(dedent(code), encoding="utf-8")
        (facts / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
        (facts / "entry_points.txt").write_text(f"[{group}]\n{name} = {value}\n")
        monkeypatch.syspath_prepend(str(site))
        kinds.cache_clear()

    yield installed
    kinds.cache_clear()


ALPHABETICAL = """
    import numpy as np
    from grouping.engines.budget import Found
    from grouping.engines.prover import Answer

    def search(terms, *, rng, budget, threads, bound, watch=None):
        teams = np.arange(terms.n, dtype=np.int32)[None, :] % terms.teams
        return Answer(Found(teams, 1, 0.0), bound, "arithmetic")
"""


def test_an_engine_of_another_package_is_chosen_by_its_name(install: Install) -> None:
    install("grouping.engines", "in-turn", "in_turn_engine:search", ALPHABETICAL)
    result = solve(crew(), engine="in-turn", threads=1)
    assert result.assignment.tolist() == [[0, 1, 0, 1, 0, 1]]
    assert result.evaluations == 1


def test_solve_offers_the_engine_of_another_package(install: Install) -> None:
    install("grouping.engines", "in-turn", "in_turn_offered:search", ALPHABETICAL)
    assert engine_names() == ["auto", "local", "exact", "in-turn"]


def test_what_is_called_as_something_of_ours_is_refused(install: Install) -> None:
    install("grouping.engines", "local", "in_turn_local:search", ALPHABETICAL)
    with pytest.raises(InputError, match="there is a 'local' already") as refused:
        engine_names()
    assert refused.value.where == "grouping.engines of the package in_turn_local"
    assert type(engine_named("local")).__module__ == "grouping.engines.portfolio"


def test_an_engine_that_nobody_has_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(InputError, match="there is no engine 'locl'") as refused:
        solve(crew(), engine="locl")
    assert "'local'" in refused.value.hint


def test_a_package_that_cannot_be_imported_is_named_in_the_message(install: Install) -> None:
    install("grouping.engines", "torn", "torn_engine:search", "import no_such_module_anywhere")
    with pytest.raises(InputError, match="'torn' cannot be loaded") as refused:
        solve(crew(), engine="torn")
    assert refused.value.where == "grouping.engines of the package torn_engine"


# Groups, golfers in each and weeks, a word before each number.
IN_WORDS = """
    import re
    from grouping.files.instances.formats import Format
    from grouping.files.instances.instance import Golf

    CELL = re.compile(r"groups (\\d+) size (\\d+) weeks (\\d+)")

    def is_one(path):
        return CELL.fullmatch(path.read_text().strip()) is not None

    def read(path, asked):
        cell = Golf(*map(int, CELL.fullmatch(path.read_text().strip()).groups()))
        return cell.problem(path.name), []

    def write(cell, path):
        path.write_text(f"groups {cell.groups} size {cell.size} weeks {cell.weeks}")

    FORMAT = Format(
        "golf-in-words",
        holds="Golf",
        endings=(".golf",),
        reader=f"{__name__}:read",
        recogniser=f"{__name__}:is_one",
        writer=f"{__name__}:write",
        written=(".golf",),
    )
"""


def test_a_format_of_another_package_is_generated_read_and_solved(
    install: Install, tmp_path: Path
) -> None:
    install("grouping.files.instances", "golf-in-words", "golf_in_words:FORMAT", IN_WORDS)
    file = tmp_path / "small.golf"
    run = CliRunner().invoke(main, ["generate", "golf", "3", "2", "4", "-o", str(file)])
    assert run.exit_code == 0, run.output
    assert file.read_text(encoding="utf-8") == "groups 3 size 2 weeks 4"
    found = format_of(file)
    assert found is not None
    assert found.name == "golf-in-words"
    problem = read_instance(file)
    assert (problem.n, len(problem.teams), problem.rounds) == (6, 3, 4)
    run = CliRunner().invoke(main, ["solve", str(file), "--steps", "100", "--threads", "1"])
    assert run.exit_code == 0, run.output
    assert "6" in run.output


def test_a_format_that_nobody_has_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no format 'matix'") as refused:
        read_instance(tmp_path / "a.csv", family="matix")
    assert "'matrix'" in refused.value.hint


# A line for each team, below a heading that the command line can say.
LINES = """
    from grouping.files.write.outputs import Output, OutputOption

    def write(result, path, heading="Teams"):
        teams = [f"{name}: {', '.join(who)}" for name, who in result.members().items()]
        path.write_text("\\n".join([heading, *teams]))

    OUTPUT = Output(
        "lines",
        ".lines",
        f"{__name__}:write",
        options=(OutputOption("heading", "First line of a .lines file.", metavar="TEXT"),),
    )
"""


def test_a_format_of_results_of_another_package_is_written_with_its_own_option(
    install: Install, tmp_path: Path
) -> None:
    install("grouping.files.write", "lines", "lines_of_teams:OUTPUT", LINES)
    result = solve(crew(), steps=10, seconds=None, threads=1)
    write_result(result, tmp_path / "a.lines", heading="Crew", title="left aside")
    first, *teams = (tmp_path / "a.lines").read_text(encoding="utf-8").splitlines()
    assert first == "Crew"
    assert len(teams) == 2


def test_solve_has_the_option_of_a_format_of_another_package(
    install: Install, tmp_path: Path
) -> None:
    install("grouping.files.write", "lines", "lines_again:OUTPUT", LINES)
    (tmp_path / "crew.csv").write_text("id,Name\n1,Ani\n2,Budi\n3,Citra\n4,Dedi\n")
    words = ["solve", str(tmp_path / "crew.csv"), "--teams", "2", "--steps", "10"]
    words += ["-o", str(tmp_path / "a.lines"), "--heading", "Crew"]
    run = CliRunner().invoke(main, words)
    assert run.exit_code == 0, run.output
    assert (tmp_path / "a.lines").read_text(encoding="utf-8").startswith("Crew\n")


def test_an_option_that_no_format_has_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    result = solve(crew(), steps=10, seconds=None, threads=1)
    with pytest.raises(InputError, match="no format of results has an option 'titel'") as refused:
        write_result(result, tmp_path / "a.pdf", titel="Retreat")
    assert "'title'" in refused.value.hint
    assert not list(tmp_path.iterdir())


PAGE = (Path(__file__).parents[1] / "docs" / "extending.md").read_text(encoding="utf-8")
(EVEN,) = re.findall(r"```python\n(\"\"\"even: .*?)```", PAGE, re.DOTALL)
# Two beginners on each of two teams of three is even; one and three is not.
LEVELS = "id,Name,Level\n" + "".join(
    f"{i},{name},{level}\n"
    for i, (name, level) in enumerate(
        zip(
            ("Ani", "Budi", "Citra", "Dedi", "Eka", "Fajar"),
            ("beginner", "beginner", "skilled", "beginner", "beginner", "skilled"),
            strict=True,
        )
    )
)


def test_the_rule_that_the_docs_show_registers_from_another_package(install: Install) -> None:
    ours = list(kinds())
    install("grouping.rules", "even", "even_rule", EVEN)
    assert kinds()["even"].__module__ == "even_rule"
    assert set(kinds()) == {*ours, "even"}
    problem = crew({"kind": "even", "where": {"Gender": "P"}})
    for team in assignments(problem):
        held = np.bincount(team[0][problem.roster.select({"Gender": "P"})], minlength=2)
        # `judged` compares the judge with the terms
        assert judged(problem, team).score.rules[0].cost == (held % 2).sum()


def test_the_rule_that_the_docs_show_is_an_option_a_plan_a_proof_and_a_reason(
    install: Install, tmp_path: Path
) -> None:
    install("grouping.rules", "even", "even_rule_said", EVEN)
    (tmp_path / "crew.csv").write_text(LEVELS, encoding="utf-8")
    stored, page = tmp_path / "a.json", tmp_path / "a.html"
    words = ["solve", str(tmp_path / "crew.csv"), "--teams", "2", "--steps", "2000"]
    run = CliRunner().invoke(main, [*words, "--even", "Level = beginner", "-o", str(stored)])
    assert run.exit_code == 0, run.output
    assert "0 teams with an odd number" in run.output
    problem, assignment, _stored = read_result(stored)
    assert [rule.kind for rule in problem.rules] == ["even"]
    result = judged(problem, assignment)
    assert result.status == "optimal"
    run = CliRunner().invoke(main, ["report", str(stored), "-o", str(page)])
    assert run.exit_code == 0, run.output
    assert "an even number where Level = beginner: 2 here" in page.read_text(encoding="utf-8")


def test_a_kind_of_rule_that_is_called_as_one_of_ours_is_refused(install: Install) -> None:
    install(
        "grouping.rules", "even", "even_spread", EVEN.replace('kind = "even"', 'kind = "spread"')
    )
    with pytest.raises(InputError, match="there is a 'spread' already") as refused:
        kinds()
    assert refused.value.where == "grouping.rules of the package even_spread"
