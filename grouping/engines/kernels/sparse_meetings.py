"""Meetings of many people, without a table of all pairs (see `meetings` for that of fewer).

In how many rounds two people share a team is counted from their teams, when it is asked for.  A
swap concerns the members of two teams alone, so weighing it takes so many comparisons of two short
rows of `seen`; memory grows with the people, not with their pairs.  The code of a pair that never
meets is that of its two classes, or a listed one: sums are taken over the classes first, and what
the listed pairs cost otherwise is added.

What does not change stands in `Pack.meet_label` .. `meet_must_step`; `members`, `slot` and `seen`
of the state are empty where meetings have tables of all pairs; `mates_state` keeps them.
"""

from __future__ import annotations

import numpy as np

from grouping.engines.kernels.jit import inlined, kernel, kernel_for
from grouping.engines.kernels.state import Index, Ints, Pack, State


@inlined
def _met(seen: Index, x: int, y: int) -> int:
    """Return in how many rounds x and y share a team."""
    met = np.int64(0)
    for r in range(seen.shape[1]):
        met += seen[x, r] == seen[y, r]
    return met


@kernel
def _replace(
    label: Index,
    kind: Index,
    quiet: bool,
    rise: Ints,
    seen: Index,
    members: Index,
    i: int,
    j: int,
    g: int,
) -> int:
    """Return the change if j takes the place of i on g, all pairs as their classes say."""
    delta = np.int64(0)
    for p in range(members.shape[1]):
        y = members[g, p]
        if y < 0:
            break
        if y == i:
            continue
        with_i, with_j = _met(seen, i, y) - 1, _met(seen, j, y)
        if quiet and with_i == 0 and with_j == 0:
            continue
        c = label[y]
        delta += rise[kind[label[j], c] + with_j] - rise[kind[label[i], c] + with_i]
    return delta


@kernel
def _beside(
    label: Index,
    kind: Index,
    quiet: bool,
    rise: Ints,
    seen: Index,
    members: Index,
    x: int,
    g: int,
    here: int,
) -> int:
    """Return what it costs x to be with the members of g, as classes say; `here`: 1 if x is."""
    total = np.int64(0)
    for p in range(members.shape[1]):
        y = members[g, p]
        if y < 0:
            break
        if y == x:
            continue
        met = _met(seen, x, y) - here
        if met or not quiet:
            total += rise[kind[label[x], label[y]] + met]
    return total


@kernel
def _listed(
    label: Index,
    kind: Index,
    start: Ints,
    other: Index,
    special: Index,
    rise: Ints,
    seen: Index,
    team: Index,
    x: int,
    z: int,
    a: int,
    b: int,
) -> int:
    """Return what listed pairs of x add to their classes if x leaves a for b and z leaves b."""
    delta = np.int64(0)
    for p in range(start[x], start[x + 1]):
        y = other[p]
        g = team[y]
        if g == a or (g == b and y != z):
            usual, met = kind[label[x], label[y]], _met(seen, x, y)
            if g == a:
                delta -= rise[special[p] + met - 1] - rise[usual + met - 1]
            else:
                delta += rise[special[p] + met] - rise[usual + met]
    return delta


@kernel
def mates_swap(
    label: Index,
    kind: Index,
    quiet: bool,
    start: Ints,
    other: Index,
    special: Index,
    rise: Ints,
    seen: Index,
    members: Index,
    team: Index,
    i: int,
    j: int,
    a: int,
    b: int,
) -> int:
    """Return the change of cost by meetings if i (on a) and j (on b) change places.

    `rise` is the cost of one meeting more by meeting code: what steers, or that of one layer.
    """
    delta = _replace(label, kind, quiet, rise, seen, members, i, j, a)
    delta += _replace(label, kind, quiet, rise, seen, members, j, i, b)
    if start[i] < start[i + 1]:
        delta += _listed(label, kind, start, other, special, rise, seen, team, i, j, a, b)
    if start[j] < start[j + 1]:
        delta += _listed(label, kind, start, other, special, rise, seen, team, j, i, b, a)
    return delta


@kernel
def mates_move(
    label: Index,
    kind: Index,
    quiet: bool,
    start: Ints,
    other: Index,
    special: Index,
    rise: Ints,
    seen: Index,
    members: Index,
    team: Index,
    i: int,
    a: int,
    b: int,
) -> int:
    """Return the change of cost by meetings if i leaves a for b."""
    delta = _beside(label, kind, quiet, rise, seen, members, i, b, 0)
    delta -= _beside(label, kind, quiet, rise, seen, members, i, a, 1)
    if start[i] < start[i + 1]:
        delta += _listed(label, kind, start, other, special, rise, seen, team, i, -1, a, b)
    return delta


@kernel_for("mates", 0)
def mates_delta(pack: Pack, state: State, rise: Ints, i: int, j: int, a: int, b: int) -> int:
    """Return the change by meetings if i leaves a for b, and j (-1: nobody) leaves b for a."""
    label, kind, quiet = pack.meet_label, pack.meet_kind, pack.meet_quiet[0]
    start, other, special = pack.meet_start, pack.meet_other, pack.meet_special
    seen, members, team = state.seen, state.members, state.team
    if j < 0:
        return mates_move(
            label, kind, quiet, start, other, special, rise, seen, members, team, i, a, b
        )
    return mates_swap(
        label, kind, quiet, start, other, special, rise, seen, members, team, i, j, a, b
    )


@kernel_for("mates", None)
def mates_offers(pack: Pack, state: State, x: int, offers: Ints) -> None:
    """Write into `offers`, shape (T,), what it costs x to come to each team by whom it meets there.

    x has no team in the round yet.
    """
    label, kind, rise = pack.meet_label, pack.meet_kind, state.rise
    seen, team, lists, mine = state.seen, state.team, state.lists, state.number[0]
    offers[:] = 0
    if pack.meet_quiet[0]:
        # only mates of other rounds cost anything, each once: in the first round they share
        for r in range(len(lists)):
            h = seen[x, r]
            if r == mine or h < 0:
                continue
            for p in range(lists.shape[2]):
                y = lists[r, h, p]
                if y < 0:
                    break
                g = team[y]
                if y != x and g >= 0 and _first_shared(seen, x, y) == r:
                    offers[g] += rise[kind[label[x], label[y]] + _met(seen, x, y)]
    else:
        for y in range(len(team)):
            g = team[y]
            if y != x and g >= 0:
                offers[g] += rise[kind[label[x], label[y]] + _met(seen, x, y)]
    for p in range(pack.meet_start[x], pack.meet_start[x + 1]):
        y = pack.meet_other[p]
        g = team[y]
        if g >= 0:
            met = _met(seen, x, y)
            offers[g] += rise[pack.meet_special[p] + met] - rise[kind[label[x], label[y]] + met]


@inlined
def _first_shared(seen: Index, x: int, y: int) -> int:
    """Return the first round in which x and y share a team, the number of rounds if none."""
    r = 0
    while r < seen.shape[1] and seen[x, r] != seen[y, r]:
        r += 1
    return r
