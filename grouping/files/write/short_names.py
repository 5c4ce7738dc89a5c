"""The short name of a person, without titles, for badges and for sorting."""

from __future__ import annotations

from grouping.problem.titles import without_titles


def short_name(name: str) -> str:
    """Return `name` without titles and degrees: ``'Dr. H. Adi Wijaya, S.Sos.'`` is Adi Wijaya.

    'Wijaya, Adi' is a surname and a given name and reads Adi Wijaya.
    """
    return without_titles(name)


def sorting_name(name: str) -> tuple[str, str]:
    """Return what people are sorted by: the name without titles, then as it stands."""
    return short_name(name).casefold(), name.casefold()
