"""What a JSON result claims of its answer: how much of it is believed, and what is only said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grouping.files.read.result_types import OddValueError, many, real, table, text, whole, wholes
from grouping.files.result_form import WHOLE, fingerprints
from grouping.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grouping.solving.solve import Result


def check_claims(stored: Mapping[str, Any]) -> None:
    """Check the types of what a result says beside people, plan and teams.

    Raises
    ------
    ValueError
        If the bound, the score, the seed or another figure is of another type.
    """
    for key in ("status", "proof", "grouping"):
        text(stored.get(key, ""))
    for key in ("seed", "threads", "evaluations"):
        if stored.get(key) is not None:
            whole(stored[key])
    real(stored.get("seconds", 0))
    wholes(stored.get("conflict", []))
    if len(wholes(stored.get("bound", [0, 0]))) != 2:
        raise OddValueError("a bound is two numbers")
    score = table(stored.get("score", {}))
    for key in ("must", "soft"):
        whole(score.get(key, 0))
    wholes(score.get("bound", []))
    for share in many(score.get("rules", [])):
        for key in ("cost", "bound", "coef"):
            whole(table(share).get(key, 0))


def with_record(result: Result, stored: Mapping[str, Any]) -> Result:
    """Return `result` with the seed and the proof of the file, as far as they are believed.

    They are believed of the very answer of the file, if the file is as it was written: its sum
    over all that it says is right.  Of the bound the judge and the closed forms must agree, too:
    it is above theirs and not above the cost.  It speaks of the soft cost by the weights of the
    rules, so these must be the same.

    Parameters
    ----------
    result
        The answer as judged now.
    stored
        What the file says, as `grouping.files.read.result_file.read_result` returns it.
    """
    if not _same_teams(result, stored) or not _as_written(stored):
        return result
    result = replace(result, seed=stored.get("seed"))
    must, soft = stored.get("bound", (0, 0))
    if _same_score(result, stored) and result.score.bound < (must, soft) <= result.score.value:
        return replace(result, proven=((must, soft), stored.get("proof", "")))
    return result


def unconfirmed(result: Result, stored: Mapping[str, Any]) -> str:
    """Say what the file claims of these teams beyond what is believed; '' if there is nothing.

    Parameters
    ----------
    result
        What `with_record` returned.
    stored
        What the file says.
    """
    if not _same_teams(result, stored):
        return ""
    bound, proof = tuple(stored.get("bound", ())), stored.get("proof", "")
    if stored.get("status") == "optimal" != result.status:
        return _(
            "the file calls these teams proven optimal ({proof}); nothing here confirms it",
            proof=proof or "?",
        )
    if bound > result.bound:
        return _(
            "the file states a bound of {bound} on the cost ({proof}); nothing here confirms it",
            bound=bound[1],
            proof=proof or "?",
        )
    return ""


def _same_teams(result: Result, stored: Mapping[str, Any]) -> bool:
    teams = [[-1 if g is None else g for g in team] for team in stored["assignment"]]
    return bool(teams == result.assignment.tolist())


def _as_written(stored: Mapping[str, Any]) -> bool:
    sums = stored["fingerprints"]
    return WHOLE in sums and sums[WHOLE] == fingerprints(stored)[WHOLE]


def _same_score(result: Result, stored: Mapping[str, Any]) -> bool:
    score = stored.get("score", {})
    shares = score.get("rules", [])
    coefs = [share.get("coef") for share in shares]
    value = (score.get("must"), score.get("soft"))
    return value == result.score.value and coefs == [share.coef for share in result.score.rules]
