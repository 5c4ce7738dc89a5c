"""Write terms as the flat arrays of the kernels."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from grouping.engines.kernels.stack import Stack, stack_packs
from grouping.engines.kernels.state import Pack
from grouping.engines.local.flatten_cross_round import pack_across
from grouping.engines.local.flatten_sparse_meetings import without_mates
from grouping.terms.arrays import Index, Ints
from grouping.terms.rounds import Joint, joint_of
from grouping.terms.terms import Matrix, Pairs, Place, RuleTerms, Square, Tally, Term, Terms

# Up to how many people nobody is kept in the one team that must places leave them.
FEW = 30


class _Layered(NamedTuple):
    """A term with its layer's factor: soft costs are weighed, must costs count as they are."""

    term: Term
    soft: int
    must: int


def pack_rounds(terms: Terms | Joint) -> Stack:
    """Return the flat form of all rounds."""
    joint = joint_of(terms)
    across = pack_across(joint)
    packs = []
    for part in joint.distinct:
        present = np.zeros(joint.n, dtype=bool)
        present[part.people] = True
        packs.append(
            replace(pack_terms(part.whole(joint.n, joint.teams), present), **across.fields)
        )
    kind = [next(k for k, one in enumerate(joint.distinct) if one is part) for part in joint.parts]
    return stack_packs(packs, kind, joint.present, across.pair_kind)


def pack_terms(terms: Terms, present: NDArray[np.bool_] | None = None) -> Pack:
    """Return the flat form of one round; who is not `present` does not move."""
    every = [_layer(rule, coef, t) for rule, coef in _rules(terms) for t in rule.terms]
    tallies = [x for x in every if isinstance(x.term, Tally)]
    heads = [x for x in tallies if x.term.counts_heads]  # type: ignore[union-attr]
    others = [x for x in tallies if not x.term.counts_heads]  # type: ignore[union-attr]
    places = _places([x for x in every if isinstance(x.term, Place)], terms)
    counters = _counters(others, terms)
    pairs = _pairs([x for x in every if isinstance(x.term, Pairs)], terms.n)
    here = np.ones(terms.n, dtype=bool) if present is None else present
    free, tags = _free(*places, terms, here), _tags(heads, terms)
    linked = np.diff(counters["counter_start"]) + np.diff(pairs["pair_start"]) > 0
    return Pack(
        low=terms.low,
        high=terms.high,
        free=free,
        **tags,
        **_kin(np.column_stack([tags["tag"], places[0], linked]), free),
        **_squares([x for x in every if isinstance(x.term, Square)], terms),
        place_row=places[0],
        place_soft=places[1],
        place_must=places[2],
        linked=linked,
        **counters,
        **pairs,
        constant=np.array(terms.total([rule.constant for rule in terms.rules]), dtype=np.int64),
        distance=_distance([x for x in every if isinstance(x.term, Matrix)]),
        meet_soft=np.zeros(0, dtype=np.int64),
        meet_must=np.zeros(0, dtype=np.int64),
        visit_row=np.zeros(0, dtype=np.int32),
        visit_soft=np.zeros((0, 2), dtype=np.int64),
        visit_must=np.zeros((0, 2), dtype=np.int64),
        across=np.zeros(2, dtype=np.int64),
        **without_mates(),
    )


def _rules(terms: Terms) -> list[tuple[RuleTerms, int]]:
    return list(zip(terms.rules, terms.coefs, strict=True))


def _layer(rule: RuleTerms, coef: int, term: Term) -> _Layered:
    return _Layered(term, 0, 1) if rule.must else _Layered(term, coef, 0)


class _Tables:
    """Tables laid end to end, each padded by one entry at both ends."""

    def __init__(self) -> None:
        self.soft: list[NDArray[np.int64]] = [np.zeros(3, dtype=np.int64)]
        self.must: list[NDArray[np.int64]] = [np.zeros(3, dtype=np.int64)]
        self.length = 3

    def add(self, layers: list[_Layered]) -> Ints:
        """Add the sum of tallies that count the same; return where each team's 0 stands."""
        tallies = [x.term for x in layers if isinstance(x.term, Tally)]
        kinds, which = np.unique(np.stack([t.which for t in tallies]), axis=1, return_inverse=True)
        values = max(t.tables.shape[1] for t in tallies)
        begins = np.zeros(kinds.shape[1], dtype=np.int64)
        for k, rows in enumerate(kinds.T):
            soft, must = np.zeros((2, values + 2), dtype=np.int64)
            for layer, tally, row in zip(layers, tallies, rows, strict=True):
                inner = slice(1, 1 + tally.tables.shape[1])
                soft[inner] += layer.soft * tally.tables[row]
                must[inner] += layer.must * tally.tables[row]
            begins[k] = self.length + 1
            self.soft.append(soft)
            self.must.append(must)
            self.length += values + 2
        return begins[which.ravel()]


def _tags(layers: list[_Layered], terms: Terms) -> dict[str, Any]:
    """Merge counters with the same members into one tag; let disjoint tags share a slot."""
    same: dict[bytes, list[_Layered]] = defaultdict(list)
    for layer in layers:
        assert isinstance(layer.term, Tally)
        same[layer.term.members.tobytes()].append(layer)
    tables = _Tables()
    bases = [np.ones(terms.teams, dtype=np.int64)]
    slots: list[Index] = []
    for number, group in enumerate(same.values(), start=1):
        first = group[0].term
        assert isinstance(first, Tally)
        bases.append(tables.add(group))
        slot = next((s for s in slots if not s[first.members].any()), None)
        if slot is None:
            slot = np.zeros(terms.n, dtype=np.int32)
            slots.append(slot)
        slot[first.members] = number
    tag = np.stack(slots, axis=1) if slots else np.zeros((terms.n, 0), dtype=np.int32)
    return {
        "tag": np.ascontiguousarray(tag),
        "base": np.ascontiguousarray(np.stack(bases, axis=1)),
        "table_soft": np.concatenate(tables.soft),
        "table_must": np.concatenate(tables.must),
    }


def _kin(counts_for: NDArray[np.generic], free: Index) -> dict[str, Any]:
    """Class the people who may move by what they count for, linked ones (last column) aside.

    Exchanging two of a class changes no count, so it is where sums, distances and meetings are
    mended once the counts are right.
    """
    kin = np.full(len(counts_for), -1, dtype=np.int32)
    usual = free[counts_for[free, -1] == 0]
    _, back, sizes = np.unique(_ranked(counts_for[usual]), return_inverse=True, return_counts=True)
    several = sizes > 1
    number = np.where(several, np.cumsum(several) - 1, -1)
    kin[usual] = number[back.ravel()]
    members = np.flatnonzero(kin >= 0)
    start = np.zeros(int(several.sum()) + 1, dtype=np.int64)
    np.cumsum(sizes[several], out=start[1:])
    order = members[np.argsort(kin[members], kind="stable")].astype(np.int32)
    return {"kin": kin, "kin_start": start, "kin_member": order}


def _ranked(rows: NDArray[np.generic]) -> Ints:
    """Return a number for each row, equal for equal rows, in the order of the rows."""
    ranks = np.zeros(len(rows), dtype=np.int64)
    for column in rows.T.astype(np.int64):
        values, back = np.unique(column, return_inverse=True)
        ranks = ranks * len(values) + back.ravel()
        if len(values) > 1:  # small again, so that the next column fits
            ranks = np.unique(ranks, return_inverse=True)[1].ravel().astype(np.int64)
    return ranks


def _counters(layers: list[_Layered], terms: Terms) -> dict[str, Any]:
    """Lay out counters to which members add different amounts."""
    tables = _Tables()
    bases = [tables.add([layer]) for layer in layers]
    who: list[NDArray[np.generic]] = [np.zeros(0, dtype=np.int64)]
    counter: list[NDArray[np.generic]] = [np.zeros(0, dtype=np.int64)]
    amounts: list[NDArray[np.generic]] = [np.zeros(0, dtype=np.int64)]
    for k, layer in enumerate(layers):
        assert isinstance(layer.term, Tally)
        who.append(layer.term.members)
        counter.append(np.full(len(layer.term.members), k))
        amounts.append(layer.term.amounts)
    start, order = _by_person(np.concatenate(who), terms.n)
    empty = np.zeros((terms.teams, 0), dtype=np.int64)
    return {
        "counter_start": start,
        "counter": np.concatenate(counter)[order].astype(np.int32),
        "counter_amount": np.concatenate(amounts)[order].astype(np.int64),
        "counter_base": np.ascontiguousarray(np.stack(bases, axis=1)) if bases else empty,
        "counter_soft": np.concatenate(tables.soft),
        "counter_must": np.concatenate(tables.must),
    }


def _by_person(who: NDArray[np.generic], n: int) -> tuple[Ints, NDArray[np.intp]]:
    """Return where each person's entries start, and the order that sorts entries by person."""
    people = who.astype(np.int64)
    start = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(people, minlength=n), out=start[1:])
    return start, np.argsort(people, kind="stable")


def _squares(layers: list[_Layered], terms: Terms) -> dict[str, Any]:
    squares = [x.term for x in layers if isinstance(x.term, Square)]

    def per_team(columns: list[Ints], length: int) -> Ints:
        empty = np.zeros((length, 0), dtype=np.int64)
        return np.ascontiguousarray(np.stack(columns, axis=1)) if columns else empty

    pairs = list(zip(layers, squares, strict=True))
    return {
        "amount": per_team([s.amounts for s in squares], terms.n),
        "target": per_team([s.targets for s in squares], terms.teams),
        "slack": per_team([s.slack for s in squares], terms.teams),
        "square_soft": per_team([x.soft * s.coefs for x, s in pairs], terms.teams),
        "square_must": per_team([x.must * s.coefs for x, s in pairs], terms.teams),
    }


def _places(layers: list[_Layered], terms: Terms) -> tuple[Index, Ints, Ints]:
    """Merge all places into one table with a row for each kind of participant, row 0 free."""
    places = [x.term for x in layers if isinstance(x.term, Place)]
    nobody = np.full((1, terms.n), -1, dtype=np.int32)
    rows = np.concatenate([nobody, *(p.row[None, :] for p in places)])
    # a first made-up participant without places makes row 0
    kinds, kind_of = np.unique(
        np.concatenate([np.full((len(rows), 1), -1, dtype=np.int32), rows], axis=1),
        axis=1,
        return_inverse=True,
    )
    soft, must = np.zeros((2, kinds.shape[1], terms.teams), dtype=np.int64)
    for layer, place, row in zip(layers, places, kinds[1:], strict=True):
        known = row >= 0
        soft[known] += layer.soft * place.costs[row[known]]
        must[known] += layer.must * place.costs[row[known]]
    return kind_of.ravel()[1:].astype(np.int32), soft, must


def _free(
    row: Index,
    soft: Ints,  # noqa: ARG001 - as packed
    must: Ints,
    terms: Terms,
    present: NDArray[np.bool_],
) -> Index:
    """Return who may move: all who come but those whom must places leave a single team with seats.

    Where the seats do not allow all of these to stay, everybody may move.  So may all few people:
    where must rules clash, breaking that of a place may cost least.
    """
    if terms.n <= FEW:
        return np.flatnonzero(present).astype(np.int32)
    homes = np.where(present, only_team(must)[row], -1)
    held = np.bincount(homes[homes >= 0], minlength=terms.teams)
    others = int((present & (homes < 0)).sum())
    if (held > terms.high).any() or np.maximum(terms.low - held, 0).sum() > others:
        homes[:] = -1
    return np.flatnonzero(present & (homes < 0)).astype(np.int32)


def only_team(must: Ints) -> NDArray[np.int64]:
    """Return for each row of places the one team that breaks no must rule, -1 if several."""
    allowed = must == 0
    return np.where(allowed.sum(axis=1) == 1, allowed.argmax(axis=1), -1)


def _pairs(layers: list[_Layered], n: int) -> dict[str, Any]:
    """List every pair with both its people, equal pairs added up."""
    costs: dict[tuple[int, int], list[int]] = {}
    for layer in layers:
        assert isinstance(layer.term, Pairs)
        term = layer.term
        triples = zip(term.first.tolist(), term.second.tolist(), term.costs.tolist(), strict=True)
        for i, j, cost in triples:
            for pair in ((i, j), (j, i)):
                both = costs.setdefault(pair, [0, 0])
                both[0] += layer.soft * cost
                both[1] += layer.must * cost
    ends = np.array(list(costs), dtype=np.int64).reshape(-1, 2)
    values = np.array(list(costs.values()), dtype=np.int64).reshape(-1, 2)
    start, order = _by_person(ends[:, 0], n)
    return {
        "pair_start": start,
        "pair_other": ends[order, 1].astype(np.int32),
        "pair_soft": values[order, 0].copy(),
        "pair_must": values[order, 1].copy(),
    }


def _distance(layers: list[_Layered]) -> Ints:
    total = np.zeros((0, 0), dtype=np.int64)
    for layer in layers:
        assert isinstance(layer.term, Matrix)
        weighed = layer.soft * layer.term.costs
        total = weighed if not len(total) else total + weighed
    return np.ascontiguousarray(total)
