"""The order in which a greedy start places people: those hardest to place first."""

from __future__ import annotations

import numpy as np

from grouping.engines.kernels.state import Pack
from grouping.terms.arrays import Index, Ints


def start_order(pack: Pack, rng: np.random.Generator) -> Index:
    """Return the participants to place: the most bound by must rules first, at random otherwise.

    People of the same small must counter (a circle that belongs together, say) come one after
    the other.
    """
    people = pack.free
    weight = np.zeros(len(pack.tag))
    anchor = np.full(len(pack.tag), -1, dtype=np.int64)
    for slot in pack.tag.T:
        sizes = np.bincount(slot, minlength=pack.base.shape[1])
        bound = _must_tags(pack)[slot]
        share = np.where(bound, 1.0 / np.maximum(sizes[slot], 1), 0.0)
        tighter = share > weight
        anchor[tighter] = slot[tighter]
        weight = np.maximum(weight, share)
    barred = (pack.place_must > 0).mean(axis=1)[pack.place_row]
    paired = np.diff(pack.pair_start) > 0
    weight = weight + barred + 0.25 * paired
    shuffled = rng.permutation(people)
    keys = (anchor[shuffled], -_circle_weight(anchor, weight)[shuffled])
    return shuffled[np.lexsort(keys)].astype(np.int32)


def _must_tags(pack: Pack) -> Ints:
    """Return which tags have a must cost on some team; bool, shape (tags,)."""
    ends = np.cumsum(pack.table_must > 0)
    length = np.diff(np.append(np.unique(pack.base), len(pack.table_must) + 1))
    starts = np.unique(pack.base)
    held = {
        int(s): bool(ends[min(s + k - 2, len(ends) - 1)] > (ends[s - 1] if s else 0))
        for s, k in zip(starts, length, strict=True)
    }
    return np.array([any(held[int(b)] for b in np.unique(tag)) for tag in pack.base.T])


def _circle_weight(anchor: Ints, weight: np.ndarray) -> np.ndarray:
    """Give all of a circle the weight of its heaviest, so that they stay next to each other."""
    heaviest = np.zeros(int(anchor.max()) + 2)
    np.maximum.at(heaviest, anchor + 1, weight)
    return np.where(anchor >= 0, heaviest[anchor + 1], weight)
