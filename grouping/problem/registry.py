"""The kinds of rules, found by their modules in `grouping.rules` and by entry points."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from grouping.errors import InputError, did_you_mean
from grouping.extensions import check_new, extensions, load_extension
from grouping.language import _, both, either
from grouping.problem.rule import Rule

# The package whose modules are the kinds; also the group of entry points under which packages of
# others name theirs.
KINDS = "grouping.rules"


@cache
def kinds() -> dict[str, type[Rule]]:
    """Return every kind of rule by its name, in alphabetical order.

    Raises
    ------
    InputError
        If a package adds a kind that cannot be imported, or whose name is taken.
    """
    found: dict[str, type[Rule]] = {}
    for module in pkgutil.iter_modules(importlib.import_module(KINDS).__path__):
        for kind in _kinds_in(importlib.import_module(f"{KINDS}.{module.name}")):
            found[kind.kind] = kind
    for entry in extensions(KINDS):
        for kind in _kinds_in(load_extension(entry)):
            check_new(kind.kind, found, entry)
            found[kind.kind] = kind
    return dict(sorted(found.items()))


def _kinds_in(added: Any) -> list[type[Rule]]:
    """Return the kinds that a module defines; a class stands for itself."""
    if isinstance(added, type):
        return [added] if issubclass(added, Rule) and added.kind else []
    own = [one for one in vars(added).values() if getattr(one, "__module__", "") == added.__name__]
    return [one for one in own if isinstance(one, type) and issubclass(one, Rule) and one.kind]


def rule_from_dict(stated: Mapping[str, Any], source: str = "") -> Rule:
    """Make a rule from what a plan states: ``{"kind": "spread", "column": "Agency"}``.

    Parameters
    ----------
    stated
        `kind` and the options of that kind.
    source
        Where it was stated, for messages.

    Raises
    ------
    InputError
        For an unknown kind or option, a missing option, or one of the wrong type.
    """
    options = dict(stated)
    name = str(options.pop("kind", ""))
    place = source or _("rule '{kind}'", kind=name)
    if name not in kinds():
        message = _("there is no rule of kind '{kind}'", kind=name)
        message = message if name else _("the rule has no kind")
        raise InputError(message, where=place, hint=did_you_mean(name, kinds()))
    kind = kinds()[name]
    known = kind.options()
    for key, value in list(options.items()):
        if key not in known:
            raise InputError(
                _("'{kind}' has no option '{option}'", kind=name, option=key),
                where=place,
                hint=did_you_mean(key, known),
            )
        wanted = str(known[key].type)
        _check_type(key, value, wanted, place)
        if "str" in _names(wanted) and isinstance(value, (int, float)):
            options[key] = f"{value:.12g}" if isinstance(value, float) else str(value)
    try:
        return kind(**options, source=source)
    except TypeError:
        missing = [k for k in known if k not in options and k in _required(kind)]
        raise InputError(
            _("'{kind}' needs {options}", kind=name, options=both([f"'{k}'" for k in missing])),
            where=place,
            hint=_("for example:\n{example}", example=_(kind.example)),
        ) from None


def _required(kind: type[Rule]) -> set[str]:
    from dataclasses import MISSING

    return {
        k
        for k, spec in kind.options().items()
        if spec.default is MISSING and spec.default_factory is MISSING
    }


def _check_type(key: str, value: object, wanted: str, place: str) -> None:
    """Check a stated value against the annotation of its option."""
    tests: dict[str, Callable[[Any], bool]] = {
        "bool": lambda v: isinstance(v, bool),
        "int": lambda v: isinstance(v, int) and not isinstance(v, bool),
        "float": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
        # yes and no are values of a column, but no names
        "str": lambda v: (
            isinstance(v, (str, int, float)) and (key == "value" or not isinstance(v, bool))
        ),
        "Mapping": lambda v: isinstance(v, Mapping),
        "Sequence": lambda v: isinstance(v, (list, tuple)),
        "Any": lambda _any: True,
        "None": lambda v: v is None,
    }
    names = _names(wanted)
    if not any(tests.get(one, tests["Any"])(value) for one in names):
        words = {
            "bool": _("true or false"),
            "int": _("a whole number"),
            "float": _("a number"),
            "str": _("a text"),
            "Mapping": _("a table { column = value }"),
            "Sequence": _("a list"),
        }
        said = either([words[n] for n in names if n in words])
        message = _(
            "'{option}' must be {what}, not {value}", option=key, what=said, value=repr(value)
        )
        raise InputError(message, where=place)


def _names(annotation: str) -> list[str]:
    """Return the outer types of an annotation."""
    return [part.split("[")[0].strip() for part in _alternatives(annotation)]


def _alternatives(annotation: str) -> list[str]:
    """Split 'a | b[c | d]' at the outer bars."""
    parts, depth = [""], 0
    for char in annotation:
        depth += (char == "[") - (char == "]")
        if char == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts
