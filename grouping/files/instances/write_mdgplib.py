"""MDGPLIB files, as `read_mdgplib` reads them; the same bytes for the same instance."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grouping.files.instances.instance import Distances


def write_mdgplib(instance: Distances, path: str | Path) -> None:
    """Write `instance`: ``n m ss|ds low high ...``, then ``i j d`` for i < j, row by row."""
    with Path(path).open("w", encoding="ascii", newline="\n") as file:
        file.writelines(_lines(instance))


def decimal_text(scaled: int, decimals: int) -> str:
    """Return ``scaled / 10 ** decimals`` in plain digits, always with all its decimals."""
    if not decimals:
        return str(scaled)
    whole, part = divmod(abs(scaled), 10**decimals)
    return f"{'-' if scaled < 0 else ''}{whole}.{part:0{decimals}d}"


def _lines(instance: Distances) -> Iterator[str]:
    low, high = instance.low.tolist(), instance.high.tolist()
    one_size = len(set(low) | set(high)) == 1
    bounds = " ".join(f"{least} {most}" for least, most in zip(low, high, strict=True))
    yield f"{instance.n} {len(low)} {'ss' if one_size else 'ds'} {bounds}\n"
    for i in range(instance.n):
        row = instance.scaled[i].tolist()
        yield "".join(
            f"{i} {j} {decimal_text(row[j], instance.decimals)}\n" for j in range(i + 1, instance.n)
        )
