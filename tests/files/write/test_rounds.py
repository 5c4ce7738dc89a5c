"""Several rounds on paper: absent people, closed teams, slips, and who meets whom."""

from __future__ import annotations

import csv
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from grouping import Problem, Roster, Teams, write_result
from grouping.files.read.team_lists import read_list, read_original
from grouping.files.write.slips import BULLET, again, breaks_of, layout_of, slips_of
from grouping.problem.past_events import Earlier
from grouping.problem.registry import rule_from_dict
from grouping.solving.solve import Result, judged
from tests.files.write.conftest import NAMES, NIPS

MERAH, PUTIH, BIRU, NONE = 0, 1, 2, -1
ROUNDS = [
    [MERAH, MERAH, PUTIH, PUTIH, BIRU, BIRU, MERAH, PUTIH],
    [BIRU, MERAH, BIRU, PUTIH, PUTIH, NONE, MERAH, MERAH],
    [MERAH, PUTIH, MERAH, PUTIH, MERAH, PUTIH, NONE, PUTIH],
]


def seats(names: list[str], low: int, high: int) -> Teams:
    full = np.ones(len(names), dtype=np.int64)
    return Teams(tuple(names), full * low, full * high)


@pytest.fixture
def event(result: Result) -> Result:
    """Three rounds: some are absent, the third has two teams, 0 and 2 have met before."""
    team = np.array(ROUNDS, dtype=np.int32)
    three = seats(["Merah", "Putih", "Biru"], 2, 4)
    before = np.array([[0, -1, 0, 1, 1, -1, -1, -1]], dtype=np.int32)
    problem = replace(
        result.problem,
        teams=three,
        rounds=3,
        rules=tuple(
            rule_from_dict(r)
            for r in (
                {"kind": "spread", "column": "Agency"},
                {"kind": "balance", "column": "Age"},
                {"kind": "new_faces"},
            )
        ),
        present=team >= 0,
        teams_by_round=(three, three, seats(["Merah", "Putih"], 2, 4)),
        history=(Earlier("2024.xlsx", before, 0.5),),
        round_names=("Senin pagi", "Senin sore", "Selasa"),
    )
    return judged(problem, team)


@pytest.fixture
def book(event: Result, tmp_path: Path) -> Any:
    write_result(event, tmp_path / "a.xlsx")
    return openpyxl.load_workbook(tmp_path / "a.xlsx")


def texts(sheet: Any) -> list[str]:
    return [str(c) for row in sheet.values for c in row if c is not None]


def test_a_csv_has_a_column_per_round_blank_where_absent(event: Result, tmp_path: Path) -> None:
    write_result(event, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["id", "name", "round1: Senin pagi", "round2: Senin sore", "round3: Selasa"]
    assert rows[6][2:] == ["Biru", "", "Putih"]


def test_the_list_has_a_column_per_round_and_is_sorted_by_the_first(book: Any) -> None:
    head, *rows = book["All"].values
    assert head[1:4] == ("Round 1: Senin pagi", "Round 2: Senin sore", "Round 3: Selasa")
    assert (head[0], head[4:6]) == ("Name", ("Agency", "ID"))
    assert [row[1] for row in rows] == ["Merah"] * 3 + ["Putih"] * 3 + ["Biru"] * 2
    (absent,) = [row for row in rows if row[5] == NIPS[5]]
    assert absent[1:4] == ("Biru", None, "Putih")


def test_who_is_absent_in_the_first_round_stands_last_in_the_list(
    event: Result, tmp_path: Path
) -> None:
    problem, order = event.problem, [1, 0, 2]
    turned = replace(
        problem,
        present=problem.present[order],
        teams_by_round=tuple(problem.teams_by_round[r] for r in order),
    )
    write_result(judged(turned, event.assignment[order]), tmp_path / "b.xlsx")
    last = list(openpyxl.load_workbook(tmp_path / "b.xlsx")["All"].values)[-1]
    assert (last[5], last[1]) == (NIPS[5], None)


def test_a_closed_team_and_absent_people_are_not_on_the_sheet_of_the_round(book: Any) -> None:
    shown = texts(book["Teams 3"])
    assert "Selasa (3 of 3)" in shown
    assert "Biru" not in shown
    assert NAMES[6] not in shown
    assert "7 people in 2 teams; 1 absent" in " ".join(shown)


def test_what_was_written_is_known_again_with_its_blanks(event: Result, tmp_path: Path) -> None:
    write_result(event, tmp_path / "a.xlsx")
    original = read_original(tmp_path / "a.xlsx", event.problem)
    assert original is not None
    assert original.tolist() == ROUNDS


def test_everybody_has_one_slip_with_all_rounds(event: Result, book: Any) -> None:
    shown = texts(book["Slips"])
    for name in (NAMES[2], NAMES[6], f"{NAMES[0]} ({NIPS[0]})"):
        assert shown.count(name) == 1
    assert shown.count("Selasa: not taking part") == 1
    assert shown.count("Senin pagi: Biru") == 2


def test_a_slip_marks_whom_the_person_has_met_before(event: Result) -> None:
    slips = {slip.name: slip for slip in slips_of(event)}
    second = slips["=1+1"].visits[1]  # meets 0 in Biru, whom it knows from the earlier event
    assert second.title == "Senin sore: Biru"
    assert second.mates == (f"{BULLET}{again(f'{NAMES[0]} ({NIPS[0]})')}",)
    third = slips["@Siti"].visits[2]  # 1 and 5 are new, 7 was beside it in the first round
    known = again(NAMES[7])
    assert third.mates == tuple(BULLET + n for n in (f"{NAMES[1]} ({NIPS[1]})", NAMES[5], known))


def test_slips_are_sorted_by_name(event: Result) -> None:
    names = [slip.name.casefold() for slip in slips_of(event)]
    assert names == sorted(names)


def large(people: int, teams: int, rounds: int) -> Result:
    """Return rounds in which everybody has a long name."""
    names = tuple(
        f"Dr. Hj. Retno {'Kusuma ' * (i % 4)}Wardani {i}, S.Kom., M.T." for i in range(people)
    )
    roster = Roster(tuple(f"p{i}" for i in range(people)), names)
    problem = Problem.of(roster, teams=teams, rounds=rounds)
    rng = np.random.default_rng(0)
    seat = np.arange(people) % teams
    return judged(
        problem, np.stack([rng.permutation(seat) for _ in range(rounds)]).astype(np.int32)
    )


@pytest.mark.parametrize(("people", "teams", "rounds"), [(40, 4, 3), (32, 8, 10), (80, 2, 2)])
def test_no_slip_is_torn_by_the_end_of_a_page(people: int, teams: int, rounds: int) -> None:
    slips = slips_of(large(people, teams, rounds))
    layout = layout_of(slips)
    starts = [0, *breaks_of(slips, layout), len(slips)]
    for first, after in pairwise(starts):
        printed = sum(layout.height(slip) for slip in slips[first:after]) * layout.scale
        assert printed < (11.69 - 1.1) * 72  # points between the margins of A4
    assert layout.across * layout.columns * layout.width * layout.scale <= (8.27 - 0.8) * 96


@pytest.mark.slow
def test_every_team_mate_is_on_the_slip_even_in_a_team_of_forty(tmp_path: Path) -> None:
    result = large(80, 2, 2)
    write_result(result, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Slips"]
    lines = [line for text in texts(sheet) for line in text.split("\n")]
    assert sum(line.startswith(BULLET) for line in lines) == 2 * 80 * 39
    heights = [sheet.row_dimensions[r].height or 15 for r in range(1, sheet.max_row + 1)]
    assert max(heights) <= 409  # no row of a spreadsheet is higher


def test_the_meetings_name_repeats_with_rounds_and_earlier_events(book: Any) -> None:
    rows = [row[:3] for row in book["Meetings"].values]
    zero = f"{NAMES[0]} ({NIPS[0]})"
    assert (zero, NAMES[2], "Senin sore and Selasa; before: 2024.xlsx") in rows
    assert (NAMES[3], NAMES[7], "Senin pagi and Selasa") in rows
    assert any("2024.xlsx: 4 participants were there" in str(row[0]) for row in rows)


def test_the_meetings_count_the_people_that_each_met(event: Result, book: Any) -> None:
    rows = {row[0]: row[1:4] for row in book["Meetings"].values}
    # in the first round with 1, 0; in the second with 1, 7; not in the third
    assert rows[NAMES[6]] == (2, 3, 1)


def test_the_summary_says_equal_rounds_once(event: Result, tmp_path: Path) -> None:
    same = judged(
        replace(event.problem, present=None, teams_by_round=(), round_names=(), history=()),
        np.array([ROUNDS[0]] * 3, dtype=np.int32),
    )
    write_result(same, tmp_path / "a.xlsx")
    shown = texts(openpyxl.load_workbook(tmp_path / "a.xlsx")["Summary"])
    spread = same.score.rules[0]
    assert f"each round: {spread.reached[0]}" in shown


def test_the_summary_counts_those_present_in_the_teams_that_are_open(book: Any) -> None:
    rows = list(book["Summary"].values)
    at = next(k for k, row in enumerate(rows) if row[0] == "Selasa: teams")
    assert rows[at + 1][1:5] == ("All", "Merah", "Putih", None)
    assert rows[at + 2][:4] == ("People", 7, 3, 4)


def test_lists_without_absentees_read_back_whatever_the_rounds_are_called(tmp_path: Path) -> None:
    result = large(12, 3, 4)
    named = replace(result.problem, round_names=("a", "b", "c", "d"))
    for ending in (".csv", ".xlsx"):
        write_result(judged(named, result.assignment), tmp_path / f"a{ending}")
        assignment, notes = read_list(tmp_path / f"a{ending}", named)
        assert (assignment == result.assignment).all()
        assert notes == []
