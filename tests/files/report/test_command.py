"""`grouping report` as people call it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from grouping.cli import main
from grouping.files.read.stored_proof import with_record
from grouping.files.result_form import fingerprints
from grouping.files.write.list_csv import write_csv
from grouping.files.write.result_json import result_to_dict, write_json
from grouping.solving.solve import Result


@pytest.fixture
def stored(tmp_path: Path, one_round: Result) -> Path:
    path = tmp_path / "teams.json"
    write_json(one_round, path)
    return path


def run(*words: object):
    return CliRunner().invoke(main, [str(word) for word in words])


def test_a_result_is_reported_in_a_page_of_its_name(stored: Path):
    done = run("report", stored)
    assert done.exit_code == 0, done.output
    assert "teams.html" in done.output
    assert "</html>" in stored.with_suffix(".html").read_text(encoding="utf-8")


def test_a_page_that_exists_is_replaced_only_when_told(stored: Path):
    page = stored.with_suffix(".html")
    page.write_text("mine", encoding="utf-8")
    done = run("report", stored)
    assert done.exit_code == 2
    assert page.read_text(encoding="utf-8") == "mine"
    assert run("report", stored, "--force", "-q").exit_code == 0
    assert "</html>" in page.read_text(encoding="utf-8")


def test_a_page_has_the_ending_of_a_page(stored: Path, tmp_path: Path):
    done = run("report", stored, "-o", tmp_path / "teams.pdf")
    assert done.exit_code == 2
    assert ".html" in done.output
    assert not (tmp_path / "teams.pdf").exists()


def test_a_list_is_reported_by_the_result_that_it_came_from(stored: Path, one_round: Result):
    listed = stored.with_name("mine.csv")
    write_csv(one_round, listed)
    assert run("report", listed).exit_code == 2
    done = run("--lang", "id", "report", listed, "--plan", stored)
    assert done.exit_code == 0, done.output
    assert '<html lang="id">' in listed.with_suffix(".html").read_text(encoding="utf-8")


def test_a_damaged_result_is_refused_and_nothing_is_written(stored: Path):
    stored.write_text(stored.read_text(encoding="utf-8")[:-200], encoding="utf-8")
    assert run("report", stored).exit_code == 2
    assert not stored.with_suffix(".html").exists()


def signed(stored: dict) -> dict:
    """Return what a file says with the sums that belong to it."""
    return {**stored, "fingerprints": fingerprints(stored)}


def with_bound(result: Result, *bound: int) -> dict:
    stored = json.loads(json.dumps(result_to_dict(result)))
    return signed({**stored, "proof": "CP-SAT", "bound": list(bound)})


def test_the_proof_of_the_search_is_kept(one_round: Result):
    kept = with_record(one_round, with_bound(one_round, *one_round.score.value))
    assert kept.proof == "CP-SAT"
    assert kept.bound == one_round.score.value


def test_a_bound_above_the_cost_is_not_believed(one_round: Result):
    must, soft = one_round.score.value
    assert with_record(one_round, with_bound(one_round, must, soft + 1)).proven is None


def test_a_proof_of_other_weights_is_not_believed(one_round: Result):
    stored = with_bound(one_round, *one_round.score.value)
    stored["score"]["rules"][0]["coef"] += 1
    assert with_record(one_round, signed(stored)).proven is None


def test_the_seed_of_the_search_is_told_of_its_own_answer_alone(one_round: Result):
    from grouping.solving.solve import judged

    stored = signed({**with_bound(one_round, *one_round.score.bound), "seed": 7})
    edited = np.array(one_round.assignment)
    edited[0, [8, 9]] = edited[0, [9, 8]]
    assert with_record(judged(one_round.problem, edited), stored).seed is None
    assert with_record(one_round, stored).seed == 7


def claiming(stored: Path, *, sums: bool) -> None:
    """Write the bound of a perfect answer into a file by hand; without sums: as older files are."""
    said = json.loads(stored.read_text(encoding="utf-8"))
    said |= {"status": "optimal", "proof": "CP-SAT", "bound": [0, said["score"]["soft"]]}
    if not sums:
        del said["fingerprints"]["result"]
    stored.write_text(json.dumps(said), encoding="utf-8")


@pytest.mark.parametrize("sums", [True, False], ids=["changed", "of an older version"])
@pytest.mark.parametrize(
    ("language", "says"), [("en", "The file calls these teams"), ("id", "Berkas ini menyebut")]
)
def test_a_bound_changed_by_hand_is_what_the_file_says_and_not_a_proof(
    stored: Path, sums: bool, language: str, says: str
):
    claiming(stored, sums=sums)
    done = run("--lang", language, "report", stored)
    assert done.exit_code == 0, done.output
    assert says.casefold() in done.output.casefold()
    page = stored.with_suffix(".html").read_text(encoding="utf-8")
    assert says in page
    assert "Proven optimal" not in page
    assert "Terbukti optimal" not in page


def test_a_report_of_an_untouched_result_says_nothing_of_what_the_file_says(stored: Path):
    assert "the file" not in run("report", stored).output
    assert "The file" not in stored.with_suffix(".html").read_text(encoding="utf-8")


@pytest.mark.parametrize("part", ["bound", "proof", "status", "seed"])
def test_the_sum_of_the_whole_covers_what_the_file_claims(one_round: Result, part: str):
    stored = result_to_dict(one_round)
    changed = fingerprints({**stored, part: "other"})
    assert changed["result"] != stored["fingerprints"]["result"]
    assert changed["plan"] == stored["fingerprints"]["plan"]
