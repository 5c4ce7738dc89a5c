"""Kill commands at random moments, and look for what is damaged, lost, doubled or left behind.

``python -m tests.kills 500 --bench 60 --seed 1`` kills 500 commands that write files, each of every
kind, and 60 runs of a suite of benchmarks.  A command runs in a process that is forked from this
one, so that none has to load its libraries anew.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from grouping.bench.generate.mdgp_instances import generate_mdgp
from grouping.bench.rows import read_rows
from grouping.bench.suite import read_suite
from grouping.cli import main
from grouping.files.instances.write_mdgplib import write_mdgplib
from grouping.files.read.result_file import read_result

ROSTER = "id,name,agency,gender,age,email\n" + "".join(
    f"p{k},Orang {k},{'ABC'[k % 3]},{'LP'[k % 2]},{30 + k},p{k}@example.org\n" for k in range(24)
)
ALWAYS = ("--steps", "300", "--threads", "1", "--engine", "local", "-q", "--force")
SOLVE = ("solve", "roster.csv", "--teams", "4", "--spread", "agency", "--rounds", "2", *ALWAYS)
REPAIR = ("repair", "base.json", "--absent", "p3", "--seconds", "0.2", "--threads", "1", "--force")
WRITERS: dict[str, tuple[str, ...]] = {
    "a.csv": (*SOLVE, "-o", "a.csv"),
    "a.json": (*SOLVE, "-o", "a.json"),
    "a.xlsx": (*SOLVE, "-o", "a.xlsx", "--sheet-per-team"),
    "a.pdf": (*SOLVE, "-o", "a.pdf"),
    "report.html": ("report", "base.json", "-o", "report.html", "--force"),
    "plan.toml": ("init", "roster.csv", "-o", "plan.toml", "--force"),
    "read.csv": ("init", "roster.csv", "-o", "read.csv", "--force"),
    "rooms-1.csv": ("print", "base.json", "--zoom", "rooms.csv", "--email", "email", "--force"),
    "moved.xlsx": (*REPAIR, "-o", "moved.xlsx"),
    "rotated.json": ("rotate", "--groups", "4", "--size", "4", "--rounds", "3", "--steps", "300",
                     "--threads", "1", "-o", "rotated.json", "--force"),
    "made.txt": ("generate", "mdgp", "Geo", "--n", "60", "-o", "made.txt", "--force"),
}  # fmt: skip
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
SUITE = """name = "kills"
seeds = 4
budgets = [{ seconds = 0.1 }]
[[engine]]
engine = "local"
[[case]]
files = ["RanInt.txt", "Geo.txt"]
"""


def is_whole(path: Path) -> bool:
    """Return whether a file is all that its writer wrote."""
    if path.suffix == ".json":
        read_result(path)
    elif path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None
    elif path.suffix == ".toml":
        tomllib.loads(path.read_text(encoding="utf-8"))
    data = path.read_bytes()
    ends = {".html": b"</html>", ".pdf": b"%%EOF"}.get(path.suffix, data[-1:])
    lines = {"a.csv": 25, "read.csv": 2, "rooms-1.csv": 25, "made.txt": 1 + 60 * 59 // 2}
    if path.name in lines and data.count(b"\n") != lines[path.name]:
        return False
    return bool(data) and data.rstrip().endswith(ends.strip())


def forked(words: Sequence[str], errors: Path) -> int:
    """Start a command in a process of its own, and return its number."""
    number = os.fork()
    if number:
        return number
    code = 70
    with contextlib.suppress(BaseException):
        os.setsid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        said = os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream, target in ((0, nowhere), (1, nowhere), (2, said)):
            os.dup2(target, stream)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        try:
            main(list(words))
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        except BaseException:
            import traceback

            traceback.print_exc()
    with contextlib.suppress(BaseException):
        sys.stderr.flush()
    os._exit(code)


def drafts(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if ".draft-" in path.name]


def wait_for(moment: Callable[[], bool], number: int, seconds: float) -> bool:
    """Wait until something is so; return whether the process still ran then."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not moment():
        if os.waitid(os.P_PID, number, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return False
    return not os.waitid(os.P_PID, number, os.WEXITED | os.WNOHANG | os.WNOWAIT)


def run_whole(words: Sequence[str], errors: Path) -> float:
    """Run a command to its end and return how long it took."""
    began = time.monotonic()
    _, status = os.waitpid(forked(words, errors), 0)
    said = errors.read_text(encoding="utf-8")
    assert os.waitstatus_to_exitcode(status) in (0, 1), f"{words}: {said}"
    return time.monotonic() - began


def kill_writers(folder: Path, kills: int, rng: random.Random) -> Counter[str]:
    """Kill commands that write one file, half of them while there is a draft."""
    errors = Path(tempfile.gettempdir()) / f"kills-{os.getpid()}.txt"
    names = rng.sample(list(WRITERS), min(kills, len(WRITERS)))
    takes = {name: run_whole(WRITERS[name], errors) for name in names}
    seen: Counter[str] = Counter()
    while seen["kills"] < kills:
        name = names[seen["kills"] % len(names)]
        target, sign = folder / name, rng.choice(SIGNALS)
        if rng.random() < 0.3:
            target.unlink(missing_ok=True)
        before = set(drafts(folder))
        number = forked(WRITERS[name], errors)
        if rng.random() < 0.5:
            running = wait_for(lambda b=before: bool(set(drafts(folder)) - b), number, 60)
        else:
            running = wait_for(lambda: False, number, rng.random() * takes[name])
        time.sleep(rng.random() * 0.002)
        if running:
            os.kill(number, sign)
        _, status = os.waitpid(number, 0)
        seen["tries"] += 1
        code = os.waitstatus_to_exitcode(status)
        if not running:
            continue
        seen["kills"] += 1
        seen[f"by {sign.name}"] += 1
        seen["killed while a draft was there"] += bool(drafts(folder))
        said = errors.read_text(encoding="utf-8")
        seen["tracebacks"] += "Traceback" in said or "Exception ignored" in said
        if target.exists() and not is_whole(target):
            seen["damaged"] += 1
            seen[f"damaged: {name}"] += 1
            target.rename(folder / f"damaged-{name}")
        if sign != signal.SIGKILL:
            seen["left behind by a command that was asked to end"] += bool(
                set(drafts(folder)) - before
            )
            seen["ended otherwise"] += code not in (0, 1, 2, 130)
    for name in names:
        run_whole(WRITERS[name], errors)
    seen["left behind after the next run"] += sum(
        path.name.startswith(".") for path in folder.iterdir()
    )
    errors.unlink()
    return seen


def kill_suites(folder: Path, kills: int, rng: random.Random) -> Counter[str]:
    """Kill runs of a suite at random moments; each is gone on with until all rows are there."""
    for family in ("RanInt", "Geo"):
        write_mdgplib(generate_mdgp(family, 12, 1), folder / f"{family}.txt")
    (folder / "suite.toml").write_text(SUITE, encoding="utf-8")
    wanted = sorted(task.key for task in read_suite(folder / "suite.toml").tasks)
    rows, seen = folder / "rows.jsonl", Counter[str]()
    words = [sys.executable, "-m", "grouping", "bench", "run", "suite.toml", "-o", rows.name,
             "--jobs", "1", "-q"]  # fmt: skip
    while seen["kills of suites"] < kills:
        before = rows.read_bytes() if rows.exists() else b""
        with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as process:
            try:
                _, said = process.communicate(timeout=1 + 5 * rng.random())
            except subprocess.TimeoutExpired:
                process.send_signal(rng.choice(SIGNALS))
                _, said = process.communicate()
                seen["kills of suites"] += 1
        seen["tracebacks"] += "Traceback" in said
        after = rows.read_bytes() if rows.exists() else b""
        seen["rows lost"] += not after.startswith(before[: before.rfind(b"\n") + 1])
        if process.returncode == 0 or seen["kills of suites"] == kills:
            subprocess.run(words, check=True)
            keys = [json.loads(line)["key"] for line in rows.read_bytes().splitlines()]
            seen["suites ended"] += 1
            seen["rows lost"] += len(set(wanted) - set(keys))
            seen["rows doubled"] += len(keys) - len(set(keys))
            seen["rows that nobody asked for"] += len(set(keys) - set(wanted))
            assert len(read_rows([rows])) == len(wanted)
            rows.unlink()
    return seen


FAULTS = ("tracebacks", "damaged", "left behind after the next run", "ended otherwise",
          "left behind by a command that was asked to end", "rows lost", "rows doubled",
          "rows that nobody asked for")  # fmt: skip


def run() -> int:
    """Kill as many as are asked for; 1 if anything was damaged, lost, doubled or left behind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", type=int)
    parser.add_argument("--bench", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rng = random.Random(asked.seed)
    folder = Path(tempfile.mkdtemp())
    os.environ["PYTHONPATH"] = str(Path(__file__).parents[1])
    os.chdir(folder)
    try:
        (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
        base = (*SOLVE, "-o", "base.json")
        with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
            main(list(base))
        seen = kill_writers(folder, asked.kills, rng) if asked.kills else Counter()
        if asked.bench:
            seen += kill_suites(folder, asked.bench, rng)
    finally:
        os.chdir("/")
        shutil.rmtree(folder)
    for name in (*FAULTS, *sorted(set(seen) - set(FAULTS))):
        sys.stdout.write(f"{seen[name]:>6}  {name}\n")
    return int(any(seen[name] for name in FAULTS))


if __name__ == "__main__":
    raise SystemExit(run())
