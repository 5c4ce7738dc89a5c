"""The frozen question: roster, teams, rounds and rules; and its lowering to terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grouping.errors import InputError
from grouping.language import _
from grouping.problem.past_events import Earlier
from grouping.problem.registry import rule_from_dict
from grouping.problem.roster import Roster
from grouping.problem.rule import Rule
from grouping.problem.teams import Teams as Teams
from grouping.problem.teams import check_seats, teams_of_request
from grouping.terms.rounds import Joint, Part
from grouping.terms.terms import Index, Ints, RuleTerms, Terms

# Rules whose unit differs from round to round are brought to one unit, this fine.
FINEST_UNIT = 64


@dataclass(frozen=True, eq=False)
class Problem:
    """What is asked: who, which teams, how many rounds, which rules.

    Attributes
    ----------
    roster
        The participants.
    teams
        The teams and their seats.
    rules
        What must hold and what is wished.
    rounds
        Number of rounds; assignments have shape (rounds, n).
    present
        Who takes part in which round; bool, shape (rounds, n); None: everybody in all.
    teams_by_round
        Teams of each round, if they are not those of `teams` throughout; their names are among
        those of `teams`.
    history
        Earlier events, whose meetings count too.
    round_names
        What the rounds are called; empty: by number.

    Raises
    ------
    InputError
        If the seats cannot hold everyone, or a rule speaks of what does not exist.
    """

    roster: Roster
    teams: Teams
    rules: tuple[Rule, ...] = ()
    rounds: int = 1
    present: NDArray[np.bool_] | None = None
    teams_by_round: tuple[Teams, ...] = ()
    history: tuple[Earlier, ...] = ()
    round_names: tuple[str, ...] = ()
    # of the problem of one round: the whole, and who of all takes part
    whole: Problem | None = field(default=None, repr=False)
    among: Index | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.whole is not None:
            return  # checked with the whole
        self._check_rounds()
        for r in range(self.rounds):
            here = len(self._people(r))
            name = self.round_name(r) if self.rounds > 1 else ""
            check_seats(self._teams_stated(r), here, self.roster, name)
        for rule in self.rules:
            try:
                rule.check(self)
                self._check_rule_rounds(rule)
            except InputError as error:
                raise InputError(error.message, where=rule.place, hint=error.hint) from None

    def _check_rounds(self) -> None:
        if self.rounds < 1:
            raise InputError(
                _("{n} rounds are asked for", n=self.rounds), hint=_("ask for at least one")
            )
        if self.present is not None and self.present.shape != (self.rounds, self.n):
            shape, wanted = self.present.shape, (self.rounds, self.n)
            raise InputError(
                _("attendance has shape {shape}, not {wanted}", shape=shape, wanted=wanted)
            )
        for given, message in (
            (self.teams_by_round, _("teams are given for {n} of {rounds} rounds")),
            (self.round_names, _("names are given for {n} of {rounds} rounds")),
        ):
            if given and len(given) != self.rounds:
                raise InputError(message.format(n=len(given), rounds=self.rounds))
        for r, teams in enumerate(self.teams_by_round):
            if len({self.teams.position(name) for name in teams.names}) < len(teams):
                raise InputError(_("a team is named twice in {round}", round=self.round_name(r)))
        for event in self.history:
            if event.team.shape[1] != self.n:
                raise InputError(_("an earlier event speaks of other people"), where=event.source)

    def _check_rule_rounds(self, rule: Rule) -> None:
        wrong = [r for r in rule.named_rounds if not 1 <= r <= self.rounds]
        if wrong:
            raise InputError(
                _("there is no round {n}", n=wrong[0]),
                hint=_("rounds are numbered 1 to {n}", n=self.rounds),
            )

    @classmethod
    def of(
        cls,
        people: Roster | Any,
        *,
        teams: int | Sequence[str] | Teams | None = None,
        size: int | None = None,
        rules: Sequence[Rule | Mapping[str, Any]] = (),
        rounds: int = 1,
        present: NDArray[np.bool_] | None = None,
        history: Sequence[Earlier] = (),
        id: str | None = None,  # noqa: A002 - the word people use
        name: str | None = None,
        prefix: str | None = None,
    ) -> Problem:
        """Make a problem from what is at hand.

        Parameters
        ----------
        people
            A `Roster`, a pandas DataFrame, a list of dicts, one per participant, or a dict of
            columns.
        teams, size
            Number of teams, names of teams, or `Teams`; or about how many people in each.
        rules
            Rules, or dicts such as ``{"kind": "spread", "column": "agency"}``.
        rounds, present, history
            As in `Problem`.
        id, name
            Columns of ids and names (DataFrame and dicts); without them people are numbered.
        prefix
            What teams are called if they have no names: 'Team' in the language in use.
        """
        if isinstance(people, Roster):
            roster = people
        elif hasattr(people, "to_dict"):
            roster = Roster.from_frame(people, id=id, name=name)
        elif isinstance(people, Mapping):
            columns = {k: list(v) for k, v in people.items()}
            if len({len(v) for v in columns.values()}) > 1:
                raise InputError(_("the columns have different lengths"))
            rows = [
                dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)
            ]
            roster = Roster.from_records(rows, id=id, name=name)
        else:
            roster = Roster.from_records(people, id=id, name=name)
        if isinstance(rules, (Mapping, str)) or not all(
            isinstance(r, (Rule, Mapping)) for r in rules
        ):
            raise InputError(
                _("rules are a list of rules or dicts"), hint='[{"kind": "spread", ...}]'
            )
        made = tuple(r if isinstance(r, Rule) else rule_from_dict(r) for r in rules)
        wanted = teams_of_request(roster.n, teams, size, prefix)
        return cls(roster, wanted, made, rounds=rounds, present=present, history=tuple(history))

    @property
    def n(self) -> int:
        """Number of participants."""
        return self.roster.n

    @cached_property
    def seats(self) -> Ints:
        """Planned size of every team: the people shared out over low..high; shape (teams,)."""
        return self.teams.planned(self.n)

    def round_name(self, r: int) -> str:
        """Return what the round at position `r` is called."""
        return self.round_names[r] if self.round_names else _("round {n}", n=r + 1)

    def _people(self, r: int) -> Index:
        if self.present is None:
            return np.arange(self.n, dtype=np.int32)
        return np.flatnonzero(self.present[r]).astype(np.int32)

    def _teams_stated(self, r: int) -> Teams:
        return self.teams_by_round[r] if self.teams_by_round else self.teams

    @property
    def undivided(self) -> bool:
        """Whether there is one round, in which everybody takes part and all teams are open."""
        whole = self.rounds == 1 and self.present is None and self.whole is None
        return whole and not self.teams_by_round

    @cached_property
    def sittings(self) -> tuple[tuple[Problem, Index, Index], ...]:
        """Each round as a problem of one round, and which people and teams of all it has.

        Rounds that do not differ are one object.
        """
        made: dict[tuple[object, ...], tuple[Problem, Index, Index]] = {}
        return tuple(made.setdefault(self._key(r), self._sitting(r)) for r in range(self.rounds))

    def _key(self, r: int) -> tuple[object, ...]:
        present = b"" if self.present is None else self.present[r].tobytes()
        teams = self._teams_stated(r)
        active = tuple(rule.in_round(r) for rule in self.rules)
        intended = b"" if teams.intended is None else teams.intended.tobytes()
        return present, teams.names, teams.low.tobytes(), teams.high.tobytes(), intended, active

    def _sitting(self, r: int) -> tuple[Problem, Index, Index]:
        people, stated = self._people(r), self._teams_stated(r)
        fitted = stated.fitted(len(people))
        teams = np.array([self.teams.position(name) for name in stated.names], dtype=np.int32)
        order = np.argsort(teams)
        if len(people) == self.n and fitted is self.teams and self.rounds == 1:
            return self, people, teams
        roster = self.roster if len(people) == self.n else self.roster.subset(people.tolist())
        one = Problem(roster, fitted.subset(order.tolist()), self.rules, whole=self, among=people)
        return one, people, teams[order]

    def lower(self) -> Joint:
        """Return the terms of every rule, each of weight 1."""
        coefs = (1,) * len(self.rules)
        parts: dict[int, Part] = {}
        for r, (one, people, teams) in enumerate(self.sittings):
            if id(one) not in parts:
                terms = Terms(one.n, one.teams.low, one.teams.high, self._lowered(one, r), coefs)
                parts[id(one)] = Part(terms, people, teams, coefs)
        across = tuple(self._across(k, list(parts.values())) for k in range(len(self.rules)))
        for key, part in parts.items():
            factors = tuple(
                max(1, round(whole.unit / own.unit)) if not (whole.must or rule.across) else 1
                for rule, whole, own in zip(self.rules, across, part.terms.rules, strict=True)
            )
            parts[key] = replace(part, factors=factors).weighed(coefs)
        rounds = tuple(parts[id(one)] for one, *_rest in self.sittings)
        return Joint(self.n, len(self.teams), rounds, across, coefs)

    def _across(self, k: int, parts: list[Part]) -> RuleTerms:
        """Return what a rule has over all rounds: its terms across them, its unit."""
        rule, terms = self.rules[k], RuleTerms(self.n, len(self.teams), bool(self.rules[k].must))
        if rule.across:
            rule.lower(self, terms)
            return terms
        # rounds in which the rule has nothing to say do not matter
        lowered = [part.terms.rules[k] for part in parts]
        units = {one.unit for one in lowered if one.terms or one.alone} or {1}
        terms.unit = max(units) * (FINEST_UNIT if len(units) > 1 else 1)
        return terms

    def _lowered(self, one: Problem, r: int) -> tuple[RuleTerms, ...]:
        lowered = []
        for rule in self.rules:
            terms = RuleTerms(one.n, len(one.teams), bool(rule.must))
            if not rule.across and rule.in_round(r):
                rule.lower(one, terms)
            lowered.append(terms)
        return tuple(lowered)

    def person(self, who: str) -> int | None:
        """Return the index of `who`, id or name; None if absent in the round of this problem.

        Raises
        ------
        InputError
            If nobody, or more than one of all, is called so.
        """
        if self.whole is None or self.among is None:
            return self.roster.person(who)
        i = self.whole.roster.person(who)
        at = int(np.searchsorted(self.among, i))
        return at if at < len(self.among) and self.among[at] == i else None

    def team(self, name: str) -> int | None:
        """Return the position of the team `name`; None if it is closed in this round."""
        if self.whole is None:
            return self.teams.position(name)
        wanted = self.whole.teams.position(name)
        here = [self.whole.teams.position(one) for one in self.teams.names]
        return here.index(wanted) if wanted in here else None

    def assignment(self, teams_by_person: Mapping[str, str]) -> Index:
        """Return the one-round assignment that names give (person -> team); shape (1, n).

        Raises
        ------
        InputError
            If a person or team is unknown, or somebody has no team.
        """
        team = np.full(self.n, -1, dtype=np.int32)
        for who, name in teams_by_person.items():
            team[self.roster.person(who)] = self.teams.position(name)
        if (team < 0).any():
            missing = [self.roster.names[i] for i in np.flatnonzero(team < 0)]
            names, more = ", ".join(missing[:3]), len(missing) - 3
            if more > 0:
                names = _("{names} and {n} more", names=names, n=more)
            raise InputError(_("no team is given for {names}", names=names))
        return team[None, :]
