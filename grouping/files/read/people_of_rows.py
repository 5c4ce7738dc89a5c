"""Who the participants are: their ids, their names, and the same person listed twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from grouping.errors import InputError
from grouping.files.read.cells import Cells, as_text, find_column, without_blank_marks
from grouping.files.read.ids import damaged, id_texts
from grouping.files.read.notes import Note, at_column, quote, rows_text, some
from grouping.files.read.person_names import called, family_names, joined, name_column, namesakes
from grouping.files.read.repeated_people import Repeats, repeats_of
from grouping.language import _, plural
from grouping.problem.column import fold

_ID_FIRST = ("nip", "id", "nik", "nrp")
_REPEATS = 0.2


@dataclass
class People:
    """The participants, before their columns are typed.

    Attributes
    ----------
    ids, names
        One each per participant.
    columns
        The columns, of the participants that are kept.
    id, name
        Headers of the columns that gave ids and names, None if none did.
    notes
        What was changed, dropped or assumed.
    damaged
        Rows in which a spreadsheet has thrown away the last digits of an id.
    """

    ids: list[str]
    names: list[str]
    columns: list[Cells]
    id: str | None
    name: str | None
    notes: list[Note] = field(default_factory=list)
    damaged: frozenset[int] = frozenset()


def identify(
    columns: list[Cells],
    *,
    id: str | None,  # noqa: A002 - the word people use
    name: str | None,
    source: str,
    from_text: bool,
) -> People:
    """Find ids and names, and keep the first of each person listed twice.

    Raises
    ------
    InputError
        If there is no such column, an id stands for two people, or the named ids are damaged.
    """
    notes: list[Note] = []
    columns = list(columns)
    names = name_column(columns, name, source, notes)
    family = family_names(columns, names) if name is None else None
    chosen = _id_column(columns, id, source)
    broken = False
    lost: set[int] = set()
    for k, cells in enumerate(columns):
        if cells is chosen or cells.role == "id":
            tidy, hurt, more = _tidy_ids(cells, from_text)
            notes += more
            lost.update(hurt)
            columns[k] = tidy
            if cells is chosen:
                chosen, broken = tidy, bool(hurt)
                if hurt and id is not None:
                    hint = _("format that column as text and enter these ids again")
                    raise InputError(more[0].text, where=more[0].where, hint=hint)
        elif cells is names:
            columns[k], more = without_blank_marks(cells)
            names = columns[k]
            notes += more
    if names and family:
        names = joined(names, family)
        notes.append(
            names.note("guess", _("joined with column '{name}' to full names", name=family.name))
        )
    usable = None if broken else chosen
    repeats = _without_repeats(columns, usable, names, id is not None, source, notes)
    keep = repeats.keep
    if len(keep) < len(columns[0].values):
        columns = [_kept(c, keep) for c in columns]
        usable, names = _same(columns, usable), names and _kept(names, keep)
    ids, by = _ids(usable, len(keep), broken, id is not None, chosen, source, notes)
    people = called(names, ids, by, notes)
    notes += namesakes(people, names, repeats.bare)
    called_by = names.name if names else None
    return People(ids, people, columns, by, called_by, notes, frozenset(lost))


def _tidy_ids(cells: Cells, from_text: bool) -> tuple[Cells, list[int], list[Note]]:
    cells, blanks = without_blank_marks(cells)
    hurt = damaged(cells, from_text=from_text)
    tidy, notes = id_texts(cells)
    if hurt:
        text = plural(
            "{n} id damaged by a spreadsheet, which keeps 15 digits only: {cells}"
            " (the first reads {value})",
            "{n} ids damaged by a spreadsheet, which keeps 15 digits only: {cells}"
            " (the first reads {value})",
            len(hurt),
            cells=some([cells.cell(k) for k in hurt]),
            value=quote(as_text(cells.values[hurt[0]])),
        )
        rows = [cells.rows[k] for k in hurt]
        return tidy, rows, [cells.note("oddity", text, rows), *blanks, *notes]
    return tidy, [], [*blanks, *notes]


def _id_column(columns: Sequence[Cells], wanted: str | None, source: str) -> Cells | None:
    if wanted is not None:
        return find_column(columns, wanted, source)
    found = [c for c in columns if c.role == "id" and (len(c.distinct) > 1 or len(c.values) == 1)]
    found.sort(key=lambda c: min([p for p, w in enumerate(_ID_FIRST) if w in fold(c.name)] or [9]))
    for cells in found:
        if not any(v is None for v in cells.values):
            return cells
    if found:
        return found[0]
    return next((c for c in columns if c.role == "email" and _all_distinct(c)), None)


def _all_distinct(cells: Cells) -> bool:
    return len({fold(v) for v in cells.distinct}) == len(cells.values)


def _without_repeats(
    columns: Sequence[Cells],
    ids: Cells | None,
    names: Cells | None,
    told: bool,
    source: str,
    notes: list[Note],
) -> Repeats:
    """Return who is kept: one row of each person."""
    found = repeats_of(columns, ids, names)
    # A column in which ids repeat all over is no id column, and nothing is wrong.
    few = len(found.clashes) <= max(1, _REPEATS * len(found.keep))
    if found.clashes and ids is not None and (told or few):
        raise _clash(ids, names, found.clashes, source)
    notes += found.notes
    return found


def _clash(
    ids: Cells, names: Cells | None, clashes: Sequence[tuple[int, int]], source: str
) -> InputError:
    earlier, k = clashes[0]
    a, b = (quote(names.values[j]) if names else _("one") for j in (earlier, k))
    said = _(
        "the id '{id}' stands for two people: {a} in row {row_a} and {b} in row {row_b}",
        id=ids.values[k],
        a=a,
        b=b,
        row_a=ids.rows[earlier],
        row_b=ids.rows[k],
    )
    if len(clashes) > 1:
        others = [ids.rows[later] for _earlier, later in clashes[1:]]
        said = _("{message} (the same in {rows})", message=said, rows=rows_text(others))
    return InputError(
        said,
        where=f"{source}, {at_column(ids.name)}",
        hint=_("correct the id of one of them, or name another id column"),
    )


def _kept(cells: Cells, keep: Sequence[int]) -> Cells:
    values, rows = [cells.values[k] for k in keep], [cells.rows[k] for k in keep]
    return replace(cells, values=values, rows=rows)


def _same(columns: Sequence[Cells], cells: Cells | None) -> Cells | None:
    return next((c for c in columns if cells is not None and c.name == cells.name), None)


def _ids(
    cells: Cells | None,
    n: int,
    broken: bool,
    told: bool,
    chosen: Cells | None,
    source: str,
    notes: list[Note],
) -> tuple[list[str], str | None]:
    """Return the ids, and the column that they come from."""
    if cells is not None:
        blank = [row for row, v in zip(cells.rows, cells.values, strict=True) if v is None]
        if not blank and len(set(cells.values)) == n:
            return [str(v) for v in cells.values], cells.name
        if told:
            if blank:
                rows = rows_text(blank)
                text = _(
                    "column '{name}' cannot be used as id: no id in {rows}",
                    name=cells.name,
                    rows=rows,
                )
            else:
                text = _("column '{name}' cannot be used as id: its values repeat", name=cells.name)
            hint = _("fill in what is missing, or name another id column")
            raise InputError(text, where=source, hint=hint)
        if blank:
            text = _(
                "not used as id, since no id in {rows}; participants are numbered 1 to {n} instead",
                rows=rows_text(blank),
                n=n,
            )
        else:
            text = _(
                "not used as id, since its values repeat; participants are numbered 1 to {n}"
                " instead",
                n=n,
            )
        notes.append(cells.note("guess", text))
    elif broken and chosen is not None:
        text = _(
            "not used as id, since its ids are damaged; participants are numbered 1 to {n} instead",
            n=n,
        )
        notes.append(chosen.note("guess", text))
    elif chosen is not None:
        text = _("not used as id; participants are numbered 1 to {n} instead", n=n)
        notes.append(chosen.note("guess", text))
    else:
        text = _("no column with ids; participants are numbered 1 to {n}", n=n)
        notes.append(Note("guess", text, source))
    return [str(k + 1) for k in range(n)], None
