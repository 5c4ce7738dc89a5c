"""The table [rounds] of a plan: attendance, names, and the teams of each round."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grouping import InputError, Problem
from grouping.files.plan_file import read_plan

Asked = Callable[..., Problem]


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    """Return a function that reads a plan for 23 people of two groups."""
    rows = [f"p{k},Orang {k},{'AB'[k % 2]}" for k in range(23)]
    (tmp_path / "list.csv").write_text("\n".join(["id,nama,grup", *rows]), encoding="utf-8")

    def read(rounds: str, teams: str = "count = 4") -> Problem:
        text = f'[roster]\nfile = "list.csv"\n[teams]\n{teams}\n{rounds}'
        (tmp_path / "plan.toml").write_text(text, encoding="utf-8")
        return read_plan(tmp_path / "plan.toml").read()[0]

    return read


def sizes(problem: Problem) -> list[list[int]]:
    return [one.teams.planned(one.n).tolist() for one in problem.by_round]


def test_rounds_have_names(asked: Asked) -> None:
    problem = asked('[rounds]\nnames = ["Pagi", "Siang"]\n[[rounds.round]]\nnumber=2\nname="Sore"')
    assert problem.rounds == 2
    assert problem.round_names == ("Pagi", "Sore")


def test_the_teams_of_a_round_are_the_first_of_the_plan(asked: Asked) -> None:
    problem = asked(
        "[rounds]\ncount = 3\n[[rounds.round]]\nnumber = 2\nteams = 2\n"
        "[[rounds.round]]\nnumber = 3\nteams = 5",
        'names = ["Merah", "Putih", "Hijau"]',
    )
    assert problem.teams_by_round[1].names == ("Merah", "Putih")
    assert problem.teams.names == ("Merah", "Putih", "Hijau", "Kelompok 4", "Kelompok 5")
    assert sizes(problem) == [[8, 8, 7], [12, 11], [5, 5, 5, 4, 4]]


def test_a_size_holds_in_every_round_however_many_come(asked: Asked) -> None:
    problem = asked(
        '[rounds]\ncount = 3\n[[rounds.round]]\nnumber = 2\nonly = { grup = "A" }\n'
        '[[rounds.round]]\nnumber = 3\nabsent = ["Orang 0", "p1", "p2"]\nsize = 4',
        "size = 6",
    )
    assert sizes(problem) == [[6, 6, 6, 5], [6, 6], [4, 4, 4, 4, 4]]
    assert problem.teams.names[:4] == problem.teams_by_round[0].names


def test_teams_of_some_rounds_only_have_fixed_sizes_if_they_have_in_each(asked: Asked) -> None:
    problem = asked(
        "[rounds]\ncount = 3\n[[rounds.round]]\nnumber = 2\nteams = 5\n"
        "[[rounds.round]]\nnumber = 3\nteams = 5\nonly = { grup = 'A' }"
    )
    assert problem.teams.low.tolist() == problem.teams.high.tolist() == [6, 6, 6, 5, 4]


@pytest.mark.parametrize("absent", range(1, 12))
def test_nobody_is_left_over_for_a_tiny_team(asked: Asked, absent: int) -> None:
    who = ", ".join(f'"p{k}"' for k in range(absent))
    for teams in ("count = 4", "size = 6"):
        problem = asked(f"[rounds]\ncount = 2\n[[rounds.round]]\nnumber = 2\nabsent=[{who}]", teams)
        for held in sizes(problem):
            assert max(held) - min(held) <= 1


def test_a_round_may_list_its_seats(asked: Asked) -> None:
    problem = asked(
        "[rounds]\ncount = 2\n[[rounds.round]]\nnumber = 2\n"
        '[[rounds.round.team]]\nname = "Aula"\nseats = 20\n'
        '[[rounds.round.team]]\nname = "Kelompok 2"\nlow = 2\nhigh = 3'
    )
    assert problem.teams_by_round[1].names == ("Aula", "Kelompok 2")
    assert len(problem.teams) == 5
    assert sizes(problem)[1] == [3, 20]  # in the order of the plan's teams


def test_equal_rounds_state_no_teams_of_their_own(asked: Asked) -> None:
    problem = asked("[rounds]\ncount = 3")
    assert problem.teams_by_round == ()
    assert problem.present is None
    assert problem.by_round[0] is problem.by_round[2]


def test_new_faces_are_added_unless_the_plan_says_no(asked: Asked) -> None:
    kinds = [rule.kind for rule in asked("[rounds]\ncount = 2").rules]
    assert kinds == ["new_faces"]
    assert asked("[rounds]\ncount = 2").rules[0].source == "added: several rounds"
    assert asked("[rounds]\ncount = 2\nnew_faces = false").rules == ()
    own = asked('[rounds]\ncount = 2\n[[rule]]\nkind = "new_faces"\nmost = 2').rules
    assert [rule.to_dict() for rule in own] == [{"kind": "new_faces", "most": 2, "must": False}]
    assert asked("").rules == ()


@pytest.mark.parametrize(
    ("rounds", "message"),
    [
        ("[rounds]\ncount = 0", "number of rounds, not 0"),
        ("[rounds]\ncount = true", "number of rounds, not True"),
        ("[rounds]\nattendance = 'grup'", "how many rounds"),
        ("[rounds]\ncount = 2\nnames = ['Pagi']", "1 names for 2 rounds"),
        ("[rounds]\ncount = 2\nnames = ['Pagi', 'pagi']", "called the same"),
        ("[rounds]\ncont = 2", "'cont' is not a key"),
        ("[rounds]\ncount = 2\nnew_faces = 2", "true or false"),
        ("[rounds]\ncount = 2\n[rounds.round]\nnumber = 1", "must be tables"),
        ("[rounds]\ncount = 2\n[[rounds.round]]\nteams = 2", "does not say which round"),
        ("[rounds]\ncount = 2\n[[rounds.round]]\nnumber = 3", "there is no round 3"),
        ("[rounds]\ncount = 2\n[[rounds.round]]\nnumber = 1\ntams = 3", "'tams' is not a key"),
        ("[rounds]\ncount=2\n[[rounds.round]]\nnumber=1\n[[rounds.round]]\nnumber=1", "two tables"),
        ("[rounds]\ncount = 2\n[[rounds.round]]\nnumber = 1\nteams = 2\nsize = 3", "both 'count'"),
        ("[rounds]\ncount = 2\n[[rounds.round]]\nnumber = 1\nteams = 40", "cannot fill 40 teams"),
        ("[rounds]\ncount=2\n[[rounds.round]]\nnumber=2\nabsent=['Orang 99']", "'Orang 99'"),
        ("[rounds]\ncount = 2\n[[rounds.round]]\nnumber = 2\nabsent = 3", "must be names"),
        ("[rounds]\ncount = 2\n[[rounds.round]]\nnumber = 2\nonly = 'A'", "must be a condition"),
        ("[rounds]\ncount = 2\n[[rounds.round]]\nnumber=2\nonly={grup='C'}", "nobody has 'C'"),
        ("[rounds]\ncount = 2\n[[rounds.round]]\nnumber=2\nonly={nama='Orang 1'}", "1 people come"),
        ("[rounds]\ncount = 2\n[[rule]]\nkind='spread'\ncolumn='grup'\nrounds=[3]", "no round 3"),
        ("[[history]]\nweight = 1", "names no file"),
        ("[[history]]\nfile = 'x.csv'\nweight = 'half'", "'weight' must be a number"),
        ("[[history]]\nfile = 'list.csv'\nweight = 0", "weight = 0"),
        ("[[history]]\nfile = 'nowhere.csv'", "no such file"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(asked: Asked, rounds: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as error:
        asked(rounds)
    assert error.value.where
