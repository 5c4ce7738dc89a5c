"""The tables of a plan: which keys they may have, and of what kind the values must be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from grouping.errors import InputError, did_you_mean
from grouping.language import _

KEYS = {
    "": ("roster", "merges", "teams", "rounds", "history", "rule", "solve"),
    "roster": (
        "file",
        "sheet",
        "id",
        "name",
        "date",
        "kinds",
        "blanks",
        "keep_rows",
        "skip_rows",
        "header_row",
        "roles",
        "hidden",
        "fill_down",
        "bands",
    ),
    "teams": ("count", "size", "names", "name", "team"),
    "teams.team": ("name", "seats", "low", "high"),
    "rounds": ("count", "names", "attendance", "new_faces", "round"),
    "rounds.round": ("number", "name", "teams", "size", "names", "team", "absent", "only"),
    "history": ("file", "sheet", "weight"),
    "solve": ("seed", "seconds", "steps", "threads"),
}
_BLANKS = 'blanks = { Agency = "error" }'


def check_keys(stated: Mapping[str, Any], table: str, source: str) -> None:
    """Refuse a table with a key that it cannot have."""
    known = KEYS[table]
    for key in stated:
        if key not in known:
            place = part(source, table) if table else source
            words = _("'{key}' is not a part of a plan", key=key)
            if table:
                words = _("'{key}' is not a key", key=key)
            raise InputError(words, where=place, hint=did_you_mean(key, known))


def table_of(stated: Mapping[str, Any], name: str, source: str) -> dict[str, Any]:
    """Return the table called so, its keys checked; an empty one if it is not there."""
    table = stated.get(name, {})
    if not isinstance(table, dict):
        text = _("'{name}' must be a table", name=name)
        raise InputError(text, where=source, hint=_("write [{name}]", name=name))
    check_keys(table, name, source)
    return dict(table)


def tables_of(stated: Mapping[str, Any], name: str, source: str) -> list[dict[str, Any]]:
    """Return the tables called so, which stand in double brackets."""
    tables = stated.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        hint = _("write [[{name}]] with two brackets before each", name=name)
        raise InputError(_("'{name}' must be tables", name=name), where=source, hint=hint)
    return tables


def rounds_table(stated: Mapping[str, Any], source: str) -> dict[str, Any]:
    """Return [rounds] with all below it, checked."""
    rounds = table_of(stated, "rounds", source)
    for one in tables_of(rounds, "round", source):
        check_keys(one, "rounds.round", source)
        for team in tables_of(one, "team", source):
            check_keys(team, "teams.team", source)
    if not isinstance(rounds.get("new_faces", True), bool):
        hint = _("how often people may meet is said by a [[rule]] of kind 'new_faces'")
        text = _("'new_faces' must be true or false")
        raise InputError(text, where=part(source, "rounds"), hint=hint)
    return rounds


def part(source: str, table: str) -> str:
    """Return the place of a table of a plan, for messages."""
    return f"{source}, [{table}]"


def merges_table(stated: Any, source: str) -> dict[str, dict[str, str]]:
    """Return the table [merges]: by column, the label that goes and the one that stays."""
    tables = stated.values() if isinstance(stated, dict) else [None]
    right = all(
        isinstance(table, dict) and all(isinstance(new, str) for new in table.values())
        for table in tables
    )
    if not right:
        text = _("[merges] says by column which label becomes which")
        hint = '[merges."Agency"]  "Dinas PUPR" = "Dinas Pekerjaan Umum"'
        raise InputError(text, where=source, hint=hint)
    return {column: dict(table) for column, table in stated.items()}


def history_tables(stated: Mapping[str, Any], source: str) -> list[dict[str, Any]]:
    """Return the earlier events, checked."""
    events = tables_of(stated, "history", source)
    place = part(source, "[history]")
    for event in events:
        check_keys(event, "history", source)
        if "file" not in event:
            hint = _('write  file = "teams-last-year.xlsx"  under [[history]]')
            raise InputError(_("an earlier event names no file"), where=place, hint=hint)
        weight = event.get("weight", 1)
        if isinstance(weight, bool) or not isinstance(weight, (int, float)):
            text = _("'weight' must be a number, not {value}", value=repr(weight))
            raise InputError(text, where=place, hint="0.5")
    return events


def roster_table(roster: dict[str, Any], source: str) -> dict[str, Any]:
    """Return [roster] as it is, if its values are of the right kinds."""
    for key in ("sheet", "id", "name", "hidden", "bands"):
        if key in roster and not isinstance(roster[key], str):
            text = _("'{key}' must be a text", key=key)
            raise InputError(text, where=part(source, "roster"))
    if "date" in roster and type(roster["date"]) is not dt.date:
        hint = _("write date = 2025-05-15, without quotes")
        raise InputError(_("'date' must be a date"), where=part(source, "roster"), hint=hint)
    _check_rows_and_columns(roster, part(source, "roster"))
    for key, example in (
        ("kinds", 'kinds = { Age = "number" }'),
        ("blanks", _BLANKS),
        ("roles", 'roles = { Unit = "agency" }'),
    ):
        if not isinstance(roster.get(key, {}), dict):
            text = _("'{name}' must be a table", name=key)
            hint = _("write {example}", example=example)
            raise InputError(text, where=part(source, "roster"), hint=hint)
    return roster


def _check_rows_and_columns(roster: Mapping[str, Any], where: str) -> None:
    for key in ("keep_rows", "skip_rows"):
        rows = roster.get(key, [])
        if not isinstance(rows, list) or not all(type(row) is int for row in rows):
            text = _("'{key}' must be a list of row numbers", key=key)
            raise InputError(text, where=where, hint=f"{key} = [7, 12]")
    if "header_row" in roster and type(roster["header_row"]) is not int:
        text = _("'{key}' must be the number of a row", key="header_row")
        raise InputError(text, where=where, hint="header_row = 3")
    columns = roster.get("fill_down", [])
    if not isinstance(columns, list) or not all(isinstance(name, str) for name in columns):
        text = _("'{key}' must be a list of columns", key="fill_down")
        raise InputError(text, where=where, hint='fill_down = ["Agency"]')


def solve_table(stated: dict[str, Any], source: str) -> dict[str, Any]:
    """Return [solve] as it is, if its values are of the right kinds."""
    for key, value in stated.items():
        kinds = (int, float) if key == "seconds" else (int,)
        right = isinstance(value, kinds) and not isinstance(value, bool)
        if not right or value < 0 or (value == 0 and key != "seed"):
            text = _("'{key}' must be a number above 0, not {value}", key=key, value=repr(value))
            if key == "seed":
                text = _("'{key}' must be a whole number, not {value}", key=key, value=repr(value))
            raise InputError(text, where=part(source, "solve"))
    return stated
