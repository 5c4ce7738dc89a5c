"""What `init` and `solve` say of a roster: counts with row numbers, merges, the report."""

from __future__ import annotations

import csv
import datetime as dt
import tomllib
from pathlib import Path

import pytest

from grouping.files.plan_file import read_plan
from tests.cli.conftest import INSTANCES, Run

LIST = """DAFTAR PESERTA,,
,,
Nama,Perangkat Daerah,NIP
Adi,Kecamatan Utara,198306052010011001
Budi,Kec. Utara,198406052010012002
Cici,kecamatan utara,198506052010012003
Dewi,Dinas Sosial,198606052010012004
Jumlah,,4
"""
QUICK = ("--teams", 2, "--steps", 50, "--threads", 1)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """Four people below a title, three of one agency in three spellings."""
    (tmp_path / "people.csv").write_text(LIST, encoding="utf-8")
    return tmp_path / "people.csv"


def test_init_counts_rows_read_left_out_and_repaired_with_their_numbers(run: Run, people: Path):
    said = run("init", "people.csv").stdout
    assert "4 rows read as people: 4-7\n" in said
    assert "2 rows left out: 1, 8\n" in said
    assert "1 row with a cell repaired: 6\n" in said


def test_solve_says_the_same_in_one_line(run: Run, people: Path):
    said = run("solve", "people.csv", *QUICK).stderr
    assert "4 were read as people, 2 left out; 1 have a repaired cell" in said
    assert said.count("repaired") == said.count("left out") == 1


def test_a_tidy_list_is_said_to_be_read_as_it_stands(run: Run, tmp_path: Path):
    (tmp_path / "tidy.csv").write_text("Name,Unit\nAda,A\nBen,B\n", encoding="utf-8")
    said = run("solve", "tidy.csv", *QUICK).stderr
    assert "every row below the header was read as a person, as it stands" in said


def test_the_day_on_which_ages_are_counted_is_part_of_the_plan(run: Run, tmp_path: Path):
    rows = ["Nama,NIP", *(f"{n},19{80 + k}0605201001100{k}" for k, n in enumerate("ABCD", 1))]
    (tmp_path / "people.csv").write_text("\n".join(rows), encoding="utf-8")
    run("init", "people.csv", "-o", "plan.toml", "--date", "2015-06-04")
    text = (tmp_path / "plan.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["roster"]["date"] == dt.date(2015, 6, 4)
    _problem, reading = read_plan(tmp_path / "plan.toml").read()
    ages = next(c for c in reading.roster.columns if reading.roles.get(c.name) == "age")
    assert ages.value(0) == "33"


def test_without_a_day_the_plan_shows_where_it_would_stand(run: Run, people: Path, tmp_path: Path):
    run("init", "people.csv", "-o", "plan.toml")
    text = (tmp_path / "plan.toml").read_text(encoding="utf-8")
    assert "date" not in tomllib.loads(text)["roster"]
    assert "# date = 2025-05-15" in text


def test_proposed_merges_stand_in_the_plan_as_comments_and_accepted_ones_as_lines(
    run: Run, people: Path, tmp_path: Path
):
    run("init", "people.csv", "-o", "plan.toml", "-q")
    text = (tmp_path / "plan.toml").read_text(encoding="utf-8")
    assert "merges" not in tomllib.loads(text)
    assert '#"Kec. Utara" = "Kecamatan Utara"  # 1 and 2 people' in text
    run("init", "people.csv", "-o", "plan.toml", "-q", "--force", "--accept-merges")
    stated = tomllib.loads((tmp_path / "plan.toml").read_text(encoding="utf-8"))
    assert stated["merges"] == {"Perangkat Daerah": {"Kec. Utara": "Kecamatan Utara"}}


def test_a_plan_with_merges_is_obeyed_and_said(run: Run, people: Path):
    run("init", "people.csv", "-o", "plan.toml", "-q", "--accept-merges")
    result = run("solve", "plan.toml", "--steps", 50, "--threads", 1, "-o", "teams.json")
    assert result.exit_code == 0, result.output
    assert "3 have a repaired cell" not in result.stderr
    assert "2 have a repaired cell" in result.stderr
    assert "Kec. Utara" not in Path("teams.json").read_text(encoding="utf-8")


def test_solve_merges_only_when_asked(run: Run, people: Path):
    rule = ("--spread", "Perangkat Daerah", *QUICK)
    assert run("solve", "people.csv", *rule, "-o", "a.json").exit_code == 0
    assert "Kec. Utara" in Path("a.json").read_text(encoding="utf-8")
    assert run("solve", "people.csv", *rule, "-o", "b.json", "--accept-merges").exit_code == 0
    assert "Kec. Utara" not in Path("b.json").read_text(encoding="utf-8")


def test_the_report_is_written_as_a_list_with_rows(run: Run, people: Path, tmp_path: Path):
    assert run("init", "people.csv", "-o", "report.csv").exit_code == 0
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    assert table[0] == ["What", "Rows", "Where", "Note"]
    assert table[1][1] == "4-7"
    assert ["Left out", "8"] in [row[:2] for row in table]


def test_the_report_never_takes_the_place_of_the_list(run: Run, people: Path):
    result = run("init", "people.csv", "-o", "people.csv", "--force")
    assert result.exit_code == 2
    assert people.read_text(encoding="utf-8") == LIST


def test_in_indonesian_no_english_is_left_in_the_notes_of_the_reader(run: Run):
    result = run("--lang", "id", "init", INSTANCES / "retreat-malang" / "peserta.xlsx")
    assert "100 baris dibaca sebagai peserta: 7-106" in result.stdout
    assert "kolom 'NIP': tidak dipakai sebagai id" in result.stdout
    notes = [line for line in result.stdout.splitlines() if line.startswith("- ")]
    assert notes
    assert not [line for line in notes if " the " in line or " was " in line]
