"""Breakout rooms for Zoom."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from grouping import InputError, Problem
from grouping.files.write.zoom_rooms import write_zoom
from grouping.scoring.meeting_counts import Encounters


def meeting(addresses: list[str], header: str = "Alamat Email") -> Encounters:
    rows = [{"nama": f"P{k}", header: address} for k, address in enumerate(addresses)]
    problem = Problem.of(rows, name="nama", teams=["Merah", "Putih"])
    return Encounters(problem, np.array([[1, 0, 1, 0]], dtype=np.int32))


def test_the_file_has_the_header_of_zoom_and_a_row_per_person_by_room(tmp_path: Path) -> None:
    met = meeting(["a@x.id", "b@x.id", "c@x.id", "d@x.id"])
    rooms = write_zoom(met, tmp_path / "a.csv")
    assert rooms.paths == (tmp_path / "a.csv",)
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines() == [
        "Pre-assign Room Name,Email Address",
        "Merah,b@x.id",
        "Merah,d@x.id",
        "Putih,a@x.id",
        "Putih,c@x.id",
    ]


def test_who_has_no_address_is_named_and_left_out(tmp_path: Path) -> None:
    rooms = write_zoom(meeting(["a@x.id", "", "-", "d@x.id"]), tmp_path / "a.csv")
    assert rooms.missing == ("P1", "P2")
    assert len((tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()) == 3


def test_without_a_column_of_addresses_the_columns_are_named(tmp_path: Path) -> None:
    met = meeting(["a@x.id", "b@x.id", "c@x.id", "d@x.id"], "Kontak lain")
    with pytest.raises(InputError, match="e-mail") as error:
        write_zoom(met, tmp_path / "a.csv")
    assert "'Kontak lain'" in error.value.hint
    assert write_zoom(met, tmp_path / "a.csv", email="kontak lain").missing == ()


def test_one_address_for_two_people_is_refused_with_both_names(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="P0 and P2 have the same"):
        write_zoom(meeting(["a@x.id", "b@x.id", "A@x.id", "d@x.id"]), tmp_path / "a.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_exists_stays_unless_forced(tmp_path: Path) -> None:
    met = meeting(["a@x.id", "b@x.id", "c@x.id", "d@x.id"])
    (tmp_path / "a.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="exists"):
        write_zoom(met, tmp_path / "a.csv")
    write_zoom(met, tmp_path / "a.csv", force=True)
    assert "Merah" in (tmp_path / "a.csv").read_text(encoding="utf-8")
