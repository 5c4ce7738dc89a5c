"""What the printed documents say: plain data for the typesetter, in the language in use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from grouping.files.read.column_roles import role_of
from grouping.files.write.documents import DOCUMENTS
from grouping.files.write.name_labels import labels_of
from grouping.files.write.result_words import round_label
from grouping.files.write.short_names import short_name, sorting_name
from grouping.language import _, language, plural

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grouping.problem.problem import Problem
    from grouping.scoring.meeting_counts import Encounters

    Mask = NDArray[np.bool_]

# Slips stand two abreast; a page has room for so much, in mm.
_PAGE, _HEAD, _VISIT, _LEAST, _ONE = 275, 25.0, 7.5, 5.0, 36.0
BADGES_DOWN = 5
# Longer words may be broken anywhere, so that they never stick out of a cell.
_LONGEST_WORD = 20
_ANYWHERE = "\u200b"


def papers(
    met: Encounters, what: Sequence[str], people: Mask, teams: Mask | None, title: str
) -> dict[str, Any]:
    """Return the content of the documents `what`.

    Parameters
    ----------
    met
        The question and the assignment.
    what
        Of `DOCUMENTS`.
    people
        Whose slips and badges; bool, shape (n,).
    teams
        Teams of which there are door lists, sign-in sheets and cards, in the rounds in which they
        are open; bool, shape (teams,).  None: those on which one of `people` is, in the rounds in
        which this person is there.
    title
        Of the event; '' for none.
    """
    wanted = [_wanted(met, r, people, teams) for r in range(met.problem.rounds)]
    who: list[int] = np.flatnonzero(people & met.here).tolist()
    parts = [{"what": one, **DOCUMENTS[one].part(met, who, wanted)} for one in what]
    return {
        "lang": language(),
        "title": breakable(title),
        "words": _words(title),
        "parts": [part for part in parts if len(part) > 1],
    }


def _words(title: str) -> dict[str, str]:
    return {
        "file": title or _("Team lists"),
        **{name: _(one.title) for name, one in DOCUMENTS.items()},
        "number": _("No."),
        "name": _("Name"),
        "agency": _("Agency"),
        "signature": _("Signature"),
        "day": _("Day and date"),
        "place": _("Place"),
        "fold": _("fold here"),
    }


def _wanted(met: Encounters, r: int, people: Mask, teams: Mask | None) -> list[int]:
    """Return the teams of round `r` that have a sheet, in the order of the round."""
    opened = met.problem.by_round[r].places.tolist()
    team = met.assignment[r]
    held = set(team[team >= 0].tolist())
    if teams is None:
        held &= set(team[people & (team >= 0)].tolist())
    return [g for g in opened if g in held and (teams is None or teams[g])]


def sheets(met: Encounters, _who: Sequence[int], teams: Sequence[Sequence[int]]) -> dict[str, Any]:
    """Return the sheets of door lists and sign-in sheets, one for each round and team."""
    called, agencies = labels_of(met.problem), agencies_of(met.problem)
    made = [_sheet(met, r, g, called, agencies) for r, open_ in enumerate(teams) for g in open_]
    return {"sheets": made} if made else {}


def cards(met: Encounters, _who: Sequence[int], teams: Sequence[Sequence[int]]) -> dict[str, Any]:
    """Return the names that stand on tables."""
    shown = sorted({g for open_ in teams for g in open_})
    return {"teams": [breakable(met.problem.teams.names[g]) for g in shown]} if shown else {}


def slips(met: Encounters, who: Sequence[int], _teams: Sequence[Sequence[int]]) -> dict[str, Any]:
    """Return the pages of slips."""
    return _stacks(met, who, slips_down(met.problem.rounds))


def badges(met: Encounters, who: Sequence[int], _teams: Sequence[Sequence[int]]) -> dict[str, Any]:
    """Return the pages of badges."""
    return _stacks(met, who, BADGES_DOWN)


def _stacks(met: Encounters, who: Sequence[int], down: int) -> dict[str, Any]:
    pages = stacked(_persons(met, who), 2 * down)
    return {"down": down, "pages": pages} if pages else {}


def _sheet(
    met: Encounters, r: int, g: int, called: Sequence[str], agencies: Sequence[str]
) -> dict[str, Any]:
    problem = met.problem
    members = np.flatnonzero(met.assignment[r] == g).tolist()
    round_ = round_label(problem, r) if problem.rounds > 1 else ""
    team = problem.teams.names[g]
    return {
        "team": breakable(team),
        "round": breakable(round_),
        "bookmark": f"{round_} · {team}" if round_ else team,
        "count": plural("{n} person", "{n} people", len(members)),
        "people": [(breakable(called[i]), breakable(agencies[i])) for i in members],
    }


def _persons(met: Encounters, who: Sequence[int]) -> list[dict[str, Any]]:
    """Return what slips and badges say, sorted by name without titles."""
    problem = met.problem
    called, agencies = labels_of(problem), agencies_of(problem)
    persons = []
    for i in sorted(who, key=lambda i: sorting_name(called[i])):
        visits = []
        for r, g in enumerate(met.assignment[:, i].tolist()):
            team = problem.teams.names[g] if g >= 0 else _("not taking part")
            visits.append((breakable(round_label(problem, r)), breakable(team)))
        short = short_name(problem.roster.names[i])
        full = called[i] if called[i] != short else ""
        persons.append(
            {
                "name": breakable(called[i]),
                "short": breakable(short),
                "full": breakable(full),
                "agency": breakable(agencies[i]),
                "visits": visits,
            }
        )
    return persons


def agencies_of(problem: Problem) -> list[str]:
    """Return the agency of each person by the first column that is about agencies; '' for none."""
    for column in problem.roster.columns:
        if role_of(column.name) == "agency":
            return [column.value(i) for i in range(problem.n)]
    return [""] * problem.n


def slips_down(rounds: int) -> int:
    """Return how many slips with a line for each of several rounds stand one below the other."""
    high = _ONE if rounds == 1 else _HEAD + _VISIT * rounds
    return max(1, int(_PAGE / min(high, _HEAD + max(_LEAST * rounds, high - _HEAD))))


def stacked(things: Sequence[Any], each: int) -> list[list[Any]]:
    """Share `things` out over pages of `each` so that stacks cut from all pages stay in order.

    Returns
    -------
    list
        For each page what stands at each place, None for nothing.  A place holds on the pages,
        one after the other, what follows each other in `things`.
    """
    if not things:
        return []
    pages = -(-len(things) // each)
    deep = [things[k * pages : (k + 1) * pages] for k in range(each)]
    return [[pile[p] if p < len(pile) else None for pile in deep] for p in range(pages)]


def breakable(text: str) -> str:
    """Return `text` on one line, with places to break in words longer than any usual one."""
    return " ".join(
        _ANYWHERE.join(word) if len(word) > _LONGEST_WORD else word for word in text.split()
    )
