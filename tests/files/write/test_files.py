"""Result files: what was asked for, by its ending, whole or not at all."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from grouping import InputError, read_result, score, write_result
from grouping.files.read.past_lists import read_earlier
from grouping.files.read.team_lists import read_list
from grouping.solving.solve import Result
from tests.files.write.conftest import NAMES, NIPS


def test_a_csv_has_id_name_and_team(result: Result, tmp_path: Path) -> None:
    write_result(result, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["id", "name", "team"]
    assert rows[1] == [NIPS[0], "Budi Santoso", "Merah"]
    assert len(rows) == 9


def test_no_name_in_a_csv_begins_like_a_formula(result: Result, tmp_path: Path) -> None:
    write_result(result, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    assert not any(name[0] in "=+-@\t\r" for name in names)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_written_list_reads_back_as_the_same_teams(
    result: Result, tmp_path: Path, ending: str
) -> None:
    write_result(result, tmp_path / f"a{ending}")
    assignment, _ = read_list(tmp_path / f"a{ending}", result.problem)
    assert (assignment == result.assignment).all()


def test_a_json_reads_back_as_the_same_question_and_score(result: Result, tmp_path: Path) -> None:
    write_result(result, tmp_path / "a.json")
    problem, assignment, stored = read_result(tmp_path / "a.json")
    again = score(problem, assignment)
    assert again.value == result.score.value
    assert [s.coef for s in again.rules] == [s.coef for s in result.score.rules]
    assert problem.roster.names == tuple(NAMES)
    assert stored["status"] == result.status


def test_a_json_with_another_roster_inside_is_refused(result: Result, tmp_path: Path) -> None:
    write_result(result, tmp_path / "a.json")
    stored = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    stored["roster"]["names"][0] = "Somebody Else"
    (tmp_path / "a.json").write_text(json.dumps(stored), encoding="utf-8")
    with pytest.raises(InputError):
        read_result(tmp_path / "a.json")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"schema": 1}',
        '{"schema": 99}',
        "not json",
        '{"schema": ' + "1" * 5000 + "}",
        '{"schema": NaN}',
        "[" * 99_999,
    ],
)
def test_a_json_that_is_no_result_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_result(tmp_path / "a.json")
    assert "a.json" in error.value.where


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".json"])
def test_earlier_teams_are_read_from_every_kind_of_file(
    result: Result, tmp_path: Path, ending: str
) -> None:
    write_result(result, tmp_path / f"a{ending}")
    assert read_earlier(tmp_path / f"a{ending}")[NIPS[3]] == "Putih"


def test_a_file_that_exists_stays_unless_forced(result: Result, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="exists"):
        write_result(result, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "mine"
    write_result(result, tmp_path / "a.csv", force=True)
    assert "Merah" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("name", ["a.docx", "a", "nowhere/a.csv"])
def test_a_target_that_cannot_be_is_refused_before_writing(
    result: Result, tmp_path: Path, name: str
) -> None:
    with pytest.raises(InputError):
        write_result(result, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_writer_that_fails_leaves_nothing_behind(
    result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(_: Result, path: Path) -> None:
        path.write_text("half", encoding="utf-8")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("grouping.files.write.list_csv.write_csv", half)
    with pytest.raises(InputError, match="No space left"):
        write_result(result, tmp_path / "a.csv")
    assert list(tmp_path.iterdir()) == []
