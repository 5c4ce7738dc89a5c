"""Questions that rows answer.  Different questions may have the same name, and are told apart."""

from __future__ import annotations

from collections.abc import Sequence

from grouping.bench.rows import Row

# Case, digest of the instance, goal, number of teams; what a row does not say is None.
Question = tuple[str, str | None, str | None, int | None]


def told_apart(rows: Sequence[Row]) -> list[Row]:
    """Return rows whose case is a name of one question only.

    Where a name stands for several, it is followed by what differs among goal, teams and digest of
    the instance: ``features-300 (kplus, 30 teams)``.
    """
    asked = _asked(rows)
    by_name: dict[str, list[Question]] = {}
    for question in dict.fromkeys(asked):
        by_name.setdefault(question[0], []).append(question)
    names = {one: _name(one, same) for same in by_name.values() for one in same}
    return [{**row, "case": names[one]} for row, one in zip(rows, asked, strict=True)]


def _asked(rows: Sequence[Row]) -> list[Question]:
    """Return the question of every row.

    A run that failed before its instance was read does not say goal and teams: it is counted with
    the only question about the same instance, if there is one.
    """
    said = [_said(row) for row in rows]
    about: dict[tuple[str, str | None], set[Question]] = {}
    for row, question in zip(rows, said, strict=True):
        if "sense" in row:
            about.setdefault(question[:2], set()).add(question)
    found = []
    for row, question in zip(rows, said, strict=True):
        same = about.get(question[:2], set())
        found.append(next(iter(same)) if "sense" not in row and len(same) == 1 else question)
    return found


def _said(row: Row) -> Question:
    return row["case"], row.get("instance"), row.get("goal"), row.get("teams")


def _name(question: Question, same: list[Question]) -> str:
    """Return the name of a question that is told apart from those of the same name."""
    name, digest, goal, teams = question
    if len(same) == 1:
        return name
    parts = []
    if len({one[2] for one in same}) > 1:
        parts.append(goal or "goal not known")
    if len({one[3] for one in same}) > 1:
        parts.append("teams not known" if teams is None else f"{teams} teams")
    if len({one[1] for one in same}) > 1:
        parts.append(digest[:8] if digest else "instance not known")
    return f"{name} ({', '.join(parts)})"
