"""Arguments of a kernel, laid out as words of 64 bits, and what types they are of.

Types have short names: ``i`` an integer, ``u`` one without a sign, ``f`` a floating-point number,
``b`` a truth value, ``n`` None, ``int32:2`` an array with two axes, ``Pack`` or ``Pack*`` a table
of one or all rounds, ``Seats(...)`` a named tuple of what stands between the brackets.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Sequence
from typing import Any

import numpy as np

from grouping.engines.compiled.tables import Table

KINDS: dict[str, Any] = {}
"""Tables and named tuples met so far, by name."""


class Arguments:
    """The arguments of one call.

    Attributes
    ----------
    types
        Their types, one text.
    features
        Features of the tables among them, see `Table`.
    words
        The words, as the compiled kernel takes them; room for what it returns is at their end.
    """

    ROOM = 4
    """Words for what a kernel returns, which stands at the end."""

    def __init__(self, values: Sequence[Any]) -> None:
        self.features: frozenset[str] = frozenset()
        self._words: list[int] = []
        self._kept = values  # nothing may be freed while the kernel runs
        self.types = ",".join(self._add(value) for value in values)
        self.words = (ctypes.c_int64 * (len(self._words) + self.ROOM))(*self._words)

    def _add(self, value: Any) -> str:
        if isinstance(value, np.ndarray):
            if not value.flags.c_contiguous:
                raise TypeError("kernels take arrays without gaps")
            self._words.append(value.ctypes.data)
            self._words.extend(value.shape)
            return f"{value.dtype.name}:{value.ndim}"
        if isinstance(value, Table):
            table = type(value)
            KINDS[table.__name__] = table
            self.features |= value.features
            self._words.append(value.words.ctypes.data)
            return table.__name__ + "*" * value.stacked
        if isinstance(value, np.uint64):
            self._words.append(int(value))
            return "u"
        if isinstance(value, bool | np.bool_):
            self._words.append(int(value))
            return "b"
        if isinstance(value, int | np.integer):
            self._words.append(int(value))
            return "i"
        if isinstance(value, float | np.floating):
            self._words.append(struct.unpack("=q", struct.pack("=d", value))[0])
            return "f"
        if value is None:
            return "n"
        if isinstance(value, tuple) and hasattr(value, "_fields"):
            kind = type(value)
            KINDS[kind.__name__] = kind
            return f"{kind.__name__}({','.join(self._add(one) for one in value)})"
        raise TypeError(f"kernels do not take {type(value)}")

    def result(self, kind: str) -> Any:
        """Return what the kernel returned: one letter for each value, as in the types."""
        room = [self.words[len(self._words) + k] for k in range(len(kind))]
        values = [_value(word, one) for word, one in zip(room, kind, strict=True)]
        return tuple(values) if len(values) > 1 else values[0] if values else None


def _value(word: int, kind: str) -> Any:
    if kind == "f":
        return struct.unpack("=d", struct.pack("=q", word))[0]
    if kind == "u":
        return word % 2**64
    return bool(word) if kind == "b" else word
