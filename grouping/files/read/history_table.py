"""Earlier events for a roster: the people of a list of old, found among those of now."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np

from grouping.errors import InputError
from grouping.files.read.notes import Note, quote, some
from grouping.files.read.past_lists import EarlierList, read_earlier_list
from grouping.language import _, plural
from grouping.problem.column import fold
from grouping.problem.past_events import Earlier
from grouping.problem.roster import Roster
from grouping.problem.titles import bare_name


def read_history(
    path: str | Path, roster: Roster, *, weight: float = 1.0, sheet: str | None = None
) -> tuple[Earlier, list[Note]]:
    """Read an earlier event for the people of a roster.

    Parameters
    ----------
    path
        As in `read_earlier_list`.
    roster
        Those of now.  People are matched by id, then by name; ids that only number the people
        count only if the names agree.  Titles are forgiven.
    weight
        What a meeting then counts.

    Returns
    -------
    Earlier
        The teams then of those who are in the roster.
    list of Note
        Who is not, and whose name could mean several people; both are left out.

    Raises
    ------
    InputError
        If the file cannot be understood, or nobody of it is in the roster.
    """
    event = read_earlier_list(path, sheet=sheet)
    found, unclear = _matched(event, roster)
    if not found:
        raise InputError(
            _("nobody of this list is in the roster {roster}", roster=roster.source),
            where=event.source,
            hint=_("people are matched by id, then by name: compare the columns of both files"),
        )
    team = np.full((len(event.teams), roster.n), -1, dtype=np.int32)
    for r, labels in enumerate(event.teams):
        numbers = {label: g for g, label in enumerate(dict.fromkeys(map(fold, labels)))}
        for k, i in found.items():
            if labels[k]:
                team[r, i] = numbers[fold(labels[k])]
    return Earlier(event.source, team, weight), _notes(event, found, unclear)


def _matched(event: EarlierList, roster: Roster) -> tuple[dict[int, int], list[int]]:
    """Return the participant of each person of the list, and who of it could be several."""
    register = roster.register
    numbered = {fold(one) for one in roster.ids} == {str(k + 1) for k in range(roster.n)}
    trusted = not (event.numbered or numbered)
    found: dict[int, int] = {}
    for k, (who, name) in enumerate(zip(event.ids, event.names, strict=True)):
        i = register.by_id(who) if who else None
        same = name and bare_name(name) == bare_name(roster.names[i if i is not None else 0])
        if i is not None and (trusted or not name or same):
            found[k] = i
    taken, unclear = set(found.values()), []
    often = Counter(map(fold, event.names))
    bare = Counter(map(bare_name, event.names))
    for k, name in enumerate(event.names):
        exact = register.called(name) if name and k not in found else []
        # titles are forgiven where that leaves one person in both lists
        called = exact or (register.likely(name) if name and k not in found else [])
        once = often[fold(name)] == 1 if exact else bare[bare_name(name)] == 1
        if len(called) == 1 and once and called[0] not in taken:
            found[k] = called[0]
        elif called:
            unclear.append(k)
    return found, unclear


def _notes(event: EarlierList, found: dict[int, int], unclear: list[int]) -> list[Note]:
    def listed(people: list[int]) -> str:
        return some([quote(event.names[k] or event.ids[k]) for k in people], 5)

    total = len(event.ids)
    strangers = [k for k in range(total) if k not in found and k not in unclear]
    notes = []
    if strangers:
        text = plural(
            "{n} of {all} people is not in this roster: {who}",
            "{n} of {all} people are not in this roster: {who}",
            len(strangers),
            all=total,
            who=listed(strangers),
        )
        notes.append(Note("oddity", text, event.source))
    if unclear:
        text = _("left out, since the name may mean several people: {who}", who=listed(unclear))
        notes.append(Note("oddity", text, event.source))
    return notes
