"""Compiling (once per machine) and loading the kernels, before any clock runs."""

from __future__ import annotations

from functools import cache

import numpy as np

from grouping.local.choice import searcher_for
from grouping.local.dispersion_searcher import DispersionSearcher
from grouping.local.pack import pack_rounds, pack_terms
from grouping.local.points_searcher import PointsSearcher
from grouping.local.searcher import Searcher
from grouping.local.teams_searcher import TeamsSearcher
from grouping.terms import Nearest, RuleTerms, Terms


@cache
def warm_up() -> None:
    """Run every kernel once on a tiny problem; the first run on a machine compiles them."""
    seats = np.full(2, 2, dtype=np.int64)
    table = 1 - np.eye(4, dtype=np.int64)
    for with_tally in (False, True):
        rule = RuleTerms(4, 2, must=False)
        rule.matrix(table)
        if with_tally:
            rule.tally([0, 1], [0, 0, 1])
        terms = Terms(4, seats, seats, (rule,), (1,))
        stack = pack_rounds(terms)
        Searcher(stack, np.random.default_rng(0), target=-1).advance(1)
        searcher_for(stack, np.random.default_rng(0), target=-1).advance(terms.n)
    rule = RuleTerms(4, 2, must=False)
    rule.tally([0, 1], [0, 0, 1])
    pack = pack_terms(Terms(4, seats, seats, (rule,), (1,)))
    TeamsSearcher(pack, np.random.default_rng(0), target=-1).advance(4)
    places = np.arange(4, dtype=np.int64)[:, None]
    PointsSearcher(places, seats, 0, np.random.default_rng(0), target=-99).advance(4)
    first, second = np.triu_indices(4, 1)
    near = Nearest(first.astype(np.int32), second.astype(np.int32), np.arange(1, 7))
    rng = np.random.default_rng(0)
    DispersionSearcher(near, 4, seats, seats, 0, rng, target=-99).advance(4)
