"""Must rules that cannot all hold, found by counting alone, before any search.

It looks for two things.  One rule may ask for more people or seats than there are.  People who must
stay together may be too many for every team, kept apart by another rule, or pinned to different
teams.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from grouping.errors import InfeasibleError
from grouping.language import _, both
from grouping.problem.problem import Problem
from grouping.problem.rule import Rule
from grouping.scoring.weights import weigh
from grouping.terms.arrays import Mask
from grouping.terms.terms import Pairs, Place, RuleTerms, Tally, Term


def refuse_conflicts(problem: Problem) -> None:
    """Raise InfeasibleError if counting shows that the must rules cannot all hold."""
    weighed = weigh(problem)
    for rule, bound in zip(problem.rules, weighed.bounds, strict=True):
        if rule.must and bound > 0:
            why = rule.limits(problem)
            said = _("'{rule}' cannot hold", rule=rule.title)
            raise InfeasibleError(
                f"{said}: {why}" if why else said,
                where=rule.place,
                hint=_("change it, or make it a wish with must = false"),
            )
    _refuse_circles(problem, weighed.terms.rules)


class _Circles:
    """Groups of people who must stay together by all rules, and the rule that added each person."""

    def __init__(self, n: int) -> None:
        self.leader = list(range(n))
        self.joined_by: dict[int, int] = {}

    def find(self, i: int) -> int:
        while self.leader[i] != i:
            self.leader[i] = self.leader[self.leader[i]]
            i = self.leader[i]
        return i

    def join(self, members: list[int], rule: int) -> None:
        for i in members:
            self.leader[self.find(i)] = self.find(members[0])
            self.joined_by.setdefault(i, rule)


def _refuse_circles(problem: Problem, rules: tuple[RuleTerms, ...]) -> None:
    circles = _Circles(problem.n)
    for k, members in _together(rules):
        circles.join(members, k)
    _refuse_places(problem, rules, circles)
    if not circles.joined_by:
        return
    held: dict[int, list[int]] = {}
    for i in circles.joined_by:
        held.setdefault(circles.find(i), []).append(i)
    most = int(problem.teams.high.max())
    for members in held.values():
        if len(members) > most:
            first = circles.joined_by[members[0]]
            raise InfeasibleError(
                _(
                    "{people} people belong together, the largest team has {seats} seats",
                    people=len(members),
                    seats=most,
                ),
                where=problem.rules[first].place,
                hint=_("split the circle, or make a team larger"),
            )
    for k, i, j in _apart(rules, set(circles.joined_by)):
        if circles.find(i) == circles.find(j):
            _refuse_pair(problem, i, j, k, circles.joined_by[i])


def _refuse_pair(problem: Problem, i: int, j: int, apart: int, together: int) -> None:
    names = problem.roster.names
    one, other = problem.rules[together], problem.rules[apart]
    raise InfeasibleError(
        _(
            "{one} and {other} belong together by {rule} and apart by '{other_rule}'",
            one=names[i],
            other=names[j],
            rule=_placed(one),
            other_rule=other.title,
        ),
        where=other.place,
        hint=_("drop one of the two rules, or make it a wish with must = false"),
    )


def _refuse_places(problem: Problem, rules: tuple[RuleTerms, ...], circles: _Circles) -> None:
    """Refuse people without a team that is open to them, and teams with more people than seats."""
    # of those only whom a rule places: a table of all people and teams may not fit
    allowed: dict[int, Mask] = {}
    everywhere = np.ones(len(problem.teams), dtype=bool)
    by: dict[int, list[int]] = {}
    for k, term in _must_terms(rules):
        if isinstance(term, Place):
            free = term.costs == 0
            for i in np.flatnonzero(term.row >= 0).tolist():
                allowed[i] = allowed.get(i, everywhere) & free[term.row[i]]
                by.setdefault(i, []).append(k)
    units: dict[int, list[int]] = {}
    for i in sorted({*by, *circles.joined_by}):
        units.setdefault(circles.find(i), []).append(i)
    bound_to: dict[int, list[int]] = {}
    for members in units.values():
        open_to_all = [allowed.get(i, everywhere) for i in members]
        open_teams = np.flatnonzero(np.logical_and.reduce(open_to_all))
        if not len(open_teams):
            _refuse_members(problem, members, by, circles)
        elif len(open_teams) == 1:
            bound_to.setdefault(int(open_teams[0]), []).extend(members)
    for g, members in bound_to.items():
        seats = int(problem.teams.high[g])
        if len(members) > seats:
            k = next(k for i in members for k in by.get(i, []))
            raise InfeasibleError(
                _(
                    "{people} people belong on {team}, with {seats} seats",
                    people=len(members),
                    team=problem.teams.names[g],
                    seats=seats,
                ),
                where=problem.rules[k].place,
                hint=_("open another team to some of them, or make it a wish with must = false"),
            )


def _refuse_members(
    problem: Problem, members: list[int], by: dict[int, list[int]], circles: _Circles
) -> None:
    """Refuse people for whom, together, no team is left."""
    names = ", ".join(problem.roster.names[i] for i in members[:4])
    numbers = dict.fromkeys(k for i in members for k in by.get(i, []))
    placing = [problem.rules[k] for k in numbers]
    why = both([_placed(rule) for rule in placing[:3]])
    said = _("no team is open to {people}, see {rules}", people=names, rules=why)
    if len(members) > 1:
        said = _(
            "{people} belong together by {rule}, but: no team is open to all of them, see {rules}",
            people=names,
            rule=_placed(problem.rules[circles.joined_by[members[0]]]),
            rules=why,
        )
    raise InfeasibleError(
        said,
        where=placing[0].place,
        hint=_("drop one of the rules, or make it a wish with must = false"),
    )


def _placed(rule: Rule) -> str:
    """Return the words of a rule, and where it is written."""
    return f"'{rule.title}' ({rule.place})"


def _must_terms(rules: tuple[RuleTerms, ...]) -> Iterator[tuple[int, Term]]:
    """Yield the terms of must rules in which each term is a violation by itself."""
    for k, rule in enumerate(rules):
        # a negative cost takes back what another term of the rule charges
        if rule.must and not any(_earns(term) for term in rule.terms):
            for term in rule.terms:
                yield k, term


def _earns(term: Term) -> bool:
    tables = term.tables if isinstance(term, Tally) else getattr(term, "costs", np.zeros(1))
    return bool((tables < 0).any())


def _must_tallies(rules: tuple[RuleTerms, ...]) -> Iterator[tuple[int, Tally]]:
    for k, term in _must_terms(rules):
        if isinstance(term, Tally) and term.counts_heads:
            yield k, term


def _together(rules: tuple[RuleTerms, ...]) -> Iterator[tuple[int, list[int]]]:
    """Yield counters at which every value but 'nobody' and 'everybody' breaks the rule."""
    for k, term in _must_tallies(rules):
        size = len(term.members)
        between = term.tables[:, 1:size]
        if size > 1 and between.size and (between > 0).all() and (term.tables[:, 0] == 0).all():
            yield k, term.members.tolist()


def _apart(rules: tuple[RuleTerms, ...], among: set[int]) -> Iterator[tuple[int, int, int]]:
    """Yield pairs `among` some people that break a rule by sharing a team."""
    for k, term in _must_terms(rules):
        if isinstance(term, Pairs):
            for i, j in zip(term.first.tolist(), term.second.tolist(), strict=True):
                if {i, j} <= among:
                    yield k, i, j
    for k, term in _must_tallies(rules):
        if term.tables.shape[1] > 2 and (term.tables[:, 2:] > 0).all():
            for i, j in combinations([i for i in term.members.tolist() if i in among], 2):
                yield k, i, j
