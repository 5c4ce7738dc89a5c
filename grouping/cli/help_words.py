"""The help of the commands, and click's own messages, in the language in use.

Help is stated in English where commands and options are made, before the language is known.  It is
put into words when a command is looked up, by the catalogues of `grouping.language`, paragraph by
paragraph.  click looks its own messages up with the gettext of the standard library.
"""

from __future__ import annotations

import gettext
import inspect
import os
import re
from collections.abc import Iterator, Sequence

import click

from grouping.language import LANGUAGES, _, compiled_folder, use

_PARTS = ("help", "short_help", "metavar", "options_metavar", "subcommand_metavar")
_WORD = re.compile(r"[A-Za-z]{2}")
_KEPT_LINES = "\b\n"  # click's mark of a paragraph whose lines stay


def asked_for(args: Sequence[str]) -> str | None:
    """Return the language that ``--lang`` asks for, wherever it stands; None: it does not."""
    for word, following in zip(args, [*args[1:], ""], strict=True):
        if word == "--":
            return None
        name = following if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and name in LANGUAGES:
            return name
    return None


def speak(name: str) -> None:
    """Write in the language `name` from now on, click as well."""
    use(name)
    os.environ["LANGUAGE"] = name
    gettext.bindtextdomain("click", str(compiled_folder("click")))
    gettext.textdomain("click")


def language_option() -> click.Option:
    """Return ``--lang``, which is the same for every command; `asked_for` has read it before."""
    return click.Option(
        ["--lang"],
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help="Language of messages and lists (default: that of the environment).",
    )


def in_words(command: click.Command) -> click.Command:
    """Give a command, and those below it, ``--lang`` and help in the language in use."""
    if not any("--lang" in param.opts for param in command.params):
        command.params.append(language_option())
    for part in (command, *command.params):
        for name in _PARTS:
            text = getattr(part, name, None)
            if isinstance(text, str):
                # what was stated is kept, so that the language may change within a process
                stated = vars(part).setdefault(f"_stated_{name}", text)
                setattr(part, name, _translated(stated))
    of_help = getattr(command, "_help_option", None)  # click makes it once
    if of_help is not None:
        of_help.help = gettext.gettext("Show this message and exit.")
    if isinstance(command, click.Group):
        for below in command.commands.values():
            in_words(below)
    return command


def texts(command: click.Command) -> Iterator[str]:
    """Yield every English text in the help of a command and of those below it."""
    for part in (command, *command.params):
        for name in _PARTS:
            stated = vars(part).get(f"_stated_{name}", getattr(part, name, None))
            if isinstance(stated, str):
                yield from (message for message, _mark in _paragraphs(stated) if message)
    if isinstance(command, click.Group):
        for below in command.commands.values():
            yield from texts(below)


def _translated(stated: str) -> str:
    """Return a stated text in the language in use."""
    return "\n\n".join(f"{mark}{_(message)}" for message, mark in _paragraphs(stated))


def _paragraphs(stated: str) -> Iterator[tuple[str, str]]:
    """Yield each paragraph as the catalogues have it, and the mark that goes before it."""
    for paragraph in inspect.cleandoc(stated).split("\n\n"):
        if paragraph.startswith(_KEPT_LINES):
            yield paragraph.removeprefix(_KEPT_LINES), _KEPT_LINES
        elif _WORD.search(paragraph):
            yield " ".join(paragraph.split()), ""
        else:
            yield "", paragraph
