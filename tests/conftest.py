import importlib
import os
from pathlib import Path

import pytest
from hypothesis import settings

from grouping import language

# Property tests state in `max_examples` how many examples they try in a night without haste.  A run
# tries this share of them: `just fast` a tenth, `just nightly` many times as many.
SHARE = float(os.environ.get("GROUPING_EXAMPLES", "0.5"))
FEWEST = 3
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
    """Let every property test try its share of examples."""
    properties = {item.obj for item in items if hasattr(getattr(item, "obj", None), SETTINGS)}
    for test in properties:
        stated = getattr(test, SETTINGS)
        setattr(test, SETTINGS, settings(stated, max_examples=examples(stated.max_examples)))


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
