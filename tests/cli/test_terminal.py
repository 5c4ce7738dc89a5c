"""Whatever names hold, a terminal is only printed to: nothing in them moves, colours or hides."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from rich.table import Table

from grouping.cli.output import console
from grouping.cli.terminal import visible
from grouping.files.result_form import fingerprints
from tests.cli.conftest import Run

ROOT = str(Path(__file__).parents[2])
EVIL = ["\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\x08\x08", "\u202e", "\u2066", "\x7f", "\x85"]
QUICK = ("--steps", "20", "--threads", "1", "--engine", "local")


def dangerous(text: str) -> set[str]:
    """Return the characters of a text that a terminal acts on."""
    kinds = {"Cc", "Cf", "Zl", "Zp"}
    found = {c for c in text if unicodedata.category(c) in kinds}
    return found - set("\n\t\u200b\u200d\ufeff")


@pytest.mark.parametrize("evil", EVIL)
def test_control_characters_are_shown_and_not_sent(evil: str) -> None:
    assert not dangerous(visible(f"Ani{evil}"))
    assert visible(f"Ani{evil}").startswith("Ani")


@pytest.mark.parametrize("text", ["Ani Wijaya", "Zoë\tß", "محمد", "山田\n太郎", "Ngũgĩ", "👩‍🏫"])
def test_names_of_all_scripts_are_shown_as_they_are(text: str) -> None:
    assert visible(text) == text


def test_tables_are_safe_too(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table("".join(EVIL))
    table.add_row("".join(EVIL), style="red")
    console().print(table)
    console().print("".join(EVIL), markup=False)
    assert not dangerous(capsys.readouterr().out)


def evil_result(run: Run, file: str) -> None:
    """Write a result of which every name holds what a terminal would act on."""
    assert run("solve", "roster.csv", "--teams", 2, "--spread", "agency", *QUICK, "-o", file,
               "-o", "teams.csv").exit_code == 0  # fmt: skip
    stored = json.loads(Path(file).read_text(encoding="utf-8"))
    evil = "".join(EVIL)
    stored["roster"]["names"] = [name + evil for name in stored["roster"]["names"]]
    stored["roster"]["source"] += evil
    for column in stored["roster"]["columns"]:
        column["labels"] = [label + evil for label in column["labels"]]
    stored["plan"]["teams"]["names"] = [f"{k}{evil}" for k in "AB"]
    Path(file).write_text(json.dumps(stored | {"fingerprints": fingerprints(stored)}))


@pytest.mark.parametrize(
    "words",
    [
        ("check", "a.json"),
        ("compare", "a.json", "a.json"),
        ("whatif", "a.json", "--best"),
        ("report", "a.json"),
        ("repair", "a.json", "--absent", "nobody\x1b[2J"),
        ("print", "a.json", "-o", "list.csv"),
        ("solve", "evil.csv", "--teams", "2", "--spread", "agency", *QUICK),
        ("solve", "evil.csv", "--teams", "2", "--apart", "x; y\x1b[2J", *QUICK),
        ("init", "evil.csv"),
    ],
    ids=lambda words: words[0],
)
def test_no_command_sends_what_is_in_a_name_to_the_terminal(
    run: Run, roster: Path, words: tuple[str, ...]
) -> None:
    evil = "".join(EVIL).replace("\x85", "")
    text = roster.read_text(encoding="utf-8").replace("Peserta", f"Peserta{evil}")
    Path("evil.csv").write_text(text.replace(",A,", f",A{evil},"), encoding="utf-8")
    evil_result(run, "a.json")
    done = run(*words)
    assert done.exit_code in (0, 1, 2)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert not dangerous(done.output)


@pytest.mark.parametrize(
    ("stdout", "code"), [("closed", 0), ("full", 2)], ids=["closed", "on a full disk"]
)
def test_an_answer_that_cannot_be_printed_ends_in_a_message(stdout: str, code: int) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no device that is always full")
    with full.open("w") as target:
        done = subprocess.run(
            [sys.executable, "-m", "grouping", "rules"],
            stdout=target,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": ROOT},
            preexec_fn=(lambda: os.close(1)) if stdout == "closed" else None,
            check=False,
        )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    assert ("No space left" in done.stderr) == (stdout == "full")
