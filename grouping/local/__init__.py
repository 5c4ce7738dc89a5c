"""The local engine: compiled search over swaps and lone moves.  Sees `Terms` only."""

from grouping.local.engine import search
from grouping.local.warm import warm_up

__all__ = ["search", "warm_up"]
