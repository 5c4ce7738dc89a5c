"""The programs behind the figures of docs/search.md run, at sizes too small to say anything."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from functools import cache
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


# Runs each program with its words, as if it were called alone, and prints what each of them said.
RUNNER = """
import contextlib, io, json, runpy, sys, traceback

for path, *words in json.loads(sys.argv[1]):
    sys.argv = [path, *words]
    said, code = io.StringIO(), 0
    with contextlib.redirect_stdout(said):
        try:
            runpy.run_path(path, run_name="__main__")
        except SystemExit as end:
            code = end.code
        except Exception:
            code = traceback.format_exc()
    print(json.dumps([code, said.getvalue()]))
"""


@cache
def what_programs_say() -> dict[str, tuple[object, str]]:
    """Return the exit code and the output of every program, all run in one process.

    Without compilation every accepted swap is compared with a full evaluation.
    """
    calls = [[str(PROGRAMS / f"{name}.py"), *shlex.split(words)] for name, words in SMALL.items()]
    run = subprocess.run(
        [sys.executable, "-c", RUNNER, json.dumps(calls)],
        env={**os.environ, "PYTHONPATH": f"{PROGRAMS}{os.pathsep}{ROOT}", "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(zip(SMALL, map(json.loads, run.stdout.splitlines()), strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("name", SMALL)
def test_every_program_runs_and_prints_a_table(name: str):
    code, said = what_programs_say()[name]
    assert code in (0, None), code
    lines = said.splitlines()
    assert len(lines) > 2
    assert len({line.count("|") for line in lines}) == 1


def test_the_page_names_every_program_and_none_that_is_not_there():
    text = (ROOT / "docs" / "search.md").read_text(encoding="utf-8")
    assert set(re.findall(r"python docs/research/(\w+)\.py", text)) == set(SMALL)
