"""Tasks: one run of one engine on one case, and when two tasks are the same."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import asdict, dataclass

from grouping.bench.cases import Case
from grouping.engines.budget import Clock
from grouping.errors import InputError


@dataclass(frozen=True)
class Engine:
    """One of ours, or a command.

    Attributes
    ----------
    name
        What tables call it.
    engine
        The name of one of ours, as in `solve`; None for a command.
    command
        Words with ``{instance} {seconds} {seed} {output} {teams} {objective}``; None for one of
        ours.
    folder
        Where the command runs; like the place of a file it is no part of what names a run.
    """

    name: str
    engine: str | None
    command: str | None = None
    folder: str = ""


@dataclass(frozen=True)
class Limit:
    """How long a run may search: seconds by a clock, or steps.

    CPU seconds are those of one core, since every run has one thread.
    """

    seconds: float | None = None
    steps: int | None = None
    clock: Clock = "cpu"

    def __post_init__(self) -> None:
        if type(self.seconds) is int:  # 3 and 3.0 are one budget, in keys too
            object.__setattr__(self, "seconds", float(self.seconds))

    def check(self, where: str) -> None:
        """Raise InputError unless it is a budget."""
        given = [v for v in (self.seconds, self.steps) if v is not None]
        if len(given) != 1 or isinstance(given[0], bool) or not isinstance(given[0], (int, float)):
            raise InputError("a budget has either seconds or steps", where=where)
        if not 0 < given[0] < math.inf or (
            self.steps is not None and not isinstance(self.steps, int)
        ):
            raise InputError(f"a budget of {given[0]} is none", where=where)
        if self.clock not in ("cpu", "wall"):
            raise InputError(f"there is no clock '{self.clock}'", where=where, hint="cpu or wall")

    def __str__(self) -> str:
        if self.steps is not None:
            return f"{self.steps:,} steps"
        return f"{self.seconds:g} s {self.clock}"


@dataclass(frozen=True)
class Task:
    """One run."""

    case: Case
    engine: Engine
    seed: int
    limit: Limit

    @property
    def key(self) -> str:
        """What names the run: the same case, engine, seed and budget give the same key.

        The name and place of a file do not matter, its content does.
        """
        said = {
            "case": [self.case.name, self.case.digest, self.case.stated],
            "engine": {key: getattr(self.engine, key) for key in ("name", "engine", "command")},
            "seed": self.seed,
            "limit": asdict(self.limit),
        }
        text = json.dumps(said, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:20]
