"""exactly: people who meet a condition: just so many in each team."""

from __future__ import annotations

from dataclasses import dataclass

from grouping.language import _, later
from grouping.problem.command_option import CommandOption, of_quota
from grouping.rules.shared.quotas import Quota


@dataclass(frozen=True, kw_only=True, eq=False)
class Exactly(Quota):
    """Exactly `count` people who meet `where` in each team (or in each of `teams`)."""

    kind = "exactly"
    says = later("people who meet a condition: just so many in each team")
    example = later('[[rule]]\nkind = "exactly"\ncount = 1\nwhere = { Position = "Camat" }')
    command_option = CommandOption(
        "'N COL = VALUE'", "Just so many in each team.", of_quota, place=80
    )

    def quota(self) -> str:
        """See `Quota.quota`."""
        return _("exactly {count}", count=self.count)

    def off(self, held: int) -> int:
        """See `Quota.off`."""
        return abs(held - self.count)
