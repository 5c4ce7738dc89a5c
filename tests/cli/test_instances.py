"""Benchmark files on the real command line: solve, check, generate; bench."""

from __future__ import annotations

import csv
import json
from itertools import combinations
from pathlib import Path

import pytest

from grouping.distribution import install_command
from grouping.files.instances.read_mdgplib import read_mdgplib
from tests.cli.conftest import INSTANCES, Run

MDGP = INSTANCES / "mdgp"
STEPS = ("--steps", 20_000, "--threads", 1, "--seed", 1)


def groups_of(path: Path) -> list[int]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [str(k) for k in range(len(rows))]
    return [int(row["team"]) for row in rows]


@pytest.mark.parametrize("name", ["geo-60-ds", "ranint-60-ss", "ranreal-30-ds"])
def test_solve_prints_and_stores_the_sum_of_distances_inside_groups(
    run: Run, tmp_path: Path, name: str
) -> None:
    result = run("solve", MDGP / f"{name}.txt", *STEPS, "-o", "a.json", "-o", "a.csv")
    assert result.exit_code == 0, result.output
    instance, group = read_mdgplib(MDGP / f"{name}.txt"), groups_of(tmp_path / "a.csv")
    inside = sum(
        int(instance.scaled[i, j])
        for i in range(instance.n)
        for j in range(i)
        if group[i] == group[j]
    )
    stored = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["objective"]
    unit = 10**instance.decimals
    assert stored["name"] == "sum of distances"
    assert stored["sense"] == "max"
    assert stored["value"] == inside / unit
    assert stored["bound"] >= stored["value"]
    assert f"objective: {inside / unit:,.{instance.decimals}f} (sum of" in result.stdout
    sizes = [group.count(g) for g in range(len(instance.low))]
    assert all(instance.low <= sizes)
    assert all(sizes <= instance.high)


def test_check_judges_a_list_of_ids_and_teams_by_an_instance(run: Run, tmp_path: Path) -> None:
    solved = run("solve", MDGP / "geo-30-ds.txt", *STEPS, "-o", "a.csv", "-o", "a.json", "-q")
    rows = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()
    bare = "\n".join(",".join(row.split(",")[::2]) for row in rows)
    (tmp_path / "bare.csv").write_text(bare, encoding="utf-8")
    assert bare.startswith("id,team")
    for words in (("bare.csv", "--plan", MDGP / "geo-30-ds.txt"), ("a.json",)):
        checked = run("check", *words)
        assert checked.exit_code == 0, checked.output
        assert checked.stdout == solved.stdout


def test_check_names_a_group_that_is_too_large(run: Run, tmp_path: Path) -> None:
    rows = [f"{k},{max(0, k // 6)}" for k in range(30)]
    rows[29] = "29,0"
    (tmp_path / "a.csv").write_text("id,team\n" + "\n".join(rows) + "\n", encoding="utf-8")
    result = run("check", "a.csv", "--plan", MDGP / "geo-30-ss.txt")
    assert result.exit_code == 1
    assert "0 has 7 people, the plan gives it 6" in result.stderr


def test_rules_of_the_call_are_added_to_those_of_an_instance(run: Run, tmp_path: Path) -> None:
    words = ("--together", "0; 1", "-o", "a.csv", "-o", "a.json")
    result = run("solve", MDGP / "ranint-30-ss.txt", *STEPS, *words)
    assert result.exit_code == 0, result.output
    group = groups_of(tmp_path / "a.csv")
    assert group[0] == group[1]
    stored = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert stored["objective"]["name"] == "sum of distances"


@pytest.mark.parametrize("ending", ["csv", "npy"])
def test_a_plain_matrix_is_solved_into_as_many_teams_as_asked(
    run: Run, tmp_path: Path, ending: str
) -> None:
    run("generate", "mdgp", "RanReal", "--n", 30, "-o", f"d.{ending}")
    result = run("solve", f"d.{ending}", "--teams", 5, *STEPS, "-o", "a.json")
    assert result.exit_code == 0, result.output
    run("generate", "mdgp", "RanReal", "--n", 30, "-o", "d.txt")
    same = run("solve", "d.txt", *STEPS, "-o", "b.json")
    assert same.exit_code == 0
    values = [
        json.loads((tmp_path / name).read_text(encoding="utf-8"))["objective"]["value"]
        for name in ("a.json", "b.json")
    ]
    assert values[0] == values[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("d.csv",), "how many teams"),
        ((str(MDGP / "geo-12-ss.txt"), "--teams", 3), "the file says its own groups"),
        ((str(MDGP / "geo-12-ss.txt"), "--sheet", "x"), "an instance has no 'sheet'"),
    ],
)
def test_what_does_not_go_with_an_instance_is_refused(
    run: Run, words: tuple[object, ...], said: str
) -> None:
    run("generate", "mdgp", "RanInt", "--n", 12, "-o", "d.csv")
    result = run("solve", *words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_broken_line_is_refused_with_its_number(run: Run, tmp_path: Path) -> None:
    text = (MDGP / "geo-12-ss.txt").read_text(encoding="ascii").splitlines()
    text[7] = "0 7 x"
    (tmp_path / "a.txt").write_text("\n".join(text), encoding="ascii")
    result = run("solve", "a.txt")
    assert result.exit_code == 2
    assert "a.txt, line 8: 'x' is not a distance" in result.stderr


def test_generate_makes_the_shipped_files_again(run: Run, tmp_path: Path) -> None:
    made = {
        "mdgp/geo-60-ds.txt": ("mdgp", "Geo", "--n", 60, "--seed", 60, "--ds"),
        "mdgp/mdg-c-150-ss.txt": ("mdgp", "MDG-c", "--n", 150, "--groups", 5, "--seed", 150),
        "golf/golf-8-4-10.txt": ("golf", 8, 4, 10),
        "features/features-300.csv": ("features", "--n", 300, "--seed", 300),
    }
    for name, words in made.items():
        target = tmp_path / Path(name).name
        assert run("generate", *words, "-o", target).exit_code == 0
        assert target.read_bytes() == (INSTANCES / name).read_bytes()


@pytest.mark.parametrize(
    "words",
    [
        ("mdgp", "Rand", "--n", 10, "-o", "a.txt"),
        ("mdgp", "Geo", "-o", "a.txt"),
        ("mdgp", "Geo", "--n", 10, "-o", "a.xlsx"),
        ("features", "--n", 0, "-o", "a.csv"),
        ("golf", 2, 2, 2, "-o", "there.txt"),
    ],
)
def test_what_cannot_be_generated_leaves_no_file(
    run: Run, tmp_path: Path, words: tuple[object, ...]
) -> None:
    (tmp_path / "there.txt").write_text("mine", encoding="ascii")
    result = run("generate", *words)
    assert result.exit_code == 2
    assert "hint: " in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["there.txt"]
    assert (tmp_path / "there.txt").read_text(encoding="ascii") == "mine"


ROW = {
    "key": "k",
    "case": "c",
    "engine": "a",
    "seed": 1,
    "budget": {"seconds": 1, "steps": None, "clock": "cpu"},
    "sense": "max",
    "objective": 9.0,
    "bound": 12.0,
    "cpu": 1.0,
    "wall": 1.0,
    "trajectory": [[0.1, 5.0], [0.5, 9.0]],
    "known": {"best": 10.0, "source": "paper"},
}


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """Two runs each of two engines on one case."""
    made = [
        {**ROW, "key": f"{name}{k}", "engine": name, "objective": value - k}
        for name, value in (("a", 9.0), ("b", 8.0))
        for k in (0, 1)
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in made), encoding="utf-8")
    return path


@pytest.mark.slow
def test_bench_run_says_how_many_failed_and_exits_with_1(run: Run, tmp_path: Path) -> None:
    (tmp_path / "12.txt").write_text("no instance", encoding="utf-8")
    engine = '[[engine]]\nengine = "local"\n'
    (tmp_path / "s.toml").write_text(f'{engine}[[case]]\nfiles = "12.txt"\n', encoding="utf-8")
    for again in (False, True):
        result = run("bench", "run", "s.toml", "-o", "r.jsonl", "--jobs", 1)
        assert result.exit_code == 1
        assert ("0 rows added" in result.stderr) is again
        assert "1 of 1 runs failed" in result.stderr


@pytest.mark.slow
def test_bench_table_shows_gaps_and_who_wins(run: Run, rows: Path) -> None:
    result = run("bench", "table", rows, "--markdown")
    assert result.exit_code == 0, result.output
    assert "| c | 1 s cpu | a | 2 | 9 | 8.5 | 8 | 10 | 15.000 % | 12 | 25.000 % | 1 |" in (
        result.stdout
    )
    assert "| a | b | 1 | 0 | 0 |" in result.stdout
    assert "Engines compared" in run("bench", "table", rows).stdout
    assert run("bench", "table", rows, "--csv").stdout.startswith("case,budget,engine,sense")


def test_bench_table_of_families_is_a_csv_too_and_says_what_is_not_known(
    run: Run, rows: Path
) -> None:
    result = run("bench", "table", rows, "--csv", "--families", "--published")
    assert result.stdout.startswith("family,budget,engine,cases")
    assert "no row has a published mean" in result.stderr


def test_bench_table_tells_times_to_a_gap(run: Run, rows: Path) -> None:
    result = run("bench", "table", rows, "--time-to", 50, "--markdown")
    assert result.exit_code == 0, result.output
    assert "within 50 %" in result.stdout
    refused = run("bench", "table", rows, "--time-to", 50, "--families")
    assert refused.exit_code == 2
    assert "--time-to" in refused.stderr


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["convergence", "profile", "target"])
@pytest.mark.filterwarnings("default")  # of the drawing library, about itself
def test_bench_plot_draws_every_kind(run: Run, rows: Path, tmp_path: Path, kind: str) -> None:
    words = ("bench", "plot", rows, "--kind", kind, "--target", 20)
    assert run(*words, "-o", "a.png").exit_code == 0
    assert run(*words, "-o", "a.svg").exit_code == 0
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert "<svg" in (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert run(*words, "-o", "a.png").exit_code == 2  # it exists


def test_a_target_below_zero_is_refused(run: Run, rows: Path) -> None:
    assert run("bench", "plot", rows, "-o", "a.png", "--target", "-1").exit_code == 2


@pytest.mark.parametrize(
    ("module", "words", "extra"),
    [
        ("matplotlib.figure", ("plot", "rows.jsonl", "-o", "a.png"), "bench"),
        ("scipy.stats", ("table", "rows.jsonl"), "bench"),
        ("distributed", ("run", "suite.toml", "-o", "r", "--cluster", "x"), "cluster"),
    ],
)
def test_a_missing_extra_is_named_with_how_to_install_it(
    run: Run,
    rows: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    module: str,
    words: tuple[str, ...],
    extra: str,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    suite = f'[[engine]]\nengine = "local"\n[[case]]\nfiles = "{MDGP}/geo-12-ss.txt"\n'
    (tmp_path / "suite.toml").write_text(suite, encoding="utf-8")
    result = run("bench", *words)
    assert result.exit_code == 2
    assert install_command(extra) in result.stderr
    assert not (tmp_path / "r").exists()


def test_a_cluster_that_does_not_answer_is_a_message(run: Run, tmp_path: Path) -> None:
    suite = f'[[engine]]\nengine = "local"\n[[case]]\nfiles = "{MDGP}/geo-12-ss.txt"\n'
    (tmp_path / "suite.toml").write_text(suite, encoding="utf-8")
    for address in ("nowhere", "tcp://", "127.0.0.1:1", "127.0.0.1:99999999"):
        result = run("bench", "run", "suite.toml", "-o", "r", "--cluster", address)
        assert result.exit_code == 2
        assert result.stderr.startswith(f"error: {address}: no scheduler answers")
        assert "hint: run  dask scheduler" in result.stderr
        assert not (tmp_path / "r").exists()


@pytest.mark.parametrize("name", ["geo-30-ds", "ranint-30-ss"])
def test_distances_can_be_asked_for_the_largest_least_one(
    run: Run, tmp_path: Path, name: str
) -> None:
    words = ("--objective", "dispersion", "-o", "a.json", "-o", "a.csv")
    result = run("solve", MDGP / f"{name}.txt", *STEPS, *words)
    assert result.exit_code == 0, result.output
    instance, group = read_mdgplib(MDGP / f"{name}.txt"), groups_of(tmp_path / "a.csv")
    pairs = combinations(range(instance.n), 2)
    least = min(int(instance.scaled[i, j]) for i, j in pairs if group[i] == group[j])
    stored = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["objective"]
    assert (stored["name"], stored["sense"]) == ("dispersion", "max")
    assert stored["value"] == least / 10**instance.decimals
    assert stored["bound"] >= stored["value"]
    again = run("check", "a.json")
    assert again.stdout == result.stdout


def test_other_objectives_are_for_tables_of_features(run: Run) -> None:
    result = run("solve", MDGP / "geo-30-ss.txt", "--objective", "variance", "-o", "a.csv")
    assert result.exit_code == 2
    assert "'dispersion' also for distances" in result.stderr


def test_a_plan_can_ask_for_a_least_distance_by_a_file_of_them(run: Run, tmp_path: Path) -> None:
    run("generate", "mdgp", "Geo", "--n", 30, "-o", "d.csv")
    people = "\n".join(f"Person {k},{'AB'[k % 2]}" for k in range(30))
    (tmp_path / "people.csv").write_text(f"Name,Office\n{people}\n", encoding="utf-8")
    plan = """
        roster = { file = "people.csv" }
        teams = { count = 5 }
        [[rule]]
        kind = "dispersion"
        matrix = "d.csv"
        least = 50
        must = true
        [[rule]]
        kind = "spread"
        column = "Office"
    """
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    result = run("solve", "plan.toml", *STEPS, "-o", "a.json")
    assert result.exit_code == 0, result.output
    assert "0 pairs too near" in result.stdout


def test_a_table_of_features_without_rules_is_spread_and_balanced_and_says_so(run: Run) -> None:
    run("generate", "features", "--n", 40, "--seed", 1, "-o", "f.csv")
    result = run("solve", "f.csv", "--teams", 4, *STEPS, "-o", "a.csv", "-o", "a.json")
    assert result.exit_code == 0, result.output
    assert "no rule was stated: categories are spread and numbers balanced" in result.stderr
    assert "spread department" in result.stdout
    assert "balance age" in result.stdout
    checked = run("check", "a.csv", "--plan", "f.csv", "--teams", 4)
    assert checked.stdout == result.stdout


def test_people_without_a_wish_are_told_that_none_was_stated(run: Run, roster: Path) -> None:
    result = run("solve", roster, "--teams", 3, *STEPS, "-o", "a.csv")
    assert result.exit_code == 0, result.output
    assert "no wish was stated" in result.stderr
    other = run("solve", roster, "--teams", 3, "--spread", "agency", *STEPS, "-o", "b.csv")
    assert "no wish was stated" not in other.stderr


@pytest.mark.parametrize("objective", ["variance", "diversity", "dispersion"])
def test_the_objective_of_a_table_of_features_is_printed(run: Run, objective: str) -> None:
    run("generate", "features", "--n", 30, "--seed", 1, "-o", "f.csv")
    words = ("--teams", 3, "--objective", objective)
    result = run("solve", "f.csv", *words, *STEPS, "-o", "a.csv")
    assert result.exit_code == 0, result.output
    assert "numbers: age, tenure; categories: department" in result.stderr
    assert f"({objective}, " in result.stdout
    checked = run("check", "a.csv", "--plan", "f.csv", *words)
    assert checked.exit_code == 0, checked.output
    assert checked.stdout == result.stdout


def test_the_objective_is_written_as_the_language_does(run: Run) -> None:
    result = run("--lang", "id", "solve", MDGP / "geo-60-ss.txt", *STEPS, "-o", "a.csv")
    line = next(line for line in result.stdout.splitlines() if line.startswith("tujuan: "))
    assert "(jumlah jarak, " in line
    assert line.split()[1].partition(",")[0].count(".") == 1


def test_check_is_told_the_teams_of_a_table_of_distances(run: Run) -> None:
    run("generate", "mdgp", "RanInt", "--n", 12, "-o", "d.npy")
    solved = run("solve", "d.npy", "--teams", 3, *STEPS, "-o", "a.csv")
    assert run("check", "a.csv", "--plan", "d.npy", "--teams", 3).stdout == solved.stdout
    refused = run("check", "a.csv", "--plan", "d.npy")
    assert refused.exit_code == 2
    assert "--teams N" in refused.stderr


def test_check_takes_no_teams_beside_a_plan_that_says_them(run: Run, plan: Path) -> None:
    run("solve", plan, "-o", "a.csv", *STEPS)
    refused = run("check", "a.csv", "--plan", plan, "--teams", 3)
    assert refused.exit_code == 2
    assert "says its own teams" in refused.stderr


def test_features_without_teams_are_refused_with_the_words_of_the_command_line(run: Run) -> None:
    run("generate", "features", "--n", 30, "--seed", 1, "-o", "f.csv")
    for words in (("--objective", "variance"), ()):
        result = run("solve", "f.csv", *words)
        assert result.exit_code == 2
        assert "teams=10" not in result.stderr
        assert "--teams" in result.stderr


def test_a_file_that_begins_like_an_instance_is_refused_as_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("8 2 xx 4 4 4 4\n0 1 3\n", encoding="ascii")
    result = run("solve", "a.txt")
    assert result.exit_code == 2
    assert "a.txt, line 1" in result.stderr
    assert "NIP" not in result.stderr
