"""What every kind of rule has: options, a definition in words, and a lowering to terms."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from grouping.errors import InputError
from grouping.language import _, later, number
from grouping.problem.command_option import CommandOption
from grouping.problem.question import Question
from grouping.problem.reason import Reasons
from grouping.problem.round import Round
from grouping.terms.arrays import Index
from grouping.terms.terms import RuleTerms

# More people than any list has: numbers above it are slips of the keyboard.
MOST = 10**8


# The largest weight: beyond it all other wishes together are as good as nothing.
LARGEST_WEIGHT = 1e6


class _Usual(float):
    """The weight of a rule that names none."""


@dataclass(frozen=True)
class Finding:
    """One thing that a rule has to say about an assignment.

    Attributes
    ----------
    text
        In the words of people and teams.
    cost
        Its share of the rule's raw cost.
    team
        The team it speaks of, if one.
    people
        The participants it speaks of.
    """

    text: str
    cost: int
    team: int | None = None
    people: tuple[int, ...] = ()


@dataclass(frozen=True)
class Findings:
    """What a rule finds in a one-round assignment.

    Attributes
    ----------
    cost
        Raw integer cost; 0 is not always possible.
    reached
        What was reached, in a few words.
    items
        Where the cost comes from, costly ones only.
    """

    cost: int
    reached: str
    items: tuple[Finding, ...] = ()


def option(help: str, default: Any = dataclasses.MISSING) -> Any:  # noqa: A002 - dataclass idiom
    """Declare an option of a rule with the sentence that `grouping rules` prints.

    The sentence is marked by `later` and translated where it is printed, as `says` and `example`.
    """
    if default is dataclasses.MISSING:
        return field(metadata={"help": help})
    if isinstance(default, (dict, list)):
        return field(default_factory=lambda: type(default)(default), metadata={"help": help})
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True, kw_only=True, eq=False)
class Rule:
    """A wish of the people who ask for the teams.

    Subclasses state `kind`, `says` (one line), `example` (TOML), `must_by_default`, and define
    `describe`, `findings` and `lower`.
    """

    kind: ClassVar[str] = ""
    says: ClassVar[str] = ""
    example: ClassVar[str] = ""
    must_by_default: ClassVar[bool] = False
    soft_only: ClassVar[bool] = False
    # how the rule is asked for on the command line; None: only in plans and programs
    command_option: ClassVar[CommandOption | None] = None
    # order of the reasons for a team: 0 for what names people, 2 for what speaks of means
    reason_place: ClassVar[int] = 1
    # whether the rule speaks of all rounds at once, see `RuleOverRounds`
    spans_rounds: ClassVar[bool] = False

    rounds: int | Sequence[int] = option(later("only in these rounds, for example [1, 3]"), [])
    must: bool | None = option(later("true: has to hold; false: costs"), None)
    weight: float = option(later("importance of a soft rule, 1 = as much as any other"), _Usual(1))
    label: str = option(later("your own words for the rule, used in tables"), "")
    source: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if self.must is None:
            # naming a weight, be it 1, is asking for a soft rule
            object.__setattr__(self, "must", self.must_by_default and not self.names_weight)
        if not (isinstance(self.weight, (int, float)) and 0 < self.weight <= LARGEST_WEIGHT):
            raise InputError(
                _(
                    "weight {weight} is not a number above 0 and at most {most}",
                    weight=self.weight,
                    most=number(LARGEST_WEIGHT),
                ),
                where=self.place,
                hint=_("1 is usual"),
            )
        if self.must and self.soft_only:
            raise InputError(
                _("'{kind}' cannot be a must rule", kind=self.kind),
                where=self.place,
                hint=_("leave out must"),
            )

    @property
    def names_weight(self) -> bool:
        """Whether the rule was given a weight, the usual one or another."""
        return not isinstance(self.weight, _Usual)

    @property
    def place(self) -> str:
        """Where the rule was written, for messages."""
        return self.source or _("rule '{kind}'", kind=self.kind)

    @property
    def title(self) -> str:
        """The rule in people's words."""
        if self.label or not self.named_rounds:
            return self.label or self.describe()
        which = ", ".join(str(r) for r in self.named_rounds)
        return _("{rule} (round {rounds})", rule=self.describe(), rounds=which)

    @property
    def named_rounds(self) -> list[int]:
        """The rounds that are named, from 1; empty: all."""
        named = [self.rounds] if isinstance(self.rounds, int) else list(self.rounds)
        for r in named:
            if not isinstance(r, int) or isinstance(r, bool):
                raise InputError(
                    _("{value} is no number of a round", value=repr(r)),
                    hint=_("write rounds = [1, 3]"),
                )
        return named

    def in_round(self, r: int) -> bool:
        """Whether the rule holds in the round at position `r`."""
        return not self.named_rounds or r + 1 in self.named_rounds

    def describe(self) -> str:
        """Say the rule in one short line."""
        raise NotImplementedError

    def check(self, problem: Question) -> None:
        """Raise InputError if the rule speaks of columns, people or teams that do not exist."""

    def findings(self, the_round: Round, team: Index) -> Findings:
        """Define the rule: judge an assignment of one round, int32, shape (n,)."""
        raise NotImplementedError

    def lower(self, the_round: Round, terms: RuleTerms) -> None:
        """State the same costs as terms."""
        raise NotImplementedError

    def limits(self, problem: Question) -> str:
        """Say the numbers that may make the rule impossible, for the message when they do."""
        return ""

    def paper_measure(self) -> tuple[str, Literal["max", "min"]] | None:
        """Return what the literature calls the measure of this rule, and which way it is better.

        None if it has none; then the cost itself is what is made small.
        """
        return None

    def reasons(self, the_round: Round, team: Index, names: Sequence[str]) -> Reasons:
        """Say what the rule has to do with the teams of people in a round.

        Parameters
        ----------
        the_round
            The round.
        team
            Its assignment, int32, shape (n,).
        names
            What its people are called; n of them.

        Yields
        ------
        tuple of int and Reason
            A person of the round, and a sentence of this person's team.
        """
        yield from ()

    def told_by(self, other: Rule) -> bool:
        """Return whether the reasons of another rule of the round say all that this one's do."""
        return False

    @classmethod
    def options(cls) -> dict[str, dataclasses.Field[Any]]:
        """Return the options by name, in the order of their declaration."""
        own = {f.name: f for f in dataclasses.fields(cls) if "help" in f.metadata}
        if issubclass(cls, RuleOverRounds):
            own.pop("rounds")
        common = [k for k in ("rounds", "must", "weight", "label") if k in own]
        return {k: own[k] for k in [*(k for k in own if k not in common), *common]}

    def to_dict(self) -> dict[str, Any]:
        """Return the rule as a plan would state it."""
        stated: dict[str, Any] = {"kind": self.kind}
        for name, spec in self.options().items():
            value = getattr(self, name)
            default = (
                spec.default_factory()
                if spec.default_factory is not dataclasses.MISSING
                else spec.default
            )
            if name == "must" or value != default:
                stated[name] = value
        return stated


@dataclass(frozen=True, kw_only=True, eq=False)
class RuleOverRounds(Rule):
    """A rule that speaks of all rounds at once."""

    spans_rounds = True

    def findings_over_rounds(self, problem: Question, team: Index) -> Findings:
        """Define the rule: judge an assignment, int32, shape (rounds, n), -1 for who is absent."""
        raise NotImplementedError

    def lower_over_rounds(self, problem: Question, terms: RuleTerms) -> None:
        """State the same costs as terms across the rounds."""
        raise NotImplementedError

    def reasons_over_rounds(
        self, problem: Question, team: Index, r: int, names: Sequence[str]
    ) -> Reasons:
        """Say what the rule has to do with the teams of people in the round at position `r`.

        As `Rule.reasons`, of an assignment of shape (rounds, n); people by their position in the
        roster.
        """
        yield from ()


def check_count(count: int) -> None:
    """Raise InputError if `count` is no number of people."""
    if count < 0:
        raise InputError(_("count = {count} is below 0", count=count))
    if count > MOST:
        raise InputError(_("count = {count} is more people than there can be", count=count))


def people_of(the_round: Round, who: str | Sequence[str]) -> list[int]:
    """Return the participants called `who`, but for those absent in the round.

    Raises
    ------
    InputError
        If somebody is unknown or named twice.
    """
    names = [who] if isinstance(who, str) else list(who)
    found = [i for name in names if (i := the_round.person(str(name))) is not None]
    if len(set(found)) < len(found):
        twice = next(the_round.roster.names[i] for i in found if found.count(i) > 1)
        raise InputError(_("'{name}' is named twice", name=twice), hint=_("name each person once"))
    return found


def teams_of(the_round: Round, names: str | Sequence[str]) -> list[int]:
    """Return the positions of the named teams that are open, all open ones if none is named."""
    wanted = [names] if isinstance(names, str) else list(names)
    if not wanted:
        return list(range(len(the_round.teams)))
    return list(dict.fromkeys(g for n in wanted if (g := the_round.team(str(n))) is not None))


def members_of(team: Index, teams: int) -> list[list[int]]:
    """Return the participants of each team."""
    inside: list[list[int]] = [[] for _ in range(teams)]
    for i, g in enumerate(team.tolist()):
        inside[g].append(i)
    return inside
