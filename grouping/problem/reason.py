"""What a rule says of a person's team: sentences, and the words that several kinds share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grouping.language import _, number

if TYPE_CHECKING:
    from grouping.problem.column import Column
    from grouping.terms.arrays import Index, Mask

# Stands in a text for the figure that may differ from round to round.
HERE = "\0"
# Letters of a value that does not explain itself.
SHORT = 6
# So many names are said of a list.
NAMED = 4


@dataclass(frozen=True)
class Reason:
    """What a rule says of a person's team.

    Attributes
    ----------
    text
        A sentence, with `HERE` in place of the figure of this round.
    here
        That figure; '' if the sentence has none.
    """

    text: str
    here: str = ""


# Of whom, by position, and what.
Reasons = Iterator[tuple[int, Reason]]


def merged(reasons: Sequence[Reason]) -> str:
    """Return one sentence for the reasons of several rounds that differ in their figures alone."""
    figures = [reason.here for reason in reasons]
    said = figures[0] if len(set(figures)) == 1 else " / ".join(figures)
    return reasons[0].text.replace(HERE, said)


def numbers_here(who: Mask, team: Index, title: str) -> Reasons:
    """Say to those of a mask how many of them are on their team, by the rule of that title."""
    held = np.bincount(team[who])
    for i in np.flatnonzero(who).tolist():
        text = _("{rule}: {here} here", rule=title, here=HERE)
        yield i, Reason(text, str(held[team[i]]))


def as_asked(title: str) -> Reason:
    """Say that the team is the one that a rule asks for."""
    return Reason(_("as the rule says: {rule}", rule=title))


def value_said(column: Column, code: int) -> str:
    """Return a value, with the name of its column where it says little alone: ``'Sex F'``."""
    label = column.labels[code]
    return f"{column.name} {label}" if len(label) <= SHORT else label


def mean_figure(value: float) -> str:
    """Write a mean, all of them with as many decimals."""
    return number(value, 1 if abs(value) >= 10 else 2)


def names_said(names: Sequence[str]) -> str:
    """List names, the first few of them."""
    if len(names) <= NAMED:
        return "; ".join(names)
    return _("{names}; and {more} more", names="; ".join(names[:NAMED]), more=len(names) - NAMED)
