"""All that the page shows, gathered before any markup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grouping.distribution import package_version
from grouping.files.report.section_composition import compositions_of
from grouping.files.report.section_meetings import meetings_of_result
from grouping.files.report.section_mixing import mixing_of
from grouping.files.report.section_people import letters_of
from grouping.files.report.section_rules import rules_of
from grouping.files.report.section_summary import summary_of
from grouping.files.report.section_teams import rounds_of
from grouping.files.result_form import fingerprint
from grouping.files.write.result_words import proof_words
from grouping.scoring.weights import random_draws

if TYPE_CHECKING:
    from grouping.files.report.section_composition import Composition
    from grouping.files.report.section_meetings import MeetingsView
    from grouping.files.report.section_mixing import MixingView
    from grouping.files.report.section_people import Letter
    from grouping.files.report.section_rules import RuleView
    from grouping.files.report.section_summary import Summary
    from grouping.files.report.section_teams import RoundView
    from grouping.solving.solve import Result


@dataclass(frozen=True)
class Record:
    """How the teams were made and judged."""

    source: str
    seed: int | None
    version: str
    proof: str
    draws: int
    fingerprint: str
    claimed: str
    """What the file says of the teams that nothing confirms; '' mostly."""


@dataclass(frozen=True)
class Page:
    """The whole page."""

    summary: Summary
    rules: tuple[RuleView, ...]
    rounds: tuple[RoundView, ...]
    compositions: tuple[Composition, ...]
    meetings: MeetingsView | None
    mixing: MixingView | None
    letters: tuple[Letter, ...]
    record: Record


def page_of(result: Result, claimed: str = "") -> Page:
    """Return what the page shows of a result, in the language in use.

    `claimed` is what its file says that nothing confirms, a sentence without a full stop.
    """
    return Page(
        summary_of(result),
        rules_of(result),
        rounds_of(result),
        compositions_of(result),
        meetings_of_result(result),
        mixing_of(result),
        letters_of(result),
        _record(result, claimed),
    )


def _record(result: Result, claimed: str) -> Record:
    teams = [[g if g >= 0 else None for g in team] for team in result.assignment.tolist()]
    return Record(
        result.problem.roster.source,
        result.seed,
        package_version(),
        proof_words(result.proof),
        len(random_draws(result.problem)),
        fingerprint(teams)[:12],
        claimed and f"{claimed[:1].upper()}{claimed[1:]}.",
    )
