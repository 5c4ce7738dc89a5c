"""The local engine: compiled search over swaps and lone moves.  Sees `Terms` only."""

from grouping.engines.local.parallel_search import LocalSearch, search

__all__ = ["LocalSearch", "search"]
