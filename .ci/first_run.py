"""CPU seconds of commands without compiled kernels, and again with them: two commits compared.

    python .ci/first_run.py BEFORE AFTER [--times 3] [--line NAME ...]

Both commits are unpacked to a folder of their own, and what a build adds is made.  They take
turns, each run with an empty folder for compiled kernels, then once more.  Run it with the Python
of an environment that has the dependencies.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
RETREAT = [
    *("solve", "instances/retreat-malang/peserta.xlsx", "--teams", "10", "--balance", "Usia"),
    *("--spread", "Perangkat Daerah", "--spread", "Eselon", "--spread", "Jenis Kelamin"),
    *("-o", "OUT/kelompok.xlsx"),
]
LINES = {
    "README": RETREAT,
    "malang-420": ["solve", "instances/malang-420/malang-420.toml", "-o", "OUT/420.json"],
    "rounds": ["solve", "instances/retreat-rounds/rounds.toml", "-o", "OUT/rounds.json"],
    "help": ["--help"],
}


def unpacked(commit: str, folder: Path) -> Path:
    """Return a folder with the files of a commit and what a build adds to them."""
    folder.mkdir()
    packed = subprocess.run(
        ["git", "archive", commit], cwd=ROOT, capture_output=True, check=True
    ).stdout
    subprocess.run(["tar", "-x", "-C", str(folder)], input=packed, check=True)
    build = folder / ".ci" / "build_kernels.py"
    if build.exists():
        subprocess.run([sys.executable, str(build)], cwd=folder, check=True)
    return folder


def cpu_seconds(folder: Path, command: list[str], cache: Path) -> float:
    """Return the CPU time of a command, with its compiled kernels in `cache`."""
    with tempfile.TemporaryDirectory() as out:
        words = [word.replace("OUT", out) for word in command]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "grouping", *words],
            cwd=folder,
            env=os.environ | {"NUMBA_CACHE_DIR": str(cache), "PYTHONPATH": str(folder)},
            capture_output=True,
            check=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print a table: before, after, their ratio; medians, with the least and the most."""
    parser = argparse.ArgumentParser()
    parser.add_argument("commits", nargs=2)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--line", action="append", choices=list(LINES))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        places = [unpacked(c, Path(name) / str(k)) for k, c in enumerate(asked.commits)]
        print("| command | before, CPU s | after, CPU s | before / after |\n|---|---|---|---|")
        for line in asked.line or LINES:
            first: list[list[float]] = [[], []]
            again: list[list[float]] = [[], []]
            for _ in range(asked.times):
                for k, place in enumerate(places):
                    with tempfile.TemporaryDirectory() as cache:
                        first[k].append(cpu_seconds(place, LINES[line], Path(cache)))
                        again[k].append(cpu_seconds(place, LINES[line], Path(cache)))
            for title, found in ((f"{line}, first run", first), (f"{line}, warm", again)):
                middle = [statistics.median(times) for times in found]
                cells = [f"{statistics.median(t):.2f} ({min(t):.2f}-{max(t):.2f})" for t in found]
                print(f"| {title} | {cells[0]} | {cells[1]} | {middle[0] / middle[1]:.1f} |")


if __name__ == "__main__":
    main()
