"""teammates: whom people want to be with, or not, as columns of the roster say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grouping.errors import InputError
from grouping.language import _, later
from grouping.problem.command_option import CommandOption, of_columns
from grouping.problem.reason import Reason
from grouping.problem.rule import Finding, Findings, Rule, option
from grouping.rules.shared.named_in_cells import named_people

if TYPE_CHECKING:
    from grouping.problem.question import Question
    from grouping.problem.reason import Reasons
    from grouping.problem.roster import Roster
    from grouping.problem.round import Round
    from grouping.terms.arrays import Index
    from grouping.terms.terms import RuleTerms

# A list of more names than this is no wish for somebody in particular.
MOST_NAMED = 12


@dataclass(frozen=True, kw_only=True, eq=False)
class Teammates(Rule):
    """Columns name the people whom everybody wants to be with, or rather not.

    With ``avoid`` the cost is the number of pairs of which one names the other and that share a
    team.  Otherwise everybody who names somebody costs 1 if nobody of the list is on the team;
    with ``ranked`` the place of the first on the list who is, from 0, and the length of the longest
    list if nobody is.  With ``fair`` the cost of place r is r (r + 1) / 2, so that the worst off
    come first.
    """

    kind = "teammates"
    says = later("people with somebody whom they name in columns of the roster, or not with them")
    example = later('[[rule]]\nkind = "teammates"\ncolumns = ["Friend 1", "Friend 2"]')
    command_option = CommandOption(
        "'COLUMN; COLUMN'", "With somebody named in these columns.", of_columns
    )
    reason_place = 0

    columns: Sequence[str] = option(later("columns that name people, the first choice first"), [])
    names: Mapping[str, Sequence[str]] = option(later("instead: names by person"), {})
    avoid: bool = option(later("true: not on a team with those who are named"), False)
    ranked: bool = option(later("true: an earlier choice is worth more than a later one"), False)
    fair: bool = option(later("true: whoever is worst off counts most (with ranked)"), False)

    def describe(self) -> str:
        """See `Rule.describe`."""
        over = ", ".join(self.columns) if self.columns else _("names that are given")
        if self.avoid:
            return _("not with those named: {columns}", columns=over)
        return _("with somebody named: {columns}", columns=over)

    def check(self, problem: Question) -> None:
        """See `Rule.check`."""
        if bool(self.columns) == bool(self.names):
            raise InputError(
                _("'teammates' needs either columns or names"),
                hint='columns = ["Friend 1", "Friend 2"]',
            )
        if self.fair and not self.ranked:
            raise InputError(_("'fair' is about ranks"), hint=_("add ranked = true"))
        if self.avoid and self.ranked:
            raise InputError(_("'avoid' has no ranks"), hint=_("leave out ranked"))
        named = self._named(problem.roster)
        if not any(named):
            raise InputError(_("'teammates': nobody names anybody"))
        longest = max(range(len(named)), key=lambda i: len(named[i]))
        if self.ranked and len(named[longest]) > MOST_NAMED:
            raise InputError(
                _(
                    "{name} names {n} people, more than the {most} that can be ranked",
                    name=problem.roster.names[longest],
                    n=len(named[longest]),
                    most=MOST_NAMED,
                ),
                hint=_("leave out ranked"),
            )

    def _named(self, roster: Roster) -> list[list[int]]:
        return named_people(roster, self.columns, self.names, self.kind)

    def wishes(self, the_round: Round) -> list[tuple[int, list[int], list[int]]]:
        """Return (person, people named, their places on the list) of all who name somebody there.

        Whoever is absent names nobody and is named by nobody.
        """
        here = {int(i): k for k, i in enumerate(the_round.people)}
        found = []
        for i, named in enumerate(self._named(the_round.everybody)):
            there = [(here[j], place) for place, j in enumerate(named) if j in here]
            if i in here and there:
                found.append((here[i], [j for j, _p in there], [p for _j, p in there]))
        return found

    def _pairs(self, the_round: Round) -> list[tuple[int, int]]:
        pairs = ((min(i, j), max(i, j)) for i, named, _p in self.wishes(the_round) for j in named)
        return sorted(set(pairs))

    def _cost(self, place: int) -> int:
        """Return what it costs that the first who is there has this place on the list."""
        if not self.ranked:
            return 0
        return place * (place + 1) // 2 if self.fair else place

    def _none(self, the_round: Round) -> int:
        """Return what it costs that nobody of a list is there."""
        longest = max(map(len, self._named(the_round.everybody)), default=0)
        return self._cost(longest) if self.ranked else 1

    def _first(self, wish: tuple[int, list[int], list[int]], team: Index) -> int | None:
        """Return the place of the first of a list who is on the person's team."""
        who, named, places = wish
        return next((p for j, p in zip(named, places, strict=True) if team[j] == team[who]), None)

    def findings(self, the_round: Round, team: Index) -> Findings:
        """See `Rule.findings`."""
        names = the_round.roster.names
        if self.avoid:
            pairs = self._pairs(the_round)
            items = [
                Finding(
                    _("{one} and {other} are together", one=names[i], other=names[j]),
                    1,
                    int(team[i]),
                    (i, j),
                )
                for i, j in pairs
                if team[i] == team[j]
            ]
            kept = len(pairs) - len(items)
            reached = _("{kept} of {pairs} pairs kept apart", kept=kept, pairs=len(pairs))
            return Findings(len(items), reached, tuple(items))
        wishes = self.wishes(the_round)
        first = [self._first(wish, team) for wish in wishes]
        none, items = self._none(the_round), []
        for (who, _named, _places), place in zip(wishes, first, strict=True):
            cost = none if place is None else self._cost(place)
            if cost and place is None:
                text = _("{name} has nobody of those named", name=names[who])
                items.append(Finding(text, cost, int(team[who]), (who,)))
            elif cost and place is not None:
                text = _("{name} has choice {n}", name=names[who], n=place + 1)
                items.append(Finding(text, cost, int(team[who]), (who,)))
        return Findings(sum(i.cost for i in items), self._reached(wishes, first), tuple(items))

    def _reached(
        self, wishes: Sequence[tuple[int, list[int], list[int]]], first: Sequence[int | None]
    ) -> str:
        met = [place for place in first if place is not None]
        text = _("{met} of {asked} have somebody they named", met=len(met), asked=len(wishes))
        if self.ranked and met:
            more = _("{n} their first choice", n=sum(place == 0 for place in met))
            text = f"{text}, {more}"
        asked = {(who, j) for who, named, _p in wishes for j in named}
        mutual = len({frozenset(pair) for pair in asked if pair[::-1] in asked})
        return text if not mutual else f"{text}; " + _("{n} pairs name each other", n=mutual)

    def reasons(self, the_round: Round, team: Index, names: Sequence[str]) -> Reasons:
        """See `Rule.reasons`."""
        if self.avoid:
            return
        for who, named, _places in self.wishes(the_round):
            for j in named:
                if team[j] == team[who]:
                    yield who, Reason(_("together with {names}, as wished", names=names[j]))

    def lower(self, the_round: Round, terms: RuleTerms) -> None:
        """See `Rule.lower`: a counter for each list, whose value tells who of it is there."""
        if self.avoid:
            terms.pairs(self._pairs(the_round), 1)
            return
        none = self._none(the_round)
        for who, named, places in self.wishes(the_round):
            if len(named) == 1 and not self.ranked:
                # a pair that is together earns back what the constant charges
                terms.constant += 1
                terms.pairs([(min(who, named[0]), max(who, named[0]))], -1)
                continue
            if self.ranked:
                amounts, table = self._ranked(places, none)
            else:
                amounts = [1] * len(named) + [len(named) + 1]
                table = np.zeros(2 * len(named) + 2, dtype=np.int64)
                table[len(named) + 1] = 1  # the person is there, and nobody of the list
            order = np.argsort([*named, who])
            members = np.array([*named, who])[order]
            terms.tally(members, table, amounts=np.array(amounts)[order])

    def _ranked(self, places: Sequence[int], none: int) -> tuple[list[int], np.ndarray]:
        """Return powers of two for the people of a list and the person, and the table of values.

        The highest power that is there, below that of the person, is the best choice there.
        """
        count = len(places)
        amounts = [2 ** (count - 1 - k) for k in range(count)] + [2**count]
        table = np.zeros(2 ** (count + 1), dtype=np.int64)
        table[2**count] = none
        for k, place in enumerate(places):
            low, high = 2 ** (count - 1 - k), 2 ** (count - k)
            table[2**count + low : 2**count + high] = self._cost(place)
        return amounts, table
