"""The command line in both languages: help, click's own messages, errors, tables, numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from grouping import language
from grouping.cli import COMMANDS
from tests.cli.conftest import Run

SHOWN = sorted(set(COMMANDS) - {"bench"})


@pytest.mark.parametrize("name", SHOWN)
def test_help_has_no_english_word_of_ours_left(run: Run, name: str) -> None:
    english = run(name, "--help").output
    indonesian = run("--lang", "id", name, "--help").output
    kept = set(map(str.strip, english.splitlines())) & set(map(str.strip, indonesian.splitlines()))
    prose = [line for line in kept if len(line.split()) > 3 and not line.startswith("grouping ")]
    assert not prose
    assert "Opsi:" in indonesian
    assert "Options:" not in indonesian


@pytest.mark.parametrize(
    "words",
    [
        ("--lang", "id", "check", "--help"),
        ("check", "--lang", "id", "--help"),
        ("check", "--help", "--lang", "id"),
        ("check", "--help", "--lang=id"),
        ("generate", "roster", "--lang", "id", "--help"),
    ],
)
def test_the_language_may_be_asked_for_anywhere(run: Run, words: tuple[str, ...]) -> None:
    found = run(*words)
    assert found.exit_code == 0
    assert found.output.startswith("Cara pakai:")


def test_the_help_of_one_language_does_not_stay_for_the_next(run: Run) -> None:
    before = run("solve", "--help").output
    run("--lang", "id", "solve", "--help")
    assert run("solve", "--help").output == before
    assert "Usage:" in before


def test_the_language_follows_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "id_ID.UTF-8")
    assert "Perintah:" in run("--help").output
    assert "Commands:" in run("--lang", "en", "--help").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check",), "Argumen belum diberikan 'HASIL|DAFTAR'"),
        (("solve", "a.csv", "--tems", "4"), "Tidak ada opsi"),
        (("solve", "a.csv", "--engine", "fast"), "bukan salah satu dari"),
        (("solve", "a.csv", "--threads", "0"), "di luar rentang"),
        (("whatif", "a.json", "--swap", "A"), "memerlukan 2 nilai"),
        (("check", "none.json"), "galat: none.json: berkas tidak ada"),
        (("solvee",), "tidak ada perintah 'solvee'"),
    ],
)
def test_errors_are_in_the_language_asked_for(run: Run, words: tuple[str, ...], said: str) -> None:
    found = run("--lang", "id", *words)
    assert found.exit_code == 2
    assert said in found.stderr
    assert "Error" not in found.stderr
    assert "Usage" not in found.stderr


def test_a_language_that_is_none_of_ours_is_refused_with_those_that_are(run: Run) -> None:
    found = run("--lang", "fr", "rules")
    assert found.exit_code == 2
    assert "'en', 'id'" in found.stderr


def test_tables_have_headers_and_numbers_as_the_language_writes_them(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    run("solve", plan, "-q", "-o", "a.json")
    english, indonesian = (run("check", "a.json", "--lang", name).stdout for name in ("en", "id"))
    assert "Best possible" in english
    assert "Terbaik" in indonesian
    assert "Best possible" not in indonesian


def test_a_number_has_the_comma_of_the_language() -> None:
    from grouping.cli import output as show

    assert (show.number(1234.5), show.share(0.1234)) == ("1,234.5", "12.34 %")
    language.use("id")
    assert (show.number(1234.5), show.share(0.1234)) == ("1.234,5", "12,34 %")
