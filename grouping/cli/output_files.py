"""Files that a command writes: it asks before it begins, and finishes what it began."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from grouping.errors import InputError
from grouping.language import _


def target_of(path: str, force: bool, inputs: Sequence[Path]) -> Path:
    """Return a path that may be written, after asking about a file that exists."""
    from grouping.files.write.write_by_ending import check_target

    target = Path(path)
    # unlike resolve(), realpath does not fail on links that lead back to themselves
    if os.path.realpath(target) in map(os.path.realpath, inputs):
        raise InputError(
            _("this file is read, so it cannot be written"), where=path, hint=_("rename it")
        )
    if target.is_file() and not force and sys.stdin.isatty():
        force = click.confirm(_("{file} exists. Replace it?", file=path), err=True)
    check_target(target, force)
    return target
