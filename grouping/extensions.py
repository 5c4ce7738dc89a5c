"""What other packages add: rules, engines and formats, found by their entry points.

A package names what it adds in its own ``pyproject.toml``, in a group called as the package of ours
that it extends::

    [project.entry-points."grouping.rules"]
    quorum = "their_package.quorum"

docs/extending.md has an example for each group.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import Any

from grouping.errors import InputError
from grouping.language import _


def extensions(group: str) -> dict[str, EntryPoint]:
    """Return what installed packages add to a group, by name, in alphabetical order."""
    return {entry.name: entry for entry in sorted(entry_points(group=group))}


def load_extension(entry: EntryPoint) -> Any:
    """Return what an entry point names.

    Raises
    ------
    InputError
        If it cannot be imported, with the package that it is from.
    """
    try:
        return entry.load()
    except Exception as error:
        package = entry.dist.name if entry.dist else entry.module
        raise InputError(
            _("'{name}' cannot be loaded ({reason})", name=entry.name, reason=error),
            where=_("{group} of the package {package}", group=entry.group, package=package),
            hint=_("repair that package, or remove it"),
        ) from error
