"""Labels of teams in a list are read as one set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grouping import InputError, Problem, Teams, score
from grouping.bench.other_programs import read_answer
from grouping.files.read.team_lists import read_list

N, M = 9, 3
ANSWER = [0, 0, 1, 1, 2, 2, 0, 1, 2]


def instance(names: list[str], rules: list[dict[str, Any]] | None = None) -> Problem:
    distances = [[abs(i - j) for j in range(N)] for i in range(N)]
    rules = rules or [{"kind": "distance", "matrix": distances}]
    teams = Teams(tuple(names), np.full(M, 2), np.full(M, 5))
    people = [{"id": str(i), "name": str(i), "Choice 1": "a"} for i in range(N)]
    return Problem.of(people, id="id", name="name", teams=teams, rules=rules)


def listed(folder: Path, labels: list[str]) -> Path:
    path = folder / "answer.csv"
    lines = [f"{i},{labels[g]}" for i, g in enumerate(ANSWER)]
    path.write_text("id,team\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("names", [["0", "1", "2"], ["Team 1", "Team 2", "Team 3"]])
@pytest.mark.parametrize(
    ("labels", "said"),
    [
        (["1", "2", "3"], "numbered from 1"),
        (["0", "1", "2"], "numbered from 0"),
        (["A", "B", "C"], "all alike"),
        (["Kelas 7", "Kelas 8", "Kelas 9"], "all alike"),
        (["10", "20", "30"], "all alike"),
        (["2", "3", "4"], "all alike"),
    ],
)
def test_a_list_with_labels_of_its_own_keeps_its_groups(
    tmp_path: Path, names: list[str], labels: list[str], said: str
) -> None:
    problem = instance(names)
    found, notes = read_list(listed(tmp_path, labels), problem)
    assert found[0].tolist() == ANSWER
    assert read_answer(tmp_path / "answer.csv", problem).tolist() == found.tolist()
    assert score(problem, found).value == score(problem, np.array(ANSWER)).value
    by_itself = labels == names or (labels[0] == "1" and names[0] == "Team 1")
    assert [said in note.text for note in notes] == ([] if by_itself else [True])


def test_a_list_without_the_last_team_or_the_first_is_read_by_what_can_be_meant(
    tmp_path: Path,
) -> None:
    problem, path = instance(["0", "1", "2"]), tmp_path / "a.csv"
    for labels, wanted in ((["1", "2"], [1, 2]), (["2", "3"], [1, 2]), (["1", "3"], [0, 2])):
        rows = [f"{i},{labels[i % 2]}" for i in range(N)]
        path.write_text("id,team\n" + "\n".join(rows), encoding="utf-8")
        found, _notes = read_list(path, problem)
        assert found[0].tolist() == [wanted[i % 2] for i in range(N)]


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "pin", "people": ["0"], "teams": ["Team 2"]},
        {"kind": "keep", "earlier": {"0": "Team 2"}},
        {"kind": "at_least", "count": 1, "where": {"Choice 1": "a"}, "teams": ["Team 2"]},
    ],
)
def test_where_it_matters_which_team_is_which_strange_labels_are_refused(
    tmp_path: Path, rule: dict[str, Any]
) -> None:
    problem = instance(["Team 1", "Team 2", "Team 3"], [rule])
    with pytest.raises(InputError, match="there is no team 'A'"):
        read_list(listed(tmp_path, ["A", "B", "C"]), problem)


def test_a_slip_of_the_keyboard_is_no_team_of_its_own(tmp_path: Path) -> None:
    problem = instance(["Team 1", "Team 2", "Team 3"])
    with pytest.raises(InputError, match="there is no team 'Taem 3'"):
        read_list(listed(tmp_path, ["Team 1", "Team 2", "Taem 3"]), problem)
