"""The programs behind the figures of docs/search.md run, at sizes too small to say anything."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROGRAMS = ROOT / "docs" / "research"
SMALL = {
    "descents": "--n 30 --family RanReal --starts 1 --rounds 1",
    "search": "--n 30 --family Geo --seconds 0 --seeds 1 --chunk 300",
    "legs": "--n 30 --family Geo --passes 2 --legs 1 --way 'as it is'",
    "cold": "--n 30 --family RanReal --passes 3",
    "assignment": "--n 30 --family Geo --passes 2 --legs 1 --tries 5",
    "relaxed": "--n 30 --family RanReal --seconds 0 --seeds 1 --price 1",
    "memetic": "--n 30 --family Geo --seconds 0 --seeds 1 --chunk 300 --size 2 --effort 0.1",
    "bounds": "--n 30 --family Geo --seconds 0 --chunk 300",
    "rows": "--n 48 --swaps 200 --row-steps 2000 --seeds 1",
    "tight_musts": "--size 20/5 --only 'not alone' --seeds 1 --steps 300",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SMALL)
def test_every_program_runs_and_prints_a_table(name: str):
    # as plain Python, where every accepted swap is compared with a full evaluation
    run = subprocess.run(
        [sys.executable, str(PROGRAMS / f"{name}.py"), *shlex.split(SMALL[name])],
        env={**os.environ, "PYTHONPATH": str(ROOT), "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    lines = run.stdout.splitlines()
    assert len(lines) > 2
    assert len({line.count("|") for line in lines}) == 1


def test_the_page_names_every_program_and_none_that_is_not_there():
    text = (ROOT / "docs" / "search.md").read_text(encoding="utf-8")
    assert set(re.findall(r"python docs/research/(\w+)\.py", text)) == set(SMALL)
