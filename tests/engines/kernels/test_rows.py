"""Rows of 32-bit distances: sums kept up to date, and a leg against a plain twin."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grouping.engines.kernels.anneal_rows import BEST_COST, COST, EVALUATIONS, TABLE, anneal_rows
from grouping.engines.kernels.distance_rows import WIDTH, count_rows, move_rows, swap_rows
from grouping.engines.kernels.rng import bits_from, draw, lower, upper


class Rows(NamedTuple):
    """The arrays of a search."""

    cost: np.ndarray
    team: np.ndarray
    gain: np.ndarray
    own: np.ndarray
    mean: np.ndarray
    size: np.ndarray

    def copy(self) -> Rows:
        return Rows(*(array.copy() for array in self))


def rows_of(seed: int, people: int, teams: int) -> Rows:
    """Return a random assignment of random costs, some below 0, every team with somebody."""
    rng = np.random.default_rng(seed)
    padded = -(-people // WIDTH) * WIDTH
    half = np.triu(rng.integers(-50, 100, (people, people)), 1)
    cost = np.zeros((people, padded), dtype=np.int32)
    cost[:, :people] = half + half.T
    team = np.full(padded, teams, dtype=np.int32)
    team[:people] = rng.permutation(np.arange(people) % teams)
    gain = np.zeros((teams, padded), dtype=np.int32)
    size = np.zeros(teams, dtype=np.int32)
    own, mean = np.zeros(padded, dtype=np.int32), np.zeros(teams, dtype=np.int32)
    rows = Rows(cost, team, gain, own, mean, size)
    count_rows(*rows)
    return rows


def plain_cost(rows: Rows) -> int:
    """Return the cost of all pairs that share a team, one pair at a time."""
    people = len(rows.cost)
    pairs = ((i, j) for i in range(people) for j in range(i))
    return sum(int(rows.cost[i, j]) for i, j in pairs if rows.team[i] == rows.team[j])


def assert_counted(rows: Rows) -> None:
    """Check that all sums are what counting from scratch makes them; means may be older."""
    again = rows.copy()
    count_rows(*again)
    people = len(rows.cost)
    there = rows.team[:people]
    assert np.array_equal(rows.gain, again.gain)
    assert np.array_equal(rows.size, again.size)
    assert np.array_equal(rows.own[:people], rows.gain[there, np.arange(people)] - rows.mean[there])
    assert np.array_equal(rows.own[people:], again.own[people:])


SEEDS = st.integers(0, 2**32 - 1)


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.integers(2, 70), st.integers(1, 6))
def test_the_cost_is_that_of_all_pairs(seed: int, people: int, teams: int):
    rows = rows_of(seed, people, teams)
    assert count_rows(*rows) == plain_cost(rows)


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.integers(4, 70), st.integers(2, 4), st.data())
def test_swaps_and_moves_keep_all_sums(seed: int, people: int, teams: int, data: st.DataObject):
    rows = rows_of(seed, people, teams)
    for _ in range(5):
        i, j = (data.draw(st.integers(0, people - 1)) for _ in range(2))
        a, b = rows.team[i], rows.team[j]
        if a == b:
            continue
        if data.draw(st.booleans()):
            swap_rows(rows.cost, rows.team, rows.gain, rows.own, rows.mean, i, j, a, b)
        else:
            move_rows(rows.cost, rows.team, rows.gain, rows.own, rows.mean, rows.size, i, a, b)
        assert_counted(rows)


class Leg(NamedTuple):
    """What a leg is given beside the rows."""

    low: np.ndarray
    high: np.ndarray
    bits: np.ndarray
    exponential: np.ndarray
    levels: int
    rows: int
    hot: float
    cold: float


def leg_of(seed: int, rows: Rows, *, spare: int) -> Leg:
    rng = np.random.default_rng(seed)
    low = np.maximum(rows.size.astype(np.int64) - spare, 0)
    high = rows.size.astype(np.int64) + spare
    exponential = rng.exponential(size=TABLE + len(rows.team))
    return Leg(low, high, bits_from(rng), exponential, 7, 200, 150.0, 2.0)


def run(rows: Rows, leg: Leg, pieces: list[int], target: int = -(10**9)) -> tuple:
    """Run the kernel in pieces; return figures, best, swaps for the worse, rows done."""
    figures = np.array([plain_cost(rows), plain_cost(rows), 0], dtype=np.int64)
    best, uphill = rows.team.copy(), np.zeros(leg.levels, dtype=np.int64)
    threshold, mine = np.zeros(len(leg.exponential), np.int32), np.zeros(len(leg.low) + 1, np.int32)
    bits, begin = leg.bits.copy(), 0
    for piece in pieces:
        begin += anneal_rows(
            rows.cost,
            leg.low,
            leg.high,
            rows.team,
            rows.gain,
            rows.own,
            rows.mean,
            rows.size,
            best,
            figures,
            bits,
            leg.exponential,
            threshold,
            mine,
            uphill,
            begin,
            piece,
            leg.rows,
            leg.hot,
            leg.cold,
            bool((leg.low != leg.high).any()),
            target,
        )
    return figures, best, uphill, begin


def twin(rows: Rows, leg: Leg) -> tuple[list[int], np.ndarray, list[int]]:
    """Do the same slowly: every cost from scratch.  Return costs after every row, best, uphill."""
    people, teams, team = len(rows.cost), len(leg.low), rows.team
    bits, value = leg.bits.copy(), plain_cost(rows)
    best, lowest, costs, uphill = team.copy(), value, [], [0] * leg.levels

    def tried(changed: dict[int, int], place: int, temperature: float) -> bool:
        nonlocal value, lowest, best
        before = {who: team[who] for who in changed}
        for who, g in changed.items():
            team[who] = g
        now = plain_cost(rows)
        if now - value > int(leg.exponential[place] * temperature):
            for who, g in before.items():
                team[who] = g
            return False
        uphill[level] += now > value
        value = now
        if value < lowest:
            lowest, best = value, team.copy()
        return True

    for row in range(leg.rows):
        level = row * leg.levels // leg.rows
        temperature = leg.hot * (leg.cold / leg.hot) ** (level / max(1, leg.levels - 1))
        drawn = np.uint64(draw(bits))  # numba hands out an int
        i, place = upper(drawn, people), lower(drawn, TABLE)
        size = np.bincount(team[:people], minlength=teams)
        if (leg.low != leg.high).any() and size[team[i]] > leg.low[team[i]]:
            first = upper(np.uint64(draw(bits)), teams)
            for k in range(1, teams + 1):
                g = (first + k) % teams
                free = g != team[i] and size[g] < leg.high[g]
                if free and tried({i: g}, (place + k) % TABLE, temperature):
                    break
        for j in range(people):
            if team[i] != team[j]:
                tried({i: team[j], j: team[i]}, place + j, temperature)
        costs.append(value)
    return costs, best, uphill


@pytest.mark.parametrize("spare", [0, 2])
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("levels", [7, 1], ids=["cooling", "hot: no short looks in the end"])
def test_a_leg_is_what_a_plain_loop_does(seed: int, spare: int, levels: int):
    rows = rows_of(seed, 14, 3)
    leg = leg_of(seed, rows, spare=spare)._replace(levels=levels)
    slow = rows.copy()
    figures, best, uphill, done = run(rows, leg, [leg.rows])
    costs, plain_best, plain_uphill = twin(slow, leg)
    assert np.array_equal(rows.team, slow.team)
    assert (figures[COST], figures[BEST_COST]) == (costs[-1], plain_cost(slow._replace(team=best)))
    assert np.array_equal(best, plain_best)
    assert uphill.tolist() == plain_uphill
    assert sum(plain_uphill) > 20
    assert done == leg.rows


@pytest.mark.parametrize("spare", [0, 3])
@pytest.mark.parametrize("people", [31, 32, 33, 70])
def test_cutting_a_leg_changes_nothing_and_all_sums_hold(people: int, spare: int):
    whole, cut = rows_of(people, people, 5), rows_of(people, people, 5)
    leg = leg_of(people, whole, spare=spare)
    figures, best, uphill, _ = run(whole, leg, [leg.rows])
    pieces = run(cut, leg, [1, 1, 1, 57, 0, 100, 40])
    assert np.array_equal(figures[:EVALUATIONS], pieces[0][:EVALUATIONS])
    assert np.array_equal(best, pieces[1])
    assert np.array_equal(uphill, pieces[2])
    assert np.array_equal(whole.team, cut.team)
    assert_counted(whole)
    assert figures[BEST_COST] == plain_cost(whole._replace(team=best))
    assert (whole.size >= leg.low).all()
    assert (whole.size <= leg.high).all()
    assert (whole.team[people:] == len(leg.low)).all()


def test_a_leg_ends_at_its_target():
    rows = rows_of(1, 40, 4)
    leg = leg_of(1, rows, spare=1)
    target = plain_cost(rows) - 500
    figures, best, _, done = run(rows, leg, [leg.rows], target)
    assert done < leg.rows
    assert figures[BEST_COST] <= target
    assert plain_cost(rows._replace(team=best)) == figures[BEST_COST]
