"""The rules that speak for a person's team, in words: one function for each family of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grouping.language import _, number
from grouping.meetings import visits_of
from grouping.report.figures import either, figure, names_said
from grouping.rules.apart import Apart
from grouping.rules.balance import Balance
from grouping.rules.base import ColumnRule, condition_words
from grouping.rules.circle import Circle
from grouping.rules.meet import Meet
from grouping.rules.new_team import NewTeam
from grouping.rules.not_alone import NotAlone
from grouping.rules.placement import Placement
from grouping.rules.quota import Quota
from grouping.rules.spread import Spread
from grouping.rules.stay import Stay
from grouping.rules.wish import Wish

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grouping.problem import Problem
    from grouping.rules import Rule
    from grouping.solving import Result
    from grouping.terms import Index

# (person in the numbers of the round, what speaks for his or her team)
Said = "Iterator[tuple[int, str]]"


def reasons_in_round(result: Result, r: int, called: Sequence[str]) -> list[list[str]]:
    """Return for every person on the roster what speaks for the team in round `r`."""
    one, people, opened = result.problem.sittings[r]
    team = np.searchsorted(opened, result.assignment[r][people]).astype(np.int32)
    names = [called[i] for i in people.tolist()]
    reasons: list[list[str]] = [[] for _i in range(result.problem.n)]
    # what names people speaks first
    for rule in sorted(result.problem.rules, key=_impersonal):
        if rule.across:
            for i, text in _across(result, rule, r, called):
                reasons[i].append(text)
        elif rule.in_round(r):
            for i, text in _within(one, rule, team, names):
                reasons[int(people[i])].append(text)
    return [list(dict.fromkeys(said)) for said in reasons]


def _impersonal(rule: Rule) -> int:
    if isinstance(rule, (Placement, Circle, Wish, Stay, Meet)):
        return 0
    return 2 if isinstance(rule, Balance) else 1


def _within(
    one: Problem, rule: Rule, team: Index, called: Sequence[str]
) -> Iterator[tuple[int, str]]:
    if isinstance(rule, Placement):
        yield from _placed(one, rule, team)
    elif isinstance(rule, Circle):
        yield from _circled(one, rule, team, called)
    elif isinstance(rule, Wish):
        yield from _wished(one, rule, team, called)
    elif isinstance(rule, Balance):
        yield from _balanced(one, rule, team)
    elif isinstance(rule, (Quota, NotAlone)):
        yield from _counted(one, rule, team)
    elif isinstance(rule, ColumnRule):
        yield from _valued(one, rule, team)


def _placed(one: Problem, rule: Placement, team: Index) -> Iterator[tuple[int, str]]:
    wrong = rule.wrong(one)
    for i in rule.who(one):
        if wrong[team[i]]:
            yield i, _("against the rule: {rule}", rule=rule.title)
        else:
            yield i, _("as the rule says: {rule}", rule=rule.title)


def _circled(
    one: Problem, rule: Circle, team: Index, called: Sequence[str]
) -> Iterator[tuple[int, str]]:
    for circle in rule.circles(one):
        if len(circle) < 2:
            continue
        for i in circle:
            here = [called[j] for j in circle if j != i and team[j] == team[i]]
            elsewhere = [called[j] for j in circle if team[j] != team[i]]
            if isinstance(rule, Apart):
                if here:
                    yield i, _("should be apart from {names}", names=names_said(here))
                elif rule.column:
                    continue  # told by the counts of that column
                else:
                    yield i, _("apart from {names}", names=names_said(elsewhere))
            elif elsewhere:
                yield i, _("should be together with {names}", names=names_said(elsewhere))
            else:
                yield i, _("together with {names}", names=names_said(here))


def _wished(
    one: Problem, rule: Wish, team: Index, called: Sequence[str]
) -> Iterator[tuple[int, str]]:
    for pair in rule.wished(one):
        met = team[pair[0]] == team[pair[1]]
        for i, j in (pair, pair[::-1]):
            if rule.kind == "prefer" and met:
                yield i, _("together with {names}, as wished", names=called[j])
            elif rule.kind == "avoid" and not met:
                yield i, _("not with {names}, as wished", names=called[j])


def _valued(one: Problem, rule: ColumnRule, team: Index) -> Iterator[tuple[int, str]]:
    """Say how many have the same value here, and the fair share of a value that is spread."""
    column, codes = one.roster.column(rule.column), rule.codes(one)
    counts = np.zeros((len(column.labels), len(one.teams)), dtype=np.int64)
    known = codes >= 0
    np.add.at(counts, (codes[known], team[known]), 1)
    totals = counts.sum(axis=1).tolist()
    for i in np.flatnonzero(known).tolist():
        code, g = int(codes[i]), int(team[i])
        here, every = int(counts[code, g]), totals[code]
        if every == 1:
            continue
        said = {"value": column.labels[code] + condition_words(rule.where), "here": here}
        if isinstance(rule, Spread):
            floor, over = divmod(every * int(one.seats[g]), one.n)
            share = either(floor, over > 0)
            yield i, _("{value}: {here} of {all} here, fair share {share}",
                       **said, all=every, share=share)  # fmt: skip
        else:
            yield i, _("{value}: {here} of {all} here ({rule})",
                       **said, all=every, rule=rule.title)  # fmt: skip


def _counted(one: Problem, rule: Quota | NotAlone, team: Index) -> Iterator[tuple[int, str]]:
    if isinstance(rule, Quota):
        who = one.roster.select(rule.where)
    else:
        wanted = rule.value if isinstance(rule.value, str) else list(rule.value)
        who = one.roster.column(rule.column).matches(wanted)
    held = np.bincount(team[who], minlength=len(one.teams))
    for i in np.flatnonzero(who).tolist():
        yield i, _("{rule}: {here} here", rule=rule.title, here=int(held[team[i]]))


def _balanced(one: Problem, rule: Balance, team: Index) -> Iterator[tuple[int, str]]:
    column = one.roster.column(rule.column)
    assert column.numbers is not None  # the rule itself has checked
    values = np.where(one.roster.select(rule.where), column.numbers, np.nan)
    known = np.flatnonzero(~np.isnan(values))
    if not len(known):
        return
    every = figure(float(values[known].mean()))
    means = {
        int(g): figure(float(np.nanmean(values[team == g]))) for g in np.unique(team[known])
    }
    for i in known.tolist():
        value = number(values[i], 0 if values[i] == round(values[i]) else 1, group=False)
        yield i, _("{column} {value}: mean here {mean}, of all {all}",
                   column=column.name, value=value, mean=means[int(team[i])], all=every)  # fmt: skip


def _across(
    result: Result, rule: Rule, r: int, called: Sequence[str]
) -> Iterator[tuple[int, str]]:
    problem, team = result.problem, result.assignment
    if isinstance(rule, (Stay, NewTeam)):
        visits = visits_of(team, len(problem.teams))
        for i in rule.who(problem):
            g = int(team[r, i])
            if g < 0 or (team[:, i] >= 0).sum() < 2:
                continue
            if isinstance(rule, NewTeam):
                if visits[i, g] == 1:
                    yield i, _("on this team in no other round")
            elif visits[i, g] == visits[i].sum():
                yield i, _("on the same team in every round: {rule}", rule=rule.title)
    elif isinstance(rule, Meet):
        for pair in rule._pairs(problem):
            if team[r, pair[0]] == team[r, pair[1]] >= 0:
                for i, j in (pair, pair[::-1]):
                    yield i, _("meets {name} here, as asked", name=called[j])
