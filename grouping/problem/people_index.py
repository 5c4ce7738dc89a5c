"""Whom a text means: an id, a name with or without its titles, or a name with the id behind it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from functools import cached_property

from grouping.errors import InputError, did_you_mean
from grouping.language import _
from grouping.problem.column import fold
from grouping.problem.titles import bare_name

_WITH_ID = re.compile(r".*\((.+)\)$", re.DOTALL)
# Names that an error proposes.
_NEAR = 8


class Register:
    """The ids and names of people, for finding them.

    Parameters
    ----------
    ids, names
        One each per person.
    source
        Where they come from, for errors.
    where
        Tells the place of a person in it.
    """

    def __init__(
        self, ids: Sequence[str], names: Sequence[str], source: str, where: Callable[[int], str]
    ) -> None:
        self.ids, self.names, self.source, self.where = ids, names, source, where

    @cached_property
    def _by_id(self) -> dict[str, int]:
        return {fold(one): i for i, one in enumerate(self.ids)}

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for i, name in enumerate(self.names):
            found.setdefault(fold(name), []).append(i)
        return found

    @cached_property
    def _bare(self) -> dict[str, list[int]]:
        """Who is called so, titles aside."""
        found: dict[str, list[int]] = {}
        for i, name in enumerate(self.names):
            found.setdefault(bare_name(name), []).append(i)
        return found

    def called(self, name: str) -> list[int]:
        """Return all who are called just so."""
        return self._by_name.get(fold(name), [])

    def by_id(self, text: str) -> int | None:
        """Return who has this id."""
        bare = "".join(text.split())
        # blanks inside long numbers are only for the eye: '19730415 200501 1 003'
        return self._by_id.get(fold(text), self._by_id.get(bare) if bare.isdigit() else None)

    def by_name(self, text: str) -> int | None:
        """Return the only one called so; if nobody is, the only one so but for titles."""
        several = self.likely(text)
        return several[0] if len(several) == 1 else None

    def likely(self, text: str) -> list[int]:
        """Return all who are called so; if nobody is, all who are but for titles."""
        return self.called(text) or self._bare.get(bare_name(text), [])

    def person(self, text: str) -> int:
        """Return whom `text` means: an id, a name with or without its titles, or 'name (id)'.

        Raises
        ------
        InputError
            If nobody is meant, or several may be; it says who they could be.
        """
        found, ended = self.by_id(text), _WITH_ID.match(text)
        if found is None and ended and len(self.called(text)) != 1:
            found = self.by_id(ended[1])
        found = self.by_name(text) if found is None else found
        if found is not None:
            return found
        several = self.likely(text)
        if several:
            listed = ", ".join(
                _("id {id} ({place})", id=self.ids[i], place=self._place(i, text)) for i in several
            )
            raise InputError(
                _("{n} people are called '{name}': {ids}", n=len(several), name=text, ids=listed),
                where=self.source,
                hint=_("say which one by id"),
            )
        raise InputError(
            _("nobody is called '{name}'", name=text),
            where=self.source,
            hint=did_you_mean(text, self._near(text) or [*self.names, *self.ids]),
        )

    def _place(self, i: int, text: str) -> str:
        """Return where a person stands, with the whole name if that is not the text."""
        name = self.names[i]
        return self.where(i) if fold(name) == fold(text) else f"{name}, {self.where(i)}"

    def _near(self, text: str) -> list[str]:
        """Return names that have all words of `text`, or else are spelt nearly so but for titles.

        Names that several people have come with their ids.
        """
        wanted = bare_name(text)
        words = set(wanted.split())
        near = [i for i, name in enumerate(self.names) if words <= set(bare_name(name).split())]
        if not near:
            alike = difflib.get_close_matches(wanted, list(self._bare), n=3, cutoff=0.75)
            near = [i for key in alike for i in self._bare[key]]
        return [self._said(i) for i in near[:_NEAR]]

    def _said(self, i: int) -> str:
        name = self.names[i]
        return name if len(self.called(name)) == 1 else f"{name} ({self.ids[i]})"
