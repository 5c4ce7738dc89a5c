"""How every kernel is compiled: cached on disk, without the interpreter lock, exact arithmetic."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import numba
from numba.core import config as numba_config
from numba.core.event import Event, Listener, install_listener

config: Any = numba_config
F = TypeVar("F", bound=Callable[..., object])

# Without compilation (NUMBA_DISABLE_JIT=1) every accepted move is compared with a full evaluation.
CHECKED = bool(config.DISABLE_JIT)


def _cache_folder() -> str:
    """Return a folder for compiled kernels, one for each state of their sources.

    A kernel is compiled together with those of other modules that it calls.  numba notices only
    changes of its own module, so the folder's name stands for all of them.
    """
    here = Path(__file__).parent
    sources = b"".join(path.read_bytes() for path in sorted(here.glob("*.py")))
    name = "grouping-" + hashlib.sha256(sources).hexdigest()[:16]
    home = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    asked = [Path(config.CACHE_DIR)] if config.CACHE_DIR else []
    for folder in (*asked, here / "__pycache__", Path(home).expanduser()):
        try:
            (folder / name).mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder / name, os.W_OK):
            return str(folder / name)
    return ""


_CACHE = _cache_folder()


def kernel(function: F, **options: Any) -> F:
    """Compile `function` on first use; later runs load it from the cache."""
    # numba reads the folder from its configuration when a function is decorated
    before, config.CACHE_DIR = config.CACHE_DIR, _CACHE
    try:
        compiled: F = numba.njit(
            function, cache=bool(_CACHE), nogil=True, fastmath=False, **options
        )
        return compiled
    finally:
        config.CACHE_DIR = before


@contextmanager
def on_compiling(tell: Callable[[], None]) -> Iterator[None]:
    """Call `tell` once, as soon as a kernel has to be compiled: none that the cache has."""
    with install_listener("numba:compile", _Compiling(tell)):
        yield


class _Compiling(Listener):
    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell: Callable[[], None] | None = tell

    def on_start(self, event: Event) -> None:
        if self._tell is not None:
            self._tell()
            self._tell = None

    def on_end(self, event: Event) -> None:
        pass


def inlined(function: F) -> F:
    """Compile `function` into its callers: for what stands inside the innermost loops."""
    return kernel(function, forceinline=True)
