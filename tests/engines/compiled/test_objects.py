"""Object files of kernels: found by what they were made from, and whole, or made again."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grouping.engines.compiled import store
from grouping.engines.compiled.functions import digest
from grouping.engines.kernels import rng, visits
from grouping.engines.kernels.jit import CHECKED, Kernel
from tests.engines.local import mixed

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.skipif(CHECKED, reason="nothing is compiled")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder for compiled kernels."""
    monkeypatch.setattr(store, "folder", lambda: tmp_path)
    monkeypatch.setattr(store, "BUILT", tmp_path / "built")
    return tmp_path


def cooled() -> Any:
    """Return a small kernel that has no code yet."""
    return Kernel(visits.cooled.plain, **visits.cooled.options)  # type: ignore[attr-defined]


def test_a_kernel_is_compiled_once_and_kept(folder: Path):
    told: list[int] = []
    with store.on_compiling(lambda: told.append(1)):
        assert cooled()(3, 8.0, 1.0) == 2.0
    with store.on_compiling(lambda: told.append(2)):
        assert cooled()(3, 8.0, 1.0) == 2.0
    assert told == [1]
    assert len(list(folder.glob("cooled-*.o"))) == 1


def test_half_an_object_is_made_again(folder: Path):
    cooled()(3, 8.0, 1.0)
    [file] = folder.glob("cooled-*.o")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert cooled()(3, 8.0, 1.0) == 2.0
    assert file.read_bytes() == whole


def test_a_changed_kernel_has_another_name_and_others_keep_theirs(monkeypatch: pytest.MonkeyPatch):
    drawn: Any = rng.uniform
    before = digest(drawn, "uint64:1"), digest(cooled(), "i,f,f")

    def draw(bits: Any) -> int:
        return int(bits[0])

    changed = Kernel(draw)
    changed.name = rng.draw.name  # type: ignore[attr-defined]
    monkeypatch.setitem(drawn.plain.__globals__, "draw", changed)
    assert digest(drawn, "uint64:1") != before[0]
    assert digest(cooled(), "i,f,f") == before[1]


def test_code_with_more_features_answers_the_same():
    problem = mixed.only_distances()
    found = mixed.answer(problem, 500)
    program = (
        "import json\n"
        "from grouping.engines.compiled import store, tables\n"
        "from tests.engines.local import mixed\n"
        "every = frozenset({'mates', 'pairs', 'rare', 'rounds'})\n"
        "tables.Table.features = property(lambda table: every)\n"
        "print(json.dumps(mixed.answer(mixed.only_distances(), 500)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == json.dumps(found)


def test_threads_share_a_problem_and_find_what_each_finds_alone():
    problem = mixed.all_rounds()
    alone = mixed.answer(problem, 500)
    with ThreadPoolExecutor(4) as pool:
        several = list(pool.map(lambda _: mixed.answer(problem, 500), range(4)))
    assert several == [alone] * 4


def test_arrays_with_gaps_are_refused():
    with pytest.raises(TypeError, match="gaps"):
        rng.draw(np.ones((2, 2), dtype=np.uint64)[:, 0])
