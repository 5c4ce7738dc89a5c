"""The local engine: independent searches run side by side, and the best of them is the answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from grouping.engines.budget import Budget, Found, Progress, Watcher
from grouping.engines.local.flatten import pack_rounds
from grouping.engines.local.select_search import AnySearcher, chunk_of, lone_searcher, searcher_for
from grouping.terms.arrays import Index
from grouping.terms.rounds import Joint
from grouping.terms.terms import Terms


class LocalSearch:
    """Independent searches side by side that can be run on, part by part.

    Parameters
    ----------
    terms
        The problem in normal form.
    rng
        Source of all randomness.
    threads
        How many searches.  The same rng, threads and steps give the same answer.
    target
        Soft cost at which, with no must rule broken, the search may end: a lower bound.
    start
        A rotation of which only whole seats are exchanged; see `Searcher`.
    """

    def __init__(
        self,
        terms: Terms | Joint,
        *,
        rng: np.random.Generator,
        threads: int = 1,
        target: int,
        start: Index | None = None,
    ) -> None:
        sources = rng.spawn(threads)
        if isinstance(terms, Terms) and any(rule.alone for rule in terms.rules):
            self._searchers: list[AnySearcher] = [
                lone_searcher(terms, source, target) for source in sources
            ]
        else:
            stack = pack_rounds(terms)
            self._searchers = [
                searcher_for(stack, source, target, start=start) for source in sources
            ]
        self._shown: tuple[tuple[int, int], Index] | None = None
        self._searchers[0].warm_up()  # the others run the same kernels

    @property
    def finished(self) -> bool:
        """Whether one of the searches has met the target, or nobody can move."""
        return any(s.finished for s in self._searchers)

    def run(
        self, budget: Budget, *, most: int | None = None, watch: Watcher | None = None
    ) -> Found:
        """Search on until the budget, whose clock starts now, is used up.

        Parameters
        ----------
        budget
            Seconds, or steps of each search.
        most
            Run only so many of the searches.
        watch
            Told of progress after every chunk.

        Returns
        -------
        Found
            The best of all searches since the start, also after Ctrl-C or `stop`.
        """
        budget, steps, interrupted = budget.started(), 0, False
        running = self._searchers[:most]
        with ThreadPoolExecutor(len(running)) as pool:
            try:
                while not budget.over(steps) and not self.finished:
                    # fixed, so that the clock does not decide where runs are cut
                    chunk = chunk_of(running[0])
                    if budget.steps is not None:
                        chunk = min(chunk, budget.steps - steps)
                    list(pool.map(lambda searcher, c=chunk: searcher.advance(c), running))
                    steps += chunk
                    if watch:
                        watch(self._progress(budget, steps))
            except KeyboardInterrupt:
                interrupted = True  # the chunk under way ends by itself; what was found stands
        best = _best(self._searchers)
        interrupted = interrupted or (budget.stopped and not self.finished)
        evaluations = sum(s.evaluations for s in self._searchers)
        return Found(np.atleast_2d(best.best), evaluations, budget.elapsed, interrupted)

    def _progress(self, budget: Budget, steps: int) -> Progress:
        used = [budget.elapsed / budget.seconds] if budget.seconds else []
        used += [steps / budget.steps] if budget.steps else []
        best = _best(self._searchers)
        if self._shown is None or self._shown[0] != best.value:
            self._shown = best.value, np.atleast_2d(best.best)
        evaluations = sum(s.evaluations for s in self._searchers)
        return Progress(budget.elapsed, min(1.0, max(used)), evaluations, self._shown[1])


def search(
    terms: Terms | Joint,
    *,
    rng: np.random.Generator,
    budget: Budget,
    threads: int = 1,
    target: int,
    watch: Watcher | None = None,
) -> Found:
    """Search for a good assignment: parameters as in `LocalSearch` and its `run`."""
    return LocalSearch(terms, rng=rng, threads=threads, target=target).run(budget, watch=watch)


def _best(searchers: list[AnySearcher]) -> AnySearcher:
    """Return the search with the best value; of equals the one that finished in fewer steps."""
    return min(searchers, key=lambda s: (s.value, s.steps if s.finished else 0))
