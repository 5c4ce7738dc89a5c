"""Types of arrays, so that a signature says what its numbers are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]  # costs, sums, seats
Index = NDArray[np.int32]  # positions of people, teams, labels
Reals = NDArray[np.float64]
Mask = NDArray[np.bool_]
