"""Benchmark instances as their files say them, and each as an ordinary Problem.

People of an instance have the ids 0 to n - 1 and teams are called 0 to m - 1, as in the files.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grouping.errors import InputError
from grouping.language import _
from grouping.problem.problem import Problem, Teams
from grouping.problem.registry import rule_from_dict
from grouping.problem.roster import Roster
from grouping.problem.rule import Rule
from grouping.rules import anticluster
from grouping.rules.dispersion import Dispersion
from grouping.rules.distance import Distance
from grouping.terms.arrays import Ints

DISPERSION = "dispersion"
# What teams can be asked to have most of, where only distances are known.
OF_DISTANCES = (DISPERSION,)
# What teams of a table of features can be asked to have most or least of.
OBJECTIVES = (*anticluster.OBJECTIVES, DISPERSION)


@dataclass(frozen=True, eq=False)
class Distances:
    """An instance of the maximally diverse grouping problem.

    Attributes
    ----------
    scaled
        Distances times ``10 ** decimals``; symmetric, zero diagonal, int64, shape (n, n).
    decimals
        Of the distances in the file, or as many of them as add up exactly.
    low, high
        Fewest and most elements of each group; int64, shape (groups,).
    """

    scaled: Ints
    decimals: int
    low: Ints
    high: Ints

    @property
    def n(self) -> int:
        """Number of elements."""
        return len(self.scaled)

    def problem(self, source: str, objective: str | None = None) -> Problem:
        """Return the instance as a Problem with one rule; `source` is for messages.

        The rule is `distance`, or `dispersion` if that is the `objective`.
        """
        matrix = self.scaled / 10**self.decimals
        given = {"matrix": matrix, "decimals": self.decimals, "source": source}
        rule: Rule = Distance(label="diversity", **given)
        if objective == DISPERSION:
            rule = Dispersion(label=DISPERSION, **given)
        return Problem(numbered_roster(self.n, source), numbered(self.low, self.high), (rule,))


@dataclass(frozen=True)
class Golf:
    """An instance of the social golfer problem: every week everybody plays in a group.

    Attributes
    ----------
    groups, size, weeks
        Groups a week, golfers in each, and weeks.
    """

    groups: int
    size: int
    weeks: int

    def __post_init__(self) -> None:
        if min(self.groups, self.size, self.weeks) < 1:
            raise InputError(
                _("{schedule} is no schedule", schedule=self),
                hint=_("groups, size and weeks are above 0"),
            )

    def __str__(self) -> str:
        return f"{self.groups} {self.size} {self.weeks}"

    def problem(self, source: str) -> Problem:
        """Return the instance as a Problem of as many rounds as weeks, with one rule."""
        sizes = np.full(self.groups, self.size, dtype=np.int64)
        rule = rule_from_dict({"kind": "new_faces", "must": False}, source)
        roster = numbered_roster(self.groups * self.size, source)
        return Problem(roster, numbered(sizes, sizes.copy()), (rule,), self.weeks)


def features_problem(
    roster: Roster, teams: Teams, rules: tuple[Rule, ...], objective: str | None = None
) -> Problem:
    """Return a table of features as a Problem.

    With an `objective`, a rule of that over all columns comes first.  Without it
    and without `rules`, categories are spread and numbers balanced, each a wish of its own.
    """
    if objective is not None:
        stated = {"kind": "anticluster", "objective": objective}
        if objective == DISPERSION:
            stated = {"kind": DISPERSION}
        return Problem(roster, teams, (rule_from_dict(stated, roster.source), *rules))
    return Problem(roster, teams, rules or wishes_of(roster))


def wishes_of(roster: Roster) -> tuple[Rule, ...]:
    """Return a wish for every column that varies: categories spread, numbers balanced."""
    kind = {"number": "balance", "category": "spread", "ordered": "spread"}
    return tuple(
        rule_from_dict({"kind": kind[column.kind], "column": column.name}, roster.source)
        for column in roster.columns
        if column.kind in kind and len(column.labels) > 1
    )


def numbered(low: Ints, high: Ints) -> Teams:
    """Return teams called 0, 1, ... with these seats."""
    return Teams(tuple(map(str, range(len(low)))), low, high)


def numbered_roster(n: int, source: str) -> Roster:
    """Return participants with the ids and names 0 to n - 1 and nothing else."""
    ids = tuple(map(str, range(n)))
    return Roster(ids, ids, (), source)


def finest_decimals(largest: float, n: int, high: Ints) -> int:
    """Return the most decimals at which distances up to `largest` add up in 64-bit integers.

    The worst assignment stays below 2**56 then, and floats hold each distance to some 2**-8 of
    its last decimal.
    """
    largest = max(largest, 1e-300)
    pairs = n * min(int(high.max()), n) / 2
    room = min(2.0**56 / pairs, 2.0**45) / largest
    return int(np.clip(np.floor(np.log10(room)), 0, 15))
