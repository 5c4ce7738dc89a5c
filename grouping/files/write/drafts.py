"""Drafts: a file is written beside its place and put there in one step, or not at all.

The name of a draft says which process makes it.  A process that was killed cannot take its draft
away: the next one that writes to the folder does.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import secrets
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

_NAME = re.compile(r"\..*\.draft-(?P<place>[0-9a-f]{8})-(?P<pid>[0-9]+)-[0-9a-f]{8}(\.[^.]*)?")
# No file takes that many seconds to write: an older draft of another machine is abandoned.
ABANDONED = 86_400.0
# Of the longest name that file systems take, 255 bytes, the draft's own words need their part.
_LONGEST = 40

_ours: set[str] = set()


@contextmanager
def draft_beside(target: Path) -> Iterator[Path]:
    """Give the name of a draft for `target` in its folder; afterwards no such file is left."""
    remove_abandoned(target.parent)
    name = f".{target.stem[:_LONGEST]}.draft-{_place()}-{os.getpid()}-{secrets.token_hex(4)}"
    draft = target.with_name(name + target.suffix)
    _ours.add(draft.name)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)
        _ours.discard(draft.name)


def write_through(target: Path, draft: Path) -> None:
    """Copy a draft into what is no file: a pipe, a terminal, a device."""
    with draft.open("rb") as whole, target.open("wb") as stream:
        while piece := whole.read(1 << 20):
            stream.write(piece)


def is_stream(path: Path) -> bool:
    """Whether there is something at `path` that can be written to, but not replaced by a file."""
    try:
        kind = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(kind) or stat.S_ISDIR(kind))


def drafts_of_streams(target: Path) -> Path:
    """Return where the draft of what goes into a pipe or a device is made, with its ending."""
    return Path(tempfile.gettempdir()) / target.name


def remove_abandoned(folder: Path) -> None:
    """Remove the drafts of this user in a folder whose process is no more."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            found = _NAME.fullmatch(entry.name)
            if found and entry.name not in _ours:
                with suppress(OSError):
                    _remove(entry, found["place"], int(found["pid"]))


def _remove(entry: os.DirEntry[str], place: str, pid: int) -> None:
    there = entry.stat(follow_symlinks=False)
    if not stat.S_ISREG(there.st_mode) or there.st_uid != _user():
        return
    if place == _place() and os.name == "posix":
        gone = pid == os.getpid() or not _lives(pid)
    else:
        gone = time.time() - there.st_mtime > ABANDONED
    if gone:
        Path(entry.path).unlink(missing_ok=True)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)  # sends nothing
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        pass  # it is there, but somebody else's
    return True


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0


@cache
def _place() -> str:
    """Return a mark of where process numbers mean what they mean here: machine and container."""
    numbers = ""
    with suppress(OSError):
        numbers = str(os.stat("/proc/self/ns/pid").st_ino)
    return hashlib.sha256(f"{platform.node()} {numbers}".encode()).hexdigest()[:8]
