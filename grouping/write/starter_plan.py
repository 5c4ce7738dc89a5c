"""A commented plan to start from, out of what a roster shows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from grouping.column import Column

if TYPE_CHECKING:
    from grouping.read.roster import Reading

# A category with more labels than this is hardly one to spread.
MOST_LABELS = 60
# Columns about these speak of a person's place in the whole, so they are the ones to mix.
MIXED = ("agency", "eselon", "golongan", "gender", "position")
USUAL_SIZE = 10
_ATTENDANCE = ("hadir", "attend", "hari ke", "present", "days")


def starter_plan(reading: Reading, file: str) -> str:
    """Return the text of a plan for the roster of `reading`, which stands in `file`.

    Rules that suit the columns are written out; those that are often wanted besides are there as
    comments, with values of this roster.
    """
    roster = reading.roster
    roles = reading.roles
    teams = max(1, round(roster.n / USUAL_SIZE))
    word = reading.team_word
    lines = [
        f"# A plan for {roster.n} people. Change it, then: grouping solve THIS-FILE -o teams.xlsx",
        "# A line that begins with '#' is a note and changes nothing.",
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
    lines += ["# date = 2025-05-15            # the day on which ages are counted"]
    lines += [*_blanks(roster.columns), ""]
    lines += _merges(reading)
    lines += ["[teams]", f"count = {teams}", f"name = {_text(word)}"]
    lines += [f"# size = {USUAL_SIZE}                   # instead of count", ""]
    lines += _rounds(reading)
    for column in roster.columns:
        lines += _rules(column, roles.get(column.name, ""))
    lines += _examples(reading, word)
    lines += ["[solve]", "seed = 1                     # the same seed gives the same teams"]
    lines += ["seconds = 5                  # it ends sooner when nothing can be better", ""]
    return "\n".join(lines)


def _text(value: str) -> str:
    """Return a TOML string: JSON's escapes are TOML's."""
    return json.dumps(value, ensure_ascii=False)


def _rules(column: Column, role: str) -> list[str]:
    """Return the rules that suit a column, commented out where it is a matter of taste."""
    counts = ", ".join(f"{label} {count}" for label, count in list(column.counts().items())[:6])
    more = f", {len(column.labels) - 6} more" if len(column.labels) > 6 else ""
    if column.kind == "number":
        rule = [
            f"# {column.name}: from {column.labels[0]} to {column.labels[-1]}",
            *_rule("balance", column),
        ]
        return rule if role == "age" else ["#" + x if x[:1] != "#" else x for x in rule[:-1]] + [""]
    if column.kind == "text" or not 1 < len(column.labels) <= MOST_LABELS:
        return []
    if max(column.counts().values()) == 1:
        return []  # everybody has another value: there is nothing to spread
    rule = [f"# {column.name}: {counts}{more}", *_rule("spread", column)]
    if role not in MIXED:
        return ["#" + x if x[:1] != "#" else x for x in rule[:-1]] + [""]
    if role == "gender":
        fewer = min(column.counts().items(), key=lambda item: item[1])[0]
        alone = _rule("not_alone", column)
        rule += [*alone[:-1], f"value = {_text(fewer)}", ""]
    return rule


def _rule(kind: str, column: Column) -> list[str]:
    return ["[[rule]]", f'kind = "{kind}"', f"column = {_text(column.name)}", ""]


def _blanks(columns: Sequence[Column]) -> list[str]:
    """Return what blanks can mean, as a comment, for the first column with labels and blanks."""
    for column in columns:
        if column.kind in ("category", "ordered") and column.labels and column.blank.any():
            example = f"# blanks = {{ {_text(column.name)} = " + '"ignore" }'
            return [f'{example}    # or "own": a label for them; or "error"']
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
            f"#{_text(one.old)} = {_text(one.new)}  # {one.counts[0]} and {one.counts[1]} people"
            for one in open_
        ]
        lines.append("")
    if not lines:
        return []
    return ["# Labels that are one: the spelling that goes, and the one that stays:", *lines]


def _rounds(reading: Reading) -> list[str]:
    """Return the parts about several rounds and earlier events, as comments."""
    names = reading.roster.names
    found = next((c.name for c in reading.roster.columns if _attends(c)), None)
    column = [f"#attendance = {_text(found)}"] if found else ['# attendance = "Column"']
    return [
        "# Several rounds, with new people to meet in each; without names they are numbered:",
        "#[rounds]",
        "#count = 3",
        '#names = ["Day 1", "Day 2", "Day 3"]',
        "# A column may say who comes when, as 1, 1,3, 1-2 or all:",
        *column,
        "# What is different in one of them:",
        "#[[rounds.round]]",
        "#number = 2",
        f"#teams = {max(1, round(reading.roster.n / USUAL_SIZE) - 1)}",
        f"#absent = [{_text(names[-1])}]",
        "",
        "# Who met at an earlier event should rather meet others now; also a .json of ours:",
        "#[[history]]",
        '#file = "teams-last-year.xlsx"',
        "#weight = 0.5                # 1 counts as much as meeting again now",
        "",
    ]


def _attends(column: Column) -> bool:
    """Return whether the header of a column sounds like days or attendance."""
    return any(word in column.name.casefold() for word in _ATTENDANCE)


def _examples(reading: Reading, word: str) -> list[str]:
    names = [*reading.roster.names[:2], "Name"][:2]
    pair = ", ".join(_text(name) for name in names)
    return [
        "# These two never in one team; together is the opposite:",
        "#[[rule]]",
        '#kind = "apart"',
        f"#people = [{pair}]",
        "",
        "# This person on that team:",
        "#[[rule]]",
        '#kind = "pin"',
        f"#people = [{_text(names[0])}]",
        f'#teams = ["{word} 1"]',
        "",
        "# All kinds of rules, with examples: grouping rules",
        "",
    ]
