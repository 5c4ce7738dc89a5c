"""Random integers that are the same on every machine and with every version of numpy.

Only the raw 64-bit words of PCG64 seeded through SeedSequence are used, which numpy guarantees
never to change (NEP 19); what a Generator makes of them may change.  A number below k is
``word % k`` of the next word below the largest multiple of k, so that all are equally likely.
"""

from __future__ import annotations

import numpy as np

from grouping.terms.arrays import Ints


class Stream:
    """Integers from one seed; an endless row of 64-bit words that is read once, in order."""

    def __init__(self, *seed: int) -> None:
        self._source = np.random.PCG64(np.random.SeedSequence(seed))

    def below(self, limit: int, count: int) -> Ints:
        """Return `count` integers, each equally likely any of 0 to ``limit - 1``; int64."""
        last = np.uint64(2**64 - 2**64 % limit - 1)  # the last word that favours nobody
        kept = np.zeros(0, dtype=np.uint64)
        while len(kept) < count:
            words = np.asarray(self._source.random_raw(count - len(kept)), dtype=np.uint64)
            kept = np.concatenate([kept, words[words <= last]])
        return (kept % np.uint64(limit)).astype(np.int64)

    def between(self, low: int, high: int, count: int) -> Ints:
        """Return `count` integers, each equally likely any of `low` to `high`."""
        return low + self.below(high - low + 1, count)

    def one(self, low: int, high: int) -> int:
        """Return one integer of `low` to `high`."""
        return int(self.between(low, high, 1)[0])
