"""What a result comes to, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grouping.scoring import RuleScore
    from grouping.solving import Result


def verdict(share: RuleScore) -> str:
    """Say what became of one rule: holds, broken, proven best, or how far from the best.

    The distance is counted from the best that arithmetic allows (0 %) to a random draw (100 %).
    """
    if share.rule.must:
        if share.cost == 0:
            return "holds"
        return "broken, has to be" if share.bound else "broken"
    if share.proven:
        return "proven best"
    over, span = share.cost - share.bound, share.random - share.bound
    return _percent(over / span) if span > 0 else "no better than random"


def round_titles(rounds: int) -> list[str]:
    """Return the headers of the columns of teams in lists that programs read."""
    return ["team"] if rounds == 1 else [f"round{r + 1}" for r in range(rounds)]


def overall(result: Result) -> str:
    """Say in one sentence how good the teams are, and how sure that is."""
    score = result.score
    broken = sum(1 for share in score.rules if share.rule.must and share.cost)
    if broken:
        many = f"{broken} must rule{'s are' if broken > 1 else ' is'} broken"
        proven = " and they cannot all hold: proven." if result.status == "infeasible" else "."
        return many + proven
    musts = any(share.rule.must for share in score.rules)
    held = "All must rules hold. " if musts else ""
    wishes = [share for share in score.rules if not share.rule.must]
    if result.status == "optimal":
        proven = f"Proven optimal ({result.proof}): no teams can meet the wishes better."
        return held + (proven if wishes else "")
    best = sum(share.proven for share in wishes)
    said = f"All wishes together: {_percent(result.gap)} (0 % best possible, 100 % random draw)"
    return f"{held}{said}; {best} of {len(wishes)} proven best."


def _percent(part: float) -> str:
    return f"+{100 * part:.1f} %" if part < 0.0995 else f"+{100 * part:.0f} %"
