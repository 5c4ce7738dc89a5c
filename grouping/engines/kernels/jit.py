"""How every kernel is compiled: on first use, without the interpreter lock, exact arithmetic."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar, cast

from grouping.engines.compiled.arguments import Arguments
from grouping.engines.compiled.store import Code, find, on_compiling

__all__ = ["CHECKED", "Kernel", "inlined", "kernel", "kernel_for", "on_compiling"]

F = TypeVar("F", bound=Callable[..., object])

# Without compilation (NUMBA_DISABLE_JIT=1) every accepted move is compared with a full evaluation.
CHECKED = os.environ.get("NUMBA_DISABLE_JIT", "0") not in ("", "0")


class Kernel:
    """A function that runs as machine code, which is found or made when it is first called.

    Attributes
    ----------
    plain
        The function itself, in Python.
    name
        Its full name.
    options
        How it is compiled; see `inlined` and `kernel_for`.
    codes
        Its machine code by the types of its arguments and the features of its tables.
    """

    def __init__(self, plain: Callable[..., Any], **options: Any) -> None:
        self.plain, self.options = plain, options
        self.name = f"{plain.__module__}.{plain.__qualname__}"
        self.codes: dict[tuple[str, frozenset[str]], Code] = {}
        self.__doc__, self.__name__ = plain.__doc__, plain.__name__

    def __call__(self, *values: Any) -> Any:
        """Run it."""
        arguments = Arguments(values)
        key = arguments.types, arguments.features
        code = self.codes.get(key)
        if code is None:
            code = self.codes[key] = find(self, *key)
        if code.run(arguments.words):
            raise RuntimeError(f"{self.name} failed")
        return arguments.result(code.returns)


def _made(function: F, **options: Any) -> F:
    return function if CHECKED else cast(F, Kernel(function, **options))


def kernel(function: F) -> F:
    """Compile `function` on first use; later runs load it."""
    return _made(function)


def inlined(function: F) -> F:
    """Compile `function` into its callers: for what stands inside the innermost loops."""
    return _made(function, inline=True)


def kernel_for(feature: str, nothing: Any) -> Callable[[F], F]:
    """Compile `function` only for problems with a feature; for others it returns `nothing`."""
    return lambda function: _made(function, only=feature, nothing=nothing)


def of_round(function: F) -> F:
    """Let `function`, which takes a round out of the table of all, be a step of a pointer."""
    if CHECKED:
        return function
    made = Kernel(function, intrinsic="round")
    made.__class__ = _Plain
    return cast(F, made)


class _Plain(Kernel):
    """What is compiled into kernels, and is called as Python elsewhere."""

    def __call__(self, *values: Any) -> Any:
        """Run it."""
        return self.plain(*values)
