"""Files for learning platforms and meeting tools, read back as their documentation says."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from grouping import InputError, Problem
from grouping.cli import main
from grouping.files.write.bigbluebutton_groups import write_bigbluebutton
from grouping.files.write.canvas_groups import write_canvas
from grouping.files.write.moodle_groups import write_moodle_groups, write_moodle_members
from grouping.files.write.team_messages import write_messages
from grouping.scoring.meeting_counts import Encounters

TEAM = [[1, 0, 1, 0], [0, 0, 1, 1]]


def event(rounds: int = 1, header: str = "Email", teams: tuple[str, ...] = ("Red", "Blue"), **more):
    rows = [{"nama": f"P{k}, S.E.", header: more.get(f"p{k}", f"p{k}@x.example")} for k in range(4)]
    problem = Problem.of(rows, name="nama", teams=list(teams), rounds=rounds)
    return Encounters(problem, np.array(TEAM[:rounds], dtype=np.int32))


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("header", "key"),
    [("Email", "login_id"), ("SIS User ID", "user_id"), ("SIS Login ID", "login_id")],
)
def test_canvas_is_given_its_own_key_and_one_row_a_person(tmp_path, header, key):
    done = write_canvas(event(header=header), tmp_path / "c.csv")
    rows = table(tmp_path / "c.csv")
    assert set(rows[0]) == {key, "group_name"}
    groups = {row[key]: row["group_name"] for row in rows}
    assert groups == {f"p{k}@x.example": ("Red", "Blue")[TEAM[0][k]] for k in range(4)}
    assert "skips whom it does not find" in done.notes[0]


def test_every_round_has_a_file_and_who_has_no_key_is_named(tmp_path):
    done = write_canvas(event(2, p1=""), tmp_path / "c.csv")
    assert [path.name for path in done.paths] == ["c-1.csv", "c-2.csv"]
    assert any("P1, S.E." in note for note in done.notes)
    assert len(table(tmp_path / "c-2.csv")) == 3


def test_a_shared_key_is_refused(tmp_path):
    with pytest.raises(InputError, match="have the same"):
        write_canvas(event(p1="p0@x.example"), tmp_path / "c.csv")
    assert not list(tmp_path.iterdir())


def test_moodle_has_no_column_that_it_does_not_know(tmp_path):
    allowed = {"groupname", "groupidnumber", "description", "enrolmentkey", "groupingname"}
    write_moodle_groups(event(2), tmp_path / "m.csv")
    rows = table(tmp_path / "m.csv")
    assert set(rows[0]) <= allowed
    assert [row["groupname"] for row in rows] == [
        "round 1: Red",
        "round 1: Blue",
        "round 2: Red",
        "round 2: Blue",
    ]
    assert {row["groupingname"] for row in rows} == {"round 1", "round 2"}
    write_moodle_groups(event(), tmp_path / "one.csv")
    assert table(tmp_path / "one.csv") == [{"groupname": "Red"}, {"groupname": "Blue"}]


def test_a_team_called_by_a_number_alone_is_refused_for_moodle(tmp_path):
    with pytest.raises(InputError, match="takes the group name '1'"):
        write_moodle_groups(event(teams=("1", "2")), tmp_path / "m.csv")


def test_members_of_moodle_name_the_course_before_each_group(tmp_path):
    write_moodle_members(event(2), tmp_path / "u.csv", course="RETRET")
    row = table(tmp_path / "u.csv")[0]
    assert list(row) == ["username", "course1", "group1", "course2", "group2"]
    assert list(row.values()) == [
        "p0@x.example",
        "RETRET",
        "round 1: Blue",
        "RETRET",
        "round 2: Red",
    ]
    with pytest.raises(InputError, match="groups of a course"):
        write_moodle_members(event(), tmp_path / "v.csv")


def test_groups_of_bigbluebutton_are_strict_json(tmp_path):
    write_bigbluebutton(event(), tmp_path / "b.json", user_id="Email")
    groups = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))
    assert groups == [
        {"id": "1", "name": "Red", "roster": ["p1@x.example", "p3@x.example"]},
        {"id": "2", "name": "Blue", "roster": ["p0@x.example", "p2@x.example"]},
    ]


def test_messages_have_a_block_for_each_team(tmp_path):
    write_messages(event(), tmp_path / "t.txt")
    text = (tmp_path / "t.txt").read_text(encoding="utf-8")
    assert text == (
        "*Red* (2 people)\n1. P1, S.E.\n2. P3, S.E.\n\n"
        "*Blue* (2 people)\n1. P0, S.E.\n2. P2, S.E.\n"
    )


def test_print_writes_them_for_a_result(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = ["Nama,Email", *(f"P{k},p{k}@x.example" for k in range(6))]
    Path("p.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    run = CliRunner()
    made = run.invoke(main, ["solve", "p.csv", "--teams", "2", "-q", "-o", "k.json"])
    assert made.exit_code == 0, made.output
    done = run.invoke(main, ["print", "k.json", "--canvas", "c.csv", "--messages", "t.txt"])
    assert done.exit_code == 0, done.output
    assert len(table(Path("c.csv"))) == 6
    assert Path("t.txt").exists()
