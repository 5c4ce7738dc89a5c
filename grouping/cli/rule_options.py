"""Options of the command line that say rules, and their translation to what a plan states."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from grouping.errors import InputError
from grouping.language import _

Stated = dict[str, Any]
_CONDITION = re.compile(r"^(.*?)\s*(<=|>=|!=|=|<|>)\s*(.*)$")


def _split(text: str) -> list[str]:
    """Split at semicolons: names and agencies have commas in them."""
    return [part.strip() for part in text.split(";") if part.strip()]


def _condition(text: str, option: str) -> dict[str, Any]:
    """Read 'Column = value', 'Column = a; b', 'Column >= 50'; several joined by '&'."""
    where: dict[str, Any] = {}
    parts: list[str] = []
    for piece in text.split("&"):
        # what has no sign of its own is the rest of a value: 'Pemuda & Olahraga'
        if parts and not _CONDITION.match(piece.strip()):
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
        values = _split(value)
        if sign != "=":
            where[column] = f"{sign} {value}"
        else:
            where[column] = values[0] if len(values) == 1 else values
    return where


def _counted(text: str, option: str) -> tuple[int, str]:
    number, _sign, rest = text.strip().partition(" ")
    if not number.isdecimal() or not rest.strip():
        raise InputError(
            _("'{text}' does not begin with a number", text=text),
            where=option,
            hint=_('write {option} "1 ..."', option=option),
        )
    return int(number), rest.strip()


def _column(kind: str) -> Callable[[str], Stated]:
    return lambda text: {"kind": kind, "column": text}


def _quota(kind: str, option: str) -> Callable[[str], Stated]:
    def read(text: str) -> Stated:
        count, rest = _counted(text, option)
        return {"kind": kind, "count": count, "where": _condition(rest, option)}

    return read


def _same_at_most(text: str) -> Stated:
    count, column = _counted(text, "--same-at-most")
    return {"kind": "same_at_most", "count": count, "column": column}


def _not_alone(text: str) -> Stated:
    (column, value), *more = _condition(text, "--not-alone").items()
    if more:
        raise InputError(
            _("more than one column is named"), where="--not-alone", hint='"Gender = P"'
        )
    return {"kind": "not_alone", "column": column, "value": value}


def _people(kind: str) -> Callable[[str], Stated]:
    return lambda text: {"kind": kind, "people": _split(text)}


def _placement(kind: str, option: str) -> Callable[[str], Stated]:
    def read(text: str) -> Stated:
        who, sign, team = text.rpartition("=")
        if not sign or not who.strip() or not team.strip():
            raise InputError(
                _("'{text}' has no team", text=text),
                where=option,
                hint=_('write {option} "Name = Team 1"', option=option),
            )
        return {"kind": kind, "people": _split(who), "teams": _split(team)}

    return read


def _distance(text: str) -> Stated:
    return {"kind": "distance", "columns": _split(text)}


def _most(kind: str) -> Callable[[str], Stated]:
    def read(text: str) -> Stated:
        if not text.strip().isdecimal():
            option = f"--{kind.replace('_', '-')}"
            raise InputError(
                _("'{text}' is not a number of times", text=text),
                where=option,
                hint=_("write {option} alone, or {option} 2", option=option),
            )
        return {"kind": kind, "most": int(text)}

    return read


def _stay(text: str) -> Stated:
    if _CONDITION.match(text):
        return {"kind": "stay", "where": _condition(text, "--stay")}
    return {"kind": "stay", "people": _split(text)}


# option -> (how to write its value, what it says, translation)
RULES: dict[str, tuple[str, str, Callable[[str], Stated]]] = {
    "spread": ("COLUMN", "Each value of the column over all teams.", _column("spread")),
    "cluster": ("COLUMN", "Like with like.", _column("cluster")),
    "balance": ("COLUMN", "Equal means of a number.", _column("balance")),
    "distance": ("'COL; COL'", "Teams as diverse as can be.", _distance),
    "not-alone": ("'COL = VALUE'", "No team with just one of them.", _not_alone),
    "at-least": ("'N COL = VALUE'", "So many in each team.", _quota("at_least", "--at-least")),
    "at-most": ("'N COL = VALUE'", "No more in any team.", _quota("at_most", "--at-most")),
    "exactly": ("'N COL = VALUE'", "Just so many in each team.", _quota("exactly", "--exactly")),
    "same-at-most": ("'N COLUMN'", "No more with the same value.", _same_at_most),
    "together": ("'A; B'", "These people in one team.", _people("together")),
    "apart": ("'A; B'", "These people in different teams.", _people("apart")),
    "prefer": ("'A; B'", "Rather together.", _people("prefer")),
    "avoid": ("'A; B'", "Rather not together.", _people("avoid")),
    "pin": ("'A = TEAM'", "These people on this team.", _placement("pin", "--pin")),
    "bar": ("'A = TEAM'", "These people not on this team.", _placement("bar", "--bar")),
    "keep": ("FILE", "Stay near an earlier list.", lambda text: {"kind": "keep", "file": text}),
    "new-faces": ("[N]", "Meet at most N (1) times over the rounds.", _most("new_faces")),
    "new-team": ("[N]", "Nobody on one team more than N (1) times.", _most("new_team")),
    "stay": ("'COL = VALUE'", "These on the same team in every round.", _stay),
    "meet": ("'A; B'", "These people meet in some round.", _people("meet")),
}
# options that may stand alone, and what they mean then
ALONE = {"new-faces": "1", "new-team": "1"}


def rule_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command one repeatable option for every rule above."""
    for name, (metavar, says, _read) in reversed(RULES.items()):
        alone: dict[str, Any] = {}
        if name in ALONE:
            alone = {"is_flag": False, "flag_value": ALONE[name]}
        add = click.option(f"--{name}", metavar=metavar, multiple=True, help=says, **alone)
        command = add(command)
    return command


def stated_rules(options: dict[str, Sequence[str]]) -> list[Stated]:
    """Take the rule options out of `options` and return what a plan would state."""
    rules = []
    for name, (_metavar, _says, translate) in RULES.items():
        rules += [translate(text) for text in options.pop(name.replace("-", "_"), ())]
    return rules


def round_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options about rounds and earlier events."""
    options = [
        click.option("--rounds", type=click.IntRange(min=1), metavar="N", help="How many rounds."),
        click.option(
            "--absent", multiple=True, metavar="'A; B = 2'", help="These do not come to round 2."
        ),
        click.option(
            "--history",
            multiple=True,
            metavar="FILE[=W]",
            help="Who met at an earlier event; W: how much that counts (1).",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def stated_absences(texts: Sequence[str]) -> dict[int, list[str]]:
    """Read 'A; B = 2' or 'A; B = 2,3': who is absent from which round, rounds from 1."""
    absent: dict[int, list[str]] = {}
    for text in texts:
        who, _sign, numbers = text.rpartition("=")
        rounds = [part.strip() for part in re.split(r"[;,]", numbers)]
        if not _split(who) or not all(part.isdecimal() for part in rounds):
            raise InputError(
                _("'{text}' does not say who is absent from which round", text=text),
                where="--absent",
                hint=_('write --absent "A; B = 2", or "= 1,3" for two rounds'),
            )
        for part in rounds:
            absent.setdefault(int(part), []).extend(_split(who))
    return absent


def stated_history(texts: Sequence[str], folder: Path) -> list[Stated]:
    """Read 'FILE' or 'FILE=0.5'; a path counts from here, not from the `folder` of the plan."""
    events = []
    for text in texts:
        file, sign, weight = text.rpartition("=")
        number = _number(weight) if sign and not Path(text).exists() else None
        event: Stated = {"file": os.path.relpath(file if number is not None else text, folder)}
        events.append(event | ({} if number is None else {"weight": number}))
    return events


def _number(text: str) -> float | None:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None
