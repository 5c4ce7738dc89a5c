"""Rounds in which every team has one person of each column: difference matrices unfolded.

Participant x + g j is element x of column j; row m of a matrix over a group of order g, moved by
c, is team c of round m.  Two people of different columns meet at most once exactly if no two
columns have the same difference in two rows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from grouping.engines.designs.field import field

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


def product(first: Entries, second: Entries, columns: int) -> Entries:
    """Return the direct product of transversal rounds (MacNeish, Annals of Math. 23, 1922).

    Parameters
    ----------
    first, second
        Teams, shapes (r, a * columns) and (t, b * columns), every team with one person per column.
    columns
        People in a team.

    Returns
    -------
    Shape (r * t, a * b * columns): person (x, y) is in team (c, d) of round (m, n).
    """
    one = first.reshape(len(first), columns, -1)
    two = second.reshape(len(second), columns, -1)
    joint = one[:, None, :, :, None] * two.shape[2] + two[None, :, :, None, :]
    return joint.reshape(len(one) * len(two), -1).astype(np.int32)
