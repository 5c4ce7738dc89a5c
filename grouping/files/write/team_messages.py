"""A message for each team as plain text, to paste into a chat."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grouping.files.write.outputs import Written
from grouping.files.write.platform_rows import write_rounds
from grouping.language import _, plural

if TYPE_CHECKING:
    from grouping.scoring.meeting_counts import Encounters
    from grouping.solving.solve import Result


def write_messages(
    result: Result | Encounters, path: str | Path, *, force: bool = False
) -> Written:
    """Write for each round who is on which team, a block of text for each team.

    A name of a team stands between asterisks, which chats such as WhatsApp show bold.

    Raises
    ------
    InputError
        If a file cannot be written.
    """
    problem = result.problem

    def write(draft: Path, names: Sequence[str], team: Sequence[int], r: int) -> None:
        blocks = []
        for g in problem.by_round[r].places.tolist():
            here = [names[i] for i, at in enumerate(team) if at == g]
            title = problem.teams.names[g]
            if problem.rounds > 1:
                title = _("{team}, {round}", team=title, round=problem.round_name(r))
            head = plural("*{team}* ({n} person)", "*{team}* ({n} people)", len(here), team=title)
            lines = [f"{k}. {' '.join(name.split())}" for k, name in enumerate(here, start=1)]
            blocks.append("\n".join([head, *lines]))
        draft.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")

    return write_rounds(result, Path(path), list(problem.roster.names), write, force=force)
