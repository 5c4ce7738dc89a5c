"""Closed-form bounds of one problem; each is computed once."""

from __future__ import annotations

from grouping.terms.bounds.lower_bounds import bound_of_rule
from grouping.terms.terms import RuleTerms, Term, Terms


class Bounds:
    """Lower bounds on what the terms and rules of a problem cost."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        # the term is kept with its bound: an id is its own only as long as it lives
        self._of_term: dict[int, tuple[Term, int]] = {}

    def of_term(self, term: Term) -> int:
        """Return a bound on one term of the problem."""
        if id(term) not in self._of_term:
            terms = self._terms
            alone = RuleTerms(terms.n, terms.teams, must=False, terms=[term])
            self._of_term[id(term)] = term, bound_of_rule(alone, terms.low, terms.high)
        return self._of_term[id(term)][1]

    def of_parts(self, rule: RuleTerms) -> int:
        """Return what the terms of a rule give, one by one."""
        return rule.constant + sum(self.of_term(term) for term in rule.terms)

    def of_rule(self, rule: RuleTerms) -> int:
        """Return a bound on a rule, its meaning included."""
        least = 0 if rule.must else rule.least
        parts = self.of_parts(rule)
        return parts if least is None else max(parts, least)

    @property
    def total(self) -> tuple[int, int]:
        """Bounds on (must violations, soft cost)."""
        return self._terms.total([self.of_rule(rule) for rule in self._terms.rules])
