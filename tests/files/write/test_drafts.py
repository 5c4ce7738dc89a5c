"""A file is there whole or not at all, and nothing else is left in its folder."""

from __future__ import annotations

import json
import os
import resource
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from grouping import InputError, write_result
from grouping.files.report import write_report
from grouping.files.write import drafts
from grouping.files.write.drafts import draft_beside
from grouping.files.write.write_by_ending import write_whole
from grouping.solving.solve import Result

ENDINGS = [".csv", ".json", ".xlsx"]


def dead_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def draft_of(folder: Path, pid: int, place: str = "") -> Path:
    path = folder / f".teams.draft-{place or drafts._place()}-{pid}-0123abcd.xlsx"
    path.write_text("half", encoding="utf-8")
    return path


def test_the_draft_of_a_process_that_is_no_more_is_removed_by_the_next_run(
    result: Result, tmp_path: Path
) -> None:
    draft_of(tmp_path, dead_process())
    draft_of(tmp_path, os.getpid())  # its number was given anew, to this process
    write_result(result, tmp_path / "other.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["other.csv"]


def test_what_may_be_in_use_or_is_no_draft_stays(result: Result, tmp_path: Path) -> None:
    dead = dead_process()
    kept = {draft_of(tmp_path, os.getppid()), draft_of(tmp_path, dead, "0" * 8)}
    folder = tmp_path / f".a.draft-{drafts._place()}-{dead}-0123abcd.csv"
    folder.mkdir()
    link = tmp_path / f".b.draft-{drafts._place()}-{dead}-0123abcd.csv"
    link.symlink_to("a.csv")
    mine = tmp_path / ".mine.draft.xlsx"
    mine.write_text("mine", encoding="utf-8")
    write_result(result, tmp_path / "a.csv")
    assert set(tmp_path.iterdir()) == {*kept, folder, link, mine, tmp_path / "a.csv"}


def test_an_old_draft_of_another_machine_is_removed(result: Result, tmp_path: Path) -> None:
    draft = draft_of(tmp_path, 1, "0" * 8)
    day_before = time.time() - drafts.ABANDONED - 60
    os.utime(draft, (day_before, day_before))
    write_result(result, tmp_path / "a.csv")
    assert not draft.exists()


def test_a_thread_leaves_the_draft_of_another_thread(tmp_path: Path) -> None:
    with draft_beside(tmp_path / "a.csv") as first:
        first.write_text("half", encoding="utf-8")
        write_whole(tmp_path / "b.csv", lambda draft: draft.write_text("b", encoding="utf-8"))
        assert first.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["b.csv"]


def test_the_draft_of_the_longest_name_fits(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 125 + ".csv")
    write_whole(path, lambda draft: draft.write_text("x", encoding="utf-8"))
    assert path.read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("linked", [False, True], ids=["pipe", "link to a pipe"])
def test_a_pipe_is_written_to_and_stays_a_pipe(
    result: Result, tmp_path: Path, ending: str, linked: bool
) -> None:
    write_result(result, tmp_path / f"file{ending}")
    pipe = target = tmp_path / f"pipe{ending}"
    os.mkfifo(pipe)
    if linked:
        target = tmp_path / f"link{ending}"
        target.symlink_to(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write_result(result, target)  # without force: nothing is replaced
    reader.join()
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert len(got[0]) == pytest.approx((tmp_path / f"file{ending}").stat().st_size, abs=20)
    assert len(list(tmp_path.iterdir())) == 2 + linked


def test_of_two_writers_of_one_file_one_wins_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    texts = [str(k) * 100_000 for k in range(6)]
    seen: set[str] = set()

    def write(text: str) -> None:
        for _ in range(10):
            write_whole(path, lambda draft: draft.write_text(text, encoding="utf-8"))
            seen.add(path.read_text(encoding="utf-8"))

    threads = [threading.Thread(target=write, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen <= set(texts)
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]


@contextmanager
def files_no_longer_than(size: int) -> Iterator[None]:
    """Let the system refuse what makes a file longer, as a full disk does."""
    _, most = before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("ending", [*ENDINGS, ".html"])
def test_a_disk_that_is_full_is_a_message_and_leaves_what_was_there(
    result: Result, tmp_path: Path, ending: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"a{ending}"
    path.write_text("before", encoding="utf-8")
    write = write_report if ending == ".html" else write_result
    with files_no_longer_than(64), pytest.raises(InputError, match="cannot be written"):
        write(result, path, force=True)
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]
    assert "Exception" not in capfd.readouterr().err


def test_what_more_is_said_in_a_result_is_under_its_sum(result: Result, tmp_path: Path) -> None:
    from grouping.files.result_form import fingerprints

    write_result(result, tmp_path / "a.json", more={"repair": {"moved": [1, 2]}})
    stored = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert stored["fingerprints"] == fingerprints(stored)
    changed = stored | {"repair": {"moved": [1, 3]}}
    assert stored["fingerprints"] != fingerprints(changed)
