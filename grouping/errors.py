"""What is raised on purpose.

::

    GroupingError
    ├── InputError        a file, a plan or a call that cannot be understood (exit code 2)
    └── InfeasibleError   must rules that cannot hold, shown by counting (exit code 1)

Every error says what is wrong, where, and what to do.  This module imports the language alone.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from grouping.language import _, either


class GroupingError(Exception):
    """Root of all errors raised on purpose.

    Parameters
    ----------
    message
        What is wrong, in one sentence without a full stop.
    where
        File, sheet, row, column or rule in which it was found.
    hint
        What to do about it.
    """

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        text = f"{self.where}: {self.message}" if self.where else self.message
        return _("{message}\nhint: {hint}", message=text, hint=self.hint) if self.hint else text


class InputError(GroupingError):
    """The input or the call is wrong."""


class InfeasibleError(GroupingError):
    """The must rules cannot all hold, and counting shows why."""


def did_you_mean(word: str, known: Iterable[str], *, limit: int = 8) -> str:
    """Return a hint that names the known words nearest to `word`, or lists the known ones."""
    words = list(known)
    by_fold = {w.casefold(): w for w in words}
    near = difflib.get_close_matches(word.casefold(), list(by_fold), n=3, cutoff=0.6)
    if near:
        likeness = [difflib.SequenceMatcher(None, word.casefold(), w).ratio() for w in near]
        # what is far less alike than the best only distracts
        near = [w for w, like in zip(near, likeness, strict=True) if like > likeness[0] - 0.15]
        return _("did you mean {words}?", words=either([f"'{by_fold[w]}'" for w in near]))
    if not words:
        return ""
    shown = ", ".join(f"'{w}'" for w in words[:limit])
    if len(words) > limit:
        return _("known here: {words} and {more} more", words=shown, more=len(words) - limit)
    return _("known here: {words}", words=shown)
