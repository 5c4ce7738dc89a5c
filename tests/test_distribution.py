"""Every hint to install something names this project, and a command that works where it is read."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from grouping import distribution, language
from grouping.distribution import (
    DISTRIBUTION,
    checkout,
    how_to_upgrade,
    install_command,
    package_version,
)

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


class Installed:
    """What the standard library knows of an installed distribution."""

    version = "9.8"

    def __init__(self, noted: str | None) -> None:
        self.noted = noted

    def read_text(self, name: str) -> str | None:
        assert name == "direct_url.json"
        return self.noted


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Make the package one that was installed, with what pip noted of where it came from."""

    def make(noted: str | None) -> None:
        home = tmp_path / "site-packages" / "grouping" / "distribution.py"
        monkeypatch.setattr(distribution, "__file__", str(home))
        monkeypatch.setattr(distribution, "distribution", lambda name: Installed(noted))

    return make


def folder_noted(folder: Path, **more: object) -> str:
    return json.dumps({"url": folder.as_uri(), "dir_info": {}, **more})


def test_the_project_has_the_name_that_hints_give():
    assert PROJECT["name"] == DISTRIBUTION != "grouping"
    assert PROJECT["scripts"] == {"grouping": "grouping.cli:main"}


def test_in_a_checkout_a_hint_installs_the_folder(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    assert checkout() == ROOT.resolve()
    assert install_command("bench") == 'pip install ".[bench]"'
    assert install_command() == "pip install ."


def test_beside_a_checkout_a_hint_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert install_command("bench") == f'pip install "{ROOT.resolve()}[bench]"'


def test_an_installed_package_is_told_by_its_own_name(installed):
    installed(None)
    assert checkout() is None
    assert install_command("bench") == f'pip install "{DISTRIBUTION}[bench]"'
    assert how_to_upgrade() == f"update the package: pip install --upgrade {DISTRIBUTION}"


def test_a_package_installed_from_a_folder_is_told_by_that_folder(
    installed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    source = tmp_path / "my source"
    source.mkdir()
    installed(folder_noted(source))
    assert DISTRIBUTION in install_command("bench")  # the folder is empty by now
    (source / "pyproject.toml").write_text('[project]\nname = "other"\n', encoding="utf-8")
    assert DISTRIBUTION in install_command("bench")
    (source / "pyproject.toml").write_text(
        f'[project]\nname = "{DISTRIBUTION}"\n', encoding="utf-8"
    )
    assert install_command("bench") == f'pip install "{source}[bench]"'
    assert install_command() == f'pip install "{source}"'
    monkeypatch.chdir(source)
    assert install_command() == "pip install ."
    assert how_to_upgrade().startswith(f"fetch a newer version of the folder {source}")
    language.use("id")
    assert how_to_upgrade().startswith("ambil versi folder")


@pytest.mark.parametrize(
    "noted",
    [
        "",
        "{",
        json.dumps({"url": "https://example.org/a.whl", "archive_info": {}}),
        json.dumps({"url": "file:///nowhere/a.whl", "archive_info": {}}),
        json.dumps({"url": "file://[/x", "dir_info": {}}),
        json.dumps({"dir_info": {}}),
    ],
)
def test_notes_that_lead_to_no_folder_are_passed_over(installed, noted: str):
    installed(noted)
    assert install_command("bench") == f'pip install "{DISTRIBUTION}[bench]"'


def test_the_version_is_that_of_the_code_that_runs(installed, monkeypatch: pytest.MonkeyPatch):
    assert package_version() == PROJECT["version"]
    installed(None)
    assert package_version() == "9.8"
    monkeypatch.setattr(distribution, "distribution", nothing_installed)
    assert package_version() == "unknown"
    assert install_command() == f"pip install {DISTRIBUTION}"


def nothing_installed(name: str) -> None:
    raise distribution.PackageNotFoundError(name)


def test_nothing_in_the_project_tells_people_to_install_the_stranger():
    stranger = re.compile(r"pip3? install [^\n`]*\bgrouping(?!-teams|/)\b")
    texts = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("instances/**/*.md")]
    texts += [*ROOT.glob("grouping/**/*.py"), *ROOT.glob("grouping/**/*.po")]
    assert len(texts) > 100
    for path in texts:
        for line in path.read_text(encoding="utf-8").splitlines():
            # README's command installs the folder and then runs the program
            assert not stranger.search(line.split("&&")[0]), f"{path}: {line}"


def test_only_one_place_spells_a_command_that_installs():
    for path in (ROOT / "grouping").rglob("*.py"):
        if path.name != "distribution.py":
            assert "pip install" not in path.read_text(encoding="utf-8"), path
