"""A real scheduler and two workers on this machine, one of them killed on the way."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from grouping.bench.suite import read_suite
from tests.bench.conftest import Suite
from tests.bench.test_run import ROOT, bench, wait_for_rows

pytest.importorskip("distributed")


@contextmanager
def started(module: str, *words: object) -> Iterator[subprocess.Popen[bytes]]:
    """Run a part of Dask until the block is left."""
    process = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{module}", *map(str, words), "--no-dashboard"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def address(file: Path) -> str:
    """Return where the scheduler listens, once it says so."""
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        try:
            return str(json.loads(file.read_text(encoding="utf-8"))["address"])
        except (OSError, ValueError):
            time.sleep(0.1)
    raise AssertionError("the scheduler did not start")


@pytest.mark.slow
def test_no_row_is_lost_or_doubled_when_a_worker_is_killed(suite: Suite, tmp_path: Path) -> None:
    path, rows, file = suite(budget="{ seconds = 0.15 }", seeds=12), tmp_path / "r.jsonl", "s.json"
    place = ("--scheduler-file", tmp_path / file)
    worker = ("dask_worker", *place, "--nthreads", 1, "--no-nanny")
    with started("dask_scheduler", "--host", "127.0.0.1", "--port", 0, *place):
        scheduler = address(tmp_path / file)
        with started(*worker) as victim, started(*worker):
            words = ("run", path, "-o", rows, "--cluster", scheduler)
            with bench(*words, wait=False) as process:
                wait_for_rows(rows, 3)
                assert process.poll() is None
                victim.kill()
                _, said = process.communicate(timeout=600)
    assert process.returncode == 0, said
    kept = [json.loads(line) for line in rows.read_text(encoding="utf-8").splitlines()]
    assert sorted(row["key"] for row in kept) == sorted(t.key for t in read_suite(path).tasks)
    assert all(row["objective"] is not None for row in kept)


@pytest.mark.slow
def test_ctrl_c_ends_a_run_on_a_cluster_as_it_does_without(suite: Suite, tmp_path: Path) -> None:
    path, rows = suite(budget="{ seconds = 0.15 }", seeds=30), tmp_path / "r.jsonl"
    place = ("--scheduler-file", tmp_path / "s.json")
    worker = ("dask_worker", *place, "--nthreads", 1, "--no-nanny")
    with started("dask_scheduler", "--host", "127.0.0.1", "--port", 0, *place):
        scheduler = address(tmp_path / "s.json")
        words = ("run", path, "-o", rows, "--cluster", scheduler)
        with started(*worker), bench(*words, wait=False) as process:
            wait_for_rows(rows, 2)
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=300)
    assert process.returncode == 130, said
    assert said.endswith("the same command goes on\n")
    assert "Traceback" not in said
    assert rows.read_bytes().endswith(b"\n")


@pytest.mark.slow
def test_what_answers_and_is_no_scheduler_is_a_message(suite: Suite, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        where = f"127.0.0.1:{server.getsockname()[1]}"
        with bench("run", suite(), "-o", tmp_path / "r", "--cluster", where, wait=False) as process:
            _, said = process.communicate(timeout=300)
    assert process.returncode == 2
    assert said.startswith(f"error: {where}: no scheduler answers")
    assert "Traceback" not in said
    assert not (tmp_path / "r").exists()
