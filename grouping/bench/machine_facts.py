"""What a row says about the machine on which it was made."""

from __future__ import annotations

import os
import platform
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import grouping
from grouping.distribution import package_version


def surroundings() -> dict[str, Any]:
    """Return version, commit, processor, cores, load and Python of this process."""
    return {
        "version": package_version(),
        "commit": commit(),
        "cpu_model": cpu_model(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load": load(),
    }


@cache
def commit() -> str | None:
    """Return the git commit of the running source, marked if it was changed; None without git."""
    folder = Path(grouping.__file__).parent
    if not (folder.parent / ".git").exists():  # installed somewhere inside another repository
        return None
    try:
        head = _git(folder, "rev-parse", "--short=12", "HEAD")
        changed = _git(folder, "status", "--porcelain", "--untracked-files=no", "--", ".")
    except (OSError, subprocess.SubprocessError):
        return None
    return f"{head}+changes" if changed else head


def _git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *words], cwd=folder, capture_output=True, text=True, check=True, timeout=20
    )
    return done.stdout.strip()


@cache
def cpu_model() -> str:
    """Return what the processor calls itself."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def load() -> float | None:
    """Return the mean number of running processes over the last minute, where it is known."""
    try:
        return round(os.getloadavg()[0], 2)
    except (AttributeError, OSError):
        return None
