"""Everybody from A to Z: the team of each round, what speaks for it, and the best swap."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grouping.files.report.best_swaps import Swaps, swaps_said
from grouping.files.report.section_composition import short_names
from grouping.files.report.section_teams import about, about_columns
from grouping.files.report.team_reasons import reasons_in_round
from grouping.files.write.name_labels import labels_of
from grouping.files.write.result_words import round_label
from grouping.files.write.short_names import short_name, sorting_name
from grouping.language import _
from grouping.problem.reason import merged, names_said

if TYPE_CHECKING:
    from grouping.files.report.best_swaps import SwapView
    from grouping.problem.reason import Reason
    from grouping.solving.solve import Result


@dataclass(frozen=True)
class Stay:
    """One round of one person.

    Attributes
    ----------
    round
        What it is called; '' if it is the only one.
    team, short, key
        The team, the same without the word that all have, its place on the page; '' where absent.
    reasons
        What speaks for this team in this round, beyond what is alike in all.
    swap
        The best swap.
    """

    round: str
    team: str
    short: str
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
        here = [r for r in range(problem.rounds) if result.assignment[r, i] >= 0]
        alike, rest = _sorted_out([reasons[r][i] for r in here])
        own = dict(zip(here, rest, strict=True))
        stays = [_stay(result, i, r, own.get(r, []), swaps, called) for r in range(problem.rounds)]
        view = PersonView(i, called[i], about(columns, i), tuple(alike), tuple(stays))
        by_letter.setdefault(initial(called[i]), []).append(view)
    return tuple(Letter(letter, tuple(people)) for letter, people in by_letter.items())


def _sorted_out(by_round: list[list[Reason]]) -> tuple[list[str], list[list[str]]]:
    """Return what speaks for the team in every round, and what does in each alone."""
    texts = [{reason.text: reason for reason in reasons} for reasons in by_round]
    always = [text for text in texts[0] if all(text in held for held in texts)] if texts else []
    alike = [merged([held[text] for held in texts]) for text in always]
    alone = [
        [merged([reason]) for text, reason in held.items() if text not in always] for held in texts
    ]
    return alike, alone


def _key(name: str) -> tuple[bool, str, int, tuple[str, str]]:
    letter, number = initial(name), re.match(r"\d+", name)
    # people without names are numbers: 2 stands before 10
    return letter == "#", letter, int(number[0]) if number else -1, sorting_name(name)


def initial(name: str) -> str:
    """Return the letter under which a name stands, titles aside; '#' if it begins with none."""
    for mark in unicodedata.normalize("NFKD", short_name(name)):
        if mark.isalpha():
            return mark.upper()[:1]
        if not mark.isspace():
            break
    return "#"


def _stay(
    result: Result,
    person: int,
    r: int,
    reasons: list[str],
    swaps: Swaps,
    called: list[str],
) -> Stay:
    problem, g = result.problem, int(result.assignment[r, person])
    name = round_label(problem, r) if problem.rounds > 1 else ""
    if g < 0:
        return Stay(name, "", "", "", (), None, "")
    if problem.rounds > 1 or problem.history:
        reasons = [*reasons, _faces(result, person, r, called)]
    swap = swaps.of(person, r)
    said = swaps_said(*swaps.possible(person, r)) if swap else ""
    team, short = problem.teams.names[g], short_names(problem.teams.names)[g]
    return Stay(name, team, short, f"r{r + 1}-{g + 1}", tuple(reasons), swap, said)


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
