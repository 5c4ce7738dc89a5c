"""People, teams, and who is on which team by one sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from grouping.errors import InputError
from grouping.files.read.notes import Note, quote, some
from grouping.language import _
from grouping.problem.column import fold
from grouping.problem.problem import Problem, Teams
from grouping.problem.roster import Roster
from grouping.problem.titles import bare_name
from grouping.terms.arrays import Index


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
        *,
        teams_are_alike: Callable[[], bool] = lambda: False,
    ) -> None:
        self.roster, self.rounds, self.round_names = roster, rounds, round_names
        self.teams = teams or Teams.of_count(roster.n, 1)
        # whether it does not matter which team is which
        self.teams_are_alike = teams_are_alike
        self.present = np.ones((rounds, roster.n), dtype=bool) if present is None else present

    @classmethod
    def of(cls, problem: Problem) -> People:
        """Return those of a problem."""
        present, names = problem.present, problem.round_names
        alike = partial(teams_are_alike, problem)
        return cls(
            problem.roster, problem.teams, problem.rounds, present, names, teams_are_alike=alike
        )

    def called(self, r: int) -> str:
        """Return what a round is called."""
        return self.round_names[r] if self.round_names else _("round {number}", number=r + 1)

    def view(self) -> View:
        """Return a view in which nobody has a team yet."""
        return View(np.full((self.rounds, self.roster.n), -1, dtype=np.int32))

    def by_id(self, text: str) -> int | None:
        """Return the participant with this id."""
        return self.roster.register.by_id(text)

    def by_name(self, text: str) -> int | None:
        """Return the only participant called so; if nobody is, the only one so but for titles."""
        return self.roster.register.by_name(text)

    def is_called(self, i: int, text: str) -> bool:
        """Whether participant `i` is called so, titles aside."""
        name = self.roster.names[i]
        return fold(name) == fold(text) or bare_name(name) == bare_name(text)

    def person(self, text: str) -> int:
        """Return whom `text` means, see `Register.person`."""
        return self.roster.person(text)


def teams_are_alike(problem: Problem) -> bool:
    """Return whether it does not matter which team is which: neither for seats nor for a rule."""
    # imported here: loading CP-SAT takes longer than reading most lists
    from grouping.engines.exact.equal_teams import alike_teams

    whole = list(range(len(problem.teams)))
    parts = problem.lower().parts
    return all(
        len(part.teams) == len(whole) and sorted(map(list, alike_teams(part.terms))) == [whole]
        for part in parts
    )


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
