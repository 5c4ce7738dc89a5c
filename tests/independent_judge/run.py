"""Compare many questions: `python -m tests.independent_judge.run FIRST LAST` prints counts."""

from __future__ import annotations

import sys
from itertools import cycle, islice

from tests.independent_judge.compare import DisagreementError, Tally, compare
from tests.independent_judge.draw import OPTIONS


def run(first: int, last: int, tally: Tally, *, solved: bool = True) -> list[str]:
    """Compare the questions of these seeds, the kinds in turn; return what did not agree."""
    wrong = []
    names = sorted(OPTIONS)
    for seed, kind in zip(
        range(first, last), islice(cycle(names), first % len(names), None), strict=False
    ):
        try:
            compare(seed, kind, tally, solved=solved)
        except DisagreementError as error:
            wrong.append(str(error))
    return wrong


if __name__ == "__main__":
    first, last = int(sys.argv[1]), int(sys.argv[2])
    tally = Tally()
    wrong = run(first, last, tally)
    for title, counts in (
        ("judged", tally.judged),
        ("tried everything", tally.tried),
        ("said", tally.said),
    ):
        sys.stdout.write(f"{title} {sum(counts.values())} {dict(sorted(counts.items()))}\n")
    sys.stdout.write("\n".join([f"{len(wrong)} disagreements", *wrong, ""]))
    sys.exit(bool(wrong))
