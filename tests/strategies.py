"""Small random rosters, teams, assignments and rules of every kind, for hypothesis."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from hypothesis import strategies as st

from grouping import Problem, Roster, Teams
from grouping.problem.column import Column
from grouping.problem.past_events import Earlier
from grouping.problem.registry import kinds, rule_from_dict
from grouping.problem.rule import Rule
from grouping.terms.terms import Index

Draw = Callable[[st.SearchStrategy[Any]], Any]
Stated = dict[str, Any]

CATEGORIES = ("Agency", "Gender")
NUMBERS = ("Age", "Score")
# Kinds of rules that judge one round at a time.
ROUND_KINDS = [name for name, kind in kinds().items() if not kind.spans_rounds]
COLUMNS = (*CATEGORIES, "Rank", *NUMBERS)


@st.composite
def rosters(draw: Draw, fewest: int = 4, most: int = 14) -> Roster:
    """Return people with namesakes, categories with blanks, ranks, and numbers with blanks."""
    n = draw(st.integers(fewest, most))

    def values(one: st.SearchStrategy[Any]) -> list[Any]:
        filled = draw(st.lists(one, min_size=n, max_size=n))
        if all(v is None for v in filled):
            filled[0] = draw(one.filter(lambda v: v is not None))
        return filled

    names = draw(st.lists(st.sampled_from(["Ani", "Budi", "Eka Putri"]), min_size=n, max_size=n))
    whole = st.integers(20, 60).map(float)
    tenths = st.integers(-50, 50).map(lambda v: v / 10)
    return Roster(
        tuple(f"p{i}" for i in range(n)),
        tuple(names),
        (
            Column.of_labels("Agency", values(st.sampled_from(["A", "B", "C", "D", None]))),
            Column.of_labels("Gender", values(st.sampled_from(["L", "P"]))),
            Column.of_labels(
                "Rank",
                values(st.sampled_from(["high", "mid", "low", None])),
                kind="ordered",
                order=["high", "mid", "low"],
            ),
            Column.of_numbers("Age", values(st.one_of(whole, st.none()))),
            Column.of_numbers("Score", values(st.one_of(tenths, st.none()))),
        ),
    )


@st.composite
def seats(draw: Draw, n: int, fewest: int = 2, most: int = 4, *, shape: str = "any") -> Teams:
    """Return teams for n people: equal, uneven, or with open sizes (low < high somewhere)."""
    count = draw(st.integers(fewest, min(most, n)))
    chosen = draw(st.sampled_from(["equal", "uneven", "open"])) if shape == "any" else shape
    if chosen == "equal":
        return Teams.of_count(n, count)
    fixed = chosen == "uneven"  # a team of fixed size is not empty, one of open size may be
    cuts = st.lists(
        st.integers(1, max(1, n - 1)), min_size=count - 1, max_size=count - 1, unique=fixed
    )
    sizes = np.diff([0, *sorted(draw(cuts)), n])
    low, high = sizes.copy(), np.maximum(sizes, 1)
    if chosen == "open":
        low = low - np.array([draw(st.integers(0, int(s))) for s in sizes])
        high = high + np.array([draw(st.integers(0, 2)) for _ in sizes])
        high[0] += (low == high).all()
    names = tuple(f"Team {g + 1}" for g in range(count))
    return Teams(names, low.astype(np.int64), high.astype(np.int64))


@st.composite
def assigned(draw: Draw, problem: Problem) -> Index:
    """Return a random assignment within the seats; int32, shape (n,)."""
    sizes = problem.teams.low.copy()
    for _ in range(problem.n - int(sizes.sum())):
        sizes[draw(st.sampled_from(np.flatnonzero(sizes < problem.teams.high).tolist()))] += 1
    order = draw(st.permutations(range(problem.n)))
    team = np.zeros(problem.n, dtype=np.int32)
    team[order] = np.repeat(np.arange(len(sizes)), sizes)
    return team


def people(roster: Roster, least: int = 1, most: int = 4) -> st.SearchStrategy[list[str]]:
    """Return ids of some people."""
    return st.lists(
        st.sampled_from(roster.ids), min_size=least, max_size=min(most, roster.n), unique=True
    )


@st.composite
def chosen_people(draw: Draw, roster: Roster) -> Stated:
    """Return some people by id, by a condition, or nobody named, which is everybody."""
    form = draw(st.sampled_from(["people", "where", "everybody"]))
    if form == "people":
        return {"people": draw(people(roster))}
    return {"where": draw(conditions(roster))} if form == "where" else {}


def who_is_chosen(problem: Problem, rule: Any) -> set[int]:
    """Return the participants that such options speak of."""
    if rule.people:
        return {problem.roster.ids.index(one) for one in rule.people}
    meets = problem.roster.select(rule.where)
    return {i for i in range(problem.n) if meets[i]}


def team_names(teams: Teams, least: int = 1) -> st.SearchStrategy[Any]:
    """Return names of some teams, as a list or (of one) as a text."""
    several = st.lists(st.sampled_from(teams.names), min_size=least, unique=True)
    return st.one_of(several, st.sampled_from(teams.names))


@st.composite
def conditions(draw: Draw, roster: Roster) -> Stated:
    """Return a condition on one or two columns: a value, several, a comparison, a negation."""
    chosen = draw(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=2, unique=True))
    where: Stated = {}
    for name in chosen:
        label = st.sampled_from(roster.column(name).labels)
        forms = [label, st.lists(label, min_size=1, max_size=2), label.map(lambda v: f"!= {v}")]
        if name not in CATEGORIES:
            sign = st.sampled_from(["<", "<=", ">", ">="])
            forms.append(st.builds(lambda s, v: f"{s} {v}", sign, label))
        where[name] = draw(st.one_of(forms))
    return where


@st.composite
def _column_rule(draw: Draw, roster: Roster, columns: Sequence[str] = COLUMNS) -> Stated:
    stated: Stated = {"column": draw(st.sampled_from(columns))}
    if draw(st.booleans()):
        stated["where"] = draw(conditions(roster))
    return stated


@st.composite
def _spread(draw: Draw, roster: Roster, teams: Teams) -> Stated:
    return draw(_column_rule(roster))


@st.composite
def _balance(draw: Draw, roster: Roster, teams: Teams) -> Stated:
    stated = draw(_column_rule(roster, ("Rank", *NUMBERS)))
    stated["variance"] = draw(st.booleans())
    if draw(st.booleans()):
        stated["within"] = draw(st.integers(0, 20)) / 2
    return stated


@st.composite
def _same_at_most(draw: Draw, roster: Roster, teams: Teams) -> Stated:
    return draw(_column_rule(roster)) | {"count": draw(st.integers(0, 3))}


@st.composite
def _not_alone(draw: Draw, roster: Roster, teams: Teams) -> Stated:
    column = draw(st.sampled_from(COLUMNS))
    label = st.sampled_from(roster.column(column).labels)
    return {
        "column": column,
        "value": draw(st.one_of(label, st.lists(label, min_size=1, max_size=2))),
        "least": draw(st.integers(1, 4)),
        "outnumbered": draw(st.booleans()),
    }


@st.composite
def _quota(draw: Draw, roster: Roster, teams: Teams) -> Stated:
    stated = {"count": draw(st.integers(0, 3)), "where": draw(conditions(roster))}
    if draw(st.booleans()):
        stated["teams"] = draw(team_names(teams))
    return stated


@st.composite
def _circle(draw: Draw, roster: Roster, teams: Teams) -> Stated:
    form = draw(st.sampled_from(["people", "groups", "both", "column"]))
    if form == "column":
        return {"column": draw(st.sampled_from(COLUMNS))}
    stated: Stated = {}
    if form != "groups":
        stated["people"] = draw(people(roster, 2, 5))
    if form != "people":
        stated["groups"] = draw(st.lists(people(roster, 2, 4), min_size=1, max_size=2))
    return stated


@st.composite
def _wish(draw: Draw, roster: Roster, teams: Teams) -> Stated:
    stated: Stated = {}
    form = draw(st.sampled_from(["people", "pairs", "person", "all"]))
    if form in ("people", "all"):
        stated["people"] = draw(people(roster, 2, 4))
    if form in ("pairs", "all"):
        stated["pairs"] = draw(st.lists(people(roster, 2, 2), min_size=1, max_size=4))
    if form in ("person", "all"):
        who, *others = draw(people(roster, 2, 4))
        stated |= {"person": who, "any_of": others}
    return stated


@st.composite
def _placement(draw: Draw, roster: Roster, teams: Teams) -> Stated:
    named = draw(st.booleans())
    who = {"people": draw(people(roster))} if named else {"where": draw(conditions(roster))}
    return who | {"teams": draw(team_names(teams))}


@st.composite
def _keep(draw: Draw, roster: Roster, teams: Teams) -> Stated:
    who = draw(people(roster, 1, roster.n))
    earlier = {one: draw(st.sampled_from(teams.names)) for one in who}
    return {"earlier": earlier | {"gone since": teams.names[0]}}


@st.composite
def _distance(draw: Draw, roster: Roster, teams: Teams) -> Stated:
    stated: Stated = {"similar": draw(st.booleans())}
    if draw(st.booleans()):
        upper = draw(st.lists(st.integers(-9, 99), min_size=roster.n**2, max_size=roster.n**2))
        half = np.triu(np.array(upper).reshape(roster.n, roster.n), 1)
        scale = draw(st.sampled_from([1, 10]))
        return stated | {"matrix": ((half + half.T) / scale).tolist()}
    several = st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=3, unique=True)
    stated["columns"] = draw(several)
    stated["metric"] = draw(st.sampled_from(["gower", "euclidean", "manhattan"]))
    stated["weights"] = {stated["columns"][0]: draw(st.sampled_from([0.5, 1.0, 3.0]))}
    return stated


RULES: dict[str, Callable[[Roster, Teams], st.SearchStrategy[Stated]]] = {
    "apart": _circle,
    "at_least": _quota,
    "at_most": _quota,
    "avoid": _wish,
    "balance": _balance,
    "bar": _placement,
    "cluster": lambda roster, teams: _column_rule(roster),
    "distance": _distance,
    "exactly": _quota,
    "keep": _keep,
    "not_alone": _not_alone,
    "pin": _placement,
    "prefer": _wish,
    "same_at_most": _same_at_most,
    "spread": _spread,
    "together": _circle,
}


def from_its_test(kind: str, name: str) -> Any:
    """Return what the test module of a kind defines under a name: new kinds bring their own."""
    module = importlib.import_module(f"tests.rules.test_{kind}")
    if not hasattr(module, name):
        raise AssertionError(f"tests/rules/test_{kind}.py has to define '{name}'")
    return getattr(module, name)


def strategy_of(kind: str) -> Callable[[Roster, Teams], st.SearchStrategy[Stated]]:
    """Return the strategy of the options of a kind: from the table above, or from its test."""
    return RULES[kind] if kind in RULES else from_its_test(kind, "options")


@st.composite
def rule_of(
    draw: Draw,
    kind: str,
    roster: Roster,
    teams: Teams,
    *,
    must: bool | None = None,
    rounds: int = 1,
) -> Rule:
    """Return a random rule of a kind; must or soft as asked, or either; in some of the rounds."""
    stated = {"kind": kind} | draw(strategy_of(kind)(roster, teams))
    if rounds > 1 and not kinds()[kind].spans_rounds and draw(st.booleans()):
        named = st.lists(st.integers(1, rounds), min_size=1, max_size=rounds, unique=True)
        stated["rounds"] = draw(st.one_of(named, st.integers(1, rounds)))
    hard = draw(st.booleans()) if must is None else must
    if kind == "balance" and (teams.low != teams.high).any():
        hard = False  # refused, see test_balance.py
    if hard and not kinds()[kind].soft_only:
        stated["must"] = True
        if kind == "balance":
            stated.setdefault("within", draw(st.integers(0, 20)) / 2)
    else:
        stated |= {"must": False, "weight": draw(st.sampled_from([0.5, 1.0, 2.0]))}
    return rule_from_dict(stated)


@st.composite
def problems(
    draw: Draw,
    kind: str = "",
    *,
    rules: tuple[int, int] = (1, 5),
    people: tuple[int, int] = (4, 14),
    shape: str = "any",
    must: bool | None = None,
    most_teams: int = 4,
) -> Problem:
    """Return a problem with one rule of `kind`, or with several rules of any kinds."""
    roster = draw(rosters(*people))
    teams = draw(seats(roster.n, most=most_teams, shape=shape))
    if kind:
        return Problem(roster, teams, (draw(rule_of(kind, roster, teams, must=must)),))
    chosen = draw(st.lists(st.sampled_from(ROUND_KINDS), min_size=rules[0], max_size=rules[1]))
    return Problem(roster, teams, tuple(draw(rule_of(k, roster, teams, must=must)) for k in chosen))


@st.composite
def judged_problems(draw: Draw, kind: str = "", **options: Any) -> tuple[Problem, Index]:
    """Return a problem and an assignment for it, shape (n,)."""
    problem = draw(problems(kind, **options))
    return problem, draw(assigned(problem))


@st.composite
def earlier_events(draw: Draw, n: int) -> tuple[Earlier, ...]:
    """Return up to two earlier events of one or two rounds at which some were."""
    events = []
    for k in range(draw(st.integers(0, 2))):
        rounds = draw(st.integers(1, 2))
        row = st.lists(st.integers(-1, 2), min_size=n, max_size=n)
        team = np.array([draw(row) for _ in range(rounds)], dtype=np.int32)
        events.append(Earlier(f"event {k}", team, draw(st.sampled_from([0.25, 0.5, 0.9, 1.0, 2]))))
    return tuple(events)


@st.composite
def _attendance(draw: Draw, rounds: int, n: int) -> Any:
    """Return who comes, two at least in every round; or None for everybody."""
    if draw(st.booleans()):
        return None
    present = np.ones((rounds, n), dtype=bool)
    for row in present:
        absent = draw(st.lists(st.integers(0, n - 1), max_size=n - 2, unique=True))
        row[absent] = False
    return present


@st.composite
def _teams_of_rounds(draw: Draw, teams: Teams, rounds: int, present: Any) -> tuple[Teams, ...]:
    """Return other teams for some rounds: some of `teams`, in any order, with other seats."""
    if draw(st.booleans()):
        return ()
    made = []
    for r in range(rounds):
        names = draw(st.permutations(teams.names))[: draw(st.integers(1, len(teams)))]
        n = int(teams.low.sum()) if present is None else int(present[r].sum())
        chosen = Teams.of_count(n, min(len(names), n))
        names = tuple(names[: len(chosen)])
        open_by = draw(st.integers(0, 1))
        low = np.maximum(chosen.low - open_by, 0)
        made.append(Teams(names, low, chosen.high + open_by))
    return tuple(made)


@st.composite
def rounds_problems(
    draw: Draw,
    kind: str = "",
    *,
    people: tuple[int, int] = (4, 9),
    rounds: tuple[int, int] = (1, 4),
    rules: tuple[int, int] = (1, 5),
    must: bool | None = None,
    most_teams: int = 3,
    everybody: bool = False,
) -> Problem:
    """Return a problem of several rounds: absent people, other teams in some rounds, history."""
    roster = draw(rosters(*people))
    count = draw(st.integers(*rounds))
    present = None if everybody else draw(_attendance(count, roster.n))
    shape = draw(st.sampled_from(["equal", "equal", "uneven", "open"]))
    teams = draw(seats(roster.n, most=most_teams, shape=shape))
    by_round: tuple[Teams, ...] = ()
    if not everybody and (teams.low == teams.high).all():
        by_round = draw(_teams_of_rounds(teams, count, present))
    across = [name for name, one in kinds().items() if one.spans_rounds]
    some = st.one_of(st.sampled_from(across), st.sampled_from(sorted(kinds())))
    chosen = [kind] if kind else draw(st.lists(some, min_size=rules[0], max_size=rules[1]))
    made = [draw(rule_of(one, roster, teams, must=must, rounds=count)) for one in chosen]
    return Problem(
        roster,
        teams,
        tuple(made),
        rounds=count,
        present=present,
        teams_by_round=by_round,
        history=draw(earlier_events(roster.n)),
    )


@st.composite
def assigned_rounds(draw: Draw, problem: Problem) -> Index:
    """Return a random assignment of all rounds within the seats; int32, shape (rounds, n)."""
    team = np.full((problem.rounds, problem.n), -1, dtype=np.int32)
    for row, one in zip(team, problem.by_round, strict=True):
        row[one.people] = one.places[draw(assigned(one))]
    return team


@st.composite
def judged_rounds(draw: Draw, kind: str = "", **options: Any) -> tuple[Problem, Index]:
    """Return a problem of several rounds and an assignment for it, shape (rounds, n)."""
    problem = draw(rounds_problems(kind, **options))
    return problem, draw(assigned_rounds(problem))
