"""Suites: which cases, engines, seeds and budgets; and the tasks that they make."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grouping.bench.cases import Case
from grouping.bench.known_values import Index, read_known
from grouping.bench.other_programs import PLACEHOLDERS
from grouping.bench.suite_checks import check_file, check_generated
from grouping.bench.tasks import Engine, Limit, Task
from grouping.engines.engine import engine_names
from grouping.errors import InputError, did_you_mean

# What a case may say of its instance.
STATED = ("family", "teams", "size", "rules", "objective")
KEYS = {
    "": ("name", "seeds", "budgets", "best-known", "engine", "case"),
    "engine": ("name", "engine", "command"),
    "case": ("name", "files", "generate", *STATED, "seeds", "budgets"),
    "budgets": ("seconds", "steps", "clock"),
    "generate": ("family", "n", "seed", "ds", "groups", "size", "weeks"),
}


@dataclass(frozen=True)
class Suite:
    """A suite as read.

    Attributes
    ----------
    name
        For titles and rows.
    tasks
        What is to be run, in order: case by case, so that rows can be compared early.
    known
        What the literature knows, by case, goal and sense.
    """

    name: str
    tasks: tuple[Task, ...]
    known: Index


def read_suite(path: str | Path, instances: str | Path | None = None) -> Suite:
    """Read a suite; paths in it start at its folder, those of cases at `instances` if given.

    Raises
    ------
    InputError
        If it is no TOML, has an unknown key, or names a file that is not there.
    """
    path = Path(path)
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError("there is no such file", where=str(path)) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"this is no suite: {error}", where=path.name) from None
    _check(stated, "", path.name)
    folder = path.parent.resolve()
    engines = [_engine(one, path.name, folder) for one in _tables(stated, "engine", path.name)]
    names = [engine.name for engine in engines]
    if len(set(names)) < len(names):
        raise InputError("two engines have the same name", where=path.name)
    tasks = []
    for part in _tables(stated, "case", path.name):
        _check(part, "case", path.name)
        seeds = _seeds(part.get("seeds", stated.get("seeds", [1])), path.name)
        budgets = part.get("budgets", stated.get("budgets", [{"seconds": 1.0}]))
        limits = [_limit(one, engines, path.name) for one in budgets]
        for case in _cases(part, path.name, Path(instances or path.parent)):
            tasks += [
                Task(case, engine, seed, limit)
                for limit in limits
                for engine in engines
                for seed in seeds
            ]
    twice = {task.key for task in tasks}
    if len(twice) < len(tasks):
        raise InputError("the same case stands there twice", where=path.name)
    known = read_known(path.parent / str(stated["best-known"])) if "best-known" in stated else {}
    return Suite(str(stated.get("name", path.stem)), tuple(tasks), known)


def _cases(part: Mapping[str, Any], source: str, folder: Path) -> list[Case]:
    if ("files" in part) == ("generate" in part):
        raise InputError(
            "a case has either files or generate",
            where=source,
            hint='files = "../mdgp/*.txt", or generate = { family = "RanReal", n = 960, seed = 1 }',
        )
    if "generate" in part:
        stated = {key: part[key] for key in STATED if key in part}
        return [_generated(part["generate"], stated, part.get("name"), source)]
    patterns = part["files"] if isinstance(part["files"], list) else [part["files"]]
    found = []
    for pattern in patterns:
        files = _matching(folder, str(pattern))
        if not files:
            hint = "grouping bench run --instances DIR says where the files are"
            raise InputError(f"no file matches '{pattern}'", where=source, hint=hint)
        found += files
    if "name" in part and len(found) > 1:
        raise InputError(f"'{part['name']}' cannot be the name of {len(found)} files", where=source)
    stated = {key: part[key] for key in STATED if key in part}
    for file in found:
        check_file(file, stated, source)
    return [Case.of_file(file, stated, part.get("name")) for file in found]


def _generated(how: Any, more: Mapping[str, Any], name: str | None, source: str) -> Case:
    if not isinstance(how, dict):
        hint = 'generate = { family = "RanReal", n = 960, seed = 1 }'
        raise InputError(f"{how!r} is no way to generate", where=source, hint=hint)
    _check(how, "generate", source)
    for key in more:
        if key in how or key == "family":
            raise InputError(f"'{key}' stands beside generate", where=source, hint="only in it")
    check_generated({**how, **more}, source)
    return Case.generated({**how, **more}, name)


def _matching(folder: Path, pattern: str) -> list[Path]:
    whole = Path(pattern)
    if whole.is_absolute():
        return sorted(Path(whole.anchor).glob(str(whole.relative_to(whole.anchor))))
    while pattern.startswith("../"):
        folder, pattern = folder / "..", pattern[3:]
    return sorted(file.resolve() for file in folder.glob(pattern))


def _engine(stated: Mapping[str, Any], source: str, folder: Path) -> Engine:
    _check(stated, "engine", source)
    command, engine = stated.get("command"), stated.get("engine", "auto")
    name = str(stated.get("name") or (engine if command is None else ""))
    if not name:
        raise InputError("a command has no name", where=f"{source}, [[engine]]", hint='name = "x"')
    if command is None and engine not in engine_names():
        raise InputError(
            f"there is no engine '{engine}'",
            where=f"{source}, [[engine]]",
            hint=did_you_mean(str(engine), engine_names()),
        )
    if command is None:
        return Engine(name, engine)
    _check_command(str(command), f"{source}, engine '{name}'")
    return Engine(name, None, str(command), str(folder))


def _check_command(command: str, where: str) -> None:
    if "{output}" not in command:
        raise InputError(
            "a command says where its answer goes",
            where=where,
            hint='command = "program {instance} {seconds} {seed} {output}"',
        )
    for word in re.findall(r"\{(\w+)\}", command):
        if word not in PLACEHOLDERS:
            hint = did_you_mean(word, PLACEHOLDERS)
            raise InputError(f"nothing fills {{{word}}}", where=where, hint=hint)
    try:
        shlex.split(command)
    except ValueError as error:
        raise InputError(f"this is no command: {error}", where=where) from None


def _limit(stated: Any, engines: Sequence[Engine], source: str) -> Limit:
    where = f"{source}, budgets"
    if not isinstance(stated, dict):
        raise InputError(
            f"{stated!r} is no budget", where=where, hint="budgets = [{ seconds = 3 }]"
        )
    _check(stated, "budgets", source)
    limit = Limit(stated.get("seconds"), stated.get("steps"), stated.get("clock", "cpu"))
    limit.check(where)
    if limit.seconds is None and any(engine.command for engine in engines):
        raise InputError("commands are given seconds, not steps", where=where)
    return limit


def _seeds(stated: Any, source: str) -> list[int]:
    hint = "seeds = 5, or seeds = [1, 2, 3]"
    seeds = list(range(1, stated + 1)) if type(stated) is int else stated
    known = isinstance(seeds, list) and all(type(s) is int and s >= 0 for s in seeds)
    if not known or not seeds:
        raise InputError(f"seeds = {stated!r} are none", where=source, hint=hint)
    if len(set(seeds)) < len(seeds):
        raise InputError(f"seeds = {stated!r} has one twice", where=source, hint=hint)
    return list(seeds)


def _tables(stated: Mapping[str, Any], name: str, source: str) -> list[dict[str, Any]]:
    tables = stated.get(name, [])
    if not isinstance(tables, list) or not tables or not all(isinstance(t, dict) for t in tables):
        raise InputError(f"the suite has no [[{name}]]", where=source)
    return tables


def _check(stated: Mapping[str, Any], table: str, source: str) -> None:
    for key in stated:
        if key not in KEYS[table]:
            where = f"{source}, [{table}]" if table else source
            hint = did_you_mean(key, KEYS[table])
            raise InputError(f"'{key}' is not a key", where=where, hint=hint)
