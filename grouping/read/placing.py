"""People, teams, and who is on which team by one sheet."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from grouping.column import fold
from grouping.errors import InputError, did_you_mean
from grouping.language import _
from grouping.problem import Problem, Teams
from grouping.read.notes import Note, quote, some
from grouping.read.titles import bare_name
from grouping.roster import Roster
from grouping.terms import Index

_WITH_ID = re.compile(r".*\((.+)\)$", re.DOTALL)

# Names that an error proposes.
_NEAR = 8


@dataclass
class View:
    """Who is on which team by one sheet."""

    team: Index
    """-1 where the sheet has not said; int32, shape (rounds, n)."""
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    """The cell that says it, by (round, participant)."""
    blank: dict[tuple[int, int], str] = field(default_factory=dict)
    """The cell that is blank, by (round, participant)."""
    notes: list[Note] = field(default_factory=list)
    sheet: str = ""
    """Name of the sheet, in a workbook of ours."""
    teams: set[int] = field(default_factory=set)
    """Teams with a sheet of their own, in a workbook with one for each."""

    def place(self, r: int, i: int, g: int, cell: str, people: People, source: str) -> None:
        """Put participant `i` on team `g`, as `cell` says."""
        if not people.present[r, i]:
            raise InputError(
                _(
                    "'{who}' has a team in {round}, but does not take part in it: {cell}",
                    who=people.roster.names[i],
                    round=people.called(r),
                    cell=cell,
                ),
                where=source,
                hint=_("clear the cell, or change the attendance in the plan"),
            )
        if self.team[r, i] >= 0:
            raise InputError(
                _(
                    "'{who}' is listed twice: {one} and {other}",
                    who=people.roster.names[i],
                    one=self.cells[r, i],
                    other=cell,
                ),
                where=source,
                hint=_("take one of the two out"),
            )
        self.team[r, i] = g
        self.cells[r, i] = cell


class People:
    """The people and teams that a list may speak of, and who takes part in which round."""

    def __init__(
        self,
        roster: Roster,
        teams: Teams | None = None,
        rounds: int = 1,
        present: NDArray[np.bool_] | None = None,
        round_names: Sequence[str] = (),
    ) -> None:
        self.roster, self.rounds, self.round_names = roster, rounds, round_names
        self.teams = teams or Teams.of_count(roster.n, 1)
        self.present = np.ones((rounds, roster.n), dtype=bool) if present is None else present
        self.ids = {fold(one): i for i, one in enumerate(roster.ids)}
        self.names: dict[str, list[int]] = {}
        for i, name in enumerate(roster.names):
            self.names.setdefault(fold(name), []).append(i)

    @cached_property
    def _bare(self) -> dict[str, list[int]]:
        """Who is called so, titles aside."""
        found: dict[str, list[int]] = {}
        for i, name in enumerate(self.roster.names):
            found.setdefault(bare_name(name), []).append(i)
        return found

    @classmethod
    def of(cls, problem: Problem) -> People:
        """Return those of a problem."""
        present, names = problem.present, problem.round_names
        return cls(problem.roster, problem.teams, problem.rounds, present, names)

    def called(self, r: int) -> str:
        """Return what a round is called."""
        return self.round_names[r] if self.round_names else _("round {number}", number=r + 1)

    def view(self) -> View:
        """Return a view in which nobody has a team yet."""
        return View(np.full((self.rounds, self.roster.n), -1, dtype=np.int32))

    def by_id(self, text: str) -> int | None:
        """Return the participant with this id."""
        bare = "".join(text.split())
        # blanks inside long numbers are only for the eye: '19730415 200501 1 003'
        return self.ids.get(fold(text), self.ids.get(bare) if bare.isdigit() else None)

    def by_name(self, text: str) -> int | None:
        """Return the only participant called so; if nobody is, the only one so but for titles."""
        called = self.names.get(fold(text)) or self._bare.get(bare_name(text), [])
        return called[0] if len(called) == 1 else None

    def is_called(self, i: int, text: str) -> bool:
        """Whether participant `i` is called so, titles aside."""
        name = self.roster.names[i]
        return fold(name) == fold(text) or bare_name(name) == bare_name(text)

    def person(self, text: str) -> int:
        """Return whom `text` means: an id, a name with or without its titles, or 'name (id)'.

        Raises
        ------
        InputError
            If nobody is meant, or several may be; the hint names who is called alike.
        """
        ended = _WITH_ID.match(text)
        found = self.by_id(text)
        if found is None and ended and len(self.names.get(fold(text), [])) != 1:
            found = self.by_id(ended[1])
        found = self.by_name(text) if found is None else found
        if found is not None:
            return found
        try:
            return self.roster.person(text)
        except InputError as error:
            near = self._near(text)
            hint = did_you_mean(text, near) if near else error.hint
            raise InputError(error.message, where=error.where, hint=hint) from None

    def _near(self, text: str) -> list[str]:
        """Return names that have all words of `text`, or else are spelt nearly so but for titles.

        Nothing if several people are called just so: then the error lists them.
        """
        if self.names.get(fold(text)):
            return []
        wanted, names = bare_name(text), self.roster.names
        words = set(wanted.split())
        near = [name for name in names if words <= set(bare_name(name).split())]
        if not near:
            alike = difflib.get_close_matches(wanted, list(self._bare), n=3, cutoff=0.75)
            near = [names[i] for key in alike for i in self._bare[key]]
        return near[:_NEAR]


def complete(view: View, people: People, source: str) -> View:
    """Return `view` if everybody has a team in each of their rounds; InputError names who has none.

    A cell that is there and blank is named too.
    """
    missing = np.argwhere(((view.team < 0) & people.present).T).tolist()
    if not missing:
        return view
    blank = [(view.blank[r, i], i, r) for i, r in missing if (r, i) in view.blank]
    if blank and people.rounds > 1:
        shown = [
            _(
                "{who} in {round} ({cell})",
                who=quote(people.roster.names[i]),
                round=people.called(r),
                cell=cell,
            )
            for cell, i, r in blank
        ]
        raise InputError(
            _("no team is given for {who}", who=some(shown, 5)),
            where=source,
            hint=_("fill in the team, or say in the plan who is absent"),
        )
    names = some([quote(people.roster.names[i]) for i in dict.fromkeys(i for i, _ in missing)], 5)
    raise InputError(
        _("no team is given for {who}", who=names),
        where=source,
        hint=_("each person needs one team"),
    )
