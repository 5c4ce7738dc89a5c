"""Cases: a benchmark file, a plan, or an instance that is generated where it is needed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from grouping.bench.generate.feature_tables import generate_features
from grouping.bench.generate.mdgp_instances import STRUCTURES, USUAL_N, generate_mdgp
from grouping.bench.suite_checks import FEATURES, GOLF, PLAN, kind_of
from grouping.errors import InputError
from grouping.files.instances.formats import write_instance, writers_of
from grouping.files.instances.instance import Distances, Golf, features_problem
from grouping.files.instances.read_instance import instance_of
from grouping.files.plan_file import read_plan
from grouping.problem.problem import Problem, Teams
from grouping.problem.registry import rule_from_dict
from grouping.problem.roster import Roster
from grouping.problem.rule import Rule

# Large ones take memory, and tasks come case by case.
KEPT = 2


@dataclass(frozen=True)
class Case:
    """Where a problem comes from; small, so that it can be sent to another process or machine.

    Attributes
    ----------
    name
        The stem of the file, as in indexes of best known values.
    file
        The benchmark file, table of features or plan (.toml); '' for a generated instance.
    digest
        SHA-256 of the file and what it reads, or of how it is generated.
    stated
        Canonical JSON of what else the suite says: family, teams, rules; or how to generate it.
    """

    name: str
    file: str
    digest: str
    stated: str

    @classmethod
    def of_file(cls, path: Path, how: Mapping[str, Any], name: str | None = None) -> Case:
        """Return the case of a file; `how` may say its family, teams, rules and objective."""
        return cls(name or path.stem, str(path), _digest(path, how), _canonical(dict(how)))

    @classmethod
    def generated(cls, how: Mapping[str, Any], name: str | None = None) -> Case:
        """Return the case of an instance that is generated; `how` as `check_generated` has it."""
        stated = _canonical(dict(how))
        digest = hashlib.sha256(stated.encode()).hexdigest()
        return cls(name or _title(how), "", digest, stated)

    def problem(self) -> Problem:
        """Return the problem; the last few are kept."""
        return _problem(self)

    def path(self, folder: Path) -> Path:
        """Return the file, written into `folder` if the instance is generated."""
        if self.file:
            return Path(self.file)
        instance = _instance(json.loads(self.stated))
        ending = next(iter(writers_of(type(instance).__name__)))
        path = folder / f"{self.name}{ending}"
        write_instance(instance, path)
        return path


@lru_cache(maxsize=KEPT)
def _problem(case: Case) -> Problem:
    stated = json.loads(case.stated)
    rules = tuple(rule_from_dict(rule) for rule in stated.get("rules", ()))
    objective = stated.get("objective")
    if not case.file:
        return _generated(case.name, stated, rules)
    path = Path(case.file)
    family: Any = kind_of(path, stated)
    if family == PLAN:
        return read_plan(path).read()[0]
    names = {"teams": "count", "size": "size"}
    teams = {names[key]: stated[key] for key in names if key in stated}
    return instance_of(path, family=family, teams=teams, rules=rules, objective=objective)[0]


def _generated(name: str, stated: Mapping[str, Any], rules: tuple[Rule, ...]) -> Problem:
    instance = _instance(stated)
    if isinstance(instance, Roster):
        return _of_features(instance, stated, rules)
    if isinstance(instance, Golf):
        return instance.problem(name)
    return instance.problem(name, stated.get("objective"))


def _instance(stated: Mapping[str, Any]) -> Roster | Golf | Distances:
    """Return the instance that is generated as stated."""
    if stated["family"] == FEATURES:
        return generate_features(stated["n"], stated["seed"])
    if stated["family"] == GOLF:
        return Golf(stated["groups"], stated["size"], stated["weeks"])
    how = {key: stated[key] for key in ("family", "seed", "ds", "groups") if key in stated}
    return generate_mdgp(n=stated.get("n"), **how)


def _of_features(roster: Roster, stated: Mapping[str, Any], rules: tuple[Rule, ...]) -> Problem:
    if "size" in stated:
        teams = Teams.of_size(roster.n, stated["size"])
    else:
        teams = Teams.of_count(roster.n, stated["teams"])
    return features_problem(roster, teams, rules, stated.get("objective"))


def _title(how: Mapping[str, Any]) -> str:
    """Return a name that says how an instance is generated, the seed last as a running number.

    Groups stand in it only where they are not those of the literature.
    """
    family, n = how["family"], how.get("n")
    if family == GOLF:
        return "-".join(str(how[key]) for key in ("family", "groups", "size", "weeks"))
    parts = [family, n]
    if family == FEATURES:
        parts.append(f"g{how['teams']}" if "teams" in how else f"size{how['size']}")
    else:
        parts.append("ds" if how.get("ds") else "ss")
        usual, *_ = STRUCTURES.get(n or USUAL_N.get(family, 0), (None,))
        groups = how.get("groups", usual)
        parts.append(None if groups == usual else f"g{groups}")
    parts += [how.get("objective"), how["seed"]]
    return "-".join(str(part) for part in parts if part is not None)


def _digest(path: Path, how: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a file, of what it reads if it is a plan, and of rules beside it."""
    digest = hashlib.sha256(path.read_bytes())
    for file in read_plan(path).files if path.suffix.casefold() == ".toml" else ():
        try:
            digest.update(hashlib.sha256(file.read_bytes()).digest())
        except FileNotFoundError:
            hint = f"{path.name} names it"
            raise InputError("there is no such file", where=str(file), hint=hint) from None
    if "rules" in how:
        digest.update(_canonical(how["rules"]).encode())
    return digest.hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
