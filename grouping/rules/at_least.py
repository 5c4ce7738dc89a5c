"""at_least: people who meet a condition: no fewer than so many in each team."""

from __future__ import annotations

from dataclasses import dataclass

from grouping.language import _, later
from grouping.problem.command_option import CommandOption, of_quota
from grouping.rules.shared.quotas import Quota


@dataclass(frozen=True, kw_only=True, eq=False)
class AtLeast(Quota):
    """At least `count` people who meet `where` in each team (or in each of `teams`)."""

    kind = "at_least"
    says = later("people who meet a condition: no fewer than so many in each team")
    example = later('[[rule]]\nkind = "at_least"\ncount = 1\nwhere = { Position = "Camat" }')
    command_option = CommandOption("'N COL = VALUE'", "So many in each team.", of_quota, place=60)

    def quota(self) -> str:
        """See `Quota.quota`."""
        return _("at least {count}", count=self.count)

    def off(self, held: int) -> int:
        """See `Quota.off`."""
        return max(0, self.count - held)
