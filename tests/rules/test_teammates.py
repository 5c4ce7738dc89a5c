"""teammates: whom people name in columns of the roster."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st

from grouping import InputError, Problem, score, solve
from grouping.terms.terms import Index
from tests.helpers import cost, crew, found
from tests.strategies import Stated

# of the crew: Ani, Budi, Citra | Dedi, Eka, Fajar
NAMED = {"kind": "teammates", "names": {"Ani": ["Budi", "Citra"], "Dedi": ["Ani"]}}

# for the test of words in both languages
STATED = {"names": {"Ani": ["Citra"], "Dedi": ["Ani"]}}


@st.composite
def options(draw: Any, roster: Any, teams: Any) -> Stated:
    ids = list(roster.ids)
    who = draw(st.lists(st.sampled_from(ids), min_size=1, max_size=5, unique=True))
    names = {}
    for one in who:
        others = [other for other in ids if other != one]
        names[one] = draw(st.lists(st.sampled_from(others), min_size=1, max_size=4, unique=True))
    avoid, ranked = draw(st.sampled_from([(False, False), (False, True), (True, False)]))
    fair = draw(st.booleans()) if ranked else False
    return {"names": names, "avoid": avoid, "ranked": ranked, "fair": fair}


def holds(problem: Problem, rule: Any, team: Index) -> bool:
    at = {one: i for i, one in enumerate(problem.roster.ids)}
    for one, others in rule.names.items():
        here = [team[at[other]] == team[at[one]] for other in others]
        if rule.avoid:
            if any(here):
                return False
        elif not (here[0] if rule.ranked else any(here)):
            return False
    return True


def test_a_list_of_which_nobody_is_there_costs_one():
    assert cost(NAMED, [0, 0, 0, 1, 1, 1]) == 1  # Dedi lacks Ani
    assert cost(NAMED, [0, 1, 1, 0, 1, 0]) == 1  # Ani has neither Budi nor Citra
    assert cost(NAMED, [0, 0, 1, 0, 1, 1]) == 0


def test_ranks_cost_the_place_of_the_first_who_is_there():
    ranked = NAMED | {"ranked": True}
    assert cost(ranked, [0, 1, 0, 0, 1, 1]) == 1  # Ani has her second choice
    assert cost(ranked, [0, 1, 1, 0, 1, 0]) == 2  # Ani has none of two
    assert cost(ranked | {"fair": True}, [0, 1, 1, 0, 1, 0]) == 3


def test_those_to_be_avoided_cost_one_for_each_pair_that_is_together():
    shy = NAMED | {"avoid": True}
    assert cost(shy, [0, 0, 0, 1, 1, 1]) == 2
    assert cost(shy, [0, 1, 1, 1, 0, 0]) == 0


def test_what_was_reached_is_one_line():
    says = found(NAMED | {"ranked": True}, [0, 1, 0, 0, 1, 1])
    assert says.reached == "2 of 2 have somebody they named, 1 their first choice"
    both = {"kind": "teammates", "names": {"Ani": ["Budi"], "Budi": ["Ani"]}}
    assert found(both, [0, 0, 0, 1, 1, 1]).reached.endswith("1 pairs name each other")


def people(**more: str) -> list[dict[str, Any]]:
    rows = [
        {"id": "1", "name": "Dr. Ani, M.Si.", "mail": "ani@contoh.example", "friends": ""},
        {"id": "2", "name": "Budi", "mail": "budi@contoh.example", "friends": "Ani; Citra"},
        {"id": "3", "name": "Citra", "mail": "citra@contoh.example", "friends": "Ani, M.Si., Budi"},
        {"id": "4", "name": "Dedi", "mail": "dedi@contoh.example", "friends": "ani@contoh.example"},
    ]
    for row in rows:
        row["friends"] = more.get(row["name"], row["friends"])
    return rows


def asked(**more: str) -> Problem:
    rule = {"kind": "teammates", "columns": ["friends"]}
    return Problem.of(people(**more), id="id", name="name", teams=2, rules=[rule])


def test_cells_name_several_people_by_name_with_or_without_titles_by_id_and_by_address():
    problem = asked()
    wishes = problem.rules[0].wishes(problem.by_round[0])
    assert [(who, named) for who, named, _places in wishes] == [(1, [0, 2]), (2, [0, 1]), (3, [0])]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Anni", "names somebody who is not on the list: 'Anni' \\(Budi\\)"),
        ("Anni; Zul", "names 2 people who are not on the list"),
        ("Budi", "Budi names themselves"),
    ],
)
def test_names_that_mean_nobody_are_listed_with_the_nearest(cell: str, said: str):
    with pytest.raises(InputError, match=said):
        asked(Budi=cell)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"columns": ["Gender"]}, "either columns or names"),
        ({"fair": True}, "'fair' is about ranks"),
        ({"avoid": True, "ranked": True}, "'avoid' has no ranks"),
    ],
)
def test_options_that_contradict_are_refused(more: Stated, said: str):
    with pytest.raises(InputError, match=said):
        crew(NAMED | more)


def test_friends_are_found_for_everybody_who_can_have_one():
    # of three people each names the next, and somebody of another three
    names = {str(k): [str(k - k % 3 + (k + 1) % 3), str((k + 5) % 12)] for k in range(12)}
    rule = {"kind": "teammates", "names": names}
    rows = [{"id": str(k)} for k in range(12)]
    problem = Problem.of(rows, id="id", teams=4, rules=[rule])
    result = solve(problem, steps=20_000, seconds=None, threads=1, engine="local")
    assert score(problem, result.assignment).soft == 0
