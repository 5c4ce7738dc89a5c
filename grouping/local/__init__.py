"""The local engine: compiled search over swaps and lone moves.  Sees `Terms` only."""

from grouping.local.engine import LocalSearch, search

__all__ = ["LocalSearch", "search"]
