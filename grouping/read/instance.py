"""Benchmark files of every family: told apart by their first line, and made Problems."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import numpy as np

from grouping.errors import InputError
from grouping.instance import features_problem, numbered
from grouping.language import _
from grouping.problem import Problem, Teams
from grouping.read import mdgplib
from grouping.read.distances import read_distances
from grouping.read.features import read_features
from grouping.read.golf import CELL, read_golf
from grouping.read.matrix import read_matrix
from grouping.rules import Rule

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
    with path.open("rb") as file:
        first = file.readline(_LOOK).removeprefix(b"\xef\xbb\xbf")
        more = file.readline(_LOOK).strip()
    if ending == ".csv":
        return "matrix" if _is_matrix(path, first) else None
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
    path = Path(path)
    family = family or family_of(path)
    if family in ("mdgplib", "golf"):
        if teams is not None:
            raise InputError(
                _("the file says its own groups"), where=path.name, hint=_("ask for none")
            )
        if family == "golf":
            return read_golf(path).problem(path.name)
        return mdgplib.read_mdgplib(path).problem(path.name, objective)
    if family is None:
        raise InputError(_("this is no benchmark file that is known here"), where=str(path))
    if teams is None:
        text = _("the file does not say its groups")
        raise InputError(text, where=path.name, hint=_("say how many teams"))
    if family == "matrix":
        return read_distances(path, _seats(path, teams)).problem(path.name, objective)
    roster = read_features(path)
    made = Teams.of_count(roster.n, teams) if isinstance(teams, int) else teams
    return features_problem(roster, made, rules, objective)


def teams_of_matrix(path: str | Path, stated: Mapping[str, Any]) -> Teams:
    """Return equal teams for a matrix by a count or a size."""
    n = len(read_matrix(path))
    count, size = stated.get("count"), stated.get("size")
    if (count is None) == (size is None):
        text = _("say either how many teams or of what size")
        raise InputError(text, hint=_("--teams N or --size K"))
    made = Teams.of_count(n, count) if count is not None else Teams.of_size(n, int(size or 0))
    return numbered(made.low, made.high)


def _seats(path: Path, teams: Teams | int) -> Teams:
    return teams_of_matrix(path, {"count": teams}) if isinstance(teams, int) else teams


def _is_matrix(path: Path, first: bytes) -> bool:
    """Return whether a .csv is square, its first row only numbers and the first of these 0."""
    cells = first.strip().replace(b";", b" ").replace(b",", b".") if b";" in first else first
    words = cells.replace(b",", b" ").split()
    try:
        numbers = np.array([float(word) for word in words])
    except ValueError:
        return False
    if len(numbers) < 2 or numbers[0] != 0:
        return False
    with path.open("rb") as file:
        lines = sum(1 for line in file if line.strip())
    return lines == len(numbers)
