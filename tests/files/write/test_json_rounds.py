"""JSON results with rounds, absences, teams by round and earlier events."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grouping import InputError, Problem, Roster, read_result, write_result
from grouping.files.result_form import fingerprints
from grouping.files.write.result_json import result_to_dict
from grouping.problem.past_events import Earlier
from grouping.problem.registry import rule_from_dict
from grouping.problem.teams import Teams
from grouping.solving.solve import Result, judged

FOUR = Teams(("A", "B", "C"), np.array([2, 2, 2]), np.array([2, 2, 2]))
TWO = Teams(("A", "C"), np.array([2, 2]), np.array([3, 3]))


@pytest.fixture
def result() -> Result:
    """Six people: three rounds, two who miss one, a round with fewer teams, an earlier event."""
    roster = Roster(tuple("abcdef"), tuple("ABCDEF"), source="people.csv")
    present = np.ones((3, 6), dtype=bool)
    present[1, 5] = present[2, 0] = False
    event = Earlier("2024.xlsx", np.array([[0, 0, 1, 1, -1, -1], [0, -1, 0, -1, -1, -1]]), 0.5)
    rules = [{"kind": "apart", "people": ["a", "b"], "rounds": [1, 3]}, {"kind": "new_faces"}]
    problem = Problem(
        roster,
        FOUR,
        tuple(rule_from_dict(rule) for rule in rules),
        3,
        present,
        (FOUR, TWO, FOUR),
        (event,),
        ("Pagi", "Siang", "Sore"),
    )
    team = [[0, 1, 2, 0, 1, 2], [0, 0, 0, 2, 2, -1], [-1, 0, 0, 1, 1, 2]]
    return judged(problem, np.array(team, dtype=np.int32))


def test_everything_asked_is_read_back(result: Result, tmp_path: Path) -> None:
    write_result(result, tmp_path / "a.json")
    problem, assignment, stored = read_result(tmp_path / "a.json")
    asked = result.problem
    assert (assignment == result.assignment).all()
    assert problem.round_names == asked.round_names
    assert problem.present is not None
    assert asked.present is not None
    assert (problem.present == asked.present).all()
    for one, other in zip(problem.teams_by_round, asked.teams_by_round, strict=True):
        assert one.names == other.names
        assert (one.low == other.low).all()
        assert (one.high == other.high).all()
    (event,) = problem.history
    assert (event.team == asked.history[0].team).all()
    assert (event.source, event.weight) == ("2024.xlsx", 0.5)
    assert [r.to_dict() for r in problem.rules] == [r.to_dict() for r in asked.rules]
    assert stored["schema"] == 1


def test_it_can_be_judged_again_without_the_earlier_files(result: Result, tmp_path: Path) -> None:
    write_result(result, tmp_path / "a.json")
    problem, assignment, stored = read_result(tmp_path / "a.json")
    again = judged(problem, assignment).score
    assert again.soft == result.score.soft == stored["score"]["soft"]
    # the event costs something: without it the score is another
    free = judged(replace(problem, history=()), assignment).score
    assert free.rules[1].cost * again.rules[1].unit != again.rules[1].cost * free.rules[1].unit


@st.composite
def anything(draw: st.DrawFn) -> Result:
    """A judged answer to a random problem of several rounds."""
    n, rounds = draw(st.integers(4, 8)), draw(st.integers(2, 3))
    roster = Roster(tuple(f"p{i}" for i in range(n)), tuple(f"N{i}" for i in range(n)))
    absent = draw(st.lists(st.integers(0, n - 4), min_size=rounds, max_size=rounds))
    present = np.array([np.arange(n) >= gone for gone in absent])
    own = [Teams.of_count(n - gone, draw(st.integers(1, 3))) for gone in absent]
    earlier = np.array(draw(st.lists(st.integers(-1, 2), min_size=2 * n, max_size=2 * n)))
    event = Earlier("old.csv", earlier.reshape(2, n).astype(np.int32), draw(st.floats(0.01, 10)))
    problem = Problem(
        roster,
        Teams.of_count(n, 3),
        (rule_from_dict({"kind": "new_faces"}), rule_from_dict({"kind": "stay", "must": False})),
        rounds,
        present if draw(st.booleans()) or any(absent) else None,
        tuple(own) if draw(st.booleans()) else (),
        (event,) if draw(st.booleans()) else (),
        tuple(f"Hari {r}" for r in range(rounds)) if draw(st.booleans()) else (),
    )
    team = np.full((rounds, n), -1, dtype=np.int32)
    for r, one in enumerate(problem.by_round):
        places = np.repeat(one.places, one.seats)
        team[r, one.people] = draw(st.permutations(places.tolist()))
    return judged(problem, team)


@given(anything())
@settings(max_examples=30)
def test_any_result_reads_back_as_itself(result: Result) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.json"
        write_result(result, path)
        problem, assignment, stored = read_result(path)
    assert (assignment == result.assignment).all()
    again = judged(problem, assignment)
    assert [share.cost for share in again.score.rules] == [s.cost for s in result.score.rules]
    assert result_to_dict(again)["fingerprints"] == stored["fingerprints"]


def test_who_is_absent_has_null(result: Result) -> None:
    stored = result_to_dict(result)
    assert stored["assignment"][1] == [0, 0, 0, 2, 2, None]
    assert stored["plan"]["absent"] == [[], [5], [0]]


def test_only_what_is_asked_is_stored(tmp_path: Path) -> None:
    problem = Problem.of([{"n": "Ani"}, {"n": "Budi"}], name="n", teams=2)
    plan = result_to_dict(judged(problem, np.array([[0, 1]], dtype=np.int32)))["plan"]
    assert set(plan) == {"rounds", "teams", "rules"}


def test_another_file_name_of_an_event_is_the_same_plan(result: Result) -> None:
    event = replace(result.problem.history[0], source="elsewhere.csv")
    moved = judged(replace(result.problem, history=(event,)), result.assignment)
    one, other = (result_to_dict(r)["fingerprints"] for r in (result, moved))
    assert one == other


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("plan", "history", 0, "people"), [0, 1, 2, 9]),
        (("plan", "history", 0, "people"), [0, 1]),
        (("plan", "history", 0, "people"), [-1, 0, 1, 2]),
        (("plan", "history", 0, "weight"), None),
        (("plan", "absent"), [[], [5], [17]]),
        (("plan", "absent"), [[], [5]]),
        (("plan", "teams_by_round", 1, "low"), [2]),
        (("assignment", 1), [0, 0, 0, 2, None, None]),
        (("assignment", 1), [0, 0, 0, 2, 2, 1]),
        (("assignment", 1), [0, 0, 0, 2, 2.9, None]),
        (("assignment", 1), [0, 0, 0, True, 2, None]),
        (("plan", "rounds"), "3"),
        (("plan", "rounds"), 3.0),
        (("plan", "rounds"), 10**30),
        (("plan", "teams", "low"), [2, 2, 1.9]),
        (("plan", "teams", "high"), [2, 2, 10**30]),
        (("plan", "teams", "high"), [2, "2", 2]),
        (("plan", "teams", "names"), ["A", "B", 3]),
        (("plan", "history", 0, "weight"), "1"),
        (("plan", "round_names"), "abc"),
        (("roster", "ids", 0), 7),
        (("roster", "rows"), [1, 2]),
        (("score",), [1]),
        (("score", "soft"), "12"),
        (("score", "rules"), {"coef": 1}),
        (("score", "rules"), [{"coef": "1"}]),
        (("bound",), ["0", "0"]),
        (("bound",), [0]),
        (("bound",), 3),
        (("seed",), 1.5),
        (("proof",), None),
    ],
)
def test_damage_is_refused_even_with_right_sums(
    result: Result, tmp_path: Path, path: tuple[str | int, ...], value: object
) -> None:
    stored = result_to_dict(result)
    part = stored
    for step in path[:-1]:
        part = part[step]  # type: ignore[index]
    part[path[-1]] = value  # type: ignore[index]
    stored["fingerprints"] = fingerprints(stored)
    (tmp_path / "a.json").write_text(json.dumps(stored), encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_result(tmp_path / "a.json")
    assert "was changed" not in error.value.message  # the sums agree: the contents do not
