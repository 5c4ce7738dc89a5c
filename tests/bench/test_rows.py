"""Rows: appended whole, cut off if half, written by one run at a time."""

from __future__ import annotations

import errno
import io
import json
from pathlib import Path

import pytest

from grouping import InputError
from grouping.bench.rows import Rows, open_rows, read_rows


def row(key: str, value: float = 1.0) -> dict[str, object]:
    return {"key": key, "status": "feasible", "objective": value}


def test_rows_are_appended_to_those_that_are_there(tmp_path: Path) -> None:
    for key in "ab":
        with open_rows(tmp_path / "r.jsonl") as rows:
            rows.append(row(key))
    assert [one["key"] for one in read_rows([tmp_path / "r.jsonl"])] == ["a", "b"]


@pytest.mark.parametrize("cut", [1, 5, 30])
def test_a_half_row_of_a_killed_run_is_cut_off(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "r.jsonl"
    with open_rows(path) as rows:
        rows.append(row("a"))
    whole = path.read_bytes()
    path.write_bytes(whole + json.dumps(row("b")).encode()[:cut])
    assert [one["key"] for one in read_rows([path])] == ["a"]
    with open_rows(path) as rows:
        assert list(rows.keys) == ["a"]
        rows.append(row("b"))
    assert path.read_bytes().startswith(whole)
    assert [one["key"] for one in read_rows([path])] == ["a", "b"]


class Narrow(io.FileIO):
    """A disk that takes seven bytes at a time, and is full after so many."""

    room = 10**9

    def write(self, data: bytes) -> int:
        if self.room <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        taken = super().write(data[: min(7, self.room)])
        self.room -= taken
        return taken


def test_a_row_is_written_whole_when_the_disk_takes_it_in_parts(tmp_path: Path) -> None:
    with Narrow(tmp_path / "r.jsonl", "ab+") as file:
        rows = Rows(file, {})
        rows.append(row("a"))
        rows.append(row("b"))
    assert [one["key"] for one in read_rows([tmp_path / "r.jsonl"])] == ["a", "b"]


def test_a_full_disk_leaves_no_half_row(tmp_path: Path) -> None:
    with Narrow(tmp_path / "r.jsonl", "ab+") as file:
        rows = Rows(file, {})
        rows.append(row("a"))
        file.room = 20
        with pytest.raises(OSError, match="No space"):
            rows.append(row("b"))
        assert list(rows.keys) == ["a"]
        file.room = 10**9
        rows.append(row("c"))
    assert [one["key"] for one in read_rows([tmp_path / "r.jsonl"])] == ["a", "c"]


def test_of_rows_with_one_key_the_last_counts(tmp_path: Path) -> None:
    with open_rows(tmp_path / "r.jsonl") as rows:
        rows.append(row("a", 1.0))
        rows.append(row("a", 2.0))
    assert [one["objective"] for one in read_rows([tmp_path / "r.jsonl"])] == [2.0]


def test_a_file_that_got_no_row_is_not_left_behind(tmp_path: Path) -> None:
    with pytest.raises(InputError), open_rows(tmp_path / "r.jsonl"):
        raise InputError("nobody answers")
    assert not (tmp_path / "r.jsonl").exists()
    # an empty file that a run left which was killed holds nothing either
    (tmp_path / "empty.jsonl").touch()
    with open_rows(tmp_path / "empty.jsonl"):
        pass
    assert not (tmp_path / "empty.jsonl").exists()


def test_two_runs_cannot_write_to_one_file(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    with open_rows(tmp_path / "r.jsonl"):  # noqa: SIM117 - the second has to fail inside
        with pytest.raises(InputError, match="another run"), open_rows(tmp_path / "r.jsonl"):
            pass


@pytest.mark.parametrize("text", ["not rows at all", "not\nrows\n", '{"key": 1}\n', "[1]\n"])
def test_a_file_that_is_something_else_is_left_alone(tmp_path: Path, text: str) -> None:
    (tmp_path / "r.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(InputError), open_rows(tmp_path / "r.jsonl"):
        pass
    assert (tmp_path / "r.jsonl").read_text(encoding="utf-8") == text


def test_files_without_rows_are_refused(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="there are no rows"):
        read_rows([tmp_path / "r.jsonl"])
