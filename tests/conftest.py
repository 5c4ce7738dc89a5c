import importlib
import os
from pathlib import Path

import pytest
from hypothesis import settings

from grouping import language

# A run that decides tries the same examples each time; runs on one's own machine look for new ones.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_collection_finish():
    """Load what kinds of rules bring to `tests.strategies`: inside a test it is too late."""
    for path in sorted((Path(__file__).parent / "rules").glob("test_*.py")):
        importlib.import_module(f"tests.rules.{path.stem}")


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    """Whatever the machine speaks and the last test spoke, a test begins in English."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    language.use("en")
