"""How a kind of rule is said on the command line: its option, and how a text becomes the rule.

A kind declares its `CommandOption`; the command line finds it there, and knows no kind by name.
Help is in English where it is declared, and gathered for translation from the commands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from grouping.errors import InputError
from grouping.language import _

Stated = dict[str, Any]
# What reads the text of an option; the second argument is the option, for messages.
Reader = Callable[[str, str], Stated]
_CONDITION = re.compile(r"^(.*?)\s*(<=|>=|!=|=|<|>)\s*(.*)$")
# Where an option stands that does not say it: after those that do.
LAST = 1000


@dataclass(frozen=True)
class CommandOption:
    """The option of the command line that asks for a rule of a kind.

    It is called as the kind is: ``--same-at-most`` asks for a rule ``same_at_most``.

    Attributes
    ----------
    metavar
        How its text is written.
    help
        What it asks for, in a short sentence.
    read
        Turns the text into what a plan states of the rule, but for its kind.
    alone
        The text that is meant when the option stands alone; None: it has to have one.
    place
        Options with lower numbers stand first, in the help and among the rules that they make;
        those with the same number in the order of their names.
    """

    metavar: str
    help: str
    read: Reader
    alone: str | None = None
    place: int = LAST


def listed(text: str) -> list[str]:
    """Split at semicolons: names and agencies have commas in them."""
    return [part.strip() for part in text.split(";") if part.strip()]


def is_condition(text: str) -> bool:
    """Return whether a text has a sign of a condition in it."""
    return _CONDITION.match(text) is not None


def condition(text: str, option: str) -> Stated:
    """Read 'Column = value', 'Column = a; b', 'Column >= 50'; several joined by '&'."""
    where: Stated = {}
    parts: list[str] = []
    for piece in text.split("&"):
        # what has no sign of its own is the rest of a value: 'Pemuda & Olahraga'
        if parts and not is_condition(piece.strip()):
            parts[-1] += f"&{piece}"
        else:
            parts.append(piece)
    for part in parts:
        found = _CONDITION.match(part.strip())
        if not found or not found[1] or not found[3]:
            raise InputError(
                _("'{text}' is not a condition", text=part.strip()),
                where=option,
                hint=_(
                    'write {option} "... Column = value"; & joins conditions, ; values',
                    option=option,
                ),
            )
        column, sign, value = found.groups()
        values = listed(value)
        if sign != "=":
            where[column] = f"{sign} {value}"
        else:
            where[column] = values[0] if len(values) == 1 else values
    return where


def counted(text: str, option: str) -> tuple[int, str]:
    """Read a number and what follows it."""
    number, _sign, rest = text.strip().partition(" ")
    if not number.isdecimal() or not rest.strip():
        raise InputError(
            _("'{text}' does not begin with a number", text=text),
            where=option,
            hint=_('write {option} "1 ..."', option=option),
        )
    return int(number), rest.strip()


def of_column(text: str, _option: str) -> Stated:
    """Read the name of a column."""
    return {"column": text}


def of_columns(text: str, _option: str) -> Stated:
    """Read 'Column; Column'."""
    return {"columns": listed(text)}


def of_people(text: str, _option: str) -> Stated:
    """Read 'Name; Name'."""
    return {"people": listed(text)}


def of_condition(text: str, option: str) -> Stated:
    """Read 'Column = value': of whom."""
    return {"where": condition(text, option)}


def of_quota(text: str, option: str) -> Stated:
    """Read '1 Column = value': how many, and of whom."""
    count, rest = counted(text, option)
    return {"count": count, "where": condition(rest, option)}


def of_placement(text: str, option: str) -> Stated:
    """Read 'Name; Name = Team': who, and where."""
    who, sign, team = text.rpartition("=")
    if not sign or not who.strip() or not team.strip():
        raise InputError(
            _("'{text}' has no team", text=text),
            where=option,
            hint=_('write {option} "Name = Team 1"', option=option),
        )
    return {"people": listed(who), "teams": listed(team)}


def of_times(text: str, option: str) -> Stated:
    """Read a number of times."""
    if not text.strip().isdecimal():
        raise InputError(
            _("'{text}' is not a number of times", text=text),
            where=option,
            hint=_("write {option} alone, or {option} 2", option=option),
        )
    return {"most": int(text)}
