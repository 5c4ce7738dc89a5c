"""Base rounds by formula over GF(q): Kirkman triple systems and resolvable quadruple systems."""

from __future__ import annotations

import numpy as np

from grouping.engines.designs.field import Field, field, prime_power
from grouping.engines.designs.verify import Teams

Blocks = list[tuple[int, ...]]


def _unfold(gf: Field, copies: int, base: Blocks, still: Blocks) -> Teams:
    """Return the rounds of a base round moved by every element, and of translates of blocks.

    Points are x + q j for element x of copy j, and q * copies for the fixed point.
    """
    q = gf.order
    people = sum(map(len, base))
    shifted = np.full((q, q * copies + 1), q * copies, dtype=np.int32)
    for c in range(q):
        for j in range(copies):
            shifted[c, q * j : q * j + q] = gf.add[c] + q * j
    teams = np.empty((q + len(still), people), dtype=np.int32)
    for c in range(q):
        for team, block in enumerate(base):
            teams[c, shifted[c, list(block)]] = team
    for r, block in enumerate(still):
        for c in range(q):
            teams[q + r, shifted[c, list(block)]] = c
    return teams


def _roots(q: int) -> tuple[Field, int]:
    """Return GF(q) and t for q = 6 t + 1."""
    return field(q), (q - 1) // 6


def triples_three(groups: int) -> Teams | None:
    """Return a Kirkman triple system of 3 q people, q = groups = 6 t + 1 a prime power.

    Ray-Chaudhuri and Wilson, Proc. Symp. Pure Math. 19 (1971), Theorem 5.
    """
    q = groups
    if q % 6 != 1 or not prime_power(q):
        return None
    gf, t = _roots(q)
    x = [int(v) for v in gf.power]

    def power(e: int, copy: int) -> int:
        return x[e % (q - 1)] + q * copy

    within = [e for e in range(6 * t) if (e // t) % 2 == 0]
    base: Blocks = [(0, q, 2 * q)]
    base += [
        (power(i, j), power(i + 2 * t, j), power(i + 4 * t, j)) for i in range(t) for j in range(3)
    ]
    mixed = {e: (power(e, 0), power(e + 2 * t, 1), power(e + 4 * t, 2)) for e in range(6 * t)}
    base += [block for e, block in mixed.items() if e not in within]
    return _unfold(gf, 3, base, [mixed[e] for e in within])


def triples_two(groups: int) -> Teams | None:
    """Return a Kirkman triple system of 2 q + 1 = 3 groups people, q = 6 t + 1 a prime power.

    Ray-Chaudhuri and Wilson, Proc. Symp. Pure Math. 19 (1971), Theorem 6.
    """
    q = (3 * groups - 1) // 2
    if 2 * q + 1 != 3 * groups or q % 6 != 1 or not prime_power(q):
        return None
    gf, t = _roots(q)
    x = [int(v) for v in gf.power]
    middle = gf.add[x[t], 1]
    # 2 x^m = x^t + 1, with 2 = 1 + 1
    m = int(gf.log[middle] - gf.log[gf.add[1, 1]])

    def power(e: int, copy: int) -> int:
        return x[e % (q - 1)] + q * copy

    base: Blocks = [(2 * q, 0, q)]
    base += [
        (power(i, 0), power(i + t, 0), power(i + m, 1)) for i in range(6 * t) if (i // t) % 2 == 0
    ]
    base += [
        (power(i + m + t, 1), power(i + m + 3 * t, 1), power(i + m + 5 * t, 1)) for i in range(t)
    ]
    return _unfold(gf, 2, base, [])


def quadruples(groups: int) -> Teams | None:
    """Return a resolvable design of 3 q + 1 = 4 groups people, q = 4 t + 1 a prime power.

    Hanani, Ray-Chaudhuri and Wilson, Discrete Math. 3 (1972), Lemma 3.
    """
    q = (4 * groups - 1) // 3
    if 3 * q + 1 != 4 * groups or q % 4 != 1 or not prime_power(q):
        return None
    gf, t = field(q), (q - 1) // 4
    x = [int(v) for v in gf.power]

    def power(e: int, copy: int) -> int:
        return x[e % (q - 1)] + q * (copy % 3)

    # an odd exponent with (x^a + 1) / (x^a - 1) an odd power
    a = next((a for a in range(1, q - 1, 2) if a != 2 * t and _odd_quotient(gf, x[a])), None)
    if a is None:
        return None
    base: Blocks = [(3 * q, 0, q, 2 * q)]
    base += [
        (
            power(2 * i, j),
            power(2 * i + 2 * t, j),
            power(2 * i + a, j + 1),
            power(2 * i + a + 2 * t, j + 1),
        )
        for i in range(t)
        for j in range(3)
    ]
    return _unfold(gf, 3, base, [])


def _odd_quotient(gf: Field, y: int) -> bool:
    """Return whether (y + 1) / (y - 1) is an odd power of the primitive element."""
    return bool((gf.log[gf.add[y, 1]] - gf.log[gf.add[y, gf.negative[1]]]) % 2)
