"""new_faces: people meet others in every round, not the same ones again."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grouping.errors import InputError
from grouping.language import _, either, later, plural
from grouping.problem.command_option import CommandOption, of_times
from grouping.problem.condition_words import condition, limited, n_rounds
from grouping.problem.past_events import STEPS, met_before
from grouping.problem.rule import MOST, Finding, Findings, RuleOverRounds, option
from grouping.terms.arrays import Index, Ints
from grouping.terms.cross_round import Meetings, meetings_of

if TYPE_CHECKING:
    from grouping.problem.question import Question
    from grouping.terms.terms import RuleTerms

MEASURES = ("squares", "repeats")


@dataclass(frozen=True, kw_only=True, eq=False)
class NewFaces(RuleOverRounds):
    """Pairs meet at most `most` times over all rounds, meetings of earlier events included.

    With t the meetings of a pair beyond `most`: soft cost = sum over pairs of t (t + 1) / 2, or of
    t with ``measure = "repeats"``; must violations = sum of t.  Meetings of earlier events count by
    their weight; what they cost by themselves is not charged.
    """

    kind = "new_faces"
    says = later("new people in every round: pairs meet again as seldom as can be")
    example = later('[[rule]]\nkind = "new_faces"')
    command_option = CommandOption(
        "[N]", "Meet at most N (1) times over the rounds.", of_times, alone="1", place=170
    )

    most: int = option(later("how often two people may meet"), 1)
    differing: str = option(later("only pairs with different values in this column count"), "")
    where: Mapping[str, Any] = option(
        later("only pairs count of which one meets this condition"), {}
    )
    other: Mapping[str, Any] = option(later("and the other this one (the same if left out)"), {})
    measure: str = option(
        later('"squares": a third meeting is worse than a second; "repeats": all the same'),
        "squares",
    )
    earlier: bool = option(later("whether earlier events count"), True)

    def describe(self) -> str:
        """See `Rule.describe`."""
        words = _("meet at most {most} times", most=self.most)
        if self.most == 1:
            words = _("new faces")
        if self.differing:
            words = _("{words} across {column}", words=words, column=self.differing)
        words = limited(words, self.where)
        if self.other:
            words = _("{words} with {condition}", words=words, condition=condition(self.other))
        return words

    def check(self, problem: Question) -> None:
        """See `Rule.check`."""
        if not 1 <= self.most <= MOST:
            raise InputError(
                _("most = {most} is below 1, or no number of meetings", most=self.most)
            )
        if self.measure not in MEASURES:
            raise InputError(
                _("there is no measure '{measure}'", measure=self.measure), hint=either(MEASURES)
            )
        if self.other and not self.where:
            raise InputError(_("'other' needs 'where'"), hint=_("say both conditions"))
        if self.differing:
            problem.roster.column(self.differing)
        problem.roster.select(self.where)
        problem.roster.select(self.other)

    def limits(self, problem: Question) -> str:
        """See `Rule.limits`."""
        mates = sum(int(one.teams.high.max()) - 1 for one in problem.by_round)
        return plural(
            "in {rounds} a person sits beside up to {places} people, "
            "and there are {others} others to meet once",
            "in {rounds} a person sits beside up to {places} people, "
            "and there are {others} others to meet at most {n} times",
            self.most,
            rounds=n_rounds(problem.rounds),
            places=mates,
            others=problem.n - 1,
        )

    def _classes(self, problem: Question) -> tuple[Index, Index]:
        """Return the class of each participant, and which pairs of classes count (0/1)."""
        n = problem.n
        codes = np.zeros(n, dtype=np.int64)
        if self.differing:
            codes = problem.roster.column(self.differing).codes.astype(np.int64) + 1
        one = problem.roster.select(self.where)
        two = problem.roster.select(self.other) if self.other else one
        keys = codes * 4 + one * 2 + two
        distinct, label = np.unique(keys, return_inverse=True)
        code, first, second = distinct // 4, (distinct // 2 % 2) > 0, (distinct % 2) > 0
        counts = first[:, None] & second[None, :]
        counts |= counts.T
        if self.differing:
            # a blank differs from nothing that is known
            known = code > 0
            counts &= (code[:, None] != code[None, :]) & known[:, None] & known[None, :]
        return label.ravel().astype(np.int32), counts.astype(np.int32)

    def _table(self, before: int, rounds: int, unit: int) -> list[int]:
        """Return the cost of meeting 0..rounds times; `before` in steps of 1/`STEPS`."""
        if self.must:
            before -= before % STEPS  # a faded meeting forbids nothing

        def cost(meetings: int) -> int:
            over = max(0, meetings - self.most)
            return over if self.must or self.measure == "repeats" else over * (over + 1) // 2

        whole, part = divmod(before, STEPS)

        def at(meetings: int) -> int:
            first, then = cost(meetings + whole), cost(meetings + whole + 1)
            return unit * first + unit * part * (then - first) // STEPS

        return [at(c) - at(0) for c in range(rounds + 1)]

    def _lowered(self, problem: Question) -> tuple[Meetings, int]:
        """Return the term, and the unit."""
        label, counts = self._classes(problem)
        first, second, before = met_before(problem.history if self.earlier else ())
        used = counts[label[first], label[second]] > 0
        first, second, before = first[used], second[used], before[used]
        whole = math.gcd(STEPS, *before.tolist())
        unit = 1 if self.must else STEPS // whole
        distinct, row = np.unique(before, return_inverse=True)
        tables = [[0] * (problem.rounds + 1), self._table(0, problem.rounds, unit)]
        tables += [self._table(int(b), problem.rounds, unit) for b in distinct]
        term = Meetings(
            label,
            counts,
            first,
            second,
            (row.ravel() + 2).astype(np.int32),
            np.array(tables, dtype=np.int64),
        )
        return term, unit

    def findings_over_rounds(self, problem: Question, team: Index) -> Findings:
        """See `RuleOverRounds.findings_over_rounds`."""
        label, counts = self._classes(problem)
        history = problem.history if self.earlier else ()
        known = {
            (int(i), int(j)): int(steps) for i, j, steps in zip(*met_before(history), strict=True)
        }
        tables: dict[int, list[int]] = {}
        unit = self._lowered(problem)[1]
        cost = repeats = 0
        items = []
        first, second, count = meetings_of(team)
        for i, j, met in zip(first.tolist(), second.tolist(), count.tolist(), strict=True):
            if not counts[label[i], label[j]]:
                continue
            before = known.get((i, j), 0)
            if before not in tables:
                tables[before] = self._table(before, problem.rounds, unit)
            price = tables[before][met]
            cost += price
            repeats += met - (before < STEPS)
            if price:
                items.append(self._item(problem, team, (i, j), before, price))
        distinct = _distinct(first, second, problem.n)
        here = distinct[(team >= 0).any(axis=0)]
        reached = plural(
            "{n} repeated meeting, nobody met", "{n} repeated meetings, nobody met", repeats
        )
        if len(here):
            reached = plural(
                "{n} repeated meeting, {low} to {high} people met",
                "{n} repeated meetings, {low} to {high} people met",
                repeats,
                low=here.min(),
                high=here.max(),
            )
        return Findings(cost, reached, tuple(items))

    def _item(
        self,
        problem: Question,
        team: Index,
        pair: tuple[int, int],
        before: int,
        price: int,
    ) -> Finding:
        i, j = pair
        rounds = np.flatnonzero((team[:, i] == team[:, j]) & (team[:, i] >= 0)).tolist()
        one, other = problem.roster.names[i], problem.roster.names[j]
        when = ", ".join(problem.round_name(r) for r in rounds)
        text = _("{one} and {other} meet in {rounds}", one=one, other=other, rounds=when)
        if before:
            text = _(
                "{one} and {other} meet in {rounds} and before", one=one, other=other, rounds=when
            )
        return Finding(text, price, None, pair)

    def lower_over_rounds(self, problem: Question, terms: RuleTerms) -> None:
        """See `RuleOverRounds.lower_over_rounds`."""
        term, terms.unit = self._lowered(problem)
        terms.across.append(term)


def _distinct(first: Index, second: Index, n: int) -> Ints:
    """Return how many different people each participant meets; int64, shape (n,)."""
    met = np.bincount(first, minlength=n) + np.bincount(second, minlength=n)
    return np.asarray(met, dtype=np.int64)
