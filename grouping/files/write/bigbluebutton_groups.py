"""Groups for BigBlueButton: the value of `groups` in the call that creates a meeting.

Source: bigbluebutton/bigbluebutton, docs/docs/data/create.tsx at 2713bdc1 (from version 2.5).  The
roster of a group holds the user ids that are given when people join.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grouping.files.write.outputs import Written
from grouping.files.write.platform_rows import keys_of, write_rounds

if TYPE_CHECKING:
    from grouping.scoring.meeting_counts import Encounters
    from grouping.solving.solve import Result


def write_bigbluebutton(
    result: Result | Encounters,
    path: str | Path,
    *,
    user_id: str | None = None,
    force: bool = False,
) -> Written:
    """Write the groups of each round as JSON for the `create` call of BigBlueButton.

    Parameters
    ----------
    result
        A result, or the `Encounters` of a problem and an assignment.
    path
        The file; with several rounds, '-1', '-2', ... is added to its name.
    user_id
        Column of the ids that people join with; without it the ids of the roster.
    force
        Whether to replace files that exist.

    Raises
    ------
    InputError
        If two people share an id, or a file cannot be written.
    """
    problem = result.problem
    keys = list(problem.roster.ids)
    if user_id is not None:
        keys = keys_of(problem, problem.roster.column(user_id))

    def write(draft: Path, of: Sequence[str], team: Sequence[int], r: int) -> None:
        groups = [
            {
                "id": str(number),
                "name": problem.teams.names[g],
                "roster": [of[i] for i, at in enumerate(team) if at == g and of[i]],
            }
            for number, g in enumerate(problem.by_round[r].places.tolist(), start=1)
        ]
        draft.write_text(json.dumps(groups, ensure_ascii=False) + "\n", encoding="utf-8")

    return write_rounds(result, Path(path), keys, write, force=force)
