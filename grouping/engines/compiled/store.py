"""Where the machine code of kernels is kept: in a folder of the user, by a hash of its sources."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from grouping.engines.compiled.arguments import KINDS
from grouping.engines.compiled.functions import digest, features_of
from grouping.engines.compiled.load import load

ENTRY = "grouping_kernel"
BUILT = Path(__file__).parent / "built"
"""What a build of the package adds, a folder for each platform; see `.ci/build_kernels.py`."""
_LOCK = threading.RLock()
_TOLD: list[Callable[[], None]] = []


class Code(NamedTuple):
    """A kernel in memory: what calls it, and the letters of what it returns."""

    run: Callable[[Any], int]
    returns: str


@cache
def folder() -> Path | None:
    """Return the folder for compiled kernels; None if none can be written to.

    `NUMBA_CACHE_DIR` says which, otherwise it is one of the user's, so that copies of the project
    share it, otherwise one beside the sources.
    """
    home = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    asked = os.environ.get("NUMBA_CACHE_DIR")
    beside = Path(__file__).parent / "__pycache__"
    for one in (*([Path(asked)] if asked else []), Path(home).expanduser(), beside):
        place = one / "grouping-kernels" / platform_name()
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(place, os.W_OK):
            return place
    return None


def find(kernel: Any, types: str, features: frozenset[str]) -> Code:
    """Return the code of a kernel for arguments of some types: loaded, or made and kept."""
    with _LOCK:
        kept = _kept(kernel, types, features)
        if kept is None:
            while _TOLD:
                _TOLD.pop()()
            from grouping.engines.compiled.emit import emit

            kept = emit(kernel, types, features)
            place = folder()
            if place is not None:
                keep(place, kernel, types, features, *kept)
        code, returns = kept
        return Code(load(code, ENTRY), returns)


def _kept(kernel: Any, types: str, features: frozenset[str]) -> tuple[bytes, str] | None:
    """Return code that came with the package or is kept: for these features, or these and more."""
    kinds = [kind for name, kind in KINDS.items() if name in types]
    others = sorted(features_of(kinds) - features)
    for k in range(len(others) + 1):
        for more in combinations(others, k):
            name = _name(kernel, types, features.union(more))
            for place in (BUILT / platform_name(), folder()):
                found = None if place is None else _read(place / name)
                if found is not None:
                    return found
    return None


def keep(
    place: Path, kernel: Any, types: str, features: frozenset[str], code: bytes, returns: str
) -> None:
    """Write the code of a kernel to a folder."""
    _write(place / _name(kernel, types, features), code, returns)


def _name(kernel: Any, types: str, features: frozenset[str]) -> str:
    key = f"{_version()};{types};{','.join(sorted(features))}"
    return f"{kernel.plain.__name__}-{digest(kernel, key)}.o"


def platform_name() -> str:
    """Return the system and the family of processors that machine code is for."""
    return f"{sys.platform}-{platform.machine().lower()}"


@cache
def _version() -> str:
    """Return a hash of what makes the code from the kernels."""
    here = Path(__file__).parent
    parts = [
        (here / name).read_bytes() for name in ("arguments.py", "views.py", "memory.py", "emit.py")
    ]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:16]


def _read(file: Path) -> tuple[bytes, str] | None:
    """Return the code and the letters of what it returns; None if there is none, or half of it."""
    try:
        head, _, code = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    words = head.decode("ascii", "replace").split(" ")
    if len(words) != 2 or words[0] != hashlib.sha256(code).hexdigest():
        return None
    return code, words[1]


def _write(file: Path, code: bytes, returns: str) -> None:
    head = f"{hashlib.sha256(code).hexdigest()} {returns}\n".encode()
    try:
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as out:
            out.write(head + code)
        Path(out.name).replace(file)
    except OSError:
        return  # then it is made again next time


@contextmanager
def on_compiling(tell: Callable[[], None]) -> Iterator[None]:
    """Call `tell` once, as soon as a kernel has to be compiled: none that is kept already."""
    _TOLD.append(tell)
    try:
        yield
    finally:
        if tell in _TOLD:
            _TOLD.remove(tell)
