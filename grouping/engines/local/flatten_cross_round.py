"""Write terms that span the rounds as the flat arrays of the kernels."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from grouping.engines.kernels.state import Codes
from grouping.engines.local.flatten_sparse_meetings import pack_mates
from grouping.errors import InputError
from grouping.language import _
from grouping.terms.cross_round import Meetings, Visits
from grouping.terms.rounds import Joint

# Meeting codes are 16-bit numbers.
MOST_CODES = 32_000
# Of more people than this, meetings are counted without a table of all pairs.
MOST_DENSE = 5_000


class Across(NamedTuple):
    """Fields of a pack that span the rounds, and the kind of every pair, (0, 0) if many people."""

    fields: dict[str, Any]
    pair_kind: Codes


def pack_across(joint: Joint) -> Across:
    """Return the flat form of all terms that span the rounds."""
    meetings, visits = [], []
    for rule, coef in zip(joint.rules, joint.coefs, strict=True):
        layer = (0, 1) if rule.must else (coef, 0)
        for term in rule.across:
            if isinstance(term, Meetings):
                meetings.append((term, *layer))
            else:
                visits.append((term, *layer))
    fields = _visits(visits, joint)
    constant = joint.total([rule.constant for rule in joint.rules])
    fields["across"] = np.array(constant, dtype=np.int64)
    if meetings and joint.n > MOST_DENSE:
        none = np.zeros((0, 0), dtype=np.int16)
        sparse = pack_mates(meetings, joint)
        fields["across"] += sparse.constant
        return Across(fields | sparse.fields, none)
    kind, soft, must = _meetings(meetings, joint)
    return Across(fields | {"meet_soft": soft, "meet_must": must}, kind)


def _meetings(layers: list[tuple[Meetings, int, int]], joint: Joint) -> tuple[Codes, Any, Any]:
    """Give pairs that cost the same in all terms one kind; kind 0 costs nothing, ever."""
    width = joint.rounds + 1
    nothing = np.zeros(width, dtype=np.int64)
    if not layers:
        none = np.zeros(0, dtype=np.int64)
        return np.zeros((0, 0), dtype=np.int16), none, none
    kind = np.zeros((joint.n, joint.n), dtype=np.int64)
    tables = [(nothing, nothing)]
    for term, soft, must in layers:
        rows = term.matrix()
        np.fill_diagonal(rows, 0)
        both = kind * len(term.tables) + rows
        used = np.flatnonzero(np.bincount(both.ravel()))
        kind = np.searchsorted(used, both) + 1
        tables = [
            (
                tables[code // len(term.tables)][0] + soft * term.tables[code % len(term.tables)],
                tables[code // len(term.tables)][1] + must * term.tables[code % len(term.tables)],
            )
            for code in used.tolist()
        ]
        tables.insert(0, (nothing, nothing))
    np.fill_diagonal(kind, 0)
    if len(tables) * width > MOST_CODES:
        raise InputError(_("pairs have too many different histories"), hint=_("round the weights"))
    soft_tables = np.concatenate([soft for soft, _ in tables])
    must_tables = np.concatenate([must for _, must in tables])
    return kind.astype(np.int16), soft_tables, must_tables


def _visits(layers: list[tuple[Visits, int, int]], joint: Joint) -> dict[str, Any]:
    """Merge all visits into one table with a row for each kind of participant, row 0 free."""
    width = joint.rounds + 1
    if not layers:
        none = np.zeros((0, width), dtype=np.int64)
        row = np.zeros(0, dtype=np.int32)
        return {"visit_row": row, "visit_soft": none, "visit_must": none}
    rows = np.stack([term.row for term, _, _ in layers])
    free = np.full((len(rows), 1), -1, dtype=np.int32)
    kinds, back = np.unique(np.concatenate([free, rows], axis=1), axis=1, return_inverse=True)
    soft, must = np.zeros((2, kinds.shape[1], width), dtype=np.int64)
    for (term, per_soft, per_must), row in zip(layers, kinds, strict=True):
        known = row >= 0
        soft[known] += per_soft * term.tables[row[known]]
        must[known] += per_must * term.tables[row[known]]
    row = back.ravel()[1:].astype(np.int32)
    return {"visit_row": row, "visit_soft": soft, "visit_must": must}
