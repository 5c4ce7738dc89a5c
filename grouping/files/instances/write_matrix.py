"""Plain tables of distances: .csv with every decimal, .npy with the same numbers as floats."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from grouping.files.instances.instance import Distances
from grouping.files.instances.write_mdgplib import decimal_text


def write_matrix(instance: Distances, path: str | Path) -> None:
    """Write the distances of `instance` as a square .csv or .npy; its groups are not in it."""
    path = Path(path)
    if path.suffix.casefold() == ".npy":
        with path.open("wb") as file:
            np.save(file, instance.scaled / 10**instance.decimals, allow_pickle=False)
        return
    with path.open("w", encoding="ascii", newline="\n") as text:
        for row in instance.scaled.tolist():
            text.write(",".join(decimal_text(d, instance.decimals) for d in row) + "\n")
