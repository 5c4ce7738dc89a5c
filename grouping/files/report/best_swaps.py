"""What the best swap of everybody would cost, and by which rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grouping.files.report.number_words import percent
from grouping.files.write.name_labels import labels_of
from grouping.language import _, plural
from grouping.scoring.weights import weigh
from grouping.scoring.what_if import WhatIf, swapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grouping.scoring.what_if import Swap
    from grouping.solving.solve import Result


@dataclass(frozen=True)
class SwapView:
    """The best swap of a person in a round.

    Attributes
    ----------
    other
        With whom; position on the roster.
    must, soft
        What it changes of the violations and of the soft cost.
    said
        The same in words.
    """

    other: int
    must: int
    soft: int
    said: str


class Swaps:
    """The best swaps of all people of a result."""

    def __init__(self, result: Result) -> None:
        self._result = result
        self._what = WhatIf(result.problem, result.assignment)
        self._best = self._what.best_swaps()
        self._called = labels_of(result.problem)
        self._span = result.score.random - result.bound[1]
        self._known: dict[tuple[int, int, int], Sequence[int]] = {}

    def of(self, person: int, r: int) -> SwapView | None:
        """Return the best swap of a person in round `r`; None if there is nobody to swap with."""
        swap = self._best.of(person, r)
        if swap is None:
            return None
        return SwapView(swap.other, swap.must, swap.soft, self._said(swap))

    def possible(self, person: int, r: int) -> tuple[int, int]:
        """Return how many swaps a person has in round `r`, and how many of them make it worse."""
        found = self._what.swaps(person, r)
        worse = (found.must > 0) | ((found.must == 0) & (found.soft > 0))
        return int(found.possible.sum()), int((worse & found.possible).sum())

    def _said(self, swap: Swap) -> str:
        problem = self._result.problem
        g = int(self._result.assignment[swap.round, swap.other])
        who = {"name": self._called[swap.other], "team": problem.teams.names[g]}
        if swap.must > 0:
            rule = self._worst(swap, must=True)
            return _("The best, with {name} ({team}), would break a must rule: {rule}.",
                     **who, rule=rule)  # fmt: skip
        if swap.must < 0:
            return _("With {name} ({team}) must rules would be broken less.", **who)
        share = percent(abs(swap.soft) / self._span, sign=False) if self._span > 0 else ""
        if swap.soft == 0:
            return _("With {name} ({team}) the teams would be as good.", **who)
        if swap.soft < 0:
            return _(
                "With {name} ({team}) they would be better by {share}: a longer search may find"
                " more.",
                **who,
                share=share,
            )
        return _("The best, with {name} ({team}), by {share}, mostly through: {rule}.",
                 **who, share=share, rule=self._worst(swap))  # fmt: skip

    def _worst(self, swap: Swap, *, must: bool = False) -> str:
        """Name the rule through which a swap costs most."""
        shares = self._result.score.rules
        changes = {
            k: share.coef * (cost - share.cost)
            for k, (share, cost) in enumerate(zip(shares, self._costs(swap), strict=True))
            if bool(share.rule.must) == must
        }
        return shares[max(changes, key=changes.__getitem__)].rule.title

    def _costs(self, swap: Swap) -> Sequence[int]:
        """Return the raw cost of every rule after a swap, by the terms: some hundred are asked."""
        key = (swap.round, min(swap.person, swap.other), max(swap.person, swap.other))
        if key not in self._known:
            result = self._result
            after = swapped(result.assignment, swap.person, swap.other, swap.round)
            self._known[key] = weigh(result.problem).joint.costs(after)
        return self._known[key]


def swaps_said(possible: int, worse: int) -> str:
    """Say how many swaps there are and how many make the teams worse."""
    if possible == worse:
        return plural("The only swap would be worse.", "All {n} swaps would be worse.", possible)
    return _("{worse} of {n} swaps would be worse.", worse=worse, n=possible)
