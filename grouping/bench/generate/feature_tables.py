"""Tables of features for anticlustering: participants with skewed, dependent attributes.

Drawn from integers alone, so that every machine makes the same table:

========== =================================================================================
department 12 values, the k-th (from 1) as likely as 1 / (k + 1)
grade      6 values, a pyramid: 34, 26, 18, 12, 7 and 3 in a hundred from the lowest
gender     F with 38, 40 or 42 in a hundred, by department
region     5 values; half of the people live where their department is
age        27 + 5 per grade (0 for the lowest) + the sum of three throws of -5 to 5, 20 to 67
tenure     years with one decimal: at most age - 18, the lesser of two throws up to 12 + 4 per grade
========== =================================================================================
"""

from __future__ import annotations

import numpy as np

from grouping.bench.generate.random_stream import Stream
from grouping.errors import InputError
from grouping.language import _
from grouping.problem.column import Column
from grouping.problem.roster import Roster
from grouping.terms.arrays import Ints

DEPARTMENTS, REGIONS = 12, 5
_PYRAMID = (34, 26, 18, 12, 7, 3)


def generate_features(n: int, seed: int) -> Roster:
    """Return `n` participants with ids 0 to n - 1, four categories and two numbers."""
    if n < 1:
        raise InputError(_("a table of {n} rows is none", n=n), hint="--n 300")
    stream = Stream(seed, 2)
    # 27720 is divisible by 2 to 12, so that the shares are whole numbers but for the last
    shares = [27720 * 13 // (k + 2) for k in range(DEPARTMENTS)]
    department = _by_share(stream, shares, n)
    grade = _by_share(stream, _PYRAMID, n)
    woman = stream.below(100, n) < 38 + 2 * (department % 3)
    elsewhere = stream.below(REGIONS, n)
    region = np.where(stream.below(2, n) == 0, department % REGIONS, elsewhere)
    throws = stream.between(-5, 5, 3 * n).reshape(3, n).sum(axis=0)
    age = np.clip(27 + 5 * grade + throws, 20, 67)
    longest = 120 + 40 * grade
    two = stream.below(2**32, 2 * n).reshape(2, n).min(axis=0)
    tenure = np.minimum(two * longest >> 32, 10 * (age - 18))
    ids = tuple(map(str, range(n)))
    columns = (
        _labels("department", "D", department, 2),
        _labels("grade", "G", grade, 1),
        Column.of_labels("gender", np.where(woman, "F", "M").tolist()),
        _labels("region", "R", region, 1),
        Column.of_numbers("age", age.tolist()),
        Column.of_numbers("tenure", (tenure / 10).tolist()),
    )
    return Roster(ids, ids, columns, f"features, seed {seed}")


def _by_share(stream: Stream, shares: tuple[int, ...] | list[int], n: int) -> Ints:
    ends = np.cumsum(shares)
    return np.searchsorted(ends, stream.below(int(ends[-1]), n), side="right").astype(np.int64)


def _labels(name: str, letter: str, codes: Ints, digits: int) -> Column:
    """Return a category whose labels stand in the order of their first appearance."""
    return Column.of_labels(name, [f"{letter}{code:0{digits}d}" for code in codes.tolist()])
