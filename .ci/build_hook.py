"""What a build of the package adds to the files of the repository: compiled catalogues."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Hook(BuildHookInterface[Any]):
    """Compiles the catalogues of messages beside their sources."""

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
