"""Conditions, people and numbers in words, as rules say them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grouping.language import _, both, either, plural


def condition(where: Mapping[str, Any]) -> str:
    """Say a condition: ``'Jabatan = Camat or Lurah and Usia >= 50'``."""
    parts = []
    for column, wanted in where.items():
        values = wanted if isinstance(wanted, (list, tuple)) else [wanted]
        text = either([str(v) for v in values])
        parts.append(f"{column} {text}" if text[:1] in "<>!" else f"{column} = {text}")
    return both(parts)


def limited(words: str, where: Mapping[str, Any]) -> str:
    """Add a condition, if there is one, to what is said of all."""
    return (
        _("{words} where {condition}", words=words, condition=condition(where)) if where else words
    )


def those(where: Mapping[str, Any]) -> str:
    """Say who meets a condition."""
    return _("those where {condition}", condition=condition(where))


def first_names(names: str | Sequence[str]) -> str:
    """Return up to three of the names, ``', ...'`` for the others; '' for none."""
    every = [names] if isinstance(names, str) else list(names)
    return ", ".join(map(str, every[:3])) + (", ..." if len(every) > 3 else "")


def n_people(n: int) -> str:
    """Say a number of people."""
    return plural("{n} person", "{n} people", n)


def n_teams(n: int) -> str:
    """Say a number of teams."""
    return plural("{n} team", "{n} teams", n)


def n_rounds(n: int) -> str:
    """Say a number of rounds."""
    return plural("{n} round", "{n} rounds", n)
