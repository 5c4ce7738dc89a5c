"""What the participants are called."""

from __future__ import annotations

from collections.abc import Sequence

from grouping.files.read.cells import Cells, as_text, find_column
from grouping.files.read.notes import Note, at_row, cell_name, quote, rows_text, some
from grouping.files.read.question_headers import asked_for
from grouping.language import _, plural
from grouping.problem.column import fold
from grouping.problem.titles import without_titles

_GIVEN = frozenset({"first name", "given name", "firstname", "nama depan"})
_WHOLE = frozenset({"name", "nama"})
_FAMILY = frozenset(
    {"last name", "marga", "nama keluarga", "surname", "family name", "lastname", "nama belakang"}
)


def name_column(
    columns: Sequence[Cells], wanted: str | None, source: str, notes: list[Note]
) -> Cells | None:
    """Return the column with the names: the named one, else by header, else by its values."""
    if wanted is not None:
        return find_column(columns, wanted, source)
    found = next((c for c in columns if c.role == "name"), None)
    if found is None:
        found = next((c for c in columns if c.role is None and _like_names(c)), None)
        if found is not None:
            notes.append(found.note("guess", _("taken as the names, since no header says so")))
    return found


def family_names(columns: Sequence[Cells], names: Cells | None) -> Cells | None:
    """Return the column with the last names, if `names` holds the first ones."""
    if names is None or _asked(names) not in _GIVEN | _WHOLE:
        return None
    family = next((c for c in columns if _asked(c) in _FAMILY), None)
    if family is None or _asked(names) in _GIVEN:
        return family
    # 'Name' beside 'Surname' may be the given name, or the whole one
    pairs = [(a, b) for a, b in zip(names.values, family.values, strict=True) if a and b]
    whole = sum(set(fold(b).split()) <= set(fold(a).split()) for a, b in pairs)
    return family if 2 * whole < len(pairs) else None


def _asked(cells: Cells) -> str:
    """Return what the header of a column asks for."""
    return asked_for(fold(cells.name)) or fold(cells.name).rstrip("?:. *")


def joined(given: Cells, family: Cells) -> Cells:
    """Return first and last names in one."""
    pairs = zip(given.values, family.values, strict=True)
    full = [" ".join(as_text(v) for v in pair if v is not None) or None for pair in pairs]
    return given.with_values(list(full))


def _like_names(cells: Cells) -> bool:
    known = sum(cells.distinct.values())
    texts = [v for v in cells.distinct if isinstance(v, str) and any(c.isalpha() for c in v)]
    plain = [v for v in texts if not any(c.isdigit() or c == "@" for c in v) and len(v) <= 60]
    distinct = len(plain) >= 0.95 * known and len(plain) >= 2
    return distinct and 2 * known > len(cells.values) and all(len(v) > 1 for v in plain)


def called(
    names: Cells | None,
    ids: Sequence[str],
    by: str | None,
    notes: list[Note],
) -> list[str]:
    """Return what each participant is called: the name, or the id where there is none."""
    if names is None:
        notes.append(Note("guess", _("no column with names; people are called by their id")))
        return list(ids)
    people = [" ".join(as_text(v).split()) if v is not None else "" for v in names.values]
    nameless = [k for k, name in enumerate(people) if not name]
    for k in nameless:
        people[k] = ids[k]
        cell = cell_name(names.rows[k], names.place)
        if by:
            text = _("has no name in {cell}; called by the id {id}", cell=cell, id=ids[k])
        else:
            text = _(
                "has no name in {cell}; no usable id either; called '{id}'", cell=cell, id=ids[k]
            )
        notes.append(Note("oddity", text, at_row(names.rows[k]), (names.rows[k],)))
    return people


def namesakes(people: Sequence[str], names: Cells | None, bare: Sequence[str]) -> list[Note]:
    """Say which people share a name, titles aside.

    Where all have titles and these differ they are different people, so one line is enough.

    Parameters
    ----------
    people
        What each is called.
    names
        The column of names.
    bare
        The names as they are compared, '' where there is none.
    """
    if names is None:
        return []
    members: dict[str, list[int]] = {}
    for k, name in enumerate(people):
        members.setdefault(bare[k] or name, []).append(k)
    several = [who for who in members.values() if len(who) > 1]
    alike = [who for who in several if not _told_apart([people[k] for k in who])]
    notes = [_share_a_name(people, names, who) for who in alike[:10]]
    if len(alike) > 10:
        text = plural(
            "{n} more name occurs twice or more",
            "{n} more names occur twice or more",
            len(alike) - 10,
        )
        notes.append(names.note("oddity", text, (names.rows[k] for w in alike[10:] for k in w)))
    if len(several) > len(alike):
        apart = [who for who in several if who not in alike]
        text = plural(
            "{n} name is shared by people with other titles, who were kept as different people:"
            " {names}",
            "{n} names are shared by people with other titles, who were kept as different people:"
            " {names}",
            len(apart),
            names=some([quote(people[who[0]]) for who in apart], 3),
        )
        notes.append(names.note("oddity", text, (names.rows[k] for who in apart for k in who)))
    return notes


def _told_apart(names: Sequence[str]) -> bool:
    """Return whether people of one name all have titles, and each others."""
    spelt = {"".join(c for c in fold(name) if c.isalnum()) for name in names}
    return len(spelt) == len(names) and all(without_titles(n) != " ".join(n.split()) for n in names)


def _share_a_name(people: Sequence[str], names: Cells, who: Sequence[int]) -> Note:
    rows = [names.rows[k] for k in who]
    text = _("{n} people are called {name}; all kept", n=len(who), name=quote(people[who[0]]))
    return Note("oddity", text, rows_text(rows), tuple(rows))
