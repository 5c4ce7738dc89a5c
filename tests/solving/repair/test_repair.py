from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grouping import InputError, Problem, Roster, Teams, read_result
from grouping.errors import InfeasibleError
from grouping.files.write.result_json import write_json
from grouping.solving.locks import locks_of
from grouping.solving.repair.repair_record import repair_to_dict
from tests.solving.repair.crews import by_trying_all, open_teams, people, question, quick

WISHES = [{"kind": "spread", "column": "agency"}, {"kind": "balance", "column": "age"}]
MUSTS = [
    {"kind": "apart", "people": ["p0", "p1"]},
    {"kind": "together", "people": ["p2", "p5"]},
    {"kind": "pin", "people": ["p4"], "teams": ["Team 1"]},
    {"kind": "at_least", "count": 1, "where": {"gender": "P"}, "must": True},
    {"kind": "at_most", "count": 2, "where": {"agency": "X"}, "must": True},
    {"kind": "not_alone", "column": "gender", "value": "L", "must": True},
]


@settings(max_examples=12, deadline=None)
@given(
    st.integers(2, 3),
    st.sets(st.integers(0, len(MUSTS) - 1), min_size=1, max_size=3),
    st.sets(st.integers(0, 6), max_size=2),
    st.booleans(),
    st.sampled_from([[], ["Team 2"], ["p6"]]),
)
def test_moves_are_as_few_as_trying_everything_finds(teams, chosen, gone, late, locked):
    problem, before = question(7, teams, WISHES)
    rules = [MUSTS[k] for k in sorted(chosen)]
    more = people(1, "late.csv", first=7) if late else None
    absent = [f"p{k}" for k in sorted(gone)]
    found = quick(
        problem, before, absent=absent, late=more, rules=rules, locked=locked, anyway=True
    )
    best = by_trying_all(found)
    least = min(value[0] for value in best.values())
    fewest = min(k for k, value in best.items() if value[0] == least)
    assert (found.fewest.violations, found.count) == (least, fewest)
    assert found.fewest.proven
    if found.best_proven:
        assert found.result.score.value == best[fewest]


@settings(max_examples=8, deadline=None)
@given(st.sets(st.integers(0, 5), min_size=1, max_size=2), st.integers(0, 2))
def test_no_point_of_the_curve_is_better_than_trying_everything_finds(gone, extra):
    problem, before = question(6, 2, WISHES)
    found = quick(problem, before, absent=[f"p{k}" for k in gone], curve=extra)
    best = by_trying_all(found)
    for point in found.curve:
        assert point.score.value >= min(v for k, v in best.items() if k <= point.moves)
    if found.best_proven:
        assert found.result.score.value == best[0]


def test_with_more_moves_the_wishes_are_met_better_and_never_worse():
    problem, before = question(24, 4, WISHES)
    found = quick(problem, before, absent=["p0", "p1", "p7"], curve=6)
    moves = [point.moves for point in found.curve]
    values = [point.score.value for point in found.curve]
    assert moves == sorted(set(moves))
    assert all(better < worse for worse, better in pairwise(values))
    assert len(values) > 2


def test_nobody_moves_for_drop_outs_and_late_arrivals_unless_a_must_rule_asks_for_it():
    problem, before = question(24, 4, [*WISHES, MUSTS[0]])
    before[0, 0] = 1
    before[0, 6] = 0
    found = quick(problem, before, absent=["p3", "p9"], late=people(2, first=30))
    stays = found.question.home[0] >= 0
    assert found.fewest.moves == 0
    assert found.fewest.proven
    assert (found.assignment[0][stays] == found.question.home[0][stays]).all()
    assert (found.assignment[0, 24:] >= 0).all()
    assert found.assignment[0, 3] == found.assignment[0, 9] == -1


def test_a_team_that_lost_its_only_woman_gets_one_by_one_move():
    rule = {"kind": "at_least", "count": 1, "where": {"gender": "P"}, "must": True}
    problem, _ = question(12, 3, [rule])
    # women: p0, p3, p6, p9; Team 1 has two of them, the others one
    before = np.array([[0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]], dtype=np.int32)
    found = quick(problem, before, absent=["p6"])
    moved = [move for move in found.moves if move.kind == "moved"]
    assert len(moved) == 1
    assert moved[0].before == 0
    assert moved[0].after == 1
    assert "must rule" in moved[0].why
    assert found.fewest.proven
    assert found.fewest.kind in ("CP-SAT", "exhausted")
    assert found.result.score.must == 0


def test_a_pair_that_must_be_parted_costs_a_swap_where_sizes_are_fixed():
    problem, before = question(8, 2)
    found = quick(problem, before, rules=[MUSTS[0]])
    assert found.count == 2
    assert found.fewest.proven
    assert found.assignment[0, 0] != found.assignment[0, 1]
    assert found.result.score.must == 0


def test_locked_teams_and_people_stay_and_lose_only_those_who_do_not_come():
    problem, before = question(12, 3, [MUSTS[0]])
    found = quick(
        problem,
        before,
        absent=["p5"],
        late=people(1, first=20),
        locked=["Team 2", "A0"],
        moves=4,
        curve=4,
    )
    team = found.assignment[0]
    assert np.flatnonzero(team == 1).tolist() == [4, 6, 7]
    assert team[0] == 0
    assert team[1] != 0
    for point in found.curve:
        assert np.flatnonzero(point.assignment[0] == 1).tolist() == [4, 6, 7]
        assert point.assignment[0, 0] == 0


def test_rounds_that_have_been_held_stay_as_they_were():
    problem, before = question(12, 3, [{"kind": "new_faces"}], rounds=3)
    found = quick(
        problem,
        before,
        absent=["p2", "p3"],
        late=people(1, first=20),
        rules=[MUSTS[0]],
        done=1,
    )
    assert (found.assignment[0, :12] == before[0]).all()
    assert found.assignment[0, 12] == -1
    assert (found.assignment[1:, [2, 3]] == -1).all()
    assert (found.assignment[1:, 12] >= 0).all()
    assert (found.assignment[1:, 0] != found.assignment[1:, 1]).all()
    assert found.result.score.must == 0
    assert found.fewest.proven


def test_moves_are_counted_for_every_person_and_round():
    problem, before = question(8, 2, rounds=2)
    found = quick(problem, before, rules=[MUSTS[0]])
    stays = found.question.home >= 0
    changed = int((stays & (found.assignment != found.question.home)).sum())
    assert found.count == changed == found.fewest.moves


def test_somebody_may_be_absent_in_one_round_only():
    problem, before = question(8, 2, rounds=2)
    found = quick(problem, before, absent={"A1": [2]})
    assert found.assignment[0, 1] == before[0, 1]
    assert found.assignment[1, 1] == -1


def test_who_was_absent_before_may_come_after_all():
    problem, before = question(8, 2)
    first = quick(problem, before, absent=["p1", "p2"])
    again = quick(first.question.problem, first.assignment, coming=["p1"])
    assert again.assignment[0, 1] >= 0
    assert again.assignment[0, 2] == -1
    assert [(move.person, move.kind) for move in again.moves] == [(1, "new")]


def test_who_comes_late_beyond_all_seats_makes_teams_larger_by_one():
    problem, before = question(6, 3)
    found = quick(problem, before, late=people(2, first=10))
    assert found.count == 0
    assert sorted(np.bincount(found.assignment[0]).tolist()) == [2, 3, 3]


def test_those_whose_badges_change_are_who_moves_and_who_is_new():
    problem, before = question(8, 2)
    found = quick(problem, before, absent=["p7"], late=people(1, first=10), rules=[MUSTS[0]])
    changed = set(np.flatnonzero(found.changed).tolist())
    assert changed == {move.person for move in found.moves if move.kind != "gone"}
    assert 8 in changed
    assert 7 not in changed


def test_must_rules_that_cannot_hold_are_refused_or_done_as_well_as_can_be():
    rule = {"kind": "at_least", "count": 1, "where": {"gender": "P"}, "must": True}
    problem, before = question(9, 3, [rule])
    with pytest.raises(InfeasibleError):
        quick(problem, before, absent=["p0"])
    found = quick(problem, before, absent=["p0"], anyway=True)
    assert found.result.score.must == 1
    assert found.fewest.least_violations == 1
    assert found.result.conflict


def test_fewer_moves_than_the_must_rules_need_are_refused():
    problem, before = question(8, 2)
    with pytest.raises(InputError, match="1 moves are too few, 2 are needed"):
        quick(problem, before, rules=[MUSTS[0]], moves=1)


def test_the_same_seed_gives_the_same_fewest_moves_and_teams():
    problem, before = question(8, 2, WISHES)
    one, other = (quick(problem, before, rules=[MUSTS[0]], seed=3) for _ in range(2))
    assert one.best_proven
    assert one.result.score.value == other.result.score.value


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"absent": ["A99"]}, "nobody is called 'A99'"),
        ({"locked": ["Team 9"]}, "no team and no person called 'Team 9'"),
        ({"done": [3]}, "there is no round 3"),
        ({"done": 2}, "every round has been held"),
        ({"absent": {"A1": [5]}}, "there is no round 5"),
        ({"coming": ["A1"]}, "A1 has a team already"),
        ({"late": people(1)}, "the id 'p0' of A0 is that of A0"),
        ({"moves": -1}, "cannot be negative"),
    ],
)
def test_what_does_not_exist_is_refused(how, said):
    problem, before = question(8, 2, rounds=2)
    with pytest.raises(InputError, match=said):
        quick(problem, before, **how)


def test_a_lock_that_could_be_a_team_or_a_person_names_both():
    roster = people(6)
    named = Problem.of(
        type(roster)(("1", "2", "3", "4", "5", "6"), roster.names, roster.columns), teams=2
    )
    with pytest.raises(InputError, match=r"both the team Team 2 and the person A1 \(id 2\)"):
        quick(named, np.array([0, 0, 0, 1, 1, 1]), locked=["2"])


def test_people_are_locked_by_their_names_without_titles():
    roster = Roster(("x", "y"), ("Drs. Budi, M.Si", "Hj. Siti Rahma"))
    locks = locks_of(roster, Teams.of_count(2, 1), ["siti rahma"])
    assert locks.people == frozenset([1])


def test_seats_of_a_plan_with_open_sizes_stay_those_of_the_plan():
    problem = Problem.of(people(9), teams=open_teams([2, 2, 2], [4, 4, 4]))
    found = quick(problem, np.repeat([0, 1, 2], 3), absent=["p0"])
    teams = found.question.problem.teams
    assert teams.low.tolist() == [2, 2, 2]
    assert teams.high.tolist() == [4, 4, 4]
    assert teams.intended.tolist() == [2, 3, 3]


def test_a_repaired_result_is_read_back_and_repaired_again(tmp_path):
    problem, before = question(12, 3, WISHES)
    found = quick(problem, before, absent=["p1"], late=people(1, first=20))
    file = tmp_path / "repaired.json"
    write_json(found.result, file, {"repair": repair_to_dict(found, {"file": "x.json"})})
    again, assignment, stored = read_result(file)
    assert (assignment == found.assignment).all()
    assert again.teams.intended.tolist() == found.question.problem.teams.intended.tolist()
    assert stored["repair"]["of"] == {"file": "x.json"}
    assert stored["repair"]["fewest"]["proven"]
    assert quick(again, assignment, absent=["p2"]).count == 0
