"""Numbers as people read them, and the scale from the best possible to a random draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grouping.language import _, number

if TYPE_CHECKING:
    from collections.abc import Iterable


def figure(value: float) -> str:
    """Write a cost or a mean with as many digits as people read."""
    if abs(value) >= 100 or abs(value - round(value)) < 0.005:
        return number(value)
    return number(value, 1 if abs(value) >= 1 else 2)


def percent(part: float, *, sign: bool = True) -> str:
    """Write a share in per cent: ``'+0.3 %'``, ``'+12 %'``; what is below 0.01 % in words."""
    size = abs(part)
    if 0 < size < 0.0001:
        return _("less than {least} %", least=number(0.01, 2))
    digits = 0 if not size else 2 if size < 0.00995 else 1 if size < 0.0995 else 0
    mark = ("+" if part > 0 else "\u2212" if part < 0 else "") if sign else ""
    return f"{mark}{number(100 * size, digits)}\u00a0%"


def place_on_scale(cost: float, best: float, random: float) -> float | None:
    """Return where a cost lies, 0 = best possible, 1 = random draw or worse; None: no scale."""
    if random <= best:
        return None
    return min(1.0, max(0.0, (cost - best) / (random - best)))


def from_to(values: Iterable[int]) -> str:
    """Write the range of whole numbers: ``'10'``, ``'9–11'``."""
    known = list(values)
    low, high = min(known), max(known)
    return str(low) if low == high else f"{low}\u2013{high}"
