"""keep: stay near an earlier assignment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grouping.errors import InputError
from grouping.language import _, later
from grouping.problem.column import fold
from grouping.problem.command_option import CommandOption, Stated
from grouping.problem.rule import Finding, Findings, Rule, option

if TYPE_CHECKING:
    from grouping.problem.question import Question
    from grouping.problem.round import Round
    from grouping.terms.arrays import Index
    from grouping.terms.terms import RuleTerms


def _of_file(text: str, _option: str) -> Stated:
    return {"file": text}


@dataclass(frozen=True, kw_only=True, eq=False)
class Keep(Rule):
    """People on the team they had; cost = people who moved.  Who had none costs nothing."""

    kind = "keep"
    says = later("people stay on the team that an earlier list gave them")
    example = later('[[rule]]\nkind = "keep"\nfile = "teams-yesterday.csv"')
    command_option = CommandOption("FILE", "Stay near an earlier list.", _of_file, place=160)

    earlier: Mapping[str, str] = option(later("team name by person (id or name)"), {})
    file: str = option(later("in a plan: the earlier list, with columns id (or name) and team"), "")

    def describe(self) -> str:
        """See `Rule.describe`."""
        return _("keep {file}", file=self.file) if self.file else _("keep the earlier teams")

    def check(self, problem: Question) -> None:
        """See `Rule.check`."""
        if not self.earlier:
            raise InputError(
                _("'keep' has no earlier list"), hint=_('file = "teams-yesterday.csv"')
            )
        if not self._before(problem.everyone):
            raise InputError(
                _("nobody of the earlier list is in this roster"),
                hint=_("people are matched by id, then by name"),
            )
        for name in set(self.earlier.values()):
            problem.teams.position(str(name))

    def _before(self, the_round: Round) -> dict[int, int]:
        """Return the earlier team of each participant who had one."""
        # namesakes of absent people are namesakes still
        roster = the_round.everybody
        ids = {fold(one): i for i, one in enumerate(roster.ids)}
        names: dict[str, list[int]] = {}
        for i, name in enumerate(roster.names):
            names.setdefault(fold(name), []).append(i)
        before: dict[int, int] = {}
        for who, team in self.earlier.items():
            found = ids.get(fold(who))
            namesakes = names.get(fold(who), [])
            if found is None and len(namesakes) == 1:
                found = namesakes[0]
            g = the_round.team(str(team))
            here = None if found is None else the_round.person(roster.ids[found])
            if here is not None and g is not None:
                before[here] = g
        return before

    def findings(self, the_round: Round, team: Index) -> Findings:
        """See `Rule.findings`."""
        before, items = self._before(the_round), []
        for i, g in before.items():
            if team[i] != g:
                old, new = the_round.teams.names[g], the_round.teams.names[int(team[i])]
                name = the_round.roster.names[i]
                text = _("{name} moved from {old} to {new}", name=name, old=old, new=new)
                items.append(Finding(text, 1, int(team[i]), (i,)))
        reached = _("{moved} of {people} moved", moved=len(items), people=len(before))
        return Findings(len(items), reached, tuple(items))

    def lower(self, the_round: Round, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        row = np.full(the_round.n, -1, dtype=np.int32)
        for i, g in self._before(the_round).items():
            row[i] = g
        teams = len(the_round.teams)
        terms.places(row, 1 - np.eye(teams, dtype=np.int64))
