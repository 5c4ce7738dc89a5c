"""What became of the rows of long sheets."""

from __future__ import annotations

import time
from pathlib import Path

from grouping.read.account import account
from grouping.read.grid import Grid
from grouping.read.header import Header


def test_accounting_for_rows_takes_time_by_their_number_and_not_by_its_square() -> None:
    rows: list[list[object]] = [["id", "x"], *([str(k), "y"] for k in range(40_000))]
    lines = (("id", "x"),)
    started = time.process_time()
    header = Header(1, 1, ("id", "x"), lines)
    counted = account(Grid(Path("a.csv"), "", rows), header, range(2, 40_002), ())
    # row by row through all people it is a quarter of a minute
    assert time.process_time() - started < 3
    assert len(counted.people) == 40_000
    assert not counted.skipped
