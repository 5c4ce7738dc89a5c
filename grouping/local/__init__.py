"""The local engine: compiled search over swaps and lone moves.  Sees `Terms` only."""

from grouping.local.engine import LocalSearch, search
from grouping.local.warm import warm_up

__all__ = ["LocalSearch", "search", "warm_up"]
