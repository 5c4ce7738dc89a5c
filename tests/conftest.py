import pytest

from grouping import language


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    """Whatever the machine speaks and the last test spoke, a test begins in English."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    language.use("en")
