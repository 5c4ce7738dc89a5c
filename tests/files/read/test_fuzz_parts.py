"""Parts of good files changed at random: results, plans, texts and the parts of workbooks.

``GROUPING_FUZZ=25000 pytest -s tests/files/read/test_fuzz_parts.py`` makes 25,000 new tries of each
and prints the longest try and the most memory.
"""

from __future__ import annotations

import contextlib
import copy
import io
import json
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from grouping import InputError, Problem, read_result
from grouping.errors import GroupingError
from grouping.files.plan_file import read_plan
from grouping.files.read import read_roster
from grouping.files.read.stored_proof import unconfirmed, with_record
from grouping.files.result_form import fingerprints
from grouping.files.write.result_json import result_to_dict
from grouping.solving.solve import judged
from tests.cli.test_fuzz_files import ROSTER, plans
from tests.fuzzing import tries
from tests.helpers import crew_roster

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 9),
    st.sampled_from([10**30, 2**31, 2**63, -(2**63), 1e308, -0.0, 3.9, 1e-300]),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(["\0", "\ud800", "\x1b[2J", "1", "spread", "Agency", "category", "optimal"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(), inner)),
    max_leaves=5,
)


@pytest.fixture(scope="module", autouse=True)
def _report() -> Iterator[None]:
    """Say what the tries of this module took at most."""
    yield
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"\n{_TOOK['tries']:.0f} tries, longest {_TOOK['longest']:.2f} s of CPU, ")
    sys.stdout.write(f"{most:.0f} MB at most\n")


_TOOK = {"tries": 0.0, "longest": 0.0}


def answered(read: Callable[[], object]) -> None:
    """Read something: an answer or a message, and nothing else."""
    began = time.process_time()
    try:
        read()
    except GroupingError as error:
        assert str(error)  # noqa: PT017 - read or refused, both are right
    finally:
        _TOOK["tries"] += 1
        _TOOK["longest"] = max(_TOOK["longest"], time.process_time() - began)


@cache
def stored() -> dict[str, Any]:
    """Return a result with rounds, an absence and rules, as its file says it."""
    present = np.ones((2, 6), dtype=bool)
    present[1, 5] = False
    problem = Problem.of(
        crew_roster(),
        teams=2,
        rounds=2,
        present=present,
        rules=[
            {"kind": "spread", "column": "Agency"},
            {"kind": "balance", "column": "Age"},
            {"kind": "apart", "people": ["Ani", "Budi"]},
        ],
    )
    teams = np.array([[0, 1, 0, 1, 0, 1], [0, 1, 0, 1, 0, -1]], dtype=np.int32)
    return json.loads(json.dumps(result_to_dict(judged(problem, teams))))  # type: ignore[no-any-return]


def places(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the ways to everything in a result."""
    keys: Any = value if isinstance(value, dict) else range(len(value) * isinstance(value, list))  # type: ignore[arg-type]
    for key in keys:
        yield (*path, key)
        if isinstance(value[key], (dict, list)):  # type: ignore[index]
            yield from places(value[key], (*path, key))  # type: ignore[index]


@st.composite
def results(draw: st.DrawFn) -> str:
    """Draw a result of which some parts are changed, with the sums that belong to it."""
    said = copy.deepcopy(stored())
    for _ in range(draw(st.integers(1, 2))):
        way = draw(st.sampled_from(sorted(places(said), key=repr)))
        part = said
        for step in way[:-1]:
            part = part[step]
        if draw(st.integers(0, 4)) == 0:
            del part[way[-1]]
        else:
            part[way[-1]] = draw(VALUES)
    with contextlib.suppress(KeyError, TypeError, ValueError, AttributeError):
        said["fingerprints"] = fingerprints(said)
    return json.dumps(said)


def read_back(path: Path) -> None:
    problem, assignment, said = read_result(path)
    result = judged(problem, assignment)
    kept = with_record(result, said)
    assert kept.proven is None or kept.bound <= result.score.value
    unconfirmed(kept, said)


@tries(150)
@given(results())
def test_a_result_with_changed_parts_is_read_or_refused(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.json"
        path.write_text(text, encoding="utf-8")
        answered(lambda: read_back(path))


@tries(60)
@given(plans())
def test_a_plan_with_any_values_is_read_or_refused(text: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "good.csv").write_text(ROSTER, encoding="utf-8")
        path = Path(folder) / "a.toml"
        path.write_bytes(text)
        answered(lambda: read_plan(path).read())


JUNK = st.one_of(
    st.binary(max_size=4),
    st.sampled_from(
        [b"\0", b'"', b"\n", b"\r", b";", b"\t", b",,,,", b"=1+1", b"\xff\xfe", b"\xe2\x80\x8b"]
    ),
)


@tries(60)
@given(st.lists(st.tuples(st.integers(0, 300), JUNK), min_size=1, max_size=3))
def test_a_text_with_junk_in_it_is_read_or_refused(changes: list[tuple[int, bytes]]) -> None:
    data = ROSTER.encode()
    for at, junk in changes:
        data = data[: at % len(data)] + junk + data[at % len(data) :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(data)
        answered(lambda: read_roster(path))


@cache
def workbook_parts() -> dict[str, dict[str, bytes]]:
    """Return the parts of a small .xlsx and of a small .ods by name."""
    whole = io.BytesIO()
    book = xlsxwriter.Workbook(whole)
    sheet = book.add_worksheet("Data")
    rows = [line.split(",") for line in ROSTER.splitlines()]
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            sheet.write(r, c, int(value) if value.isdecimal() else value)
    sheet.merge_range(8, 0, 9, 1, "x")
    sheet.autofilter(0, 0, 6, 4)
    book.close()
    with zipfile.ZipFile(whole) as archive:
        xlsx = {name: archive.read(name) for name in archive.namelist()}
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{value}</text:p>'
            "</table:table-cell>"
            for value in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        '<office:document-content xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x">'
        f'<office:body><office:spreadsheet><table:table table:name="Data">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    ods = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": b"<manifest xmlns='urn:m'/>",
        "content.xml": content.encode(),
    }
    return {".xlsx": xlsx, ".ods": ods}


# What is put into a part, or in the place of something of it: odd, but small.
PIECES = st.one_of(
    JUNK,
    st.sampled_from([
        b"<", b">", b"</row>", b"<row>", b"<c/>", b"<v>", b"&amp;", b"&x;", b"<!-- -->", b"-1",
        b"9", b'<c r="XFD9"><v>1</v></c>',
        b'<c r="ZZZZ9"><v>1</v></c>', b'<c r="C1048576"><v>1</v></c>',
        b'<c r="A0"><v>1</v></c>', b'<c r="A99999999999"><v>1</v></c>', b' t="s"', b"1e400",
        b'<mergeCell ref="A1:XFD1048576"/>', b' table:number-columns-repeated="16384"',
        b' table:number-rows-repeated="1048576"', b' table:number-columns-repeated="-1"',
        b' table:number-rows-repeated="99999999999999999999"', b' spans="1:16384"',
    ]),
)  # fmt: skip


@tries(80)
@given(
    st.sampled_from([".xlsx", ".ods"]),
    st.integers(0, 40),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 8), PIECES), min_size=1, max_size=3),
)
def test_a_workbook_with_changed_parts_is_read_or_refused(
    ending: str, which: int, changes: list[tuple[int, int, bytes]]
) -> None:
    parts = dict(workbook_parts()[ending])
    names = sorted(parts, key=lambda name: ("sheet1" not in name, name != "content.xml", name))
    name = names[max(which - 25, 0) % len(names)]  # mostly the sheet
    data = parts[name]
    for at, instead_of, piece in changes:
        at %= len(data) + 1
        data = data[:at] + piece + data[at + instead_of :]
    parts[name] = data
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{ending}"
        with zipfile.ZipFile(path, "w") as archive:
            for one, content in parts.items():
                archive.writestr(one, content)
        answered(lambda: read_roster(path))


def test_a_fuzz_would_notice_another_error() -> None:
    def fails() -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        answered(fails)
    answered(lambda: (_ for _ in ()).throw(InputError("x")).__next__())
