"""Small suites on disk, and other programs that can take part."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grouping.bench.generate.mdgp_instances import generate_mdgp
from grouping.files.instances.write_mdgplib import write_mdgplib

# Gives everybody a group in file order, lows first; says nothing if told to.
IN_ORDER = """
import sys
instance, seconds, seed, output = sys.argv[1:5]
first, *_ = open(instance).read().split("\\n")
n, m, _, *bounds = first.split()
low, high = map(int, bounds[::2]), map(int, bounds[1::2])
groups = [g for g, size in enumerate(low) for _ in range(size)]
groups += [g for g, size in enumerate(high) for _ in range(size)]
groups = groups[: int(n)]
with open(output, "w") as file:
    file.write("id,team\\n")
    file.writelines(f"{i},{g}\\n" for i, g in enumerate(groups))
"""

Suite = Callable[..., Path]


@pytest.fixture
def program(tmp_path: Path) -> str:
    """A command that puts elements into groups in file order."""
    path = tmp_path / "in_order.py"
    path.write_text(IN_ORDER, encoding="utf-8")
    return f"{sys.executable} {path} {{instance}} {{seconds}} {{seed}} {{output}}"


@pytest.fixture
def suite(tmp_path: Path) -> Suite:
    """Write a suite of two small instances; text of engines and budget as asked."""

    def write(
        engines: str = '[[engine]]\nengine = "local"',
        budget: str = "{ steps = 2000 }",
        seeds: int = 2,
    ) -> Path:
        for family in ("RanInt", "Geo"):
            write_mdgplib(generate_mdgp(family, 12, 1), tmp_path / f"{family}.txt")
        path = tmp_path / "suite.toml"
        path.write_text(
            f'name = "small"\nseeds = {seeds}\nbudgets = [{budget}]\n{engines}\n'
            '[[case]]\nfiles = ["RanInt.txt", "Geo.txt"]\n',
            encoding="utf-8",
        )
        return path

    return write
