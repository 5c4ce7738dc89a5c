"""What the sheets of our own workbooks are called, in each language.

The names are part of the form of the file: a workbook is read again whatever language it was
written in, so they are written down here once and do not change with the catalogues.
"""

from __future__ import annotations

from grouping.language import language

# by language: the sheet with a row per person, and that with the teams side by side
LIST = {"en": "All", "id": "Semua"}
SIDE = {"en": "Teams", "id": "Kelompok"}
# the hidden sheet, whatever the language
RECORD = "grouping"


def list_sheet() -> str:
    """Return the name of the sheet with a row per person, in the language in use."""
    return LIST[language()]


def side_sheets(rounds: int, spoken: str | None = None) -> list[str]:
    """Return the names of the sheets with the teams side by side, one for each round.

    Parameters
    ----------
    rounds
        Number of rounds.
    spoken
        Language of the workbook; None: that in use.
    """
    name = SIDE[spoken or language()]
    return [name] if rounds == 1 else [f"{name} {r + 1}" for r in range(rounds)]
