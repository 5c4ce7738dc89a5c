"""Which search a problem of counts, sums or points gets, and what it reaches."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from grouping import Problem, solve
from grouping.bench.cases import Case
from grouping.bench.generate.feature_tables import generate_features
from grouping.cli import main
from grouping.engines.local.flatten import pack_rounds
from grouping.engines.local.parallel_search import LocalSearch
from grouping.engines.local.points_searcher import PointsSearcher
from grouping.engines.local.searcher import Searcher
from grouping.engines.local.select_search import MANY, searcher_for
from grouping.engines.local.teams_searcher import TeamsSearcher
from grouping.scoring.weights import weigh

ROOT = Path(__file__).parents[3]
SPREAD = [{"kind": "spread", "column": "grade"}, {"kind": "balance", "column": "age"}]


def searcher_of(problem: Problem) -> object:
    stack = pack_rounds(weigh(problem).terms)
    return searcher_for(stack, np.random.default_rng(1), -(2**60))


@pytest.mark.parametrize(
    ("people", "rules", "wanted"),
    [
        (MANY, SPREAD, TeamsSearcher),
        (MANY - 1, SPREAD, Searcher),
        (MANY, [*SPREAD, {"kind": "apart", "people": ["0", "1"]}], Searcher),
        (MANY, [{"kind": "balance", "column": "age", "within": 2, "must": True}], Searcher),
        (MANY, [{"kind": "spread", "column": "grade", "must": True}], TeamsSearcher),
        (MANY, [{"kind": "anticluster"}], TeamsSearcher),
    ],
)
def test_many_people_with_wishes_about_counts_and_sums_are_searched_by_teams(
    people: int, rules: list[dict[str, object]], wanted: type
):
    problem = Problem.of(generate_features(people, 1), teams=10, rules=rules)
    assert isinstance(searcher_of(problem), wanted)


def test_must_rules_about_counts_hold_in_the_search_by_teams():
    must = [{"kind": "spread", "column": name, "must": True} for name in ("grade", "gender")]
    wish = [{"kind": "spread", "column": "region"}, {"kind": "balance", "column": "age"}]
    problem = Problem.of(generate_features(1_000, 1), teams=20, rules=[*must, *wish])
    result = solve(problem, engine="local", seconds=None, steps=2_000_000, threads=1)
    assert result.score.must == 0
    assert result.gap < 0.01


def test_distances_of_many_people_are_searched_without_a_table():
    rule = {"kind": "anticluster", "objective": "diversity"}
    problem = Problem.of(generate_features(2_100, 1), teams=50, rules=[rule])
    search = LocalSearch(weigh(problem).terms, rng=np.random.default_rng(1), target=-(2**60))
    assert isinstance(search._searchers[0], PointsSearcher)
    result = solve(problem, engine="auto", seconds=None, steps=100_000, threads=2)
    assert result.score.soft < result.score.random
    assert result.score.soft >= result.score.bound[1]


def test_teams_of_two_thousand_come_close_to_the_bound():
    problem = Problem.of(generate_features(2_000, 1), teams=20, rules=[{"kind": "anticluster"}])
    result = solve(problem, engine="local", seconds=None, steps=4_000_000, threads=1)
    unit, bound = result.score.rules[0].unit, result.score.bound[1]
    assert bound <= result.score.soft <= 1.01 * bound
    assert result.score.rules[0].reached[0].startswith("0 outside")
    again = solve(problem, engine="local", seconds=None, steps=4_000_000, threads=1)
    assert np.array_equal(result.assignment, again.assignment)
    assert unit > 10**6


@pytest.mark.slow
@pytest.mark.parametrize(
    ("objective", "sense"),
    [("variance", "min"), ("kplus", "min"), ("diversity", "max"), ("squared-diversity", "max")],
)
def test_the_command_line_takes_an_objective(tmp_path: Path, objective: str, sense: str):
    file, out = ROOT / "instances/features/features-300.csv", tmp_path / "out.json"
    words = ["solve", str(file), "--teams", "30", "--objective", objective, "--steps", "2000"]
    done = CliRunner().invoke(main, [*words, "-o", str(out), "--quiet"])
    assert done.exit_code == 0, done.output
    said = json.loads(out.read_text())["objective"]
    assert (said["name"], said["sense"]) == (objective, sense)
    better = said["value"] <= said["bound"] if sense == "max" else said["value"] >= said["bound"]
    assert better


@pytest.mark.parametrize("source", ["instances/golf/golf-5-3-7.txt", "plan.toml"])
def test_an_objective_is_for_tables_of_features(tmp_path: Path, source: str):
    file = ROOT / source
    if source.endswith(".toml"):
        file = tmp_path / source
        file.write_text('[roster]\nfile = "a.csv"\n')
    done = CliRunner().invoke(main, ["solve", str(file), "--teams", "3", "--objective", "kplus"])
    assert done.exit_code == 2
    assert "table of features" in done.output


def test_a_generated_table_is_a_case_with_teams_and_an_objective(tmp_path: Path):
    how = {"family": "features", "n": 60, "seed": 1, "teams": 6, "objective": "kplus"}
    case = Case.generated(how, "small")
    problem = case.problem()
    assert (problem.n, len(problem.teams), problem.rules[0].title) == (60, 6, "kplus")
    assert case.path(tmp_path).read_text().startswith("id,department")
