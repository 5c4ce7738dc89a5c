"""A small roster on disk, and a way to call the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grouping.cli import main

INSTANCES = Path(__file__).parents[2] / "instances"
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call `grouping` with words, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(main, [str(w) for w in words])


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """Twelve people of three agencies, four women, one name that two people have."""
    rows = ["id,name,agency,gender,age"]
    for k in range(12):
        name = "Budi Santoso" if k in (3, 7) else f"Peserta {k}"
        rows.append(f"p{k},{name},{'ABC'[k % 3]},{'P' if k % 3 == 0 else 'L'},{30 + k}")
    path = tmp_path / "roster.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def plan(tmp_path: Path, roster: Path) -> Path:
    """A plan of three teams for the small roster."""
    path = tmp_path / "plan.toml"
    path.write_text(
        f"""
[roster]
file = "{roster.name}"
[teams]
count = 3
[[rule]]
kind = "spread"
column = "agency"
[[rule]]
kind = "balance"
column = "age"
[[rule]]
kind = "apart"
people = ["p3", "p7"]
[solve]
seed = 4
seconds = 1
""",
        encoding="utf-8",
    )
    return path
