"""What became of every rule: asked, reached, proven possible, at random."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from grouping.files.report.number_words import figure, place_on_scale
from grouping.files.write.result_words import reached_lines, round_label, verdict

if TYPE_CHECKING:
    from grouping.problem.problem import Problem
    from grouping.scoring.score import RuleScore
    from grouping.solving.solve import Result

# of what a rule finds wrong; the rest is counted
MOST_FINDINGS = 12
# what these find, the pictures of teams and meetings show better
SHOWN_ELSEWHERE = ("balance", "distance", "new_faces")

State = Literal["holds", "broken", "best", "open"]


@dataclass(frozen=True)
class RuleView:
    """One rule.

    Attributes
    ----------
    title
        What was asked.
    must
        Whether it has to hold.
    weight
        Of a wish; 1 is usual.
    state
        ``holds`` or ``broken`` (must rules), ``best`` (a wish proven best) or ``open``.
    verdict
        The same in words, or how far from the best.
    reached
        What was reached, in words.
    why
        Of a must rule that has to be broken: the numbers that make it impossible.
    cost, best, random
        The cost in the rule's unit: reached, best possible, by a random draw.
    place
        Where the cost lies, 0 = best possible, 1 = random draw; None: no scale.
    findings
        Where the cost comes from, the first of them.
    more
        How many further ones there are.
    """

    title: str
    must: bool
    weight: float
    state: State
    verdict: str
    reached: tuple[str, ...]
    why: str
    cost: str
    best: str
    random: str
    place: float | None
    findings: tuple[str, ...]
    more: int


def rules_of(result: Result) -> tuple[RuleView, ...]:
    """Return every rule, in the order of the plan."""
    return tuple(_rule(result.problem, share) for share in result.score.rules)


def _rule(problem: Problem, share: RuleScore) -> RuleView:
    cost, best, random = (value / share.unit for value in (share.cost, share.bound, share.random))
    findings = [_finding(problem, r, item.text) for r, item in share.items]
    if share.rule.kind in SHOWN_ELSEWHERE and not share.rule.must:
        findings = []
    return RuleView(
        share.rule.title,
        bool(share.rule.must),
        float(share.rule.weight),
        _state(share),
        verdict(share),
        tuple(reached_lines(problem, share)),
        share.rule.limits(problem) if share.rule.must and share.bound else "",
        figure(cost),
        figure(best),
        figure(random),
        None if share.rule.must else place_on_scale(cost, best, random),
        tuple(findings[:MOST_FINDINGS]),
        max(0, len(findings) - MOST_FINDINGS),
    )


def _state(share: RuleScore) -> State:
    if share.rule.must:
        return "broken" if share.cost else "holds"
    return "best" if share.proven else "open"


def _finding(problem: Problem, r: int | None, text: str) -> str:
    if r is None or problem.rounds == 1:
        return text
    return f"{round_label(problem, r)}: {text}"
