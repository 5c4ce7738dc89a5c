"""Groups for Moodle: the file that makes groups, and the one that puts people into them.

Sources: moodle/moodle, public/group/import.php at b1b5f263 (groups: an unknown column stops the
import) and admin/tool/uploaduser/classes/process.php at 2d003286 (members: a group name of digits
alone is taken for the number of a group in the database).
"""

from __future__ import annotations

import csv
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from grouping.errors import InputError
from grouping.files.read.column_roles import role_of
from grouping.files.write.outputs import Written
from grouping.files.write.platform_rows import key_column, keys_of, missing_note
from grouping.files.write.write_by_ending import check_place, write_whole
from grouping.language import _
from grouping.problem.column import fold

if TYPE_CHECKING:
    from grouping.scoring.meeting_counts import Encounters
    from grouping.solving.solve import Result


def write_moodle_groups(
    result: Result | Encounters, path: str | Path, *, force: bool = False
) -> Written:
    """Write the groups of all rounds as .csv for Groups > Import; a round is a grouping.

    Raises
    ------
    InputError
        If a team has a name that Moodle cannot take, or the file cannot be written.
    """
    names = _names(result)
    problem = result.problem
    rows = []
    for r in range(problem.rounds):
        grouping = problem.round_name(r) if problem.rounds > 1 else ""
        places = problem.by_round[r].places.tolist()
        rows += [[_group(names[g], grouping), grouping] for g in places]
    header = ["groupname", "groupingname"]
    if problem.rounds == 1:
        header, rows = header[:1], [row[:1] for row in rows]
    check_place(path, force)
    write_whole(path, partial(_write, [header, *rows]))
    text = _("this file makes the groups of Moodle alone; --moodle-members puts people into them")
    return Written((Path(path),), (text,))


def write_moodle_members(
    result: Result | Encounters,
    path: str | Path,
    *,
    user: str | None = None,
    course: str | None = None,
    force: bool = False,
) -> Written:
    """Write who is in which group as .csv for Moodle's upload of users.

    Parameters
    ----------
    result
        A result, or the `Encounters` of a problem and an assignment.
    path
        The file.
    user
        Column of user names; without it the one called so, else that of e-mail addresses.
    course
        Short name of the course.
    force
        Whether to replace a file that exists.

    Raises
    ------
    InputError
        If no course is named, no column has user names, two people share one, or a team has a name
        that Moodle cannot take.
    """
    if not course:
        raise InputError(
            _("Moodle puts people into groups of a course"), hint=_("say --course SHORT-NAME")
        )
    problem, names = result.problem, _names(result)
    column = key_column(
        problem, user, lambda name: fold(name) == "username" or role_of(name) == "email"
    )
    keys = keys_of(problem, column)
    header = ["username"]
    for r in range(problem.rounds):
        header += [f"course{r + 1}", f"group{r + 1}"]
    rows = [header]
    for i, key in enumerate(keys):
        teams = result.assignment[:, i].tolist()
        if not key or max(teams) < 0:
            continue
        row = [key.casefold()]
        for r, g in enumerate(teams):
            grouping = problem.round_name(r) if problem.rounds > 1 else ""
            row += [course, _group(names[g], grouping)] if g >= 0 else ["", ""]
        rows.append(row)
    check_place(path, force)
    write_whole(path, partial(_write, rows))
    return Written((Path(path),), missing_note(result, keys))


def _group(name: str, grouping: str) -> str:
    return f"{grouping}: {name}" if grouping else name


def _names(result: Result | Encounters) -> tuple[str, ...]:
    """Return the names of the teams, if Moodle takes them as names."""
    names = result.problem.teams.names
    wrong = next((name for name in names if name.strip().isdigit()), None)
    if wrong is not None and result.problem.rounds == 1:
        raise InputError(
            _("Moodle takes the group name '{name}' for a number of its own", name=wrong),
            hint=_("give the teams names with a letter, such as 'Team {name}'", name=wrong),
        )
    return names


def _write(rows: list[list[str]], draft: Path) -> None:
    with draft.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
