"""Keeping the best assignment of a search, exactly, without a copy for every new best.

`best` is an assignment that the search was at; `log` lists who went where since.  The first
``figures[LOGGED_BEST]`` entries lead from there to the best, all ``figures[LOGGED]`` entries to the
present.  When the log is full and the best lies behind, the log is given up (LOGGED = -1) until the
next new best, which is copied whole: at most one copy for every `LOG` moves.
"""

from __future__ import annotations

from grouping.engines.kernels.jit import inlined
from grouping.engines.kernels.state import (
    BEST_MUST,
    BEST_SOFT,
    LOG,
    LOGGED,
    LOGGED_BEST,
    MUST,
    SOFT,
    Index,
    Ints,
)


@inlined
def keep(best: Index, team: Index) -> None:
    """Copy `team` to `best`, both of one length.

    A loop, since what stands by to complain of a slice of another length takes seconds to compile.
    """
    for i in range(len(team)):
        best[i] = team[i]


@inlined
def log_move(figures: Ints, best: Index, log: Index, i: int, g: int) -> None:
    """Note that i went to g."""
    if figures[LOGGED] == LOG:
        settle_best(figures, best, log)
        figures[LOGGED] = -1 if figures[LOGGED] else 0
    if figures[LOGGED] >= 0:
        log[figures[LOGGED], 0] = i
        log[figures[LOGGED], 1] = g
        figures[LOGGED] += 1


@inlined
def note_best(figures: Ints, team: Index, best: Index) -> None:
    """Note the present assignment if it is better than the best so far."""
    if figures[MUST] < figures[BEST_MUST] or (
        figures[MUST] == figures[BEST_MUST] and figures[SOFT] < figures[BEST_SOFT]
    ):
        figures[BEST_MUST] = figures[MUST]
        figures[BEST_SOFT] = figures[SOFT]
        if figures[LOGGED] < 0:
            keep(best, team)
            figures[LOGGED] = 0
        figures[LOGGED_BEST] = figures[LOGGED]


@inlined
def settle_best(figures: Ints, best: Index, log: Index) -> None:
    """Bring `best` up to date and keep the entries of the log that lie behind it."""
    done = figures[LOGGED_BEST]
    for k in range(done):
        best[log[k, 0]] = log[k, 1]
    for k in range(done, figures[LOGGED]):
        log[k - done, 0] = log[k, 0]
        log[k - done, 1] = log[k, 1]
    if figures[LOGGED] >= 0:
        figures[LOGGED] -= done
    figures[LOGGED_BEST] = 0
