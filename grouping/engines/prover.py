"""A proof in a thread of its own, beside a search."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from grouping.engines.budget import Budget, Found
from grouping.terms.arrays import Index
from grouping.terms.rounds import Joint
from grouping.terms.terms import Terms

if TYPE_CHECKING:
    from grouping.engines.exact import Proof


@dataclass(frozen=True, eq=False)
class Answer:
    """What the engines return together.

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
    """A proof that runs in a thread of its own.  The end of its `with` block stops it."""

    def __init__(
        self, terms: Terms | Joint, start: Index, budget: Budget, threads: int = 1
    ) -> None:
        from grouping.engines.exact import prove, prove_rounds

        method: Any = prove_rounds if isinstance(terms, Joint) else prove
        self._stop = threading.Event()
        left = replace(budget.part(budget.seconds or 0.0), stop=self._stop)
        pool = ThreadPoolExecutor(1)
        self._proof: Future[Proof] = pool.submit(
            method, terms, budget=left, start=start, threads=threads
        )
        pool.shutdown(wait=False)

    def __enter__(self) -> Prover:
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()

    @property
    def running(self) -> bool:
        """Whether it is not done yet."""
        return not self._proof.done()

    @property
    def optimal(self) -> bool:
        """Whether it is done, with an assignment that nothing beats."""
        return self._proof.done() and (proof := self._result()) is not None and proof.optimal

    def answer(self, terms: Terms | Joint, found: Found, bound: tuple[int, int]) -> Answer:
        """Stop, and return the better assignment and the better bound."""
        self._stop.set()
        proof = self._result()
        if proof is None:
            return Answer(found, bound, "arithmetic")
        if proof.assignment is not None:
            better = terms.evaluate(proof.assignment) < terms.evaluate(found.assignment)
            found = replace(found, assignment=proof.assignment) if better else found
        kind = proof.kind if proof.bound > bound else "arithmetic"
        return Answer(found, max(bound, proof.bound), kind)

    def _result(self) -> Proof | None:
        """Return the proof once it is done; None if memory was too small for it."""
        try:
            return self._proof.result()
        except MemoryError:
            return None
