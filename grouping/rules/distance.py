"""distance: people as different (or as alike) as can be inside every team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from grouping.errors import InputError
from grouping.language import _, figures, later
from grouping.problem.command_option import CommandOption, of_columns
from grouping.problem.rule import Findings, Rule, members_of, option
from grouping.rules.shared.attribute_distances import (
    Attribute,
    Cut,
    adds_up,
    fine_unit,
    gower,
    integer_distances,
    standardised,
)
from grouping.rules.shared.distance_options import (
    DECIMALS,
    check_decimals,
    check_matrix,
    check_weights,
    symmetric,
    unit_of,
)

if TYPE_CHECKING:
    from grouping.problem.question import Question
    from grouping.problem.roster import Roster
    from grouping.problem.round import Round
    from grouping.terms.arrays import Index, Ints
    from grouping.terms.terms import RuleTerms

MOST_PEOPLE = 20_000


@dataclass(frozen=True, kw_only=True, eq=False)
class Distance(Rule):
    """Sum of the distances of all pairs that share a team, as large as can be.

    This is the objective of the maximally diverse grouping problem.  Distances are one of

    - ``gower`` (Gower, Biometrics 27, 1971): weighted mean over the columns of |x - y| / range for
      numbers and ordered columns and 0/1 for categories; columns blank in either are left out;
    - ``euclidean`` or ``manhattan`` over standardised numbers (categories as 0/1 mismatches);
    - a given symmetric matrix.

    They become integers of 1/1000, small ones of less (a matrix with fewer decimals keeps its
    own), or of as many decimals as asked for.  Where they add up by columns, what is rounded is
    everybody's place on the line of a column.  Cost = minus the sum, or the sum itself with
    ``similar``.
    """

    kind = "distance"
    says = later(
        "people in a team as different as can be over several columns (or alike: similar = true)"
    )
    example = later('[[rule]]\nkind = "distance"\ncolumns = ["Agency", "Age"]\nmetric = "gower"')
    command_option = CommandOption(
        "'COL; COL'", "Teams as diverse as can be.", of_columns, place=40
    )
    soft_only = True

    columns: Sequence[str] = option(later("the columns"), [])
    weights: Mapping[str, float] = option(later("weight of a column, 1 if not named"), {})
    metric: str = option(later('"gower", "euclidean" or "manhattan"'), "gower")
    matrix: Any = option(
        later("in a plan: file (.csv or .npy) of an n x n matrix; in Python: the array"), None
    )
    similar: bool = option(later("true: as alike as can be"), False)
    decimals: int | None = option(later("decimals of a distance that count, 3 if not given"), None)

    def paper_measure(self) -> tuple[str, Literal["max", "min"]]:
        """See `Rule.paper_measure`."""
        return later("sum of distances"), "min" if self.similar else "max"

    def describe(self) -> str:
        """See `Rule.describe`."""
        over = ", ".join(self.columns) if self.columns else _("given matrix")
        if self.similar:
            return _("similar by {columns}", columns=over)
        return _("diverse by {columns}", columns=over)

    def to_dict(self) -> dict[str, Any]:
        """See `Rule.to_dict`; an array becomes nested lists."""
        if self.matrix is None or isinstance(self.matrix, list):
            return super().to_dict()
        return replace(self, matrix=np.asarray(self.matrix).tolist()).to_dict()

    def check(self, problem: Question) -> None:
        """See `Rule.check`."""
        if (self.matrix is None) == (not self.columns):
            raise InputError(_("'distance' needs either columns or a matrix"))
        if problem.n > MOST_PEOPLE:
            raise InputError(
                _(
                    "a table of all pairs of {people} people does not fit in memory",
                    people=problem.n,
                ),
                hint=_("use spread and balance, which need no pairs"),
            )
        if self.metric not in ("gower", "euclidean", "manhattan"):
            raise InputError(
                _("there is no metric '{metric}'", metric=self.metric),
                hint=_("gower, euclidean or manhattan"),
            )
        for name in (*self.columns, *self.weights):
            problem.roster.column(name)
        check_weights(self.weights)
        check_decimals(self.decimals)
        if self.matrix is not None:
            check_matrix(self.matrix, problem.n, self.decimals)

    def _distances(self, the_round: Round) -> tuple[Ints, list[Cut], int]:
        """Return integer distances, the cuts that they are the sum of, if any, and their unit."""
        distances, cuts, unit = self._of_everybody(the_round.everybody)
        if the_round.complete:
            return distances, cuts, unit
        here = [(labels[the_round.people], weight) for labels, weight in cuts]
        return distances[np.ix_(the_round.people, the_round.people)], here, unit

    def _of_everybody(self, roster: Roster) -> tuple[Ints, list[Cut], int]:
        named = [(roster.column(name), name) for name in self.columns]
        parts = [
            Attribute(column, float(self.weights.get(name, 1.0)))
            for column, name in named
            if not column.blank.all()
        ]
        if self.matrix is not None:
            given = symmetric(self.matrix)
        elif self.metric == "gower":
            given = gower(parts, roster.n)
        else:
            given = standardised(parts, roster.n, self.metric)
        unit = unit_of(given, self.decimals)
        if self.matrix is None and adds_up(parts, self.metric):
            # not the unit of the sums alone: 1 of two alike columns is a half of each
            finer = fine_unit(parts, self.metric, max(unit, 10**DECIMALS))
            if self.decimals is None or finer <= unit:
                unit = max(unit, finer)
                return *integer_distances(parts, self.metric, unit), unit
        return np.rint(given * unit).astype(np.int64), [], unit

    def findings(self, the_round: Round, team: Index) -> Findings:
        """See `Rule.findings`."""
        distances, _cuts, unit = self._distances(the_round)
        total = 0
        for members in members_of(team, len(the_round.teams)):
            total += sum(int(distances[i, j]) for k, i in enumerate(members) for j in members[:k])
        cost = total if self.similar else -total
        reached = _("sum of distances {sum}", sum=figures(total / unit, 10, group=True))
        return Findings(cost, reached)

    def lower(self, the_round: Round, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        distances, cuts, terms.unit = self._distances(the_round)
        if self.similar:
            # a cut alone costs nothing, so that cuts say little of costs
            terms.matrix(distances)
        else:
            terms.matrix(-distances, [(labels, -weight) for labels, weight in cuts])
