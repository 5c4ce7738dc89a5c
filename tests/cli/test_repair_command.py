import csv
import json
import re

import pytest


@pytest.fixture
def result(run, roster):
    words = ("--teams", 3, "--spread", "agency", "--balance", "age", "--steps", 20000)
    made = run("solve", roster, *words, "--threads", 1, "-o", "kelompok.json", "-o", "kelompok.csv")
    assert made.exit_code == 0
    return "kelompok.json"


@pytest.fixture
def repair(run, result):
    return lambda *words: run(
        "repair", result, "--seconds", 0.4, "--curve", 2, "--threads", 1, *words
    )


def _teams(file):
    with open(file, encoding="utf-8-sig") as stream:
        return {row["id"]: row["team"] for row in csv.DictReader(stream)}


@pytest.mark.slow
def test_a_repair_writes_teams_the_list_of_moves_and_slips_of_those_concerned(repair, tmp_path):
    (tmp_path / "late.csv").write_text("id,name,agency,gender,age\nz1,Baru,A,L,44\n")
    done = repair(
        *("--absent", "Peserta 1; Peserta 2", "--late", "late.csv", "--list", "moves.csv"),
        *("-o", "r.json", "-o", "r.csv", "-o", "r.xlsx", "--pdf", "slips.pdf"),
    )
    assert done.exit_code == 0, done.output
    before, after = _teams(tmp_path / "kelompok.csv"), _teams(tmp_path / "r.csv")
    assert after.pop("p1") == after.pop("p2") == ""
    assert after.pop("z1") != ""
    assert all(before[who] == team for who, team in after.items())
    stored = json.loads((tmp_path / "r.json").read_text())["repair"]
    assert (stored["moves"], stored["fewest"]["proven"]) == (0, True)
    assert stored["of"]["file"] == "kelompok.json"
    with (tmp_path / "moves.csv").open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["id"], row["change"]) for row in rows] == [
        ("z1", "new"),
        ("p1", "gone"),
        ("p2", "gone"),
    ]
    assert (tmp_path / "slips.pdf").stat().st_size > 0
    assert "Nobody who stays has to move: proven." in done.output
    assert "wrote r.xlsx" in done.output


def test_a_pair_that_must_be_parted_is_parted_and_the_reason_is_shown(repair, run, tmp_path):
    teams = _teams(tmp_path / "kelompok.csv")
    one, other = next((a, b) for a in teams for b in teams if a < b and teams[a] == teams[b])
    done = repair("--apart", f"{one}; {other}", "-o", "r.csv")
    assert done.exit_code == 0, done.output
    after = _teams(tmp_path / "r.csv")
    assert after[one] != after[other]
    assert sum(teams[who] != after[who] for who in teams) == 2
    assert re.search(r"2 moves are needed for the must rules: proven fewest", done.output)
    assert "must rule" in done.output


def test_a_repaired_result_can_be_checked_and_repaired_again(repair, run):
    assert repair("--absent", "p1", "-o", "r.json").exit_code == 0
    assert run("check", "r.json").exit_code == 0
    again = run("repair", "r.json", "--late", "p1", "--seconds", 0.3, "-o", "again.csv")
    assert again.exit_code == 0, again.output


def test_a_list_is_repaired_by_the_plan_of_its_result(run, result):
    words = ("--plan", result, "--absent", "p1", "--seconds", 0.3)
    assert run("repair", "kelompok.csv", *words).exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--absent", "Peserta 11x"), "did you mean 'Peserta 11'"),
        (("--absent", "Budi Santoso"), "2 people are called 'Budi Santoso'"),
        (("--absent", "absent.csv"), "there is no such file"),
        (("--absent", "p1 = x"), "does not say which rounds are meant"),
        (("--late", "late.xlsx"), "there is no such file"),
        (("--late", "p1"), "has a team already"),
        (("--lock", "Team 33", "--absent", "p1"), "no team and no person called 'Team 33'"),
        (("--done", "4", "--absent", "p1"), "does not say which rounds have been held"),
        (("--done", "1", "--absent", "p1"), "every round has been held"),
        (("--absent", "p1", "--list", "moves.txt"), "has to end in .csv"),
        (("--keep", "kelompok.csv"), "keeps the earlier teams by itself"),
        ((), "nothing has changed"),
    ],
)
def test_what_cannot_be_understood_is_said_and_nothing_is_written(repair, tmp_path, words, said):
    done = repair(*words, "-o", "r.json")
    assert done.exit_code == 2
    assert said in done.output
    assert not (tmp_path / "r.json").exists()


def test_a_file_that_exists_is_not_replaced_unasked(repair, tmp_path):
    done = repair("--absent", "p1", "-o", "kelompok.csv")
    assert done.exit_code == 2
    assert _teams(tmp_path / "kelompok.csv")["p1"]


def test_a_repair_speaks_indonesian(repair):
    done = repair("--absent", "p1", "--lang", "id")
    assert "Tidak ada peserta" in done.output
    assert "tidak hadir" in done.output
