"""dispersion: no two people of a team nearer to each other than can be helped."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from grouping.errors import InputError
from grouping.language import _, figures, later, number, plural
from grouping.problem.command_option import CommandOption, of_columns
from grouping.problem.rule import Finding, Findings, Rule, option
from grouping.rules.shared.distance_options import (
    check_decimals,
    check_matrix,
    check_weights,
    symmetric,
    unit_of,
)
from grouping.rules.shared.standardised_columns import check_columns, columns_of, places_of, split
from grouping.terms.nearest import Space, least_diameter, pairs_within
from grouping.terms.terms import Nearest

if TYPE_CHECKING:
    from grouping.problem.question import Question
    from grouping.problem.roster import Roster
    from grouping.problem.round import Round
    from grouping.terms.arrays import Index, Ints
    from grouping.terms.terms import RuleTerms

# Pairs are looked at some at a time, and those that may matter are kept; a matrix has them all.
MOST_PEOPLE, MOST_OF_MATRIX = 100_000, 20_000
MOST_PAIRS = 20_000_000
# The search for the largest distance counts for everybody who is near on each team.
MOST_PLACES = 200_000_000


@dataclass(frozen=True, kw_only=True, eq=False)
class Dispersion(Rule):
    """The least distance of two people who share a team, as large as can be.

    The maximum dispersion problem (Fernandez, Kalcsics and Nickel, Omega 41, 2013).  Distances are
    Euclidean over standardised columns (numbers of variance 1; every value of a category a
    standardised column of 0 and 1; a blank is the mean of a number, none of the values of a
    category), or a given symmetric matrix.

    With `least`, pairs nearer than that are counted instead: as a must rule none may share a team,
    and other rules may stand beside it.  Without, it is the only rule, and cost = minus the
    distance.
    """

    kind = "dispersion"
    says = later("nobody shares a team with somebody who is much alike: the least distance counts")
    example = later('[[rule]]\nkind = "dispersion"\ncolumns = ["Agency", "Age"]\nleast = 0.5')
    command_option = CommandOption(
        "['COL; COL']", "Nobody with somebody much alike.", of_columns, alone="", place=44
    )

    columns: Sequence[str] = option(
        later("the columns; all categories and numbers if not given"), []
    )
    weights: Mapping[str, float] = option(later("weight of a column, 1 if not named"), {})
    matrix: Any = option(
        later("in a plan: file (.csv or .npy) of an n x n matrix; in Python: the array"), None
    )
    least: float | None = option(
        later("the distance below which two people are too near; as large as can be if not given"),
        None,
    )
    decimals: int | None = option(later("decimals of a distance that count, 3 if not given"), None)

    def paper_measure(self) -> tuple[str, Literal["max", "min"]] | None:
        """See `Rule.paper_measure`; pairs that are too near have no name in the literature."""
        return (later("dispersion"), "max") if self.least is None else None

    def describe(self) -> str:
        """See `Rule.describe`."""
        over = ", ".join(self.columns) or (_("given matrix") if self._given else _("all columns"))
        if self.least is None:
            return _("least distance by {columns}", columns=over)
        least = figures(self.least, 6)
        return _("nobody nearer than {least} by {columns}", least=least, columns=over)

    def to_dict(self) -> dict[str, Any]:
        """See `Rule.to_dict`; an array becomes nested lists."""
        if self.matrix is None or isinstance(self.matrix, list):
            return super().to_dict()
        return replace(self, matrix=np.asarray(self.matrix).tolist()).to_dict()

    def check(self, problem: Question) -> None:
        """See `Rule.check`."""
        if self._given and (self.columns or self.weights):
            raise InputError(_("'dispersion' needs either columns or a matrix"))
        most = MOST_OF_MATRIX if self._given else MOST_PEOPLE
        if problem.n > most:
            raise InputError(
                _("{people} people have too many pairs to look at", people=problem.n),
                hint=_('up to {most} are possible; kind = "anticluster" takes more', most=most),
            )
        if self.least is not None and not 0 < self.least < math.inf:
            raise InputError(_("least = {least} is not a number above 0", least=self.least))
        for name in (*self.columns, *self.weights):
            problem.roster.column(name)
        check_weights(self.weights)
        check_decimals(self.decimals)
        if self._given:
            check_matrix(self.matrix, problem.n, self.decimals)
            if float(np.asarray(self.matrix, dtype=float).min()) < 0:
                raise InputError(_("a distance is below 0"))
        else:
            check_columns(columns_of(problem.roster, self.columns))
        if self.least is None:
            self._check_alone(problem)

    def _check_alone(self, problem: Question) -> None:
        hint = _("say the least distance that is enough, for example least = 0.5")
        if self.must:
            raise InputError(_("'dispersion' without 'least' cannot be a must rule"), hint=hint)
        if len(problem.rules) > 1 or not problem.undivided:
            raise InputError(
                _("'dispersion' without 'least' is possible as the only rule of one round"),
                hint=hint,
            )
        if problem.n * len(problem.teams) > MOST_PLACES:
            raise InputError(
                _(
                    "a table of {people} people by {teams} teams does not fit in memory",
                    people=problem.n,
                    teams=len(problem.teams),
                ),
                hint=_("up to {most} people times teams are possible", most=number(MOST_PLACES)),
            )

    @property
    def _given(self) -> bool:
        return self.matrix is not None

    def findings(self, the_round: Round, team: Index) -> Findings:
        """See `Rule.findings`."""
        near = _near(self, the_round)
        at = np.flatnonzero(team[near.first] == team[near.second])
        if self.least is None:
            return self._reached(the_round, near, at)
        names, unit = the_round.roster.names, near.unit
        items = tuple(
            Finding(
                _(
                    "{first} and {second} are {distance} apart",
                    first=names[near.first[k]],
                    second=names[near.second[k]],
                    distance=figures(near.apart[k] / unit, 4),
                ),
                1,
                int(team[near.first[k]]),
                (int(near.first[k]), int(near.second[k])),
            )
            for k in at.tolist()
        )
        text = plural("{n} pair too near", "{n} pairs too near", len(at))
        return Findings(len(at), text, items)

    def _reached(self, the_round: Round, near: _Near, at: NDArray[np.intp]) -> Findings:
        if not len(near.apart):
            return Findings(0, _("nobody has a team mate"))
        k = int(at[0]) if len(at) else len(near.apart) - 1
        distance, names = figures(near.apart[k] / near.unit, 6), the_round.roster.names
        text = _("nobody has a team mate")
        if len(at):
            first, second = names[near.first[k]], names[near.second[k]]
            text = _(
                "least distance {distance}: {first} and {second}",
                distance=distance,
                first=first,
                second=second,
            )
        return Findings(-int(near.apart[k]), text)

    def lower(self, the_round: Round, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        near = _near(self, the_round)
        if self.least is not None:
            terms.pairs(np.stack([near.first, near.second], axis=1), 1)
            return
        terms.unit = near.unit
        terms.alone.append(Nearest(near.first, near.second, near.apart))

    def space(self, the_round: Round) -> tuple[Space, int]:
        """Return distances as whole numbers and how many are one unit."""
        space, unit = self._of_everybody(the_round.everybody)
        return (space if the_round.complete else space.of(the_round.people)), unit

    def _of_everybody(self, roster: Roster) -> tuple[Space, int]:
        if self._given:
            given = symmetric(self.matrix)
            unit = unit_of(given, self.decimals)
            return Space(table=np.rint(given * unit).astype(np.int64)), unit
        features, levels = split(columns_of(roster, self.columns), self.weights)
        places, unit = places_of(features, levels, roster.n, 1)
        return Space(places=places), unit


@dataclass(frozen=True, eq=False)
class _Near:
    """Pairs that may matter, nearest first, and their distances in whole numbers."""

    first: Index
    second: Index
    apart: Ints
    unit: int


@lru_cache(maxsize=4)
def _near(rule: Dispersion, the_round: Round) -> _Near:
    space, unit = rule.space(the_round)
    if rule.least is None:
        most = least_diameter(space, len(the_round.teams) + 1)
    else:
        # a distance that rounds to `least` is no nearer
        most = math.ceil(rule.least * unit - 1e-6) - 1
    return _Near(*pairs_within(space, most, MOST_PAIRS), unit)
