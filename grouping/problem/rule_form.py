"""The options of a kind of rule as data, from which a form to fill in can be made."""

from __future__ import annotations

from dataclasses import MISSING, dataclass
from typing import Any

from grouping.language import _
from grouping.problem.option_types import names_of, types_of
from grouping.problem.registry import kinds
from grouping.problem.rule import Rule


@dataclass(frozen=True)
class OptionForm:
    """One option of a kind of rule.

    Attributes
    ----------
    name
        As a plan writes it.
    help
        What it means, in the language in use.
    types
        What its value may be: of ``str``, ``int``, ``float``, ``bool``, ``Sequence`` (a list) and
        ``Mapping`` (a table, such as ``{ Position = "Camat" }``).
    required
        Whether a rule has to state it.
    default
        Its value where a rule does not; None for a required one.
    """

    name: str
    help: str
    types: tuple[str, ...]
    required: bool
    default: Any


@dataclass(frozen=True)
class RuleForm:
    """A kind of rule.

    Attributes
    ----------
    kind
        Its name.
    says
        What it asks for, in the language in use.
    example
        A rule of this kind as a plan writes it.
    layer
        ``must`` or ``wish``, what it is if nothing is said; ``always wish`` if it can be no must.
    options
        In the order in which they are declared, those that every kind has last.
    """

    kind: str
    says: str
    example: str
    layer: str
    options: tuple[OptionForm, ...]


def rule_forms() -> dict[str, RuleForm]:
    """Return the form of every kind of rule, by name, in alphabetical order."""
    return {name: _form(kind) for name, kind in kinds().items()}


def _form(kind: type[Rule]) -> RuleForm:
    layer = "must" if kind.must_by_default else "wish"
    if kind.soft_only:
        layer = "always wish"
    options = []
    for name, spec in kind.options().items():
        default = spec.default_factory() if spec.default_factory is not MISSING else spec.default
        required = default is MISSING
        options.append(
            OptionForm(
                name,
                _(spec.metadata["help"]),
                tuple(names_of(types_of(kind)[name])),
                required,
                None if required else default,
            )
        )
    return RuleForm(kind.kind, _(kind.says), _(kind.example), layer, tuple(options))
