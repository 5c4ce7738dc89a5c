"""topics: people on the topics that they rank in columns of the roster; teams stand for topics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grouping.errors import InputError, did_you_mean
from grouping.language import _, later, number, plural
from grouping.problem.column import fold
from grouping.problem.command_option import CommandOption, of_columns
from grouping.problem.reason import Reason
from grouping.problem.rule import Finding, Findings, Rule, option
from grouping.rules.shared.named_in_cells import SHOWN, cells_of, parts_of

if TYPE_CHECKING:
    from grouping.problem.question import Question
    from grouping.problem.reason import Reasons
    from grouping.problem.roster import Roster
    from grouping.problem.round import Round
    from grouping.problem.teams import Teams
    from grouping.terms.arrays import Index, Ints
    from grouping.terms.terms import RuleTerms


@dataclass(frozen=True, kw_only=True, eq=False)
class Topics(Rule):
    """Columns rank topics, projects or workshops; every team stands for one.

    Somebody on a team of the topic at place r of the list, from 0, costs r, and as much as the
    length of the longest list on a team of no topic of the list; who ranks nothing costs nothing.
    With ``fair`` the cost of place r is r (r + 1) / 2, so that the worst off come first; with
    `costs` it is what is given, the last for a topic that is not on the list.  A team stands for
    the topic that it is called like, with or without something behind it: 'Robots 2' for 'Robots'.
    """

    kind = "topics"
    says = later("people on the topics that they rank in columns; teams stand for topics")
    example = later('[[rule]]\nkind = "topics"\ncolumns = ["Choice 1", "Choice 2", "Choice 3"]')
    command_option = CommandOption(
        "'COLUMN; COLUMN'", "On topics ranked in these columns.", of_columns
    )
    reason_place = 0

    columns: Sequence[str] = option(later("columns with topics, the first choice first"), [])
    choices: Mapping[str, Sequence[str]] = option(later("instead: topics by person"), {})
    fair: bool = option(later("true: whoever is worst off counts most"), False)
    costs: Sequence[int] = option(
        later("what the first, second, ... choice costs, and last what none costs"), []
    )

    def describe(self) -> str:
        """See `Rule.describe`."""
        over = ", ".join(self.columns) if self.columns else _("choices that are given")
        return _("topics ranked in {columns}", columns=over)

    def check(self, problem: Question) -> None:
        """See `Rule.check`."""
        if bool(self.columns) == bool(self.choices):
            raise InputError(
                _("'topics' needs either columns or choices"),
                hint='columns = ["Choice 1", "Choice 2"]',
            )
        chosen = self._chosen(problem.roster, problem.teams)
        if not any(chosen):
            raise InputError(_("'topics': nobody ranks a topic"))
        if self.costs:
            self._check_costs(max(map(len, chosen)))

    def _check_costs(self, longest: int) -> None:
        if self.fair:
            raise InputError(_("'topics' takes either fair or costs, not both"))
        rising = all(a <= b for a, b in zip(self.costs, self.costs[1:], strict=False))
        if len(self.costs) != longest + 1 or not rising or self.costs[0] < 0:
            raise InputError(
                _("costs are not {n} rising whole numbers from 0 on", n=longest + 1),
                hint=_("one for each choice, and last what it costs to have none"),
            )

    def _chosen(self, roster: Roster, teams: Teams) -> list[list[list[int]]]:
        """Return for everybody, choice by choice, the teams that stand for the topic."""
        standing = _standing(teams)

        def find(text: str) -> int | None:
            return standing[fold(text)][0] if fold(text) in standing else None

        chosen: list[list[list[int]]] = [[] for _i in range(roster.n)]
        unknown: list[str] = []
        for i, texts in cells_of(roster, self.columns, self.choices).items():
            for text in texts:
                for topic in parts_of(text, find):
                    if find(topic) is None:
                        unknown.append(f"{topic!r} ({roster.names[i]})")
                    elif standing[fold(topic)] not in chosen[i]:
                        chosen[i].append(standing[fold(topic)])
        if unknown:
            raise InputError(
                plural(
                    "no team stands for a topic that is ranked: {topics}",
                    "no team stands for {n} topics that are ranked: {topics}",
                    len(unknown),
                    topics=", ".join(unknown[:SHOWN]) + (", ..." if len(unknown) > SHOWN else ""),
                ),
                hint=did_you_mean(unknown[0].split("'")[1], teams.names),
            )
        return chosen

    def _price(self, place: int | None, longest: int) -> int:
        at = longest if place is None else place
        if self.costs:
            return int(self.costs[-1 if place is None else place])
        return at * (at + 1) // 2 if self.fair else at

    def places(self, the_round: Round) -> tuple[Index, Ints, Ints]:
        """Return who ranks something, and of each the place and the cost of every open team.

        Returns
        -------
        who
            int32, shape (rankers,).
        place
            Place of the team's topic on the list, -1 for none; int64, shape (rankers, teams).
        cost
            int64, shape (rankers, teams).
        """
        chosen = self._chosen(the_round.everybody, the_round.every_team)
        longest = max(map(len, chosen), default=0)
        who = [k for k, i in enumerate(the_round.people.tolist()) if chosen[i]]
        here = {int(g): at for at, g in enumerate(the_round.places)}
        place = np.full((len(who), len(the_round.teams)), -1, dtype=np.int64)
        for row, k in enumerate(who):
            for r, teams in reversed(list(enumerate(chosen[int(the_round.people[k])]))):
                place[row, [here[g] for g in teams if g in here]] = r
        prices = [self._price(r, longest) for r in range(longest)] + [self._price(None, longest)]
        cost = np.array(prices, dtype=np.int64)[place]
        return np.array(who, dtype=np.int32), place, cost

    def findings(self, the_round: Round, team: Index) -> Findings:
        """See `Rule.findings`."""
        who, place, cost = self.places(the_round)
        names, teams = the_round.roster.names, the_round.teams.names
        items, total, got = [], 0, []
        for row, i in enumerate(who.tolist()):
            g = int(team[i])
            at, price = int(place[row, g]), int(cost[row, g])
            total += price
            got.append(at)
            if price and at < 0:
                text = _("{name} has no topic of the list: {team}", name=names[i], team=teams[g])
                items.append(Finding(text, price, g, (i,)))
            elif price:
                text = _("{name} has choice {n}: {team}", name=names[i], n=at + 1, team=teams[g])
                items.append(Finding(text, price, g, (i,)))
        ranked = [at for at in got if at >= 0]
        first, none = sum(at == 0 for at in got), len(got) - len(ranked)
        mean = number(1 + sum(ranked) / len(ranked), 1) if ranked else "-"
        reached = _(
            "{first} of {asked} have their first topic, mean choice {mean}, {none} without any",
            first=first,
            asked=len(got),
            mean=mean,
            none=none,
        )
        return Findings(total, reached, tuple(items))

    def reasons(self, the_round: Round, team: Index, names: Sequence[str]) -> Reasons:
        """See `Rule.reasons`."""
        who, place, _cost = self.places(the_round)
        for row, i in enumerate(who.tolist()):
            at = int(place[row, int(team[i])])
            if at >= 0:
                yield i, Reason(_("choice {n} of the topics", n=at + 1))

    def lower(self, the_round: Round, terms: RuleTerms) -> None:
        """See `Rule.lower`."""
        who, _place, cost = self.places(the_round)
        rows, which = np.unique(cost, axis=0, return_inverse=True)
        row = np.full(the_round.n, -1, dtype=np.int32)
        row[who] = which.ravel()
        if len(who):
            terms.places(row, rows)


def _standing(teams: Teams) -> dict[str, list[int]]:
    """Return the teams by the topics that they can stand for, folded."""
    found: dict[str, list[int]] = {}
    for g, name in enumerate(teams.names):
        words = fold(name).split()
        for k in range(1, len(words) + 1):
            topic = " ".join(words[:k])
            # a word of the topic itself is left out, a number or a letter behind it is not one
            if k == len(words) or all(len(w) == 1 or w.isdigit() for w in words[k:]):
                found.setdefault(topic, []).append(g)
    return found
