"""What is printed, made safe: the one place through which texts of people reach a terminal."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import IO, Any

import click

# What moves the cursor, changes colours or titles, or turns the direction of what follows.
# Those with a picture of their own in Unicode are shown by it, the others as a question mark.
_TURNS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029)
_SHOWN = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"},
    0x7F: 0x2421,
    **dict.fromkeys((*range(0x80, 0xA0), *_TURNS), 0xFFFD),
}


def visible(text: str) -> str:
    """Return `text` with every control character as a picture of it; tabs and line ends stay."""
    return text.translate(_SHOWN)


def say(text: str) -> None:
    """Print a message on the way to stderr."""
    click.echo(visible(text), err=True)


def put(text: str, *, nl: bool = True) -> None:
    """Print a part of the answer to stdout."""
    click.echo(visible(text), nl=nl)


def head(text: str, *, err: bool = False, **style: Any) -> None:
    """Print the beginning of a line in colours, where there are any."""
    click.secho(visible(text), err=err, nl=False, **style)


def prepare_streams() -> None:
    """Open what the caller has closed, and let no name fail on a narrow encoding."""
    for number, name in ((1, "stdout"), (2, "stderr")):
        stream: IO[str] | None = getattr(sys, name)
        if (
            stream is None
        ):  # closed: what would be printed goes nowhere, and no file takes its place
            with suppress(OSError):
                setattr(sys, name, os.fdopen(_nowhere(number), "w", encoding="utf-8"))
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _nowhere(number: int) -> int:
    opened = os.open(os.devnull, os.O_WRONLY)
    if opened != number:
        os.dup2(opened, number)
        os.close(opened)
    return number


def finish() -> None:
    """Bring to its place what was printed.

    Raises
    ------
    OSError
        If there is no place for it, such as on a full disk; nothing more is printed then.
    """
    try:
        sys.stdout.flush()
    except OSError as error:
        with suppress(OSError, ValueError):
            _nowhere(sys.stdout.fileno())  # or the end of the program would try once more
        raise OSError(error.errno, error.strerror, "stdout") from None
