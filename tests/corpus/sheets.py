"""Sheets of the corpus: a table of people and the mess around it, with the truth beside it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.corpus.people import Person, draw_people

Cell = object
Row = list[Cell]
# How each column may be headed, and what it says of a person.
COLUMNS: dict[str, tuple[tuple[str, ...], Callable[[Person], Cell]]] = {
    "name": (("Nama", "Nama Lengkap", "NAMA PESERTA", "Name", "Nama Pegawai"), lambda p: p.name),
    "nip": (("NIP", "N I P", "NIP Baru"), lambda p: p.nip),
    "number": (("ID", "Nomor Peserta", "Kode"), lambda p: p.number),
    "sex": (("L/P", "Jenis Kelamin", "JK"), lambda p: p.sex),
    "agency": (("Unit Kerja", "Instansi", "OPD", "Perangkat Daerah"), lambda p: p.agency),
    "rank": (("Golongan", "Gol/Ruang", "Gol."), lambda p: p.rank),
    "score": (("Nilai", "Skor", "Nilai Tes"), lambda p: p.score),
    "birth": (("Tanggal Lahir", "Tgl. Lahir"), lambda p: f"{p.birth:%d/%m/%Y}"),
}


@dataclass
class Sheet:
    """What is written, and what a careful person reads from it.

    Attributes
    ----------
    rows
        The cells.
    people
        The truth: who is on the list, in its order.
    keys, headers
        The columns (of `COLUMNS`) and what they are headed.
    header
        Index of the (last) header row in `rows`.
    merged
        Merged ranges: first row, first column, last row, last column, from 0.
    hidden
        Indices of hidden rows.
    others
        Further sheets by name, written behind this one.
    mess
        Names of what was done to the sheet.
    """

    rows: list[Row]
    people: list[Person]
    keys: list[str]
    headers: list[str]
    header: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    others: dict[str, list[Row]] = field(default_factory=dict)
    mess: list[str] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Number of columns of the table."""
        return len(self.keys)

    def column(self, key: str) -> int:
        """Return the position of a column, -1 if it is not there."""
        return self.keys.index(key) if key in self.keys else -1

    def insert(self, at: int, rows: list[Row]) -> None:
        """Put rows before the row `at`; everything below moves down."""
        self.rows[at:at] = rows
        more = len(rows)
        self.merged = [
            (a + more * (a >= at), b, c + more * (c >= at), d) for a, b, c, d in self.merged
        ]
        self.hidden = {r + more * (r >= at) for r in self.hidden}
        self.header += more * (self.header >= at)


def plain_sheet(rng: random.Random) -> Sheet:
    """Draw an orderly sheet: one header row, one row a person."""
    odd = rng.choice([0, 0, 0, 0, 1, 2])
    people = draw_people(rng, rng.randint(12, 40), titles=rng.random() < 0.6, odd=odd)
    keys = ["name"]
    keys += [key for key in ("nip", "number") if rng.random() < 0.45][:1]
    keys += [key for key in ("sex", "agency", "rank", "score", "birth") if rng.random() < 0.7]
    if len(keys) < 3:
        keys += [key for key in ("agency", "sex") if key not in keys]
    if rng.random() < 0.4:
        people.sort(key=lambda p: p.agency)
    headers = [rng.choice(COLUMNS[key][0]) for key in keys]
    rows: list[Row] = [list(headers)]
    rows += [[COLUMNS[key][1](person) for key in keys] for person in people]
    sheet = Sheet(rows, people, keys, headers)
    sheet.mess += ["odd names"] if odd else []
    if rng.random() < 0.6:
        with_counter(sheet, rng)
    return sheet


def with_counter(sheet: Sheet, rng: random.Random) -> None:
    """A first column that counts the rows."""
    word = rng.choice(["No", "No.", "NO", "Nomor"])
    sheet.keys.insert(0, "counter")
    sheet.headers.insert(0, word)
    for k, row in enumerate(sheet.rows):
        row.insert(0, word if k == 0 else k)
