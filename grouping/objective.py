"""What a benchmark counts: a cost in the units and with the sign of the literature, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Literal

from grouping.rules.distance import Distance
from grouping.scoring import Score

_EXACT = Context(prec=60)


@dataclass(frozen=True)
class Objective:
    """How a soft cost becomes the value that papers print.

    Attributes
    ----------
    name
        What is counted.
    sense
        ``max`` or ``min``.
    unit
        Soft cost of one unit of the value.
    """

    name: str
    sense: Literal["max", "min"]
    unit: int

    @classmethod
    def of(cls, score: Score) -> Objective:
        """Return the objective of what was judged.

        With one soft rule it is the rule's own measure in natural units, and for `distance` the
        sum of distances inside teams, to be maximised; with several, their weighted cost.
        """
        soft = [share for share in score.rules if not share.rule.must]
        if len(soft) != 1 or soft[0].coef != 1:
            return cls("weighted cost", "min", 1)
        rule, unit = soft[0].rule, soft[0].unit
        if isinstance(rule, Distance):
            return cls("sum of distances", "min" if rule.similar else "max", unit)
        return cls(rule.title, "min", unit)

    @property
    def sign(self) -> int:
        """-1 if more is better, else 1."""
        return -1 if self.sense == "max" else 1

    def value(self, cost: int) -> float:
        """Return the value of a soft cost (or of a bound on it), correctly rounded to a float."""
        return self.sign * cost / self.unit

    def text(self, cost: int) -> str:
        """Return the value of a soft cost with all its digits."""
        exact = _EXACT.divide(Decimal(self.sign * cost), Decimal(self.unit))
        decimals = len(str(self.unit)) - 1
        return f"{exact:,.{decimals}f}" if 10**decimals == self.unit else f"{exact:,.6f}"

    def better(self, one: float, other: float) -> bool:
        """Return whether value `one` beats value `other`."""
        return self.sign * one < self.sign * other
