"""Values of a JSON result, taken only as what they have to be: nothing is rounded or converted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class OddValueError(ValueError):
    """A value is of another type than it has to be."""


def whole(value: object) -> int:
    """Return a whole number; 3.9, '3' and true are none."""
    if type(value) is not int:
        raise OddValueError(f"{value!r:.40} is no whole number")
    return value


def real(value: object) -> float:
    """Return a number, whole or not."""
    if type(value) not in (int, float):
        raise OddValueError(f"{value!r:.40} is no number")
    return float(value)  # type: ignore[arg-type]


def text(value: object) -> str:
    """Return a text."""
    if not isinstance(value, str):
        raise OddValueError(f"{value!r:.40} is no text")
    return value


def many(value: object) -> list[Any]:
    """Return a list."""
    if not isinstance(value, list):
        raise OddValueError(f"{value!r:.40} is no list")
    return value


def table(value: object) -> Mapping[str, Any]:
    """Return an object with names."""
    if not isinstance(value, dict):
        raise OddValueError(f"{value!r:.40} is no object")
    return value


def wholes(value: object, *, gaps: bool = False) -> list[int]:
    """Return a list of whole numbers; with `gaps`, -1 for null."""
    given = many(value)
    if not set(map(type, given)) <= ({int, type(None)} if gaps else {int}):
        raise OddValueError("not all of the list are whole numbers")
    return [-1 if one is None else one for one in given] if gaps else given


def reals(value: object) -> list[float]:
    """Return a list of numbers, nan for null."""
    given = many(value)
    if not set(map(type, given)) <= {int, float, type(None)}:
        raise OddValueError("not all of the list are numbers")
    return [float("nan") if one is None else float(one) for one in given]


def texts(value: object) -> tuple[str, ...]:
    """Return a list of texts."""
    given = many(value)
    if not set(map(type, given)) <= {str}:
        raise OddValueError("not all of the list are texts")
    return tuple(given)
