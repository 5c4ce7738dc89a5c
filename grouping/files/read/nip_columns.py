"""What the numbers of civil servants say: checked against the other columns, or in their place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from statistics import median

from grouping.files.read.cells import Cells
from grouping.files.read.dates import dates_of, years_at
from grouping.files.read.nip import DIGITS, Fault, Nip, read_nip
from grouping.files.read.notes import Note, cell_name, quote, some
from grouping.files.read.people_of_rows import People
from grouping.files.read.values import numbers_of, sex_of
from grouping.language import _, date, plural
from grouping.problem.column import Column, fold

_ENOUGH = 0.5
# Above this share of differences the columns speak of something else, and one note says so.
_ALL_OVER = 0.3
_SHOWN = 6


def numbers_in(people: People) -> tuple[Cells | None, list[Nip | None], list[Note]]:
    """Return the column of the NIP, what each says (None: nothing), and which are wrong, by cell.

    Numbers that a spreadsheet has damaged say nothing: `identify` has named them.
    """
    found = [(c, _read(c, people.damaged)) for c in people.columns if c.role == "id"]
    sure = [(c, read) for c, read in found if _share(read) >= _ENOUGH]
    if not sure:
        return None, [], []
    cells, read = sure[0]
    notes = _faults(cells, read)
    return cells, [one if isinstance(one, Nip) else None for one in read], notes


def _read(cells: Cells, damaged: frozenset[int]) -> list[Nip | Fault | None]:
    return [
        None if v is None or row in damaged else read_nip(str(v))
        for row, v in zip(cells.rows, cells.values, strict=True)
    ]


def _share(read: Sequence[Nip | Fault | None]) -> float:
    known = [one for one in read if one is not None]
    return sum(isinstance(one, Nip) for one in known) / len(known) if known else 0.0


def _faults(cells: Cells, read: Sequence[Nip | Fault | None]) -> list[Note]:
    # where identity cards or other numbers may stand too, another length is no mistake
    mixed = {"nik", "nrp", "nrk", "ktp", "id"} & set(fold(cells.name).replace("/", " ").split())
    wrong = [
        (k, one)
        for k, one in enumerate(read)
        if isinstance(one, str) and not (mixed and one == "digits")
    ]
    if not wrong:
        return []
    shown = [f"{cells.cell(k)} {_why(str(cells.values[k]), fault)}" for k, fault in wrong]
    text = plural(
        "{n} number is no right NIP, and nothing was taken from it: {cells}",
        "{n} numbers are no right NIP, and nothing was taken from them: {cells}",
        len(wrong),
        cells=some(shown, _SHOWN),
    )
    return [cells.note("oddity", text, [cells.rows[k] for k, _fault in wrong])]


def _why(value: str, fault: Fault) -> str:
    shown = quote(value, 30)
    if fault == "digits" and value.isdigit():
        return _("{value} ({n} digits instead of {all})", value=shown, n=len(value), all=DIGITS)
    return {
        "digits": _("{value} (not {all} digits)", value=shown, all=DIGITS),
        "birth": _("{value} (begins with no date of birth)", value=shown),
        "appointed": _("{value} (no month of appointment)", value=shown),
        "sex": _("{value} (the 15th digit is neither 1 nor 2)", value=shown),
    }[fault]


def compared(people: People, nip: Cells, numbers: Sequence[Nip | None], on: dt.date) -> list[Note]:
    """Say by cell where birth date, age and sex differ from the NIP; neither is preferred."""
    notes: list[Note] = []
    for cells in people.columns:
        if cells.role == "birth_date":
            notes += _births(cells, nip, numbers, on)
        elif cells.role == "age":
            notes += _ages(cells, nip, numbers, on)
        elif cells.role == "gender":
            notes += _sexes(cells, nip, numbers)
    return notes


def _births(cells: Cells, nip: Cells, numbers: Sequence[Nip | None], on: dt.date) -> list[Note]:
    dates = dates_of(cells, on)
    pairs = [
        (k, one, dates[v])
        for k, (one, v) in enumerate(zip(numbers, cells.values, strict=True))
        if one and v is not None and dates.get(v)
    ]

    def say(k: int) -> str:
        told = numbers[k]
        said = dates[cells.values[k]]
        assert told is not None
        assert said is not None
        return _(
            "row {row}: the NIP in {nip} says born {one}, {cell} says {other}",
            row=cells.rows[k],
            nip=cell_name(nip.rows[k], nip.place),
            one=date(told.birth),
            cell=cells.cell(k),
            other=date(said),
        )

    other = [k for k, one, said in pairs if one.birth != said]
    return _differences(cells, other, len(pairs), say)


def _ages(cells: Cells, nip: Cells, numbers: Sequence[Nip | None], on: dt.date) -> list[Note]:
    ages, _notes = numbers_of(cells)
    if ages is None:
        return []
    gaps = {
        k: years_at(one.birth, on) - int(age)
        for k, (one, age) in enumerate(zip(numbers, ages, strict=True))
        if one and age is not None and age == age
    }
    if not gaps:
        return []
    # ages counted on another day are all off by the same, give or take the birthdays between
    shift = round(median(gaps.values())) if len(gaps) >= 4 else 0
    other = [k for k, gap in gaps.items() if abs(gap - shift) > 1]

    def say(k: int) -> str:
        told = numbers[k]
        assert told is not None
        return _(
            "row {row}: the NIP in {nip} says born {one}, {cell} says {age} years",
            row=cells.rows[k],
            nip=cell_name(nip.rows[k], nip.place),
            one=date(told.birth),
            cell=cells.cell(k),
            age=f"{ages[k]:g}",
        )

    notes = _differences(cells, other, len(gaps), say)
    if shift > 0:
        text = plural(
            "by the NIP people are {n} year older on {day} than this column says; it was kept",
            "by the NIP people are {n} years older on {day} than this column says; it was kept",
            shift,
            day=date(on),
        )
        notes.append(cells.note("oddity", text))
    elif shift < 0:
        text = plural(
            "by the NIP people are {n} year younger on {day} than this column says; it was kept",
            "by the NIP people are {n} years younger on {day} than this column says; it was kept",
            -shift,
            day=date(on),
        )
        notes.append(cells.note("oddity", text))
    return notes


def _sexes(cells: Cells, nip: Cells, numbers: Sequence[Nip | None]) -> list[Note]:
    folds = {fold(v) for v in cells.distinct}
    sexes = {v: sex_of(fold(v), folds) for v in cells.distinct}
    pairs = [
        (k, one, sexes.get(v))
        for k, (one, v) in enumerate(zip(numbers, cells.values, strict=True))
        if one and sexes.get(v)
    ]

    def say(k: int) -> str:
        told = numbers[k]
        assert told is not None
        row, number = cells.rows[k], cell_name(nip.rows[k], nip.place)
        cell, value = cells.cell(k), quote(cells.values[k])
        if told.sex == "man":
            return _(
                "row {row}: the NIP in {nip} is that of a man, {cell} says {value}",
                row=row, nip=number, cell=cell, value=value,
            )  # fmt: skip
        return _(
            "row {row}: the NIP in {nip} is that of a woman, {cell} says {value}",
            row=row, nip=number, cell=cell, value=value,
        )  # fmt: skip

    other = [k for k, one, said in pairs if one.sex != said]
    return _differences(cells, other, len(pairs), say)


def _differences(
    cells: Cells, other: Sequence[int], checked: int, say: Callable[[int], str]
) -> list[Note]:
    if not other:
        return []
    rows = [cells.rows[k] for k in other]
    if len(other) > max(1, _ALL_OVER * checked):
        text = _(
            "differs from the NIP in {n} of {all} rows, so one of the two columns is of something"
            " else; for example, {example}",
            n=len(other),
            all=checked,
            example=say(other[0]),
        )
        return [cells.note("oddity", text, rows)]
    shown = [
        cells.note("oddity", _("{difference}; the cell was kept", difference=say(k)), [row])
        for k, row in zip(other[:_SHOWN], rows, strict=False)
    ]
    if len(other) > _SHOWN:
        text = plural(
            "{n} more cell differs from the NIP, in rows {rows}",
            "{n} more cells differ from the NIP, in rows {rows}",
            len(other) - _SHOWN,
            rows=some(rows[_SHOWN:]),
        )
        shown.append(cells.note("oddity", text, rows[_SHOWN:]))
    return shown


def derived(
    people: People,
    nip: Cells,
    numbers: Sequence[Nip | None],
    on: dt.date,
    roles: Mapping[str, str],
    *,
    english: bool,
) -> tuple[list[Column], list[Note]]:
    """Return columns of age and sex out of the NIP, where the list has none, and say so."""
    known = sum(1 for one in numbers if one)
    taken = {fold(c.name) for c in people.columns} | {fold(name) for name in roles}
    if known < _ENOUGH * len(numbers):
        return [], []
    made: list[Column] = []
    notes: list[Note] = []
    blank = [row for row, one in zip(nip.rows, numbers, strict=True) if one is None]
    age, sex = ("Age", "Gender") if english else ("Usia", "Jenis Kelamin")
    present = set(roles.values())
    if not present & {"age", "birth_date"} and fold(age) not in taken:
        years = [None if one is None else float(years_at(one.birth, on)) for one in numbers]
        made.append(Column.of_numbers(age, years))
        text = _(
            "column '{name}' was worked out from it: full years on {day}",
            name=age,
            day=on.isoformat(),
        )
        notes.append(nip.note("guess", text))
    if "gender" not in present and fold(sex) not in taken:
        man, woman = ("M", "F") if english else ("L", "P")
        letters = [None if o is None else man if o.sex == "man" else woman for o in numbers]
        made.append(Column.of_labels(sex, letters))
        text = _("column '{name}' was worked out from it: its 15th digit", name=sex)
        notes.append(nip.note("guess", text))
    if made and blank:
        text = _(
            "no NIP that can be read, so {columns} blank there: rows {rows}",
            columns=some([quote(c.name) for c in made]),
            rows=some(blank),
        )
        notes.append(nip.note("oddity", text, blank))
    return made, notes
