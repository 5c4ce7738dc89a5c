"""The whole result for programs: what was asked, the answer, and what is known of it."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from grouping.distribution import package_version
from grouping.files.instances.objective import Objective
from grouping.files.result_form import SCHEMA, fingerprints

if TYPE_CHECKING:
    from grouping.problem.column import Column
    from grouping.problem.past_events import Earlier
    from grouping.problem.problem import Problem, Teams
    from grouping.problem.roster import Roster
    from grouping.scoring.score import RuleScore, Score
    from grouping.solving.solve import Result


def write_json(result: Result, path: str | Path, more: Mapping[str, Any] | None = None) -> None:
    """Write `result` as JSON; `grouping.files.read.result_file.read_result` reads it back.

    Parameters
    ----------
    result
        What to write.
    path
        The file; one that exists is replaced.
    more
        What else to say of it, such as where it comes from.
    """
    with Path(path).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_lines(result_to_dict(result, more)))
        file.write("\n")


def result_to_dict(result: Result, more: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return `result` and what else is to be said as plain dicts, lists, numbers and texts.

    Enough to judge, repair, report and repeat it.  ``fingerprints`` are SHA-256 sums, see
    `grouping.files.result_form.fingerprints`.
    """
    # null: absent in that round
    assignment = [[g if g >= 0 else None for g in team] for team in result.assignment.tolist()]
    stored: dict[str, Any] = {
        "schema": SCHEMA,
        "grouping": package_version(),
        "status": result.status,
        "proof": result.proof,
        "bound": [int(part) for part in result.bound],
        "objective": objective_to_dict(result),
        "conflict": [result.problem.rules.index(rule) for rule in result.conflict],
        "seed": result.seed,
        "threads": result.threads,
        "seconds": round(result.seconds, 3),
        "evaluations": int(result.evaluations),
        "fingerprints": {},  # here in the file, before what is long
        "score": _score(result.score),
        "assignment": assignment,
        "plan": _plan(result.problem),
        "roster": _roster(result.problem.roster),
    } | plain(more or {})
    return stored | {"fingerprints": fingerprints(stored)}


def objective_to_dict(result: Result) -> dict[str, Any]:
    """Return value and bound as papers print them; None for a value that breaks must rules."""
    goal, score = Objective.of(result.problem), result.score
    return {
        "name": goal.name,
        "sense": goal.sense,
        "value": None if score.must else goal.value(score.soft),
        "bound": goal.value(result.bound[1]),
        "unit": goal.unit,
    }


def _plan(problem: Problem) -> dict[str, Any]:
    stated: dict[str, Any] = {"rounds": problem.rounds, "teams": _teams(problem.teams)}
    if problem.round_names:
        stated["round_names"] = list(problem.round_names)
    if problem.present is not None:
        stated["absent"] = [np.flatnonzero(~here).tolist() for here in problem.present]
    if problem.teams_by_round:
        stated["teams_by_round"] = [_teams(teams) for teams in problem.teams_by_round]
    if problem.history:
        stated["history"] = [_event(event) for event in problem.history]
    stated["rules"] = [plain(rule.to_dict()) | {"source": rule.source} for rule in problem.rules]
    return stated


def _teams(teams: Teams) -> dict[str, Any]:
    stated = {
        "names": list(teams.names),
        "low": teams.low.tolist(),
        "high": teams.high.tolist(),
    }
    return stated if teams.intended is None else stated | {"intended": teams.intended.tolist()}


def _event(event: Earlier) -> dict[str, Any]:
    """Return an earlier event: who of the roster was there, and the team of each by round."""
    there = np.flatnonzero((event.team >= 0).any(axis=0))
    rounds = [[g if g >= 0 else None for g in team] for team in event.team[:, there].tolist()]
    return {
        "source": event.source,
        "weight": float(event.weight),
        "people": there.tolist(),
        "teams": rounds,
    }


def _roster(roster: Roster) -> dict[str, Any]:
    origin = {} if roster.origin is None else {"origin": dataclasses.asdict(roster.origin)}
    return {
        "source": roster.source,
        **origin,
        "ids": list(roster.ids),
        "names": list(roster.names),
        "rows": list(roster.rows),
        "columns": [_column(column) for column in roster.columns],
    }


def _column(column: Column) -> dict[str, Any]:
    numbers = None if column.numbers is None else plain(column.numbers)
    return {
        "name": column.name,
        "kind": column.kind,
        "labels": list(column.labels),
        "codes": column.codes.tolist(),
        "numbers": numbers,
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "must": int(score.must),
        "soft": int(score.soft),
        "bound": [int(b) for b in score.bound],
        "random": plain(score.random),
        "gap": plain(score.gap),
        "rules": [_share(share) for share in score.rules],
    }


def _share(share: RuleScore) -> dict[str, Any]:
    return {
        "title": share.rule.title,
        "kind": share.rule.kind,
        "must": bool(share.rule.must),
        "cost": int(share.cost),
        "bound": int(share.bound),
        "random": plain(share.random),
        "unit": int(share.unit),
        "coef": int(share.coef),
        "reached": list(share.reached),
        "items": [
            {"round": r, "cost": int(item.cost), "text": item.text} for r, item in share.items
        ],
    }


def plain(value: object) -> Any:
    """Return `value` in the types of JSON; what is not a finite number becomes None."""
    if isinstance(value, (np.ndarray, np.generic)):
        return plain(value.tolist())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return plain(dataclasses.asdict(value))
    return str(value)  # dates, mostly: rules compare values as text


def _lines(value: object, indent: str = "") -> Iterator[str]:
    """Yield JSON with one entry per line, and lists of plain values on one line."""
    deeper = indent + " "
    if isinstance(value, dict) and value:
        for k, (key, one) in enumerate(value.items()):
            yield f"{',' if k else '{'}\n{deeper}{json.dumps(key, ensure_ascii=False)}: "
            yield from _lines(one, deeper)
        yield f"\n{indent}}}"
    elif isinstance(value, list) and any(isinstance(one, (dict, list)) for one in value):
        for k, one in enumerate(value):
            yield f"{',' if k else '['}\n{deeper}"
            yield from _lines(one, deeper)
        yield f"\n{indent}]"
    else:
        yield json.dumps(value, ensure_ascii=False, allow_nan=False)
