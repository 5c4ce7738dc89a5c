"""What the page shows of a state, as plain data: the board, the score, what a step changes."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from grouping.files.write.result_words import (
    met_words,
    overall,
    reached_lines,
    round_label,
    verdict,
)
from grouping.language import _, figures, number, plural
from grouping.problem.problem import Problem
from grouping.scoring.rule_changes import RuleChange, by_rule
from grouping.scoring.score import RuleScore, Score, score, seat_errors
from grouping.scoring.steps import Step, after_step, best_steps, judged_steps
from grouping.scoring.what_if import Changes
from grouping.web.session import State, is_locked

# Agencies are told apart by so many colours and patterns, beside their names.
SWATCHES = 24
# What a card says of a person, besides the name: the first columns that are about these.
SHOWN_ROLES = (("agency",), ("position", "eselon", "golongan"), ("gender",))
SUGGESTED = 6


def board(state: State) -> dict[str, Any]:
    """Return everything of the board that steps do not change: people, teams, rounds."""
    problem = state.problem
    return {
        "people": people(state),
        "teams": list(problem.teams.names),
        "rounds": [_round(problem, r) for r in range(problem.rounds)],
    }


def _round(problem: Problem, r: int) -> dict[str, Any]:
    one = problem.by_round[r]
    return {
        "name": round_label(problem, r),
        "open": one.places.tolist(),
        "low": one.teams.low.tolist(),
        "high": one.teams.high.tolist(),
    }


def people(state: State) -> list[dict[str, Any]]:
    """Return what the cards say of everybody, in the order of the roster."""
    roster = state.problem.roster
    columns = [column for wanted in SHOWN_ROLES if (column := _of_role(state, wanted))]
    agency = _of_role(state, ("agency",))
    made = []
    for i, (who, name) in enumerate(zip(roster.ids, roster.names, strict=True)):
        label = agency.value(i) if agency else ""
        swatch = zlib.crc32(label.casefold().encode()) % SWATCHES if label else -1
        lines = [column.value(i) for column in columns]
        made.append({"id": who, "name": name, "lines": lines, "swatch": swatch})
    return made


def _of_role(state: State, wanted: Sequence[str]) -> Any:
    roles = state.reading.roles
    for role in wanted:
        for column in state.problem.roster.columns:
            if roles.get(column.name) == role or (not roles and column.name.casefold() == role):
                return column
    if not roles and wanted == ("agency",):
        kinds = [c for c in state.problem.roster.columns if c.kind == "category"]
        return kinds[0] if kinds else None
    return None


def standing(state: State) -> dict[str, Any]:
    """Return what a step changes of the board: who is where, locks, marks of teams, the score."""
    problem, teams = state.problem, state.teams
    return {
        "team": teams.tolist(),
        "locked": {
            "people": [problem.roster.ids.index(who) for who in _here(state)],
            "teams": [k for k, name in enumerate(problem.teams.names) if name in state.locks.teams],
            "rounds": sorted(state.locks.rounds),
        },
        "marks": marks(state),
        "score": score_words(state),
    }


def _here(state: State) -> list[str]:
    return [who for who in state.locks.people if who in set(state.problem.roster.ids)]


def marks(state: State) -> list[list[dict[str, Any]]]:
    """Return for every round and team how many people it has and what is wrong with it."""
    problem, judged = state.problem, state.score
    made = [[_mark(problem, state, r, g) for g in range(len(problem.teams))]
            for r in range(problem.rounds)]  # fmt: skip
    for share in judged.rules:
        for r, item in share.items:
            if item.team is None or not item.cost or share.cost <= share.bound:
                continue
            for k in range(problem.rounds) if r is None else (r,):
                mark = made[k][item.team]
                worth = share.coef * item.cost
                if share.rule.must:
                    mark["broken"].append(item.text)
                elif worth > mark["worth"]:
                    mark["worth"], mark["worst"] = worth, f"{share.rule.title}: {item.text}"
    for row in made:
        for mark in row:
            del mark["worth"]
    return made


def _mark(problem: Problem, state: State, r: int, g: int) -> dict[str, Any]:
    size = int((state.teams[r] == g).sum())
    mark: dict[str, Any] = {"size": size, "broken": [], "worst": "", "worth": 0}
    one = problem.by_round[r]
    at = np.flatnonzero(one.places == g)
    if len(at):
        low, high = int(one.teams.low[at[0]]), int(one.teams.high[at[0]])
        if not low <= size <= high:
            seats = str(low) if low == high else _("{low} to {high}", low=low, high=high)
            mark["broken"].append(_("{n} people, planned: {seats}", n=size, seats=seats))
    return mark


def score_words(state: State) -> dict[str, Any]:
    """Return how good the teams are: in a sentence, as a share, and rule by rule."""
    problem, judged, result = state.problem, state.score, state.result
    wrong = seat_errors(problem, state.teams)
    said = overall(result)
    if problem.rounds > 1 or problem.history:
        said = f"{said} {met_words(result.encounters)}."
    return {
        "said": said,
        "must": judged.must,
        "gap": percent(result.gap),
        "share": round(max(0.0, min(1.0, 1 - result.gap)), 4),
        "seats": wrong,
        "rules": [rule_line(problem, share) for share in judged.rules],
    }


def rule_line(problem: Problem, share: RuleScore) -> dict[str, Any]:
    """Return a line of the table of rules."""
    span = share.random - share.bound
    over = (share.cost - share.bound) / span if span > 0 else float(share.cost > share.bound)
    return {
        "title": share.rule.title,
        "must": bool(share.rule.must),
        "broken": bool(share.rule.must and share.cost),
        "verdict": verdict(share),
        "met": round(max(0.0, min(1.0, 1 - over)), 4),
        "reached": reached_lines(problem, share),
        "items": [item.text for _r, item in share.items[:5] if item.cost],
    }


def percent(part: float) -> str:
    """Write a share of 1 in per cent, with a decimal where it is small."""
    return f"{number(100 * part, 1 if abs(part) < 0.0995 else 0)} %"


def points(state: State, soft: int) -> float:
    """Return a change of the soft cost in points of the gap: 100 is a random draw over the best."""
    span = state.score.random - state.score.bound[1]
    return 100 * soft / span if span > 0 else float(np.sign(soft))


def preview(state: State, person: int, r: int) -> dict[str, Any]:
    """Return what picking up a person offers: for everybody a swap, for every team a move.

    A team without a free seat, or from which nobody may go, offers the best swap with one of its
    people, whose position is under ``with``.
    """
    problem, team = state.problem, state.teams[r]
    swaps, moves = state.whatif.swaps(person, r), state.whatif.moves(person, r)
    free = np.array([not is_locked(state, i, r) for i in range(problem.n)])
    if not free[person]:
        return {"people": {}, "teams": {}, "locked": True}
    who = np.flatnonzero(swaps.possible & free).tolist()
    offered: dict[int, dict[str, Any]] = {}
    for g in problem.by_round[r].places.tolist():
        if g == team[person] or problem.teams.names[g] in state.locks.teams:
            continue
        if moves.possible[g]:
            offered[g] = _offer(state, moves, g)
            continue
        inside = [i for i in who if team[i] == g]
        if inside:
            best = min(inside, key=lambda i: (swaps.must[i], swaps.soft[i], i))
            offered[g] = {**_offer(state, swaps, best), "with": best}
    return {"people": {i: _offer(state, swaps, i) for i in who}, "teams": offered}


def _offer(state: State, changes: Changes, k: int) -> dict[str, Any]:
    must, soft = int(changes.must[k]), int(changes.soft[k])
    return {"way": way_of(must, soft), "said": said_of(state, must, soft)}


def way_of(must: int, soft: int) -> str:
    """Return which way a change goes: ``mends``, ``breaks``, ``better``, ``worse`` or ``same``."""
    if must:
        return "mends" if must < 0 else "breaks"
    if soft:
        return "better" if soft < 0 else "worse"
    return "same"


def said_of(state: State, must: int, soft: int) -> str:
    """Say a change in a sign and a figure: ``'▲ 0.4'``; more is better."""
    change = figures(abs(points(state, soft)), 2)
    if must:
        return f"✓ {-must}" if must < 0 else f"✕ {must}"
    if soft:
        return f"▲ {change}" if soft < 0 else f"▼ {change}"
    return "＝"


def effect(before: State, after: State) -> dict[str, Any]:
    """Return what became of the rules by a step, as the judge says; must rules first."""
    if before.problem is not after.problem:
        return {"said": after.said, "way": "same", "rules": []}
    changes = [one for one in by_rule(before.problem, before.score, after.score) if one.change]
    changes.sort(key=lambda one: (not one.rule.must, -abs(one.weighed)))
    first, then = before.score, after.score
    way = way_of(then.must - first.must, then.soft - first.soft)
    return {
        "said": after.said,
        "way": way,
        "gap": [percent(first.gap), percent(then.gap)],
        "rules": [_change(one) for one in changes],
    }


def _change(one: RuleChange) -> dict[str, Any]:
    unit = one.after.unit
    return {
        "title": one.rule.title,
        "must": bool(one.rule.must),
        "way": "better" if one.better else "worse",
        "before": figures(one.before.cost / unit, 4),
        "after": figures(one.after.cost / unit, 4),
    }


def suggestions(state: State, person: int, r: int) -> list[dict[str, Any]]:
    """Return the best swaps and moves of a person, each judged anew, best first."""
    problem, teams = state.problem, state.teams
    if seat_errors(problem, teams):
        steps = judged_steps(problem, teams, person, r)
    else:
        steps = best_steps(state.whatif, person, r, 4 * SUGGESTED)
    found = []
    for step in steps:
        if _barred(state, step, r):
            continue
        then = score(problem, after_step(teams, step, r), seats=False)
        found.append(_suggestion(state, step, then))
        if len(found) == SUGGESTED:
            break
    return found


def _barred(state: State, step: Step, r: int) -> bool:
    other = step.other is not None and is_locked(state, step.other, r)
    return other or state.problem.teams.names[step.after] in state.locks.teams


def _suggestion(state: State, step: Step, then: Score) -> dict[str, Any]:
    names, first = state.problem.roster.names, state.score
    team = state.problem.teams.names[step.after]
    if step.other is None:
        words = _("move to {team}", team=team)
    else:
        words = _("swap with {name} ({team})", name=names[step.other], team=team)
    must, soft = then.must - first.must, then.soft - first.soft
    changes = [one for one in by_rule(state.problem, first, then) if one.change]
    changes.sort(key=lambda one: (not one.rule.must, -abs(one.weighed)))
    return {
        "other": step.other,
        "team": step.after,
        "words": words,
        "way": way_of(must, soft),
        "said": said_of(state, must, soft),
        "rules": [_change(one) for one in changes[:3]],
    }


def met_before(state: State, person: int, r: int) -> list[str]:
    """Say whom a person meets on the team of round `r` who was met in another round too."""
    teams, names = state.teams, state.problem.roster.names
    if len(teams) < 2 or teams[r, person] < 0:
        return []
    with_them = (teams == teams[:, [person]]) & (teams >= 0)
    with_them[:, person] = False
    often = with_them.sum(axis=0)
    again = np.flatnonzero(with_them[r] & (often > 1)).tolist()
    met = int((often > 0).sum())
    said = [plural("meets {n} person in all rounds", "meets {n} people in all rounds", met)]
    return [*said, *(_("meets {name} more than once", name=names[i]) for i in again)]
