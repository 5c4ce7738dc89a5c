"""The documents to print: one table, which the command line, the content and the typesetter ask."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grouping.errors import InputError, did_you_mean
from grouping.language import _, later

if TYPE_CHECKING:
    from grouping.scoring.meeting_counts import Encounters


@dataclass(frozen=True)
class Document:
    """A kind of document, set by the function `whole` of the template of its name.

    Attributes
    ----------
    title
        What it is called in the bookmarks of the file.
    content
        A function ``(met, who, teams) -> dict`` as ``"module:name"``: what the template is given of
        these people, and of these teams for each round; empty if there is nothing to print.
    """

    title: str
    content: str

    def part(
        self, met: Encounters, who: Sequence[int], teams: Sequence[Sequence[int]]
    ) -> dict[str, Any]:
        """Return what the template is given."""
        made: Any = pkgutil.resolve_name(self.content)
        return made(met, who, teams)  # type: ignore[no-any-return]


_HERE = "grouping.files.write.print_content"
# In the order of printing.
DOCUMENTS = {
    "door": Document(later("Door lists"), f"{_HERE}:sheets"),
    "signin": Document(later("Sign-in sheet"), f"{_HERE}:sheets"),
    "slips": Document(later("Slips"), f"{_HERE}:slips"),
    "badges": Document(later("Name badges"), f"{_HERE}:badges"),
    "cards": Document(later("Table cards"), f"{_HERE}:cards"),
}


def check_documents(what: Iterable[str]) -> tuple[str, ...]:
    """Return the documents asked for, in the order of printing.

    Raises
    ------
    InputError
        If one of them is unknown, or none is asked for.
    """
    asked = list(what)
    for one in asked:
        if one not in DOCUMENTS:
            raise InputError(
                _("there is no document '{name}'", name=one), hint=did_you_mean(one, DOCUMENTS)
            )
    if not asked:
        raise InputError(
            _("no document is asked for"),
            hint=_("choose from: {names}", names=", ".join(DOCUMENTS)),
        )
    return tuple(one for one in DOCUMENTS if one in asked)


def documents(text: str) -> tuple[str, ...]:
    """Read 'door, badges': the documents that are named, in the order of printing."""
    return check_documents([one.casefold() for one in re.split(r"[\s,;]+", text) if one])
