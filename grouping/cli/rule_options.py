"""Options of the command line that say rules, rounds and earlier events.

Each kind of rule brings its own option; see `grouping.problem.command_option`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from grouping.errors import InputError
from grouping.language import _
from grouping.problem.command_option import CommandOption, listed
from grouping.problem.registry import kinds

Stated = dict[str, Any]


def command_options() -> dict[str, CommandOption]:
    """Return the options of the kinds of rules, by kind, in the order of their places."""
    every = {name: rule.command_option for name, rule in kinds().items()}
    known = {name: one for name, one in every.items() if one is not None}
    return dict(sorted(known.items(), key=lambda item: (item[1].place, item[0])))


def rule_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command one repeatable option for every kind of rule that has one."""
    for name, one in reversed(command_options().items()):
        alone: dict[str, Any] = (
            {} if one.alone is None else {"is_flag": False, "flag_value": one.alone}
        )
        add = click.option(_words(name), metavar=one.metavar, multiple=True, help=one.help, **alone)
        command = add(command)
    return command


def stated_rules(options: dict[str, Sequence[str]]) -> list[Stated]:
    """Take the rule options out of `options` and return what a plan would state."""
    rules: list[Stated] = []
    for name, one in command_options().items():
        texts = options.pop(name, ())
        rules += [{"kind": name, **one.read(text, _words(name))} for text in texts]
    return rules


def _words(name: str) -> str:
    return f"--{name.replace('_', '-')}"


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
        if not listed(who) or not all(part.isdecimal() for part in rounds):
            raise InputError(
                _("'{text}' does not say who is absent from which round", text=text),
                where="--absent",
                hint=_('write --absent "A; B = 2", or "= 1,3" for two rounds'),
            )
        for part in rounds:
            absent.setdefault(int(part), []).extend(listed(who))
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
