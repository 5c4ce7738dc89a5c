"""Which must rules cannot all hold after the change."""

from __future__ import annotations

from dataclasses import replace

from grouping.engines.budget import Budget
from grouping.solving.repair.fewest_moves import MOST_PLACES, inside
from grouping.solving.repair.repair_question import Question
from grouping.solving.solve import Result
from grouping.terms.fix_rounds import around
from grouping.terms.rounds import Joint

# Longest search for the reason.
SECONDS = 3.0


def explained(question: Question, joint: Joint, result: Result) -> Result:
    """Return the result with the must rules that cannot hold together, if that is proven.

    Rules that clash by themselves come first; else those that clash with what is locked and with
    the rounds that have been held.
    """
    from grouping.engines.exact import conflict, conflict_rounds, near

    threads = result.threads
    if len(joint.parts[0].people) * joint.teams > MOST_PLACES:
        return result
    core = conflict_rounds(joint, Budget(SECONDS), threads=threads)
    if not core and len(question.open) == 1:
        r = question.open[0]
        part = joint.parts[r]
        home, movable = inside(part, question.home[r]), question.movable[r][part.people]
        terms = near(around(joint, result.assignment, r), home, movable, wishes=False)
        found = conflict(terms, Budget(SECONDS), threads=threads)
        core = tuple(k for k in found or () if k < len(question.problem.rules))
    rules = tuple(question.problem.rules[k] for k in core or ())
    return replace(result, conflict=rules, relaxed=tuple("" for _rule in rules))
