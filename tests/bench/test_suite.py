"""Suites: what they make, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from grouping import InputError
from grouping.bench.known import known_of, read_known
from grouping.bench.suite import read_suite
from tests.bench.conftest import Suite

DISTANCES = ("sum of distances", "max")
INSTANCES = Path(__file__).parents[2] / "instances"


def test_a_suite_is_cases_times_engines_times_seeds_times_budgets(suite: Suite) -> None:
    engines = '[[engine]]\nengine = "local"\n[[engine]]\nname = "x"\nengine = "exact"'
    read = read_suite(suite(engines, "{ seconds = 1 }, { seconds = 2, clock = 'wall' }", 3))
    assert len(read.tasks) == 2 * 2 * 3 * 2
    assert len({task.key for task in read.tasks}) == len(read.tasks)
    assert {str(task.limit) for task in read.tasks} == {"1 s cpu", "2 s wall"}


def test_a_key_follows_the_content_of_a_file_and_not_its_place(suite: Suite) -> None:
    path = suite()
    before = [task.key for task in read_suite(path).tasks]
    moved = path.parent / "elsewhere"
    moved.mkdir()
    for file in ("suite.toml", "RanInt.txt", "Geo.txt"):
        (moved / file).write_bytes((path.parent / file).read_bytes())
    assert [task.key for task in read_suite(moved / "suite.toml").tasks] == before
    text = (moved / "Geo.txt").read_text(encoding="ascii")
    (moved / "Geo.txt").write_text(text.replace("\n0 1 ", "\n0 1 9", 1), encoding="ascii")
    after = [task.key for task in read_suite(moved / "suite.toml").tasks]
    assert [a == b for a, b in zip(after, before, strict=True)] == [True, True, False, False]


def test_whole_seconds_and_the_same_as_a_decimal_are_one_budget(suite: Suite) -> None:
    keys = [
        [task.key for task in read_suite(suite(budget=f"{{ seconds = {text} }}")).tasks]
        for text in ("3", "3.0")
    ]
    assert keys[0] == keys[1]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("seeds =", "seds =", "'seds' is not a key"),
        ('"local"', '"locl"', "there is no engine 'locl'"),
        ('engine = "local"', 'command = "x {output}"', "a command has no name"),
        ('engine = "local"', 'name = "x"\ncommand = "x"', "a command says where its answer goes"),
        ('engine = "local"', 'name = "x"\ncommand = "x {output}"', "given seconds, not steps"),
        ("steps = 2000", "steps = 0", "a budget of 0 is none"),
        ("steps = 2000", "seconds = inf", "a budget of inf is none"),
        ("steps = 2000", "steps = 10, seconds = 1", "either seconds or steps"),
        ("steps = 2000", 'seconds = 1, clock = "sun"', "there is no clock 'sun'"),
        ('"Geo.txt"', '"Geos.txt"', "no file matches 'Geos.txt'"),
        ('"Geo.txt"', '"RanInt.txt"', "the same case stands there twice"),
        ("seeds = 2", 'seeds = "two"', "seeds = 'two' are none"),
        ("[[engine]]", "[[engines]]", "'engines' is not a key"),
        ("[[case]]", "[case", "this is no suite"),
    ],
)
def test_what_is_wrong_with_a_suite_is_said(suite: Suite, old: str, new: str, said: str) -> None:
    path = suite()
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_suite(path)
    assert said in str(error.value)


OWN = [path for path in (INSTANCES / "suites").glob("*.toml") if path.stem != "mdgplib"]


@pytest.mark.parametrize("path", sorted(OWN))
def test_every_shipped_suite_can_be_read(path: Path) -> None:
    assert read_suite(path).tasks


def test_the_suite_of_the_public_files_finds_them_where_they_are(tmp_path: Path) -> None:
    path = INSTANCES / "suites" / "mdgplib.toml"
    with pytest.raises(InputError, match="--instances"):
        read_suite(path)
    for n in (120, 240, 480):
        for name in (f"Geo_n{n}_ds_01", f"RanInt_n{n}_ss_02"):
            (tmp_path / f"{name}.txt").write_text("not read yet", encoding="ascii")
    suite = read_suite(path, tmp_path)
    assert {str(task.limit) for task in suite.tasks} == {"3 s cpu", "20 s cpu", "120 s cpu"}
    assert all(known_of(task.case.name, *DISTANCES, suite.known) for task in suite.tasks)


def test_the_index_knows_published_values_with_their_source() -> None:
    index = read_known(INSTANCES / "best-known.csv")
    known = known_of("RanInt_n120_ss_01", *DISTANCES, index)
    assert known is not None
    assert (known.best, known.mean, known.cpu_seconds, known.runs) == (47909.0, 47909.0, 3.0, 20)
    assert "EJOR 302" in known.source


def test_golf_cells_up_to_the_known_weeks_need_no_repeated_meeting() -> None:
    index = read_known(INSTANCES / "best-known.csv")
    within = known_of("golf-8-4-10", "new faces", "min", index)
    assert within is not None
    assert within.best == 0
    assert known_of("golf-8-4-11", "new faces", "min", index) is None
    assert known_of("golf-8-4-10", "weighted cost", "min", index) is None


@pytest.mark.parametrize("other", [("dispersion", "max"), ("sum of distances", "min")])
def test_what_is_known_of_one_goal_says_nothing_of_another(other: tuple[str, str]) -> None:
    index = read_known(INSTANCES / "best-known.csv")
    assert known_of("RanInt_n120_ss_01", *other, index) is None


def test_an_index_with_a_broken_line_is_refused_with_the_line(tmp_path: Path) -> None:
    text = (INSTANCES / "best-known.csv").read_text(encoding="utf-8").splitlines()[:3]
    (tmp_path / "a.csv").write_text("\n".join([*text, "x,y,max,many,,,,,,"]), encoding="utf-8")
    with pytest.raises(InputError, match="a.csv, line 4"):
        read_known(tmp_path / "a.csv")
