"""The first screen: are these good teams, how sure is that, and whom do people meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from grouping.files.report.number_words import from_to, percent, place_on_scale
from grouping.files.write.result_words import met_words, overall
from grouping.language import _, plural

if TYPE_CHECKING:
    from grouping.solving.solve import Result


@dataclass(frozen=True)
class Tile:
    """One figure with what it counts."""

    figure: str
    label: str
    state: Literal["good", "bad", "plain"] = "plain"


@dataclass(frozen=True)
class Summary:
    """What the top of the page says.

    Attributes
    ----------
    title
        How many people, teams and rounds.
    good
        Whether all must rules hold.
    said
        The verdict in words.
    tiles
        The figures beside it.
    place
        Where all wishes together lie, 0 = best possible, 1 = random draw; None: no wishes.
    reached
        The same in words: ``'+1.2 %'``.
    """

    title: str
    good: bool
    said: str
    tiles: tuple[Tile, ...]
    place: float | None
    reached: str


def summary_of(result: Result) -> Summary:
    """Return what the top of the page says of a result."""
    score = result.score
    place = place_on_scale(score.soft, result.bound[1], score.random)
    wishes = any(not share.rule.must for share in score.rules)
    return Summary(
        _title(result),
        not score.must,
        overall(result),
        tuple(_tiles(result)),
        place if wishes else None,
        percent(place) if place else percent(0.0),
    )


def _title(result: Result) -> str:
    problem = result.problem
    people = plural("{n} person", "{n} people", problem.n)
    teams = plural("{n} team", "{n} teams", len(problem.teams))
    if problem.rounds == 1:
        return _("{people} in {teams}", people=people, teams=teams)
    rounds = plural("{n} round", "{n} rounds", problem.rounds)
    return _("{people} in {teams}, {rounds}", people=people, teams=teams, rounds=rounds)


def _tiles(result: Result) -> list[Tile]:
    tiles = []
    musts = [share for share in result.score.rules if share.rule.must]
    wishes = [share for share in result.score.rules if not share.rule.must]
    if musts:
        kept = sum(not share.cost for share in musts)
        figure = _("{part} of {all}", part=kept, all=len(musts))
        tiles.append(Tile(figure, _("must rules hold"), "good" if kept == len(musts) else "bad"))
    if wishes:
        best = len(wishes) if result.status == "optimal" else sum(s.proven for s in wishes)
        figure = _("{part} of {all}", part=best, all=len(wishes))
        label = _("wishes cannot be met better: proven")
        if result.status == "optimal" and not all(s.proven for s in wishes):
            label = _("wishes together cannot be met better: proven")
        tiles.append(Tile(figure, label, "good" if best == len(wishes) else "plain"))
    if result.problem.rounds > 1:
        tiles += _met(result)
    return [*tiles, _sizes(result)]


def _sizes(result: Result) -> Tile:
    sizes: list[int] = []
    for the_round, team in zip(result.problem.by_round, result.assignment, strict=True):
        held = np.bincount(team[the_round.people], minlength=len(result.problem.teams))
        sizes += held[the_round.places].tolist()
    return Tile(from_to(sizes), _("people in each team"))


def _met(result: Result) -> list[Tile]:
    met = result.encounters
    again = sum(met.pairs_by_times.values())
    return [
        Tile(from_to(met.people_met[met.here].tolist()), _("different people met by each")),
        Tile(str(again), _("pairs meet again in a later round"), "plain" if again else "good"),
    ]


def met_sentence(result: Result) -> str:
    """Say how many people everybody meets, as a sentence."""
    said = met_words(result.encounters)
    return f"{said[:1].upper()}{said[1:]}."
