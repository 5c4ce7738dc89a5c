"""What a change of an assignment changes in every rule, as the judge says."""

from __future__ import annotations

from dataclasses import dataclass

from grouping.problem.problem import Problem
from grouping.problem.rule import Rule
from grouping.scoring.score import RuleScore, Score, score
from grouping.terms.arrays import Index


@dataclass(frozen=True, eq=False)
class RuleChange:
    """What a change does to one rule; the judge gives `before` and `after`."""

    before: RuleScore
    after: RuleScore

    @property
    def rule(self) -> Rule:
        """The rule."""
        return self.after.rule

    @property
    def change(self) -> float:
        """Change of the rule's cost in its natural unit; below 0 is better."""
        return (self.after.cost - self.before.cost) / self.after.unit

    @property
    def weighed(self) -> int:
        """Change of (must violations, or) soft cost through this rule."""
        return self.after.coef * (self.after.cost - self.before.cost)

    @property
    def better(self) -> bool:
        """Whether the rule is met better than before."""
        return self.after.cost < self.before.cost

    @property
    def worse(self) -> bool:
        """Whether the rule is met worse than before."""
        return self.after.cost > self.before.cost


def by_rule(
    problem: Problem, before: Index | Score, after: Index | Score
) -> tuple[RuleChange, ...]:
    """Return what became of every rule, as the judge says; seats may be too many or too few.

    Parameters
    ----------
    problem
        What was asked.
    before, after
        Two assignments, shape (rounds, n), or what `score` said of them.
    """
    first, second = (
        one if isinstance(one, Score) else score(problem, one, seats=False)
        for one in (before, after)
    )
    return tuple(map(RuleChange, first.rules, second.rules))
