"""Which must rules clash: some of them that cannot all hold, and of which none can be dropped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from grouping.engines.budget import Budget
from grouping.engines.exact.model import musts_model, rules_model
from grouping.engines.exact.solver import Limits, Status, run
from grouping.terms.bounds.lower_bounds import bounds_of_rules
from grouping.terms.terms import Terms

# No single rule may use more than this share of what is left to find out whether it is needed.
SHARE = 0.5
# A smaller conflict is looked for until this share of the time is used up.
SMALLER = 0.5


def conflict(terms: Terms, budget: Budget, *, threads: int = 1) -> tuple[int, ...] | None:
    """Find must rules that cannot hold together, all of which are needed for that.

    There may be several such conflicts; of those that the first half of the budget brings to
    light, it is one with the fewest rules.

    Parameters
    ----------
    terms
        The problem in normal form, one round.
    budget
        When to end.  If it ends early, rules that may be superfluous stay in.
    threads
        Workers of CP-SAT.

    Returns
    -------
    tuple of int or None
        Positions of the rules, ascending: empty if the seats alone cannot be filled, None if
        no conflict is proven, be it that there is none or that the budget was too small.
    """
    search = _Search(terms, budget.started(), threads)
    bounds = bounds_of_rules(terms)
    for k, rule in enumerate(terms.rules):
        if rule.must and bounds[k] > 0:
            return (k,)  # counting forbids it by itself
    core = search.core()
    return None if core is None else search.smaller(search.thinned(core))


class _Search:
    """Asks CP-SAT several questions within one budget."""

    def __init__(self, terms: Terms, budget: Budget, threads: int) -> None:
        self.terms, self.budget, self.threads = terms, budget, threads
        self.effort = 0.0

    def limits(self, share: float = 1.0) -> Limits:
        left = Limits.within(self.budget, spent=self.effort, threads=self.threads)
        return Limits(
            left.seconds and left.seconds * share,
            left.effort and left.effort * share,
            left.threads,
            stop=left.stop,
        )

    def core(self) -> list[int] | None:
        """Return rules that cannot hold together, not always few; None if there may be none."""
        model, literals = rules_model(self.terms)
        model.frame.cp.add_assumptions(list(literals.values()))
        answer = run(model, self.limits())
        self.effort += answer.effort
        if answer.status != "infeasible":
            return None
        by_index = {literal.index: k for k, literal in literals.items()}
        core = sorted(by_index[index] for index in answer.core)
        # a core that CP-SAT's presolve has lost is no core: then begin with all rules
        return core if self.status(core) == "infeasible" else list(literals)

    def thinned(self, core: Iterable[int]) -> tuple[int, ...]:
        """Drop rule after rule that the rest can do without."""
        kept = list(core)
        for k in list(kept):
            rest = [other for other in kept if other != k]
            if not self.budget.over(0) and self.status(rest) == "infeasible":
                kept = rest
        return tuple(kept)

    def smaller(self, core: tuple[int, ...]) -> tuple[int, ...]:
        """Look for conflicts of fewer rules: each lacks a rule of this one, so leave out each."""
        every = [k for k, rule in enumerate(self.terms.rules) if rule.must]
        best = core
        for k in core if len(core) > 2 else ():
            rest = [other for other in every if other != k]
            if self.budget.seconds and self.budget.elapsed > SMALLER * self.budget.seconds:
                break
            if not self.budget.over(0) and self.status(rest) == "infeasible":
                best = min(best, self.thinned(rest), key=len)
        return best

    def status(self, rules: Iterable[int]) -> Status:
        """Say whether some must rules can hold together."""
        chosen = tuple(self.terms.rules[k] for k in rules)
        terms = replace(self.terms, rules=chosen, coefs=tuple(1 for _ in chosen))
        answer = run(musts_model(terms), self.limits(SHARE))
        self.effort += answer.effort
        return answer.status
