"""Benchmark files of every family: told apart by their first line, and made Problems."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from grouping.errors import InputError
from grouping.files.instances import read_mdgplib as mdgplib
from grouping.files.instances.distance_tables import distances_of
from grouping.files.instances.instance import features_problem, numbered
from grouping.files.instances.lookalikes import is_distances, seeming
from grouping.files.instances.read_features import features_of
from grouping.files.instances.read_golf import CELL, read_golf
from grouping.files.read.delimited_text import plain_bytes
from grouping.files.read.notes import Note
from grouping.language import _
from grouping.problem.problem import Problem, Teams
from grouping.problem.rule import Rule

Family = Literal["mdgplib", "golf", "matrix", "features"]
_TEXTS = ("", ".txt", ".dat")
_LOOK = 1 << 20


def family_of(path: str | Path) -> Family | None:
    """Return which benchmark file this is, by ending and first line; None for rosters and plans.

    Tables of features look like rosters, and are read as such unless one asks otherwise.
    """
    path = Path(path)
    ending = path.suffix.casefold()
    if ending == ".npy":
        return "matrix"
    if ending not in (*_TEXTS, ".csv") or not path.is_file():
        return None
    if ending == ".csv":
        return "matrix" if is_distances(path) else None
    with path.open("rb") as file:
        lines = plain_bytes(file.read(_LOOK)).split(b"\n", 1)
    first, more = lines[0], b"".join(lines[1:]).strip()
    if mdgplib.HEADER.match(first):
        return "mdgplib"
    return "golf" if CELL.fullmatch(first) and not more else None


def read_instance(
    path: str | Path,
    *,
    family: Family | None = None,
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
        What it is; by default what `family_of` says.
    teams
        Teams or their number, for files that do not say them: matrices and tables of features.
    rules
        For tables of features; by default categories are spread and numbers balanced.
    objective
        Of a table of features, see `features_problem`; of distances only ``dispersion``.

    Raises
    ------
    InputError
        If the file is not understood, or teams are missing or given twice.
    """
    return instance_of(path, family=family, teams=teams, rules=rules, objective=objective)[0]


def instance_of(
    path: str | Path,
    *,
    family: Family | None = None,
    teams: Teams | int | Mapping[str, Any] | None = None,
    rules: tuple[Rule, ...] = (),
    objective: str | None = None,
) -> tuple[Problem, list[Note]]:
    """Return what `read_instance` does, and what was assumed; teams also as count or size."""
    path = Path(path)
    family = family or family_of(path)
    if family in ("mdgplib", "golf"):
        if teams is not None and teams != {}:
            raise InputError(
                _("the file says its own groups"), where=path.name, hint=_("ask for none")
            )
        if family == "golf":
            return read_golf(path).problem(path.name), []
        return mdgplib.read_mdgplib(path).problem(path.name, objective), []
    if family is None:
        text = _("this is no benchmark file that is known here")
        raise seeming(path) or InputError(text, where=str(path))
    if teams is None:
        text = _("the file does not say its groups")
        raise InputError(text, where=path.name, hint=_("say how many teams"))
    if family == "matrix":
        distances, notes = distances_of(path, lambda n: _numbered(_made(teams, n)))
        return distances.problem(path.name, objective), notes
    roster, notes = features_of(path)
    return features_problem(roster, _made(teams, roster.n), rules, objective), notes


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


def _numbered(teams: Teams) -> Teams:
    return numbered(teams.low, teams.high)
