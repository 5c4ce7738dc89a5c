"""A commented plan to start from, out of what a roster shows."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from grouping.files.read.suggested_wishes import wishes_of_column
from grouping.language import _
from grouping.problem.column import Column

if TYPE_CHECKING:
    from grouping.files.read.roster_file import Reading

USUAL_SIZE = 10
_ATTENDANCE = ("hadir", "attend", "hari ke", "present", "days")


def starter_plan(reading: Reading, file: str, on: dt.date | None = None) -> str:
    """Return the text of a plan for the roster of `reading`, which stands in `file`.

    The day on which ages were counted, if one was named, is part of the plan.

    Rules that suit the columns are written out; those that are often wanted besides are there as
    comments, with values of this roster.
    """
    roster = reading.roster
    roles = reading.roles
    teams = max(1, round(roster.n / USUAL_SIZE))
    word = reading.team_word
    lines = [
        _note(_("A plan for {n} people. Change it, then:", n=roster.n)),
        _note(_("grouping solve THIS-FILE -o teams.xlsx")),
        _note(_("A line that begins with '#' is a note and changes nothing.")),
        "",
        "[roster]",
        f"file = {_text(file)}",
    ]
    if reading.sheet:
        lines.append(f"sheet = {_text(reading.sheet)}")
    for role in ("id", "name"):
        named = next((c for c, r in roles.items() if r == role), None)
        values = roster.ids if role == "id" else roster.names
        # a column that was guessed but could not serve is not written down
        if named and roster.column(named).value(0) == values[0]:
            lines.append(f"{role} = {_text(named)}")
    day = f"date = {on}" if on else "# date = 2025-05-15"
    lines += [_beside(day, _("the day on which ages are counted"))]
    lines += [*_blanks(roster.columns), ""]
    lines += _merges(reading)
    lines += ["[teams]", f"count = {teams}", f"name = {_text(word)}"]
    lines += [_beside(f"# size = {USUAL_SIZE}", _("instead of count")), ""]
    lines += _rounds(reading)
    for column in roster.columns:
        lines += _rules(column, roles.get(column.name, ""))
    lines += _examples(reading, word)
    lines += ["[solve]", _beside("seed = 1", _("the same seed gives the same teams"))]
    lines += [_beside("seconds = 5", _("it ends sooner when nothing can be better")), ""]
    return "\n".join(lines)


def _text(value: str) -> str:
    """Return a TOML string: JSON's escapes are TOML's."""
    return json.dumps(value, ensure_ascii=False)


def _note(text: str) -> str:
    """Return a line that changes nothing."""
    return f"# {text}"


def _beside(line: str, text: str) -> str:
    """Return a line with a note behind it."""
    return f"{line:<28}  # {text}"


def _rules(column: Column, role: str) -> list[str]:
    """Return the rules that suit a column, commented out where it is a matter of taste."""
    wishes = wishes_of_column(column, role)
    if not wishes:
        return []
    lines = [_note(_values(column))]
    for wish in wishes:
        rule = ["[[rule]]", *(f"{key} = {_text(value)}" for key, value in wish.stated.items())]
        lines += [*(line if wish.usual else f"#{line}" for line in rule), ""]
    return lines


def _values(column: Column) -> str:
    """Say which values a column has."""
    if column.kind == "number":
        low, high = column.labels[0], column.labels[-1]
        return _("{column}: from {low} to {high}", column=column.name, low=low, high=high)
    counts = ", ".join(f"{label} {count}" for label, count in list(column.counts().items())[:6])
    if len(column.labels) > 6:
        counts = _("{counts}, {n} more", counts=counts, n=len(column.labels) - 6)
    return f"{column.name}: {counts}"


def _blanks(columns: Sequence[Column]) -> list[str]:
    """Return what blanks can mean, as a comment, for the first column with labels and blanks."""
    for column in columns:
        if column.kind in ("category", "ordered") and column.labels and column.blank.any():
            example = f"# blanks = {{ {_text(column.name)} = " + '"ignore" }'
            return [_beside(example, _('or "own": a label for them; or "error"'))]
    return []


def _merges(reading: Reading) -> list[str]:
    """Return the labels that are one, and as comments those that may be."""
    lines: list[str] = []
    columns = dict.fromkeys([*reading.merges, *(one.column for one in reading.proposals)])
    for column in columns:
        done = reading.merges.get(column, {})
        open_ = [one for one in reading.proposals if one.column == column]
        mark = "" if done else "#"
        lines.append(f"{mark}[merges.{_text(column)}]")
        lines += [f"{_text(old)} = {_text(new)}" for old, new in done.items()]
        lines += [
            _beside(
                f"#{_text(one.old)} = {_text(one.new)}",
                _("{first} and {second} people", first=one.counts[0], second=one.counts[1]),
            )
            for one in open_
        ]
        lines.append("")
    if not lines:
        return []
    said = _("Labels that are one: the spelling that goes, and the one that stays:")
    return [_note(said), *lines]


def _rounds(reading: Reading) -> list[str]:
    """Return the parts about several rounds and earlier events, as comments."""
    names = reading.roster.names
    found = next((c.name for c in reading.roster.columns if _attends(c)), None)
    column = [f"#attendance = {_text(found)}"] if found else [_('# attendance = "Column"')]
    return [
        _note(
            _("Several rounds, with new people to meet in each; without names they are numbered:")
        ),
        "#[rounds]",
        "#count = 3",
        _('#names = ["Day 1", "Day 2", "Day 3"]'),
        _note(_("A column may say who comes when, as 1, 1,3, 1-2 or all:")),
        *column,
        _note(_("What is different in one of them:")),
        "#[[rounds.round]]",
        "#number = 2",
        f"#teams = {max(1, round(reading.roster.n / USUAL_SIZE) - 1)}",
        f"#absent = [{_text(names[-1])}]",
        "",
        _note(
            _("Who met at an earlier event should rather meet others now; also a .json of ours:")
        ),
        "#[[history]]",
        _('#file = "teams-last-year.xlsx"'),
        _beside("#weight = 0.5", _("1 counts as much as meeting again now")),
        "",
    ]


def _attends(column: Column) -> bool:
    """Return whether the header of a column sounds like days or attendance."""
    return any(word in column.name.casefold() for word in _ATTENDANCE)


def _examples(reading: Reading, word: str) -> list[str]:
    names = [*reading.roster.names[:2], "Name"][:2]
    pair = ", ".join(_text(name) for name in names)
    return [
        _note(_("These two never in one team; together is the opposite:")),
        "#[[rule]]",
        '#kind = "apart"',
        f"#people = [{pair}]",
        "",
        _note(_("This person on that team:")),
        "#[[rule]]",
        '#kind = "pin"',
        f"#people = [{_text(names[0])}]",
        f'#teams = ["{word} 1"]',
        "",
        _note(_("All kinds of rules, with examples: grouping rules")),
        "",
    ]
