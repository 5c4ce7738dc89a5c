"""A plain list: one row per person, in roster order."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from grouping.files.read.formula_guard import guarded
from grouping.files.write.result_words import round_titles, teams_said
from grouping.language import _

if TYPE_CHECKING:
    from grouping.solving.solve import Result


def write_csv(result: Result, path: str | Path) -> None:
    """Write `result` as a list: id, name and team, or a column for each of several rounds.

    Cells of teams are blank where a person is absent.  Headers are in the language in use; readers
    of lists know them in both.  The text is UTF-8 with a byte order mark, which spreadsheet
    programs need to show accents.  A cell that such a program would run as a formula stands behind
    an apostrophe, which readers of lists take away.

    Parameters
    ----------
    result
        What to write.
    path
        The file; one that exists is replaced.
    """
    roster, rounds = result.problem.roster, teams_said(result)
    titles = [_("id"), _("name"), *map(_lowered, round_titles(result.problem))]
    with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([guarded(title) for title in titles])
        for row in zip(roster.ids, roster.names, *rounds, strict=True):
            writer.writerow([guarded(cell) for cell in row])


def _lowered(title: str) -> str:
    """Return 'Round 2: Selasa' as 'round2: Selasa'."""
    word, colon, name = title.partition(":")
    return word.casefold().replace(" ", "") + colon + name
