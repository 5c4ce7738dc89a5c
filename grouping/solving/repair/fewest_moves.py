"""The fewest moves.  Nobody moves if the must rules allow it; otherwise CP-SAT proves how many."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grouping.engines.budget import Budget
from grouping.solving.repair.repair_question import Question
from grouping.terms.arrays import Index
from grouping.terms.fix_rounds import around
from grouping.terms.rounds import Joint, Part

# Models beyond this size take longer to build than to be of use.
MOST_PLACES = 120_000
# Every open round has its turn so many times, as long as one helps another.
PASSES = 2


@dataclass(frozen=True, eq=False)
class Fewest:
    """An assignment with few moves, and how few there must be.

    Attributes
    ----------
    assignment
        int32, shape (rounds, n).
    violations, moves
        Of that assignment.
    least_violations, least_moves
        No assignment has fewer violations; none with so few violations has fewer moves.
    kind
        The argument behind these bounds: ``arithmetic``, ``exhausted`` or ``CP-SAT``.
    """

    assignment: Index
    violations: int
    moves: int
    least_violations: int
    least_moves: int
    kind: str

    @property
    def proven(self) -> bool:
        """Whether no assignment that breaks as few must rules has fewer moves."""
        return (self.violations, self.moves) <= (self.least_violations, self.least_moves)


def fewest(
    question: Question, joint: Joint, start: Index, budget: Budget, *, threads: int = 1
) -> Fewest:
    """Break as few must rules as can be, and then move as few people as can be.

    Rounds are taken one after the other, all others as they are.  A bound of one round holds
    whatever the others do unless must rules span the rounds; then it is that of the rules of the
    round alone.  The bounds of the rounds add up.

    Parameters
    ----------
    question
        What is to be repaired.
    joint
        Its problem in normal form.
    start
        An assignment to begin with; int32, shape (rounds, n).
    budget
        When to end.
    threads
        Workers of CP-SAT.
    """
    if joint.evaluate(start)[0] == 0 and not moves_of(question, start):
        return Fewest(start, 0, 0, 0, 0, "arithmetic")
    best = _Best(question, joint, start.copy())
    spanning = len(question.open) > 1 and any(r.must and r.across for r in joint.rules)
    # rounds in which nothing is broken and nobody has moved take no time
    rounds = sorted(question.open, key=best.is_easy)
    hard = sum(not best.is_easy(r) for r in rounds)
    times = 2 if spanning else 1
    for _turn in range(PASSES if spanning else 1):
        value = best.value
        for k, r in enumerate(rounds):
            share = budget.part(_left(budget) / max(1, hard - k) / times)
            best.improve(r, share, threads, prove=not spanning)
        if best.value == value:
            break
    if spanning:
        for k, r in enumerate(rounds):
            best.prove_alone(r, budget.part(_left(budget) / (len(rounds) - k)), threads)
    return best.answer()


def moves_of(question: Question, assignment: Index) -> int:
    """Return how many (person, round) have another team than before, of those there twice."""
    return int(((question.home >= 0) & (assignment != question.home)).sum())


def _left(budget: Budget) -> float:
    return 1e9 if budget.seconds is None else max(1e-3, budget.seconds - budget.elapsed)


class _Best:
    """The best assignment so far, and the bounds of the rounds."""

    def __init__(self, question: Question, joint: Joint, team: Index) -> None:
        self.question, self.joint, self.team = question, joint, team
        self.value = self._value(team)
        self.bounds: dict[int, tuple[int, int]] = {}
        self.kinds: set[str] = set()

    def _value(self, team: Index) -> tuple[int, int]:
        return self.joint.evaluate(team)[0], moves_of(self.question, team)

    def is_easy(self, r: int) -> bool:
        """Whether nothing is broken and nobody has moved in round `r`."""
        part, home = self.joint.parts[r], self.question.home[r]
        moved = (home >= 0) & (self.team[r] != home)
        return not moved.any() and part.terms.evaluate(part.inside(self.team[r]))[0] == 0

    def improve(self, r: int, budget: Budget, threads: int, *, prove: bool) -> None:
        """Make round `r` better with all others as they are; note a bound if it holds anyway."""
        # imported here: loading CP-SAT takes longer than what is done without it
        from grouping.engines.exact import fewest_moves

        part = self.joint.parts[r]
        if len(part.people) * len(part.teams) > MOST_PLACES or budget.stopped:
            return
        terms = around(self.joint, self.team, r)
        home, movable = inside(part, self.question.home[r]), self.question.movable[r][part.people]
        start = part.inside(self.team[r])
        proof = fewest_moves(terms, home, movable, start=start, budget=budget, threads=threads)
        if prove:
            self.bounds[r] = proof.bound
            self.kinds.add(proof.kind)
        if proof.assignment is not None:
            tried = self.team.copy()
            tried[r] = part.outside(proof.assignment[0], self.joint.n)
            if self._value(tried) < self.value:
                self.team, self.value = tried, self._value(tried)

    def prove_alone(self, r: int, budget: Budget, threads: int) -> None:
        """Note how few moves the rules of round `r` by themselves allow."""
        from grouping.engines.exact import fewest_moves

        part = self.joint.parts[r]
        if len(part.people) * len(part.teams) > MOST_PLACES or budget.stopped:
            return
        home, movable = inside(part, self.question.home[r]), self.question.movable[r][part.people]
        start = part.inside(self.team[r])
        proof = fewest_moves(part.terms, home, movable, start=start, budget=budget, threads=threads)
        self.bounds[r] = proof.bound
        self.kinds.add(proof.kind)

    def answer(self) -> Fewest:
        """Return what is known."""
        violations, moves = self.value
        held = self._of_held_rounds()
        least = held + sum(bound[0] for bound in self.bounds.values())
        # a bound on moves speaks of rounds with just so few violations
        fits = violations == least
        fewest = sum(bound[1] for bound in self.bounds.values()) if fits else 0
        kind = "CP-SAT" if "CP-SAT" in self.kinds else min(self.kinds, default="arithmetic")
        return Fewest(self.team, violations, moves, least, fewest, kind)

    def _of_held_rounds(self) -> int:
        """Return the violations of rounds that are not open: nothing mends them."""
        total = 0
        for r, part in enumerate(self.joint.parts):
            if r not in self.question.open:
                total += part.terms.evaluate(part.inside(self.team[r]))[0]
        return total


def inside(part: Part, home: Index) -> Index:
    """Return teams, -1 for none, of those in a round in its own numbers; int32, shape (here,)."""
    here = home[part.people]
    return np.where(here >= 0, np.searchsorted(part.teams, here), -1).astype(np.int32)
