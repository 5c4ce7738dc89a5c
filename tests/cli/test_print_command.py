"""`grouping print`, and the same options of `grouping solve`."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from tests.cli.conftest import Run


def text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as book:
        return " ".join(page.get_textpage().get_text_range() for page in book)


@pytest.mark.slow
def test_a_stored_result_is_printed_later(run: Run, plan: Path, tmp_path: Path) -> None:
    run("solve", plan, "-o", "a.json", "--quiet")
    done = run("print", "a.json", "--pdf", "a.pdf", "--what", "door, badges", "--title", "Retret")
    assert done.exit_code == 0
    assert "wrote a.pdf" in done.stderr
    assert "Peserta 5" in text(tmp_path / "a.pdf")
    assert "Signature" not in text(tmp_path / "a.pdf")


def test_solve_writes_a_pdf_by_ending_or_option(run: Run, plan: Path, tmp_path: Path) -> None:
    done = run("solve", plan, "-o", "a.pdf", "--pdf", "b", "--what", "cards", "--quiet")
    assert done.exit_code == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_list_edited_by_hand_is_printed_with_its_plan(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    run("--lang", "id", "solve", plan, "-o", "a.xlsx", "--sheet-per-team", "--quiet")
    assert "Team 1" in openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames
    done = run("print", "a.xlsx", "--plan", plan, "-o", "b.csv", "--pdf", "b.pdf", "--quiet")
    assert done.exit_code == 0
    assert (tmp_path / "b.csv").exists()
    assert "Peserta 5" in text(tmp_path / "b.pdf")


def test_only_some_people_and_teams_are_printed(run: Run, plan: Path, tmp_path: Path) -> None:
    run("solve", plan, "-o", "a.json", "--quiet")
    run("print", "a.json", "--pdf", "a.pdf", "--what", "badges", "--only", "Peserta 5")
    assert "Peserta 5" in text(tmp_path / "a.pdf")
    assert "Peserta 6" not in text(tmp_path / "a.pdf")
    run("print", "a.json", "--pdf", "b.pdf", "--what", "door", "--only", "team 2")
    assert "Team 2" in text(tmp_path / "b.pdf")
    assert "Team 1" not in text(tmp_path / "b.pdf")


def test_mistakes_are_told_with_what_to_do(run: Run, plan: Path) -> None:
    run("solve", plan, "-o", "a.json", "--quiet")
    for words, said in (
        ((), "--pdf FILE"),
        (("--pdf", "a.pdf", "--what", "doors"), "door"),
        (("--pdf", "a.pdf", "--only", "Nobody"), "nobody is called"),
        (("-o", "a.xlsx", "--only", "Peserta 5"), ".pdf"),
        (("--zoom", "a.csv"), "'agency'"),
    ):
        done = run("print", "a.json", *words)
        assert done.exit_code == 2
        assert said in done.stderr
