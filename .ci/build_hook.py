"""What a build of the package adds to the repository: catalogues and kernels, compiled."""

from __future__ import annotations

import sys
from pathlib import Path
from subprocess import run
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Hook(BuildHookInterface[Any]):
    """Compiles the catalogues of messages beside their sources, and the kernels."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the compiled catalogues and name them as parts of the wheel."""
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        root = Path(self.root)
        for file in sorted((root / "grouping" / "locale").rglob("*.po")):
            with file.open("rb") as stream:
                catalogue = read_po(stream, locale=file.parent.parent.name)
            with file.with_suffix(".mo").open("wb") as out:
                write_mo(out, catalogue)
            build_data["artifacts"].append(file.with_suffix(".mo").relative_to(root).as_posix())
        for file in self._kernels(root):
            build_data["artifacts"].append(file.relative_to(root).as_posix())

    def _kernels(self, root: Path) -> list[Path]:
        """Return the object files of the kernels, made in a process of its own; none for sources.

        Without them the package works as well: it compiles what it needs when it needs it.
        """
        if self.target_name != "wheel":
            return []
        run([sys.executable, str(root / ".ci" / "build_kernels.py")], check=False)
        return sorted((root / "grouping" / "engines" / "compiled" / "built").rglob("*.o"))
