"""The formats of instances: one table, which reading, writing, `generate` and `solve` ask.

An entry says of a format what it holds and where its functions are, and does not import them: the
help of the command line answers before a number is read.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grouping.errors import InputError, did_you_mean
from grouping.extensions import check_new, extensions, load_extension
from grouping.language import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from grouping.files.read.notes import Note
    from grouping.problem.problem import Problem
    from grouping.problem.rule import Rule
    from grouping.problem.teams import Teams

# The group of entry points under which other packages name their formats, each a `Format`.
GROUP = "grouping.files.instances"
# Texts of numbers have one of these endings, or none.
TEXTS = ("", ".txt", ".dat")


@dataclass(frozen=True)
class Asked:
    """What a call says of an instance, besides its file.

    Attributes
    ----------
    teams
        Makes the teams for a number of people; None for a format that says its own groups.
    rules
        Rules of the call, for a format that takes them.
    objective
        One of the objectives of the format; None for the usual one.
    """

    teams: Callable[[int], Teams] | None = None
    rules: tuple[Rule, ...] = ()
    objective: str | None = None


@dataclass(frozen=True)
class Format:
    """One format of instances.  All that is said as ``"module:name"`` is imported when needed.

    Attributes
    ----------
    name
        What suites and calls name it by.
    holds
        The class of what is in such a file, by its name: ``"Distances"``, ``"Golf"`` or
        ``"Roster"``.  Whatever makes one of these can write it in this format.
    endings
        Endings of the files that are read, in lower case; '' for a name without one.
    reader
        A function ``(path, asked: Asked) -> (Problem, notes)``.
    recogniser
        A function ``(path) -> bool`` that looks at the beginning of a file; '' for a format that
        is read only where it is asked for by name.
    writer
        A function ``(instance, path)``.
    written
        Endings of the files that are written, the usual one first.
    says
        What is worth saying of these files in the help of `generate`.
    says_groups
        Whether the file says its groups.  Else the call has to.
    takes_rules
        Whether the call can say by which rules its people are grouped.
    objectives
        A tuple of the objectives that the call can choose from; '' for none.
    """

    name: str
    holds: str
    endings: tuple[str, ...]
    reader: str
    recogniser: str = ""
    writer: str = ""
    written: tuple[str, ...] = ()
    says: str = ""
    says_groups: bool = True
    takes_rules: bool = False
    objectives: str = ""

    def can_be(self, path: Path) -> bool:
        """Return whether a file with this ending can be one."""
        return path.suffix.casefold() in self.endings

    def recognises(self, path: Path) -> bool:
        """Return whether a file is one, by its ending and its beginning."""
        if not self.recogniser or not self.can_be(path):
            return False
        return bool(pkgutil.resolve_name(self.recogniser)(path))

    def read(self, path: Path, asked: Asked) -> tuple[Problem, list[Note]]:
        """Return the instance as a Problem, and what was assumed."""
        read: Any = pkgutil.resolve_name(self.reader)
        return read(path, asked)  # type: ignore[no-any-return]

    def write(self, instance: object, path: Path) -> None:
        """Write what the format holds; the ending of `path` is one of `written`."""
        pkgutil.resolve_name(self.writer)(instance, path)

    def known_objectives(self) -> tuple[str, ...]:
        """Return the objectives that a call can choose from."""
        return tuple(pkgutil.resolve_name(self.objectives)) if self.objectives else ()


_HERE = "grouping.files.instances"
FORMATS = (
    Format(
        "mdgplib",
        holds="Distances",
        endings=TEXTS,
        reader=f"{_HERE}.read_mdgplib:mdgplib_problem",
        recogniser=f"{_HERE}.read_mdgplib:is_mdgplib",
        writer=f"{_HERE}.write_mdgplib:write_mdgplib",
        written=(".txt",),
        says="MDGPLIB",
        objectives=f"{_HERE}.instance:OF_DISTANCES",
    ),
    Format(
        "golf",
        holds="Golf",
        endings=TEXTS,
        reader=f"{_HERE}.read_golf:golf_problem",
        recogniser=f"{_HERE}.read_golf:is_golf",
        writer=f"{_HERE}.write_golf:write_golf",
        written=(".txt",),
    ),
    Format(
        "matrix",
        holds="Distances",
        endings=(".csv", ".npy"),
        reader=f"{_HERE}.distance_tables:matrix_problem",
        recogniser=f"{_HERE}.lookalikes:is_matrix",
        writer=f"{_HERE}.write_matrix:write_matrix",
        written=(".csv", ".npy"),
        says="distances only",
        says_groups=False,
        objectives=f"{_HERE}.instance:OF_DISTANCES",
    ),
    # They look like rosters, and are read as such unless one asks otherwise: no recogniser.
    Format(
        "features",
        holds="Roster",
        endings=(".csv",),
        reader=f"{_HERE}.read_features:features_problem_of",
        writer=f"{_HERE}.write_features:write_features",
        written=(".csv",),
        says_groups=False,
        takes_rules=True,
        objectives=f"{_HERE}.instance:OBJECTIVES",
    ),
)


def formats() -> dict[str, Format]:
    """Return every format by its name: ours, then those of other packages."""
    found = {one.name: one for one in FORMATS}
    for entry in extensions(GROUP):
        other: Format = load_extension(entry)
        check_new(other.name, found, entry)
        found[other.name] = other
    return found


def format_named(name: str, where: str = "") -> Format:
    """Return the format of a name.

    Raises
    ------
    InputError
        If there is none.
    """
    every = formats()
    if name not in every:
        text = _("there is no format '{name}'", name=name)
        raise InputError(text, where=where, hint=did_you_mean(name, every))
    return every[name]


def format_of(path: str | Path) -> Format | None:
    """Return the format of a file, by ending and beginning; None for rosters and plans."""
    path = Path(path)
    return next((one for one in formats().values() if one.recognises(path)), None)


def writers_of(holds: str) -> dict[str, Format]:
    """Return by ending the formats in which what is called `holds` can be written."""
    found: dict[str, Format] = {}
    for one in formats().values():
        if one.holds == holds and one.writer:
            for ending in one.written:
                found.setdefault(ending, one)
    return found


def write_instance(instance: object, path: str | Path) -> None:
    """Write an instance in the format that the ending of `path` says; see `writers_of`."""
    path = Path(path)
    writers_of(type(instance).__name__)[path.suffix.casefold()].write(instance, path)
