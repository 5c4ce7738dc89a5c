"""exactly: people who meet a condition: just so many in each team."""

from __future__ import annotations

from dataclasses import dataclass

from grouping.rules.quota import Quota


@dataclass(frozen=True, kw_only=True, eq=False)
class Exactly(Quota):
    """Exactly `count` people who meet `where` in each team (or in each of `teams`)."""

    kind = "exactly"
    says = "people who meet a condition: just so many in each team"
    example = '[[rule]]\nkind = "exactly"\ncount = 1\nwhere = { Position = "Camat" }'
    words = "exactly"

    def off(self, held: int) -> int:
        """See `Quota.off`."""
        return abs(held - self.count)
