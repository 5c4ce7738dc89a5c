"""Who is told to end writes the best so far, as after Ctrl-C, and finishes what is begun."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from grouping.cli import progress, signals
from grouping.cli.signals import ended_as_by_hand, undisturbed
from tests.cli.conftest import Run

PLAN = """
[roster]
file = "roster.csv"
[teams]
count = 5
[[rule]]
kind = "distance"
columns = ["agency", "age"]
metric = "euclidean"
"""
ENDING = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


def send_while_searching(monkeypatch: pytest.MonkeyPatch, *numbers: signal.Signals) -> None:
    """Let this process get signals once, when the search first tells of its progress."""

    @contextmanager
    def bar(_problem: object, _quiet: bool) -> Iterator[object]:
        left = list(numbers)

        def watch(_progress: object) -> None:
            while left:
                os.kill(os.getpid(), left.pop(0))

        yield watch

    monkeypatch.setattr(progress, "bar", bar)


@pytest.mark.parametrize(
    "numbers", [*((one,) for one in ENDING), (signal.SIGTERM, signal.SIGHUP)], ids=str
)
def test_who_is_told_to_end_while_searching_writes_the_best_so_far(
    run: Run, roster: Path, monkeypatch: pytest.MonkeyPatch, numbers: tuple[signal.Signals, ...]
) -> None:
    Path("plan.toml").write_text(PLAN, encoding="utf-8")
    send_while_searching(monkeypatch, *numbers)
    before = [signal.getsignal(one) for one in ENDING]
    done = run("solve", "plan.toml", "-o", "a.csv", "--seconds", 60, "--threads", 1)
    assert done.exit_code == 0, done.output
    assert "stopped by hand" in done.stderr
    assert len(Path("a.csv").read_text(encoding="utf-8-sig").splitlines()) == 13
    assert [signal.getsignal(one) for one in ENDING] == before


@pytest.mark.parametrize("number", ENDING)
def test_the_first_signal_while_a_file_is_written_waits_and_the_next_is_heard(
    number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signals, "TOGETHER", 0.0)
    with undisturbed():
        os.kill(os.getpid(), number)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), number)


def test_signals_that_come_together_while_a_file_is_written_are_one() -> None:
    with undisturbed():
        for number in ENDING:
            os.kill(os.getpid(), number)


def test_what_is_ignored_stays_ignored_as_under_nohup() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ended_as_by_hand(), undisturbed():
            os.kill(os.getpid(), signal.SIGHUP)
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_another_thread_than_the_first_leaves_signals_alone() -> None:
    seen = []

    def work() -> None:
        with ended_as_by_hand(), undisturbed():
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [signal.getsignal(signal.SIGTERM)]


LOSES_ITS_TERMINAL = """
import fcntl, signal, sys, termios
from pathlib import Path
from grouping.cli.signals import ended_as_by_hand
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
try:
    with ended_as_by_hand():
        print("ready", flush=True)
        signal.pause()
except KeyboardInterrupt:
    print("this terminal is gone", flush=True)
    Path(sys.argv[1]).write_text("written")
"""


def test_a_terminal_that_is_closed_keeps_nothing_from_being_written(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    root = str(Path(__file__).parents[2])
    process = subprocess.Popen(
        [sys.executable, "-c", LOSES_ITS_TERMINAL, str(tmp_path / "a")],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": root},
    )
    os.close(theirs)
    assert os.read(ours, 100).startswith(b"ready")
    os.close(ours)
    assert process.wait(timeout=60) == 0
    assert (tmp_path / "a").read_text(encoding="utf-8") == "written"
