"""A proof in a thread of its own, beside a search."""

from __future__ import annotations

import threading
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
        from grouping.exact import Proof, prove, prove_rounds

        method: Any = prove_rounds if isinstance(terms, Joint) else prove
        self._stop = threading.Event()
        self._proof: Proof | None = None
        left = replace(budget.part(budget.seconds or 0.0), stop=self._stop)

        def work() -> None:
            self._proof = method(terms, budget=left, start=start, threads=threads)

        self._thread = threading.Thread(target=work)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether it is not done yet."""
        return self._thread.is_alive()

    @property
    def optimal(self) -> bool:
        """Whether it is done, with an assignment that nothing beats."""
        return not self.running and self._proof is not None and self._proof.optimal

    def answer(self, terms: Terms | Joint, found: Found, bound: tuple[int, int]) -> Answer:
        """Stop, and return the better assignment and the better bound."""
        self._stop.set()
        self._thread.join()
        proof = self._proof
        if proof is None:
            return Answer(found, bound, "arithmetic")
        if proof.assignment is not None:
            better = terms.evaluate(proof.assignment) < terms.evaluate(found.assignment)
            found = replace(found, assignment=proof.assignment) if better else found
        kind = proof.kind if proof.bound > bound else "arithmetic"
        return Answer(found, max(bound, proof.bound), kind)
