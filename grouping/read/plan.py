"""The plan: one TOML file that says roster, teams, rules and how to search."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from grouping.errors import InputError, did_you_mean
from grouping.problem import Problem, Teams
from grouping.read.instance import Family, family_of, read_instance, teams_of_matrix
from grouping.read.lists import read_earlier
from grouping.read.matrix import read_matrix
from grouping.read.roster import Reading, read_roster
from grouping.rules import Rule, rule_from_dict

KEYS = {
    "": ("roster", "teams", "rule", "solve"),
    "roster": ("file", "sheet", "id", "name", "date", "kinds"),
    "teams": ("count", "size", "names", "name", "team"),
    "teams.team": ("name", "seats", "low", "high"),
    "solve": ("seed", "seconds", "steps", "threads"),
}


@dataclass(frozen=True)
class Plan:
    """What a plan file (or the options of `solve`) says, paths made whole.

    Attributes
    ----------
    roster
        File of the participants.
    teams
        The table [teams]: count, size, names or team.
    rules
        The rules as stated, each a dict.
    reading
        How to read the roster: sheet, id, name, date, kinds.
    search
        seed, seconds, steps, threads, as far as stated.
    source
        File name of the plan, for messages; '' for options of a call.
    folder
        Where relative paths start.
    """

    roster: Path
    teams: Mapping[str, Any]
    rules: Sequence[Mapping[str, Any]] = ()
    reading: Mapping[str, Any] = field(default_factory=dict)
    search: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""
    folder: Path = Path()

    def read(self) -> tuple[Problem, Reading]:
        """Read the roster and return the problem, and what was noticed in the roster.

        Without a plan file, what stands in the place of the roster may be a benchmark instance.
        """
        family = None if self.source else family_of(self.roster)
        if family:
            return self._instance(family)
        options = dict(self.reading)
        on = options.pop("date", None)
        reading = read_roster(self.roster, on=on, **options)
        teams = self._teams(reading.roster.n, reading.team_word)
        return Problem(reading.roster, teams, tuple(self._rules())), reading

    def _instance(self, family: Family) -> tuple[Problem, Reading]:
        """Read a benchmark instance; rules of the call are added to its own."""
        odd = [*self.reading, *(k for k in self.teams if k not in ("count", "size"))]
        if odd:
            raise InputError(f"an instance has no '{odd[0]}'", where=self.roster.name)
        if family == "matrix":
            made = read_instance(self.roster, teams=teams_of_matrix(self.roster, self.teams))
        elif self.teams:
            raise InputError("the file says its own groups", where=self.roster.name)
        else:
            made = read_instance(self.roster, family=family)
        problem = replace(made, rules=(*made.rules, *self._rules()))
        return problem, Reading(problem.roster, (), {}, 0, "")

    def _teams(self, n: int, word: str) -> Teams:
        try:
            return teams_from({"name": word, **self.teams}, n)
        except InputError as error:
            where = error.where or (f"{self.source}, [teams]" if self.source else "")
            raise InputError(error.message, where=where, hint=error.hint) from None

    def _rules(self) -> list[Rule]:
        made = []
        for number, stated in enumerate(self.rules, start=1):
            source = f"{self.source}, rule {number}" if self.source else ""
            made.append(rule_from_dict(self._with_files(dict(stated)), source))
        return made

    def _with_files(self, stated: dict[str, Any]) -> dict[str, Any]:
        """Read the files that rules name: rules themselves read nothing."""
        if stated.get("kind") == "keep" and "file" in stated:
            stated["earlier"] = read_earlier(self.folder / str(stated["file"]))
        if stated.get("kind") == "distance" and isinstance(stated.get("matrix"), str):
            stated["matrix"] = read_matrix(self.folder / stated["matrix"])
        return stated


def read_plan(path: str | Path) -> Plan:
    """Read a plan file.

    Raises
    ------
    InputError
        If it is missing, is not TOML, has an unknown key or lacks a needed one.
    """
    path = Path(path)
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise InputError("there is no such file", where=str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the plan cannot be read ({error})", where=str(path)) from None
    except tomllib.TOMLDecodeError as error:
        hint = 'texts stand in "quotes", a rule begins with [[rule]]'
        raise InputError(f"this is not TOML: {error}", where=path.name, hint=hint) from None
    _check_keys(stated, "", path.name)
    roster = _table(stated, "roster", path.name)
    if "file" not in roster:
        hint = 'write  file = "participants.xlsx"  under [roster]'
        raise InputError("the plan names no roster", where=path.name, hint=hint)
    teams = _table(stated, "teams", path.name)
    for team in _tables(teams, "team", path.name):
        _check_keys(team, "teams.team", path.name)
    file = roster.pop("file")
    return Plan(
        path.parent / str(file),
        teams,
        _tables(stated, "rule", path.name),
        _reading(roster, path.name),
        _searching(_table(stated, "solve", path.name), path.name),
        path.name,
        path.parent,
    )


def teams_from(stated: Mapping[str, Any], n: int) -> Teams:
    """Return the teams that a [teams] table asks for, for `n` participants."""
    given = [k for k in ("count", "size", "names", "team") if stated.get(k) is not None]
    if len(given) != 1:
        raise InputError(
            "say how many teams" if not given else f"both '{given[0]}' and '{given[1]}' are given",
            hint="one of: count = 10, size = 8, names = [...], or a [[teams.team]] for each",
        )
    prefix = str(stated.get("name", "Team"))
    for key in ("count", "size"):
        if key in given and (not isinstance(stated[key], int) or isinstance(stated[key], bool)):
            raise InputError(f"'{key}' must be a whole number, not {stated[key]!r}")
    if "count" in given:
        return Teams.of_count(n, stated["count"], prefix=prefix)
    if "size" in given:
        return Teams.of_size(n, stated["size"], prefix=prefix)
    if "names" in given:
        if not isinstance(stated["names"], list):
            raise InputError("'names' must be a list of texts")
        equal = Teams.of_count(n, len(stated["names"]))
        return Teams(tuple(str(x) for x in stated["names"]), equal.low, equal.high)
    return _listed_teams(stated["team"])


def _listed_teams(stated: Sequence[Mapping[str, Any]]) -> Teams:
    names, low, high = [], [], []
    for number, team in enumerate(stated, start=1):
        name = str(team.get("name", f"Team {number}"))
        seats = team.get("seats")
        bounds = (team.get("low", seats), team.get("high", seats))
        if not all(isinstance(b, int) and not isinstance(b, bool) for b in bounds):
            raise InputError(
                f"team '{name}' has no number of seats",
                hint="write seats = 10, or low = 9 and high = 11",
            )
        names.append(name)
        low.append(bounds[0])
        high.append(bounds[1])
    return Teams(tuple(names), np.array(low, dtype=np.int64), np.array(high, dtype=np.int64))


def _check_keys(stated: Mapping[str, Any], table: str, source: str) -> None:
    known = KEYS[table]
    for key in stated:
        if key not in known:
            place = f"{source}, [{table}]" if table else source
            words = f"'{key}' is not a key" if table else f"'{key}' is not a part of a plan"
            raise InputError(words, where=place, hint=did_you_mean(key, known))


def _table(stated: Mapping[str, Any], name: str, source: str) -> dict[str, Any]:
    table = stated.get(name, {})
    if not isinstance(table, dict):
        raise InputError(f"'{name}' must be a table", where=source, hint=f"write [{name}]")
    _check_keys(table, name, source)
    return dict(table)


def _tables(stated: Mapping[str, Any], name: str, source: str) -> list[dict[str, Any]]:
    tables = stated.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        hint = f"write [[{name}]] with two brackets before each"
        raise InputError(f"'{name}' must be tables", where=source, hint=hint)
    return tables


def _reading(roster: dict[str, Any], source: str) -> dict[str, Any]:
    for key in ("sheet", "id", "name"):
        if key in roster and not isinstance(roster[key], str):
            raise InputError(f"'{key}' must be a text", where=f"{source}, [roster]")
    if "date" in roster and type(roster["date"]) is not dt.date:
        hint = "write date = 2025-05-15, without quotes"
        raise InputError("'date' must be a date", where=f"{source}, [roster]", hint=hint)
    if not isinstance(roster.get("kinds", {}), dict):
        hint = 'write kinds = { Age = "number" }'
        raise InputError("'kinds' must be a table", where=f"{source}, [roster]", hint=hint)
    return roster


def _searching(stated: dict[str, Any], source: str) -> dict[str, Any]:
    for key, value in stated.items():
        kinds = (int, float) if key == "seconds" else (int,)
        right = isinstance(value, kinds) and not isinstance(value, bool)
        if not right or value < 0 or (value == 0 and key != "seed"):
            wanted = "a whole number" if key == "seed" else "a number above 0"
            raise InputError(f"'{key}' must be {wanted}, not {value!r}", where=f"{source}, [solve]")
    return stated
