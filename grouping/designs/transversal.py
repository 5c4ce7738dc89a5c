"""Rounds in which every team has one person of each column: difference matrices unfolded.

Participant x + g j is element x of column j; row m of a matrix over a group of order g, moved by
c, is team c of round m.  Two people of different columns meet at most once exactly if no two
columns have the same difference in two rows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from grouping.designs.field import field

Entries = NDArray[np.int32]


def field_matrix(q: int, rows: int, columns: int) -> tuple[Entries, Entries]:
    """Return the multiplication table of GF(q) and its addition (Bose, Sankhya 3, 1938).

    Returns
    -------
    matrix
        Shape (rows, columns); column 0 is zero: its people never move.
    add
        Shape (q, q).
    """
    gf = field(q)
    return gf.times(np.arange(rows)[:, None], np.arange(columns)[None, :]), gf.add


def prime_powers(g: int) -> list[int]:
    """Return the prime powers whose product is g."""
    found = []
    p = 2
    while g > 1:
        q = 1
        while g % p == 0:
            q, g = q * p, g // p
        if q > 1:
            found.append(q)
        p += 1
    return found


def unfold_matrix(matrix: Entries, add: Entries) -> Entries:
    """Return the teams of a difference matrix, shape (rows, g * columns).

    Person x of column j is in team c of round m with matrix[m, j] + c = x.
    """
    g = len(add)
    c = np.arange(g)
    teams = np.empty((len(matrix), matrix.shape[1], g), dtype=np.int32)
    for m, row in enumerate(matrix):
        for j, entry in enumerate(row):
            teams[m, j, add[entry, c]] = c
    return teams.reshape(len(matrix), -1)


def product_teams(g: int, columns: int) -> Entries:
    """Return g rounds of g teams, columns <= the least prime power of g (MacNeish 1922).

    A direct product: round (m, n, ...) and team (c, d, ...) by factor.
    """
    teams = np.zeros((1, columns, 1), dtype=np.int32)
    for q in prime_powers(g):
        part = unfold_matrix(*field_matrix(q, q, columns)).reshape(q, columns, q)
        teams = (teams[:, None, :, :, None] * q + part[None, :, :, None, :]).reshape(
            teams.shape[0] * q, columns, -1
        )
    return teams.reshape(len(teams), -1)
