"""Classes of arrays that kernels take as one pointer: to a table of addresses and lengths.

Handed on as a tuple, 71 arrays become some 500 arguments of every function that is compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from functools import cache, cached_property
from typing import Any, ClassVar, NamedTuple, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T", bound="Table")
F = TypeVar("F", bound=Callable[..., object])


class Spec(NamedTuple):
    """What is known of an array before there is one.

    Attributes
    ----------
    name, dtype, axes
        As in the table of a single round.
    shared
        Whether the rounds share the array; otherwise that of all rounds has a leading axis more.
    of
        The feature of a problem without which the array is empty; "" if there is none.
    """

    name: str
    dtype: str
    axes: int
    shared: bool
    of: str


def _once(function: F) -> F:
    return cast(F, cache(function))  # by class, which can be hashed, whatever its instances can


def array(dtype: type, axes: int, *, shared: bool = False, of: str = "") -> Any:
    """Declare an array of a table, see `Spec`."""
    return field(metadata={"spec": (np.dtype(dtype).name, axes, shared, of)})


@_once
def specs(kind: type[Table]) -> tuple[Spec, ...]:
    """Return what is known of the arrays of a class, in order."""
    return tuple(Spec(one.name, *one.metadata["spec"]) for one in fields(kind))


@_once
def words(kind: type[Table], stacked: bool) -> dict[str, int]:
    """Return at which word of its table each array begins, and under "" how long the table is."""
    at, begins = 0, {}
    for spec in specs(kind):
        begins[spec.name] = at
        at += 1 + spec.axes + (stacked and not spec.shared)
    return begins | {"": at}


@dataclass(frozen=True, eq=False)
class Table:
    """Arrays of a round, or of all rounds laid out behind each other (`stacked`).

    They never change their place in memory, only what is in them: searches in several threads may
    share a table of what does not change.
    """

    counts: ClassVar[tuple[str, ...]] = ()
    """Arrays of numbers from 0 that are filled up with -1 where a round has fewer."""

    @cached_property
    def stacked(self) -> bool:
        """Whether it is of all rounds."""
        own = next(spec for spec in specs(type(self)) if not spec.shared)
        return bool(getattr(self, own.name).ndim > own.axes)

    @cached_property
    def features(self) -> frozenset[str]:
        """Features of the problem that have arrays here."""
        found = ((spec.of, getattr(self, spec.name)) for spec in specs(type(self)) if spec.of)
        return frozenset(feature for feature, array in found if array.size)

    @cached_property
    def words(self) -> NDArray[np.int64]:
        """Addresses and lengths: those of all rounds first, if it is of several."""
        tables = [self, *self._rounds()] if self.stacked else [self]
        return np.array([word for table in tables for word in table._row()], dtype=np.int64)

    def round(self: T, r: int) -> T:
        """Return row `r` of all arrays that are not shared; they share their memory."""
        taken = {}
        for spec in specs(type(self)):
            if not spec.shared:
                row = getattr(self, spec.name)[r]
                taken[spec.name] = row[row >= 0] if spec.name in self.counts else row
        return replace(self, **taken)

    def _rounds(self: T) -> Iterator[T]:
        own = next(spec for spec in specs(type(self)) if not spec.shared)
        # what a round shares is kept by the whole; what it cuts off by itself has to be kept, too
        self.__dict__["kept"] = [self.round(r) for r in range(len(getattr(self, own.name)))]
        yield from self.__dict__["kept"]

    def _row(self) -> list[int]:
        row: list[int] = []
        for spec in specs(type(self)):
            array = getattr(self, spec.name)
            axes = spec.axes + (self.stacked and not spec.shared)
            if (array.ndim, array.dtype.name) != (axes, spec.dtype) or not array.flags.c_contiguous:
                raise TypeError(f"{spec.name}: {array.dtype} {array.shape}, wanted {spec}")
            row += [array.ctypes.data, *array.shape]
        return row
