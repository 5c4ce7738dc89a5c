"""A problem: the question with its rules, which does not change, and its lowering to terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grouping.errors import InputError
from grouping.language import _
from grouping.problem.past_events import Earlier
from grouping.problem.question import Question
from grouping.problem.registry import rule_from_dict
from grouping.problem.roster import Roster
from grouping.problem.round import Round
from grouping.problem.rule import Rule, RuleOverRounds
from grouping.problem.teams import Teams as Teams
from grouping.problem.teams import check_seats, teams_of_request
from grouping.terms.rounds import Joint, Part
from grouping.terms.terms import RuleTerms, Terms

# Rules whose unit differs from round to round are brought to one unit, this fine.
FINEST_UNIT = 64


@dataclass(frozen=True, eq=False)
class Problem(Question):
    """What is asked: who, which teams, how many rounds (see `Question`), and which rules.

    Raises
    ------
    InputError
        If the seats cannot hold everyone, or a rule speaks of what does not exist.
    """

    rules: tuple[Rule, ...] = ()

    def __post_init__(self) -> None:
        self._check_rounds()
        for r in range(self.rounds):
            here = len(self.people_in(r))
            name = self.round_name(r) if self.rounds > 1 else ""
            check_seats(self.teams_stated(r), here, self.roster, name)
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

    def lower(self) -> Joint:
        """Return the terms of every rule, each of weight 1."""
        coefs = (1,) * len(self.rules)
        made: dict[tuple[object, ...], Part] = {}
        keys = []
        for r, one in enumerate(self.by_round):
            keys.append((id(one), *(rule.in_round(r) for rule in self.rules)))
            if keys[r] not in made:
                terms = Terms(one.n, one.teams.low, one.teams.high, self._lowered(one, r), coefs)
                made[keys[r]] = Part(terms, one.people, one.places, coefs)
        across = tuple(self._across(k, list(made.values())) for k in range(len(self.rules)))
        for key, part in made.items():
            factors = tuple(
                1 if whole.must or rule.spans_rounds else max(1, round(whole.unit / own.unit))
                for rule, whole, own in zip(self.rules, across, part.terms.rules, strict=True)
            )
            made[key] = replace(part, factors=factors).weighed(coefs)
        rounds = tuple(made[key] for key in keys)
        return Joint(self.n, len(self.teams), rounds, across, coefs)

    def _across(self, k: int, parts: list[Part]) -> RuleTerms:
        """Return what a rule has over all rounds: its terms across them, its unit."""
        rule, terms = self.rules[k], RuleTerms(self.n, len(self.teams), bool(self.rules[k].must))
        if isinstance(rule, RuleOverRounds):
            rule.lower_over_rounds(self, terms)
            return terms
        # rounds in which the rule has nothing to say do not matter
        lowered = [part.terms.rules[k] for part in parts]
        units = {one.unit for one in lowered if one.terms or one.alone} or {1}
        terms.unit = max(units) * (FINEST_UNIT if len(units) > 1 else 1)
        return terms

    def _lowered(self, one: Round, r: int) -> tuple[RuleTerms, ...]:
        lowered = []
        for rule in self.rules:
            terms = RuleTerms(one.n, len(one.teams), bool(rule.must))
            if not isinstance(rule, RuleOverRounds) and rule.in_round(r):
                rule.lower(one, terms)
            lowered.append(terms)
        return tuple(lowered)
