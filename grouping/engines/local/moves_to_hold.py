"""How far counts are from where must rules hold: in people who come or go, not in what rules count."""

from __future__ import annotations

import numpy as np

from grouping.engines.kernels.state import Pack
from grouping.terms.arrays import Ints

FAR = np.iinfo(np.int64).max


def moves_to_hold(bases: Ints, tables: Ints) -> Ints:
    """Return tables of the same layout with the steps of each value to the nearest that costs 0."""
    steps = tables.copy()
    starts = np.unique(bases[bases > 1])
    ends = np.append(starts[1:] - 1, len(tables))[: len(starts)] - 1
    for begin, end in zip(starts, ends, strict=True):
        inside = tables[begin:end]
        zero = np.flatnonzero(inside == 0)
        if len(zero):
            steps[begin:end] = np.abs(np.arange(len(inside))[:, None] - zero).min(axis=1)
    return steps
