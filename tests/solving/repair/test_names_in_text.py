"""Lists of who is absent, as people type them."""

from __future__ import annotations

from pathlib import Path

from grouping.files.repair_files import read_absent
from grouping.problem.roster import Roster

NAMES = ("Nia Elok Mardiana, S.AP., M.AP.", "Yoga Irianto, S.H., M.Si.", "Edi Mardianto")


def test_a_name_with_titles_may_stand_alone_in_a_line_of_text(tmp_path: Path) -> None:
    roster = Roster.from_records(
        [{"id": k + 1, "name": name} for k, name in enumerate(NAMES)], id="id", name="name"
    )
    file = tmp_path / "absent.txt"
    for gone in ((0,), (1,), (0, 2), (0, 1), (0, 1, 2)):
        file.write_text("".join(f"{NAMES[k]}\n" for k in gone), encoding="utf-8")
        assert read_absent(file, roster, ["1"]).rounds == {str(k + 1): [] for k in gone}
