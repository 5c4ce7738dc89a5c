"""The rotations that need no search: every formula that fits a cell, and the best of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np

from grouping.engines.designs.design import Design
from grouping.engines.designs.difference_search import addition
from grouping.engines.designs.field import prime_power
from grouping.engines.designs.five_squares import five_squares
from grouping.engines.designs.hermitian_unital import hermitian_unital
from grouping.engines.designs.invariant import type_two_sixteen
from grouping.engines.designs.kirkman import quadruples, triples_three, triples_two
from grouping.engines.designs.maximal_arc import maximal_arc
from grouping.engines.designs.parallelism import parallelism
from grouping.engines.designs.quasi_difference import squares
from grouping.engines.designs.round_robin import round_robin
from grouping.engines.designs.stored import found_designs
from grouping.engines.designs.transversal import field_matrix, product, unfold_matrix
from grouping.engines.designs.verify import Teams

TRIPLES = "Kirkman triple system (Ray-Chaudhuri and Wilson 1971, Theorem {})"
SQUARES = "two orthogonal Latin squares from a V(2, t) vector (Wilson 1974)"
QUADRUPLES = "resolvable quadruples (Hanani, Ray-Chaudhuri and Wilson 1972, Lemma 3)"
FORMULAS: dict[str, Callable[[int, int], Teams | None]] = {
    TRIPLES.format(5): lambda groups, size: triples_three(groups) if size == 3 else None,
    TRIPLES.format(6): lambda groups, size: triples_two(groups) if size == 3 else None,
    QUADRUPLES: lambda groups, size: quadruples(groups) if size == 4 else None,
    "maximal arc in a projective plane (Denniston 1969)": maximal_arc,
    "Hermitian unital in a projective plane (Bose 1958)": hermitian_unital,
    "parallelism of PG(3, q) by search": parallelism,
    "4-RGDD of type 2^16 over Z4 x Z4 by search": type_two_sixteen,
}


@lru_cache(maxsize=512)
def best_formula(groups: int, size: int) -> Design:
    """Return the design with most rounds that comes without a search."""
    return max(_fitting(groups, size), key=lambda design: (design.rounds, design.column_rounds))


@lru_cache(maxsize=512)
def best_columns(groups: int, size: int) -> Design:
    """Return the design with most transversal rounds that comes without a search."""
    return max(_fitting(groups, size), key=lambda design: design.column_rounds)


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
    rows = np.stack([np.zeros(size, dtype=np.int32), np.arange(size, dtype=np.int32)])
    yield from_columns(groups, size, unfold_matrix(rows, addition((groups,))), "rows and columns")
    if prime_power(groups):
        teams = unfold_matrix(*field_matrix(groups, groups, size))
        yield from_columns(groups, size, teams, f"transversal design over GF({groups}) (Bose 1938)")
    for factor in range(size, int(groups**0.5) + 1):
        if groups % factor == 0:
            yield _product(factor, groups // factor, size)
    for name, formula in FORMULAS.items():
        if (base := formula(groups, size)) is not None:
            yield Design(groups, size, base, name)
    if (base := squares(groups)) is not None:
        yield from_columns(groups, size, base[1:], SQUARES)
    if size <= 6 and (base := five_squares(groups)) is not None:
        yield from_columns(
            groups, size, base, "five orthogonal Latin squares of order 18 (Abel 2015)"
        )
    for teams, name, columns in found_designs(groups, size):
        if columns:
            yield from_columns(groups, size, teams, name)
        else:
            yield Design(groups, size, teams, name)


def _product(a: int, b: int, size: int) -> Design:
    """Return the product of the transversal rounds of a and of b groups."""
    one, two = best_columns(a, size), best_columns(b, size)
    teams = product(one.teams[: one.column_rounds], two.teams[: two.column_rounds], size)
    return from_columns(a * b, size, teams, f"direct product {a} x {b} (MacNeish 1922)")
