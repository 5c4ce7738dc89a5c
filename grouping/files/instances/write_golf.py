"""Social golfer cells, as `grouping.files.instances.read_golf` reads them."""

from __future__ import annotations

from pathlib import Path

from grouping.files.instances.instance import Golf


def write_golf(instance: Golf, path: str | Path) -> None:
    """Write ``g s w`` on one line."""
    Path(path).write_text(f"{instance}\n", encoding="ascii", newline="\n")
