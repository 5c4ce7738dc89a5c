"""The draft: what is in hand, kept on this machine after every step, offered at the next start."""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grouping.errors import GroupingError
from grouping.files.plan_file import Plan, read_plan
from grouping.files.read.result_file import read_result
from grouping.files.write.plan_text import plan_text
from grouping.files.write.result_json import write_json
from grouping.files.write.write_by_ending import write_whole
from grouping.web.session import PLAN_NAME, Locks, State, of_result, opened

if TYPE_CHECKING:
    from collections.abc import Mapping

# Where drafts are kept can be said by this variable of the environment.
VARIABLE = "GROUPING_DRAFTS"


def data_folder() -> Path:
    """Return the folder of this user in which programs keep their data, and ours in it."""
    said = os.environ.get(VARIABLE)
    if said:
        return Path(said)
    if sys.platform == "win32":
        home = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        home = Path.home() / "Library" / "Application Support"
    else:
        home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return home / "grouping" / "draft"


class Draft:
    """A folder with the uploaded files, the plan, the teams and the locks."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or data_folder()

    def store(self, data: bytes, ending: str) -> Path:
        """Keep an uploaded file under a name of ours; its own name is never a path."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        number = 1 + sum(1 for _file in self.folder.glob("file-*"))
        path = self.folder / f"file-{number}{ending}"
        path.write_bytes(data)
        return path

    def save(self, state: State, named: Mapping[str, str]) -> None:
        """Write down the state in hand; `named` says what the files are called."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        self._write("plan.toml", plan_text(state.plan, self.folder))
        if state.assignment is not None:
            write_whole(self.folder / "teams.json", lambda draft: write_json(state.result, draft))
        locks = state.locks
        stated: dict[str, Any] = {
            "named": dict(named),
            "teams": state.assignment is not None,
            "fixed": state.fixed,
            "people": sorted(locks.people),
            "locked_teams": sorted(locks.teams),
            "rounds": sorted(locks.rounds),
            "changed": list(state.changed),
        }
        self._write("draft.json", json.dumps(stated, ensure_ascii=False))

    def _write(self, name: str, text: str) -> None:
        write_whole(self.folder / name, lambda draft: _written(draft, text))

    @property
    def there(self) -> bool:
        """Whether something was kept."""
        return (self.folder / "draft.json").is_file()

    def load(self) -> tuple[State, dict[str, str]] | None:
        """Return what was kept, and what its files are called; None if it cannot be read again."""
        try:
            stated = json.loads((self.folder / "draft.json").read_text(encoding="utf-8"))
            plan = replace(read_plan(self.folder / "plan.toml"), source=PLAN_NAME)
            return self._state(plan, stated), dict(stated["named"])
        except (OSError, ValueError, KeyError, TypeError, GroupingError):
            return None

    def _state(self, plan: Plan, stated: Mapping[str, Any]) -> State:
        teams = None
        if stated["teams"]:
            problem, teams, _more = read_result(self.folder / "teams.json")
        if teams is not None and stated["fixed"]:
            state = of_result(problem, teams, plan)
        else:
            state = opened(plan)
            if teams is not None:
                state = replace(state, problem=problem, assignment=teams)
        locks = Locks(
            frozenset(stated["people"]),
            frozenset(stated["locked_teams"]),
            frozenset(stated["rounds"]),
        )
        return replace(state, locks=locks, changed=tuple(stated["changed"]))

    def delete(self) -> None:
        """Delete everything that was kept."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _written(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
