"""Everybody from A to Z: the team of each round, what speaks for it, and the best swap."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grouping.language import _
from grouping.report.figures import names_said
from grouping.report.reasons import reasons_in_round
from grouping.report.swaps import Swaps, swaps_said
from grouping.report.teams import about, about_columns
from grouping.write.labels import labels_of
from grouping.write.words import round_label

if TYPE_CHECKING:
    from grouping.report.swaps import SwapView
    from grouping.solving import Result


@dataclass(frozen=True)
class Stay:
    """One round of one person.

    Attributes
    ----------
    round
        What it is called; '' if it is the only one.
    team, key
        The team and its place on the page; '' where absent.
    reasons
        What speaks for this team in this round, beyond what is alike in all.
    swap
        The best swap.
    """

    round: str
    team: str
    key: str
    reasons: tuple[str, ...]
    swap: SwapView | None
    swaps: str


@dataclass(frozen=True)
class PersonView:
    """One person.

    Attributes
    ----------
    reasons
        What speaks for the team alike in every round.
    """

    person: int
    name: str
    about: tuple[str, ...]
    reasons: tuple[str, ...]
    stays: tuple[Stay, ...]


@dataclass(frozen=True)
class Letter:
    """The people whose names begin with a letter."""

    letter: str
    people: tuple[PersonView, ...]


def letters_of(result: Result) -> tuple[Letter, ...]:
    """Return everybody by name."""
    problem, called = result.problem, labels_of(result.problem)
    swaps, columns = Swaps(result), about_columns(problem)
    reasons = [reasons_in_round(result, r, called) for r in range(problem.rounds)]
    by_letter: dict[str, list[PersonView]] = {}
    for i in sorted(range(problem.n), key=lambda i: _key(called[i])):
        own = [said[i] for said in reasons]
        here = [r for r in range(problem.rounds) if result.assignment[r, i] >= 0]
        alike = [text for text in own[here[0]] if all(text in own[r] for r in here)] if here else []
        stays = []
        for r in range(problem.rounds):
            rest = tuple(text for text in own[r] if text not in alike)
            stays.append(_stay(result, i, r, rest, swaps, called))
        view = PersonView(i, called[i], about(columns, i), tuple(alike), tuple(stays))
        by_letter.setdefault(initial(called[i]), []).append(view)
    return tuple(Letter(letter, tuple(people)) for letter, people in by_letter.items())


def _key(name: str) -> tuple[bool, str, str]:
    letter = initial(name)
    return letter == "#", letter, name.casefold()


def initial(name: str) -> str:
    """Return the letter under which a name stands; '#' for those that begin with none."""
    for mark in unicodedata.normalize("NFKD", name):
        if mark.isalpha():
            return mark.upper()[:1]
        if not mark.isspace():
            break
    return "#"


def _stay(
    result: Result,
    person: int,
    r: int,
    reasons: tuple[str, ...],
    swaps: Swaps,
    called: list[str],
) -> Stay:
    problem, g = result.problem, int(result.assignment[r, person])
    name = round_label(problem, r) if problem.rounds > 1 else ""
    if g < 0:
        return Stay(name, "", "", (), None, "")
    if problem.rounds > 1 or problem.history:
        reasons = (*reasons, _faces(result, person, r, called))
    swap = swaps.of(person, r)
    said = swaps_said(*swaps.possible(person, r)) if swap else ""
    return Stay(name, problem.teams.names[g], f"r{r + 1}-{g + 1}", reasons, swap, said)


def _faces(result: Result, person: int, r: int, called: list[str]) -> str:
    """Say how many team mates are new, and who is not."""
    met = result.encounters
    mates = met.mates(r, person)
    again = [called[i] for i in mates if met.met_before(r, person, i)]
    said = {"new": len(mates) - len(again), "all": len(mates)}
    if not again:
        return _("all {all} team mates are new", all=said["all"])
    return _("{new} of {all} team mates are new; met before: {names}",
             **said, names=names_said(again))  # fmt: skip
