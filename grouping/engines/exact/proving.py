"""Prove how good teams can be: first by arithmetic, then by trying everything, then by CP-SAT."""

from __future__ import annotations

from dataclasses import dataclass

from grouping.engines.budget import Budget, Progress, Watcher
from grouping.engines.exact.arithmetic import Bounds
from grouping.engines.exact.equal_people import classes_of
from grouping.engines.exact.exhaust import all_assignments, costs_of_all
from grouping.engines.exact.model import musts_model, violations_model, wishes_model
from grouping.engines.exact.proof import Kind, Proof
from grouping.engines.exact.prove_dispersion import prove_dispersion
from grouping.engines.exact.solver import Limits, Status, run
from grouping.terms.arrays import Index
from grouping.terms.terms import Matrix, Nearest, Terms

Score = tuple[int, int]

# So few assignments are all tried; more where a table of distances makes the models weak, if the
# people are few.
FEW, FEW_OF_PAIRS, FEW_PEOPLE = 20_000, 1_500_000, 12


@dataclass(eq=False)
class _Known:
    """What is known so far."""

    terms: Terms
    budget: Budget
    threads: int
    watch: Watcher | None
    bounds: Bounds
    bound: Score
    kind: Kind
    team: Index | None = None
    score: Score | None = None
    effort: float = 0.0
    found: int = 0

    def offer(self, team: Index) -> bool:
        """Keep an assignment, int32, shape (n,), if it is the best; return whether that is all."""
        score = self.terms.evaluate(team[None, :])
        if self.score is None or score < self.score:
            self.team, self.score = team, score
            self.found += 1
            self.tell()
        return self.done

    def tell(self) -> None:
        """Tell who watches."""
        if self.watch and self.team is not None:
            used = self.budget.elapsed / self.budget.seconds if self.budget.seconds else 0.0
            best = self.team[None, :]
            self.watch(Progress(self.budget.elapsed, min(1.0, used), self.found, best))

    def raise_bound(self, bound: Score, kind: Kind) -> None:
        """Note a bound if it says more than what is known."""
        if bound > self.bound:
            self.bound, self.kind = bound, kind

    @property
    def done(self) -> bool:
        """Whether the best assignment meets the bound."""
        return self.score is not None and self.score <= self.bound

    def limits(self) -> Limits:
        """Return what is left of the budget."""
        return Limits.within(self.budget, spent=self.effort, threads=self.threads)

    @property
    def over(self) -> bool:
        """Whether the budget is used up."""
        limits = self.limits()
        return self.budget.over(0) or (limits.effort is not None and limits.effort <= 1e-6)


def prove(
    terms: Terms,
    *,
    budget: Budget,
    start: Index | None = None,
    threads: int = 1,
    watch: Watcher | None = None,
    few: int | None = None,
) -> Proof:
    """Find the best assignment and prove it, or prove as much as the budget allows.

    Parameters
    ----------
    terms
        The problem in normal form, one round.
    budget
        When to end.  Its clock starts now; `STEPS_A_SECOND` steps are one second of CP-SAT's
        deterministic time.
    start
        A good assignment, int32, shape (1, n).  Worse ones are left out of the model, so the better
        it is the smaller the model.
    threads
        Workers of CP-SAT.
    watch
        Told of every better assignment.
    few
        Up to this many assignments (that no renaming makes equal) all are tried instead; by
        default as many as take seconds.

    Returns
    -------
    Proof
        The best assignment known, and a bound that holds for all.
    """
    nearest = next((t for r in terms.rules for t in r.alone if isinstance(t, Nearest)), None)
    if nearest is not None:
        return prove_dispersion(terms, nearest, budget=budget, start=start, threads=threads)
    if few is None:
        paired = any(isinstance(t, Matrix) for rule in terms.rules for t in rule.terms)
        few = FEW_OF_PAIRS if paired and terms.n <= FEW_PEOPLE else FEW
    bounds = Bounds(terms)
    known = _Known(terms, budget.started(), threads, watch, bounds, bounds.total, "arithmetic")
    if start is not None:
        known.offer(start[0])
    if not known.done and not (few and _exhaust(known, few)):
        _solve(known)
    return Proof(
        None if known.team is None else known.team[None, :].copy(),
        known.bound,
        known.kind,
        known.done,
        known.bound[0] > 0,
        known.budget.elapsed,
    )


def _exhaust(known: _Known, few: int) -> bool:
    """Try everything if it is little; return whether it was."""

    def over() -> bool:
        return known.over

    teams = all_assignments(known.terms, classes_of(known.terms), few, over)
    costs = None if teams is None else costs_of_all(known.terms, teams, over)
    if teams is None or costs is None:
        return False
    best = min(range(len(costs)), key=costs.__getitem__)
    known.offer(teams[best])
    known.raise_bound(costs[best], "exhausted")
    return True


def _solve(known: _Known) -> None:
    """Find out whether the must rules can hold; if not, how many violations there must be.

    A bound on the soft cost holds for assignments with so few violations, which is what comparing
    by violations first needs.
    """
    if known.bound[0] == 0 and (known.score is None or known.score[0] > 0):
        status = _musts(known)
        if status == "infeasible":
            known.raise_bound((1, known.bound[1]), "CP-SAT")
        elif status == "unknown":
            return
    if known.bound[0] > 0 and (known.over or not _violations(known)):
        return
    if not known.done and not known.over:
        _wishes(known, known.bound[0])


def _musts(known: _Known) -> Status:
    """Look for an assignment that breaks no must rule, whatever it costs."""
    model = musts_model(known.terms, bounds=known.bounds)
    if known.team is not None:
        model.hint(known.team)
    answer = run(model, known.limits())
    known.effort += answer.effort
    if answer.team is not None:
        known.offer(answer.team)
    return answer.status


def _wishes(known: _Known, violations: int) -> None:
    """Minimise the soft cost of assignments with at most so many violations, the least."""
    near = known.score is not None and known.score[0] == violations
    most = known.score[1] if near and known.score is not None else None
    model = wishes_model(known.terms, violations=violations, most=most, bounds=known.bounds)
    if near and known.team is not None:
        model.hint(known.team)
    answer = run(model, known.limits(), known.offer)
    known.effort += answer.effort
    if answer.team is not None:
        known.offer(answer.team)
    if answer.status == "optimal" and answer.bound is not None and known.score is not None:
        assert known.score == (violations, answer.bound), "the model and the terms disagree"
    if answer.bound is not None:
        known.raise_bound((violations, answer.bound), "CP-SAT")


def _violations(known: _Known) -> bool:
    """Minimise violations; return whether the least number is proven."""
    model = violations_model(known.terms, bounds=known.bounds)
    if known.team is not None:
        model.hint(known.team)
    answer = run(model, known.limits(), known.offer)
    known.effort += answer.effort
    if answer.team is not None:
        known.offer(answer.team)
    if answer.bound is not None and answer.bound > known.bound[0]:
        known.raise_bound((answer.bound, known.bound[1]), "CP-SAT")
    return answer.status == "optimal"
