"""Finite fields as tables."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

Table = NDArray[np.int32]


def prime_power(q: int) -> tuple[int, int] | None:
    """Return (p, e) with p prime and p**e = q, or None."""
    if q < 2:
        return None
    p = next((d for d in range(2, int(q**0.5) + 1) if q % d == 0), q)
    e, rest = 0, q
    while rest % p == 0:
        e, rest = e + 1, rest // p
    return (p, e) if rest == 1 else None


@dataclass(frozen=True, eq=False)
class Field:
    """GF(q): elements are the numbers 0..q-1, read as digits base p.

    Attributes
    ----------
    order
        q.
    power
        Powers of a primitive element, shape (q - 1,).
    log
        Exponent of each element; log[0] is -1.
    add
        Sums, shape (q, q).
    negative
        -x for each x.
    """

    order: int
    power: Table
    log: Table
    add: Table
    negative: Table

    def times(self, x: ArrayLike, y: ArrayLike) -> Table:
        """Return the products of elements, by broadcasting."""
        a, b = np.asarray(x), np.asarray(y)
        product = self.power[(self.log[a] + self.log[b]) % (self.order - 1)]
        return np.where((a == 0) | (b == 0), 0, product).astype(np.int32)

    def minus(self, x: ArrayLike, y: ArrayLike) -> Table:
        """Return the differences of elements, by broadcasting."""
        difference: Table = self.add[np.asarray(x), self.negative[np.asarray(y)]]
        return difference


@cache
def field(q: int) -> Field:
    """Return GF(q) for a prime power q.

    A modulus is taken of which x (or for primes a number) is a primitive root, found by trying.
    """
    found = prime_power(q)
    if found is None:
        raise ValueError(f"{q} is not a prime power")
    p, e = found
    digits = np.array(list(itertools.product(range(p), repeat=e)), dtype=np.int64)[:, ::-1]
    weights = p ** np.arange(e)
    add = ((digits[:, None, :] + digits[None, :, :]) % p) @ weights
    power = next(filter(None, (_powers(p, e, tail) for tail in digits[1:])))
    log = np.full(q, -1)
    log[power] = np.arange(q - 1)
    tables = (np.array(power), log, add, (-digits % p) @ weights)
    return Field(q, *(table.astype(np.int32) for table in tables))


def _powers(p: int, e: int, tail: NDArray[np.int64]) -> list[int] | None:
    """Return the powers of x modulo x**e = tail (for e = 1: of tail), if they are all of GF(q)*."""
    element = [1] + [0] * (e - 1)
    powers: list[int] = []
    for _ in range(p**e - 1):
        number = sum(int(d) * p**k for k, d in enumerate(element))
        if number == 0 or (powers and number == 1):
            return None
        powers.append(number)
        top = element[-1]
        if e == 1:
            element = [top * int(tail[0]) % p]
        else:
            shifted = [0, *element[:-1]]
            element = [(d + top * int(t)) % p for d, t in zip(shifted, tail, strict=True)]
    return powers if len(set(powers)) == p**e - 1 else None
