"""What a repair adds to the JSON of its result: the teams before, who moved, score by moves."""

from __future__ import annotations

from typing import Any

from grouping.solving.repair.repair_result import Move, Point, Repair


def repair_to_dict(repair: Repair, of: dict[str, Any]) -> dict[str, Any]:
    """Return the repair as plain dicts, lists, numbers and texts.

    Parameters
    ----------
    repair
        The repair.
    of
        What was repaired, such as ``file`` and the fingerprint of its ``assignment``.
    """
    question, few = repair.question, repair.fewest
    return {
        "of": of,
        "moves": repair.count,
        "open_rounds": list(question.open),
        "locked": {
            "teams": sorted(question.locks.teams),
            "people": sorted(question.locks.people),
        },
        "fewest": {
            "moves": few.moves,
            "at_least": few.least_moves,
            "violations": few.violations,
            "violations_at_least": few.least_violations,
            "proven": few.proven,
            "proof": few.kind,
        },
        "best_score_proven": repair.best_proven,
        "changes": [_move(move) for move in repair.moves],
        "curve": [_point(point) for point in repair.curve],
    }


def _move(move: Move) -> dict[str, Any]:
    """Return a change; null for no team."""
    return {
        "person": move.person,
        "round": move.round,
        "before": move.before if move.before >= 0 else None,
        "after": move.after if move.after >= 0 else None,
        "change": move.kind,
        "why": move.why,
    }


def _point(point: Point) -> dict[str, Any]:
    score = point.score
    return {
        "moves": point.moves,
        "must": int(score.must),
        "soft": int(score.soft),
        "gap": float(score.gap),
        "sizes": list(point.sizes),
        "costs": [int(share.cost) for share in score.rules],
    }
