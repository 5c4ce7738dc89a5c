"""Where this package comes from, and the commands that install more of it.

The package is imported as ``grouping``.  On the public index that name belongs to somebody else,
so the distribution has a name of its own.  A hint must not send people to the stranger: every hint
that says how to install something asks this module for the command.

Three cases are told apart.  The code runs in a checkout; or it was installed from a folder that is
still there, which ``pip`` notes in ``direct_url.json`` (PEP 610); or it came from an index.
"""

from __future__ import annotations

import json
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from grouping.language import _

DISTRIBUTION = "grouping-teams"


def install_command(extra: str = "") -> str:
    """Return a command that installs this package here, with an optional part of it.

    Parameters
    ----------
    extra
        A name of ``[project.optional-dependencies]``, such as ``"bench"``.

    Examples
    --------
    >>> install_command("bench")  # in a checkout
    'pip install ".[bench]"'
    """
    root = source_folder()
    named = DISTRIBUTION if root is None else "." if root == Path.cwd() else str(root)
    wanted = f"{named}[{extra}]" if extra else named
    # brackets and spaces mean something to a shell
    return f'pip install "{wanted}"' if extra or " " in wanted else f"pip install {wanted}"


def how_to_upgrade() -> str:
    """Return in words how this package is replaced by a newer one.

    What stands in a source folder is as new as the folder, so ``pip`` alone brings nothing newer.
    """
    root = source_folder()
    if root is None:
        command = f"pip install --upgrade {DISTRIBUTION}"
        return _("update the package: {command}", command=command)
    command = install_command()
    return _(
        "fetch a newer version of the folder {folder}, then: {command}",
        folder=root,
        command=command,
    )


def source_folder() -> Path | None:
    """Return the folder of sources that this package runs in or was installed from, if any."""
    return checkout() or _installed_from()


def checkout() -> Path | None:
    """Return the checkout that this code stands in, or None if it was installed elsewhere."""
    root = Path(__file__).resolve().parents[1]
    return root if _project(root) else None


def package_version() -> str:
    """Return the version of this package; "unknown" where nothing states it."""
    root = checkout()
    if root is not None:
        return str(_project(root).get("version", "unknown"))
    installed = _installed()
    return installed.version if installed else "unknown"


def _project(root: Path) -> dict[str, Any]:
    """Return the table ``[project]`` of a folder if it is this project, or {}."""
    try:
        stated = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    project: dict[str, Any] = stated.get("project", {})
    return project if project.get("name") == DISTRIBUTION else {}


def _installed() -> Distribution | None:
    try:
        return distribution(DISTRIBUTION)
    except PackageNotFoundError:
        return None


def _installed_from() -> Path | None:
    """Return the folder that ``pip install FOLDER`` was given, if it still is this project."""
    installed = _installed()
    try:
        noted = json.loads(installed.read_text("direct_url.json") or "{}") if installed else {}
        parts = urlsplit(noted.get("url", ""))
    except ValueError:
        return None
    if parts.scheme != "file" or "dir_info" not in noted:
        return None
    root = Path(url2pathname(parts.path))
    return root if _project(root) else None
