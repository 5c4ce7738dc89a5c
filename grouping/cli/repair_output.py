"""What `grouping repair` prints: who moves and why, whether fewer could, what more would bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from rich.table import Table

from grouping.cli.output import console, plain, say
from grouping.files.write.result_words import proof_words, rounds_words
from grouping.language import _, number, plural
from grouping.problem.column import fold

if TYPE_CHECKING:
    from grouping.solving.repair import Move, Repair
    from grouping.solving.repair.fewest_moves import Fewest

# So many changes are listed; the rest is in the files.
MOST = 60


def print_repair(found: Repair) -> None:
    """Print who moves from where to where and why, and the curve of moves against score."""
    if found.moves:
        console().print(_moves(found))
    console().print(_curve(found))


def _moves(found: Repair) -> Table:
    problem = found.result.problem
    table = Table(header_style="bold", pad_edge=False)
    table.add_column(_("Name"), overflow="fold", ratio=3)
    if problem.rounds > 1:
        table.add_column(_("Round"), no_wrap=True)
    for title in (_("From"), _("To")):
        table.add_column(title, no_wrap=True)
    table.add_column(_("Why"), overflow="fold", ratio=3)
    often = Counter(map(fold, problem.roster.names))
    rows: dict[tuple[object, ...], list[Move]] = {}
    for move in found.moves:
        # who does not come has one row for all rounds
        of_round = -1 if move.kind == "gone" else move.round
        rows.setdefault((move.person, move.kind, of_round), []).append(move)
    for moves in list(rows.values())[:MOST]:
        table.add_row(*_cells(found, moves, often))
    if len(rows) > MOST:
        table.caption = _("and {n} more; --list writes all", n=len(rows) - MOST)
    return table


def _cells(found: Repair, moves: Sequence[Move], often: Counter[str]) -> list[str]:
    """Return the row of one person's like moves in one round or several."""
    problem, i = found.result.problem, moves[0].person
    roster, teams = problem.roster, (*problem.teams.names, "–")
    name = roster.names[i]
    if often[fold(name)] > 1:
        name = f"{name} ({roster.ids[i]})"
    rounds = [rounds_words(problem, [m.round for m in moves])] if problem.rounds > 1 else []
    places = [
        ", ".join(dict.fromkeys(teams[g] for g in all_of))
        for all_of in ([m.before for m in moves], [m.after for m in moves])
    ]
    return [plain(cell) for cell in (name, *rounds, *places, moves[0].why)]


def _curve(found: Repair) -> Table:
    table = Table(header_style="bold", pad_edge=False)
    titles = (_("Moves"), _("Distance from the best possible"), _("People per team"))
    for title in titles:
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column(_("Better than the row above in"), overflow="fold", ratio=3)
    table.add_column("", no_wrap=True)
    broken = any(point.score.must for point in found.curve)
    if broken:
        table.add_column(_("Violations"), justify="right", no_wrap=True)
    for k, point in enumerate(found.curve):
        low, high = point.sizes
        cells = [
            number(point.moves),
            f"{number(100 * point.score.gap, 2)} %",
            number(low) if low == high else f"{number(low)}–{number(high)}",
            plain(_better(found, k)) if k else "",
            _("chosen") if _is_chosen(found, k) else "",
        ]
        table.add_row(*cells, *([number(point.score.must)] if broken else []))
    return table


def _is_chosen(found: Repair, k: int) -> bool:
    return bool(np.array_equal(found.curve[k].assignment, found.assignment))


def _better(found: Repair, k: int) -> str:
    """Name the rules that cost less than at the point before, those that gain most first."""
    before, now = found.curve[k - 1].score.rules, found.curve[k].score.rules
    gains = [
        (share.coef * (old.cost - share.cost), share.rule.title)
        for old, share in zip(before, now, strict=True)
    ]
    return "; ".join(title for gain, title in sorted(gains, key=lambda g: -g[0]) if gain > 0)


def say_repair(found: Repair) -> None:
    """Say how many moved, how sure it is that these are the fewest, and how good the teams are."""
    few = found.fewest
    if few.violations and few.violations == few.least_violations:
        say(
            plural(
                "{n} violation of must rules cannot be avoided: proven.",
                "{n} violations of must rules cannot be avoided: proven.",
                few.violations,
            )
        )
    say(_fewest_words(few))
    people = len({move.person for move in found.moves if move.kind == "moved"})
    if found.count != people:
        say(
            _(
                "moves: {moves}, of {people} people: one for each round in which somebody moves",
                moves=found.count,
                people=people,
            )
        )
    elif found.count > few.moves:
        say(plural("{n} person moves", "{n} people move", found.count))
    if found.best_proven:
        say(_("Proven: no other teams with as many moves meet the wishes better."))
    else:
        say(_("These are the best teams found with as many moves; better ones may exist."))


def _fewest_words(few: Fewest) -> str:
    """Say how few moves there must be."""
    if few.violations and few.violations > few.least_violations:
        return plural(
            "{n} violation of must rules is left in the best teams found.",
            "{n} violations of must rules are left in the best teams found.",
            few.violations,
        )
    if few.moves == 0:
        return _("Nobody who stays has to move: proven.")
    if few.proven:
        return plural(
            "{n} move is needed for the must rules: proven fewest ({proof}).",
            "{n} moves are needed for the must rules: proven fewest ({proof}).",
            few.moves,
            proof=proof_words(few.kind),
        )
    return plural(
        "{n} move is the fewest found; at least {least} is needed.",
        "{n} moves are the fewest found; at least {least} are needed.",
        few.moves,
        least=few.least_moves,
    )
