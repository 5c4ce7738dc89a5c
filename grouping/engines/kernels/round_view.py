"""Taking one round out of the packs and states of all (see `state` and `stack`)."""

from __future__ import annotations

from grouping.engines.kernels.jit import kernel
from grouping.engines.kernels.state import Pack, State


@kernel
def round_pack(packs: Pack, p: int, free: int) -> Pack:
    """Return pack `p` of a stack, with its number of participants that may move."""
    return Pack(
        packs.low[p],
        packs.high[p],
        packs.free[p, :free],
        packs.tag[p],
        packs.base[p],
        packs.table_soft[p],
        packs.table_must[p],
        packs.amount[p],
        packs.target[p],
        packs.slack[p],
        packs.square_soft[p],
        packs.square_must[p],
        packs.place_row[p],
        packs.place_soft[p],
        packs.place_must[p],
        packs.kin[p],
        packs.kin_start[p],
        packs.kin_member[p],
        packs.linked[p],
        packs.counter_start[p],
        packs.counter[p],
        packs.counter_amount[p],
        packs.counter_base[p],
        packs.counter_soft[p],
        packs.counter_must[p],
        packs.pair_start[p],
        packs.pair_other[p],
        packs.pair_soft[p],
        packs.pair_must[p],
        packs.constant[p],
        packs.distance[p],
        packs.meet_soft,
        packs.meet_must,
        packs.visit_row,
        packs.visit_soft,
        packs.visit_must,
        packs.across,
        packs.meet_label,
        packs.meet_kind,
        packs.meet_quiet,
        packs.meet_start,
        packs.meet_other,
        packs.meet_special,
        packs.meet_soft_step,
        packs.meet_must_step,
    )


@kernel
def round_state(states: State, r: int) -> State:
    """Return the state of round `r`; it shares its memory with the whole."""
    return State(
        states.team[r],
        states.size[r],
        states.count[r],
        states.margin[r],
        states.total[r],
        states.square[r],
        states.place[r],
        states.general[r],
        states.gain[r],
        states.penalty[r],
        states.figures,
        states.best,
        states.log,
        states.bits,
        states.heat,
        states.number[r],
        states.teams,
        states.every,
        states.gains,
        states.code,
        states.rise,
        states.visit,
        states.visit_rise,
        states.members[r],
        states.slot[r],
        states.lists,
        states.seen,
    )
