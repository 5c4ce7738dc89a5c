"""Lists, sign-in sheets, slips, badges and cards as one PDF, A4, black and white."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from grouping.errors import InputError
from grouping.files.write.documents import DOCUMENTS, check_documents
from grouping.files.write.print_content import papers
from grouping.language import _
from grouping.scoring.meeting_counts import Encounters

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grouping.solving.solve import Result

_TEMPLATES = Path(__file__).with_name("typst")
# The fonts that come with the typesetter have the letters below: Latin, Greek, Cyrillic.
_OWN_LETTERS = 0x0530


def write_pdf(
    result: Result | Encounters,
    path: str | Path,
    *,
    what: Iterable[str] = DOCUMENTS,
    people: Sequence[int] | NDArray[np.bool_] | None = None,
    teams: Sequence[int] | None = None,
    title: str = "",
) -> None:
    """Write documents to print, in the language in use.

    The same content gives the same bytes.  Slips and badges say the teams of a person and not the
    team mates, so that after a repair they are printed again for those alone who move:
    ``write_pdf(repaired, path, what=["slips", "badges"], people=moved)``.

    Parameters
    ----------
    result
        A result; or `Encounters` of a problem and an assignment, which needs no score.
    path
        The file; one that exists is replaced.
    what
        Some of `DOCUMENTS`: ``door`` (a sheet per round and team, large), ``signin`` (the same
        to sign), ``slips`` (one per person, all rounds), ``badges`` (90 x 55 mm), ``cards`` (to
        fold and stand on tables).
    people
        Whose slips and badges; of the other documents, those with one of these people on them.
        Positions in the roster, or a mask, shape (n,).  None: everybody.
    teams
        Positions of the teams whose door lists, sign-in sheets and cards are made, instead of
        those of `people`.
    title
        Name of the event, which stands on every document.

    Raises
    ------
    InputError
        If a document is unknown, or there would be no page.
    """
    import typst

    met = result if isinstance(result, Encounters) else result.encounters
    content = papers(
        met,
        check_documents(what),
        _mask(people, met.problem.n),
        None if teams is None else _mask(teams, len(met.problem.teams)),
        " ".join(title.split()),
    )
    if not content["parts"]:
        raise InputError(_("there is nothing to print"), where=Path(path).name)
    text = json.dumps(content, ensure_ascii=False)
    made = typst.compile(
        _TEMPLATES / "main.typ",
        root=_TEMPLATES,
        format="pdf",
        sys_inputs={"data": text},
        # letters that the fonts within lack are taken from the machine; else it does not matter
        ignore_system_fonts=all(ord(c) < _OWN_LETTERS or 0x2000 <= ord(c) < 0x2070 for c in text),
    )
    Path(path).write_bytes(made)


def _mask(chosen: Sequence[int] | NDArray[np.bool_] | None, n: int) -> NDArray[np.bool_]:
    if chosen is None:
        return np.ones(n, dtype=bool)
    mask = np.zeros(n, dtype=bool)
    mask[np.asarray(chosen, dtype=None if len(chosen) else np.int64)] = True
    return mask
