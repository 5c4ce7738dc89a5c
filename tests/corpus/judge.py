"""What a reading of a sheet of the corpus is worth: right, unsure, refused or wrong."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from grouping import InputError
from grouping.files.read import read_roster
from grouping.files.read.roster_file import Reading
from tests.corpus.people import Person
from tests.corpus.sheets import Sheet

Verdict = Literal["right", "unsure", "refused", "wrong"]


def judge(sheet: Sheet, path: Path) -> tuple[Verdict, str]:
    """Read a file of the corpus and compare with the truth; return the verdict and what is off."""
    try:
        reading = read_roster(path)
    except InputError as error:
        return "refused", str(error).splitlines()[0]
    off = what_is_off(sheet, reading)
    if not off:
        return "right", ""
    return ("unsure" if is_unsure(reading) else "wrong"), off


def is_unsure(reading: Reading) -> bool:
    """Whether the reader itself says, first of all, that another reading is possible."""
    return bool(getattr(reading, "unsure", ()))


def what_is_off(sheet: Sheet, reading: Reading) -> str:
    """Say in what a reading differs from the truth; '' for nothing."""
    roster = reading.roster
    names, wanted = list(roster.names), [_names_of(person) for person in sheet.people]
    if len(names) != len(wanted):
        return f"{len(names)} people, not {len(wanted)}"
    for k, (name, right) in enumerate(zip(names, wanted, strict=True)):
        if _plain(name) not in right:
            return f"person {k + 1} is {name!r}, not {sheet.people[k].name!r}"
    keys = [key for key in ("nip", "number") if {key, f"name+{key}"} & set(sheet.keys)]
    truth = [[getattr(person, key) for person in sheet.people] for key in keys]
    if truth and [re.sub(r"\s", "", i) for i in roster.ids] not in truth:
        return f"ids are {roster.ids[0]!r}, ..., not {truth[0][0]!r}, ..."
    for key in ("sex", "agency", "rank", "score"):
        if key in sheet.keys and (text := _column_off(sheet, reading, key)):
            return text
    return ""


def _names_of(person: Person) -> set[str]:
    ways = {person.name, person.plain, f"{person.family}, {person.given}"}
    return {_plain(way) for way in ways}


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()


def _column_off(sheet: Sheet, reading: Reading, key: str) -> str:
    header = sheet.headers[sheet.column(key)]
    names = [column.name for column in reading.roster.columns]
    found = [name for name in names if _plain(name).endswith(_plain(header).rstrip("."))]
    found = found or [name for name in names if _plain(header) in _plain(name)]
    if not found:
        return f"no column {header!r} among {', '.join(names)}"
    column = reading.roster.column(found[0])
    truth = [getattr(person, key) for person in sheet.people]
    if key == "score":
        same = column.numbers is not None and column.numbers.tolist() == truth
        return "" if same else f"numbers of {header!r} differ"
    read = [column.labels[code] if code >= 0 else None for code in column.codes.tolist()]
    pairs = set(zip(truth, read, strict=True))
    split = len(pairs) != len(set(truth)) or len({r for _t, r in pairs}) != len(pairs)
    if split or None in read:
        return f"values of {header!r} differ: {sorted(map(str, pairs))[:4]}"
    return ""
