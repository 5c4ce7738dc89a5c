"""Which search a problem gets."""

from __future__ import annotations

import numpy as np

from grouping.kernels.state import Pack
from grouping.local.distance_searcher import DistanceSearcher, fits_rows
from grouping.local.searcher import Searcher

AnySearcher = Searcher | DistanceSearcher


def searcher_for(pack: Pack, rng: np.random.Generator, target: int) -> AnySearcher:
    """Return a new search: one of its own for problems with nothing but distances."""
    if not only_distances(pack):
        return Searcher(pack, rng, target)
    constant = int(pack.constant[0]), int(pack.constant[1])
    return DistanceSearcher(pack.distance, pack.low, pack.high, constant, rng, target)


def only_distances(pack: Pack) -> bool:
    """Return whether distances are all there is, everybody may move, and the sums fit."""
    return bool(
        len(pack.distance)
        and not (pack.tag.size or pack.amount.size or len(pack.counter) or len(pack.pair_other))
        and len(pack.place_soft) == 1
        and len(pack.free) == len(pack.tag)
        and fits_rows(pack.distance, pack.high)
    )
