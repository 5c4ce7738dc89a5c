"""A plan as the text of a plan file: what `read_plan` reads back as the same plan."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grouping.errors import InputError
from grouping.language import _

if TYPE_CHECKING:
    from grouping.files.plan_file import Plan

_BARE = re.compile(r"[A-Za-z0-9_-]+")
# Options of the reader that have a table of their own, or are no part of a plan file.
_ELSEWHERE = ("merges", "accept_merges")


def plan_text(plan: Plan, folder: str | Path | None = None) -> str:
    """Return a plan as TOML.

    Parameters
    ----------
    plan
        What is to be written.
    folder
        Where the file will stand: the roster and the files of rules and earlier events are named
        from there.  None: as from the plan's own folder.

    Raises
    ------
    InputError
        If the plan holds what a plan file cannot say.
    """
    home = plan.folder if folder is None else Path(folder)

    def named(path: Path) -> str:
        return Path(os.path.relpath(path, home)).as_posix()

    roster = {"file": named(plan.roster)}
    roster |= {k: v for k, v in plan.reading.items() if k not in _ELSEWHERE}
    lines = [*_table("roster", roster)]
    for column, labels in dict(plan.reading.get("merges", {})).items():
        lines += _table(f"merges.{_key(column)}", labels)
    lines += _with_teams("teams", plan.teams)
    rounds = dict(plan.rounds)
    each = rounds.pop("round", ())
    if rounds or each:
        lines += _table("rounds", rounds)
    for one in each:
        lines += _with_teams("rounds.round", one, listed=True)
    for name, tables in (("history", plan.history), ("rule", plan.rules)):
        for stated in tables:
            files = {k: named(plan.folder / str(v)) for k, v in stated.items() if _is_file(k, v)}
            lines += _table(name, dict(stated) | files, listed=True)
    if plan.search:
        lines += _table("solve", plan.search)
    return "\n".join(lines)


def _is_file(key: str, value: object) -> bool:
    """Return whether an option names a file, which is told from the place of the plan."""
    return key in ("file", "matrix") and isinstance(value, str)


def _with_teams(name: str, stated: Mapping[str, Any], *, listed: bool = False) -> list[str]:
    own = {key: value for key, value in stated.items() if key != "team"}
    lines = _table(name, own, listed=listed)
    for team in stated.get("team", ()):
        lines += _table(f"{name}.team", team, listed=True)
    return lines


def _table(name: str, stated: Mapping[str, Any], *, listed: bool = False) -> list[str]:
    head = f"[[{name}]]" if listed else f"[{name}]"
    return [head, *(f"{_key(k)} = {_value(v)}" for k, v in stated.items() if v is not None), ""]


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _text(value: str) -> str:
    """Return a TOML string: JSON's escapes are TOML's, but for one sign that JSON leaves alone."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(str(k))} = {_value(v)}" for k, v in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, Sequence):
        return f"[{', '.join(_pieces(value))}]"
    raise InputError(_("a plan file cannot say {value}", value=repr(value)))


def _pieces(values: Sequence[object]) -> Iterator[str]:
    for one in values:
        yield _value(one)
