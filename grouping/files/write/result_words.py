"""What a result comes to, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grouping.language import _, number, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grouping.problem.problem import Problem
    from grouping.scoring.meeting_counts import Encounters, Repeat
    from grouping.scoring.score import RuleScore
    from grouping.solving.solve import Result


def verdict(share: RuleScore) -> str:
    """Say what became of one rule: holds, broken, proven best, or how far from the best.

    The distance is counted from the best that arithmetic allows (0 %) to a random draw (100 %).
    """
    if share.rule.must:
        if share.cost == 0:
            return _("holds")
        return _("broken, has to be") if share.bound else _("broken")
    if share.proven:
        return _("proven best")
    over, span = share.cost - share.bound, share.random - share.bound
    if over < 0:
        return "–"  # teams with too few or too many people: bounds are not about those
    return _percent(over / span) if span > 0 else _("no better than random")


def teams_said(result: Result) -> list[list[str]]:
    """Return for each round the name of everybody's team, '' where absent."""
    names = result.problem.teams.names
    return [[names[g] if g >= 0 else "" for g in team] for team in result.assignment.tolist()]


def round_titles(problem: Problem) -> list[str]:
    """Return the headers of the columns of teams: 'Team', or 'Round 2' with the round's name."""
    if problem.rounds == 1:
        return [_("Team")]
    if not problem.round_names:
        return [_("Round {number}", number=r + 1) for r in range(problem.rounds)]
    # the number tells a reader of lists, who may not know the names, that this is a round
    return [
        _("Round {number}: {name}", number=r + 1, name=name)
        for r, name in enumerate(problem.round_names)
    ]


def round_label(problem: Problem, r: int) -> str:
    """Return what round `r` is called at the head of a column or page."""
    if not problem.round_names:
        return _("Round {number}", number=r + 1)
    name = problem.round_names[r]
    return name[:1].upper() + name[1:]


def rounds_words(problem: Problem, rounds: Sequence[int]) -> str:
    """Name some rounds, from 0: ``'round 2'``, ``'rounds 1, 2 and 4'``."""
    if problem.round_names:
        return listed([problem.round_names[r] for r in rounds])
    if len(rounds) == 1:
        return _("round {number}", number=rounds[0] + 1)
    return _("rounds {numbers}", numbers=listed([str(r + 1) for r in rounds]))


def listed(words: Sequence[str]) -> str:
    """Join words: ``'a, b and c'``."""
    if len(words) < 2:
        return "".join(words)
    return _("{words} and {last}", words=", ".join(words[:-1]), last=words[-1])


def reached_lines(problem: Problem, share: RuleScore) -> list[str]:
    """Say what a rule reached, a line for the rounds in which it reached the same."""
    if share.rule.spans_rounds or problem.rounds == 1:
        return list(share.reached)
    rounds_of: dict[str, list[int]] = {}
    held = [r for r in range(problem.rounds) if share.rule.in_round(r)]
    for r, text in zip(held, share.reached, strict=True):
        rounds_of.setdefault(text, []).append(r)
    if len(rounds_of) == 1 and len(held) == problem.rounds:
        return [_("each round: {reached}", reached=text) for text in rounds_of]
    return [f"{rounds_words(problem, rounds)}: {text}" for text, rounds in rounds_of.items()]


def met_words(met: Encounters) -> str:
    """Say how many people everybody meets, and how many pairs meet again."""
    counts = met.people_met[met.here]
    low, high = int(counts.min()), int(counts.max())
    said = _("people met: {number}", number=low)
    if high > low:
        mean = number(float(counts.mean()), 1)
        said = _("people met: {low} to {high} (mean {mean})", low=low, high=high, mean=mean)
    pairs = [_pairs(pairs, times) for times, pairs in met.pairs_by_times.items()]
    pairs = pairs or [_("no pair meets twice")]
    before = sum(bool(pair.earlier) for pair in met.repeats)
    if met.problem.history:
        pairs.append(
            plural(
                "{n} pair met at earlier events too",
                "{n} pairs met at earlier events too",
                before,
            )
        )
    return "; ".join([said, *pairs])


def _pairs(pairs: int, times: int) -> str:
    if times == 2:
        return plural("{n} pair meets twice", "{n} pairs meet twice", pairs)
    if times == 3:
        return plural("{n} pair meets three times", "{n} pairs meet three times", pairs)
    return plural(
        "{n} pair meets {times} times", "{n} pairs meet {times} times", pairs, times=times
    )


def repeat_words(problem: Problem, pair: Repeat) -> str:
    """Say who meets again, and when: ``'A and B: rounds 1 and 3'``."""
    both = listed([problem.roster.names[i] for i in (pair.first, pair.second)])
    return f"{both}: {when_words(problem, pair)}"


def when_words(problem: Problem, pair: Repeat) -> str:
    """Say when two people meet again: ``'rounds 1 and 3; before: retreat.xlsx'``."""
    now = rounds_words(problem, pair.rounds)
    if not pair.earlier:
        return now
    events = listed([problem.history[k].source for k in pair.earlier])
    return _("{rounds}; before: {events}", rounds=now, events=events)


def overall(result: Result) -> str:
    """Say in a few sentences how good the teams are, and how sure that is."""
    score = result.score
    broken = sum(1 for share in score.rules if share.rule.must and share.cost)
    if broken and result.status == "infeasible":
        return plural(
            "{n} must rule is broken and they cannot all hold: proven.",
            "{n} must rules are broken and they cannot all hold: proven.",
            broken,
        )
    if broken:
        return plural("{n} must rule is broken.", "{n} must rules are broken.", broken)
    said = [_("All must rules hold.")] if any(share.rule.must for share in score.rules) else []
    wishes = [share for share in score.rules if not share.rule.must]
    if result.status == "optimal":
        if wishes:
            text = _("Proven optimal ({proof}): no teams can meet the wishes better.",
                     proof=proof_words(result.proof))  # fmt: skip
            said += [text, *_blank_words(result.problem)]
        return " ".join(said)
    said.append(
        _(
            "All wishes together: {gap} (0 % best possible, 100 % random draw);"
            " {best} of {wishes} proven best.",
            gap=_percent(result.gap),
            best=sum(share.proven for share in wishes),
            wishes=len(wishes),
        )
    )
    if score.soft > score.random and result.gap > 1:
        text = _(
            "That is worse than a random draw, which need not keep the must rules: search longer,"
            " or make a wish of a must rule."
        )
        said.append(text)
    return " ".join(said)


def _blank_words(problem: Problem) -> list[str]:
    """Say which columns that rules go by are blank for most people: a proof says little of them."""
    named: list[str] = []
    for rule in problem.rules:
        one, several = getattr(rule, "column", ""), getattr(rule, "columns", ())
        named += [one] if isinstance(one, str) and one else []
        named += several if isinstance(several, (list, tuple)) else []
    columns = {(found := problem.roster.column(str(name))).name: found for name in named}
    said = []
    for column in columns.values():
        blank = int(column.blank.sum())
        if column.kind != "text" and 2 * blank > problem.n:
            text = _(
                "But '{column}' is blank for {blank} of {people} people, of whom it says nothing.",
                column=column.name,
                blank=number(blank),
                people=number(problem.n),
            )
            said.append(text)
    return said


def proof_words(proof: str) -> str:
    """Return the argument behind a bound in the language in use."""
    known = {
        "arithmetic": _("arithmetic"),
        "exhausted": _("exhausted"),
        "flow": _("assignment by a flow of least cost"),
    }
    return known.get(proof, proof)


def _percent(part: float) -> str:
    return f"+{number(100 * part, 1 if part < 0.0995 else 0)} %"
