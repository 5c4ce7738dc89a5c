"""The progress bar of a search, and the word about compiling; both on stderr."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar

from grouping.scoring import score
from grouping.search import Progress, Watcher

if TYPE_CHECKING:
    from grouping.problem import Problem

# Kernels load from the cache in less time than this; longer means that they are compiled.
PATIENCE = 2.0
# Judging a shown assignment must not cost the search its time.
SELDOM = 0.5
LARGE = 5_000


def prepare(quiet: bool) -> None:
    """Load the kernels; say so if they have to be compiled first."""
    from grouping.local import warm_up

    def tell() -> None:
        click.echo(
            "preparing the search for this machine: only this once, about a minute", err=True
        )

    timer = threading.Timer(PATIENCE, tell)
    if not quiet:
        timer.start()
    try:
        warm_up()
    finally:
        timer.cancel()


@contextmanager
def bar(problem: Problem, quiet: bool) -> Iterator[Watcher | None]:
    """Show a bar while a search runs, with the judge's word on the best so far."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn("searching"), BarColumn(), TextColumn("{task.description}"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=1.0)
        last, words = [0.0], [""]

        def watch(progress: Progress) -> None:
            now = time.monotonic()
            if problem.n <= LARGE and now - last[0] > SELDOM:
                judged = score(problem, progress.best)
                broken = f"{judged.must} violations" if judged.must else f"gap {judged.gap:.2%}"
                words[0], last[0] = broken, time.monotonic()
            speed = progress.evaluations / max(progress.seconds, 1e-9) / 1e6
            text = f"{words[0]}  {progress.seconds:.1f} s  {speed:.0f} M moves/s"
            shown.update(task, completed=progress.share, description=text)

        yield watch
