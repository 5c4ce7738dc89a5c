"""Meetings of many people in the flat form of the kernels, without a table of all pairs."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from grouping.errors import InputError
from grouping.language import _
from grouping.terms.arrays import Index, Ints
from grouping.terms.cross_round import Meetings
from grouping.terms.rounds import Joint

# Kinds of pairs of classes make a square table, and lists of members one of teams x most seats.
MOST_CLASSES = 5_000
MOST_SEATS = 200_000_000


class Mates(NamedTuple):
    """Fields of a pack, and the (must, soft) cost of an assignment in which no pair meets."""

    fields: dict[str, Any]
    constant: Ints


def without_mates() -> dict[str, Any]:
    """Return the fields of a pack without such meetings."""
    none, numbers = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int64)
    return {
        "meet_label": none,
        "meet_kind": np.zeros((0, 0), dtype=np.int32),
        "meet_quiet": np.zeros(0, dtype=np.bool_),
        "meet_start": numbers,
        "meet_other": none,
        "meet_special": none,
        "meet_soft_step": numbers,
        "meet_must_step": numbers,
    }


def pack_mates(layers: list[tuple[Meetings, int, int]], joint: Joint) -> Mates:
    """Return the flat form of terms, each with its factors in the (soft, must) cost."""
    most = max(int(part.terms.high.max()) for part in joint.parts)
    if joint.rounds * joint.teams * most > MOST_SEATS:
        raise InputError(
            _(
                "teams of up to {size} people, {teams} of them, do not fit in memory with "
                "meetings of {people} people",
                size=most,
                teams=joint.teams,
                people=joint.n,
            ),
            hint=_("say how large the largest team may be, nearer to what is needed"),
        )
    merged, soft, must = _merged(layers, joint.rounds + 1)
    pairs = merged.pairs_of_kind
    constant = np.array([pairs @ must[:, 0], pairs @ soft[:, 0]], dtype=np.int64)
    first, steps = merged.kind.ravel(), [np.append(np.diff(t.ravel()), 0) for t in (soft, must)]
    width = soft.shape[1]
    both = np.concatenate([merged.first, merged.second]).astype(np.int64)
    other = np.concatenate([merged.second, merged.first])
    start = np.zeros(joint.n + 1, dtype=np.int64)
    np.cumsum(np.bincount(both, minlength=joint.n), out=start[1:])
    order = np.argsort(both, kind="stable")
    fields = {
        "meet_soft": soft.ravel(),
        "meet_must": must.ravel(),
        "meet_label": merged.label,
        "meet_kind": np.ascontiguousarray(merged.kind * width).astype(np.int32),
        "meet_quiet": np.array([not (steps[0] | steps[1])[first * width].any()]),
        "meet_start": start,
        "meet_other": other[order],
        "meet_special": (np.tile(merged.special, 2)[order] * width).astype(np.int32),
        "meet_soft_step": steps[0],
        "meet_must_step": steps[1] if must.any() else np.zeros(0, dtype=np.int64),
    }
    return Mates(fields, constant)


def _merged(layers: list[tuple[Meetings, int, int]], width: int) -> tuple[Meetings, Ints, Ints]:
    """Return one term for all: its kinds, without tables, and the tables of both layers."""
    n = layers[0][0].n
    labels = np.stack([term.label for term, _, _ in layers])
    classes, label = np.unique(labels, axis=1, return_inverse=True)
    count = classes.shape[1]
    if count > MOST_CLASSES:
        raise InputError(
            _(
                "people fall into {n} classes by whom they are to meet, above {most}",
                n=count,
                most=MOST_CLASSES,
            ),
            hint=_("use a column with fewer different values"),
        )
    listed = [t.first.astype(np.int64) * n + t.second for t, _, _ in layers]
    pairs = np.unique(np.concatenate(listed))
    first, second = (pairs // n).astype(np.int32), (pairs % n).astype(np.int32)
    number = np.zeros(count * count + len(pairs), dtype=np.int64)
    soft, must = np.zeros((2, 1, width), dtype=np.int64)
    for (term, per_soft, per_must), mine in zip(layers, classes, strict=True):
        usual = term.kind[np.ix_(mine, mine)].ravel()
        both = number * len(term.tables) + np.concatenate([usual, term.kinds_of(first, second)])
        used, number = np.unique(both, return_inverse=True)
        number = number.ravel()
        before, row = used // len(term.tables), used % len(term.tables)
        soft = soft[before] + per_soft * term.tables[row]
        must = must[before] + per_must * term.tables[row]
    kind = number[: count * count].reshape(count, count).astype(np.int32)
    special: Index = number[count * count :].astype(np.int32)
    own: Index = label.ravel().astype(np.int32)
    differ = special != kind[own[first], own[second]]
    term = Meetings(own, kind, first[differ], second[differ], special[differ], soft)
    return term, soft, must
