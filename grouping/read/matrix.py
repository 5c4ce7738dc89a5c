"""A table of distances between all pairs, from a .csv or .npy file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grouping.errors import InputError
from grouping.language import _


def read_matrix(path: str | Path) -> NDArray[np.float64]:
    """Read a square matrix: .npy, or .csv with numbers only (comma or semicolon between them).

    Raises
    ------
    InputError
        If it is missing, is not numbers, or is not square.
    """
    path = Path(path)
    try:
        if path.suffix.casefold() == ".npy":
            with path.open("rb") as file:  # and no other kind of file that numpy would open
                stored = np.lib.format.read_array(file, allow_pickle=False)
            matrix = stored.astype(np.float64, casting="same_kind")
        else:
            text = path.read_text(encoding="utf-8-sig")
            # with semicolons, commas are decimal commas
            text = text.replace(",", ".").replace(";", ",") if ";" in text else text
            matrix = np.loadtxt(text.splitlines(), delimiter=",", ndmin=2)
    except FileNotFoundError:
        raise InputError(_("there is no such file"), where=str(path)) from None
    except (OSError, ValueError, TypeError, EOFError, MemoryError) as error:
        text = _("this is not a table of numbers: {reason}", reason=error)
        raise InputError(text, where=path.name) from None
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        size = " x ".join(map(str, matrix.shape))
        raise InputError(_("the table is {size}, not square", size=size), where=path.name)
    return np.asarray(matrix, dtype=np.float64)
