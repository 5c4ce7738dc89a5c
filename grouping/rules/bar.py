"""bar: people not on these teams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grouping.language import _, later
from grouping.problem.command_option import CommandOption, of_placement
from grouping.problem.rule import teams_of
from grouping.rules.shared.people_and_teams import Placement

if TYPE_CHECKING:
    from grouping.problem.round import Round
    from grouping.terms.arrays import Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class Bar(Placement):
    """People not on these teams; cost = people who are there."""

    kind = "bar"
    says = later("people not on these teams")
    example = later('[[rule]]\nkind = "bar"\npeople = ["Siti Rahma"]\nteams = ["Team 1"]')
    command_option = CommandOption(
        "'A = TEAM'", "These people not on this team.", of_placement, place=150
    )

    def words(self, people: str, teams: str) -> str:
        """See `Placement.words`."""
        return _("{people} not on {teams}", people=people, teams=teams)

    def wrong(self, the_round: Round) -> Ints:
        """See `Placement.wrong`."""
        costs = np.full(len(the_round.teams), 0, dtype=np.int64)
        costs[teams_of(the_round, self.teams)] = 1
        return costs
