"""What a kernel calls: found from its names, and hashed, so that changed code is made anew."""

from __future__ import annotations

import hashlib
import linecache
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from grouping.engines.compiled.arguments import KINDS
from grouping.engines.compiled.tables import Table, specs


def names_of(function: Any) -> Iterator[tuple[str, Any]]:
    """Yield the names of its module that a function uses, and what they stand for."""
    for name in function.__code__.co_names:
        if name in function.__globals__:
            yield name, function.__globals__[name]


def called(kernel: Any) -> list[Any]:
    """Return the kernels that a kernel calls, directly or not, itself first."""
    found: dict[str, Any] = {}
    waiting = [kernel]
    while waiting:
        one = waiting.pop()
        if one.name not in found:
            found[one.name] = one
            waiting += [v for _, v in names_of(one.plain) if hasattr(v, "plain")]
    return list(found.values())


def digest(kernel: Any, types: str) -> str:
    """Return a hash of all that the code of a kernel depends on, whichever Python reads it."""
    parts = [types]
    for one in sorted(called(kernel), key=lambda k: str(k.name)):
        parts += [one.name, repr(one.options), _source(one.plain)]
        for name, value in names_of(one.plain):
            if isinstance(value, int | float) or hasattr(value, "item"):
                parts.append(f"{name}={value.item() if hasattr(value, 'item') else value}")
    for name in sorted(KINDS):
        if name in types:
            parts.append(repr(_fields(KINDS[name])))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def features_of(kinds: Iterable[Any]) -> frozenset[str]:
    """Return the features that tables of these classes can have."""
    tables = [specs(kind) for kind in kinds if issubclass(kind, Table)]
    return frozenset(spec.of for table in tables for spec in table if spec.of)


def _fields(kind: Any) -> Any:
    return specs(kind) if issubclass(kind, Table) else kind._fields


@cache
def _source(function: Any) -> str:
    """Return the lines of a function at the edge of its module; without a source, its code."""
    code = function.__code__
    lines = linecache.getlines(code.co_filename)[code.co_firstlineno - 1 :]
    for end, line in enumerate(lines):
        started = any(before.startswith(("def ", "    def ")) for before in lines[:end])
        if started and line.strip() and not line.startswith((" ", ")", "#")):
            return "".join(lines[:end]).rstrip()
    return "".join(lines).rstrip() or code.co_code.hex() + repr(code.co_consts)
