"""Names without their academic and religious titles, for comparing; for print they stay."""

from __future__ import annotations

import re

from grouping.problem.column import fold

_BEFORE = frozenset(
    "drs dra dr ir prof h hj kh drg drh apt ns mr mrs ms hc rr r raden ust ustadz bapak ibu"
    " sdr sdri".split()
)
_WORD = re.compile(r"[\w'’`-]+")


def bare_name(name: object) -> str:
    """Return a name as it is compared: folded, without titles before it and after its comma.

    Examples
    --------
    >>> bare_name("Dr. Ir. H. Budi Santoso, M.Si") == bare_name("budi  santoso")
    True
    """
    whole = fold(name)
    words = _WORD.findall(whole.partition(",")[0])
    while len(words) > 1 and words[0] in _BEFORE:
        del words[0]
    # a name of one letter or none says nothing without what was cut off
    return " ".join(words) if len("".join(words)) > 1 else whole
