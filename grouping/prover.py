"""A proof in a thread of its own, beside a search."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from grouping.joint import Joint
from grouping.search import Budget, Found
from grouping.terms import Index, Terms


@dataclass(frozen=True, eq=False)
class Answer:
    """What the engines come to.

    Attributes
    ----------
    found
        The best assignment.
    bound
        Proven lower bound on (must violations, soft cost).
    kind
        The argument behind the bound.
    """

    found: Found
    bound: tuple[int, int]
    kind: str


class Prover:
    """A proof under way in a thread of its own."""

    def __init__(
        self, terms: Terms | Joint, start: Index, budget: Budget, threads: int = 1
    ) -> None:
        from grouping.exact import prove, prove_rounds

        method: Any = prove_rounds if isinstance(terms, Joint) else prove
        self._stop = threading.Event()
        left = replace(budget.part(budget.seconds or 0.0), stop=self._stop)
        pool = ThreadPoolExecutor(1)
        self._proof = pool.submit(method, terms, budget=left, start=start, threads=threads)
        pool.shutdown(wait=False)

    @property
    def running(self) -> bool:
        """Whether it is not done yet."""
        return not self._proof.done()

    @property
    def optimal(self) -> bool:
        """Whether it is done, with an assignment that nothing beats."""
        return self._proof.done() and bool(self._proof.result().optimal)

    def answer(self, terms: Terms | Joint, found: Found, bound: tuple[int, int]) -> Answer:
        """Stop, and return the better assignment and the better bound."""
        self._stop.set()
        proof = self._proof.result()
        if proof.assignment is not None:
            better = terms.evaluate(proof.assignment) < terms.evaluate(found.assignment)
            found = replace(found, assignment=proof.assignment) if better else found
        kind = proof.kind if proof.bound > bound else "arithmetic"
        return Answer(found, max(bound, proof.bound), kind)
