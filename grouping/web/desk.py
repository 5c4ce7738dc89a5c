"""The desk: the one session of the page, its revision, its job and its draft."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from grouping.errors import GroupingError, InputError
from grouping.files.plan_file import Plan, read_plan
from grouping.files.read.open_grid import TEXTS, WORKBOOKS
from grouping.files.read.result_file import read_result
from grouping.language import _
from grouping.web.draft import Draft
from grouping.web.jobs import Job, Jobs
from grouping.web.session import PLAN_NAME, History, State, of_result, opened, proposed

ENDINGS = (*WORKBOOKS, *TEXTS, ".toml", ".json")


class StaleError(GroupingError):
    """A request for a revision that is no longer the newest."""


class Desk:
    """All that the page has in hand.

    Attributes
    ----------
    history
        The states.
    rev
        Number of the newest revision; every change makes a new one.
    names
        What people call the files: by the name under which they are kept.
    offer
        Teams of a search that began before the last change by hand.
    """

    def __init__(self, draft: Draft) -> None:
        self.history, self.draft, self.jobs = History(), draft, Jobs()
        self.rev = 0
        self.names: dict[str, str] = {}
        self.offer: State | None = None
        self._lock = threading.RLock()
        self._saving = threading.Lock()
        self._unsaved = False

    @property
    def now(self) -> State | None:
        """The state in hand."""
        return self.history.now

    @property
    def state(self) -> State:
        """The state in hand.

        Raises
        ------
        InputError
            If no file was opened yet.
        """
        if self.history.now is None:
            raise InputError(_("no list was opened yet"), hint=_("begin with the file"))
        return self.history.now

    def check(self, rev: int) -> None:
        """Raise StaleError unless `rev` is the newest revision."""
        if rev != self.rev:
            raise StaleError(
                _("this was changed elsewhere in the meantime"),
                hint=_("the newest state is shown now; do it again there"),
            )

    def change(self, rev: int, step: Callable[[State], State]) -> State:
        """Make a step from the state in hand, if it is still the one of `rev`."""
        with self._lock:
            self.check(rev)
            state = step(self.state)
            self._go(state)
            return state

    def _go(self, state: State) -> None:
        self.history.step(state)
        self.rev += 1
        self.offer = None
        self.save()

    def undo(self, rev: int) -> bool:
        """Go back by one state."""
        return self._turn(rev, self.history.undo)

    def redo(self, rev: int) -> bool:
        """Take back an undo."""
        return self._turn(rev, self.history.redo)

    def _turn(self, rev: int, turn: Callable[[], bool]) -> bool:
        with self._lock:
            self.check(rev)
            done = turn()
            if done:
                self.rev += 1
                self.save()
            return done

    def arrived(self, job: Job, state: State) -> None:
        """Take the teams of a job, or offer them if something was changed since it began."""
        with self._lock:
            if job.rev == self.rev:
                self._go(state)
            else:
                self.offer = state

    def take_offer(self, rev: int) -> None:
        """Take the teams that were offered."""
        with self._lock:
            self.check(rev)
            if self.offer is not None:
                self._go(self.offer)

    def open_uploads(self, rev: int, files: Mapping[str, bytes]) -> State:
        """Open what was dropped on the page: a list; or a plan with its files; or a result."""
        kept: dict[str, Path] = {}
        for name, data in files.items():
            shown = plain_name(name)
            kept[shown] = self.draft.store(data, ending_of(shown))
            self.names[kept[shown].name] = shown
        plans = [name for name in kept if name.endswith(".toml")]
        first = plans[0] if plans else next(iter(kept))
        with self._lock:
            self.check(rev)
            state = _opened(kept[first], kept if plans else None)
            self._go(state)
        return state

    def open_path(self, path: Path) -> State:
        """Open a file of the command line, where it stands."""
        self.names[path.name] = path.name
        ending_of(path.name)
        state = _opened(path.resolve(), None)
        self._go(state)
        return state

    def restore(self) -> bool:
        """Open the draft that was kept; return whether that was possible."""
        found = self.draft.load()
        if found is None:
            return False
        state, names = found
        self.names |= names
        self._go(state)
        return True

    def forget(self) -> None:
        """Delete everything, here and on the disk."""
        with self._lock:
            self.jobs.stop()
            self.history, self.offer, self.names = History(), None, {}
            self.rev += 1
            with self._saving:
                self._unsaved = False
                self.draft.delete()

    def forget_words(self) -> None:
        """Let everything be said anew, in another language."""
        with self._lock:
            history = self.history
            history.past = [replace(state) for state in history.past]
            history.future = [replace(state) for state in history.future]

    def save(self) -> None:
        """Keep the state in hand, beside what goes on; of several at once only the last counts."""
        self._unsaved = True
        # the language is a variable of the context, which a new thread would not have
        context = contextvars.copy_context()
        threading.Thread(target=context.run, args=(self._save,), daemon=True).start()

    def _save(self) -> None:
        with self._saving:
            state = self.history.now
            if not self._unsaved or state is None:
                return
            self._unsaved = False
            try:
                self.draft.save(state, self.names)
            except (OSError, GroupingError):
                return  # a full disk must not stop the work on the page

    def file_name(self) -> str:
        """Return what people call the list in hand."""
        path = self.state.plan.roster
        return self.names.get(path.name, path.name)


def plain_name(name: str) -> str:
    """Return the last part of a file's name as a browser says it, to be shown and never opened."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable()).strip()[-120:] or "?"


def ending_of(name: str) -> str:
    """Return the ending of a file that can be opened here.

    Raises
    ------
    InputError
        If it has another ending.
    """
    ending = "." + name.rsplit(".", 1)[-1].casefold() if "." in name else ""
    if ending not in ENDINGS:
        raise InputError(
            _("a file that ends in '{ending}' cannot be opened here", ending=ending),
            where=name,
            hint=_(
                "lists: {lists}; or a plan .toml, a result .json", lists=", ".join(ENDINGS[:-2])
            ),
        )
    return ending


def _opened(path: Path, uploads: Mapping[str, Path] | None) -> State:
    """Return the first state of a list, a plan or a result.

    A plan that came through the page names its files by names of which only the last part counts:
    they must have come along.
    """
    if path.suffix == ".json":
        problem, assignment, _stored = read_result(path)
        return of_result(problem, assignment, Plan(path, {}))
    if path.suffix != ".toml":
        return proposed(Plan(path, {}))
    plan = replace(read_plan(path), source=PLAN_NAME)
    return opened(plan if uploads is None else _among(plan, uploads))


def _among(plan: Plan, uploads: Mapping[str, Path]) -> Plan:
    """Return the plan with every file that it names replaced by the upload of that name."""

    def upload(named: object) -> str:
        name = plain_name(str(named))
        if name not in uploads:
            raise InputError(
                _("the plan speaks of the file '{file}'", file=name),
                hint=_("choose the plan and this file together"),
            )
        return str(uploads[name])

    def with_uploads(stated: Mapping[str, object]) -> dict[str, object]:
        files = {k: upload(v) for k, v in stated.items() if k in ("file", "matrix") and _text(v)}
        return {**stated, **files}

    return replace(
        plan,
        roster=Path(upload(plan.roster.name)),
        history=[with_uploads(one) for one in plan.history],
        rules=[with_uploads(one) for one in plan.rules],
    )


def _text(value: object) -> bool:
    return isinstance(value, str)
