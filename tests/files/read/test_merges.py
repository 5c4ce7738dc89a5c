"""Labels that are one, and what blanks mean, as a plan says."""

from __future__ import annotations

import pytest

from grouping.errors import InputError
from grouping.files.plan_file import read_plan
from grouping.files.read import read_roster
from grouping.files.read.acronyms import stands_for


def agencies(csv_file, *labels: str):
    lines = [f"Orang {k}x;{label}" for k, label in enumerate(labels)]
    return csv_file("\n".join(["Nama;OPD", *lines]) + "\n")


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("dpuprpkp", "dinas pekerjaan umum penataan ruang perumahan dan kawasan permukiman"),
        ("dinas pupr", "dinas pekerjaan umum dan penataan ruang"),
        ("disnaker pmptsp", "dinas tenaga kerja penanaman modal dan pelayanan terpadu satu pintu"),
        ("dp3ap2kb", "dinas pemberdayaan perempuan perlindungan anak pengendalian penduduk dan"
                     " keluarga berencana"),
        ("diskopindag", "dinas koperasi perindustrian dan perdagangan"),
        ("disporapar", "dinas pemuda olahraga dan pariwisata"),
        ("bkpsdm", "badan kepegawaian dan pengembangan sumber daya manusia"),
        ("bapenda", "badan pendapatan daerah"), ("satpol pp", "satuan polisi pamong praja"),
    ],
)  # fmt: skip
def test_short_names_of_agencies_are_understood(short, long):
    assert stands_for(short.split(), long.split())


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("dinas", "dinas kesehatan"), ("dinkes", "dinas pendidikan"), ("bagian a", "bagian umum"),
        ("dinas pupr", "dinas pendidikan"), ("dpupr", "dinas pekerjaan umum"),
        ("kecamatan", "kecamatan utara"), ("dinas sosial", "dinas sosial tenaga kerja"),
    ],
)  # fmt: skip
def test_what_is_no_short_name(short, long):
    assert not stands_for(short.split(), long.split())


def test_a_short_name_of_two_agencies_is_proposed_for_neither(csv_file):
    reading = read_roster(agencies(csv_file, "DP", "Dinas Pertanian", "Dinas Perikanan"))
    assert reading.proposals == ()


def test_villages_of_like_names_are_not_proposed(csv_file):
    lines = [f"Orang {k}x;{v}" for k, v in enumerate(["Wonokoyo", "Wonokromo", "Arjosari"])]
    reading = read_roster(csv_file("\n".join(["Nama;Kelurahan", *lines])))
    assert reading.proposals == ()


def test_merges_of_a_plan_are_done_and_said(csv_file, tmp_path):
    agencies(csv_file, "Dinas A", "Din. A", "DA", "Dinas B")
    plan = tmp_path / "plan.toml"
    plan.write_text(
        '[roster]\nfile = "list.csv"\n[merges."opd"]\n"din. a" = "Dinas A"\nDA = "Din. A"\n'
        "[teams]\ncount = 2\n",
        encoding="utf-8",
    )
    problem, reading = read_plan(plan).read()
    assert problem.roster.column("OPD").counts() == {"Dinas A": 3, "Dinas B": 1}
    (said,) = [n.text for n in reading.notes if "merged" in n.text]
    assert said.startswith("2 cells merged with another spelling: ")
    assert said.endswith("'Din. A' -> 'Dinas A', 'DA' -> 'Dinas A'")


def test_a_merge_of_a_label_that_nobody_has_is_said(csv_file):
    reading = read_roster(agencies(csv_file, "A", "B"), merges={"OPD": {"C": "A"}})
    assert "nobody has 'C' any more" in "\n".join(map(str, reading.notes))


@pytest.mark.parametrize(
    ("merges", "words"),
    [
        ({"OPDD": {"A": "B"}}, "no column 'OPDD'"),
        ({"OPD": {"A": "B", "B": "A"}}, "merged in a circle"),
        ({"OPD": {"A": 3}}, "which label becomes which"),
        ({"OPD": "A"}, "which label becomes which"),
    ],
)
def test_merges_that_make_no_sense_are_refused(csv_file, merges, words):
    with pytest.raises(InputError, match=words):
        read_roster(agencies(csv_file, "A", "B"), merges=merges)


@pytest.mark.parametrize("text", ["merges = 3", '[merges]\nOPD = "x"', "[merges.OPD]\nA = 1"])
def test_a_table_of_merges_of_another_form_is_refused(csv_file, tmp_path, text):
    plan = tmp_path / "plan.toml"
    plan.write_text(f'{text}\n[roster]\nfile = "list.csv"\n', encoding="utf-8")
    with pytest.raises(InputError, match="which label becomes which"):
        read_plan(plan)


def test_blanks_may_get_a_label_of_their_own(csv_file):
    reading = read_roster(agencies(csv_file, "A", "-", "A", ""), blanks={"OPD": "own"})
    assert reading.roster.column("OPD").counts() == {"A": 2, "(kosong)": 2}
    assert "2 blank cells got the label (kosong), in rows 3, 5" in "\n".join(
        map(str, reading.notes)
    )


def test_blanks_are_ignored_if_nothing_is_said(csv_file):
    path = agencies(csv_file, "A", "-", "A")
    assert read_roster(path).roster.column("OPD").counts() == {"A": 2}
    assert read_roster(path, blanks={"OPD": "ignore"}).roster.column("OPD").counts() == {"A": 2}


@pytest.mark.parametrize(
    ("blanks", "words"),
    [
        ({"OPD": "error"}, "1 cell is blank: B3"),
        ({"OPD": "eror"}, "did you mean 'error'"),
        ({"Nilai": "own"}, "among numbers"),
        ({"X": "own"}, "no column 'X'"),
    ],
)
def test_blanks_that_must_not_be_are_refused(csv_file, blanks, words):
    path = csv_file("Nama;OPD;Nilai\nAdi;A;3\nBudi;-;\nCici;A;4\n")
    with pytest.raises(InputError, match=words):
        read_roster(path, blanks=blanks)


def test_a_column_of_attendance_may_be_blank_throughout(csv_file, tmp_path):
    csv_file("Nama;OPD;Hadir\nAdi;A;\nBudi;B;\nCici;A;\nDewi;B;\n")
    plan = tmp_path / "plan.toml"
    plan.write_text(
        '[roster]\nfile = "list.csv"\n[teams]\ncount = 2\n'
        '[rounds]\ncount = 2\nattendance = "Hadir"\n',
        encoding="utf-8",
    )
    problem, _reading = read_plan(plan).read()
    assert problem.rounds == 2
    assert problem.present is None
