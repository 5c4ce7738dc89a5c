"""What happens to orderly sheets: each function is one kind of mess, and keeps the truth true."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import groupby

from tests.corpus.sheets import Cell, Row, Sheet

Mess = Callable[[Sheet, random.Random], None]


def _blank(sheet: Sheet, cells: dict[int, Cell] | None = None) -> Row:
    row: Row = [None] * sheet.width
    for place, value in (cells or {}).items():
        row[place] = value
    return row


def titles_above(sheet: Sheet, rng: random.Random) -> None:
    """Title rows, perhaps merged over the table, perhaps a blank row."""
    words = ["PEMERINTAH KOTA CONTOH", "DAFTAR PESERTA RETRET", "Tahun Anggaran 2026"]
    chosen = words[: rng.randint(1, 3)]
    rows = [_blank(sheet, {0: word}) for word in chosen]
    rows += [_blank(sheet)] * rng.randint(0, 1)
    sheet.insert(0, rows)
    if rng.random() < 0.5:
        sheet.merged += [(r, 0, r, sheet.width - 1) for r in range(len(chosen))]


def numbered_columns(sheet: Sheet, rng: random.Random) -> None:
    """A row below the header that numbers the columns."""
    style = rng.choice(["{}", "({})"])
    numbers: Row = [style.format(k + 1) for k in range(sheet.width)]
    if style == "{}":
        numbers = [k + 1 for k in range(sheet.width)]
    sheet.insert(sheet.header + 1, [numbers])


def two_line_header(sheet: Sheet, rng: random.Random) -> None:
    """A word over some neighbouring columns, the header proper below."""
    if sheet.width < 4:
        return
    first = rng.randint(sheet.width - 3, sheet.width - 2)
    last = sheet.width - 1
    above: Row = [*sheet.headers[:first], "Kepegawaian", *([None] * (last - first))]
    sheet.insert(sheet.header, [above])
    low = sheet.header
    for k in range(first):
        sheet.rows[low][k] = None
        sheet.merged.append((low - 1, k, low, k))
    sheet.merged.append((low - 1, first, low - 1, last))


def totals_below(sheet: Sheet, rng: random.Random) -> None:
    """A row of totals at the end, in any words."""
    word = rng.choice("Jumlah Total Rata-rata Rerata JUMLAH Rataan Mean".split())
    row = _blank(sheet, {0: word})
    place = sheet.column("score")
    row[place if place > 0 else sheet.width - 1] = sum(p.score for p in sheet.people)
    sheet.rows.append(row)


def signature(sheet: Sheet, rng: random.Random) -> None:
    """Place, date and signer at the lower right, with the number of the signer."""
    at = sheet.width - 1
    lines = ["Kota Contoh, 2 Juni 2026", "Kepala Badan", None, "Drs. Penanda Tangan, M.M."]
    lines += ["NIP. 196501011990011001"] if rng.random() < 0.7 else []
    sheet.rows += [_blank(sheet)]
    sheet.rows += [_blank(sheet, {at: line}) for line in lines]


def notes_below(sheet: Sheet, rng: random.Random) -> None:
    """A remark under the table."""
    text = rng.choice(["Catatan: mohon hadir tepat waktu.", "*) diwakilkan", "Sumber: BKPSDM"])
    sheet.rows += [_blank(sheet), _blank(sheet, {0: text})]


def blank_rows(sheet: Sheet, rng: random.Random) -> None:
    """Blank rows between people."""
    for _k in range(rng.randint(1, 3)):
        sheet.insert(rng.randint(sheet.header + 2, len(sheet.rows) - 1), [_blank(sheet)])


def agency_merged(sheet: Sheet, _rng: random.Random) -> None:
    """People of one agency stand together, and the agency in merged cells."""
    place, first = sheet.column("agency"), sheet.header + 1
    if place < 0 or any(a > sheet.header for a, *_rest in sheet.merged):
        return
    body = sheet.rows[first : first + len(sheet.people)]
    order = sorted(range(len(body)), key=lambda k: sheet.people[k].agency)
    sheet.people = [sheet.people[k] for k in order]
    body = [body[k] for k in order]
    counter = sheet.column("counter")
    for k, row in enumerate(body):
        if counter >= 0:
            row[counter] = k + 1
    at = first
    for _agency, held in groupby(sheet.people, lambda p: p.agency):
        size = len(list(held))
        for k in range(at + 1, at + size):
            body[k - first][place] = None
        if size > 1:
            sheet.merged.append((at, place, at + size - 1, place))
        at += size
    sheet.rows[first : first + len(body)] = body


def prefilled_below(sheet: Sheet, rng: random.Random) -> None:
    """Rows prepared for more people: numbers that run on, unticked boxes."""
    counter = sheet.column("counter")
    if counter < 0:
        return
    start = len(sheet.people) + 1
    sheet.rows += [_blank(sheet, {counter: k}) for k in range(start, start + rng.randint(3, 25))]


def hidden_rows(sheet: Sheet, rng: random.Random) -> None:
    """Some rows are hidden by a filter; the people on them are still on the list."""
    rows = range(sheet.header + 1, sheet.header + 1 + len(sheet.people))
    sheet.hidden |= set(rng.sample(list(rows), max(1, len(rows) // 3)))


def surname_first(sheet: Sheet, _rng: random.Random) -> None:
    """Names as 'Surname, Given'."""
    place = sheet.column("name")
    for k, person in enumerate(sheet.people):
        sheet.rows[sheet.header + 1 + k][place] = f"{person.family}, {person.given}"


def name_and_nip(sheet: Sheet, rng: random.Random) -> None:
    """Name and NIP in one cell, the NIP on a second line."""
    place, own = sheet.column("name"), sheet.column("nip")
    if own >= 0:
        return
    mark = rng.choice(["\n", "\nNIP. ", " / "])
    sheet.headers[place] = sheet.rows[sheet.header][place] = rng.choice(["NAMA / NIP", "Nama/NIP"])
    for k, person in enumerate(sheet.people):
        sheet.rows[sheet.header + 1 + k][place] = f"{person.name}{mark}{person.nip}"
    sheet.keys[place] = "name+nip"


def reference_sheet(sheet: Sheet, rng: random.Random) -> None:
    """A second sheet with a fuller list that is none of people."""
    rows: list[Row] = [["Kode", "Kelurahan"]]
    rows += [[f"35.73.{k // 20 + 1:02}.{1000 + k}", f"Kelurahan Contoh {k + 1}"] for k in range(80)]
    sheet.others[rng.choice(["Kode Wilayah", "Referensi"])] = rows


def sent_twice(sheet: Sheet, rng: random.Random) -> None:
    """Somebody stands on the list twice, the same in all cells."""
    counter = sheet.column("counter")
    if counter >= 0 or not {"nip", "number"} & set(sheet.keys):
        return
    k = rng.randrange(len(sheet.people))
    sheet.insert(len(sheet.rows), [list(sheet.rows[sheet.header + 1 + k])])


# Mess that changes rows of people comes first, then what stands between and around them.
INSIDE: dict[str, Mess] = {
    "surname first": surname_first,
    "name and nip": name_and_nip,
    "agency merged": agency_merged,
    "hidden rows": hidden_rows,
    "sent twice": sent_twice,
}
AROUND: dict[str, Mess] = {
    "prefilled rows": prefilled_below,
    "totals": totals_below,
    "blank rows": blank_rows,
    "notes": notes_below,
    "signature": signature,
    "numbered columns": numbered_columns,
    "two header lines": two_line_header,
    "titles above": titles_above,
    "reference sheet": reference_sheet,
}


def make_messy(sheet: Sheet, rng: random.Random) -> Sheet:
    """Do a few kinds of mess to an orderly sheet."""
    chosen: list[tuple[str, Mess]] = []
    if rng.random() < 0.5:
        chosen += rng.sample(list(INSIDE.items()), 1)
    chosen += [one for one in AROUND.items() if rng.random() < 0.22]
    for name, change in chosen:
        before = repr((sheet.rows, sheet.hidden, sheet.others))
        change(sheet, rng)
        if repr((sheet.rows, sheet.hidden, sheet.others)) != before:
            sheet.mess.append(name)
    return sheet
