"""The best rotation within a budget: formulas first, then searches that take turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from grouping.engines.budget import Budget
from grouping.engines.designs.design import Design
from grouping.engines.designs.difference_search import abelian_groups, addition, search_matrix
from grouping.engines.designs.formulas import best_formula, from_columns
from grouping.engines.designs.point_symmetry import Symmetry
from grouping.engines.designs.rounds_bound import most_rounds
from grouping.engines.designs.starter_search import search_starter, unfold
from grouping.engines.designs.starter_shapes import shapes
from grouping.engines.designs.stored import matrix_name, starter_name
from grouping.engines.designs.transversal import unfold_matrix
from grouping.errors import InputError
from grouping.language import _

TURN = 1_000_000  # proposals of a search's first turn; doubled with each
SHAPES = 24  # symmetries tried side by side

Search = Callable[[np.random.Generator, Budget], tuple[Design | None, int]]


@dataclass(frozen=True)
class _Attempt:
    """A search that may give a design of so many rounds."""

    rounds: int
    search: Search


def design(
    groups: int,
    size: int,
    rounds: int | None = None,
    *,
    rng: np.random.Generator,
    budget: Budget | None = None,
) -> Design | None:
    """Return rounds of teams in which nobody meets twice.

    Formulas are tried first; the searches only run if more rounds are wanted than formulas give.

    Parameters
    ----------
    groups, size
        Teams in each round and people in each team.
    rounds
        Rounds wanted; None for as many as the constructions give.
    rng
        Source of all randomness.
    budget
        For the searches; None for formulas alone.  The same steps and seed give the same design.

    Returns
    -------
    Design of exactly `rounds` rounds, None if none was found; without `rounds` the longest found.

    Raises
    ------
    InputError
        If groups, size or rounds are no rotation.
    """
    if rounds is not None and rounds < 1:
        raise InputError(_("{n} rounds are too few", n=rounds), hint=_("ask for at least 1"))
    limit = most_rounds(groups, size)
    wanted = limit if rounds is None else rounds
    best = best_formula(groups, size)
    if best.rounds < wanted <= limit and budget is not None:
        best = _searched(best, wanted, rng, budget.started())
    if rounds is None:
        return best
    return best.first(rounds) if best.rounds >= rounds else None


def _searched(best: Design, wanted: int, rng: np.random.Generator, budget: Budget) -> Design:
    """Return the best design after the searches have taken turns within the budget."""
    done, turn = 0, TURN
    while best.rounds < wanted:
        attempts = list(_attempts(best, wanted))
        if not attempts:
            break
        for attempt in attempts:
            if budget.over(done):
                return best
            if attempt.rounds <= best.rounds:
                continue
            steps = turn if budget.steps is None else min(turn, budget.steps - done)
            left = None if budget.seconds is None else max(budget.seconds - budget.elapsed, 1e-6)
            found, used = attempt.search(rng, Budget(left, steps, budget.stop))
            done += max(used, 1)
            if found is not None and found.rounds > best.rounds:
                best = found
        turn *= 2
    return best


def _attempts(best: Design, wanted: int) -> Iterator[_Attempt]:
    """Yield the searches for one round more than the best, and starters for more."""
    g, s = best.groups, best.size
    extra = best_formula(g // s, s).rounds if g % s == 0 else 0
    for moduli in abelian_groups(g):
        rows = best.rounds + 1 - extra
        if 2 <= rows <= g:
            yield _Attempt(best.rounds + 1, _matrix_search(moduli, rows, s, odd=False))
            whole = rows + 1 - rows % 2
            if whole <= g:
                yield _Attempt(whole + extra, _matrix_search(moduli, whole, s, odd=True))
    for symmetry in shapes(g, s, best.rounds, wanted)[:SHAPES]:
        yield _Attempt(symmetry.rounds, _starter_search(symmetry, g, s))


def _matrix_search(moduli: tuple[int, ...], rows: int, size: int, *, odd: bool) -> Search:
    """Return the search of a partial difference matrix."""

    def search(rng: np.random.Generator, budget: Budget) -> tuple[Design | None, int]:
        matrix, done = search_matrix(moduli, rows, size, odd, rng=rng, budget=budget)
        if matrix is None:
            return None, done
        teams = unfold_matrix(matrix, addition(moduli))
        return from_columns(int(np.prod(moduli)), size, teams, matrix_name(moduli)), done

    return search


def _starter_search(symmetry: Symmetry, groups: int, size: int) -> Search:
    """Return the search of a starter."""

    def search(rng: np.random.Generator, budget: Budget) -> tuple[Design | None, int]:
        starter, done = search_starter(symmetry, size, rng=rng, budget=budget)
        if starter is None:
            return None, done
        return Design(groups, size, unfold(starter), starter_name(symmetry)), done

    return search
