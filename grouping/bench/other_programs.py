"""Other programs: run a command on an instance, and read the list that it writes."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grouping.errors import GroupingError, InputError
from grouping.files.read.team_lists import read_list
from grouping.problem.problem import Problem
from grouping.terms.arrays import Index

# A program that takes so many times its seconds, and this long on top, is ended.
PATIENCE, GRACE = 4.0, 60.0
# What a command may be told, each in braces.
PLACEHOLDERS = ("instance", "seconds", "seed", "output", "teams", "objective")
# The program that runs now, for a worker that is told to stop.
running: list[subprocess.Popen[bytes]] = []


class CommandError(GroupingError):
    """A program that gave no list."""


@dataclass(frozen=True)
class Ran:
    """How long a command ran, in seconds.  CPU is None where it is not known."""

    wall: float
    cpu: float | None


def run_command(
    command: str, values: Mapping[str, object], *, seconds: float, output: Path, folder: str
) -> Ran:
    """Run `command` in `folder`, its placeholders filled with `values`; no shell reads it.

    Raises
    ------
    CommandError
        If it cannot be started, does not end, or writes no output.
    """
    words = [
        re.sub(r"\{(\w+)\}", lambda found: str(values.get(found[1], found[0])), word)
        for word in shlex.split(command)
    ]
    if "/" in words[0] or os.sep in words[0]:  # else it is looked for in PATH
        words[0] = str(Path(folder, words[0]))
    began, before = time.monotonic(), _children_cpu()
    try:
        process = subprocess.Popen(
            words,
            cwd=folder or None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
    except OSError as error:
        said = f"cannot be started: {error.strerror or error}"
        raise CommandError(said, where=words[0]) from None
    running.append(process)
    try:
        _, errors = process.communicate(timeout=PATIENCE * seconds + GRACE)
    except subprocess.TimeoutExpired:
        raise CommandError("did not end", where=words[0]) from None
    finally:
        process.kill()
        process.wait()
        running.remove(process)
    wall, after = time.monotonic() - began, _children_cpu()
    if not output.exists():
        lines = errors.decode("utf-8", "replace").strip().splitlines()
        said = f": {lines[-1][:200]}" if lines else ""
        raise CommandError(f"wrote no list, exit code {process.returncode}{said}", where=words[0])
    cpu = None if before is None or after is None else after - before
    return Ran(wall, cpu)


def read_answer(path: Path, problem: Problem) -> Index:
    """Read the list of a program: ``id,team`` or ``id,name,team``, or ``id,round1,round2,...``.

    Teams are called by their names, by numbers from 1 or from 0, or, where they are alike, in any
    way; see `teams_by_label`.

    Raises
    ------
    CommandError
        If the list is not understood.
    """
    try:
        return read_list(path, problem)[0]
    except InputError as error:
        raise CommandError(f"its list cannot be used: {error.message}", where=error.where) from None


def _children_cpu() -> float | None:
    """Return CPU seconds of all children that have ended."""
    if os.name != "posix":
        return None
    # imported here: other systems have no such module.  `os.times` counts in ticks, in which a
    # short program takes no time
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
