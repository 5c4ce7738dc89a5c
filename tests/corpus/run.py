"""Read a corpus of messy sheets and count what came out.

python -m tests.corpus.run --count 1000 --seed 1            # a table by kind of mess
python -m tests.corpus.run --count 1000 --seed 1 --keep DIR # files read wrong are kept there
"""

from __future__ import annotations

import argparse
import random
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.corpus.judge import judge
from tests.corpus.mess import make_messy
from tests.corpus.sheets import Sheet, plain_sheet
from tests.corpus.writers import write_sheet

VERDICTS = ("right", "unsure", "refused", "wrong")


def drawn(seed: int) -> tuple[Sheet, random.Random]:
    """Return the sheet of a seed, and the source of what is drawn after it."""
    rng = random.Random(seed)
    return make_messy(plain_sheet(rng), rng), rng


def judged(seeds: range, folder: Path) -> Iterator[tuple[Sheet, str, Path, str, str]]:
    """Yield (sheet, writer, file, verdict, what is off) of every seed."""
    for seed in seeds:
        sheet, rng = drawn(seed)
        writer, path = write_sheet(sheet, folder, seed, rng)
        verdict, off = judge(sheet, path)
        yield sheet, writer, path, verdict, off
        path.unlink()


def table(counts: dict[str, Counter[str]]) -> str:
    """Return the counts as a table in Markdown."""
    lines = ["| mess or writer | sheets | " + " | ".join(VERDICTS) + " |"]
    lines.append("|---" + "|--:" * (1 + len(VERDICTS)) + "|")
    for name, held in counts.items():
        cells = [str(held[verdict]) for verdict in VERDICTS]
        lines.append(f"| {name} | {sum(held.values())} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Draw, write, read and count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    with TemporaryDirectory() as folder:
        seeds = range(asked.seed, asked.seed + asked.count)
        for sheet, writer, path, verdict, off in judged(seeds, Path(folder)):
            for name in ("all", f"by {writer}", *sorted(set(sheet.mess))):
                counts[name][verdict] += 1
            if verdict in ("wrong", "refused"):
                click.echo(f"{path.name} {verdict} ({', '.join(sheet.mess)}): {off}")
                if asked.keep:
                    asked.keep.mkdir(parents=True, exist_ok=True)
                    shutil.copy(path, asked.keep)
    click.echo(table(dict(sorted(counts.items(), key=lambda item: (item[0] != "all", item[0])))))


if __name__ == "__main__":
    main()
