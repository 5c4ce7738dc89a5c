"""The kinds of rules, found by their modules in `grouping.rules` and by entry points."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from typing import Any

from grouping.errors import InputError, did_you_mean
from grouping.extensions import check_new, extensions, load_extension
from grouping.language import _, both
from grouping.problem.option_types import check_option, names_of, types_of
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
    known, types = kind.options(), types_of(kind)
    for key, value in list(options.items()):
        if key not in known:
            raise InputError(
                _("'{kind}' has no option '{option}'", kind=name, option=key),
                where=place,
                hint=did_you_mean(key, known),
            )
        wanted = types[key]
        check_option(key, value, wanted, place)
        if "str" in names_of(wanted) and isinstance(value, (int, float)):
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
