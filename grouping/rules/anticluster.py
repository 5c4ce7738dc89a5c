"""anticluster: teams as alike as can be over several columns, by one objective of the field."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from grouping.errors import InputError, did_you_mean
from grouping.language import _, figures, later
from grouping.problem.command_option import CommandOption, of_columns
from grouping.problem.rule import Findings, Rule, option
from grouping.rules.shared.distance_options import check_weights
from grouping.rules.shared.standardised_columns import (
    LARGEST,
    Feature,
    Level,
    check_columns,
    columns_of,
    places_of,
    split,
)
from grouping.terms.arrays import Reals
from grouping.terms.terms import Points, RuleTerms, Square, Tally, distances

if TYPE_CHECKING:
    from grouping.problem.question import Question
    from grouping.problem.round import AsksOfRound, Round
    from grouping.terms.arrays import Index, Ints

OBJECTIVES = ("variance", "kplus", "diversity", "squared-diversity")
MAXIMISED = ("diversity", "squared-diversity")
# Largest integer cost of one unit.  Where exact models are made of it they want costs far below
# those of which 64 bits are full.
FINEST = 2.0**40
EXACT_PEOPLE, FINEST_EXACT = 5_000, 2.0**26
# Where seats differ, 1 / seats becomes an integer of about this size.
FINE = 128
MOST_MOMENTS = 4
# Up to how many people all distances stand in a table: without other rules, and with them.
FEW_PEOPLE, MOST_PEOPLE = 2_000, 20_000


class _Parts(NamedTuple):
    unit: int
    """Integer cost of 1."""
    amounts: list[Ints]
    """Rounded values of every number feature; int64, shape (n,)."""
    coefs: Ints
    """Cost of a squared sum of these in each team; int64, shape (teams,)."""
    levels: list[Level]
    ratio: Reals
    """Cost of a squared weighted deviation of a level in each team; float64, shape (teams,)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Anticluster(Rule):
    """Teams that are alike in all columns: categories evenly shared, numbers with equal means.

    Columns become features: numbers standardised to variance 1, every value of a category a
    standardised column of 0 and 1; a blank counts as the mean of a number, as none of the values of
    a category.  S(g) is the sum of the features over team g, s(g) its seats:

    - ``variance``: B = sum over teams of |S(g)|^2 / s(g), the between-team sum of squares, as small
      as can be; (n - 1) columns - B is the sum of squares within teams that k-means calls variance
      (Spaeth, Pattern Recognition Letters 4, 1986).
    - ``kplus``: the same with the squared deviations of every number as further features, so that
      variances are level too (Papenberg, Br. J. Math. Stat. Psychol. 77, 2024); `moments` adds
      higher ones.
    - ``diversity``: sum over teams of the Euclidean distances of all pairs, as large as can be
      (Papenberg and Klau, Psychological Methods 26, 2021): the maximally diverse grouping problem.
      Distances are rounded to 1/10,000; beyond some thousand people no table of them is made.
    - ``squared-diversity``: sum over teams of the squared Euclidean distances of all pairs, as
      large as can be; with teams of equal size the same question as ``variance``.
    """

    kind = "anticluster"
    says = later("teams as alike as can be in all columns together (anticlustering)")
    example = later(
        '[[rule]]\nkind = "anticluster"\ncolumns = ["Agency", "Age"]\nobjective = "kplus"'
    )
    command_option = CommandOption(
        "['COL; COL']", "Teams alike in all these columns.", of_columns, alone="", place=42
    )
    soft_only = True

    columns: Sequence[str] = option(
        later("the columns; all categories and numbers if not given"), []
    )
    objective: str = option(
        later('one of "variance", "kplus", "diversity" and "squared-diversity"'), "variance"
    )
    weights: Mapping[str, float] = option(later("weight of a column, 1 if not named"), {})
    moments: int = option(later("of kplus: 2 evens out variances, 3 skewness too"), 2)

    def paper_measure(self) -> tuple[str, Literal["max", "min"]]:
        """See `Rule.paper_measure`."""
        return self.objective, "max" if self.objective in MAXIMISED else "min"

    def describe(self) -> str:
        """See `Rule.describe`."""
        if not self.columns:
            return self.objective
        return _(
            "{objective} of {columns}", objective=self.objective, columns=", ".join(self.columns)
        )

    def check(self, problem: Question) -> None:
        """See `Rule.check`."""
        if self.objective not in OBJECTIVES:
            hint = did_you_mean(self.objective, OBJECTIVES)
            text = _("there is no objective '{name}'", name=self.objective)
            raise InputError(text, hint=hint)
        for name in (*self.columns, *self.weights):
            problem.roster.column(name)
        check_weights(self.weights)
        if not 1 <= self.moments <= MOST_MOMENTS:
            text = "moments = {given} is not a number from 1 to {most}"
            raise InputError(_(text, given=self.moments, most=MOST_MOMENTS))
        check_columns(columns_of(problem.roster, self.columns))
        low, high = problem.teams.low, problem.teams.high
        if self.objective == "squared-diversity" and low.min() < high.max():
            raise InputError(
                _("squared diversity is for teams of one size"),
                hint=_(
                    'objective = "variance" allows others; for one size it is the same question'
                ),
            )

    def _beside_counts(self, the_round: Round) -> bool:
        """Return whether all other rules are about counts and means, so that no table is needed."""
        fixed = bool((the_round.teams.low == the_round.teams.high).all())
        others = [rule for rule in the_round.rules if rule != self]
        return fixed and the_round.alone and all(_about_counts(rule, the_round) for rule in others)

    def _places(self, the_round: Round) -> tuple[Ints, int]:
        """Return where everybody is, int64, shape (n, features), and how fine: parts of 1."""
        features, levels = self._features(the_round)
        return places_of(features, levels, the_round.n, int(the_round.teams.high.max()))

    def _features(self, the_round: Round) -> tuple[list[Feature], list[Level]]:
        moments = self.moments if self.objective == "kplus" else 1
        return split(columns_of(the_round.roster, self.columns), self.weights, moments)

    def _parts(self, the_round: Round) -> _Parts:
        """Return the integers that costs are made of."""
        features, levels = self._features(the_round)
        seats = np.maximum(the_round.seats, 1)
        most, pairs = int(seats.max()), self.objective == "squared-diversity"
        even = int(seats.min()) == most
        fine = 1 if pairs or even else FINE
        # what the worst teams could cost, in units: all alike in a team
        worst = sum(level.column_weight + 2 * level.weight * most / the_round.n for level in levels)
        worst += sum(f.weight * float(np.abs(f.values).max()) for f in features)
        whole = 1 if pairs else most * fine
        largest = LARGEST / (the_round.n * max(worst, 1e-9) * (most if pairs else 1))
        finest = FINEST if the_round.n > EXACT_PEOPLE else FINEST_EXACT
        steps = max(1, math.isqrt(int(min(finest, largest)) // whole))
        unit = steps**2 * whole
        amounts = [
            np.rint(f.values * (steps * math.sqrt(f.weight))).astype(np.int64) for f in features
        ]
        coefs = np.ones(len(seats)) if pairs or even else np.rint(fine * most / seats)
        ratio = np.full(len(seats), float(unit)) if pairs else unit / seats
        return _Parts(unit, amounts, coefs.astype(np.int64), levels, ratio)

    def _constant(self, the_round: Round, parts: _Parts) -> int:
        """Return the cost of teams that are all alike: minus all squares, for pairs."""
        if self.objective != "squared-diversity":
            return 0
        features, levels = self._features(the_round)
        # of a number with blanks the squares add up to less than n - 1
        squares = sum(f.weight * float((f.values**2).sum()) for f in features)
        squares += sum(v.column_weight for v in levels) * (the_round.n - 1)
        return -round(parts.unit * int(the_round.seats[0]) * squares)

    def findings(self, the_round: Round, team: Index) -> Findings:
        """See `Rule.findings`."""
        if self.objective == "diversity":
            places, unit = self._places(the_round)
            cost = _all_distances(places, team, len(the_round.teams))
            return Findings(-cost, _("sum of distances {sum}", sum=figures(cost / unit, 10)))
        parts, teams = self._parts(the_round), len(the_round.teams)
        cost, outside, worst = self._constant(the_round, parts), 0, 0.0
        for level in parts.levels:
            count = np.bincount(team[level.members], minlength=teams)
            cost += int(_level_costs(level, count, the_round.seats, parts.ratio).sum())
            fair = level.share * the_round.seats
            over, under = count - np.ceil(fair - 1e-9), np.floor(fair + 1e-9) - count
            outside += int(np.maximum(np.maximum(over, under), 0).sum())
        for amounts in parts.amounts:
            sums = -_targets(amounts, the_round.seats)
            np.add.at(sums, team, amounts)
            cost += int((parts.coefs * sums**2).sum())
            size = math.sqrt(float((amounts.astype(float) ** 2).mean())) or 1.0
            worst = max(worst, float(np.abs(sums / np.maximum(the_round.seats, 1)).max()) / size)
        if not parts.amounts:
            return Findings(cost, _("{outside} outside a fair share", outside=outside))
        text = "{outside} outside a fair share, means within {worst} standard deviations"
        return Findings(cost, _(text, outside=outside, worst=figures(worst, 2)))

    def lower(self, the_round: Round, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        if self.objective == "diversity":
            places, terms.unit = self._places(the_round)
            if the_round.n > FEW_PEOPLE and self._beside_counts(the_round):
                terms.alone.append(Points(places))
            elif the_round.n <= MOST_PEOPLE:
                terms.matrix(-distances(places, places))
                terms.least = -Points(places).most(the_round.teams.high)
            else:
                raise InputError(
                    _("a table of all pairs of {n} people does not fit in memory", n=the_round.n),
                    hint=_(
                        "diversity needs none in one round, with teams of fixed sizes, beside rules"
                        " about counts and means alone"
                    ),
                )
            return
        parts = self._parts(the_round)
        terms.unit, terms.constant = parts.unit, self._constant(the_round, parts)
        sizes, first, which = np.unique(the_round.seats, return_index=True, return_inverse=True)
        ratio = parts.ratio[first]
        for level in parts.levels:
            counts = np.arange(min(int(the_round.teams.high.max()), len(level.members)) + 1)
            tables = [
                _level_costs(level, counts, np.full(len(counts), s), np.full(len(counts), r))
                for s, r in zip(sizes, ratio, strict=True)
            ]
            terms.tally(level.members, tables, which=which)
        for amounts in parts.amounts:
            terms.square(amounts, targets=_targets(amounts, the_round.seats), coefs=parts.coefs)


def _targets(amounts: Ints, seats: Ints) -> Ints:
    """Return each team's share of what rounding has left of a sum of 0."""
    return np.asarray(np.rint(seats * (float(amounts.sum()) / len(amounts))), dtype=np.int64)


def _level_costs(level: Level, count: Ints, seats: Ints, ratio: Reals) -> Ints:
    """Return the cost of so many members in teams of so many seats, element by element."""
    off = count - level.share * seats
    return np.asarray(np.rint(level.weight * ratio * off**2), dtype=np.int64)


def _about_counts(rule: AsksOfRound, the_round: Round) -> bool:
    """Return whether a rule is lowered to counts of people and wishes about sums alone."""
    if rule.spans_rounds or (isinstance(rule, Anticluster) and rule.objective == "diversity"):
        return False  # a second diversity would ask the same of the first
    terms = RuleTerms(the_round.n, len(the_round.teams), bool(rule.must))
    rule.lower(the_round, terms)
    return not terms.alone and all(
        (isinstance(term, Tally) and term.counts_heads)
        or (isinstance(term, Square) and not rule.must)
        for term in terms.terms
    )


def _all_distances(places: Ints, team: Index, teams: int) -> int:
    """Return the sum of the distances of all pairs that share a team, in parts."""
    total = 0
    order = np.argsort(team, kind="stable")
    ends = np.searchsorted(team[order], np.arange(teams + 1)).tolist()
    for start, end in itertools.pairwise(ends):
        inside = places[order[start:end]]
        for k in range(1, end - start):
            squares = ((inside[:k] - inside[k]) ** 2).sum(axis=1)
            total += int(np.rint(np.sqrt(squares.astype(np.float64))).sum())
    return total
