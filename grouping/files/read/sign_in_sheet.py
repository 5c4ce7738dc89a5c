"""Sign-in sheets: what the cells of a column say about who is here and who is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from grouping.errors import InputError
from grouping.files.read.absence_remarks import says_away
from grouping.files.read.attendance import rounds_of
from grouping.files.read.notes import at_column, column_letters, quote, some
from grouping.language import _, plural
from grouping.problem.column import fold

Said = Literal["here", "away", "tick", "untick", "rounds", "blank", "other"]
Row = tuple[int, Sequence[str]]

_OF_ABSENCE = frozenset(
    "absent|absence|tidak hadir|absen|tidak ikut|batal hadir|berhalangan|ketidakhadiran".split("|")
)
_OF_PRESENCE = frozenset(
    "present|attendance|attends|attended|attending|hadir|kehadiran|presensi|absensi|rsvp|datang"
    "|checked in|check in|sign in|rounds|round|putaran|daftar hadir|konfirmasi|paraf|ttd"
    "|tanda tangan|tanda hadir|cek|check".split("|")
)
_STATUS = frozenset("status|keterangan|ket|konfirmasi kehadiran|status kehadiran".split("|"))
_HERE = frozenset(
    "hadir|ada|datang|ikut|ya|yes|y|present|here|attended|attending|accepted|confirmed|masuk|h"
    "|hadir terlambat|terlambat|late|checked in|ok|oke".split("|")
)
_AWAY = frozenset(
    "tidak|no|n|t|tdk|absent|a|i|s|tidak ada|tidak ikut|tidak datang|belum hadir|declined|no show"
    "|did not attend|mangkir|alpha|tanpa keterangan|th".split("|")
)
_TICKS = frozenset("x|v|✓|✔|☑|√|1x|true|1|benar|wahr".split("|"))
_UNTICKED = frozenset("false|0|☐|-|–|salah".split("|"))
_DIGITS = frozenset(("", "0", "1", "-", "–"))
# Letters that mean something in a column of such letters alone: hadir, izin, sakit, alpa.
_LETTERS = frozenset("hisaynt")


@dataclass(frozen=True)
class Column:
    """A column that says who is here.

    Attributes
    ----------
    place
        Its position in the rows.
    header
        What stands above it, '' for nothing.
    of_absence
        Whether a tick in it means that somebody is absent.
    round
        Position of the one round that it is about; None for all.
    blank
        What a blank in it means.
    remarks
        Whether other words are remarks about people who are here.
    """

    place: int
    header: str
    of_absence: bool
    round: int | None
    blank: Literal["here", "away"]
    remarks: bool = False


def said_by(text: str, names: Sequence[str]) -> Said:
    """Return what a cell says; `names` are those of the rounds."""
    word = re.sub(r"[.!]+$", "", fold(text)).strip()
    if not word:
        return "blank"
    if word in _HERE:
        return "here"
    if word in _AWAY or says_away(word):
        return "away"
    if word in _TICKS and not (word == "1" and len(names) > 1):
        return "tick"
    if word in _UNTICKED:
        return "untick"
    return "rounds" if rounds_of(text, names) is not None else "other"


def status_columns(
    rows: Sequence[Row], header: Sequence[str], named: set[int], names: Sequence[str], source: str
) -> list[Column]:
    """Return the columns that say who is here.

    Parameters
    ----------
    rows
        Row number and cells of the rows that speak of people.
    header
        The cells of the row above them; empty for none.
    named
        Positions of the columns that hold ids, names and running numbers.
    names
        What the rounds are called.
    source
        The file, for messages.

    Raises
    ------
    InputError
        If a column of ticks does not say what a tick means, or a blank could mean either.
    """
    width = max(len(row) for _number, row in rows)
    found = []
    for place in range(width):
        if place in named:
            continue
        title = header[place] if place < len(header) else ""
        cells = [row[place] if place < len(row) else "" for _number, row in rows]
        column = _column(place, title, cells, names, rows, source)
        if column:
            found.append(column)
    return found


def _column(
    place: int,
    title: str,
    cells: Sequence[str],
    names: Sequence[str],
    rows: Sequence[Row],
    source: str,
) -> Column | None:
    said = [said_by(cell, names) for cell in cells]
    kinds = set(said) - {"blank"}
    word = fold(title)
    of_round = rounds_of(title, names) if title and len(names) > 1 else None
    about = of_round if of_round and len(of_round) == 1 else None
    declared = word in _OF_ABSENCE | _OF_PRESENCE or about is not None
    remarks = word in _STATUS and "other" in kinds
    letters = {fold(cell) for cell in cells if cell} <= _LETTERS
    if not kinds or (letters and not declared and word not in _STATUS):
        return None
    spoken = kinds & {"here", "away"}
    if not declared:
        if kinds <= {"tick", "untick"} and not {fold(cell) for cell in cells} <= _DIGITS:
            raise InputError(
                _("a tick may mean here or absent"),
                where=_place_of(source, title, place),
                hint=_("call the column Hadir or Tidak hadir"),
            )
        if not spoken or "rounds" in kinds or ("other" in kinds and not remarks):
            return None
    of_absence = word in _OF_ABSENCE
    blank = _of_blank(said, of_absence)
    if blank is None:
        without = [number for (number, _row), one in zip(rows, said, strict=True) if one == "blank"]
        raise InputError(
            _("some cells say 'here', some 'absent', and some are blank"),
            where=_place_of(source, title, place),
            hint=_(
                "write Hadir or Tidak hadir into rows {rows}",
                rows=some([str(n) for n in without]),
            ),
        )
    only = None if about is None else next(iter(about))
    return Column(place, title, of_absence, only, blank, remarks)


def _place_of(source: str, title: str, place: int) -> str:
    return f"{source}, {at_column(title or column_letters(place))}"


def _of_blank(said: Sequence[Said], of_absence: bool) -> Literal["here", "away"] | None:
    """Return what a blank means by what the other cells of its column say; None if unclear."""
    if "blank" not in said:
        return "here"
    kinds = set(said)
    if of_absence:
        return "here"
    if "here" in kinds and "away" in kinds:
        return None
    if "here" in kinds or "tick" in kinds:
        return "away"
    return "here"


def missed_rounds(
    row: Sequence[str], columns: Sequence[Column], names: Sequence[str], where: str
) -> list[int] | None:
    """Return the rounds that a row says are missed, from 1; [] for all, None for none.

    Raises
    ------
    InputError
        If a cell cannot be understood, or two cells say opposite things.
    """
    every = set(range(len(names)))
    missed: set[int] = set()
    told: dict[int, set[str]] = {}
    for column in columns:
        cell = row[column.place] if column.place < len(row) else ""
        off = _missed_in(cell, column, names, where)
        meant = every if column.round is None else {column.round}
        missed |= off & meant
        if cell and said_by(cell, names) in ("here", "away"):
            for r in meant:
                told.setdefault(r, set()).add("away" if r in off else "here")
    if any(len(ways) > 1 for ways in told.values()):
        cells = [row[c.place] for c in columns if c.place < len(row) and row[c.place]]
        raise InputError(
            _("the row says both {cells}", cells=some([quote(cell) for cell in cells])),
            where=where,
            hint=_("leave one of them"),
        )
    if not missed:
        return None
    return [] if missed == every else sorted(r + 1 for r in missed)


def _missed_in(cell: str, column: Column, names: Sequence[str], where: str) -> set[int]:
    """Return the rounds, from 0, that one cell says are missed."""
    every = set(range(len(names)))
    said = said_by(cell, names)
    if said == "blank":
        return every if column.blank == "away" else set()
    if said == "other" and column.remarks:
        return set()
    # under 'absent' a yes is a yes to being absent
    if said in ("here", "tick"):
        return every if column.of_absence else set()
    if said == "untick" or (said == "away" and column.of_absence and fold(cell) in _AWAY):
        return set() if column.of_absence else every
    if said == "away":
        return every
    rounds = rounds_of(cell, names)
    if rounds is None:
        raise InputError(
            _("'{value}' does not say which rounds are meant", value=cell),
            where=where,
            hint=_("write '1', '1,3', '1-2' or 'all'"),
        )
    return rounds if column.of_absence else every - rounds


def notes_on(columns: Sequence[Column], rows: Sequence[Row]) -> list[str]:
    """Say by which columns people are here or absent, and what blanks were taken for."""
    said = []
    for column in columns:
        title = quote(column.header or column_letters(column.place))
        said.append(_("who is absent is told by column {column}", column=title))
        blank = sum(1 for _n, row in rows if column.place >= len(row) or not row[column.place])
        if not blank:
            continue
        if column.blank == "away":
            text = plural(
                "{n} blank in column {column} means absent, since others say that they are here",
                "{n} blanks in column {column} mean absent, since others say that they are here",
                blank,
                column=title,
            )
        else:
            text = plural(
                "{n} blank in column {column} means here",
                "{n} blanks in column {column} mean here",
                blank,
                column=title,
            )
        said.append(text)
    return said
