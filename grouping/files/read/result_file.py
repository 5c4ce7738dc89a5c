"""Our own JSON results, read back: checked for damage, and made a Problem again."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from grouping.distribution import how_to_upgrade
from grouping.errors import InputError
from grouping.language import _
from grouping.problem.column import Column
from grouping.problem.past_events import Earlier
from grouping.problem.problem import Problem, Teams
from grouping.problem.registry import rule_from_dict
from grouping.problem.roster import Origin, Roster
from grouping.problem.rule import Rule
from grouping.scoring.score import checked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from grouping.terms.arrays import Index

SCHEMA = 1
_PARTS = ("schema", "fingerprints", "roster", "plan", "assignment")


def _again() -> str:
    return _(
        "take the file as `grouping solve` wrote it; to move people by hand, edit the .xlsx list"
    )


def read_result(path: str | Path) -> tuple[Problem, Index, dict[str, Any]]:
    """Read a JSON result.

    Parameters
    ----------
    path
        A file that `grouping.files.write.result_json.write_json` made.

    Returns
    -------
    Problem
        What was asked.
    array
        Team of each participant in each round, -1 for who is absent; int32, shape (rounds, n).
    dict
        All that the file says, such as ``seed``, ``status`` and ``score``.

    Raises
    ------
    InputError
        If it is no such file, was damaged, or comes from a newer version.
    """
    path = Path(path)
    stored = load_result(path)
    try:
        problem = _problem(stored["roster"], stored["plan"])
        assignment = checked(problem, _numbers(stored["assignment"]))
    except InputError as error:
        where = f"{path.name}, {error.where}" if error.where else path.name
        raise InputError(error.message, where=where, hint=error.hint) from None
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, IndexError):
        raise _damaged(path) from None
    return problem, assignment, stored


def load_result(path: str | Path) -> dict[str, Any]:
    """Return what a JSON result says, after its schema and fingerprints are checked.

    Raises
    ------
    InputError
        As `read_result`.
    """
    path = Path(path)
    stored = _parsed(path)
    if not isinstance(stored, dict) or any(part not in stored for part in _PARTS):
        raise InputError(
            _("is JSON, but not a result of `grouping`"), where=path.name, hint=_again()
        )
    schema = stored["schema"]
    if isinstance(schema, int) and schema > SCHEMA:
        raise InputError(
            _(
                "was written by grouping {version} in a newer form (schema {schema}, known here:"
                " {known})",
                version=stored.get("grouping") or "?",
                schema=schema,
                known=SCHEMA,
            ),
            where=path.name,
            hint=how_to_upgrade(),
        )
    if schema != SCHEMA:
        text = _("has an unknown schema {schema}", schema=repr(schema))
        raise InputError(text, where=path.name, hint=_again())
    _check_fingerprints(stored, path)
    return stored


def _parsed(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise InputError(_("there is no such file"), where=path.name) from None
    except OSError as error:
        text = _("cannot be opened ({reason})", reason=error.strerror)
        raise InputError(text, where=path.name) from None
    except json.JSONDecodeError as error:
        raise InputError(
            _("is not whole JSON: {reason}", reason=error.msg),
            where=_("{file}, line {line}", file=path.name, line=error.lineno),
            hint=_again(),
        ) from None
    except (UnicodeDecodeError, RecursionError):
        raise InputError(_("is not JSON"), where=path.name, hint=_again()) from None


def _check_fingerprints(stored: Mapping[str, Any], path: Path) -> None:
    try:
        roster, plan, sums = stored["roster"], stored["plan"], stored["fingerprints"]
        asked = dict(plan)
        for part in ("rules", "history"):
            if part in plan:
                asked[part] = [
                    {k: v for k, v in one.items() if k != "source"} for one in plan[part]
                ]
        contents = {
            "roster": {key: roster[key] for key in ("ids", "names", "columns")},
            "plan": asked,
            "assignment": stored["assignment"],
        }
        changed = [part for part, content in contents.items() if _sum(content) != sums.get(part)]
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _damaged(path) from None
    if changed:
        raise InputError(
            _("was changed after it was written: {parts}", parts=", ".join(changed)),
            where=path.name,
            hint=_again(),
        )


def _sum(content: object) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _damaged(path: Path) -> InputError:
    text = _("is damaged: parts are missing or odd")
    return InputError(text, where=path.name, hint=_again())


def _problem(roster: Mapping[str, Any], plan: Mapping[str, Any]) -> Problem:
    people = Roster(
        tuple(map(str, roster["ids"])),
        tuple(map(str, roster["names"])),
        tuple(_column(column) for column in roster["columns"]),
        str(roster.get("source", "roster")),
        tuple(roster.get("rows", ())),
        Origin(**roster["origin"]) if "origin" in roster else None,
    )
    return Problem(
        people,
        _teams(plan["teams"]),
        tuple(map(_rule, plan["rules"])),
        int(plan["rounds"]),
        _present(plan.get("absent"), people.n),
        tuple(map(_teams, plan.get("teams_by_round", ()))),
        tuple(_event(event, people.n) for event in plan.get("history", ())),
        tuple(map(str, plan.get("round_names", ()))),
    )


def _teams(stated: Mapping[str, Any]) -> Teams:
    keys = ("low", "high", "intended") if "intended" in stated else ("low", "high")
    seats = [np.array(stated[key], dtype=np.int64) for key in keys]
    return Teams(tuple(map(str, stated["names"])), *seats)


def _present(absent: Sequence[Sequence[int]] | None, n: int) -> NDArray[np.bool_] | None:
    if absent is None:
        return None
    present = np.ones((len(absent), n), dtype=bool)
    for here, who in zip(present, absent, strict=True):
        here[_people(who, n)] = False
    return present


def _event(stated: Mapping[str, Any], n: int) -> Earlier:
    rounds = _numbers(stated["teams"])
    team = np.full((len(rounds), n), -1, dtype=np.int32)
    team[:, _people(stated["people"], n)] = rounds
    return Earlier(str(stated.get("source", "")), team, float(stated["weight"]))


def _people(stated: Sequence[int], n: int) -> Index:
    people = np.array(stated, dtype=np.int32)
    if people.size and not 0 <= people.min() <= people.max() < n:
        raise ValueError("people who are not there")
    return people


def _numbers(rounds: Sequence[Sequence[int | None]]) -> Index:
    """Return teams as numbers, -1 for null; int32."""
    return np.array([[-1 if g is None else g for g in team] for team in rounds], dtype=np.int32)


def _rule(stated: Mapping[str, Any]) -> Rule:
    options = {key: value for key, value in stated.items() if key != "source"}
    return rule_from_dict(options, str(stated.get("source", "")))


def _column(stated: Mapping[str, Any]) -> Column:
    codes = np.array(stated["codes"], dtype=np.int32)
    labels = tuple(map(str, stated["labels"]))
    if codes.size and not -1 <= codes.min() <= codes.max() < len(labels):
        raise ValueError("codes without labels")
    numbers = stated["numbers"]
    values = None if numbers is None else np.array(numbers, dtype=np.float64)
    if values is not None and values.shape != codes.shape:
        raise ValueError("numbers and codes differ in length")
    return Column(str(stated["name"]), stated["kind"], labels, codes, values)
