"""The rules that speak for a person's team, in words: one function for each family of rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grouping.files.report.number_words import either, mean_figure, names_said
from grouping.language import _, number
from grouping.problem.condition_words import limited
from grouping.problem.rule import ColumnRule
from grouping.rules.apart import Apart
from grouping.rules.balance import Balance
from grouping.rules.meet import Meet
from grouping.rules.new_team import NewTeam
from grouping.rules.not_alone import NotAlone
from grouping.rules.same_at_most import SameAtMost
from grouping.rules.shared.pair_wishes import Wish
from grouping.rules.shared.people_and_teams import Placement
from grouping.rules.shared.people_groups import Circle
from grouping.rules.shared.quotas import Quota
from grouping.rules.spread import Spread
from grouping.rules.stay import Stay
from grouping.terms.cross_round import visits_of

if TYPE_CHECKING:
    from grouping.problem.column import Column
    from grouping.problem.round import Round
    from grouping.problem.rule import Rule
    from grouping.solving.solve import Result
    from grouping.terms.arrays import Index

# stands in a text for the figure that may differ from round to round
HERE = "\0"
# letters of a value that does not explain itself
SHORT = 6


@dataclass(frozen=True)
class Reason:
    """What a rule says of a person's team.

    Attributes
    ----------
    text
        A sentence, with `HERE` in place of the figure of this round.
    here
        That figure; '' if the sentence has none.
    """

    text: str
    here: str = ""


Reasons = list[list[Reason]]
Said = Iterator[tuple[int, Reason]]


def merged(reasons: Sequence[Reason]) -> str:
    """Return one sentence for the reasons of several rounds that differ in their figures alone."""
    figures = [reason.here for reason in reasons]
    said = figures[0] if len(set(figures)) == 1 else " / ".join(figures)
    return reasons[0].text.replace(HERE, said)


def reasons_in_round(result: Result, r: int, called: Sequence[str]) -> Reasons:
    """Return for every person on the roster what speaks for the team in round `r`."""
    the_round, rules = result.problem.by_round[r], result.problem.rules
    team, people = the_round.inside(result.assignment[r]), the_round.people
    names = [called[i] for i in people.tolist()]
    reasons: Reasons = [[] for _i in range(result.problem.n)]
    spread = {rule.column for rule in rules if isinstance(rule, Spread) and rule.in_round(r)}
    # what names people speaks first
    for rule in sorted(rules, key=_impersonal):
        if isinstance(rule, SameAtMost) and rule.column in spread:
            continue  # the same count as that of the spread
        if rule.spans_rounds:
            for i, text in _across(result, rule, r, called):
                reasons[i].append(text)
        elif rule.in_round(r):
            for i, text in _within(the_round, rule, team, names):
                reasons[int(people[i])].append(text)
    return [list(dict.fromkeys(said)) for said in reasons]


def _impersonal(rule: Rule) -> int:
    if isinstance(rule, (Placement, Circle, Wish, Stay, Meet)):
        return 0
    return 2 if isinstance(rule, Balance) else 1


def _within(one: Round, rule: Rule, team: Index, called: Sequence[str]) -> Said:
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


def _placed(one: Round, rule: Placement, team: Index) -> Said:
    wrong = rule.wrong(one)
    for i in rule.who(one):
        if wrong[team[i]]:
            yield i, Reason(_("against the rule: {rule}", rule=rule.title))
        else:
            yield i, Reason(_("as the rule says: {rule}", rule=rule.title))


def _circled(one: Round, rule: Circle, team: Index, called: Sequence[str]) -> Said:
    for circle in rule.circles(one):
        if len(circle) < 2:
            continue
        for i in circle:
            here = [called[j] for j in circle if j != i and team[j] == team[i]]
            elsewhere = [called[j] for j in circle if team[j] != team[i]]
            if isinstance(rule, Apart):
                if here:
                    yield i, Reason(_("should be apart from {names}", names=names_said(here)))
                elif rule.column:
                    continue  # told by the counts of that column
                else:
                    yield i, Reason(_("apart from {names}", names=names_said(elsewhere)))
            elif elsewhere:
                names = names_said(elsewhere)
                yield i, Reason(_("should be together with {names}", names=names))
            else:
                yield i, Reason(_("together with {names}", names=names_said(here)))


def _wished(one: Round, rule: Wish, team: Index, called: Sequence[str]) -> Said:
    for pair in rule.wished(one):
        met = team[pair[0]] == team[pair[1]]
        for i, j in (pair, pair[::-1]):
            if rule.kind == "prefer" and met:
                yield i, Reason(_("together with {names}, as wished", names=called[j]))
            elif rule.kind == "avoid" and not met:
                yield i, Reason(_("not with {names}, as wished", names=called[j]))


def _valued(one: Round, rule: ColumnRule, team: Index) -> Said:
    """Say how many have the same value here, and the fair share of a value that is spread."""
    column, codes = one.roster.column(rule.column), rule.codes(one)
    counts = np.zeros((len(column.labels), len(one.teams)), dtype=np.int64)
    known = codes >= 0
    np.add.at(counts, (codes[known], team[known]), 1)
    totals = counts.sum(axis=1).tolist()
    for i in np.flatnonzero(known).tolist():
        code, g = int(codes[i]), int(team[i])
        here, every = str(counts[code, g]), totals[code]
        if every == 1:
            continue
        said = {"value": limited(_value(column, code), rule.where), "all": every}
        if isinstance(rule, Spread):
            floor, over = divmod(every * int(one.seats[g]), one.n)
            share = either(floor, over > 0)
            text = _("{value}: {here} of {all} here, fair share {share}",
                     **said, here=HERE, share=share)  # fmt: skip
        else:
            text = _("{value}: {here} of {all} here ({rule})",
                     **said, here=HERE, rule=rule.title)  # fmt: skip
        yield i, Reason(text, here)


def _value(column: Column, code: int) -> str:
    """Return a value, with the name of its column where it says little alone: ``'Sex F'``."""
    label = column.labels[code]
    return f"{column.name} {label}" if len(label) <= SHORT else label


def _counted(one: Round, rule: Quota | NotAlone, team: Index) -> Said:
    if isinstance(rule, Quota):
        who = one.roster.select(rule.where)
    else:
        wanted = rule.value if isinstance(rule.value, str) else list(rule.value)
        who = one.roster.column(rule.column).matches(wanted)
    held = np.bincount(team[who], minlength=len(one.teams))
    for i in np.flatnonzero(who).tolist():
        text = _("{rule}: {here} here", rule=rule.title, here=HERE)
        yield i, Reason(text, str(held[team[i]]))


def _balanced(one: Round, rule: Balance, team: Index) -> Said:
    column = one.roster.column(rule.column)
    assert column.numbers is not None  # the rule itself has checked
    values = np.where(one.roster.select(rule.where), column.numbers, np.nan)
    known = np.flatnonzero(~np.isnan(values))
    if not len(known):
        return
    every = mean_figure(float(values[known].mean()))
    means = {
        int(g): mean_figure(float(np.nanmean(values[team == g]))) for g in np.unique(team[known])
    }
    for i in known.tolist():
        value = number(values[i], 0 if values[i] == round(values[i]) else 1, group=False)
        text = _("{column} {value}: mean here {here}, of all {all}",
                 column=column.name, value=value, here=HERE, all=every)  # fmt: skip
        yield i, Reason(text, means[int(team[i])])


def _across(result: Result, rule: Rule, r: int, called: Sequence[str]) -> Said:
    problem, team = result.problem, result.assignment
    if isinstance(rule, (Stay, NewTeam)):
        visits = visits_of(team, len(problem.teams))
        for i in rule.who(problem):
            g = int(team[r, i])
            if g < 0 or (team[:, i] >= 0).sum() < 2:
                continue
            if isinstance(rule, NewTeam):
                if visits[i, g] == 1:
                    yield i, Reason(_("on this team in no other round"))
            elif visits[i, g] == visits[i].sum():
                yield i, Reason(_("as the rule says: {rule}", rule=rule.title))
    elif isinstance(rule, Meet):
        for pair in rule.pairs(problem):
            if team[r, pair[0]] == team[r, pair[1]] >= 0:
                for i, j in (pair, pair[::-1]):
                    yield i, Reason(_("meets {name} here, as asked", name=called[j]))
