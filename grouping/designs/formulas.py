"""The rotations that need no search: every formula that fits a cell, and the best of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np

from grouping.designs.design import Design
from grouping.designs.found import found_designs
from grouping.designs.kirkman import quadruples, triples_three, triples_two
from grouping.designs.maximal_arc import maximal_arc
from grouping.designs.quasi_difference import squares
from grouping.designs.round_robin import round_robin
from grouping.designs.transversal import prime_powers, product_teams
from grouping.designs.verify import Teams

TRIPLES = "Kirkman triple system (Ray-Chaudhuri and Wilson 1971, Theorem {})"
FORMULAS: dict[str, Callable[[int], Teams | None]] = {
    TRIPLES.format(5): triples_three,
    TRIPLES.format(6): triples_two,
}
QUADRUPLES = "resolvable quadruples (Hanani, Ray-Chaudhuri and Wilson 1972, Lemma 3)"
PRODUCT = {
    True: "transversal design over GF({}) (Bose 1938)",
    False: "direct product of transversal designs (MacNeish 1922)",
}


@lru_cache(maxsize=512)
def best_formula(groups: int, size: int) -> Design:
    """Return the design with most rounds that comes without a search."""
    return max(_fitting(groups, size), key=lambda design: (design.rounds, design.column_rounds))


def filled(design: Design) -> Design:
    """Return the design with the rounds that its columns allow among themselves.

    People of a column of a transversal design never meet in it, so each column may play any
    rotation of `groups` people of its own.
    """
    g, s = design.groups, design.size
    if design.column_rounds != design.rounds or g % s:
        return design
    inner = best_formula(g // s, s).teams
    first = np.arange(s)[:, None] * (g // s)
    rounds = [(first + row).ravel() for row in inner]
    teams = np.concatenate([design.teams, np.stack(rounds).astype(np.int32)])
    how = f"{design.construction}; columns filled"
    return Design(g, s, teams, how, design.column_rounds)


def from_columns(groups: int, size: int, teams: Teams, construction: str) -> Design:
    """Return a design of the first `size` columns of transversal rounds, filled.

    `teams` has shape (rounds, groups * columns) with at least `size` columns.
    """
    rounds = teams[:, : groups * size].astype(np.int32)
    return filled(Design(groups, size, rounds, construction, len(rounds)))


def _fitting(groups: int, size: int) -> Iterator[Design]:
    """Yield every design that a formula or a shipped starter gives."""
    people = groups * size
    yield Design(groups, size, (np.arange(people, dtype=np.int32) % groups)[None], "one round", 1)
    if groups == 1 or size > groups:
        return
    if size == 2:
        yield Design(groups, size, round_robin(groups), "round robin (Kirkman 1847)")
    powers = prime_powers(groups)
    if size <= min(powers):
        name = PRODUCT[len(powers) == 1].format(groups)
        yield from_columns(groups, size, product_teams(groups, size), name)
    if size == 3:
        for name, formula in FORMULAS.items():
            if (teams := formula(groups)) is not None:
                yield Design(groups, size, teams, name)
    if size == 4 and (teams := quadruples(groups)) is not None:
        yield Design(groups, size, teams, QUADRUPLES)
    if (teams := maximal_arc(groups, size)) is not None:
        yield Design(groups, size, teams, "maximal arc in a projective plane (Denniston 1969)")
    if (teams := squares(groups)) is not None:
        yield from _of_squares(groups, size, teams)
    for teams, name, columns in found_designs(groups, size):
        if columns:
            yield from_columns(groups, size, teams, name)
        else:
            yield Design(groups, size, teams, name)


def _of_squares(groups: int, size: int, teams: Teams) -> Iterator[Design]:
    """Yield what two orthogonal Latin squares give: 3 transversal rounds, or 4 rounds of all."""
    name = "two orthogonal Latin squares from a V(2, t) vector (Wilson 1974)"
    yield from_columns(groups, size, teams[1:], name)
