import importlib
import os
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from hypothesis import settings

from grouping import language

# Property tests state in `max_examples` how many examples they try in a night without haste.  A run
# tries this share of them: `just fast` a tenth, `just nightly` many times as many.
SHARE = float(os.environ.get("GROUPING_EXAMPLES", "0.5"))
FEWEST = 3

# Tests that took more than this many seconds of processor time when `just slow` measured them.
FAST = 0.07
SLOW = Path(__file__).parent / "slow.txt"
MEASURE = "GROUPING_MEASURE" in os.environ
spent: dict[str, list[float]] = {}

SETTINGS = "_hypothesis_internal_use_settings"  # hypothesis has no other way to a test's settings

# A run that decides tries the same examples each time; runs on one's own machine look for new ones.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_collection_finish():
    """Load what kinds of rules bring to `tests.strategies`: inside a test it is too late."""
    for path in sorted((Path(__file__).parent / "rules").glob("test_*.py")):
        importlib.import_module(f"tests.rules.{path.stem}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let every property test try its share of examples, and mark what was measured as slow."""
    properties = {item.obj for item in items if hasattr(getattr(item, "obj", None), SETTINGS)}
    for test in properties:
        stated = getattr(test, SETTINGS)
        setattr(test, SETTINGS, settings(stated, max_examples=examples(stated.max_examples)))
    slow = set(SLOW.read_text(encoding="utf-8").split())
    for item in items:
        if function_of(item) in slow:
            item.add_marker("slow")


def function_of(item: pytest.Item) -> str:
    """Return the file and the name of a test, without its parameters."""
    return item.nodeid.partition("[")[0]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Measure the processor time of a test and of the processes that it waited for."""
    before = sum(os.times()[:4])
    done = yield
    if MEASURE:
        spent.setdefault(function_of(item), []).append(sum(os.times()[:4]) - before)
    return done


def pytest_sessionfinish() -> None:
    """Write which tests are slow, if this run was to measure that (`just slow`)."""
    if MEASURE:
        # the median: the first of several cases also compiles or loads what all of them need
        slow = sorted(name for name, each in spent.items() if median(each) > FAST)
        SLOW.write_text("".join(f"{name}\n" for name in slow), encoding="utf-8")


def examples(stated: int) -> int:
    """Return how many of the examples that a test states this run tries."""
    return max(min(stated, FEWEST), round(stated * SHARE))


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    """Whatever the machine speaks and the last test spoke, a test begins in English."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    language.use("en")
