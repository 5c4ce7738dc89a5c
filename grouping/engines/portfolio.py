"""The portfolio: the compiled search comes first, then exact parts, with a proof beside them."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grouping.engines.budget import Budget, Found, Progress, Watcher
from grouping.engines.design_start import design_start
from grouping.engines.exact.assignment import assign, is_assignment
from grouping.engines.local import LocalSearch
from grouping.engines.prover import Answer, Prover
from grouping.terms.rounds import Joint
from grouping.terms.terms import Matrix, Points, Terms

# Several rounds at once are the search's strength: exact parts see one round at a time.
FIRST_OF_ROUNDS = 0.85
# Then exact parts get a slice of the time, more while they are of use, and the search what lies
# between: so many slices at first, twice as many after every slice that brought nothing.
SLICE, SHORTEST = 0.05, 0.2
BETWEEN = 3
# A search alone on its core is only left for a proof that has a chance: of few variables, or of
# more if that takes a small share of the time and this is some seconds.
FEW_VARIABLES = 300
PROOF, LONG_PROOF, LONG_SECONDS = 0.3, 0.1, 2.0
# A rotation from algebra gets one part in so many of the budget to be seated, at most so long.
SEATED_PART, LONGEST_SEATED = 8, 10.0
# Models beyond these sizes take longer to build than to be of use.
MOST_PLACES = 60_000
MOST_PAIRED = 100


@dataclass(frozen=True)
class Portfolio:
    """An engine that shares its budget among the compiled search, exact parts and a proof.

    A budget of steps is for the compiled search alone.

    Attributes
    ----------
    share, longest
        What the search has to itself at first: a share of the time, at most so many seconds.
    improves
        Whether exact parts and the search then take turns.
    proves
        Whether there is a proof, beside them or after them.
    """

    share: float = 1.0
    longest: float = math.inf
    improves: bool = False
    proves: bool = True

    def __call__(
        self,
        terms: Terms | Joint,
        *,
        rng: np.random.Generator,
        budget: Budget,
        threads: int,
        bound: tuple[int, int],
        watch: Watcher | None = None,
    ) -> Answer:
        """Search, improve and prove within one budget; see `Engine`."""
        search = _seating(terms, rng, threads, bound) if isinstance(terms, Joint) else None
        budget = budget.started()
        if self.proves and isinstance(terms, Terms) and is_assignment(terms):
            best = assign(terms)
            if best is not None:
                found = Found(best, 0, budget.elapsed)
                return Answer(found, terms.evaluate(best), "flow")
        if search is None:
            return _run(terms, self, rng, budget, threads, bound, watch)
        told = watch if budget.seconds is None else _scaled(watch, budget)
        seated = search.run(_part_for_seating(budget), watch=told)
        if seated.interrupted or terms.evaluate(seated.assignment) <= bound:
            return Answer(seated, bound, "arithmetic")
        left = budget
        if budget.seconds is not None:
            left = replace(budget.part(budget.seconds), steps=budget.steps)
        answer = _run(terms, self, rng, left, threads, bound, watch)
        found, evaluations = answer.found, answer.found.evaluations + seated.evaluations
        if terms.evaluate(seated.assignment) <= terms.evaluate(found.assignment):
            found = replace(found, assignment=seated.assignment)
        return replace(
            answer, found=replace(found, evaluations=evaluations, seconds=budget.elapsed)
        )


# The compiled search, then exact parts and search in turn, and a proof beside them.
AUTO = Portfolio(0.3, 60.0, improves=True)
# A short search, then a proof by CP-SAT with all threads.
EXACT = Portfolio(0.1, 1.0)
# The compiled search alone.
LOCAL = Portfolio(proves=False)


def _seating(
    joint: Joint, rng: np.random.Generator, threads: int, bound: tuple[int, int]
) -> LocalSearch | None:
    """Return a search for who takes which seat of a rotation that algebra knows, if it does."""
    start = design_start(joint, rng=rng.spawn(1)[0])
    if start is None:
        return None
    return LocalSearch(joint, rng=rng.spawn(1)[0], threads=threads, target=bound[1], start=start)


def _part_for_seating(budget: Budget) -> Budget:
    steps = None if budget.steps is None else max(1, budget.steps // SEATED_PART)
    seconds = None
    if budget.seconds is not None:
        seconds = min(LONGEST_SEATED, budget.seconds / SEATED_PART)
    return replace(budget, seconds=seconds, steps=steps)


def _run(
    terms: Terms | Joint,
    how: Portfolio,
    rng: np.random.Generator,
    budget: Budget,
    threads: int,
    bound: tuple[int, int],
    watch: Watcher | None,
) -> Answer:
    """Search, improve and prove from starts of the search's own."""
    local = LocalSearch(terms, rng=rng, threads=threads, target=bound[1])
    alone = not how.proves or budget.steps is not None or budget.seconds is None
    if alone or not _fits(terms):
        return Answer(local.run(budget, watch=watch), bound, "arithmetic")
    budget = budget.started()
    seconds = budget.seconds or 0.0
    share = FIRST_OF_ROUNDS if isinstance(terms, Joint) and how.improves else how.share
    head = min(share * seconds, how.longest)
    first = local.run(budget.part(head), watch=_scaled(watch, budget))
    if first.interrupted or terms.evaluate(first.assignment) <= bound:
        return Answer(first, bound, "arithmetic")
    if _lone(terms):
        return _beside(terms, local, first, how, budget, threads, bound, watch)
    if not how.improves or threads == 1:
        if how.improves:
            search = replace(budget, seconds=seconds - _for_proof(terms, seconds))
            first = _alternate(terms, local, first, search, rng, bound, threads, watch, None)
        return _proven(terms, first, budget, threads, bound, watch)
    with Prover(terms, first.assignment, budget) as prover:
        found = _alternate(terms, local, first, budget, rng, bound, threads - 1, watch, prover)
        return prover.answer(terms, found, bound)


def _fits(terms: Terms | Joint) -> bool:
    if isinstance(terms, Joint):
        return all(_fits(part.terms) for part in terms.parts)
    if _lone(terms):
        return not any(isinstance(t, Points) for rule in terms.rules for t in rule.alone)
    paired = _is_paired(terms)
    return terms.n * terms.teams <= MOST_PLACES and not (paired and terms.n > MOST_PAIRED)


def _lone(terms: Terms | Joint) -> bool:
    """Return whether the problem is one term that has a search and a proof of its own."""
    return isinstance(terms, Terms) and any(rule.alone for rule in terms.rules)


def _is_paired(terms: Terms) -> bool:
    """Return whether models of the problem need a variable for every pair of people."""
    every = [t for rule in terms.rules for t in rule.terms]
    return any(isinstance(t, Matrix) and not t.cuts for t in every)


def _for_proof(terms: Terms | Joint, seconds: float) -> float:
    """Return how many of all seconds a proof gets, if the search has to wait for it."""
    if isinstance(terms, Joint):
        return max(_for_proof(part.terms, seconds) for part in terms.parts)
    units = terms.n + (terms.n * (terms.n - 1) // 2 if _is_paired(terms) else 0)
    if units * terms.teams <= FEW_VARIABLES:
        return PROOF * seconds
    return LONG_PROOF * seconds if LONG_PROOF * seconds >= LONG_SECONDS else 0.0


def _beside(
    terms: Terms | Joint,
    local: LocalSearch,
    first: Found,
    how: Portfolio,
    budget: Budget,
    threads: int,
    bound: tuple[int, int],
    watch: Watcher | None,
) -> Answer:
    """Search on with a proof beside it; with one thread, first the one and then the other."""
    told = _scaled(watch, budget)
    if not how.improves or threads == 1:
        if how.improves:
            more = (1 - PROOF) * (budget.seconds or 0.0) - budget.elapsed
            first = local.run(budget.part(more), watch=told)
        return _proven(terms, first, budget, threads, bound, watch)
    with Prover(terms, first.assignment, budget) as prover:
        found = first
        try:
            while not (budget.over(0) or found.interrupted or prover.optimal or local.finished):
                found = local.run(budget.part(SHORTEST), most=threads - 1, watch=told)
        except KeyboardInterrupt:
            found = replace(found, interrupted=True)
        return prover.answer(terms, replace(found, seconds=budget.elapsed), bound)


def _proven(
    terms: Terms | Joint,
    found: Found,
    budget: Budget,
    threads: int,
    bound: tuple[int, int],
    watch: Watcher | None,
) -> Answer:
    """Spend what is left of the budget on a proof."""
    if found.interrupted or budget.over(0) or terms.evaluate(found.assignment) <= bound:
        return Answer(replace(found, seconds=budget.elapsed), bound, "arithmetic")
    with Prover(terms, found.assignment, budget, threads) as prover:
        try:
            while prover.running and not budget.over(0):
                time.sleep(0.05)
                if watch:
                    watch(_progress(budget, found))
        except KeyboardInterrupt:
            found = replace(found, interrupted=True)
        return prover.answer(terms, replace(found, seconds=budget.elapsed), bound)


def _alternate(
    terms: Terms | Joint,
    local: LocalSearch,
    first: Found,
    budget: Budget,
    rng: np.random.Generator,
    bound: tuple[int, int],
    threads: int,
    watch: Watcher | None,
    prover: Prover | None,
) -> Found:
    """Give slices of time to exact parts and to the search between them."""
    from grouping.engines.exact import improve, improve_rounds

    parts: Any = improve_rounds if isinstance(terms, Joint) else improve
    best, value = first, terms.evaluate(first.assignment)
    told, searching, between = _scaled(watch, budget), 0, BETWEEN
    try:
        while not budget.over(0) and value > bound and not (prover and prover.optimal):
            part = budget.part(max(SHORTEST, SLICE * (budget.seconds or 0.0)))
            # a model is built whatever the clock says: at the very end it would only be late
            exact = not searching and (budget.seconds or 0.0) - budget.elapsed >= 2 * SHORTEST
            if exact:
                found = parts(
                    terms, best.assignment, rng=rng, budget=part, threads=threads, target=bound[1]
                )
            else:
                found = local.run(part, most=threads, watch=told)
                searching = max(0, searching - 1)
                best = replace(best, evaluations=found.evaluations)
            now = terms.evaluate(found.assignment)
            if now < value:
                best, value = replace(found, evaluations=best.evaluations), now
            elif exact:
                searching, between = between, 2 * between
            if watch:
                watch(_progress(budget, best))
            if found.interrupted:
                raise KeyboardInterrupt
    except KeyboardInterrupt:
        best = replace(best, interrupted=True)
    return replace(best, seconds=budget.elapsed)


def _progress(budget: Budget, found: Found) -> Progress:
    share = min(1.0, budget.elapsed / (budget.seconds or 1.0))
    return Progress(budget.elapsed, share, found.evaluations, found.assignment)


def _scaled(watch: Watcher | None, budget: Budget) -> Watcher | None:
    """Return a watcher that is told of the share of the whole budget."""
    if watch is None:
        return None
    share = budget.seconds or 1.0

    def told(progress: Progress) -> None:
        used = min(1.0, budget.elapsed / share)
        watch(replace(progress, seconds=budget.elapsed, share=used))

    return told
