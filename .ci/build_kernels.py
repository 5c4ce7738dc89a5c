"""Compiles the kernels that questions need most, so that a build of the package has them.

    python .ci/build_kernels.py

writes object files to `grouping/engines/compiled/built`, one folder for each platform, of which git
knows nothing.  An object is named by a hash of all that it was made from: one that is out of date
is never found, and the kernel is compiled where it runs, as on platforms that have none.
"""

from __future__ import annotations

import importlib
import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SEATS = "Seats(int64:1,int32:1,int32:2,int64:2,int32:1)"
PRICES = "Prices(int64:2,int64:1,int64:1,int64:2,int64:2,int64:2)"
STANDING = "Standing(int32:2,int64:3,int64:2,int64:2,int64:1,int32:1,int32:2,uint64:1)"
VISITS = f"{SEATS},{PRICES},{STANDING}"
NEAR = (
    "Near(int32:1,int32:1,int64:1,int64:1,int32:1,int64:1,int64:1"
    ",int64:1,int64:1,int32:1,int32:1,int32:1,int32:2,int32:2,int32:1,int32:1,int32:1,int64:1,uint64:1)"
)
# Kernels that Python calls, and the types of their arguments: see `compiled.arguments`.
WANTED = (
    ("all_deltas.best_swaps_of_all", "Pack,State,State,int32:1,int64:1,int64:1"),
    ("all_deltas.move_changes", "Pack,State,i,int32:1,int64:1"),
    ("all_deltas.swap_changes", "Pack,State,i,int64:1"),
    ("anneal.anneal", "Pack*,int64:1,State*,i,i,i,f,f,f,int64:1,i,int32:1,b,b,i"),
    ("anneal.anneal", "Pack*,int64:1,State*,i,i,i,f,f,f,int64:1,i,n,b,b,i"),
    (
        "anneal_few_moves.walk_within",
        "Pack*,int64:1,State*,int32:1,int32:2,int32:2,int64:1,int32:2,int32:2,"
        "int64:2,int64:1,i,int64:1,i,i,i,f,f,int64:2,int32:2",
    ),
    ("anneal_points.anneal_points", f"{VISITS},float64:2,i,i,i,i,f,f,i,float64:1"),
    ("anneal_distance.anneal_distance", "Pack,State,i,i,i,f,f,i,i"),
    ("anneal_points.sum_of_distances", "int64:1,float64:2"),
    (
        "anneal_rows.anneal_rows",
        "int32:2,int64:1,int64:1,int32:1,int32:2,int32:1,int32:1,int32:1,"
        "int32:1,int64:1,uint64:1,float64:1,int32:1,int32:1,int64:1,i,i,i,f,f,b,i",
    ),
    ("anneal_teams.anneal_teams", f"{VISITS},i,i,i,f,f,i,i"),
    ("anneal_teams.sample_swaps", f"{VISITS},int64:1"),
    ("batch_assignment.deal_batches", "float64:2,int32:1,int64:1,int32:1"),
    ("best_so_far.note_best", "int64:1,int32:1,int32:1"),
    ("construct.construct", "Pack,State,int32:1"),
    ("distance_rows.count_rows", "int32:2,int32:1,int32:2,int32:1,int32:1,int32:1"),
    ("evaluate.count_across", "State*"),
    ("evaluate.evaluate_all", "Pack*,int64:1,State*"),
    ("evaluate.recount", "Pack,State"),
    ("evaluate.steer", "Pack,State"),
    ("sample_deltas.sample_deltas", "Pack,State,int64:1"),
    ("seating_order.count_seats", f"{VISITS},i"),
    ("seating_order.seat", f"{SEATS},int32:2,int64:2"),
    ("tabu_dispersion.part_the_near", f"{NEAR},i,i"),
    ("tabu_meetings.tabu", "Pack*,int64:1,State*,int32:3,int64:1,i,i"),
)


def build() -> list[Path]:
    """Compile what is wanted for this platform; return the files."""
    sys.path.insert(0, str(ROOT))
    os.environ.pop("NUMBA_DISABLE_JIT", None)
    from grouping.engines.compiled import arguments, functions, store
    from grouping.engines.compiled.emit import emit
    from grouping.engines.kernels import seating_order, state, tabu_dispersion

    tables = state.Pack, state.State
    tuples = seating_order.Seats, seating_order.Prices, seating_order.Standing, tabu_dispersion.Near
    arguments.KINDS.update({kind.__name__: kind for kind in (*tables, *tuples)})
    folder = store.BUILT / store.platform_name()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, types in WANTED:
        module, _, function = name.partition(".")
        kernel = getattr(importlib.import_module(f"grouping.engines.kernels.{module}"), function)
        every = functions.features_of(kind for kind in tables if kind.__name__ in types)
        for features in {frozenset[str](), every}:
            store.keep(folder, kernel, types, features, *emit(kernel, types, features))
    return sorted(folder.iterdir())


if __name__ == "__main__":
    made = build()
    print(f"{len(made)} object files, {sum(file.stat().st_size for file in made) // 1000} kB")
