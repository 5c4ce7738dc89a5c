"""Who meets whom: counts, repeats, and who is new to whom."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grouping import Problem
from grouping.problem.past_events import Earlier
from grouping.scoring.meeting_counts import Encounters, Repeat
from grouping.terms.terms import Index


def encounters(rounds: list[list[int]], earlier: list[list[int]] | None = None) -> Encounters:
    """Return who meets whom in these rounds, after an earlier event of these rounds."""
    team = np.array(rounds, dtype=np.int32)
    seats = max(1, int(team.max()) + 1)
    people = [{"n": f"P{i}"} for i in range(team.shape[1])]
    before = [Earlier("2024.xlsx", np.array(earlier, dtype=np.int32))] if earlier else []
    problem = Problem.of(
        people, name="n", teams=min(seats, len(people)), rounds=len(rounds), history=before
    )
    return Encounters(problem, team)


def beside(team: Index, r: int, i: int, j: int) -> bool:
    return bool(team[r, i] >= 0 and team[r, i] == team[r, j])


@st.composite
def rounds_of_teams(draw: st.DrawFn) -> list[list[int]]:
    n, rounds = draw(st.integers(2, 7)), draw(st.integers(1, 4))
    team = st.lists(st.integers(-1, min(2, n - 1)), min_size=n, max_size=n)
    return draw(st.lists(team, min_size=rounds, max_size=rounds))


@given(rounds_of_teams(), st.data())
def test_counts_and_repeats_are_those_of_looking_at_every_pair(
    rounds: list[list[int]], data: st.DataObject
) -> None:
    n = len(rounds[0])
    before = data.draw(st.none() | st.lists(st.integers(-1, 1), min_size=n, max_size=n))
    met = encounters(rounds, [before] if before else None)
    team = np.array(rounds)
    people, again, repeats = np.zeros(n, dtype=int), np.zeros(n, dtype=int), 0
    for i, j in combinations(range(n), 2):
        when = tuple(r for r in range(len(rounds)) if beside(team, r, i, j))
        earlier = (0,) if before and before[i] >= 0 and before[i] == before[j] else ()
        people[[i, j]] += bool(when)
        repeats += max(0, len(when) - 1)
        expected = Repeat(i, j, when, earlier)
        assert (expected in met.repeats) == (len(when) > 1 or bool(when and earlier))
        again[[i, j]] += expected in met.repeats
        for r in when:
            assert met.met_before(r, j, i) == (bool(earlier) or when[0] < r)
            assert j in met.mates(r, i)
    assert met.people_met.tolist() == people.tolist()
    assert met.again.tolist() == again.tolist()
    assert met.repeated_meetings == repeats


def test_who_is_absent_has_no_team_mates() -> None:
    met = encounters([[0, 0, 1, 1], [0, -1, 0, 1]])
    assert met.mates(1, 1) == []
    assert met.people_met.tolist() == [2, 1, 2, 1]


def test_the_pairs_that_meet_most_often_are_named_first() -> None:
    met = encounters([[0, 0, 1, 1], [1, 0, 0, 0], [0, 1, 1, 1]])
    most = met.repeats[0]
    assert (most.first, most.second, len(most.rounds)) == (2, 3, 3)
    assert met.pairs_by_times == {2: 2, 3: 1}
