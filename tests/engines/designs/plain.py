"""What the tests count by hand: meetings in plain Python."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np


def plain_repeats(teams: np.ndarray) -> int:
    met: Counter[tuple[int, int]] = Counter()
    for row in teams.tolist():
        for team in set(row):
            met.update(combinations([i for i, g in enumerate(row) if g == team], 2))
    return sum(times - 1 for times in met.values())


def sizes_of(row: np.ndarray) -> list[int]:
    return sorted(Counter(row.tolist()).values())
