"""Cases: a benchmark file, a plan, or an instance that is generated where it is needed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from grouping.errors import InputError
from grouping.generate.features import generate_features
from grouping.generate.mdgp import generate_mdgp
from grouping.instance import features_problem
from grouping.problem import Problem, Teams
from grouping.read.instance import read_instance
from grouping.read.plan import read_plan
from grouping.rules import rule_from_dict
from grouping.write.features import write_features
from grouping.write.mdgplib import write_mdgplib

# Large ones take memory, and tasks come case by case.
KEPT = 2
FEATURES = "features"


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
        SHA-256 of the file, or of how it is generated.
    stated
        Canonical JSON of what else the suite says: family, teams, rules; or how to generate it.
    """

    name: str
    file: str
    digest: str
    stated: str

    @classmethod
    def of_file(cls, path: Path, how: Mapping[str, Any], name: str | None = None) -> Case:
        """Return the case of a file; `how` may say its family, teams and rules."""
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return cls(name or path.stem, str(path), digest, _canonical(dict(how)))

    @classmethod
    def generated(cls, how: Mapping[str, Any], name: str | None = None) -> Case:
        """Return the case of an instance that `generate_mdgp` or `generate_features` makes."""
        stated = _canonical(dict(how))
        if "family" not in how or "seed" not in how:
            raise InputError("'generate' needs a family and a seed", hint='family = "RanReal"')
        if (how["family"] == FEATURES) != ("teams" in how):
            hint = 'teams = 30 beside  generate = { family = "features", n = 300, seed = 1 }'
            raise InputError("tables of features, and only these, are given teams", hint=hint)
        usual = [how["family"], how.get("n", ""), "ds" if how.get("ds") else "ss", how["seed"]]
        title = name or "-".join(str(part) for part in usual if part != "")
        return cls(title, "", hashlib.sha256(stated.encode()).hexdigest(), stated)

    def problem(self) -> Problem:
        """Return the problem; the last few are kept."""
        return _problem(self)

    def path(self, folder: Path) -> Path:
        """Return the file, written into `folder` if the instance is generated."""
        if self.file:
            return Path(self.file)
        stated = _arguments(self.stated)
        if stated["family"] == FEATURES:
            path = folder / f"{self.name}.csv"
            write_features(generate_features(stated["n"], stated["seed"]), path)
            return path
        path = folder / f"{self.name}.txt"
        write_mdgplib(generate_mdgp(**stated), path)
        return path


@lru_cache(maxsize=KEPT)
def _problem(case: Case) -> Problem:
    stated = _arguments(case.stated)
    family, teams, objective = (stated.get(key) for key in ("family", "teams", "objective"))
    rules = tuple(rule_from_dict(rule) for rule in stated.get("rules", ()))
    if not case.file and family == FEATURES:
        roster = generate_features(stated["n"], stated["seed"])
        return features_problem(roster, Teams.of_count(roster.n, stated["teams"]), rules, objective)
    if not case.file:
        stated.pop("objective", None)
        return generate_mdgp(**stated).problem(case.name, objective)
    path = Path(case.file)
    if path.suffix.casefold() == ".toml":
        return read_plan(path).read()[0]
    return read_instance(path, family=family, teams=teams, rules=rules, objective=objective)


def _arguments(stated: str) -> dict[str, Any]:
    return {"n": None, **json.loads(stated)}


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
