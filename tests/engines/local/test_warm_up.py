"""Kernels are loaded or compiled before a search's clock runs, and only those that it needs."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from functools import cache, partial
from pathlib import Path

import numpy as np
import pytest

from grouping import Problem
from grouping.bench.generate.feature_tables import generate_features
from grouping.engines.budget import Budget
from grouping.engines.local import LocalSearch
from grouping.engines.local.select_search import MANY
from grouping.scoring.weights import weigh
from tests.engines.local import mixed


def features(people: int, **rule: object) -> Problem:
    """Return a problem of anticlustering over a table of features."""
    rules = [{"kind": "anticluster", **rule}]
    return Problem.of(generate_features(people, 1), teams=people // 50, rules=rules)


PROBLEMS = {
    "distances": mixed.only_distances,
    "meetings": mixed.only_meetings,
    "rounds": mixed.all_rounds,
    "everything": mixed.all_families,
    "counts": partial(features, MANY),
    "points": partial(features, 2_100, objective="diversity"),
    "dispersion": mixed.only_least_distances,
}
# Prints which kernels are there once a search is made, and which are there once it has run.  Each
# problem has a process of its own; all begin as copies of one that has imported everything.
PROGRAM = """
import gc, json, os, sys
import numpy as np
from grouping.engines.kernels.jit import Kernel
from grouping.engines.local import LocalSearch
from grouping.engines.budget import Budget
from grouping.scoring.weights import weigh
from tests.engines.local.test_warm_up import PROBLEMS

def kernels():
    every = [k for k in gc.get_objects() if isinstance(k, Kernel)]
    return {k.__name__: sorted(types for types, _ in k.codes) for k in every if k.codes}

for name, problem in PROBLEMS.items():
    if os.fork():
        os.wait()
        continue
    terms = weigh(problem()).terms
    search = LocalSearch(terms, rng=np.random.default_rng(1), target=-(10**9))
    made = kernels()
    search.run(Budget(None, 200_000))
    print(json.dumps([name, made, kernels()]), flush=True)
    os._exit(0)
"""


@cache
def kernels_of_all() -> dict[str, tuple[dict[str, list[str]], dict[str, list[str]]]]:
    """Return the kernels that are loaded before and after a search, of each problem that ends."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    lines = map(json.loads, done.stdout.splitlines())
    return {name: (made, ran) for name, made, ran in lines}


@pytest.mark.slow
@pytest.mark.parametrize("name", PROBLEMS)
def test_a_running_search_compiles_nothing(name: str):
    made, ran = kernels_of_all()[name]
    assert made
    assert ran == made


@pytest.mark.slow
def test_a_build_of_the_package_has_what_a_search_loads():
    path = Path(__file__).parents[3] / ".ci" / "build_kernels.py"
    built = runpy.run_path(str(path))["WANTED"]
    ours = {(kernel.rpartition(".")[2], types) for kernel, types in built}
    for made, _ran in kernels_of_all().values():
        assert {(kernel, types) for kernel, several in made.items() for types in several} <= ours


@pytest.mark.slow
def test_a_search_of_distances_needs_nothing_of_what_serves_rules():
    made, _ran = kernels_of_all()["distances"]
    assert "anneal_rows" in made
    assert not {"anneal", "recount", "round_pack", "mates_delta"} & set(made)


@pytest.mark.slow
def test_a_search_of_one_round_needs_nothing_of_what_exchanges_whole_seats():
    made, _ran = kernels_of_all()["everything"]
    [types] = made["anneal"]
    assert types.split(",")[-4] == "n"  # those who change seats: None, so that it is left out


@pytest.mark.parametrize("name", PROBLEMS)
def test_loading_the_kernels_changes_no_answer(name: str):
    terms = weigh(PROBLEMS[name]()).terms
    first, second = (
        LocalSearch(terms, rng=np.random.default_rng(1), target=-(10**9)) for _ in range(2)
    )
    for searcher in second._searchers * 2:
        searcher.warm_up()
    found = [s.run(Budget(None, 20_000)).assignment for s in (first, second)]
    np.testing.assert_array_equal(found[0], found[1])
