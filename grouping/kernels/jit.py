"""How every kernel is compiled: cached on disk, without the interpreter lock, exact arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numba

F = TypeVar("F", bound=Callable[..., object])

# Without compilation (NUMBA_DISABLE_JIT=1) every accepted move is checked against a full evaluation.
CHECKED = bool(numba.config.DISABLE_JIT)


def kernel(function: F) -> F:
    """Compile `function` on first use; later runs load it from the cache."""
    return numba.njit(function, cache=True, nogil=True, fastmath=False)  # type: ignore[no-any-return]


def inlined(function: F) -> F:
    """Compile `function` into its callers: for what stands inside the innermost loops."""
    return numba.njit(  # type: ignore[no-any-return]
        function, cache=True, nogil=True, fastmath=False, forceinline=True
    )
