"""Suites: what they make, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from grouping import InputError
from grouping.bench.cases import Case
from grouping.bench.known_values import known_of, read_known
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
        ("seeds = 2", "seeds = 0", "seeds = 0 are none"),
        ("seeds = 2", "seeds = true", "seeds = True are none"),
        ("seeds = 2", "seeds = [1, 1]", "has one twice"),
        ('engine = "local"', 'name = "x"\ncommand = "x {inst} {output}"', "nothing fills {inst}"),
        ('engine = "local"', 'name = "x"\ncommand = "x \\" {output}"', "this is no command"),
        ("[[case]]", '[[case]]\nfamily = "foo"', "there is no family 'foo'"),
        ("[[case]]", "[[case]]\nteams = 3", "'teams' cannot be said of a file of the family mdgp"),
        ("[[case]]", '[[case]]\nobjective = "kplus"', "there is no objective 'kplus' here"),
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


def stated(suite: Suite, case: str) -> Case:
    """Return the first case of a suite whose cases are this one."""
    path = suite()
    text = path.read_text(encoding="utf-8").partition("[[case]]")[0]
    path.write_text(f"{text}[[case]]\n{case}\n", encoding="utf-8")
    return read_suite(path).tasks[0].case


TABLE = f'files = "{INSTANCES}/features/features-300.csv"'
RETREAT = f'files = "{INSTANCES}/retreat-malang/retreat.toml"'


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (TABLE, "say either how many teams or of what size"),
        (f"{TABLE}\nteams = 30\nsize = 10", "say either how many teams or of what size"),
        (f"{TABLE}\nteams = 0", "teams or size of 0 is none"),
        (f'{TABLE}\nteams = 30\nobjective = "kpluss"', "did you mean 'kplus'"),
        (f"{RETREAT}\nteams = 3", "'teams' cannot be said of a plan"),
        (f'files = "{INSTANCES}/retreat-malang/peserta.xlsx"', "write a plan about it"),
        ("generate = { n = 12, seed = 1 }", "no family is named"),
        ('generate = { family = "RanInt", n = 12 }', "'RanInt' needs seed"),
        ('generate = { family = "RanIt", n = 12, seed = 1 }', "did you mean 'RanInt'"),
        ('generate = { family = "RanInt", n = 12, seed = 1 }\nteams = 4', "'teams' cannot be said"),
        ('generate = { family = "features", n = 12, seed = 1 }', "how many teams or of what size"),
        ('generate = { family = "golf", groups = 8, size = 4 }', "'golf' needs weeks"),
        (
            'generate = { family = "golf", groups = 8, size = 4, weeks = 9 }\nsize = 4',
            "'size' stands",
        ),
        ("generate = 3", "3 is no way to generate"),
    ],
)
def test_what_a_case_cannot_be_asked_is_said_before_anything_runs(
    suite: Suite, case: str, said: str
) -> None:
    with pytest.raises(InputError) as error:
        stated(suite, case)
    assert said in str(error.value)
    assert "suite.toml" in str(error.value)


@pytest.mark.parametrize(
    ("case", "name"),
    [
        ('generate = { family = "RanInt", n = 12, seed = 1 }', "RanInt-12-ss-1"),
        ('generate = { family = "RanInt", n = 12, groups = 4, seed = 1 }', "RanInt-12-ss-1"),
        ('generate = { family = "RanInt", n = 12, groups = 3, seed = 1 }', "RanInt-12-ss-g3-1"),
        (
            'generate = { family = "Geo", n = 30, ds = true, seed = 2 }\nobjective = "dispersion"',
            "Geo-30-ds-dispersion-2",
        ),
        ('generate = { family = "MDG-a", seed = 1 }', "MDG-a-ss-1"),
        (
            'generate = { family = "features", n = 90, seed = 1 }\nteams = 9\nobjective = "kplus"',
            "features-90-g9-kplus-1",
        ),
        ('generate = { family = "features", n = 90, seed = 1 }\nsize = 9', "features-90-size9-1"),
        ('generate = { family = "golf", groups = 8, size = 4, weeks = 10 }', "golf-8-4-10"),
    ],
)
def test_names_of_generated_cases_say_how_they_are_made(suite: Suite, case: str, name: str) -> None:
    assert stated(suite, case).name == name


@pytest.mark.parametrize("seats", ["teams = 30", "size = 10"])
@pytest.mark.parametrize("family", ["", 'family = "features"\n'])
def test_tables_take_teams_or_a_size_and_are_known_by_their_ending(
    suite: Suite, seats: str, family: str
) -> None:
    problem = stated(suite, f"{TABLE}\n{family}{seats}").problem()
    assert (problem.n, len(problem.teams), len(problem.rules)) == (300, 30, 6)


def test_matrices_take_a_size(suite: Suite, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("0,1,2,3\n1,0,4,5\n2,4,0,6\n3,5,6,0\n", encoding="ascii")
    assert len(stated(suite, 'files = "m.csv"\nsize = 2').problem().teams) == 2


def test_golf_cells_and_tables_are_generated_with_their_files(suite: Suite, tmp_path: Path) -> None:
    golf = stated(suite, 'generate = { family = "golf", groups = 3, size = 2, weeks = 2 }')
    assert (golf.problem().n, golf.problem().rounds) == (6, 2)
    assert golf.path(tmp_path).read_text(encoding="ascii").split() == ["3", "2", "2"]
    table = stated(suite, 'generate = { family = "features", n = 90, seed = 1 }\nsize = 9')
    assert len(table.problem().teams) == 10
    assert table.path(tmp_path).read_text(encoding="utf-8").count("\n") == 91


def test_a_plan_is_another_case_when_a_file_that_it_reads_changes(
    suite: Suite, tmp_path: Path
) -> None:
    (tmp_path / "people.csv").write_text("id,unit\n1,A\n2,B\n3,A\n4,B\n", encoding="utf-8")
    rule = '[[rule]]\nkind = "spread"\ncolumn = "unit"\n'
    plan = f'[roster]\nfile = "people.csv"\n[teams]\ncount = 2\n{rule}'
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    before = stated(suite, 'files = "plan.toml"').digest
    assert stated(suite, 'files = "plan.toml"').digest == before
    (tmp_path / "people.csv").write_text("id,unit\n1,A\n2,A\n3,B\n4,B\n", encoding="utf-8")
    assert stated(suite, 'files = "plan.toml"').digest != before
    (tmp_path / "people.csv").unlink()
    with pytest.raises(InputError, match=r"people\.csv: there is no such file"):
        stated(suite, 'files = "plan.toml"')


def test_rules_of_a_case_are_part_of_its_digest(suite: Suite) -> None:
    rules = [f'rules = [{{ kind = "spread", column = "{name}" }}]' for name in ("grade", "gender")]
    cases = [stated(suite, f"{TABLE}\nteams = 30\n{rule}") for rule in rules]
    assert cases[0].digest != cases[1].digest


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
