"""What the commands print: tables go to stdout, everything else goes to stderr."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.table import Table

from grouping.cli.safe_console import SafeConsole
from grouping.cli.terminal import put
from grouping.cli.terminal import say as say
from grouping.files.instances.objective import Objective
from grouping.files.write.result_words import (
    met_words,
    proof_words,
    reached_lines,
    round_label,
    verdict,
)
from grouping.language import _, figures, plural
from grouping.language import number as _number

if TYPE_CHECKING:
    from grouping.files.read.roster_file import Reading
    from grouping.problem.problem import Problem
    from grouping.scoring.score import RuleScore, Score
    from grouping.solving.solve import Result

# Width of tables that go into a file or a pipe.
PLAIN_WIDTH = 140
# Up to so many people, several rounds are one table with a row per person.
FEW = 60


def console() -> SafeConsole:
    """Return the console of results: stdout."""
    wide = None if sys.stdout.isatty() else PLAIN_WIDTH
    return SafeConsole(file=sys.stdout, width=wide, highlight=False, soft_wrap=False)


def number(value: float) -> str:
    """Write a number with as many digits as people read, in the language in use."""
    if value == round(value) and abs(value) < 1e15:
        return _number(value)
    return figures(value, 4) if abs(value) < 1000 else _number(value, 1)


def share(part: float) -> str:
    """Write a share of 1 in per cent."""
    return f"{_number(100 * part, 2)} %"


def signed(value: float) -> str:
    """Write a change, with its sign."""
    return f"{'+' if value > 0 else ''}{number(value)}"


def plain(text: str) -> str:
    """Return `text` so that no bracket in it is taken for markup."""
    return text.replace("[", "\\[")


def score_table(problem: Problem, score: Score, *, before: Score | None = None) -> Table:
    """Return the table of rules: reached, cost, best possible, random, gap; or what changed."""
    table = Table(title=None, header_style="bold", pad_edge=False)
    table.add_column(_("Rule"), overflow="fold", ratio=4)
    table.add_column(_("Reached"), overflow="fold", ratio=3)
    columns = [_("Cost"), _("Best possible"), _("Random draw")]
    for name in columns + ([_("Before"), _("Change")] if before else []):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column(_("Gap"), no_wrap=True)
    for k, one in enumerate(score.rules):
        cells = [plain(one.rule.title), plain("\n".join(reached_lines(problem, one)))]
        cells += [number(x / one.unit) for x in (one.cost, one.bound, one.random)]
        if before:
            old = before.rules[k].cost
            cells += [number(old / one.unit), signed((one.cost - old) / one.unit)]
        table.add_row(*cells, verdict(one), style="red" if _broken(one) else None)
    return table


def change_table(
    problem: Problem,
    changes: Sequence[tuple[RuleScore | None, RuleScore | None]],
    titles: tuple[str, str],
) -> Table:
    """Return the table of what became of rules, None where one is not asked: cost, reached."""
    table = Table(header_style="bold", pad_edge=False)
    table.add_column(_("Rule"), overflow="fold", ratio=4)
    for title in titles:
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column(_("Change"), justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column(_("{title}: reached", title=titles[1]), overflow="fold", ratio=3)
    for before, after in changes:
        rule = (after or before).rule  # type: ignore[union-attr]
        costs = [None if one is None else one.cost / one.unit for one in (before, after)]
        cells = [plain(rule.title), *("–" if cost is None else number(cost) for cost in costs)]
        if before is None or after is None:
            cells += ["", _("not asked in both"), ""]
        else:
            change = after.cost / after.unit - before.cost / before.unit
            reached = plain("\n".join(reached_lines(problem, after)))
            cells += [signed(change), _judgement(before, after), reached]
        broken = after is not None and _broken(after)
        table.add_row(*cells, style="red" if broken else None)
    return table


def _judgement(before: RuleScore, after: RuleScore) -> str:
    """Say in a word what became of a rule."""
    if after.rule.must and after.cost:
        return _("BROKEN") if not before.cost else _("broken as before")
    better = after.cost / after.unit < before.cost / before.unit
    return _("better") if better else _("worse")


def unchanged_words(rules: int) -> str:
    """Say how many rules stay as they are."""
    return plural("{n} rule stays as it is.", "{n} rules stay as they are.", rules)


def _broken(share: RuleScore) -> bool:
    return bool(share.rule.must and share.cost)


def print_objective(result: Result) -> None:
    """Print what the literature counts, in the units and with the sign of its papers.

    Of people with columns only if it is an objective of the literature that they are grouped by.
    """
    goal = Objective.of(result.problem)
    people = bool(result.problem.roster.columns) or not result.problem.rules
    if result.score.must or (people and not goal.of_papers):
        return
    said = {
        "value": goal.text(result.score.soft),
        "name": _(goal.name),
        "bound": goal.text(result.bound[1]),
        "proof": proof_words(result.proof),
    }
    if goal.sense == "max":
        text = _("objective: {value} ({name}, more is better; bound {bound}, {proof})", **said)
    else:
        text = _("objective: {value} ({name}, less is better; bound {bound}, {proof})", **said)
    console().print(text, markup=False)


def print_broken(problem: Problem, score: Score, *, limit: int = 8) -> None:
    """Print where must rules are broken."""
    for one in score.rules:
        if _broken(one):
            say(_("broken: {rule} ({place})", rule=one.rule.title, place=one.rule.place))
            for r, item in one.items[:limit]:
                when = f"{problem.round_name(r)}: " if r is not None and problem.rounds > 1 else ""
                say(f"  {when}{item.text}")
            if len(one.items) > limit:
                say("  " + _("and {n} more", n=_number(len(one.items) - limit)))


def print_met(result: Result) -> None:
    """Print how many people everybody meets, if there is more than one round."""
    if result.problem.rounds > 1 or result.problem.history:
        say(met_words(result.encounters))


def print_conflict(result: Result) -> None:
    """Print which must rules cannot hold together."""
    if not result.conflict:
        return
    say(
        plural(
            "why: this cannot hold, which is proven:",
            "why: these {n} cannot hold together, which is proven:",
            len(result.conflict),
        )
    )
    for rule, relaxed in zip(result.conflict, result.relaxed, strict=True):
        limits = rule.limits(result.problem)
        place = f" ({rule.place})" if rule.source else ""
        say(f"  {rule.title}{place}{f': {limits}' if limits else ''}")
        if relaxed:
            text = _(
                "if it may give way, the other must rules hold and it reaches: {reached}",
                reached=relaxed,
            )
            say(f"    {text}")
    say(
        plural(
            "hint: drop or loosen it, or make it a wish with must = false",
            "hint: drop or loosen one of them, or make it a wish with must = false",
            len(result.conflict),
        )
    )


def print_teams(result: Result) -> None:
    """Print the teams of each round; for few people one table with a column per round."""
    rounds = result.problem.rounds
    if rounds > 1 and result.problem.n <= FEW:
        console().print(_people_table(result))
        return
    for r in range(rounds):
        console().print(_teams_table(result, r))


def print_numbers(result: Result) -> None:
    """Print a line per round, the ids of each team side by side."""
    problem = result.problem
    wide = max(map(len, problem.roster.ids))
    for r in range(problem.rounds):
        members: list[list[str]] = [[] for _ in problem.teams.names]
        for who, g in zip(problem.roster.ids, result.assignment[r].tolist(), strict=True):
            members[g].append(who.rjust(wide))
        teams = " | ".join(" ".join(who) for who in members)
        put(f"{problem.round_name(r):<9} {teams}")


def _teams_table(result: Result, r: int) -> Table:
    """Return the teams of a round side by side, a few to a row."""
    members = result.members(r)
    across = 4 if len(members) > 3 else len(members)
    title = plain(round_label(result.problem, r)) if result.problem.rounds > 1 else None
    table = Table(title=title, show_header=False, show_lines=True, pad_edge=False)
    for _column in range(across):
        table.add_column(overflow="fold", ratio=1)
    cells = [
        f"[bold]{plain(name)}[/bold] ({len(who)})\n" + "\n".join(map(plain, who))
        for name, who in members.items()
    ]
    cells += [""] * (-len(cells) % across)
    for start in range(0, len(cells), across):
        table.add_row(*cells[start : start + across])
    return table


def _people_table(result: Result) -> Table:
    """Return a row per person, a column per round."""
    problem = result.problem
    table = Table(header_style="bold", pad_edge=False)
    table.add_column(_("Name"), overflow="fold")
    for r in range(problem.rounds):
        table.add_column(plain(round_label(problem, r)), overflow="fold")
    names = problem.teams.names
    for name, teams in zip(problem.roster.names, result.assignment.T.tolist(), strict=True):
        table.add_row(plain(name), *(plain(names[g]) if g >= 0 else "" for g in teams))
    return table


def print_reading(reading: Reading) -> None:
    """Say what was read: first what may be otherwise, then guesses and oddities, rows counted."""
    roster, account = reading.roster, reading.account
    text = plural(
        "read {n} person from {file}", "read {n} people from {file}", roster.n, file=roster.source
    )
    for note in reading.notes:
        if note.kind == "unsure":
            say(_("CHECK: {text}", text=note))
    say(text)
    for note in reading.notes:
        if note.kind == "guess":
            say("  " + _("guess: {text}", text=note))
        elif note.kind == "oddity":
            say("  " + _("oddity: {text}", text=note))
    if account.people:
        say(f"  {account.short()}")
