"""Groups for Canvas: the file that the import of a group set takes.

Source: instructure/canvas-lms, doc/api/group_category_csv.md at 2218a883.  Canvas skips whom it
does not find without a message, keeps the first row of a person, and knows one group a person and
set, so every round has a file and wants a group set of its own.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grouping.files.read.column_roles import role_of
from grouping.files.write.outputs import Written
from grouping.files.write.platform_rows import in_teams, key_column, keys_of, write_rounds
from grouping.language import _
from grouping.problem.column import fold

if TYPE_CHECKING:
    from grouping.scoring.meeting_counts import Encounters
    from grouping.solving.solve import Result

# Headers of Canvas's own exports, and what the import calls the same.
KEYS = {
    "canvas_user_id": "canvas_user_id",
    "id": "canvas_user_id",
    "user_id": "user_id",
    "sis user id": "user_id",
    "login_id": "login_id",
    "sis login id": "login_id",
}


def write_canvas(
    result: Result | Encounters, path: str | Path, *, key: str | None = None, force: bool = False
) -> Written:
    """Write the memberships of each round as .csv for the import into a group set of Canvas.

    Parameters
    ----------
    result
        A result, or the `Encounters` of a problem and an assignment.
    path
        The file; with several rounds, '-1', '-2', ... is added to its name.
    key
        Column by which Canvas knows people.  Without it one with a header of Canvas's exports (SIS
        Login ID, SIS User ID, ID), else that of e-mail addresses, taken as login ids.
    force
        Whether to replace files that exist.

    Raises
    ------
    InputError
        If there is no such column, two people share a key, or a file cannot be written.
    """
    problem = result.problem
    column = key_column(problem, key, lambda name: fold(name) in KEYS or role_of(name) == "email")
    keys, header = keys_of(problem, column), KEYS.get(fold(column.name), "login_id")
    names = problem.teams.names

    def write(draft: Path, of: Sequence[str], team: Sequence[int], _r: int) -> None:
        with draft.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([header, "group_name"])
            writer.writerows([of[i], names[g]] for g, i in in_teams(of, team))

    done = write_rounds(result, Path(path), keys, write, force=force)
    text = _(
        "Canvas finds people by {key} and skips whom it does not find without a word: "
        "compare the numbers of people after the import",
        key=header,
    )
    return Written(done.paths, (text, *done.notes))
