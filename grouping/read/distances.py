"""A plain table of distances as an instance: the file says the distances, the call the groups."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from grouping.errors import InputError
from grouping.instance import Distances, finest_decimals
from grouping.language import _
from grouping.problem import Teams
from grouping.read.decimals import decimals_in, decimals_of, scaled
from grouping.read.matrix import read_matrix
from grouping.read.notes import at_row


def read_distances(path: str | Path, teams: Teams) -> Distances:
    """Read a square .csv or .npy of distances between the members of `teams`.

    The decimals of a .csv are kept; of a .npy as many as its floats have, or as add up exactly.

    Raises
    ------
    InputError
        If it is no symmetric table of finite numbers with zeros on its diagonal.
    """
    path = Path(path)
    matrix = read_matrix(path)
    odd = np.argwhere(~np.isfinite(matrix) | (np.abs(matrix - matrix.T) > 0))
    if len(odd):
        i, j = odd[0].tolist()
        raise InputError(
            _(
                "the distance from {i} to {j} is {one}, from {j} to {i} {other}",
                i=i,
                j=j,
                one=matrix[i, j],
                other=matrix[j, i],
            ),
            where=f"{path.name}, {at_row(i + 1)}",
            hint=_("distances are finite, and the same both ways"),
        )
    if matrix.diagonal().any():
        i = int(np.flatnonzero(matrix.diagonal())[0])
        raise InputError(
            _("the distance of {i} to itself is {value}, not 0", i=i, value=matrix[i, i]),
            where=f"{path.name}, {at_row(i + 1)}",
        )
    most = finest_decimals(float(np.abs(matrix).max()), len(matrix), teams.high)
    if path.suffix.casefold() == ".npy":
        decimals = decimals_of(matrix, most)
    else:
        decimals = min(most, decimals_in(_points(path.read_bytes())))
    whole = scaled(np.rint(matrix * 10.0**decimals) / 10.0**decimals, decimals)
    if whole is None:
        raise InputError(_("the distances are too large to be added exactly"), where=path.name)
    return Distances(whole, decimals, teams.low, teams.high)


def _points(text: bytes) -> bytes:
    """Return the text with decimal points: with semicolons, commas are decimal commas."""
    return text.replace(b",", b".") if b";" in text else text
