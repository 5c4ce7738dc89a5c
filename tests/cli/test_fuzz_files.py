"""Whatever file is named where a file belongs: an answer or a message, never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from grouping.cli import main
from tests.fuzzing import tries

ROSTER = "id,name,agency,gender,age\n" + "".join(
    f"p{k},Orang {k},{'ABC'[k % 3]},{'LP'[k % 2]},{30 + k}\n" for k in range(6)
)
RULE = '[[rule]]\nkind = "spread"\ncolumn = "agency"\n'
PLAN = f'[roster]\nfile = "good.csv"\n[teams]\ncount = 2\n{RULE}'
QUICK = ("--steps", "20", "--threads", "1", "--engine", "local", "-q")
# FILE is where the file of unknown content goes
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("init", "FILE"),
    ("init", "FILE", "--accept-merges", "--lang", "id"),
    ("init", "FILE", "--sheet", "Data", "-o", "out.toml", "-o", "out.csv", "--force"),
    ("solve", "FILE", *QUICK),
    ("solve", "FILE", "--teams", "2", *QUICK),
    ("solve", "FILE", "--teams", "2", "--lang", "id", *QUICK),
    ("solve", "good.toml", "--history", "FILE", *QUICK),
    ("solve", "good.toml", "--history", "FILE=0.5", *QUICK),
    ("solve", "good.toml", "--keep", "FILE", *QUICK),
    ("check", "FILE"),
    ("check", "FILE", "--plan", "good.toml"),
    ("check", "good.json", "--plan", "FILE"),
    ("check", "teams.csv", "--plan", "FILE"),
    ("check", "FILE", "--plan", "good.json", "--sheet", "All"),
    ("rotate", "--names", "FILE", "--size", "2", "--rounds", "2", "--steps", "20",
     "--threads", "1", "-q"),
    ("bench", "table", "FILE"),
    ("bench", "run", "FILE", "-o", "rows.jsonl", "--jobs", "1", "-q"),
)  # fmt: skip
ENDINGS = (*".toml .json .jsonl .csv .xlsx .xls .ods .txt .npy .dat .doc".split(), "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A roster, a plan, and what `solve` wrote for them."""
    place = tmp_path_factory.mktemp("files")
    (place / "good.csv").write_text(ROSTER, encoding="utf-8")
    (place / "good.toml").write_text(PLAN, encoding="utf-8")
    outputs = ("-o", "good.json", "-o", "good.xlsx", "-o", "teams.csv")
    assert call(place, ("solve", "good.toml", *outputs, *QUICK))[0] == 0
    return place


def call(place: Path, words: Sequence[str]) -> tuple[int, str]:
    before = Path.cwd()
    os.chdir(place)
    try:
        result = CliRunner().invoke(main, list(words))
    finally:
        os.chdir(before)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise AssertionError(f"{words}: {result.exception!r}") from result.exception
    return result.exit_code, result.output


WORDS = st.sampled_from([
    "roster", "teams", "rounds", "rule", "history", "merges", "solve", "file", "count", "size",
    "names", "team", "kind", "column", "spread", "balance", "apart", "people", "where", "value",
    "weight", "attendance", "round", "number", "absent", "only", "seed", "steps", "blanks", "kinds",
    "agency",
    "age", "good.csv", "p1", "p2", "A", "error", "own", "must", "keep", "pin", "seats", "low",
    "high", "date", "sheet", "id", "name", "new_faces", "distance", "matrix", "columns",
    "[", "]", "=", "#",
])  # fmt: skip
SCALARS = st.one_of(
    WORDS, st.integers(-3, 9), st.integers(), st.booleans(), st.floats(), st.text(max_size=4)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)),
    max_leaves=6,
)
TABLES = {
    "roster": ("file", "sheet", "id", "name", "date", "kinds", "blanks"),
    "teams": ("count", "size", "names", "name", "team"),
    "rounds": ("count", "names", "attendance", "new_faces", "round"),
    "merges": ("agency", "gender"),
    "solve": ("seed", "seconds", "steps", "threads"),
}
RULES = ("kind", "column", "people", "where", "value", "count", "weight", "must", "teams", "file")


def _toml(value: object) -> str:
    """Return a value as TOML; JSON does for texts, numbers and lists."""
    if isinstance(value, dict):
        inner = ", ".join(f"{json.dumps(k)} = {_toml(v)}" for k, v in value.items())
        return "{" + inner + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, float):
        return repr(value)
    return json.dumps(value)


# where a key is added to the good plan: after the head of its table, or as one of its own
LINES = (
    *(f"[roster] {key}" for key in ("id", "name", "kinds", "blanks", "sheet", "date")),
    *("[teams] name", "[[rule]] weight", "[[rule]] must", "[[rule]] where", "[[rule]] rounds"),
    *("[roster] kinds.age", "[roster] blanks.agency", "[roster] kinds.agency"),
)


@st.composite
def plans(draw: st.DrawFn) -> bytes:
    """A plan that may be right: a good one with one key of any value, or known keys at random."""
    lines = []
    if draw(st.booleans()):
        line = draw(st.sampled_from(LINES))
        table, _, key = line.partition(" ")
        changed_to = f"{key} = {_toml(draw(VALUES))}\n"
        return PLAN.replace(f"{table}\n", f"{table}\n{changed_to}", 1).encode("utf-8", "replace")
    for table, keys in TABLES.items():
        if draw(st.booleans()):
            lines.append(f"[{table}]")
            if table == "roster":
                lines.append('file = "good.csv"')
            stated = draw(st.lists(st.sampled_from(keys), unique=True, max_size=2))
            told = [key for key in stated if (table, key) != ("roster", "file")]
            lines += [f"{key} = {_toml(draw(VALUES))}" for key in told]
    for _ in range(draw(st.integers(0, 2))):
        lines.append("[[rule]]")
        stated = draw(st.lists(st.sampled_from(RULES), unique=True, max_size=4))
        lines += [f"{key} = {_toml(draw(VALUES))}" for key in stated]
    return "\n".join(lines).encode("utf-8", "replace")


@st.composite
def changed(draw: st.DrawFn, sources: Sequence[str]) -> tuple[str, int, bytes]:
    """A good file, a place in it, and what is put there."""
    return (
        draw(st.sampled_from(sources)),
        draw(st.integers(0, 10_000)),
        draw(
            st.one_of(st.binary(max_size=4), st.sampled_from([b"null", b"-1", b"[]", b"{}", b'"'])),
        ),
    )


CONTENTS = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")),
    plans(),
    VALUES.map(lambda v: json.dumps(v).encode()),
    st.dictionaries(
        st.sampled_from(["schema", "fingerprints", "roster", "plan", "assignment"]), VALUES
    ).map(lambda v: json.dumps(v).encode()),
    st.lists(st.lists(SCALARS, max_size=4), max_size=5).map(
        lambda rows: "\n".join(",".join(map(str, row)) for row in rows).encode("utf-8", "replace")
    ),
    st.lists(st.integers(-2, 30), max_size=12).map(lambda row: " ".join(map(str, row)).encode()),
    changed(["good.csv", "good.toml", "good.json", "good.xlsx", "teams.csv"]),
    st.sampled_from(["folder", "nothing", "link"]),
)


def lay(place: Path, name: str, content: object) -> None:
    """Put a file, a changed good file, a folder or nothing in the place of the file."""
    path = place / name
    if content == "folder":
        path.mkdir()
    elif content == "link":
        path.symlink_to(name)
    elif isinstance(content, tuple):
        source, at, put = content
        data = bytearray((place / source).read_bytes())
        data[at % len(data) : at % len(data) + len(put)] = put
        path.write_bytes(bytes(data))
    elif isinstance(content, bytes):
        path.write_bytes(content)


@tries(250)
@given(st.sampled_from(COMMANDS), st.sampled_from(ENDINGS), CONTENTS)
def test_a_file_of_any_content_gets_an_answer_or_a_message(folder, words, ending, content):
    with tempfile.TemporaryDirectory() as place:
        for file in folder.iterdir():
            shutil.copy(file, place)
        name = f"some{ending}"
        lay(Path(place), name, content)
        code, output = call(Path(place), [word.replace("FILE", name) for word in words])
        assert code in (0, 1, 2), output
        assert "Traceback" not in output
        if code == 2:
            assert "error" in output.lower() or "galat" in output.lower()
