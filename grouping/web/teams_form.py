"""The form of teams and rounds, as the tables [teams] and [rounds] of a plan."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from grouping.errors import InputError
from grouping.language import _

_SEATS = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?")

Given = Mapping[str, Sequence[str]]


def teams_by(given: Given) -> dict[str, Any]:
    """Return the table [teams] that the form states: a number, a size, or a list with seats."""
    how = _one(given, "how")
    if how == "list":
        return {"team": [_team(line) for line in _lines(given, "teams")]}
    key = "size" if how == "size" else "count"
    made: dict[str, Any] = {key: _whole(_one(given, key))}
    if _one(given, "word"):
        made["name"] = _one(given, "word")
    return made


def _team(line: str) -> dict[str, Any]:
    """Return a team out of ``Garuda; 8-10``."""
    name, _mark, seats = (part.strip() for part in line.rpartition(";"))
    found = _SEATS.fullmatch(seats)
    if not name or not found:
        raise InputError(
            _("'{line}' does not say a team and its seats", line=line),
            hint=_("write a line for each team: Name; 8  or  Name; 8-10"),
        )
    low, high = int(found[1]), int(found[2] or found[1])
    if low == high:
        return {"name": name, "seats": low}
    return {"name": name, "low": low, "high": high}


def rounds_by(given: Given, before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the table [rounds] that the form states; what it does not show stays as it was."""
    count, names = _whole(_one(given, "rounds") or "1"), _lines(given, "names")
    made: dict[str, Any] = {k: v for k, v in before.items() if k == "round"}
    if names and len(names) != count:
        raise InputError(
            _("{n} rounds are asked for, {names} are named", n=count, names=len(names)),
            hint=_("name every round on a line of its own, or none"),
        )
    if count > 1 or names:
        made |= {"count": count}
    if names:
        made["names"] = names
    if _one(given, "attendance"):
        made |= {"count": count, "attendance": _one(given, "attendance")}
    if count > 1 and _one(given, "new_faces") != "yes":
        made["new_faces"] = False
    # what was said of a round that there is no longer goes with it
    tables = [one for one in made.get("round", ()) if int(one.get("number", 1)) <= count]
    made.pop("round", None)
    return made | ({"round": tables} if tables else {})


def _one(given: Given, name: str) -> str:
    return (list(given.get(name, [])) or [""])[-1].strip()


def _lines(given: Given, name: str) -> list[str]:
    return [line.strip() for line in _one(given, name).splitlines() if line.strip()]


def _whole(text: str) -> int:
    if not text.isdigit() or len(text) > 6:
        raise InputError(_("'{text}' is not a number", text=text))
    return int(text)
