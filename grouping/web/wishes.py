"""Wishes as cards: a rule of the plan in words, its importance, and the form that changes it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from grouping.errors import GroupingError, InputError
from grouping.files.read.suggested_wishes import suggested_wishes
from grouping.language import _, later
from grouping.problem.registry import kinds, rule_from_dict
from grouping.problem.rule_form import OptionForm, RuleForm, rule_forms
from grouping.scoring.infeasible import refuse_conflicts
from grouping.web.session import State

# Importance in words, and the weight that says it; the first is a must.
LEVELS = {
    "must": (later("must hold"), 1.0),
    "high": (later("very important"), 3.0),
    "usual": (later("important"), 1.0),
    "low": (later("if it can be had"), 0.3),
}
# What stands first among the kinds to choose from: asked for most often.
COMMON = ("spread", "balance", "apart", "together", "pin", "not_alone", "at_least", "at_most")
# Options whose values are files or tables: a plan can say them, this form leaves them as they are.
UNTOLD = ("file", "matrix", "earlier", "weights", "must", "weight", "label")
PEOPLE = ("people", "any_of", "others", "person", "groups", "pairs")


@dataclass(frozen=True)
class Card:
    """A wish.

    Attributes
    ----------
    number
        Its position in the plan.
    title
        The rule in words.
    kind
        Of which kind it is.
    level
        A key of `LEVELS`, or ``own`` for another weight.
    weight
        As it is stated.
    says
        What rules of this kind ask for.
    """

    number: int
    title: str
    kind: str
    level: str
    weight: float
    says: str


def cards(state: State) -> list[Card]:
    """Return the wishes of the plan, the most important first."""
    made = []
    for number, stated in enumerate(state.plan.rules):
        rule = _rule(state, stated)
        title = rule.title[:1].upper() + rule.title[1:]
        level = level_of(bool(rule.must), float(rule.weight))
        made.append(Card(number, title, rule.kind, level, float(rule.weight), _(rule.says)))
    return sorted(made, key=lambda card: (card.level != "must", -card.weight, card.number))


def _rule(state: State, stated: Mapping[str, Any]) -> Any:
    """Return the rule of the problem that a stated one became; it has read the files it names."""
    k = next(k for k, one in enumerate(state.plan.rules) if one is stated)
    return state.problem.rules[k]


def level_of(must: bool, weight: float) -> str:
    """Return the importance of a rule in the words of this page."""
    if must:
        return "must"
    return next((k for k, (_w, w) in LEVELS.items() if k != "must" and w == weight), "own")


def with_level(state: State, number: int, level: str) -> list[dict[str, Any]]:
    """Return the rules of the plan with the importance of one changed."""
    rules = [dict(rule) for rule in state.plan.rules]
    rules[_position(rules, number)] = _levelled(rules[number], level)
    return rules


def _levelled(stated: Mapping[str, Any], level: str) -> dict[str, Any]:
    if level not in LEVELS:
        return dict(stated)
    rule = {k: v for k, v in stated.items() if k not in ("must", "weight")}
    if level == "must":
        return {**rule, "must": True}
    return {**rule, "must": False, "weight": LEVELS[level][1]}


def without(state: State, number: int) -> list[dict[str, Any]]:
    """Return the rules of the plan without one."""
    rules = [dict(rule) for rule in state.plan.rules]
    del rules[_position(rules, number)]
    return rules


def _position(rules: Sequence[object], number: int) -> int:
    if not 0 <= number < len(rules):
        raise InputError(_("there is no such wish"))
    return number


def further(state: State) -> list[tuple[str, dict[str, Any]]]:
    """Return wishes that suit the columns and are not stated yet: in words, and as rules."""
    have = [(r.get("kind"), r.get("column"), r.get("where")) for r in state.plan.rules]
    found = []
    for one in suggested_wishes(state.problem.roster, state.reading.roles):
        if (one.stated["kind"], one.stated["column"], None) not in have:
            rule = rule_from_dict(one.stated)
            found.append((rule.title[:1].upper() + rule.title[1:], dict(one.stated)))
    return found


def forms() -> list[RuleForm]:
    """Return every kind with the options that can be filled in here, common kinds first."""
    every = {
        kind: replace(form, options=tuple(o for o in form.options if o.name not in UNTOLD))
        for kind, form in rule_forms().items()
    }
    order = [*COMMON, *(kind for kind in every if kind not in COMMON)]
    return [every[kind] for kind in order if kind in every]


def stated_by(
    kind: str, level: str, given: Mapping[str, Sequence[str]], before: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Return the rule that a filled form states.

    Parameters
    ----------
    kind, level
        Of which kind it is, and a key of `LEVELS`.
    given
        What was filled in, by the name of the option; conditions as ``NAME.column`` and
        ``NAME.value``.
    before
        The rule that is changed; what the form does not show stays as it is.
    """
    if kind not in kinds():
        raise InputError(_("there is no rule of kind '{kind}'", kind=kind))
    form = next(one for one in forms() if one.kind == kind)
    stated: dict[str, Any] = {"kind": kind}
    if before is not None and before.get("kind") == kind:
        stated |= {k: v for k, v in before.items() if k in UNTOLD}
    for option in form.options:
        value = _value(option, given)
        if value not in (None, "", [], {}):
            stated[option.name] = value
    stated = _levelled(stated, level)
    if form.layer == "always wish":
        stated.pop("must", None)
    rule_from_dict(stated)  # says what is missing
    return stated


def _value(option: OptionForm, given: Mapping[str, Sequence[str]]) -> Any:
    """Return what was filled in for an option, in the type that it has."""
    texts = [text.strip() for text in given.get(option.name, []) if text.strip()]
    if "Mapping" in option.types:
        return _condition(option.name, given)
    if option.name in ("groups", "pairs"):
        return [_split(line, r";") for text in texts for line in text.splitlines() if line.strip()]
    if option.name == "rounds":
        return [_number(one) for text in texts for one in _split(text, r"[,;\s]")]
    if "Sequence" in option.types:
        return [one for text in texts for one in _split(text, r"[\r\n]")]
    if not texts:
        return None
    if "bool" in option.types:
        return texts[0] == "yes"
    if "int" in option.types or "float" in option.types:
        return _number(texts[0])
    return texts[0]


def _condition(name: str, given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    columns, values = given.get(f"{name}.column", []), given.get(f"{name}.value", [])
    made: dict[str, Any] = {}
    for column, value in zip(columns, values, strict=False):
        several = _split(value, r"\|")
        if column and several:
            made[column] = several[0] if len(several) == 1 else several
    return made


def _split(text: str, mark: str) -> list[str]:
    return [part.strip() for part in re.split(mark, text) if part.strip()]


def _number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise InputError(_("'{text}' is not a number", text=text)) from None


def filled(option: OptionForm, stated: Mapping[str, Any]) -> Any:
    """Return what stands in the form for an option of a stated rule, as text or pairs of texts."""
    value = stated.get(option.name, option.default)
    if "Mapping" in option.types:
        pairs = dict(value or {}).items()
        return [(k, " | ".join(map(str, v)) if isinstance(v, list) else str(v)) for k, v in pairs]
    if option.name in ("groups", "pairs"):
        return "\n".join("; ".join(map(str, group)) for group in value or [])
    if option.name == "rounds":
        return ", ".join(map(str, [value] if isinstance(value, int) else value or []))
    if "Sequence" in option.types:
        return "\n".join([value] if isinstance(value, str) else map(str, value or []))
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)


def clash(state: State) -> GroupingError | None:
    """Return why the wishes that must hold cannot hold together, as far as counting shows it."""
    try:
        refuse_conflicts(state.problem)
    except GroupingError as error:
        return error
    return None
