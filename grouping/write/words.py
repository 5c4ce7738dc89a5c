"""What a result comes to, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grouping.rules.base import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grouping.encounters import Encounters, Repeat
    from grouping.problem import Problem
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


def teams_said(result: Result) -> list[list[str]]:
    """Return for each round the name of everybody's team, '' where absent."""
    names = result.problem.teams.names
    return [[names[g] if g >= 0 else "" for g in team] for team in result.assignment.tolist()]


def round_label(problem: Problem, r: int) -> str:
    """Return what round `r` is called at the head of a column or page."""
    name = problem.round_name(r)
    return name[:1].upper() + name[1:]


def rounds_words(problem: Problem, rounds: Sequence[int]) -> str:
    """Name some rounds, from 0: ``'round 2'``, ``'rounds 1, 2 and 4'``."""
    if problem.round_names or len(rounds) == 1:
        return listed([problem.round_name(r) for r in rounds])
    return "rounds " + listed([str(r + 1) for r in rounds])


def listed(words: Sequence[str]) -> str:
    """Join words: ``'a, b and c'``."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def reached_lines(problem: Problem, share: RuleScore) -> list[str]:
    """Say what a rule reached, a line for the rounds in which it reached the same."""
    if share.rule.across or problem.rounds == 1:
        return list(share.reached)
    rounds_of: dict[str, list[int]] = {}
    held = [r for r in range(problem.rounds) if share.rule.in_round(r)]
    for r, text in zip(held, share.reached, strict=True):
        rounds_of.setdefault(text, []).append(r)
    if len(rounds_of) == 1 and len(held) == problem.rounds:
        return [f"each round: {text}" for text in rounds_of]
    return [f"{rounds_words(problem, rounds)}: {text}" for text, rounds in rounds_of.items()]


_TIMES = {1: "once", 2: "twice", 3: "three times", 4: "four times"}


def met_words(met: Encounters) -> str:
    """Say how many people everybody meets, and how many pairs meet again."""
    counts = met.people_met[met.here]
    low, high = int(counts.min()), int(counts.max())
    said = f"people met: {low}"
    if high > low:
        said += f" to {high} (mean {counts.mean():.1f})"
    pairs = [
        f"{counted(pairs, 'pair')} {'meets' if pairs == 1 else 'meet'} "
        + _TIMES.get(times, f"{times} times")
        for times, pairs in met.pairs_by_times.items()
    ]
    pairs = pairs or ["no pair meets twice"]
    before = sum(bool(pair.earlier) for pair in met.repeats)
    if met.problem.history:
        pairs.append(f"{counted(before, 'pair')} met at earlier events too")
    return "; ".join([said, *pairs])


def repeat_words(problem: Problem, pair: Repeat) -> str:
    """Say who meets again, and when: ``'A and B: rounds 1 and 3'``."""
    names = problem.roster.names
    return f"{names[pair.first]} and {names[pair.second]}: {when_words(problem, pair)}"


def when_words(problem: Problem, pair: Repeat) -> str:
    """Say when two people meet again: ``'rounds 1 and 3; before: retreat.xlsx'``."""
    before = listed([problem.history[k].source for k in pair.earlier]) if pair.earlier else ""
    return rounds_words(problem, pair.rounds) + (f"; before: {before}" if before else "")


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
