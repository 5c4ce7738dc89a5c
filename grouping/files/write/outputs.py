"""The formats of results: one table of endings, writers and options, which the commands ask.

An entry says where its writer is and does not import it: a list needs no typesetter.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grouping.errors import InputError, did_you_mean
from grouping.extensions import check_new, extensions, load_extension
from grouping.files.write.documents import DOCUMENTS
from grouping.language import _

if TYPE_CHECKING:
    from grouping.scoring.meeting_counts import Encounters
    from grouping.solving.solve import Result

# The group of entry points under which other packages name their formats, each an `Output`.
GROUP = "grouping.files.write"


@dataclass(frozen=True)
class OutputOption:
    """What one can say of a format.

    Attributes
    ----------
    name
        Of the writer's argument; on the command line ``sheet_per_team`` is ``--sheet-per-team``.
    help
        What it says there.
    metavar
        How its value is written; '' for a flag.
    reader
        A function ``(text) -> value`` as ``"module:name"``; '' for the text itself.
    """

    name: str
    help: str
    metavar: str = ""
    reader: str = ""

    def read(self, text: str) -> Any:
        """Return the value of what was said."""
        return pkgutil.resolve_name(self.reader)(text) if self.reader else text


@dataclass(frozen=True)
class Written:
    """What a writer of several files has made.

    Attributes
    ----------
    paths
        The files.
    notes
        What the reader has to know of them, in sentences.
    """

    paths: tuple[Path, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Output:
    """One format of results.

    Attributes
    ----------
    name
        What it is called.
    ending
        Of its files, in lower case.
    writer
        A function ``(result, path, **options) -> None`` as ``"module:name"``.  It writes a draft,
        which the caller puts in its place.
    options
        What one can say of it on the command line.
    arguments
        Names of other arguments of the writer, for callers within programs.
    flag
        The option that asks for it and names its file; on the command line ``team_list`` is
        ``--team-list``.  '' for none.
    says
        Help of that option.
    by_ending
        Whether the ending of a file chooses it.  Else only its flag does.  Its writer is then given
        ``force``, names and replaces its files itself, and returns what was `Written`.
    scored
        Whether the writer needs a `Result`.  Else `Encounters` of people and teams are enough.
    """

    name: str
    ending: str
    writer: str
    options: tuple[OutputOption, ...] = ()
    arguments: tuple[str, ...] = ()
    flag: str = ""
    says: str = ""
    by_ending: bool = True
    scored: bool = True

    @property
    def known(self) -> tuple[str, ...]:
        """Names of all that can be said of it."""
        return (*(one.name for one in self.options), *self.arguments)

    def write(
        self, result: Result | Encounters, path: Path, options: Mapping[str, Any]
    ) -> Written | None:
        """Write `result` with those of the options that are of this format."""
        own = {name: value for name, value in options.items() if name in self.known}
        write: Any = pkgutil.resolve_name(self.writer)
        return write(result, path, **own)  # type: ignore[no-any-return]


_HERE = "grouping.files.write"
OUTPUTS = (
    Output(
        "workbook",
        ".xlsx",
        f"{_HERE}.workbook:write_xlsx",
        options=(OutputOption("sheet_per_team", "An .xlsx has a sheet for each team besides."),),
    ),
    Output(
        "documents",
        ".pdf",
        f"{_HERE}.print_pdf:write_pdf",
        options=(
            OutputOption(
                "what",
                f"What a .pdf holds: {', '.join(DOCUMENTS)} (default: all).",
                metavar=f"{','.join(list(DOCUMENTS)[:2])},...",
                reader=f"{_HERE}.documents:documents",
            ),
            OutputOption("title", "Name of the event, on a .pdf.", metavar="TEXT"),
        ),
        arguments=("people", "teams"),
        flag="pdf",
        says="Lists to print, as -o FILE.pdf.",
        scored=False,
    ),
    Output("list", ".csv", f"{_HERE}.list_csv:write_csv"),
    Output("result", ".json", f"{_HERE}.result_json:write_json", arguments=("more",)),
    Output(
        "rooms",
        ".csv",
        f"{_HERE}.zoom_rooms:write_rooms",
        options=(OutputOption("email", "Column of e-mail addresses for Zoom.", metavar="COLUMN"),),
        arguments=("force",),
        flag="zoom",
        says="Breakout rooms as .csv for Zoom, a file per round.",
        by_ending=False,
        scored=False,
    ),
    Output(
        "canvas",
        ".csv",
        f"{_HERE}.canvas_groups:write_canvas",
        options=(OutputOption("key", "Column by which Canvas knows people.", metavar="COLUMN"),),
        arguments=("force",),
        flag="canvas",
        says="Groups as .csv for a group set of Canvas, a file per round.",
        by_ending=False,
        scored=False,
    ),
    Output(
        "moodle",
        ".csv",
        f"{_HERE}.moodle_groups:write_moodle_groups",
        arguments=("force",),
        flag="moodle",
        says="Groups as .csv for Moodle's import of groups.",
        by_ending=False,
        scored=False,
    ),
    Output(
        "moodle-members",
        ".csv",
        f"{_HERE}.moodle_groups:write_moodle_members",
        options=(
            OutputOption("user", "Column of user names in Moodle.", metavar="COLUMN"),
            OutputOption("course", "Short name of the course in Moodle.", metavar="NAME"),
        ),
        arguments=("force",),
        flag="moodle_members",
        says="Members of groups as .csv for Moodle's upload of users.",
        by_ending=False,
        scored=False,
    ),
    Output(
        "bigbluebutton",
        ".json",
        f"{_HERE}.bigbluebutton_groups:write_bigbluebutton",
        options=(OutputOption("user_id", "Column of ids in BigBlueButton.", metavar="COLUMN"),),
        arguments=("force",),
        flag="bigbluebutton",
        says="Groups as JSON for the meeting of BigBlueButton, a file per round.",
        by_ending=False,
        scored=False,
    ),
    Output(
        "messages",
        ".txt",
        f"{_HERE}.team_messages:write_messages",
        arguments=("force",),
        flag="messages",
        says="A message for each team as text for a chat, a file per round.",
        by_ending=False,
        scored=False,
    ),
)


def outputs() -> dict[str, Output]:
    """Return every format by its name: ours, then those of other packages."""
    found = {one.name: one for one in OUTPUTS}
    for entry in extensions(GROUP):
        other: Output = load_extension(entry)
        check_new(other.name, found, entry)
        found[other.name] = other
    return found


def endings() -> dict[str, Output]:
    """Return by ending the formats that it chooses."""
    found: dict[str, Output] = {}
    for one in outputs().values():
        if one.by_ending:
            found.setdefault(one.ending, one)
    return found


def check_options(options: Mapping[str, Any]) -> None:
    """Raise InputError if there is no format of which one of the options can be said."""
    known = {name for one in outputs().values() for name in one.known}
    for name in options:
        if name not in known:
            raise InputError(
                _("no format of results has an option '{name}'", name=name),
                hint=did_you_mean(name, sorted(known)),
            )
