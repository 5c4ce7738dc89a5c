"""Benchmark files of every format: told apart by their beginning, and made Problems."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from grouping.errors import InputError, did_you_mean
from grouping.files.instances.formats import Asked, Format, format_named, format_of
from grouping.files.instances.lookalikes import seeming
from grouping.files.read.notes import Note
from grouping.language import _
from grouping.problem.problem import Problem, Teams
from grouping.problem.rule import Rule


def read_instance(
    path: str | Path,
    *,
    family: str | None = None,
    teams: Teams | int | None = None,
    rules: tuple[Rule, ...] = (),
    objective: str | None = None,
) -> Problem:
    """Read a benchmark file as an ordinary Problem.

    Parameters
    ----------
    path
        The file.
    family
        The name of its format; by default what `format_of` says.
    teams
        Teams or their number, for files that do not say them: matrices and tables of features.
    rules
        For tables of features; by default categories are spread and numbers balanced.
    objective
        One of those that the format has: see `features_problem`; of distances only ``dispersion``.

    Raises
    ------
    InputError
        If the file is not understood, or teams are missing or given twice.
    """
    return instance_of(path, family=family, teams=teams, rules=rules, objective=objective)[0]


def instance_of(
    path: str | Path,
    *,
    family: str | None = None,
    teams: Teams | int | Mapping[str, Any] | None = None,
    rules: tuple[Rule, ...] = (),
    objective: str | None = None,
) -> tuple[Problem, list[Note]]:
    """Return what `read_instance` does, and what was assumed; teams also as count or size."""
    path = Path(path)
    kind = format_named(family, path.name) if family else format_of(path)
    if kind is None:
        text = _("this is no benchmark file that is known here")
        raise seeming(path) or InputError(text, where=str(path))
    _check(kind, teams, objective, path.name)
    made = None if kind.says_groups or teams is None else partial(_made, teams)
    return kind.read(path, Asked(made, rules, objective))


def _check(kind: Format, teams: object, objective: str | None, source: str) -> None:
    """Raise InputError if the call says what the file says, or not what it does not say."""
    if kind.says_groups and teams is not None and teams != {}:
        raise InputError(_("the file says its own groups"), where=source, hint=_("ask for none"))
    if not kind.says_groups and teams is None:
        text = _("the file does not say its groups")
        raise InputError(text, where=source, hint=_("say how many teams"))
    known = kind.known_objectives()
    if objective is not None and objective not in known:
        text = _("there is no objective '{name}' for this file", name=objective)
        raise InputError(text, where=source, hint=did_you_mean(objective, known) if known else "")


def _made(teams: Teams | int | Mapping[str, Any], n: int) -> Teams:
    """Return teams of a count or a size for so many people."""
    if isinstance(teams, Teams):
        return teams
    if isinstance(teams, int):
        return Teams.of_count(n, teams)
    count, size = teams.get("count"), teams.get("size")
    if (count is None) == (size is None):
        text = _("say either how many teams or of what size")
        raise InputError(text, hint=_("--teams N or --size K"))
    if count is not None:
        return Teams.of_count(n, count, prefix="Team")
    return Teams.of_size(n, int(size or 0), prefix="Team")
