"""What the options of rules may be: stated values against the types of their declaration."""

from __future__ import annotations

import collections.abc
import sys
import typing
from collections.abc import Mapping, Sequence
from dataclasses import fields
from numbers import Integral, Real
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from grouping.errors import InputError
from grouping.language import _, either

# Lists and tables by what they are declared as.
LISTS = (collections.abc.Sequence, list, tuple)
TABLES = (collections.abc.Mapping, dict)


def types_of(kind: type) -> dict[str, Any]:
    """Return the type of every field of a dataclass, whether its module states them as text or not.

    A module may import the names of its annotations for type checkers alone; those of `typing` and
    of `collections.abc` are known without.  What is still unknown may be anything.
    """
    found: dict[str, Any] = {}
    for base in reversed(kind.__mro__):
        module = sys.modules.get(base.__module__)
        known = {**vars(collections.abc), **vars(typing), **(vars(module) if module else {})}
        for name, stated in vars(base).get("__annotations__", {}).items():
            try:
                hint = typing.get_type_hints(_holder(name, stated), known)[name]
            except NameError:
                hint = Any
            found[name] = hint
    return {spec.name: found.get(spec.name, Any) for spec in fields(kind)}


def _holder(name: str, stated: Any) -> type:
    """Return a class with one annotation, so that one that cannot be read spoils no other."""
    return type("_Holder", (), {"__annotations__": {name: stated}})


def alternatives(hint: Any) -> tuple[Any, ...]:
    """Return the types of which a value may be one."""
    if get_origin(hint) in (Union, UnionType):
        return tuple(a for one in get_args(hint) for a in alternatives(one))
    return (hint,)


def outer(hint: Any) -> Any:
    """Return a type without what is inside of it: ``Sequence`` of ``Sequence[str]``."""
    origin = get_origin(hint) or hint
    if origin in LISTS:
        return Sequence
    return Mapping if origin in TABLES else origin


def names_of(hint: Any) -> list[str]:
    """Return the names of the outer types: ``["str", "Sequence"]`` of ``str | Sequence[str]``."""
    every = [outer(one) for one in alternatives(hint)]
    return [one.__name__ for one in every if one is not NoneType and hasattr(one, "__name__")]


def check_option(key: str, value: object, hint: Any, place: str) -> None:
    """Raise InputError if a stated value, or what is in it, is of another type than declared."""
    fitting = [one for one in alternatives(hint) if _is(value, one, key)]
    if not fitting:
        raise InputError(
            _(
                "'{option}' must be {what}, not {value}",
                option=key,
                what=_words(hint),
                value=repr(value),
            ),
            where=place,
        )
    wrong = [_inside(key, value, one) for one in fitting]
    if all(wrong):
        inside, wanted = wrong[0]  # type: ignore[misc]
        raise InputError(
            _(
                "'{option}' has {value} in it, where there must be {what}",
                option=key,
                value=repr(inside),
                what=_words(wanted),
            ),
            where=place,
        )


def _is(value: object, hint: Any, key: str) -> bool:
    """Return whether a value is of a type, whatever is in it."""
    kind = outer(hint)
    if kind is Any:
        return True
    if kind is str:
        # yes and no are values of a column, but no names
        return isinstance(value, (str, Real)) and (key == "value" or not isinstance(value, bool))
    if kind in (int, float):
        wanted = Integral if kind is int else Real
        return isinstance(value, wanted) and not isinstance(value, bool)
    if kind is Sequence:
        return isinstance(value, (list, tuple))
    if kind is typing.Literal:
        return value in get_args(hint)
    return not isinstance(kind, type) or isinstance(value, kind)


def _inside(key: str, value: object, hint: Any) -> tuple[object, Any] | None:
    """Return what is in a list or a table, at any depth, that must not be, and its type."""
    parts = [one for one in get_args(hint) if one is not ...]
    if outer(hint) is Sequence and parts and isinstance(value, (list, tuple)):
        inside, wanted = list(value), parts[0]
    elif outer(hint) is Mapping and len(parts) == 2 and isinstance(value, Mapping):
        inside, wanted = list(value.values()), parts[1]
    else:
        return None
    for one in inside:
        fitting = [kind for kind in alternatives(wanted) if _is(one, kind, key)]
        if not fitting:
            return one, wanted
        deeper = [_inside(key, one, kind) for kind in fitting]
        if all(deeper):
            return deeper[0]
    return None


def _words(hint: Any) -> str:
    words = {
        "bool": _("true or false"),
        "int": _("a whole number"),
        "float": _("a number"),
        "str": _("a text"),
        "Mapping": _("a table { column = value }"),
        "Sequence": _("a list"),
    }
    literal = [
        str(one)
        for kind in alternatives(hint)
        for one in get_args(kind)
        if get_origin(kind) is typing.Literal
    ]
    return either([*literal, *(words[name] for name in names_of(hint) if name in words)])
