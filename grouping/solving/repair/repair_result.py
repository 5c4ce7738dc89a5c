"""The result of a repair: who moves, whether fewer could, and what more moves would bring."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from grouping.scoring.score import Score
from grouping.solving.repair.fewest_moves import Fewest
from grouping.solving.repair.repair_question import Question
from grouping.solving.solve import Result
from grouping.terms.arrays import Index

Kind = Literal["moved", "new", "gone"]


@dataclass(frozen=True)
class Move:
    """A change for one person in one round.

    Attributes
    ----------
    person, round
        Positions.
    before, after
        Positions of the teams, -1 for none.
    why
        In words.
    """

    person: int
    round: int
    before: int
    after: int
    why: str

    @property
    def kind(self) -> Kind:
        """``moved`` from one team to another, ``new`` on a team, or ``gone``."""
        if self.after < 0:
            return "gone"
        return "new" if self.before < 0 else "moved"


@dataclass(frozen=True, eq=False)
class Point:
    """The best teams found with at most so many moves.

    Attributes
    ----------
    moves
        How many (person, round) are away from their team.
    assignment
        int32, shape (rounds, n).
    score
        What the judge says of it.
    sizes
        Fewest and most people on a team in the rounds that are open.
    """

    moves: int
    assignment: Index
    score: Score
    sizes: tuple[int, int]


@dataclass(frozen=True, eq=False)
class Repair:
    """A repaired assignment.

    Attributes
    ----------
    question
        What was to be repaired.
    result
        The repaired teams and what the judge says of them.
    moves
        Every change, those who moved first, then who is new, then who is gone.
    fewest
        How few moves the must rules allow, and how sure that is.
    curve
        The best found for every number of moves at which the wishes are met better than with
        fewer; rising moves, falling cost.
    best_proven
        Whether no teams with as many moves meet the wishes better.
    """

    question: Question
    result: Result
    moves: tuple[Move, ...]
    fewest: Fewest
    curve: tuple[Point, ...]
    best_proven: bool

    @property
    def assignment(self) -> Index:
        """Team of each participant in each round, -1 where absent; int32, shape (rounds, n)."""
        return self.result.assignment

    @property
    def count(self) -> int:
        """How many (person, round) have another team than before."""
        return sum(move.kind == "moved" for move in self.moves)

    @cached_property
    def changed(self) -> NDArray[np.bool_]:
        """Who moved or is new in some round, and so needs badge and slip again; shape (n,)."""
        mask = np.zeros(self.assignment.shape[1], dtype=bool)
        mask[[move.person for move in self.moves if move.kind != "gone"]] = True
        return mask
