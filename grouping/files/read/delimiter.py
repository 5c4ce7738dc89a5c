"""Which sign parts the cells of a text: every candidate is tried, and the evidence is weighed."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from grouping.files.read.column_roles import role_of

DELIMITERS = (";", "\t", ",", "|")
_SAMPLE = 300
_HEADERS = 60
# What known words above the columns are worth, and lines that are all cut alike, against how
# evenly and into how many cells the lines are cut (at most 1).
_KNOWN, _MOST_KNOWN, _WHOLE = 0.25, 4, 0.3


@dataclass(frozen=True)
class Cut:
    """What speaks for one delimiter.

    Attributes
    ----------
    delimiter
        The sign.
    even
        How far the lines are cut into equally many cells, 0 to 1; more cells count a little more.
    known
        Columns whose headers are known words, in the row that has most of them.
    whole
        Whether every line, the header with them, is cut into equally many cells.
    """

    delimiter: str
    even: float
    known: int
    whole: bool

    @property
    def weight(self) -> float:
        """All evidence together."""
        return self.even + _KNOWN * min(self.known, _MOST_KNOWN) + _WHOLE * self.whole


def cut_by(text: str, delimiter: str) -> Cut:
    """Return what speaks for a delimiter, by the first lines of a text."""
    spaced = has_blanks_before_quotes(text, delimiter)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=spaced)
    try:
        rows = [row for row in islice(reader, _SAMPLE) if any(row)]
    except csv.Error:
        return Cut(delimiter, 0.0, 0, False)
    widths = Counter(len(row) for row in rows)
    cut = {width: times for width, times in widths.items() if width > 1}
    if not cut:
        return Cut(delimiter, 0.0, 0, False)
    width, times = max(cut.items(), key=lambda item: (item[1], item[0]))
    known = max(len({role_of(v) for v in row if v} - {None}) for row in rows[:_HEADERS])
    return Cut(delimiter, times / len(rows) * (1 - 1 / width), known, len(widths) == 1)


def likely_delimiter(text: str) -> str:
    """Return the delimiter with most evidence, '' if the text is a single column."""
    cuts = [cut_by(text, delimiter) for delimiter in DELIMITERS]
    best = max(cuts, key=lambda one: one.weight)
    if not best.even:
        return ""
    first = next((line for line in io.StringIO(text) if line.strip()), "")
    # A list of names alone, 'Adi, S.E.' below 'Nama', is one column and not two.
    if best.delimiter not in first and role_of(first.strip().strip('"')):
        return ""
    return best.delimiter


def has_blanks_before_quotes(text: str, delimiter: str) -> bool:
    """Return whether quoted cells have a blank before them: ``1, "Adi, S.E.", 30``."""
    if not delimiter:
        return False
    start, sign = text[:20_000], re.escape(delimiter)
    quoted = re.search(rf'{sign} +"[^"\n]*" *({sign}|$)', start, re.MULTILINE)
    return quoted is not None and not re.search(f'{sign}"', start)
