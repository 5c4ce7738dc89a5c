"""Tests of the files that rosters are written to, and of the shipped instances."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from grouping.bench.generate.generate_roster import (
    Official,
    generate_roster,
    write_instance,
    write_messy_xlsx,
    write_roster,
)
from grouping.bench.generate.spellings import MONTHS
from grouping.errors import InputError

INSTANCES = Path(__file__).parents[3] / "instances"
SHIPPED = {"retreat": "retreat-malang", "officials": "malang-420"}
PLANS = [INSTANCES / "retreat-malang" / "retreat.toml", INSTANCES / "malang-420/malang-420.toml"]


def _cells(path: Path) -> tuple[list[tuple[Any, ...]], list[str]]:
    """Return the values and the merged ranges of the only sheet."""
    book = openpyxl.load_workbook(path)
    assert len(book.worksheets) == 1
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    return rows, sorted(str(r) for r in sheet.merged_cells.ranges)


def _people_rows(path: Path) -> list[tuple[Any, ...]]:
    """Return the rows of people: a running number, then a name."""
    rows, _ = _cells(path)
    return [r for r in rows if isinstance(r[0], int) and isinstance(r[1], str)]


def _as_date(typed: object) -> date:
    """Read a birth date in any of the forms, as a patient person would."""
    if isinstance(typed, datetime):
        return typed.date()
    text = str(typed).rpartition(", ")[2].replace("/", "-")
    if "-" in text:
        return datetime.strptime(text, "%d-%m-%Y").date()
    day, month, year = text.split()
    return date(int(year), MONTHS.index(month.capitalize()) + 1, int(day))


@pytest.mark.parametrize("kind", SHIPPED)
def test_shipped_list_is_what_the_generator_makes_now(kind: str, tmp_path: Path) -> None:
    """Tests cell for cell: the bytes also depend on the versions of the libraries that zip."""
    made = write_instance(tmp_path, kind=kind, seed=2025)
    assert _cells(made) == _cells(INSTANCES / SHIPPED[kind] / "peserta.xlsx")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", SHIPPED)
def test_same_seed_gives_the_same_bytes(kind: str, ending: str, tmp_path: Path) -> None:
    """Tests that nothing of the clock or the folder gets into a file, and nothing stays beside."""
    files = [tmp_path / f"{name}.{ending}" for name in ("a", "b")]
    for file in files:
        write_roster(file, generate_roster(kind, None, seed=4), kind, seed=4)
    assert files[0].read_bytes() == files[1].read_bytes()
    assert sorted(tmp_path.iterdir()) == files


@pytest.mark.parametrize("kind", SHIPPED)
def test_messy_list_has_everybody_once_in_order(kind: str) -> None:
    """Tests that the mess loses nobody."""
    people = generate_roster(kind, None, seed=2025)
    rows = _people_rows(INSTANCES / SHIPPED[kind] / "peserta.xlsx")
    assert [(r[0], r[1]) for r in rows] == [(k, p.name) for k, p in enumerate(people, start=1)]


def test_retreat_list_merges_each_agency_over_its_people() -> None:
    """Tests the secretariat's 13 and the five kecamatan: 12, 12, 13, 13, 12 rows in column I."""
    _, merged = _cells(INSTANCES / "retreat-malang" / "peserta.xlsx")
    heights = []
    for cells in merged:
        first, _, last = cells.partition(":")
        if first[0] == last[0] == "I":
            heights.append(int(last[1:]) - int(first[1:]) + 1)
    assert Counter(heights) == Counter([13, 12, 12, 13, 13, 12])


def test_officials_list_has_a_blank_row_between_agencies() -> None:
    """Tests that 29 agencies have 28 blank rows between them."""
    rows, _ = _cells(INSTANCES / "malang-420" / "peserta.xlsx")
    numbers = [r[0] for r in rows]
    first, last = numbers.index("No") + 3, numbers.index("Jumlah")
    blank = [r for r in rows[first:last] if not any(r)]
    assert len(blank) == 28


def test_header_stands_on_row_five_and_numbers_under_it() -> None:
    """Tests one list with a header of one row and one with two."""
    retreat, _ = _cells(INSTANCES / "retreat-malang" / "peserta.xlsx")
    assert retreat[4][3] == "Jenis\nKelamin"
    assert retreat[5] == tuple(range(1, 11))
    officials, _ = _cells(INSTANCES / "malang-420" / "peserta.xlsx")
    assert officials[4][5] == "Pendidikan Terakhir"
    assert officials[5][5:7] == ("Jenjang", "Lulus")
    assert officials[6] == tuple(range(1, 12))


def test_slips_are_there_and_can_be_undone() -> None:
    """Tests that each value differs from the orderly one by case, blanks and signs only."""
    people = generate_roster("officials", 420, seed=2025)
    rows = _people_rows(INSTANCES / "malang-420" / "peserta.xlsx")
    slips: Counter[str] = Counter()
    for p, row in zip(people, rows, strict=True):
        _, _, nip, birth, sex, _, _, rank, eselon, _, agency = row
        assert nip.replace(" ", "") == p.nip
        assert _as_date(birth) == p.birth
        assert sex.strip()[0].upper() == p.sex
        assert rank == p.rank
        assert _letters(eselon) == _letters(p.eselon)
        assert " ".join(agency.casefold().split()) == p.agency.casefold()
        slips.update(nip=nip != p.nip, birth=isinstance(birth, str), sex=sex != p.sex)
        slips.update(eselon=eselon != p.eselon, agency=agency != p.agency)
    assert min(slips.values()) > 20


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalpha())


def test_list_ends_with_total_place_and_signer() -> None:
    """Tests what stands below the people."""
    rows, _ = _cells(INSTANCES / "retreat-malang" / "peserta.xlsx")
    below = [str(c) for r in rows[106:] for c in r if c is not None]
    assert below[:3] == ["Jumlah", "100 orang", "Malang, 9 Mei 2025"]
    assert below[3].startswith("Kepala Badan")


def test_clean_csv_has_plain_columns_and_orderly_values(tmp_path: Path) -> None:
    """Tests the header and a row."""
    people = generate_roster("officials", 60, seed=1)
    write_roster(tmp_path / "a.csv", people, "officials", seed=1)
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0])[:4] == ["id", "name", "NIP", "Tgl Lahir"]
    assert len(rows) == 60
    p, row = people[10], rows[10]
    assert (row["id"], row["name"], row["NIP"]) == ("11", p.name, p.nip)
    assert (row["Tgl Lahir"], row["L/P"]) == (p.birth.isoformat(), p.sex)
    assert (row["Golongan Ruang"], row["Unit Kerja"]) == (p.rank, p.agency)


def test_other_endings_and_missing_folders_are_refused(tmp_path: Path) -> None:
    """Tests that the messages name the file."""
    people = generate_roster("retreat", None, seed=1)
    with pytest.raises(InputError, match=r"\.ods"):
        write_roster(tmp_path / "a.ods", people, "retreat", seed=1)
    with pytest.raises(InputError, match="folder does not exist"):
        write_roster(tmp_path / "no" / "a.csv", people, "retreat", seed=1)


def test_failed_writing_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests that a file appears whole or not at all."""

    def half(path: Path, *_: object, **__: object) -> None:
        path.write_text("half")
        raise OSError("disk full")

    monkeypatch.setattr("grouping.bench.generate.generate_roster.write_messy_xlsx", half)
    old = tmp_path / "a.xlsx"
    old.write_text("old")
    with pytest.raises(OSError, match="disk full"):
        write_roster(old, [], "retreat", seed=1)
    assert [f.read_text() for f in tmp_path.iterdir()] == ["old"]


def test_slips_have_a_seed_of_their_own(tmp_path: Path) -> None:
    """Tests that the same people can be typed by another typist."""
    people: list[Official] = generate_roster("retreat", None, seed=1)
    for seed in (1, 2):
        write_messy_xlsx(tmp_path / f"{seed}.xlsx", people, seed=seed, layout="retreat")
    first, second = (_people_rows(tmp_path / f"{seed}.xlsx") for seed in (1, 2))
    assert [r[1] for r in first] == [r[1] for r in second]
    assert first != second


@pytest.mark.parametrize("path", PLANS, ids=lambda p: p.stem)
def test_plans_speak_of_people_and_columns_that_exist(path: Path) -> None:
    """Tests names and headers in the plan against the list beside it."""
    plan = tomllib.loads(path.read_text(encoding="utf-8"))
    rows, _ = _cells(path.parent / plan["roster"]["file"])
    headers = {" ".join(str(c).split()) for c in rows[4]} | {"Usia"}
    names = {r[1] for r in rows}
    for rule in plan["rule"]:
        assert set(rule.get("people", ())) <= names
        assert {rule.get("column", "Usia"), *rule.get("where", ())} <= headers
    assert {plan["roster"].get("id", "NIP"), plan["roster"].get("name", "Nama")} <= headers
