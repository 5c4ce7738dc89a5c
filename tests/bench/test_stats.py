"""Tables of rows: known rows give known figures, and scipy's."""

from __future__ import annotations

import csv
import io
import math
from typing import Any

import numpy as np
import pytest
from scipy.stats import rankdata, wilcoxon

from grouping import InputError
from grouping.bench.family_table import by_family, family_table
from grouping.bench.family_table import comma_separated as family_csv
from grouping.bench.questions import told_apart
from grouping.bench.result_table import (
    case_table,
    comma_separated,
    comparison_table,
    figure,
    markdown,
)
from grouping.bench.row_statistics import compared, gap, relative_difference, summed_up

BUDGET = {"seconds": 3, "steps": None, "clock": "cpu"}
# means of two engines over eight cases, by hand: six better, one the same, one worse
FIRST = [101.0, 204.0, 309.0, 416.0, 525.0, 636.0, 700.0, 790.0]
SECOND = [100.0, 200.0, 300.0, 400.0, 500.0, 600.0, 700.0, 800.0]


def rows(sense: str = "max") -> list[dict[str, Any]]:
    return [
        {"case": f"c{k}", "engine": name, "seed": s, "budget": BUDGET, "sense": sense}
        | {"objective": value + s, "bound": 1000.0, "cpu": 3.0, "known": {"best": 800.0}}
        for k, pair in enumerate(zip(FIRST, SECOND, strict=True))
        for name, value in zip("ab", pair, strict=True)
        for s in (-1, 0, 1)
    ]


def test_a_line_has_best_mean_and_worst_of_its_runs() -> None:
    first = summed_up(rows())[0]
    assert (first.case, first.engine, first.runs) == ("c0", "a", 3)
    assert (first.best, first.mean, first.worst) == (102.0, 101.0, 100.0)


def test_where_less_is_better_the_best_is_the_least() -> None:
    first = summed_up(rows("min"))[0]
    assert (first.best, first.worst) == (100.0, 102.0)
    assert first.to_known == pytest.approx(100 * (101 - 800) / 800)


def test_gaps_are_to_the_best_known_value_and_to_the_bound() -> None:
    line = summed_up(rows())[-2]
    assert line.to_known == pytest.approx(100 * (800 - 790) / 800)
    assert line.to_bound == pytest.approx(100 * (1000 - 791) / 1000)
    assert gap(0.0, 0.0, "min") == 0.0
    assert math.isnan(gap(3.0, 0.0, "min"))


def test_the_bound_of_a_case_is_the_best_of_its_rows() -> None:
    changed = rows()
    changed[4]["bound"] = 900.0
    lines = summed_up(changed)
    assert [line.bound for line in lines[:3]] == [900.0, 900.0, 1000.0]


def test_wins_ties_losses_and_the_test_are_those_of_scipy() -> None:
    (found,) = compared(summed_up(rows()), "a")
    differences = np.array(
        [(a - b) / max(a, b) for a, b in zip(FIRST, SECOND, strict=True) if a != b]
    )
    assert (found.wins, found.ties, found.losses) == (6, 1, 1)
    assert found.p == pytest.approx(wilcoxon(differences).pvalue)
    ranks = rankdata(abs(differences))
    favour, against = ranks[differences > 0].sum(), ranks[differences < 0].sum()
    assert found.effect == pytest.approx((favour - against) / (favour + against))
    assert found.difference == pytest.approx(100 * differences.sum() / 8)


def test_the_other_way_round_everything_turns() -> None:
    (one,), (other,) = compared(summed_up(rows()), "a"), compared(summed_up(rows()), "b")
    assert (one.wins, one.losses) == (other.losses, other.wins)
    assert one.effect == -other.effect
    assert one.p == other.p


def test_where_less_is_better_wins_are_losses() -> None:
    (found,) = compared(summed_up(rows("min")), "a")
    assert (found.wins, found.losses) == (1, 6)


def test_engines_that_never_differ_are_no_evidence() -> None:
    same = [{**row, "objective": 5.0} for row in rows()]
    (found,) = compared(summed_up(same), "a")
    assert (found.ties, found.p, found.effect) == (8, 1.0, 0.0)


def test_means_that_differ_by_rounding_are_a_tie() -> None:
    assert relative_difference(377_946.0201, 377_946.02, "max") == 0.0
    assert relative_difference(377_947.0, 377_946.0, "max") > 0


def test_failed_runs_are_counted_and_have_no_value() -> None:
    changed = rows()
    changed[0] |= {"objective": None}
    for row in changed[3:6]:
        del row["objective"]
    lines = summed_up(changed)
    assert (lines[0].runs, lines[0].failed, lines[0].mean) == (2, 1, 101.5)
    assert (lines[1].runs, lines[1].failed) == (0, 3)
    assert math.isnan(lines[1].mean)
    (found,) = compared(lines, "a")
    assert found.wins + found.ties + found.losses == 7


def test_published_means_take_part_as_an_engine() -> None:
    known = {"best": 800.0, "mean": 600.0, "worst": 1.0, "cpu_seconds": 3.0, "source": "paper"}
    lines = summed_up([{**row, "known": known} for row in rows()], published=True)
    assert [line.engine for line in lines[:3]] == ["a", "b", "published"]
    against = {c.other: c for c in compared(lines, "a")}
    assert (against["published"].wins, against["published"].losses) == (3, 5)


def test_families_count_what_reaches_the_published_mean_and_the_best_known() -> None:
    known = {"best": 800.0, "mean": 600.0, "worst": 1.0, "cpu_seconds": 3.0, "source": "paper"}
    made = [{**row, "case": f"Geo_n{row['case'][1]}_0{row['seed'] + 2}"} for row in rows()]
    families = by_family(summed_up([{**row, "known": known} for row in made]))
    one = next(f for f in families if (f.name, f.engine) == ("Geo_n5", "a"))
    assert (one.cases, one.means, one.bests) == (3, (3, 3), (0, 3))
    assert one.to_known == pytest.approx(100 * (800 - 636) / 800)
    every = [f for f in families if not f.name]
    assert [(f.engine, f.cases, f.means, f.bests) for f in every] == [
        ("a", 24, (9, 24), (0, 24)),
        # 599 at 600 is below it; 800 and 801 are not below 800, 799 is
        ("b", 24, (8, 24), (2, 24)),
    ]
    assert "| all |  | a | 24 |" in markdown([family_table(families)])


def test_one_name_of_several_questions_is_told_apart_everywhere() -> None:
    more = {"goal": "kplus", "teams": 30, "instance": "a" * 20}
    one = [{**row, **more} for row in rows()[:6]]
    other = [{**row, **more, "goal": "diversity", "objective": row["objective"] / 9} for row in one]
    lines = summed_up([*one, *other])
    assert [(line.case, line.engine, line.runs) for line in lines] == [
        ("c0 (kplus)", "a", 3),
        ("c0 (kplus)", "b", 3),
        ("c0 (diversity)", "a", 3),
        ("c0 (diversity)", "b", 3),
    ]
    (found,) = compared(lines, "a")
    assert found.wins == 2
    assert {f.name for f in by_family(lines)} == {"c0 (kplus)", "c0 (diversity)", ""}


def test_questions_are_told_apart_by_what_differs() -> None:
    def named(*differing: dict[str, Any]) -> list[str]:
        made = {"goal": "kplus", "teams": 30, "instance": "0123456789"}
        return list(
            dict.fromkeys(
                r["case"] for r in told_apart([{**rows()[0], **made, **d} for d in differing])
            )
        )

    assert named({}, {}) == ["c0"]
    assert named({}, {"teams": 40}) == ["c0 (30 teams)", "c0 (40 teams)"]
    assert named({}, {"instance": "abcdefghijk"}) == ["c0 (01234567)", "c0 (abcdefgh)"]
    assert named({}, {"teams": 40, "goal": "variance"}) == [
        "c0 (kplus, 30 teams)",
        "c0 (variance, 40 teams)",
    ]


def test_a_run_that_failed_before_its_goal_was_known_is_counted_with_the_others() -> None:
    whole = {**rows()[0], "goal": "kplus", "teams": 30, "instance": "0"}
    failed = {k: whole[k] for k in ("case", "engine", "seed", "budget", "instance")}
    (line,) = summed_up([failed, whole])
    assert (line.case, line.runs, line.failed) == ("c0", 1, 1)


def test_budgets_of_the_same_cases_are_not_mixed_in_the_line_of_all_families() -> None:
    long = [{**row, "budget": {**BUDGET, "seconds": 60}} for row in rows()]
    every = [f for f in by_family(summed_up([*rows(), *long])) if not f.name]
    assert [(f.budget, f.engine, f.cases) for f in every] == [
        ("3 s cpu", "a", 8),
        ("3 s cpu", "b", 8),
        ("60 s cpu", "a", 8),
        ("60 s cpu", "b", 8),
    ]
    apart = [row for row in [*rows()[:6], *long] if row["case"] != "c0" or row in rows()]
    assert len([f for f in by_family(summed_up(apart)) if not f.name]) == 2


def test_an_engine_whose_runs_all_failed_stands_among_the_families() -> None:
    changed = [{**row, "objective": None} if row["engine"] == "b" else row for row in rows()]
    families = by_family(summed_up(changed))
    (one,) = [f for f in families if (f.name, f.engine) == ("", "b")]
    assert (one.cases, one.failed, one.bests) == (0, 8, (0, 8))
    assert "| all |  | b | 0 (8 failed) |" in markdown([family_table(families)])


def test_a_published_line_has_the_runs_of_the_index() -> None:
    known = {"best": 800.0, "mean": 600.0, "source": "paper", "runs": 20}
    lines = summed_up([{**row, "known": known} for row in rows()], published=True)
    assert lines[2].runs == 20


def test_small_values_are_shown_with_six_digits() -> None:
    shown = [0.0131234567, 22.41123456, 207.9341234, 1234567.891, 1.5e-9, 0.0, -0.5, 9.0]
    assert [figure(value) for value in shown] == [
        "0.0131235",
        "22.4112",
        "207.934",
        "1,234,567.891",
        "1.5e-09",
        "0",
        "-0.5",
        "9",
    ]


def test_a_gap_to_next_to_nothing_is_left_blank() -> None:
    small = {"objective": 0.013, "bound": 7.5e-8, "known": {"best": 1e-9}}
    line = summed_up([{**rows("min")[0], **small}])[0]
    assert math.isnan(line.to_bound)
    assert math.isnan(line.to_known)
    assert summed_up([{**rows("min")[0], "objective": 0.0, "bound": 0.0}])[0].to_bound == 0


def test_families_as_comma_separated_values_keep_every_digit() -> None:
    families = by_family(summed_up(rows()))
    read = list(csv.DictReader(io.StringIO(family_csv(families))))
    assert [row["family"] for row in read][-2:] == ["all", "all"]
    assert float(read[-1]["mean_to_known_percent"]) == families[-1].to_known
    assert read[-1]["means_published"] == "0"


def test_an_engine_without_rows_is_refused_with_those_that_have_some() -> None:
    with pytest.raises(InputError, match="a, b"):
        compared(summed_up(rows()), "c")


def test_markdown_has_a_row_for_every_line() -> None:
    lines = summed_up(rows())
    text = markdown([case_table(lines), comparison_table(compared(lines, "a"))])
    assert text.count("\n| c") == 16
    assert "| c0 | 3 s cpu | a | 3 | 102 | 101 | 100 | 800 | 87.375 % | 1,000 |" in text
    assert "| a | b | 6 | 1 | 1 |" in text


def test_comma_separated_values_keep_every_digit() -> None:
    changed = rows()
    changed[0]["objective"] = 0.1 + 0.2
    first = next(csv.DictReader(io.StringIO(comma_separated(summed_up(changed)))))
    assert float(first["worst"]) == 0.1 + 0.2
