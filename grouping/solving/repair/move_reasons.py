"""Why somebody moves: what would be worse if they, and whoever must go with them, had stayed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from grouping.language import _, number
from grouping.solving.repair.repair_question import Question
from grouping.solving.repair.repair_result import Move
from grouping.terms.arrays import Index, Ints
from grouping.terms.rounds import Joint


def moves_with_reasons(question: Question, joint: Joint, assignment: Index) -> tuple[Move, ...]:
    """Return every change of the rounds, with its reason in words.

    Parameters
    ----------
    question
        What was repaired.
    joint
        Its problem in normal form.
    assignment
        The repaired teams; int32, shape (rounds, n).
    """
    moved = (question.home >= 0) & (assignment != question.home)

    def made(where: NDArray[np.bool_], why: str) -> list[Move]:
        return [
            Move(
                i,
                r,
                int(question.before[r, i]),
                int(assignment[r, i]),
                why or _why(question, joint, assignment, r, i),
            )
            for r, i in np.argwhere(where).tolist()
        ]

    new, gone = made(question.new, _("comes late")), made(question.gone, _("does not come"))
    return (*made(moved, ""), *new, *gone)


def _why(question: Question, joint: Joint, assignment: Index, r: int, i: int) -> str:
    together = _who_goes_back(question, assignment, r, i)
    if together is None:
        return _("makes room for who comes late")
    stayed = assignment.copy()
    stayed[r, together] = question.home[r, together]
    more = [
        was - now for was, now in zip(joint.costs(stayed), joint.costs(assignment), strict=True)
    ]
    rules = question.problem.rules
    musts = [rule.title for rule, cost in zip(rules, more, strict=True) if rule.must and cost > 0]
    if musts:
        return _("must rule: {rules}", rules="; ".join(musts))
    worth = [
        0 if rule.must else coef * cost
        for rule, coef, cost in zip(rules, joint.coefs, more, strict=True)
    ]
    k = int(np.argmax(worth)) if worth else 0
    if not worth or worth[k] <= 0:
        return _("makes room for others who move")
    gain = more[k] / joint.rules[k].unit
    digits = 0 if gain >= 10 or gain == int(gain) else 2
    return _("wish: {rule}, better by {gain}", rule=rules[k].title, gain=number(gain, digits))


def _who_goes_back(question: Question, assignment: Index, r: int, i: int) -> list[int] | None:
    """Return `i` and, if the seats ask for it, others who moved and would have to stay too.

    None if nobody's staying makes the seats fit.
    """
    home, team = question.home[r], assignment[r].copy()
    part = question.problem.by_round[r]
    low, high = np.zeros((2, len(question.problem.teams)), dtype=np.int64)
    low[part.places], high[part.places] = part.teams.low, part.teams.high
    movers = set(np.flatnonzero((home >= 0) & (team != home)).tolist()) - {i}
    back = [i]
    team[i] = home[i]
    while True:
        sizes: Ints = np.bincount(team[team >= 0], minlength=len(low))
        full, empty = np.flatnonzero(sizes > high), np.flatnonzero(sizes < low)
        if not len(full) and not len(empty):
            return back
        helps = [j for j in movers if team[j] in full or home[j] in empty]
        if not helps:
            return None
        j = min(helps)
        movers.remove(j)
        team[j] = home[j]
        back.append(j)
