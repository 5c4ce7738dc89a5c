"""at_most: people who meet a condition: no more than so many in each team."""

from __future__ import annotations

from dataclasses import dataclass

from grouping.language import _, later
from grouping.problem.command_option import CommandOption, of_quota
from grouping.rules.shared.quotas import Quota


@dataclass(frozen=True, kw_only=True, eq=False)
class AtMost(Quota):
    """At most `count` people who meet `where` in each team (or in each of `teams`)."""

    kind = "at_most"
    says = later("people who meet a condition: no more than so many in each team")
    example = later('[[rule]]\nkind = "at_most"\ncount = 1\nwhere = { Position = "Camat" }')
    command_option = CommandOption("'N COL = VALUE'", "No more in any team.", of_quota, place=70)

    def quota(self) -> str:
        """See `Quota.quota`."""
        return _("at most {count}", count=self.count)

    def off(self, held: int) -> int:
        """See `Quota.off`."""
        return max(0, held - self.count)
