"""What a benchmark counts: a cost in the units and with the sign of the literature, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Literal

from grouping.language import later, number
from grouping.problem.problem import Problem
from grouping.scoring.weights import weigh

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
    of_papers
        Whether it is one of the literature.
    """

    name: str
    sense: Literal["max", "min"]
    unit: int
    of_papers: bool = True

    @classmethod
    def of(cls, problem: Problem) -> Objective:
        """Return the objective of a problem.

        With one soft rule it is the rule's own measure in natural units, such as the sum of
        distances inside teams; with several, their weighted cost.
        """
        terms = weigh(problem).joint
        parts = zip(problem.rules, terms.rules, terms.coefs, strict=True)
        soft = [(rule, lowered.unit, coef) for rule, lowered, coef in parts if not rule.must]
        if len(soft) != 1 or soft[0][2] != 1:
            return cls(later("weighted cost"), "min", 1, of_papers=False)
        rule, unit, _ = soft[0]
        measure = rule.paper_measure()
        if measure is None:
            return cls(rule.title, "min", unit, of_papers=False)
        return cls(*measure, unit)

    @property
    def sign(self) -> int:
        """-1 if more is better, else 1."""
        return -1 if self.sense == "max" else 1

    def value(self, cost: int) -> float:
        """Return the value of a soft cost (or of a bound on it), correctly rounded to a float."""
        return self.sign * cost / self.unit

    def text(self, cost: int) -> str:
        """Return the value of a soft cost with all its digits, in the language in use."""
        exact = _EXACT.divide(Decimal(self.sign * cost), Decimal(self.unit))
        decimals = len(str(self.unit)) - 1
        return number(exact, decimals if 10**decimals == self.unit else 6)
