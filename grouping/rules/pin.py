"""pin: people on one team, or on one of several."""

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
class Pin(Placement):
    """People on one team, or on one of several; cost = people who are elsewhere."""

    kind = "pin"
    says = later("people on one team, or on one of several")
    example = later('[[rule]]\nkind = "pin"\npeople = ["Siti Rahma"]\nteams = ["Team 1"]')
    command_option = CommandOption(
        "'A = TEAM'", "These people on this team.", of_placement, place=140
    )

    def words(self, people: str, teams: str) -> str:
        """See `Placement.words`."""
        return _("{people} on {teams}", people=people, teams=teams)

    def wrong(self, the_round: Round) -> Ints:
        """See `Placement.wrong`."""
        named = teams_of(the_round, self.teams)
        # where none of the teams is open, the rule asks for nothing
        costs = np.full(len(the_round.teams), int(bool(named)), dtype=np.int64)
        costs[named] = 0
        return costs
