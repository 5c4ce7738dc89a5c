"""Options of the command line that say what is written: files, and what their formats can be told.

The formats and their options are those of the table in `grouping.files.write.outputs`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click

from grouping.files.write.outputs import OUTPUTS, Output, outputs

Command = Callable[..., Any]


@dataclass(frozen=True)
class Wanted:
    """What is to be written.

    Attributes
    ----------
    files
        Names of files whose ending says their format.
    others
        Formats that an option of their own asks for, each with the name of its file.
    options
        What is said of the formats, by name.
    """

    files: list[str]
    others: list[tuple[Output, str]]
    options: dict[str, Any]


def output_options(command: Command, says: str = "Where to write; repeatable.") -> Command:
    """Give a writing command -o, --force and --quiet."""
    command = click.option("-q", "--quiet", is_flag=True, help="Only errors on the way.")(command)
    command = click.option("--force", is_flag=True, help="Replace files that exist.")(command)
    return click.option("-o", "--output", metavar="FILE", multiple=True, help=says)(command)


def result_options(command: Command) -> Command:
    """Give a command that writes results what `output_options` does; the help of -o has endings."""
    known = ", ".join(kind.ending for kind in OUTPUTS if kind.by_ending)
    return output_options(command, f"Where to write, by its ending: {known}; repeatable.")


def format_options(*, every: bool = False) -> Callable[[Command], Command]:
    """Return what gives a command the options of the formats that an ending chooses, or of all."""

    def given(command: Command) -> Command:
        for kind in reversed(_offered(every)):
            for one in reversed(kind.options):
                how: dict[str, Any] = {"metavar": one.metavar} if one.metavar else {"is_flag": True}
                command = click.option(_words(one.name), help=one.help, **how)(command)
            if kind.flag:
                named = click.option(
                    _words(kind.flag), metavar="FILE", multiple=kind.by_ending, help=kind.says
                )
                command = named(command)
        return command

    return given


def wanted(output: tuple[str, ...], options: dict[str, Any], *, every: bool = False) -> Wanted:
    """Take what `format_options` gave out of `options`; add it to the files that -o names."""
    files, others, said = list(output), [], {}
    for kind in _offered(every):
        if kind.flag and kind.by_ending:
            files += [_ended(path, kind.ending) for path in options.pop(kind.flag)]
        elif kind.flag and (path := options.pop(kind.flag)):
            others.append((kind, path))
        for one in kind.options:
            text = options.pop(one.name)
            if text is not None and text is not False:
                said[one.name] = one.read(text)
    return Wanted(files, others, said)


def _offered(every: bool) -> list[Output]:
    return [kind for kind in outputs().values() if every or kind.by_ending]


def _words(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _ended(path: str, ending: str) -> str:
    """Return the name of a file with the ending of its format, whether or not it was said."""
    return path if path.casefold().endswith(ending) else f"{path}{ending}"
