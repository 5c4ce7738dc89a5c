"""What the commands print: tables to stdout, everything else to stderr."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from grouping.objective import Objective
from grouping.write.words import met_words, reached_lines, round_label, verdict

if TYPE_CHECKING:
    from grouping.problem import Problem
    from grouping.read.notes import Note
    from grouping.scoring import RuleScore, Score
    from grouping.solving import Result

# Width of tables that go into a file or a pipe.
PLAIN_WIDTH = 140
# Up to so many people, several rounds are one table with a row per person.
FEW = 60


def console() -> Console:
    """Return the console of results: stdout."""
    wide = None if sys.stdout.isatty() else PLAIN_WIDTH
    return Console(file=sys.stdout, width=wide, highlight=False, soft_wrap=False)


def say(text: str) -> None:
    """Print a message on the way to stderr."""
    click.echo(text, err=True)


def number(value: float) -> str:
    """Write a number with as many digits as people read."""
    if value == round(value) and abs(value) < 1e15:
        return f"{value:,.0f}"
    return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.1f}"


def plain(text: str) -> str:
    """Return `text` so that no bracket in it is taken for markup."""
    return text.replace("[", "\\[")


def score_table(problem: Problem, score: Score, *, before: Score | None = None) -> Table:
    """Return the table of rules: reached, cost, best possible, random, gap; or what changed."""
    table = Table(title=None, header_style="bold", pad_edge=False)
    table.add_column("Rule", overflow="fold", ratio=4)
    table.add_column("Reached", overflow="fold", ratio=3)
    columns = ["Cost", "Best possible", "Random draw"] + (["Before", "Change"] if before else [])
    for name in columns:
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("Gap", no_wrap=True)
    for k, share in enumerate(score.rules):
        cells = [plain(share.rule.title), plain("\n".join(reached_lines(problem, share)))]
        cells += [number(x / share.unit) for x in (share.cost, share.bound, share.random)]
        if before:
            old = before.rules[k].cost
            change = (share.cost - old) / share.unit
            cells += [number(old / share.unit), f"{'+' if change > 0 else ''}{number(change)}"]
        table.add_row(*cells, verdict(share), style="red" if _broken(share) else None)
    return table


def _broken(share: RuleScore) -> bool:
    return bool(share.rule.must and share.cost)


def print_objective(result: Result) -> None:
    """Print what a benchmark instance counts, in the units and with the sign of its papers."""
    if result.problem.roster.columns or result.score.must:
        return
    goal = Objective.of(result.problem)
    words = {"max": "more is better", "min": "less is better"}[goal.sense]
    bound = f"bound {goal.text(result.bound[1])}, {result.proof}"
    console().print(f"objective: {goal.text(result.score.soft)} ({goal.name}, {words}; {bound})")


def print_broken(problem: Problem, score: Score, *, limit: int = 8) -> None:
    """Print where must rules are broken."""
    for share in score.rules:
        if _broken(share):
            say(f"broken: {share.rule.title} ({share.rule.place})")
            for r, item in share.items[:limit]:
                when = f"{problem.round_name(r)}: " if r is not None and problem.rounds > 1 else ""
                say(f"  {when}{item.text}")
            if len(share.items) > limit:
                say(f"  and {len(share.items) - limit} more")


def print_met(result: Result) -> None:
    """Print how many people everybody meets, if there is more than one round."""
    if result.problem.rounds > 1 or result.problem.history:
        say(met_words(result.encounters))


def print_conflict(result: Result) -> None:
    """Print which must rules cannot hold together."""
    if not result.conflict:
        return
    many = f"these {len(result.conflict)} cannot hold together"
    say(f"why: {many if len(result.conflict) > 1 else 'this cannot hold'}, which is proven:")
    for rule, relaxed in zip(result.conflict, result.relaxed, strict=True):
        limits = rule.limits(result.problem)
        place = f" ({rule.place})" if rule.source else ""
        say(f"  {rule.title}{place}{f': {limits}' if limits else ''}")
        if relaxed:
            say(f"    if it may give way, the other must rules hold and it reaches: {relaxed}")
    which = "one of them" if len(result.conflict) > 1 else "it"
    say(f"hint: drop or loosen {which}, or make it a wish with must = false")


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
        click.echo(f"{problem.round_name(r):<9} {teams}")


def _teams_table(result: Result, r: int) -> Table:
    """Return the teams of a round side by side, a few to a row."""
    members = result.members(r)
    across = 4 if len(members) > 3 else len(members)
    title = plain(round_label(result.problem, r)) if result.problem.rounds > 1 else None
    table = Table(title=title, show_header=False, show_lines=True, pad_edge=False)
    for _ in range(across):
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
    table.add_column("Name", overflow="fold")
    for r in range(problem.rounds):
        table.add_column(plain(round_label(problem, r)), overflow="fold")
    names = problem.teams.names
    for name, teams in zip(problem.roster.names, result.assignment.T.tolist(), strict=True):
        table.add_row(plain(name), *(plain(names[g]) if g >= 0 else "" for g in teams))
    return table


def print_reading(source: str, people: int, notes: Sequence[Note]) -> None:
    """Say what was read: guesses and oddities one by one, repairs counted by kind."""
    say(f"read {people} people from {source}")
    for note in notes:
        if note.kind in ("guess", "oddity"):
            say(f"  {note.kind}: {note}")
    changed = sum(note.kind == "changed" for note in notes)
    dropped = sum(note.kind == "dropped" for note in notes)
    if changed or dropped:
        say(f"  repaired: {changed}, left out: {dropped}; `grouping init` lists them by row")
