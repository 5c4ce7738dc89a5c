"""The progress bar of a search, and the message that kernels are being compiled, on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar

from grouping.cli.safe_console import SafeConsole
from grouping.cli.terminal import say
from grouping.engines.budget import Progress, Watcher
from grouping.language import _, number, plural
from grouping.scoring.score import score

if TYPE_CHECKING:
    from grouping.problem.problem import Problem
    from grouping.scoring.score import Score

# Judging a shown assignment must not cost the search its time.
SELDOM = 0.5
LARGE = 5_000


@contextmanager
def preparing(quiet: bool) -> Iterator[None]:
    """Say so if what is run has to be compiled first."""
    from grouping.engines.kernels.jit import on_compiling

    # threads of a search have no language: they are given the words
    text = _("compiling what this question needs: some seconds, kept for questions of its kind")
    with on_compiling(lambda: None if quiet else say(text)):
        yield


@contextmanager
def bar(problem: Problem, quiet: bool) -> Iterator[Watcher | None]:
    """Show a bar while a search runs, with the judge's word on the best so far."""
    if quiet or not sys.stderr.isatty():
        with preparing(quiet):
            yield None
        return
    columns = (TextColumn(_("searching")), BarColumn(), TextColumn("{task.description}"))
    shown = Bar(*columns, console=SafeConsole(stderr=True), transient=True)
    with shown, preparing(quiet):
        task = shown.add_task("", total=1.0)
        last, words = [0.0], [""]

        def watch(progress: Progress) -> None:
            now = time.monotonic()
            if problem.n <= LARGE and now - last[0] > SELDOM:
                judged = score(problem, progress.best)
                words[0], last[0] = _state(judged), time.monotonic()
            speed = progress.evaluations / max(progress.seconds, 1e-9) / 1e6
            text = _(
                "{state}  {seconds} s  {speed} million moves/s",
                state=words[0],
                seconds=number(progress.seconds, 1),
                speed=number(speed),
            )
            shown.update(task, completed=progress.share, description=text)

        yield watch


def _state(judged: Score) -> str:
    """Say how good the best so far is."""
    if judged.must:
        return plural("{n} violation", "{n} violations", judged.must)
    return _("gap {share} %", share=number(100 * judged.gap, 2))
