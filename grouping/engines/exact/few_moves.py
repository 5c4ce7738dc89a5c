"""Few moves from an earlier assignment: the fewest, and the best assignment within a number."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from grouping.engines.budget import Budget
from grouping.engines.exact.model import wishes_model
from grouping.engines.exact.proof import Proof
from grouping.engines.exact.proving import prove
from grouping.engines.exact.solver import Limits, run
from grouping.terms.arrays import Index
from grouping.terms.terms import RuleTerms, Terms

# What it costs to move who is held, in violations: more than mending anything can be worth.
HELD = 1_000_000
# Up to so many people all assignments may be tried.
FEW_PEOPLE = 20


def near(terms: Terms, home: Index, movable: NDArray[np.bool_], *, wishes: bool) -> Terms:
    """Return a round in which nobody leaves home but who may, and moves cost.

    Parameters
    ----------
    terms
        The round.
    home
        Team of each person before, -1 for who is new; int32, shape (n,).
    movable
        Who may be moved; bool, shape (n,).  Who is new always may.
    wishes
        Whether the wishes stay in beside the must rules.

    Returns
    -------
    Terms
        With two rules behind all others: a must rule that holds people, and a wish that costs 1 for
        everybody who leaves home.  Must rules keep their places; with `wishes`, all rules do.
    """
    rules = [
        rule if rule.must or wishes else replace(rule, constant=0, terms=[], least=None)
        for rule in terms.rules
    ]
    away = 1 - np.eye(terms.teams, dtype=np.int64)
    held, moves = (RuleTerms(terms.n, terms.teams, must) for must in (True, False))
    held.places(np.where(movable, -1, home).astype(np.int32), HELD * away)
    moves.places(home, away)
    return replace(terms, rules=(*rules, held, moves), coefs=(*terms.coefs, 1, 1))


def fewest_moves(
    terms: Terms,
    home: Index,
    movable: NDArray[np.bool_],
    *,
    start: Index,
    budget: Budget,
    threads: int = 1,
) -> Proof:
    """Break as few must rules as can be, and then move as few people as can be.

    Parameters
    ----------
    terms, home, movable
        As in `near`.
    start
        An assignment to begin with, int32, shape (1, n).
    budget, threads
        As in `prove`.

    Returns
    -------
    Proof
        Its bound is on (violations, moves).
    """
    whole = near(terms, home, movable, wishes=False)
    # looking whether there is little to try takes longer than the model of many people
    few = None if terms.n <= FEW_PEOPLE else 0
    return prove(whole, budget=budget, start=start, threads=threads, few=few)


def best_within(
    terms: Terms,
    home: Index,
    movable: NDArray[np.bool_],
    most: int,
    *,
    start: Index,
    budget: Budget,
    threads: int = 1,
) -> tuple[Index, bool]:
    """Look for the least soft cost with at most so many moves, and no more violations than now.

    Parameters
    ----------
    terms, home, movable
        As in `near`.
    most
        The largest number of moves.
    start
        The best known such assignment, int32, shape (1, n).
    budget, threads
        As in `prove`.

    Returns
    -------
    array
        The best assignment, shape (1, n), never worse than the start.
    bool
        Whether none is better: proven.
    """
    whole = near(terms, home, movable, wishes=True)
    must, soft = terms.evaluate(start)
    capped = {len(whole.rules) - 1: most}
    model = wishes_model(whole, violations=must, most=soft, capped=capped)
    model.hint(start[0])
    answer = run(model, Limits.within(budget.started(), threads=threads))
    best = start
    if answer.team is not None and terms.evaluate(answer.team[None, :]) < (must, soft):
        best = answer.team[None, :].astype(np.int32)
    return best, answer.status == "optimal"
