"""A plain table of distances as an instance: the file says the distances, the call the groups."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from grouping.errors import InputError
from grouping.files.instances.decimals import decimals_in, decimals_of, has_decimals
from grouping.files.instances.formats import Asked
from grouping.files.instances.instance import Distances, finest_decimals, numbered
from grouping.files.instances.read_matrix import Matrix, plain_numbers, read_matrix
from grouping.files.read.notes import Note, at_row
from grouping.language import _, plural
from grouping.problem.problem import Problem, Teams
from grouping.rules.shared.distance_options import LARGEST_DISTANCE

# What is off by no more than this part is what computing the distances has rounded.
ROUNDING = 1e-9


def read_distances(path: str | Path, teams: Teams | Callable[[int], Teams]) -> Distances:
    """Read a square .csv or .npy of distances between the members of `teams`.

    All decimals of the file are kept, or as many as add up exactly; see `distances_of`.

    Parameters
    ----------
    path
        The file.
    teams
        Teams, or what makes them of the number of rows.

    Raises
    ------
    InputError
        If it is no symmetric table of finite numbers with zeros on its diagonal.
    """
    return distances_of(path, teams)[0]


def distances_of(
    path: str | Path, teams: Teams | Callable[[int], Teams]
) -> tuple[Distances, list[Note]]:
    """Return what `read_distances` does, and a note if digits of the file were dropped."""
    path = Path(path)
    matrix = _checked(read_matrix(path), path.name)
    made = teams if isinstance(teams, Teams) else teams(len(matrix))
    most = finest_decimals(float(np.abs(matrix).max()), len(matrix), made.high)
    decimals = most + 1
    if path.suffix.casefold() != ".npy":
        decimals = decimals_in(plain_numbers(path).encode())
    notes = []
    if decimals > most:
        decimals = decimals_of(matrix, most)
        if not has_decimals(matrix, decimals):
            text = plural(
                "distances were rounded to {n} decimal: more do not add up exactly",
                "distances were rounded to {n} decimals: more do not add up exactly",
                decimals,
            )
            notes.append(Note("oddity", text, path.name))
    whole = np.rint(matrix * 10.0**decimals).astype(np.int64)
    return Distances(whole, decimals, made.low, made.high), notes


def matrix_problem(path: Path, asked: Asked) -> tuple[Problem, list[Note]]:
    """Return the Problem of a file; see `Format.read`."""
    assert asked.teams is not None  # the format says no groups, so the call has to
    made = asked.teams
    distances, notes = distances_of(path, lambda n: numbered(made(n).low, made(n).high))
    return distances.problem(path.name, asked.objective), notes


def _checked(matrix: Matrix, source: str) -> Matrix:
    """Return the table symmetric and 0 on its diagonal, as it is but for rounding."""
    size = np.abs(matrix)
    unending = np.argwhere(~np.isfinite(matrix))
    if len(unending):
        i, j = unending[0].tolist()
        text = _("the distance from {i} to {j} is {one}", i=i, j=j, one=matrix[i, j])
        raise _wrong(text, i, source, _("distances are finite, and the same both ways"))
    largest = float(size.max())
    if largest > LARGEST_DISTANCE:
        i = int(np.argmax(size) // len(size))
        text = _("the distances are too large to be added exactly")
        raise _wrong(text, i, source, _("scale them"))
    allowed = ROUNDING * np.maximum(size, size.T) + ROUNDING / 1000 * largest
    torn = np.argwhere(np.abs(matrix - matrix.T) > allowed)
    if len(torn):
        i, j = torn[0].tolist()
        text = _(
            "the distance from {i} to {j} is {one}, from {j} to {i} {other}",
            i=i,
            j=j,
            one=matrix[i, j],
            other=matrix[j, i],
        )
        raise _wrong(text, i, source, _("distances are finite, and the same both ways"))
    own = np.flatnonzero(size.diagonal() > ROUNDING * largest)
    if len(own):
        i = int(own[0])
        text = _("the distance of {i} to itself is {value}, not 0", i=i, value=matrix[i, i])
        raise _wrong(text, i, source, _("a table of distances has zeros on its diagonal"))
    # half of a + a is a, to the last digit
    even = (matrix + matrix.T) / 2
    np.fill_diagonal(even, 0.0)
    return even


def _wrong(text: str, i: int, source: str, hint: str = "") -> InputError:
    return InputError(text, where=f"{source}, {at_row(i + 1)}", hint=hint)
