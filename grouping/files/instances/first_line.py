"""The first line of a text, by which benchmark files are told apart."""

from __future__ import annotations

from pathlib import Path

from grouping.files.read.delimited_text import plain_bytes

# No first line is longer, in bytes.
LONGEST = 1 << 20


def first_line(path: Path) -> tuple[bytes, bytes]:
    """Return the first line of a file, and what follows it without the blanks around it.

    Both as UTF-8 without a mark, and no more of them than `LONGEST`; ``(b"", b"")`` for no file.
    """
    if not path.is_file():
        return b"", b""
    with path.open("rb") as file:
        first, _end, more = plain_bytes(file.read(LONGEST)).partition(b"\n")
    return first, more.strip()
