"""A second judge of all kinds of rules: written from docs/model.md, as slow and simple as can be.

It shares no line with the package: plain dicts and lists in, exact fractions out.  A question has

- ``people``: dicts of columns, None for a blank; ``kinds``: "category", "ordered" or "number" of
  each column; ``order``: the values of an ordered column, highest first;
- ``teams``: names; ``low``, ``high``: their seats;
- ``rounds``; ``present[r][i]``: who comes; ``seats[r]``: {team: (low, high)} of the teams that are
  open in a round, or None for all teams with their own seats;
- ``history``: pairs of a weight and the teams of everybody in each round of an earlier event;
- ``rules``: dicts as a plan has them.

An assignment is a list of lists: the team of each person in each round, -1 for who is absent.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations
from typing import Any, NamedTuple

Question = dict[str, Any]
Rule = dict[str, Any]


class Round(NamedTuple):
    """One round: who comes, which teams are open with which seats, their planned sizes."""

    people: list[int]
    seats: dict[int, tuple[int, int]]
    planned: dict[int, int]


# ---- rounds and seats


def round_of(question: Question, r: int) -> Round:
    """Return the round: seats lowered where people are absent, planned sizes dealt out."""
    people = [i for i in range(len(question["people"])) if question["present"][r][i]]
    stated = question["seats"][r]
    if stated is None:
        both = zip(question["low"], question["high"], strict=True)
        stated = dict(enumerate(both))
    seats = {g: stated[g] for g in sorted(stated)}
    order = list(stated)
    spare = sum(low for low, _high in seats.values()) - len(people)
    if spare > 0:
        left = {g: stated[g][0] for g in order}
        for _seat in range(spare):
            largest = max(left.values())
            left[[g for g in order if left[g] == largest][-1]] -= 1
        seats = {g: (left[g], max(left[g], 1)) for g in sorted(left)}
    return Round(people, seats, planned(seats, len(people)))


def planned(seats: dict[int, tuple[int, int]], people: int) -> dict[int, int]:
    """Deal people out level by level, from the fewest of each team to its most."""
    size = {g: low for g, (low, _high) in seats.items()}
    for _one in range(people - sum(size.values())):
        room = [g for g in size if size[g] < seats[g][1]]
        lowest = min(size[g] for g in room)
        size[next(g for g in room if size[g] == lowest)] += 1
    return size


def fits(the_round: Round, team: list[int]) -> bool:
    """Return whether every team has as many people as its seats say."""
    return all(low <= team.count(g) <= high for g, (low, high) in the_round.seats.items()) and all(
        (team[i] in the_round.seats) == (i in the_round.people) for i in range(len(team))
    )


def every_assignment(question: Question, the_round: Round) -> Iterator[list[int]]:
    """Yield every assignment of a round within its seats."""
    team = [-1] * len(question["people"])
    size = dict.fromkeys(the_round.seats, 0)

    def place(k: int) -> Iterator[list[int]]:
        if k == len(the_round.people):
            if all(size[g] >= low for g, (low, _high) in the_round.seats.items()):
                yield team.copy()
            return
        for g, (_low, high) in the_round.seats.items():
            if size[g] < high:
                team[the_round.people[k]] = g
                size[g] += 1
                yield from place(k + 1)
                size[g] -= 1
        team[the_round.people[k]] = -1

    return place(0)


# ---- who and what counts


def meets(question: Question, i: int, where: dict[str, Any]) -> bool:
    """Return whether somebody meets a condition."""
    return all(_is(question, i, column, wanted) for column, wanted in where.items())


def _is(question: Question, i: int, column: str, wanted: Any) -> bool:
    value = question["people"][i][column]
    if value is None:
        return False
    if isinstance(wanted, list):
        return value in wanted
    if isinstance(wanted, str) and wanted.startswith(">="):
        return bool(value >= float(wanted[2:]))
    if isinstance(wanted, str) and wanted.startswith("<"):
        return bool(value < float(wanted[1:]))
    return bool(value == wanted)


def number(question: Question, i: int, column: str) -> Fraction | None:
    """Return a number as it is written, or the place of a value among those that there are."""
    value = question["people"][i][column]
    if value is None:
        return None
    if question["kinds"][column] == "ordered":
        there = {one[column] for one in question["people"]}
        return Fraction([v for v in question["order"][column] if v in there].index(value))
    return Fraction(str(value))


def _person(question: Question, who: str) -> int:
    return next(i for i, one in enumerate(question["people"]) if one["id"] == who)


def _team(question: Question, name: str) -> int:
    return question["teams"].index(name)


def _chosen(question: Question, rule: Rule) -> list[int]:
    """Return whom `people` names or `where` describes; everybody without either."""
    if rule.get("people"):
        return [_person(question, who) for who in rule["people"]]
    return [i for i in range(len(question["people"])) if meets(question, i, rule.get("where", {}))]


def _members(the_round: Round, team: list[int], g: int, counted: list[int]) -> list[int]:
    return [i for i in counted if team[i] == g]


# ---- kinds that judge one round


def spread(question: Question, rule: Rule, the_round: Round, team: list[int]) -> Fraction:
    """Squares of what counts are off the fair share; a must may be off to a whole number."""
    counted = [i for i in the_round.people if meets(question, i, rule.get("where", {}))]
    values = {question["people"][i][rule["column"]] for i in counted} - {None}
    total = Fraction(0)
    for v in values:
        having = [i for i in counted if question["people"][i][rule["column"]] == v]
        for g in the_round.seats:
            share = Fraction(len(having) * the_round.planned[g], len(the_round.people))
            c = len(_members(the_round, team, g, having))
            if rule["must"]:
                total += max(0, math.floor(share) - c) + max(0, c - math.ceil(share))
            else:
                total += (c - share) ** 2
    return total


def cluster(question: Question, rule: Rule, the_round: Round, team: list[int]) -> Fraction:
    """Pairs in a team with different values."""
    counted = [i for i in the_round.people if meets(question, i, rule.get("where", {}))]
    value = {i: question["people"][i][rule["column"]] for i in counted}
    return Fraction(
        sum(
            team[i] == team[j]
            and value[i] is not None
            and value[j] is not None
            and value[i] != value[j]
            for i, j in combinations(counted, 2)
        )
    )


def quota(question: Question, rule: Rule, the_round: Round, team: list[int]) -> Fraction:
    """Counts below, above or off a number."""
    named = rule.get("teams", question["teams"])
    named = [named] if isinstance(named, str) else named
    total = 0
    for g in the_round.seats:
        if question["teams"][g] not in named:
            continue
        counted = [i for i in the_round.people if meets(question, i, rule.get("where", {}))]
        off = rule["count"] - len(_members(the_round, team, g, counted))
        least, most = max(0, off), max(0, -off)
        total += {"at_least": least, "at_most": most, "exactly": least + most}[rule["kind"]]
    return Fraction(total)


def by_value(question: Question, rule: Rule, the_round: Round, team: list[int]) -> Fraction:
    """Counts of each value below a number (cover) or above it (same_at_most)."""
    counted = [i for i in the_round.people if meets(question, i, rule.get("where", {}))]
    total = 0
    for v in {question["people"][i][rule["column"]] for i in counted} - {None}:
        having = [i for i in counted if question["people"][i][rule["column"]] == v]
        for g in the_round.seats:
            off = rule.get("count", 1) - len(_members(the_round, team, g, having))
            total += max(0, off) if rule["kind"] == "cover" else max(0, -off)
    return Fraction(total)


def not_alone(question: Question, rule: Rule, the_round: Round, team: list[int]) -> Fraction:
    """Too little company in teams that have somebody at all."""
    wanted = rule["value"] if isinstance(rule["value"], list) else [rule["value"]]
    having = [i for i in the_round.people if question["people"][i][rule["column"]] in wanted]
    total = 0
    for g in the_round.seats:
        c, size = len(_members(the_round, team, g, having)), team.count(g)
        if c:
            total += max(0, rule.get("least", 2) - c)
            total += max(0, size - 2 * c) if rule.get("outnumbered") else 0
    return Fraction(total)


def circles(question: Question, rule: Rule, the_round: Round, team: list[int]) -> Fraction:
    """Mates of a circle who are elsewhere (together), or pairs of it in a team (apart)."""
    named = ([rule["people"]] if rule.get("people") else []) + rule.get("groups", [])
    groups = [[_person(question, who) for who in group] for group in named]
    if "column" in rule:
        value = {i: question["people"][i][rule["column"]] for i in the_round.people}
        groups = [[i for i in value if value[i] == v] for v in set(value.values()) - {None}]
    total = 0
    for group in groups:
        here = [i for i in group if i in the_round.people]
        apart = sum(team[i] != team[j] for i, j in combinations(here, 2))
        pairs = len(here) * (len(here) - 1) // 2
        total += 2 * apart if rule["kind"] == "together" else pairs - apart
    return Fraction(total)


def company(question: Question, rule: Rule, the_round: Round, team: list[int]) -> Fraction:
    """Pairs in different teams (prefer) or in one (avoid), and the wish of one person."""
    # a pair that is named twice counts once
    pairs = {frozenset(pair) for pair in rule.get("pairs", [])}
    pairs |= {frozenset(pair) for pair in combinations(rule.get("people", []), 2)}
    prefer = rule["kind"] == "prefer"
    listed = [_person(question, who) for who in rule.get("any_of", [])]
    total = 0
    if "person" in rule:
        who = _person(question, rule["person"])
        with_whom = [i for i in listed if i in the_round.people]
        if who in the_round.people and with_whom:
            beside = sum(team[who] == team[i] for i in with_whom)
            total += (beside == 0) if prefer else beside
    for first, second in map(sorted, pairs):
        i, j = _person(question, first), _person(question, second)
        if i in the_round.people and j in the_round.people:
            total += (team[i] != team[j]) if prefer else (team[i] == team[j])
    return Fraction(total)


def places(question: Question, rule: Rule, the_round: Round, team: list[int]) -> Fraction:
    """People on a wrong team; of closed teams nothing is said."""
    named = [rule["teams"]] if isinstance(rule["teams"], str) else rule["teams"]
    teams = [_team(question, name) for name in named]
    teams = [g for g in teams if g in the_round.seats]
    if not teams:
        return Fraction(0)
    who = [i for i in _chosen(question, rule) if i in the_round.people]
    return Fraction(sum((team[i] in teams) == (rule["kind"] == "bar") for i in who))


def keep(question: Question, rule: Rule, the_round: Round, team: list[int]) -> Fraction:
    """People who left their earlier team."""
    total = 0
    for who, name in rule["earlier"].items():
        i, g = _person(question, who), _team(question, name)
        total += i in the_round.people and g in the_round.seats and team[i] != g
    return Fraction(total)


# ---- kinds that judge all rounds together


def _together(question: Question, teams: list[list[int]], i: int, j: int) -> int:
    return sum(row[i] == row[j] >= 0 for row in teams)


def _between(value: Fraction, cost: Callable[[int], int]) -> Fraction:
    """Charge a sum between two whole numbers in proportion between the costs at both."""
    below = math.floor(value)
    return cost(below) + (value - below) * (cost(below + 1) - cost(below))


def new_faces(question: Question, rule: Rule, teams: list[list[int]]) -> Fraction:
    """Meetings beyond what is fine, with those of earlier events, less what these cost alone."""
    most, total = rule.get("most", 1), Fraction(0)

    def cost(m: int) -> int:
        t = max(0, m - most)
        return t if rule["must"] or rule.get("measure") == "repeats" else t * (t + 1) // 2

    for i, j in combinations(range(len(question["people"])), 2):
        if not _counts(question, rule, i, j):
            continue
        before = Fraction(0)
        for weight, events in question["history"] if rule.get("earlier", True) else []:
            # in steps of a twentieth
            before += Fraction(round(weight * _together(question, events, i, j) * 20), 20)
        now = _together(question, teams, i, j)
        if rule["must"]:
            total += cost(math.floor(before + now)) - cost(math.floor(before))
        else:
            total += _between(before + now, cost) - _between(before, cost)
    return total


def _counts(question: Question, rule: Rule, i: int, j: int) -> bool:
    """Return whether a pair counts for new faces."""
    if "differing" in rule:
        first, second = (question["people"][k][rule["differing"]] for k in (i, j))
        if first is None or second is None or first == second:
            return False
    where = rule.get("where", {})
    other = rule.get("other", where)
    return any(meets(question, a, where) and meets(question, b, other) for a, b in ((i, j), (j, i)))


def new_team(question: Question, rule: Rule, teams: list[list[int]]) -> Fraction:
    """Visits to one team beyond what is fine."""
    total = 0
    for i in _chosen(question, rule):
        for g in range(len(question["teams"])):
            v = max(0, sum(row[i] == g for row in teams) - rule.get("most", 1))
            total += v if rule["must"] else v * (v + 1) // 2
    return Fraction(total)


def stay(question: Question, rule: Rule, teams: list[list[int]]) -> Fraction:
    """Pairs of rounds that somebody is on two teams."""
    total = 0
    for i in _chosen(question, rule):
        seen = [row[i] for row in teams if row[i] >= 0]
        total += sum(a != b for a, b in combinations(seen, 2))
    return Fraction(total)


def meet(question: Question, rule: Rule, teams: list[list[int]]) -> Fraction:
    """Meetings that are missing, of the pairs asked for."""
    everybody = list(range(len(question["people"])))
    who = _chosen(question, rule)
    others = [_person(question, one) for one in rule.get("others", [])]
    if "others_where" in rule:
        others = [i for i in everybody if meets(question, i, rule["others_where"])]
    elif not others:
        others = who  # each other
    pairs = {frozenset((i, j)) for i in who for j in others if i != j}
    met = [_together(question, teams, *sorted(pair)) for pair in pairs]
    return Fraction(sum(max(0, rule.get("least", 1) - m) for m in met))


# ---- kinds that judge by numbers and distances


def balance(question: Question, rule: Rule, the_round: Round, team: list[int]) -> Fraction:
    """What team sums are off the mean of all, squared, over the planned sizes."""
    value = {
        i: number(question, i, rule["column"])
        for i in the_round.people
        if meets(question, i, rule.get("where", {}))
    }
    known = {i: x for i, x in value.items() if x is not None}
    if not known:
        return Fraction(0)
    mean = sum(known.values(), Fraction(0)) / len(known)
    within = Fraction(str(rule.get("within") or 0))
    total = Fraction(0)
    for g, size in the_round.planned.items():
        seats = max(1, size)
        off = abs(sum((x - mean for i, x in known.items() if team[i] == g), Fraction(0)))
        total += max(Fraction(0), off - within * seats) ** 2 / seats
    return total / Fraction(len(question["people"]), len(question["teams"]))


def _standardised(question: Question, column: str, *, over: int) -> list[float] | None:
    """Return a number of mean 0 and variance 1 (over n - `over`) of everybody, blanks 0."""
    values = [number(question, i, column) for i in range(len(question["people"]))]
    known = [float(x) for x in values if x is not None]
    if len(known) <= over:
        return None
    mean = sum(known) / len(known)
    spread_of = math.sqrt(sum((x - mean) ** 2 for x in known) / (len(known) - over))
    if spread_of == 0:
        return None
    return [0.0 if x is None else (float(x) - mean) / spread_of for x in values]


def apart(question: Question, rule: Rule, i: int, j: int) -> float:
    """Return the distance of two people."""
    if rule.get("matrix") is not None:
        return float(rule["matrix"][i][j])
    first, second = question["people"][i], question["people"][j]
    metric, weights = rule.get("metric", "gower"), rule.get("weights", {})
    total = known = 0.0
    for column in rule["columns"]:
        weight, category = weights.get(column, 1.0), question["kinds"][column] == "category"
        if metric != "gower":
            values = None if category else _standardised(question, column, over=0)
            off = float(first[column] != second[column]) if category else 0.0
            if values is not None:
                off = abs(values[i] - values[j])
            total += weight * (off**2 if metric == "euclidean" else off)
        elif first[column] is not None and second[column] is not None:
            known += weight
            if category:
                total += weight * (first[column] != second[column])
                continue
            every = [number(question, k, column) for k in range(len(question["people"]))]
            there = [x for x in every if x is not None]
            a, b = every[i], every[j]
            if max(there) > min(there) and a is not None and b is not None:
                total += weight * float(abs(a - b) / (max(there) - min(there)))
    if metric == "gower":
        return total / known if known else 0.0
    return math.sqrt(total) if metric == "euclidean" else total


def mates(team: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that share a team."""
    for i, j in combinations(range(len(team)), 2):
        if team[i] == team[j] >= 0:
            yield i, j


def distance(question: Question, rule: Rule, the_round: Round, team: list[int]) -> float:
    """Minus the sum of the distances within teams; plus for like with like."""
    total = sum(apart(question, rule, i, j) for i, j in mates(team))
    return total if rule.get("similar") else -total


def features(
    question: Question, people: list[int], columns: list[str], moments: int
) -> list[dict[int, float]]:
    """Return standardised columns of people: numbers, their powers, values of categories."""
    found = []
    for column in columns:
        if question["kinds"][column] == "number":
            values = [number(question, i, column) for i in people]
            known = [x for x in values if x is not None]
            if len(known) < 2:
                continue
            mean = sum(known, Fraction(0)) / len(known)
            for power in range(1, moments + 1):
                raised = [None if x is None else float(x - mean) ** power for x in values]
                found.append(
                    _to_size(
                        [0.0 if x is None else x for x in raised], [x is not None for x in raised]
                    )
                )
        else:
            labels = [question["people"][i][column] for i in people]
            found += [
                _to_size([float(x == v) for x in labels], [True] * len(people))
                for v in sorted(set(labels) - {None})
            ]
    return [dict(zip(people, column, strict=True)) for column in found if any(column)]


def _to_size(values: list[float], known: list[bool]) -> list[float]:
    there = [x for x, k in zip(values, known, strict=True) if k]
    mean = sum(there) / len(there)
    size = math.sqrt(sum((x - mean) ** 2 for x in there) / (len(there) - 1))
    if size < 1e-9:
        return [0.0] * len(values)
    return [(x - mean) / size if k else 0.0 for x, k in zip(values, known, strict=True)]


def _columns(question: Question, rule: Rule) -> list[str]:
    return list(rule.get("columns") or question["kinds"])


def _gap(rows: list[dict[int, float]], i: int, j: int) -> float:
    return math.sqrt(sum((column[i] - column[j]) ** 2 for column in rows))


def _of_team(
    question: Question, the_round: Round, team: list[int], g: int, rule: Rule, moments: int
) -> float:
    """Return the squared length of the sum of the features of a team.

    A value of a category is off by what its count is off the fair share of the planned size.
    """
    total, people = 0.0, the_round.people
    for column in _columns(question, rule):
        weight = rule.get("weights", {}).get(column, 1.0)
        absent = the_round.planned[g] - team.count(g)
        for row in features(question, people, [column], moments):
            off = sum(row[i] for i in people if team[i] == g)
            if question["kinds"][column] != "number":
                off += absent * min(row.values())  # seats without anybody have no value
            total += weight * off**2
    return total


def dispersion(question: Question, rule: Rule, the_round: Round, team: list[int]) -> float:
    """Minus the least distance within teams, or how many pairs of mates are nearer than `least`."""
    everybody = list(range(len(question["people"])))
    rows = features(question, everybody, _columns(question, rule), 1)

    def gap(i: int, j: int) -> float:
        return float(rule["matrix"][i][j]) if "matrix" in rule else _gap(rows, i, j)

    gaps = [gap(i, j) for i, j in mates(team)]
    if rule.get("least") is not None:
        return float(sum(one < rule["least"] for one in gaps))
    # nobody with a mate is as good as all mates as far apart as people can be
    return -min(gaps or [max(gap(i, j) for i, j in combinations(everybody, 2))])


def anticluster(question: Question, rule: Rule, the_round: Round, team: list[int]) -> float:
    """Squared sums of features over planned sizes, or minus the sum of distances within teams."""
    objective = rule.get("objective", "variance")
    moments = rule.get("moments", 2) if objective == "kplus" else 1
    rows = features(question, the_round.people, _columns(question, rule), moments)
    if objective in ("variance", "kplus"):
        return sum(
            _of_team(question, the_round, team, g, rule, moments) / max(1, the_round.planned[g])
            for g in the_round.planned
        )
    power = 1 if objective == "diversity" else 2
    return -sum(_gap(rows, i, j) ** power for i, j in mates(team))


OF_ROUND: dict[str, Callable[[Question, Rule, Round, list[int]], Fraction | float]] = {
    "spread": spread, "cluster": cluster, "balance": balance, "at_least": quota,
    "at_most": quota, "exactly": quota, "cover": by_value, "same_at_most": by_value,
    "not_alone": not_alone, "together": circles, "apart": circles, "prefer": company,
    "avoid": company, "pin": places, "bar": places, "keep": keep, "distance": distance,
    "dispersion": dispersion, "anticluster": anticluster,
}  # fmt: skip
OF_ALL_ROUNDS: dict[str, Callable[[Question, Rule, list[list[int]]], Fraction]] = {
    "new_faces": new_faces, "new_team": new_team, "stay": stay, "meet": meet,
}  # fmt: skip


def in_round(rule: Rule, r: int) -> bool:
    """Return whether a rule speaks of a round, by its place from 0."""
    named = rule.get("rounds", [])
    named = [named] if isinstance(named, int) else named
    return not named or r + 1 in named


def cost(question: Question, rule: Rule, teams: list[list[int]]) -> Fraction | float:
    """Return what a rule costs in whole units, or how often a must rule is broken."""
    if rule["kind"] in OF_ALL_ROUNDS:
        return OF_ALL_ROUNDS[rule["kind"]](question, rule, teams)
    return sum(
        OF_ROUND[rule["kind"]](question, rule, round_of(question, r), teams[r])
        for r in range(question["rounds"])
        if in_round(rule, r)
    )
