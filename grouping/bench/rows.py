"""Rows: one JSON object a line.  Rows are only appended; half a line is cut off first."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from grouping.errors import InputError

Row = dict[str, Any]


class Rows:
    """A file of rows that is open for appending; one writer at a time.

    Attributes
    ----------
    keys
        Of the rows in the file, with the status of the last row of each.
    """

    def __init__(self, file: IO[bytes], keys: dict[str, str]) -> None:
        self._file = file
        self.keys = keys

    def append(self, row: Row) -> None:
        """Write one row, whole or not at all, and see it to the disk."""
        line = (json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n").encode()
        whole = os.fstat(self._file.fileno()).st_size
        try:
            while line:  # without a buffer, a write may take only a part
                line = line[self._file.write(line) or 0 :]
            os.fsync(self._file.fileno())
        except OSError:  # a full disk: leave no half line
            self._file.truncate(whole)
            raise
        self.keys[row["key"]] = row.get("status", "")


@contextmanager
def open_rows(path: str | Path) -> Iterator[Rows]:
    """Open (or make) a file of rows.

    A last line without an end, of a run that was killed while it wrote, is cut off.  A file
    without a row is taken away.

    Raises
    ------
    InputError
        If it is something else, or another run is writing to it.
    """
    path = Path(path)
    with _locked(path) as raw:
        ours = not os.fstat(raw.fileno()).st_size
        try:
            yield Rows(raw, _statuses(raw, path.name))
        finally:
            # while it is locked: afterwards another run may have opened it and write to it
            if ours and path.is_file() and not os.fstat(raw.fileno()).st_size:
                path.unlink()


@contextmanager
def _locked(path: Path) -> Iterator[IO[bytes]]:
    """Open a file to append to it, with nobody else writing to it."""
    while True:
        with path.open("ab+", buffering=0) as raw:
            _lock(raw, path)
            if not path.exists() or not os.path.samestat(path.stat(), os.fstat(raw.fileno())):
                continue  # another run took it away before it was locked here
            yield raw
            return


def _statuses(raw: IO[bytes], source: str) -> dict[str, str]:
    """Return the keys in a file and the last status of each; cut off a half line."""
    raw.seek(0)
    text = raw.read()
    whole = text.rfind(b"\n") + 1
    if b"\n" not in text and text and not text.startswith(b"{"):
        raise InputError("this is no file of rows", where=source)
    rows = list(_parsed(text[:whole], source))
    if whole < len(text):
        raw.truncate(whole)
    return {row["key"]: row.get("status", "") for row in rows}


def read_rows(paths: Sequence[str | Path]) -> list[Row]:
    """Return the rows of files; of rows with the same key the last one counts.

    Raises
    ------
    InputError
        If a file is missing or a line is not a row.
    """
    rows: dict[str, Row] = {}
    for path in map(Path, paths):
        try:
            text = path.read_bytes()
        except FileNotFoundError:
            raise InputError("there is no such file", where=str(path)) from None
        for row in _parsed(text[: text.rfind(b"\n") + 1], path.name):
            rows.pop(row["key"], None)
            rows[row["key"]] = row
    if not rows:
        raise InputError("there are no rows", where=", ".join(map(str, paths)))
    return list(rows.values())


def _parsed(text: bytes, source: str) -> Iterator[Row]:
    for number, line in enumerate(text.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict) or not isinstance(row.get("key"), str):
            raise InputError("this line is no row", where=f"{source}, line {number}")
        yield row


def _lock(file: IO[bytes], path: Path) -> None:
    try:
        import fcntl
    except ImportError:  # not on Windows: there, look after it yourself
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise InputError(
            "another run is writing to this file", where=path.name, hint="give another name"
        ) from None
