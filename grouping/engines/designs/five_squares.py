"""Five orthogonal Latin squares of order 18.

R. J. R. Abel, Existence of five MOLS of orders 18 and 60, J. Combin. Des. 23 (2015).
"""

from __future__ import annotations

import numpy as np

from grouping.engines.designs.verify import Teams

ORDER = 18

# seven rows over Z2 x Z3 x Z3, twelve base columns; an element is written as its coordinates
BASE = """
000 100 100 000 100 100 100 000 000 000 100 000
000 020 100 100 000 120 110 110 010 020 010 120
000 100 022 102 112 001 101 120 121 001 020 002
000 002 100 002 102 122 010 111 110 121 021 001
000 021 000 100 020 112 100 021 112 102 102 012
000 000 011 010 100 010 110 122 011 121 120 111
000 100 002 022 011 121 020 122 100 010 112 112
"""

# what is added to each row, times y = 0, 1, 2
STEP = ((0, 0), (0, 1), (1, 0), (2, 1), (2, 2), (1, 2), (0, 2))


def five_squares(order: int) -> Teams | None:
    """Return 18 transversal rounds of 18 teams of 6, shape (18, 108); None for other orders.

    Each base column gives three by multiples of a vector, and each of these nine by moving all
    rows by an element of Z3 x Z3: an orthogonal array of 324 columns.  Six of its rows are the
    columns in which participants stand; its last row is the round of a team.
    """
    if order != ORDER:
        return None
    base = np.array([list(map(int, entry)) for entry in BASE.split()]).reshape(len(STEP), -1, 3)
    moved = np.indices((3, 3, 3)).reshape(3, -1)  # y, and the element of Z3 x Z3
    shift = np.array(STEP)[:, None, :] * moved[0, :, None] + moved[1:].T
    pair = (base[:, :, None, 1:] + shift[:, None]) % 3
    array = (9 * base[:, :, None, 0] + pair @ (3, 1)).reshape(len(STEP), -1)
    array = array[:, np.argsort(array[-1], kind="stable")]
    teams = np.empty((ORDER, len(STEP) - 1, ORDER), dtype=np.int32)
    for column, row in enumerate(array[:-1].reshape(-1, ORDER, ORDER)):
        teams[np.arange(ORDER)[:, None], column, row] = np.arange(ORDER)
    return teams.reshape(ORDER, -1)
