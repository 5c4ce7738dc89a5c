"""Annealing within a budget of moves: at most so many people leave the team that they had.

Everybody has a *home* in each round, the team of an earlier assignment; who had none is new and
moves for nothing.  The best assignment of every number of moves up to the budget is kept, so one
run yields a whole curve of moves against cost.
"""

from __future__ import annotations

import numpy as np

from grouping.engines.kernels.best_so_far import keep
from grouping.engines.kernels.evaluate import check_figures
from grouping.engines.kernels.jit import CHECKED, inlined, kernel
from grouping.engines.kernels.moves import exchange, move_delta, swap_delta
from grouping.engines.kernels.rng import draw, lower, upper
from grouping.engines.kernels.round_view import round_pack, round_state
from grouping.engines.kernels.state import EVALUATIONS, MUST, NOBODY, SOFT, Index, Ints, Pack, State
from grouping.engines.kernels.temperature import accepts

# Steps of one round before it is the turn of the next, and between two temperatures.
TURN = 256
# Of 256 proposals, those that begin with somebody who is new or has left home; of the others,
# those of a lone move where sizes are open.
SPECIAL_IN_256 = 112
LONE_IN_256 = 64
# Tries to find somebody on the team that a person wants to go back to.
TRIES = 16


@inlined
def away(home: Index, i: int, g: int) -> int:
    """Return 1 if i on g is not at home, 0 for who is or never had one."""
    return 1 if home[i] >= 0 and home[i] != g else 0


@inlined
def note_special(special: Index, place: Index, held: Ints, i: int, now: bool) -> None:
    """Let i be listed, or not, among those who are new or away from home."""
    if now and place[i] < 0:
        place[i] = held[0]
        special[held[0]] = i
        held[0] += 1
    elif not now and place[i] >= 0:
        held[0] -= 1
        last = special[held[0]]
        special[place[i]] = last
        place[last] = place[i]
        place[i] = -1


@kernel
def _walk_round(
    packs: Pack,
    kind: Ints,
    states: State,
    pack: Pack,
    state: State,
    home: Index,
    people: Index,
    special: Index,
    place: Index,
    held: Ints,
    moved: Ints,
    most: int,
    lone: int,
    steps: int,
    temperature: float,
    values: Ints,
    kept: Index,
) -> None:
    """Run steps of one round at one temperature."""
    low, high, team, size = pack.low, pack.high, state.team, state.size
    figures, bits = state.figures, state.bits
    teams, count, used = len(low), len(people), moved[0]
    for _ in range(steps):
        drawn = draw(bits)
        chance, homeward = np.int64(drawn & np.uint64(255)), False
        if chance < SPECIAL_IN_256 and held[0]:
            i = np.int64(special[upper(drawn, held[0])])
            homeward = home[i] >= 0 and chance < SPECIAL_IN_256 // 2
        else:
            i = np.int64(people[upper(drawn, count)])
        a, j, b = np.int64(team[i]), NOBODY, NOBODY
        again = draw(bits)
        alone = lone > 0 and np.int64(again & np.uint64(255)) < lone
        if alone:
            b = np.int64(home[i]) if homeward else np.int64(lower(again, teams))
            if a == b or size[a] <= low[a] or size[b] >= high[b]:
                continue
        elif homeward:
            for _try in range(TRIES):
                one = np.int64(people[upper(draw(bits), count)])
                if team[one] == home[i]:
                    j = one
                    break
            if j < 0:
                continue
            b = np.int64(team[j])
        else:
            if held[0] and np.int64((again >> np.uint64(8)) & np.uint64(3)) == 0:
                j = np.int64(special[upper(again, held[0])])
            else:
                j = np.int64(people[upper(again, count)])
            b = np.int64(team[j])
        if a == b:
            continue
        more = away(home, i, b) - away(home, i, a)
        if j >= 0:
            more += away(home, j, a) - away(home, j, b)
        if used + more > most:
            continue
        figures[EVALUATIONS] += 1
        delta = swap_delta(pack, state, i, j, a, b) if j >= 0 else move_delta(pack, state, i, a, b)
        if delta > 0 and not accepts(delta, temperature, bits):
            continue
        exchange(pack, state, i, j, a, b)
        used += more
        if home[i] >= 0:
            note_special(special, place, held, i, home[i] != b)
        if j >= 0 and home[j] >= 0:
            note_special(special, place, held, j, home[j] != a)
        if CHECKED:
            check_figures(packs, kind, states)
        must, soft = figures[MUST], figures[SOFT]
        if must < values[used, 0] or (must == values[used, 0] and soft < values[used, 1]):
            values[used, 0], values[used, 1] = must, soft
            keep(kept[used], state.every)
    moved[0] = used


@kernel
def walk_within(
    packs: Pack,
    kind: Ints,
    states: State,
    rounds: Index,
    home: Index,
    people: Index,
    counts: Ints,
    special: Index,
    place: Index,
    held: Ints,
    moved: Ints,
    most: int,
    lone: Ints,
    start: int,
    steps: int,
    total: int,
    hot: float,
    cold: float,
    values: Ints,
    kept: Index,
) -> None:
    """Run steps `start` .. `start + steps` of a walk of `total`, both multiples of `TURN`.

    Parameters
    ----------
    packs, kind
        The problem: a stack of packs, and which of them each round has.
    states
        The search that is changed in place.
    rounds
        The rounds that are open to change.
    home
        Team of each person before, -1 for who is new or absent; int32, shape (R, n).
    people, counts
        Who may move in each round, filled up at the end, and how many these are.
    special, place, held
        Who is new or away from home, where each stands in that list (-1: not), and how many; per
        round, shapes (R, n), (R, n), (R, 1).
    moved
        How many are away from home over all rounds, shape (1,).
    most
        The budget of moves.
    lone
        How many of 256 proposals are lone moves, in each round.
    start, steps, total
        Where the run begins, how many steps it takes, the length of the walk.
    hot, cold
        Temperatures at its beginning and end, in units of steering cost.
    values, kept
        (must, soft) of the best assignment with just so many moves, and that assignment; shapes
        (most + 1, 2), (most + 1, R * n).
    """
    for at in range(start, start + steps, TURN):
        r = rounds[(at // TURN) % len(rounds)]
        if not counts[r]:
            continue
        p = kind[r]
        _walk_round(
            packs,
            kind,
            states,
            round_pack(packs, p),
            round_state(states, r),
            home[r],
            people[r, : counts[r]],
            special[r],
            place[r],
            held[r],
            moved,
            most,
            lone[r],
            TURN,
            hot * (cold / hot) ** (at / total),
            values,
            kept,
        )
