"""Several rounds: each is improved while the others stay fixed, and each is bounded by itself."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from grouping.engines.budget import Budget, Found
from grouping.engines.exact.conflict_core import conflict
from grouping.engines.exact.improve import improve
from grouping.engines.exact.proof import Kind, Proof
from grouping.engines.exact.proving import prove
from grouping.terms.arrays import Index
from grouping.terms.bounds.lower_bounds import bounds_of_rules
from grouping.terms.fix_rounds import around
from grouping.terms.rounds import Joint

# A round gets so many seconds before it is the turn of the next.
SLICE = 1.0


def improve_rounds(
    joint: Joint,
    start: Index,
    *,
    rng: np.random.Generator,
    budget: Budget,
    threads: int,
    target: int,
) -> Found:
    """Make one round after the other better, what spans the rounds as pairs and places.

    Parameters and result as in `improve`, for assignments of shape (rounds, n).
    """
    budget, best, value = budget.started(), start.copy(), joint.evaluate(start)
    interrupted = False
    for r in rng.permutation(joint.rounds).tolist():
        if budget.over(0) or value <= (0, target) or interrupted:
            break
        part = joint.parts[r]
        terms = around(joint, best, r)
        # nothing says how good this round can get with the others as they are
        found = improve(
            terms,
            part.inside(best[r]),
            rng=rng,
            budget=budget.part(SLICE),
            threads=threads,
            target=-(2**62),
        )
        interrupted = found.interrupted
        tried = best.copy()
        tried[r] = part.outside(found.assignment[0], joint.n)
        now = joint.evaluate(tried)
        if now < value:
            best, value = tried, now
    return Found(best, 0, budget.elapsed, interrupted)


def prove_rounds(
    joint: Joint, *, budget: Budget, start: Index | None = None, threads: int = 1
) -> Proof:
    """Prove every round by itself; the bounds add up with those of what spans the rounds.

    Parameters and result as in `prove`, for assignments of shape (rounds, n).
    """
    began, budget = time.monotonic(), budget.started()
    bounds = bounds_of_rules(joint)
    must, soft = joint.total(bounds)
    kind: Kind = "arithmetic"
    for number, part in enumerate(joint.distinct):
        if budget.over(0):
            break
        same = [r for r, p in enumerate(joint.parts) if p is part]
        given = None if start is None else part.inside(start[same[0]])
        left = None if budget.seconds is None else budget.seconds - budget.elapsed
        share = budget if left is None else budget.part(left / (len(joint.distinct) - number))
        proof = prove(part.terms, budget=share, start=given, threads=threads)
        closed = part.terms.total(bounds_of_rules(part.terms))
        more_must, more_soft = proof.bound[0] - closed[0], proof.bound[1] - closed[1]
        # a bound on the wishes of a round in which a must rule breaks holds for such rounds only
        if more_must > 0:
            must, kind = must + len(same) * more_must, proof.kind
        elif proof.bound[0] == 0 and more_soft > 0:
            soft, kind = soft + len(same) * more_soft, proof.kind
    optimal = start is not None and joint.evaluate(start) <= (must, soft)
    seconds = time.monotonic() - began
    return Proof(start, (must, soft), kind, optimal, must > 0, seconds)


def conflict_rounds(joint: Joint, budget: Budget, *, threads: int = 1) -> tuple[int, ...] | None:
    """Find must rules that cannot hold together in one of the rounds; as `conflict`."""
    budget = budget.started()
    bounds = bounds_of_rules(joint)
    for k, rule in enumerate(joint.rules):
        if rule.must and bounds[k] > 0:
            return (k,)
    for part in joint.distinct:
        left = None if budget.seconds is None else max(budget.seconds - budget.elapsed, 1e-6)
        found = conflict(part.terms, replace(budget, seconds=left), threads=threads)
        if found is not None:
            return found
        if budget.over(0):
            break
    return None
