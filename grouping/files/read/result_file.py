"""Our own JSON results, read back: checked for damage, and made a Problem again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from grouping.distribution import how_to_upgrade
from grouping.errors import InputError
from grouping.files.read.result_problem import problem_and_teams
from grouping.files.read.stored_proof import check_claims
from grouping.files.result_form import PARTS, SCHEMA, WHOLE, fingerprints
from grouping.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grouping.problem.problem import Problem
    from grouping.terms.arrays import Index

_ODD = (
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    OverflowError,
    IndexError,
    RecursionError,
    MemoryError,
)


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
        problem, assignment = problem_and_teams(stored)
        check_claims(stored)
    except InputError as error:
        where = f"{path.name}, {error.where}" if error.where else path.name
        raise InputError(error.message, where=where, hint=error.hint) from None
    except _ODD:
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
    if not isinstance(stored, dict) or any(part not in stored for part in PARTS):
        raise InputError(
            _("is JSON, but not a result of `grouping`"), where=path.name, hint=_again()
        )
    schema = stored["schema"]
    if type(schema) is int and schema > SCHEMA:
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
    if type(schema) is not int or schema != SCHEMA:
        shown = f"{schema!r:.40}"
        text = _("has an unknown schema {schema}", schema=shown)
        raise InputError(text, where=path.name, hint=_again())
    _check_fingerprints(stored, path)
    return stored


def _parsed(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_no_number)
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
    except (ValueError, RecursionError, MemoryError):  # no UTF-8, NaN, thousands of digits
        raise InputError(_("is not JSON"), where=path.name, hint=_again()) from None


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON")


def _check_fingerprints(stored: Mapping[str, Any], path: Path) -> None:
    """Refuse what was changed of people, plan or teams.

    Whatever else the file says is a claim, which is believed or not by those who show it.
    """
    try:
        sums = fingerprints(stored)
        changed = [
            part
            for part in sums
            if part != WHOLE and sums[part] != stored["fingerprints"].get(part)
        ]
    except _ODD:
        raise _damaged(path) from None
    if changed:
        raise InputError(
            _("was changed after it was written: {parts}", parts=", ".join(changed)),
            where=path.name,
            hint=_again(),
        )


def _damaged(path: Path) -> InputError:
    text = _("is damaged: parts are missing or odd")
    return InputError(text, where=path.name, hint=_again())
