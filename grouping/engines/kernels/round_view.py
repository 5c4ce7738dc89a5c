"""Taking one round out of the packs and states of all (see `state` and `stack`)."""

from __future__ import annotations

from grouping.engines.kernels.jit import of_round
from grouping.engines.kernels.state import Pack, State


@of_round
def round_pack(packs: Pack, p: int) -> Pack:
    """Return pack `p` of a stack."""
    return packs.round(p)


@of_round
def round_state(states: State, r: int) -> State:
    """Return the state of round `r`; it shares its memory with the whole."""
    return states.round(r)
