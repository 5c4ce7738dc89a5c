"""A greedy start: people one by one, each to the team where the steering cost rises least."""

from __future__ import annotations

import numpy as np

from grouping.engines.kernels.counts import tags_put
from grouping.engines.kernels.jit import kernel
from grouping.engines.kernels.moves import shift
from grouping.engines.kernels.rng import draw, upper
from grouping.engines.kernels.sparse_meetings import mates_offers
from grouping.engines.kernels.sparse_meetings_state import mates_put
from grouping.engines.kernels.sparse_terms import rare_move
from grouping.engines.kernels.state import MORE, NOBODY, Index, Pack, State
from grouping.engines.kernels.sums import sums_step


@kernel
def construct(pack: Pack, state: State, order: Index) -> None:
    """Put the people of `order` on teams, in that order, within the seats.

    Ties are broken at random.  People who have a team already stay.  Not brought up to date: the
    figures of what concerns all pairs, and the gain rows of other rounds.
    """
    low, high, size, tag, margin = pack.low, pack.high, state.size, pack.tag, state.margin
    amount, square, total, slack = pack.amount, state.square, state.total, pack.slack
    gain, dense, teams = state.gain, len(state.gain) > 0, len(pack.low)
    met, visited = len(state.code) > 0, len(state.visit) > 0
    place, sparse = state.place, len(state.seen) > 0
    offers = np.zeros(teams if sparse else 0, dtype=np.int64)
    left = len(order)
    owed = np.int64(0)
    for g in range(teams):
        owed += max(0, low[g] - size[g])
    for one in order:
        i = np.int64(one)
        row, linked = pack.place_row[i], pack.linked[i]
        start = upper(draw(state.bits), teams)
        best, cheapest = np.int64(-1), np.int64(0)
        if sparse:
            mates_offers(pack, state, i, offers)
        # once the seats that must be filled need everyone left, only those are open
        seats = low if left <= owed else high
        for k in range(teams):
            g = start + k if start + k < teams else start + k - teams
            if size[g] >= seats[g]:
                continue
            delta = tags_put(tag, margin, i, g)
            delta += sums_step(amount, square, total, slack, i, g, MORE)
            delta += place[row, g]
            if linked:
                delta += rare_move(pack, state, i, NOBODY, g)
            if dense:
                delta += gain[g, i]
            if sparse:
                delta += offers[g]
            if visited:
                delta += state.visit_rise[pack.visit_row[i], state.visit[i, g]]
            if best < 0 or delta < cheapest:
                best, cheapest = g, delta
        if size[best] < low[best]:
            owed -= 1
        left -= 1
        shift(pack, state, i, best, MORE)
        if len(pack.distance):
            for x in range(len(state.team)):
                gain[best, x] += pack.distance[i, x]
        if met:
            for x in range(len(state.team)):
                gain[best, x] += state.rise[state.code[i, x]]
                if x != i and state.team[x] == best:
                    state.code[i, x] += 1
                    state.code[x, i] += 1
        if sparse:
            mates_put(state, i, best)
        if visited:
            state.visit[i, best] += 1
