"""The best swaps and moves of one participant, and what each of them changes in every rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grouping.cli import output as show
from grouping.cli.terminal import put
from grouping.errors import InputError
from grouping.language import _
from grouping.scoring.rule_changes import RuleChange, by_rule
from grouping.scoring.score import score, seat_errors
from grouping.scoring.steps import Step, after_step, best_steps, judged_steps
from grouping.scoring.what_if import WhatIf

if TYPE_CHECKING:
    from rich.table import Table

    from grouping.problem.problem import Problem
    from grouping.scoring.score import Score
    from grouping.terms.arrays import Index

# Up to so many people every swap is judged anew where teams have too few or too many people.
MOST_JUDGED = 2000


def print_suggestions(
    problem: Problem, assignment: Index, person: int, r: int | None, limit: int
) -> None:
    """Print the best swaps and lone moves of a participant, in round `r` or (None) in each."""
    wrong = seat_errors(problem, assignment)
    if wrong and problem.n > MOST_JUDGED:
        raise InputError(wrong[0], hint=_("mend the seats first: --move A TEAM"))
    name = problem.roster.names[person]
    rounds = [k for k in range(problem.rounds) if r in (None, k) and assignment[k, person] >= 0]
    if not rounds:
        raise InputError(_("{name} is absent in that round", name=name), where="--suggest")
    whatif = None if wrong else WhatIf(problem, assignment)
    first = score(problem, assignment, seats=False)
    for k in rounds:
        here = {"name": name, "team": problem.teams.names[assignment[k, person]]}
        if problem.rounds > 1:
            said = _("{name} is on {team} in {round}", **here, round=problem.round_name(k))
        else:
            said = _("{name} is on {team}", **here)
        put(said)
        if whatif is None:
            steps = judged_steps(problem, assignment, person, k)[:limit]
        else:
            steps = best_steps(whatif, person, k, limit)
        if not steps:
            show.say(_("nobody to swap with, and no free seat elsewhere"))
            continue
        thens = [score(problem, after_step(assignment, step, k), seats=False) for step in steps]
        show.console().print(_table(problem, first, steps, thens))
        if not wrong and min(then.value for then in thens) >= first.value:
            show.say(_("None of them makes it better; the first ones do the least harm."))


def _table(problem: Problem, first: Score, steps: list[Step], thens: list[Score]) -> Table:
    """Return a row for each step: what it is, what it changes together and by rule."""
    from rich.table import Table

    table = Table(header_style="bold", pad_edge=False, show_lines=True)
    table.add_column(_("Swap or move"), overflow="fold", ratio=3)
    table.add_column(_("Wishes together"), justify="right", no_wrap=True)
    table.add_column(_("Change by rule"), overflow="fold", ratio=5)
    table.add_row(_("as it is"), show.share(first.gap), "")
    for step, then in zip(steps, thens, strict=True):
        changes = [one for one in by_rule(problem, first, then) if one.better or one.worse]
        lines = "\n".join(map(_change_line, changes)) or _("no rule changes")
        cells = [show.plain(_said(problem, step)), show.share(then.gap), show.plain(lines)]
        table.add_row(*cells, style="red" if then.must > first.must else None)
    return table


def _said(problem: Problem, step: Step) -> str:
    """Say what a step is, whose person is known."""
    team = problem.teams.names[step.after]
    if step.other is None:
        return _("move to {team}", team=team)
    return _("swap with {name} ({team})", name=problem.roster.names[step.other], team=team)


def _change_line(change: RuleChange) -> str:
    """Say what a step changes of one rule."""
    unit = change.after.unit
    words = {
        "rule": change.rule.title,
        "change": show.signed(change.change),
        "now": show.number(change.before.cost / unit),
    }
    if change.rule.must and change.worse:
        return _("{rule}: {change} (now {now}), BROKEN", **words)
    if change.better:
        return _("{rule}: {change} (now {now}), better", **words)
    return _("{rule}: {change} (now {now}), worse", **words)
