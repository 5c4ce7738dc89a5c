"""The local engine: independent searches side by side, the best of them is the answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from grouping.local.pack import pack_terms
from grouping.local.searcher import Searcher
from grouping.local.warm import warm_up
from grouping.search import Budget, Found, Progress, Watcher
from grouping.terms import Terms

# Steps between two looks at the clock: fixed, so that the clock does not decide where runs are cut.
CHUNK = 1 << 17


def search(
    terms: Terms,
    *,
    rng: np.random.Generator,
    budget: Budget,
    threads: int = 1,
    target: int,
    watch: Watcher | None = None,
) -> Found:
    """Search for a good assignment.

    Parameters
    ----------
    terms
        The problem in normal form, one round.
    rng
        Source of all randomness.
    budget
        When to end.  Its clock starts once the kernels are compiled.
    threads
        Searches run side by side.  The same rng, threads and steps give the same answer.
    target
        Soft cost at which, with no must rule broken, the search may end: a lower bound.
    watch
        Told of progress after every chunk.

    Returns
    -------
    Found
        The best of all searches, also after Ctrl-C.
    """
    warm_up()
    budget = budget.started()
    pack = pack_terms(terms)
    target -= terms.total([rule.constant for rule in terms.rules])[1]  # kernels know no constants
    searchers = [Searcher(pack, source, target) for source in rng.spawn(threads)]
    steps, interrupted = 0, False
    with ThreadPoolExecutor(threads) as pool:
        try:
            while not budget.over(steps) and not any(s.finished for s in searchers):
                chunk = CHUNK if budget.steps is None else min(CHUNK, budget.steps - steps)
                list(pool.map(lambda searcher, c=chunk: searcher.advance(c), searchers))
                steps += chunk
                if watch:
                    watch(_progress(searchers, budget, steps))
        except KeyboardInterrupt:
            interrupted = True  # the chunk under way ends by itself; what was found stands
    best = _best(searchers)
    evaluations = sum(s.evaluations for s in searchers)
    return Found(best.best[None, :], evaluations, budget.elapsed, interrupted)


def _best(searchers: list[Searcher]) -> Searcher:
    """Return the search with the best value; of equals the one that finished in fewer steps."""
    return min(searchers, key=lambda s: (s.value, s.steps if s.finished else 0))


def _progress(searchers: list[Searcher], budget: Budget, steps: int) -> Progress:
    used = [budget.elapsed / budget.seconds] if budget.seconds else []
    used += [steps / budget.steps] if budget.steps else []
    evaluations = sum(s.evaluations for s in searchers)
    best = _best(searchers).best[None, :]
    return Progress(budget.elapsed, min(1.0, max(used)), evaluations, best)
