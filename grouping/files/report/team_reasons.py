"""What the rules say of everybody's team, in the order in which it is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from grouping.problem.rule import RuleOverRounds

if TYPE_CHECKING:
    from grouping.problem.reason import Reason
    from grouping.solving.solve import Result


def reasons_in_round(result: Result, r: int, called: Sequence[str]) -> list[list[Reason]]:
    """Return for every person on the roster what speaks of the team in round `r`."""
    problem = result.problem
    the_round, rules = problem.by_round[r], [rule for rule in problem.rules if rule.in_round(r)]
    team, people = the_round.inside(result.assignment[r]), the_round.people.tolist()
    names = [called[i] for i in people]
    reasons: list[list[Reason]] = [[] for _i in range(problem.n)]
    for rule in sorted(rules, key=lambda rule: rule.reason_place):
        if isinstance(rule, RuleOverRounds):
            for i, reason in rule.reasons_over_rounds(problem, result.assignment, r, called):
                reasons[i].append(reason)
        elif not any(rule.told_by(other) for other in rules):
            for i, reason in rule.reasons(the_round, team, names):
                reasons[people[i]].append(reason)
    return [list(dict.fromkeys(said)) for said in reasons]
