"""keep: stay near an earlier assignment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grouping.errors import InputError
from grouping.language import _, later
from grouping.problem.column import fold
from grouping.problem.rule import Finding, Findings, Rule, option

if TYPE_CHECKING:
    from grouping.problem.problem import Problem
    from grouping.terms.terms import Index, RuleTerms


@dataclass(frozen=True, kw_only=True, eq=False)
class Keep(Rule):
    """People on the team they had; cost = people who moved.  Who had none costs nothing."""

    kind = "keep"
    says = later("people stay on the team that an earlier list gave them")
    example = later('[[rule]]\nkind = "keep"\nfile = "teams-yesterday.csv"')

    earlier: Mapping[str, str] = option(later("team name by person (id or name)"), {})
    file: str = option(later("in a plan: the earlier list, with columns id (or name) and team"), "")

    def describe(self) -> str:
        """See `Rule.describe`."""
        return _("keep {file}", file=self.file) if self.file else _("keep the earlier teams")

    def check(self, problem: Problem) -> None:
        """See `Rule.check`."""
        if not self.earlier:
            raise InputError(
                _("'keep' has no earlier list"), hint=_('file = "teams-yesterday.csv"')
            )
        if not self._before(problem):
            raise InputError(
                _("nobody of the earlier list is in this roster"),
                hint=_("people are matched by id, then by name"),
            )
        for name in set(self.earlier.values()):
            problem.teams.position(str(name))

    def _before(self, problem: Problem) -> dict[int, int]:
        """Return the earlier team of each participant who had one."""
        # namesakes of absent people are namesakes still
        roster = problem.roster if problem.whole is None else problem.whole.roster
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
            g = problem.team(str(team))
            here = None if found is None else problem.person(roster.ids[found])
            if here is not None and g is not None:
                before[here] = g
        return before

    def findings(self, problem: Problem, team: Index) -> Findings:
        """See `Rule.findings`."""
        before, items = self._before(problem), []
        for i, g in before.items():
            if team[i] != g:
                old, new = problem.teams.names[g], problem.teams.names[int(team[i])]
                name = problem.roster.names[i]
                text = _("{name} moved from {old} to {new}", name=name, old=old, new=new)
                items.append(Finding(text, 1, int(team[i]), (i,)))
        reached = _("{moved} of {people} moved", moved=len(items), people=len(before))
        return Findings(len(items), reached, tuple(items))

    def lower(self, problem: Problem, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        row = np.full(problem.n, -1, dtype=np.int32)
        for i, g in self._before(problem).items():
            row[i] = g
        teams = len(problem.teams)
        terms.places(row, 1 - np.eye(teams, dtype=np.int64))
