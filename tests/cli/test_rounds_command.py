"""Several rounds on the command line: the worked example, the options, and judging lists."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import INSTANCES, Run

RETREAT = INSTANCES / "retreat-rounds"
FAST = ("--engine", "local", "--steps", 200_000, "--threads", 1)


@pytest.fixture(scope="module")
def retreat(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], str, Path]:
    """The result of the worked example, what was said, and the file."""
    from click.testing import CliRunner

    from grouping.cli import main

    path = tmp_path_factory.mktemp("retreat") / "kelompok.json"
    words = ["solve", RETREAT / "rounds.toml", *FAST, "-o", path]
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return json.loads(path.read_text(encoding="utf-8")), result.stderr, path


def rows_of(name: str) -> list[dict[str, str]]:
    with (RETREAT / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def days_of(cell: str) -> set[int]:
    """Read the cells of the example, which are few, in the plainest way."""
    numbers = [int(digit) for digit in re.findall(r"\d", cell)]
    if cell == "semua":
        return {1, 2, 3}
    return set(range(numbers[0], numbers[1] + 1)) if "-" in cell else set(numbers)


def test_the_mayor_leads_the_first_team_every_day(
    retreat: tuple[dict[str, Any], str, Path],
) -> None:
    stored, _, _ = retreat
    mayor = stored["roster"]["ids"].index("WK-1")
    assert [team[mayor] for team in stored["assignment"]] == [0, 0, 0]


def test_everybody_has_a_team_on_just_the_days_they_come(
    retreat: tuple[dict[str, Any], str, Path],
) -> None:
    stored, _, _ = retreat
    for i, row in enumerate(rows_of("peserta.csv")):
        days = days_of(row["Hadir"])
        if row["Nama"].startswith("Dra. Esti Elok"):
            days.discard(3)
        placed = {r for r, team in enumerate(stored["assignment"], 1) if team[i] is not None}
        assert placed == days, row["Nama"]


def test_teams_of_a_day_differ_by_at_most_one_person(
    retreat: tuple[dict[str, Any], str, Path],
) -> None:
    stored, _, _ = retreat
    counts = []
    for team in stored["assignment"]:
        here = [g for g in team if g is not None]
        held = [here.count(g) for g in set(here)]
        assert max(held) - min(held) <= 1
        counts.append(len(held))
    assert counts[2] == 6
    assert counts[0] > 6


def test_every_camat_meets_the_mayor(retreat: tuple[dict[str, Any], str, Path]) -> None:
    stored, _, _ = retreat
    for i, row in enumerate(rows_of("peserta.csv")):
        if row["Jabatan"] == "Camat":
            assert any(team[i] == 0 for team in stored["assignment"])


def test_fewer_meet_again_than_by_chance(retreat: tuple[dict[str, Any], str, Path]) -> None:
    stored, said, _ = retreat
    met = next(share for share in stored["score"]["rules"] if share["kind"] == "new_faces")
    assert met["cost"] < met["random"] / 2
    assert "kelompok-2024.csv: 4 of 54 people are not in this roster" in said
    assert "4 of 48 people are not in this roster" in said
    assert "wish for new faces was added" not in said  # the plan states it


def test_a_meeting_counts_by_the_weight_of_its_event(
    retreat: tuple[dict[str, Any], str, Path],
) -> None:
    stored, _, _ = retreat
    one, other = stored["plan"]["history"]
    assert (one["weight"], other["weight"]) == (1.0, 0.5)
    ids = stored["roster"]["ids"]
    listed = {row["NIP"]: row for row in rows_of("kelompok-2024.csv")}
    there = [ids[i] for i in one["people"]]
    assert set(there) == set(listed) & set(ids)
    for r, column in enumerate(("Putaran 1", "Putaran 2")):
        labels = [listed[who][column] for who in there]
        numbers = one["teams"][r]
        assert [not label for label in labels] == [g is None for g in numbers]
        pairs = {(label, g) for label, g in zip(labels, numbers, strict=True) if label}
        assert len(pairs) == len({label for label, _ in pairs}) == len({g for _, g in pairs})


def test_the_result_of_several_rounds_is_judged_alike(
    run: Run, retreat: tuple[dict[str, Any], str, Path]
) -> None:
    stored, _, path = retreat
    result = run("check", path)
    assert result.exit_code == 0, result.output
    share = next(s for s in stored["score"]["rules"] if s["kind"] == "new_faces")
    assert share["reached"][0] in result.stdout


def hand_made(path: Path, stored: dict[str, Any], change: dict[tuple[str, int], str]) -> None:
    """Write a list as people would, some cells changed: (id, round) -> text."""
    teams, roster = stored["plan"]["teams"]["names"], stored["roster"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name", "round1", "round2", "round3"])
        for i, (who, name) in enumerate(zip(roster["ids"], roster["names"], strict=True)):
            places = [team[i] for team in stored["assignment"]]
            cells = ["" if g is None else teams[g] for g in places]
            cells = [change.get((who, r), cell) for r, cell in enumerate(cells, 1)]
            writer.writerow([who, name, *cells])


def test_a_list_of_several_rounds_is_judged_by_plan_and_by_result(
    run: Run, tmp_path: Path, retreat: tuple[dict[str, Any], str, Path]
) -> None:
    stored, _, path = retreat
    hand_made(tmp_path / "list.csv", stored, {})
    for plan in (RETREAT / "rounds.toml", path):
        result = run("check", "list.csv", "--plan", plan)
        assert result.exit_code == 0, result.output
        assert "than before" not in result.stderr


def test_a_list_that_moves_the_mayor_breaks_a_must_rule(
    run: Run, tmp_path: Path, retreat: tuple[dict[str, Any], str, Path]
) -> None:
    stored, _, path = retreat
    hand_made(tmp_path / "list.csv", stored, {("WK-1", 2): "Kelompok 2"})
    result = run("check", "list.csv", "--plan", path)
    assert result.exit_code == 1, result.output
    assert "broken: WK-1 on Kelompok 1" in result.stderr
    assert "1 person is on another team than before" in result.stderr


def test_a_list_that_disagrees_with_the_attendance_is_refused_by_cell(
    run: Run, tmp_path: Path, retreat: tuple[dict[str, Any], str, Path]
) -> None:
    stored, _, _ = retreat
    gone = next(i for i, g in enumerate(stored["assignment"][2]) if g is None)
    who = stored["roster"]["ids"][gone]
    cases: list[tuple[dict[tuple[str, int], str], str]] = [
        ({("WK-1", 2): ""}, "in Hari 2 (row 2, column 'round2')"),
        ({(who, 3): "Kelompok 1"}, f"take part in it: row {gone + 2}, column 'round3'"),
    ]
    for change, words in cases:
        hand_made(tmp_path / "list.csv", stored, change)
        result = run("check", "list.csv", "--plan", RETREAT / "rounds.toml")
        assert result.exit_code == 2, result.output
        assert words in result.stderr


def test_options_ask_for_rounds(run: Run, roster: Path, tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("id,team\np0,A\np1,A\np2,B\nx9,B\n", encoding="utf-8")
    words = ["--teams", 3, "--rounds", 3, "--history", "old.csv=0.5", "--history", "old.csv"]
    words += ["--new-faces", "--new-team", 2, "--stay", "agency = A & gender = P", "--stay", "p1"]
    words += [
        "--meet",
        "p4; p5",
        "--absent",
        "p8; Ir. Peserta 9, M.Si = 2",
        "--absent",
        "p10 = 1,3",
    ]
    result = run("solve", roster, *FAST, *words, "-o", "a.json")
    assert result.exit_code in (0, 1), result.output
    plan = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["plan"]
    assert plan["rounds"] == 3
    assert plan["absent"] == [[10], [8, 9], [10]]
    assert [event["weight"] for event in plan["history"]] == [0.5, 1.0]
    stated = [{k: v for k, v in r.items() if k not in ("source", "must")} for r in plan["rules"]]
    assert stated == [
        {"kind": "new_faces"},
        {"kind": "new_team", "most": 2},
        {"kind": "stay", "where": {"agency": "A", "gender": "P"}},
        {"kind": "stay", "people": ["p1"]},
        {"kind": "meet", "people": ["p4", "p5"]},
    ]


def test_options_add_to_the_rounds_of_a_plan(run: Run, plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    (tmp_path / "old.csv").write_text("id,team\np0,A\np1,A\n", encoding="utf-8")
    rounds = '[rounds]\ncount = 2\n[[rounds.round]]\nnumber = 2\nteams = 2\nabsent = "p5"\n'
    text = plan.read_text(encoding="utf-8").replace('"roster.csv"', '"../roster.csv"') + rounds
    (folder / "plan.toml").write_text(text, encoding="utf-8")
    # a file of an option is looked for here, not beside the plan
    words = ["--absent", "p6 = 2", "--history", "old.csv"]
    result = run("solve", folder / "plan.toml", *FAST, *words, "-o", "a.json")
    assert result.exit_code == 0, result.output
    stored = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert stored["plan"]["absent"] == [[], [5, 6]]
    assert max(g for g in stored["assignment"][1] if g is not None) == 1
    assert len(stored["plan"]["history"]) == 1
    assert "the wish for new faces was added" in result.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--new-faces", "some"), "not a number of times"),
        (("--absent", "p1"), "who is absent from which round"),
        (("--absent", "p1 = 9"), "there is no round 9"),
        (("--absent", "nobody = 1"), "nobody is called 'nobody'"),
        (("--history", "nowhere.csv"), "no such file"),
        (("--history", "roster.csv=x"), "no such file"),
        (("--history", "roster.csv=99"), "no column with teams"),
        (("--meet", "p1"), "names no two people"),
    ],
)
def test_what_options_say_wrong_is_refused(
    run: Run, roster: Path, words: tuple[str, ...], message: str
) -> None:
    result = run("solve", roster, "--teams", 3, "--rounds", 2, *words)
    assert result.exit_code == 2, result.output
    assert message in result.stderr


def test_an_earlier_list_is_never_written_over(run: Run, roster: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.csv"
    old.write_text("id,team\np0,A\np1,A\n", encoding="utf-8")
    words = ["--teams", 3, "--history", "old.csv=0.5", "-o", "old.csv", "--force"]
    result = run("solve", roster, *words)
    assert result.exit_code == 2
    assert "this file is read" in result.stderr
    assert old.read_text(encoding="utf-8").startswith("id,team")


def test_earlier_events_count_in_one_round_too(run: Run, roster: Path, tmp_path: Path) -> None:
    rows = [f"p{k},Team {k // 4}" for k in range(12)]
    (tmp_path / "old.csv").write_text("\n".join(["id,team", *rows]), encoding="utf-8")
    run("solve", roster, "--teams", 4, *FAST, "--history", "old.csv", "-o", "a.json")
    stored = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    met = {(k // 4, g) for k, g in enumerate(stored["assignment"][0])}
    assert len(met) == 12  # nobody again with anybody of then
    assert stored["plan"]["rules"][0]["source"] == "added: earlier events"


def test_the_parts_of_a_starter_plan_about_rounds_work_without_their_marks(
    run: Run, roster: Path, tmp_path: Path
) -> None:
    text = roster.read_text(encoding="utf-8").replace("gender,age", "gender,Hadir", 1)
    lines = [re.sub(r",\d+$", ",semua", line) for line in text.splitlines()]
    roster.write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "teams-last-year.csv").write_text("id,team\np0,A\np1,A\n", encoding="utf-8")
    assert run("init", roster, "-o", "plan.toml").exit_code == 0
    plan = (tmp_path / "plan.toml").read_text(encoding="utf-8")
    begin, end = plan.index("#[rounds]"), plan.index("\n\n", plan.index("#[[history]]"))
    part = "\n".join(line.removeprefix("#") for line in plan[begin:end].split("\n"))
    part = re.sub(r"^ (?=[AWa-z])", "# ", part, flags=re.MULTILINE)
    part = part.replace("last-year.xlsx", "last-year.csv")
    (tmp_path / "plan.toml").write_text(plan[:begin] + part + plan[end:], encoding="utf-8")
    result = run("solve", "plan.toml", *FAST, "-o", "a.json")
    assert result.exit_code == 0, result.output
    stored = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert stored["plan"]["round_names"] == ["Day 1", "Day 2", "Day 3"]
    assert stored["plan"]["absent"] == [[], [11], []]


@pytest.mark.parametrize("words", [("--rounds", 2), ("--history", "old.csv")])
def test_a_benchmark_instance_takes_no_rounds_of_ours(
    run: Run, tmp_path: Path, words: tuple[object, ...]
) -> None:
    (tmp_path / "old.csv").write_text("id,team\n0,A\n1,A\n", encoding="utf-8")
    result = run("solve", INSTANCES / "mdgp" / "geo-30-ds.txt", *words)
    assert result.exit_code == 2
    assert f"an instance has no '{str(words[0])[2:]}'" in result.stderr
