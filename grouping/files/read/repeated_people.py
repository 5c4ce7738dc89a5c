"""The same person on several rows: a form sent twice, a meeting left and joined again, a slip.

Somebody is the same by an id or an e-mail address together with the name; by the name alone only
where rows are the comings and goings of a meeting.  Whoever may be the same but need not be is
kept, and said first of all.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from grouping.files.read.cells import Cells, as_text
from grouping.files.read.notes import Note, at_row, quote, rows_text, some
from grouping.language import _, plural
from grouping.problem.column import fold
from grouping.problem.titles import bare_name

_JOINED = re.compile(r"\b(join|joined|first join|bergabung|masuk|check-?in)\b")
_LEFT = re.compile(r"\b(leave|left|last leave|keluar|meninggalkan|check-?out)\b")
_IN_PARENTHESES = re.compile(r"\s*\([^()]*\)\s*$")
_STAMP = re.compile(
    r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})[ ,t]*(\d{1,2})?:?(\d\d)?:?(\d\d)?\s*([ap]m)?"
)
_GOOD_DIGITS = 15
_SHOWN = 6


@dataclass
class Repeats:
    """Who stands on several rows.

    Attributes
    ----------
    keep
        Positions of the rows that stay, in order.
    clashes
        Pairs of rows with one id and two names.
    bare
        Names of those who stay as they are compared, '' where there is none.
    notes
        What was left out, and who may be the same.
    """

    keep: list[int]
    clashes: list[tuple[int, int]] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def repeats_of(columns: Sequence[Cells], ids: Cells | None, names: Cells | None) -> Repeats:
    """Return which rows stay: one of each person, the last answer of a form, else the first row."""
    n = len(columns[0].values)
    rows = columns[0].rows
    stamps = _stamps(next((c for c in columns if c.role == "timestamp"), None))
    log = is_meeting_log(columns)
    mail = next((c for c in columns if c.role == "email"), None)
    bare = _bare_names(names, n, log)
    first: dict[object, int] = {}
    same: dict[int, list[int]] = {}
    clashes: list[tuple[int, int]] = []
    for k in range(n):
        earlier, by_id = _earlier(k, first, ids, mail, bare, log)
        if earlier is None:
            continue
        if _alike(columns, names, bare, earlier, k):
            same.setdefault(earlier, [earlier]).append(k)
        elif by_id:
            clashes.append((earlier, k))
    gone: dict[int, int] = {}
    for members in same.values():
        stays = max(members, key=lambda k: (stamps[k], k)) if stamps else members[0]
        gone.update((k, stays) for k in members if k != stays)
    keep = [k for k in range(n) if k not in gone]
    clashes = [pair for pair in clashes if not gone.keys() & set(pair)]
    found = Repeats(keep, clashes, [bare[k] for k in keep])
    found.notes = _left_out(gone, rows, names, ids, stamps=bool(stamps), log=log)
    if mail is not None:
        found.notes += _shared_addresses(mail, keep, bare)
    found.notes += _perhaps_twice(columns, names, keep, bare, stamps=bool(stamps))
    return found


def is_meeting_log(columns: Sequence[Cells]) -> bool:
    """Return whether rows are the comings and goings of a meeting, not people."""
    heads = [fold(c.name) for c in columns]
    return any(map(_JOINED.search, heads)) and any(map(_LEFT.search, heads))


def _bare_names(names: Cells | None, n: int, log: bool) -> list[str]:
    if names is None:
        return [""] * n
    bare = []
    for value in names.values:
        text = "" if value is None else as_text(value)
        # in a report of a meeting the name of the device or account follows in parentheses
        bare.append(bare_name(_IN_PARENTHESES.sub("", text) if log else text) if text else "")
    return bare


def _earlier(
    k: int,
    first: dict[object, int],
    ids: Cells | None,
    mail: Cells | None,
    bare: Sequence[str],
    log: bool,
) -> tuple[int | None, bool]:
    """Return the first row of the same id, address or (in a log) name; whether it is the id."""
    keys: list[object] = []
    if ids is not None and ids.values[k] is not None:
        keys.append(("id", ids.values[k]))
    if mail is not None and mail.values[k] is not None and mail is not ids:
        keys.append(("mail", fold(mail.values[k]), bare[k]))
    if log and bare[k]:
        keys.append(("name", bare[k]))
    found, by_id = None, False
    for key in keys:
        earlier = first.setdefault(key, k)
        if earlier != k and found is None:
            found, by_id = earlier, key[0] == "id"  # type: ignore[index]
    return found, by_id


def _alike(
    columns: Sequence[Cells], names: Cells | None, bare: Sequence[str], one: int, other: int
) -> bool:
    """Return whether two rows have one name too, or without names are all equal."""
    if names is None:
        return all(c.values[one] == c.values[other] for c in columns)
    return not bare[one] or not bare[other] or bare[one] == bare[other]


def _stamps(cells: Cells | None) -> list[tuple[int, ...]]:
    """Return when each form was sent, as far as that can be told; [] without such a column."""
    if cells is None:
        return []
    texts = [v for v in cells.distinct if isinstance(v, str)]
    seconds = [int(f[2]) for v in texts if (f := _STAMP.search(v)) and len(f[1]) < 4]
    month_first = any(day > 12 for day in seconds)
    return [_stamp(v, month_first) for v in cells.values]


def _stamp(value: object, month_first: bool) -> tuple[int, ...]:
    if isinstance(value, dt.datetime):
        return value.timetuple()[:6]
    if isinstance(value, dt.date):
        return (value.year, value.month, value.day)
    found = _STAMP.search(value.casefold()) if isinstance(value, str) else None
    if not found:
        return ()
    a, b, c = int(found[1]), int(found[2]), int(found[3])
    day = (a, b, c) if len(found[1]) == 4 else (c, a, b) if month_first else (c, b, a)
    hour = int(found[4] or 0) % 12 + 12 * (found[7] == "pm") if found[7] else int(found[4] or 0)
    return (*day, hour, int(found[5] or 0), int(found[6] or 0))


def _left_out(
    gone: dict[int, int],
    rows: Sequence[int],
    names: Cells | None,
    ids: Cells | None,
    *,
    stamps: bool,
    log: bool,
) -> list[Note]:
    notes = []
    shown = sorted(gone)
    if log and len(shown) > _SHOWN:
        text = plural(
            "{n} row of somebody who left and came again was left out: {rows}",
            "{n} rows of people who left and came again were left out: {rows}",
            len(shown),
            rows=rows_text([rows[k] for k in shown]),
        )
        return [Note("dropped", text, rows=tuple(rows[k] for k in shown))]
    for k in shown:
        who = quote(names.values[k] if names and names.values[k] else ids.values[k] if ids else "")
        other = rows[gone[k]]
        if stamps and gone[k] != k:
            text = _(
                "{who} sent the form again in row {row}; that answer counts", who=who, row=other
            )
        elif ids is not None and ids.values[k] is not None:
            text = _(
                "{who} with id {id} stands in row {row} already; left out",
                who=who,
                id=ids.values[k],
                row=other,
            )
        else:
            text = _("{who} stands in row {row} already; left out", who=who, row=other)
        notes.append(Note("dropped", text, at_row(rows[k]), (rows[k],)))
    return notes


def _shared_addresses(mail: Cells, keep: Sequence[int], bare: Sequence[str]) -> list[Note]:
    """Say which different people share an e-mail address."""
    return [
        mail.note(
            "oddity",
            _(
                "{n} people of different names share the address {address}; all kept",
                n=len(who),
                address=quote(mail.values[who[0]]),
            ),
            [mail.rows[k] for k in who],
        )
        for who in _groups(keep, lambda k: fold(mail.values[k]) if mail.values[k] else None)
        if len({bare[k] for k in who}) > 1
    ][:_SHOWN]


def _perhaps_twice(
    columns: Sequence[Cells],
    names: Cells | None,
    keep: Sequence[int],
    bare: Sequence[str],
    *,
    stamps: bool,
) -> list[Note]:
    """Say who may be one person on two rows: the same name and birth, or a damaged id."""
    if names is None:
        return []
    birth = next((c for c in columns if c.role == "birth_date"), None)
    places = [c for c in columns if c.role in ("agency", "position")]
    numbers = [c for c in columns if c.role == "id"]
    several = _groups(keep, lambda k: bare[k] or None)
    found: list[list[int]] = []
    for who in several:
        for j, k in enumerate(who[1:], start=1):
            other = who[:j]
            if (
                any(_same_birth(birth, places, a, k) or _same_digits(numbers, a, k) for a in other)
                or stamps
            ):
                found.append([other[0], k])
    return [
        Note(
            "unsure",
            _(
                "{who} may be one person on {rows}; both kept;  skip_rows = [{row}]  under"
                " [roster] of a plan leaves one out",
                who=quote(names.values[pair[0]]),
                rows=rows_text([names.rows[k] for k in pair]),
                row=names.rows[pair[-1]],
            ),
            some([at_row(names.rows[pair[-1]])]),
            tuple(names.rows[k] for k in pair),
        )
        for pair in found[: 2 * _SHOWN]
    ]


def _same_birth(birth: Cells | None, places: Sequence[Cells], a: int, b: int) -> bool:
    if birth is None or birth.values[a] is None or birth.values[a] != birth.values[b]:
        return False
    known = [(c.values[a], c.values[b]) for c in places if c.values[a] and c.values[b]]
    return all(fold(x) == fold(y) for x, y in known) or not known


def _same_digits(numbers: Sequence[Cells], a: int, b: int) -> bool:
    """Return whether two long ids agree in the digits that a spreadsheet keeps."""
    for cells in numbers:
        one, other = (_digits(cells.values[k]) for k in (a, b))
        if len(one) > _GOOD_DIGITS and one[:_GOOD_DIGITS] == other[:_GOOD_DIGITS]:
            return True
    return False


def _digits(value: object) -> str:
    return "".join(c for c in as_text(value) if c.isdigit()) if value is not None else ""


def _groups(keep: Sequence[int], key: Callable[[int], str | None]) -> list[list[int]]:
    groups: dict[str, list[int]] = {}
    for k in keep:
        one = key(k)
        if one is not None:
            groups.setdefault(one, []).append(k)
    return [who for who in groups.values() if len(who) > 1]
