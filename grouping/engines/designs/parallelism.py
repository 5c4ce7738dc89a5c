"""Parallelisms of PG(3, q): its lines parted into spreads, each of which parts the points.

A spread is a round of q^2 + 1 teams of q + 1; a parallelism has q^2 + q + 1 of them, and everyone
meets everyone.  Parallelisms exist for every q (Denniston, Some packings of projective spaces,
Rend. Accad. Naz. Lincei 52, 1972).  Those here are invariant under a collineation that fixes one
point and no line: a few spreads with one line of each of its orbits, found by exact cover, are
moved by its powers.
"""

from __future__ import annotations

import itertools

import numpy as np

from grouping.engines.budget import Stop
from grouping.engines.designs.field import Table, field
from grouping.engines.designs.verify import Teams

# for each q the order of the collineation and the numbers of the lines of its base spreads
SPREADS: dict[int, tuple[int, tuple[str, ...]]] = {
    2: (7, ("0 17 18 25 31",)),
    4: (
        7,
        (
            "0 58 70 84 95 135 158 172 199 217 251 259 283 285 299 308 356",
            "1 34 71 82 108 118 131 143 165 175 196 214 243 280 298 316 347",
            "3 29 41 109 123 127 144 166 197 204 226 234 241 272 315 317 343",
        ),
    ),
    5: (
        31,
        (
            "0 176 187 204 245 261 295 306 339 375 386 424 435 "
            "469 480 516 543 559 599 610 651 658 709 717 762 782",
        ),
    ),
}


def parallelism(groups: int, size: int) -> Teams | None:
    """Return q^2 + q + 1 rounds of q^2 + 1 teams of q + 1 for the q = size - 1 that are shipped."""
    q = size - 1
    if q not in SPREADS or groups != q * q + 1:
        return None
    order, spreads = SPREADS[q]
    every, turn = lines(q), collineation(q, order)
    teams = np.empty((order * len(spreads), groups * size), dtype=np.int32)
    for base, spread in enumerate(spreads):
        blocks = every[list(map(int, spread.split()))]
        for power in range(order):
            teams[base * order + power, blocks] = np.arange(groups)[:, None]
            blocks = turn[blocks]
    return teams


def lines(q: int) -> Table:
    """Return the lines of PG(3, q), shape (lines, q + 1), in lexicographic order.

    Points are 0..q^3 - 1 for (1, x), x in GF(q^3), then q^3 + i for (0, w^i), i = 0..q^2 + q, where
    w is the primitive element of GF(q^3): what differs by a factor in GF(q) is one point.
    """
    gf, infinite = field(q**3), q * q + q + 1
    scalars = np.concatenate([[0], gf.power[::infinite]])
    found = set()
    for i in range(infinite):
        ends = np.full((q**3, 1), q**3 + i)
        along = gf.add[:, gf.times(scalars, gf.power[i])]
        found |= set(map(tuple, np.sort(np.hstack([along, ends])).tolist()))
    for i, j in itertools.combinations(range(infinite), 2):
        between = gf.add[gf.power[i], gf.times(scalars, gf.power[j])]
        found.add(tuple(sorted(int(x) for x in q**3 + np.append(gf.log[between] % infinite, j))))
    return np.array(sorted(found), dtype=np.int32)


def collineation(q: int, order: int) -> Table:
    """Return the images of the points under a factor of the given order in GF(q^3)."""
    gf, infinite = field(q**3), q * q + q + 1
    step = (q**3 - 1) // order
    affine = gf.times(np.arange(q**3), gf.power[step])
    return np.concatenate([affine, q**3 + (np.arange(infinite) + step) % infinite]).astype(np.int32)


def search_spreads(
    q: int, order: int, seconds: float, stop: Stop | None = None
) -> tuple[tuple[int, ...], ...] | None:
    """Search base spreads with one line of each orbit, by exact cover on CP-SAT.

    Parameters
    ----------
    q, order
        Of the space and of the collineation; the order divides q^2 + q + 1.
    seconds
        Limit of the search.
    stop
        Ends the search once set.

    Returns
    -------
    Numbers of the lines of each of (q^2 + q + 1) / order spreads; None if none were found.
    """
    from ortools.sat.python import cp_model  # half a second, which few questions have a use for

    from grouping.engines.cp_sat import run_solver

    every, turn = lines(q), collineation(q, order)
    orbit = line_orbits(every, turn)
    model = cp_model.CpModel()
    bases = range((q * q + q + 1) // order)
    chosen = [[model.new_bool_var("") for _ in every] for _ in bases]
    through: list[list[int]] = [[] for _ in turn]
    for number, line in enumerate(every.tolist()):
        for point in line:
            through[point].append(number)
    for base, numbers in itertools.product(chosen, through):
        model.add_exactly_one(base[number] for number in numbers)
    for alike in range(int(orbit.max()) + 1):
        members = np.flatnonzero(orbit == alike).tolist()
        model.add_exactly_one(base[number] for base in chosen for number in members)
    # the lines through the fixed point: one orbit for each spread, and any line of it
    for base, first in zip(chosen, np.unique(orbit[through[0]]), strict=True):
        model.add(base[int(np.flatnonzero(orbit == first)[0])] == 1)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = seconds
    if run_solver(solver, model, stop=stop) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return tuple(tuple(k for k, v in enumerate(base) if solver.value(v)) for base in chosen)


def line_orbits(every: Table, turn: Table) -> Table:
    """Return the number of the orbit of each line under the powers of a collineation."""
    number = {tuple(line): k for k, line in enumerate(every.tolist())}
    image = [number[tuple(sorted(line))] for line in turn[every].tolist()]
    orbit = np.full(len(every), -1, dtype=np.int32)
    for k in range(len(every)):
        fresh = orbit.max() + 1
        while orbit[k] < 0:
            orbit[k] = fresh
            k = image[k]
    return orbit
