"""How many rounds without a repeat there can be at most."""

from __future__ import annotations

from grouping.engines.designs.verify import check_shape

# cells whose arithmetic limit has been proven out of reach
PROVEN = {
    (4, 3): (4, "no nearly Kirkman triple system on 12: OEIS A107431"),
    (5, 4): (5, "no 4-RGDD of type 2^10: OEIS A107431"),
    (6, 5): (6, "OEIS A107431"),
    (6, 6): (3, "no two orthogonal Latin squares of order 6: Tarry (1900)"),
}


def most_rounds(groups: int, size: int) -> int:
    """Return an upper bound on the rounds in which nobody meets twice.

    Parameters
    ----------
    groups, size
        Teams in each round and people in each team, size at least 2.

    Raises
    ------
    InputError
        If there is no group or fewer than two people in one.
    """
    return why_most(groups, size)[0]


def why_most(groups: int, size: int) -> tuple[int, str]:
    """Return the bound of `most_rounds` and its reason."""
    check_shape(groups, size)
    if groups == 1 or size > groups:
        return 1, "two of a team would share one of fewer teams in the next round"
    limit = (groups * size - 1) // (size - 1)
    if (groups, size) in PROVEN:
        return PROVEN[groups, size]
    if groups == size and _no_plane(size):
        # Bruck, Pacific J. Math. 13 (1963): a net that lacks few classes can be completed
        lacking = max(d for d in range(size) if _bruck(d - 1) < size)
        return size - lacking, "no plane of this order, and nets so near to one would complete"
    return limit, "everyone meets size - 1 others in each round"


def _bruck(x: int) -> float:
    """Return Bruck's polynomial: a net of order above it, lacking x + 1 classes, completes."""
    return x**4 / 2 + x**3 + x**2 + 3 * x / 2


def _no_plane(n: int) -> bool:
    """Return whether no projective plane of order n exists.

    Bruck and Ryser, Canadian J. Math. 1 (1949); Lam, Thiel and Swiercz, ibid. 41 (1989), for 10.
    """
    if n == 10:
        return True
    two_squares = any(round((n - a * a) ** 0.5) ** 2 == n - a * a for a in range(int(n**0.5) + 1))
    return n % 4 in (1, 2) and not two_squares
