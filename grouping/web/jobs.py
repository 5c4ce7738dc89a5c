"""Work that takes seconds: one thread, one job at a time, only the latest progress counts."""

from __future__ import annotations

import contextvars
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from grouping.errors import GroupingError
from grouping.language import _


@dataclass
class Job:
    """A piece of work.

    Attributes
    ----------
    kind
        ``solve``, ``improve``, ``repair`` or ``paper``.
    title
        In words, for people.
    rev
        The revision that it started from; a result for an older one is only an offer.
    work
        What is done; it is given the job, to tell its progress and to see whether to stop.
    seconds
        How long it will take, if it does not tell its share itself.
    curve, moves
        What more moves would bring, and who goes where, of work that moves few people.
    """

    kind: str
    title: str
    rev: int
    work: Callable[[Job], Any]
    stop: threading.Event = field(default_factory=threading.Event)
    share: float = 0.0
    words: str = ""
    began: float = field(default_factory=time.monotonic)
    ended: float | None = None
    result: Any = None
    error: GroupingError | None = None
    seconds: float | None = None
    curve: list[dict[str, Any]] = field(default_factory=list)
    moves: list[dict[str, Any]] = field(default_factory=list)

    @property
    def running(self) -> bool:
        """Whether it is still at work."""
        return self.ended is None

    def tell(self, share: float, words: str) -> None:
        """Say how far it has come."""
        self.share, self.words = share, words


class Jobs:
    """Runs one job at a time, in the language that its caller uses."""

    def __init__(self) -> None:
        self.now: Job | None = None
        self._lock = threading.Lock()

    def start(self, job: Job, then: Callable[[Job], None]) -> Job:
        """Start a job; `then` is called in its thread when it has ended.

        Raises
        ------
        GroupingError
            If another one is running.
        """
        with self._lock:
            if self.now is not None and self.now.running:
                raise GroupingError(
                    _("something else is still at work: {what}", what=self.now.title),
                    hint=_("stop it, or wait until it ends"),
                )
            self.now = job
        # the language is a variable of the context, which a new thread would not have
        context = contextvars.copy_context()
        threading.Thread(target=context.run, args=(_run, job, then), daemon=True).start()
        return job

    def stop(self) -> None:
        """Ask the running job to end with the best that it has."""
        if self.now is not None:
            self.now.stop.set()


def _run(job: Job, then: Callable[[Job], None]) -> None:
    try:
        job.result = job.work(job)
    except GroupingError as error:
        job.error = error
    except Exception as error:  # a fault of ours must not leave the page waiting for ever
        job.error = GroupingError(_("this failed: {error}", error=error))
        raise
    finally:
        try:
            if job.error is None:
                then(job)
        except GroupingError as error:
            job.error = error
        finally:
            job.ended = time.monotonic()
