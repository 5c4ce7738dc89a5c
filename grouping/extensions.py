"""What other packages add: rules, engines and formats, found by their entry points.

A package names what it adds in its own ``pyproject.toml``, in a group called as the package of ours
that it extends::

    [project.entry-points."grouping.rules"]
    quorum = "their_package.quorum"

docs/extending.md has an example for each group.
"""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING, Any

from grouping.errors import InputError
from grouping.language import _

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


def extensions(group: str) -> list[EntryPoint]:
    """Return what installed packages add to a group, in alphabetical order."""
    # imported here: it takes a third of the time in which the help of a command answers
    from importlib.metadata import entry_points

    return sorted(entry_points(group=group))


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
        raise InputError(
            _("'{name}' cannot be loaded ({reason})", name=entry.name, reason=error),
            where=_place(entry),
            hint=_("repair that package, or remove it"),
        ) from error


def check_new(name: str, known: Container[str], entry: EntryPoint) -> None:
    """Raise InputError if what an entry point adds is called as something that is there already.

    Which of the two is meant would depend on what is installed.
    """
    if name in known:
        raise InputError(
            _("there is a '{name}' already", name=name),
            where=_place(entry),
            hint=_("that package has to give it another name; or remove the package"),
        )


def _place(entry: EntryPoint) -> str:
    package = entry.dist.name if entry.dist else entry.module
    return _("{group} of the package {package}", group=entry.group, package=package)
