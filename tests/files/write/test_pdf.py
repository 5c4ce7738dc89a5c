"""Documents to print: complete, A4, within their boxes, the same bytes for the same content."""

from __future__ import annotations

import ctypes
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from grouping import InputError, Problem, Roster, write_result
from grouping.files.write.documents import DOCUMENTS
from grouping.files.write.print_content import breakable, slips_down, stacked
from grouping.files.write.print_pdf import write_pdf
from grouping.files.write.short_names import short_name
from grouping.language import use
from grouping.problem.column import Column
from grouping.scoring.meeting_counts import Encounters
from grouping.solving.solve import Result

A4 = (595.3, 841.9)
LONG = (
    "Dr. Drs. H. Raden Mas Panji Kusumaningrat Wirasasmita Sastroamidjojo Hadiningrat,"
    " S.Sos., M.Si., M.H., M.A.P., CGCAE, QIA"
)
AGENCY = (
    "Dinas Sosial, Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga"
    " Berencana"
)


def seating(people: int = 14, teams: int = 2, rounds: int = 3) -> Encounters:
    """Return people of whom the first has a very long name and agency, and the last a long word."""
    names = [f"Peserta {k} Wijaya, S.T." for k in range(people)]
    names[0], names[-1], names[1] = LONG, "X" * 120, "#let *bold* = $x$ \\ [a] _b_ // c"
    agency = Column.of_labels("Perangkat Daerah", [AGENCY] + ["Dinas Kesehatan"] * (people - 1))
    roster = Roster(tuple(f"p{k}" for k in range(people)), tuple(names), (agency,))
    title = ["Kelompok Kepemimpinan Transformasional Angkatan Kedua Belas", "Kelompok 2"]
    problem = Problem.of(
        roster, teams=title + [f"Kelompok {k}" for k in range(3, teams + 1)], rounds=rounds
    )
    seat = np.arange(people) % teams
    team = np.stack([np.roll(seat, r) for r in range(rounds)]).astype(np.int32)
    return Encounters(problem, team)


def pages(path: Path) -> list[str]:
    """Return the text of each page, without places to break and with single blanks."""
    with pypdfium2.PdfDocument(path) as book:
        texts = [page.get_textpage().get_text_range() for page in book]
    return [" ".join(plain(text).split()) for text in texts]


def plain(text: str) -> str:
    return "".join(c for c in text if c not in "\u200b\ufffe\u00ad\ufeff")


def unspaced(text: str) -> str:
    return "".join(text.split())


def made(met: Encounters, path: Path, **how: object) -> list[str]:
    write_pdf(met, path / "a.pdf", **how)
    return pages(path / "a.pdf")


@pytest.mark.parametrize("what", DOCUMENTS)
def test_every_name_and_team_is_whole_on_each_document(what: str, tmp_path: Path) -> None:
    met = seating()
    text = unspaced("".join(made(met, tmp_path, what=[what])))
    for team in met.problem.teams.names:
        assert unspaced(team) in text
    if what != "cards":
        for name in met.problem.roster.names:
            assert unspaced(name) in text
        assert unspaced(AGENCY) in text


def test_pages_are_a4_and_no_letter_leaves_them_or_its_badge(tmp_path: Path) -> None:
    write_pdf(seating(), tmp_path / "a.pdf", title="Retret")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as book:
        for page in book:
            assert page.get_size() == pytest.approx(A4, abs=0.1)
            for left, bottom, right, top in boxes(page):
                assert -0.1 <= left <= right <= A4[0] + 0.1
                assert -0.1 <= bottom <= top <= A4[1] + 0.1
    mm = 72 / 25.4
    write_pdf(seating(), tmp_path / "a.pdf", what=["badges"])
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as book:
        for left, bottom, right, top in boxes(book[0]):
            if bottom > A4[1] - (9 + 5 * 55) * mm:  # above the number of the page
                assert (left - 15 * mm) // (90 * mm) == (right - 15 * mm) // (90 * mm)
                assert (A4[1] - 9 * mm - top) // (55 * mm) == (A4[1] - 9 * mm - bottom) // (55 * mm)


def boxes(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    """Return left, bottom, right and top of every letter."""
    text = page.get_textpage()
    found = [text.get_charbox(k) for k in range(text.count_chars())]
    hidden = {k for k in range(len(found)) if invisible(text, k)}
    return [box for k, box in enumerate(found) if k not in hidden and box[2] > box[0]]


def invisible(text: pypdfium2.PdfTextPage, k: int) -> bool:
    """Return whether a character is one that the reader of the file made up, such as a line end."""
    return bool(pdfium.FPDFText_IsGenerated(text.raw, ctypes.c_int(k)))


def test_equal_content_gives_equal_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_pdf(seating(), tmp_path / f"{name}.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_badges_and_slips_are_made_for_some_people_alone(tmp_path: Path) -> None:
    text = " ".join(made(seating(), tmp_path, what=["slips", "badges"], people=[3, 5]))
    assert [k for k in range(2, 13) if f"Peserta {k} " in text] == [3, 5]
    mask = np.arange(14) == 4
    text = " ".join(made(seating(), tmp_path, what=["badges"], people=mask))
    assert [k for k in range(2, 13) if f"Peserta {k} " in text] == [4]


def test_door_lists_of_some_people_are_those_they_stand_on(tmp_path: Path) -> None:
    met = seating(rounds=2)
    texts = made(met, tmp_path, what=["door"], people=[1])
    assert len(texts) == 2
    assert "Round 1" in texts[0]
    assert "Kelompok 2" in texts[0]
    assert "Transformasional" in texts[1]
    assert len(made(met, tmp_path, what=["door"], teams=[1])) == 2


def test_nobody_to_print_is_refused_and_nothing_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing to print"):
        write_pdf(seating(), tmp_path / "a.pdf", people=[])
    assert list(tmp_path.iterdir()) == []


def test_who_is_absent_is_on_no_list_of_the_round_and_told_so_on_the_slip(tmp_path: Path) -> None:
    met = seating(rounds=2)
    team, present = met.assignment.copy(), np.ones((2, 14), dtype=bool)
    team[1, 3], present[1, 3] = -1, False
    problem = Problem(met.problem.roster, met.problem.teams, rounds=2, present=present)
    absent = Encounters(problem, team)
    lists = made(absent, tmp_path, what=["door"])
    assert sum("Peserta 3 " in text for text in lists) == 1
    (slip,) = made(absent, tmp_path, what=["slips"], people=[3])
    assert "not taking part" in slip


def test_the_documents_are_in_the_language_in_use(tmp_path: Path) -> None:
    use("id")
    text = " ".join(made(seating(), tmp_path, what=["signin", "door"]))
    for words in ("DAFTAR HADIR", "Tanda Tangan", "Perangkat Daerah", "Putaran 3", "7 peserta"):
        assert words in text


@pytest.mark.parametrize("rounds", [1, 7, 12])
def test_slips_and_badges_hold_any_number_of_rounds(rounds: int, tmp_path: Path) -> None:
    for what in ("slips", "badges"):
        text = " ".join(made(seating(4, 2, rounds), tmp_path, what=[what]))
        assert text.count("Kelompok 2") == 2 * rounds
    assert slips_down(rounds) >= 1


@pytest.mark.slow
def test_a_team_of_eighty_goes_on_over_several_pages(tmp_path: Path) -> None:
    texts = made(seating(160, 2, 1), tmp_path, what=["door", "signin"], teams=[1])
    assert len(texts) > 4
    assert sum("Peserta 3 " in text for text in texts) == 2


def test_a_solved_result_is_written_as_pdf_by_its_ending(result: Result, tmp_path: Path) -> None:
    write_result(result, tmp_path / "a.pdf", what=["door"])
    text = " ".join(pages(tmp_path / "a.pdf"))
    assert "=1+1" in text
    assert "Merah" in text


def test_stacks_cut_from_all_pages_stay_in_order() -> None:
    sheets = stacked(list(range(23)), 10)
    assert len(sheets) == 3
    piles = [[sheet[k] for sheet in sheets if sheet[k] is not None] for k in range(10)]
    assert [one for pile in piles for one in pile] == list(range(23))


def test_only_long_words_may_be_broken_anywhere() -> None:
    assert breakable("Pengendalian  Penduduk\ndan") == "Pengendalian Penduduk dan"
    assert plain(breakable("y" * 30)) == "y" * 30 != breakable("y" * 30)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Dr. Drs. H. Raden Mas Adi Wijaya, S.Sos., M.Si.", "Raden Mas Adi Wijaya"),
        ("Budi Santoso S.Kom M.T.", "Budi Santoso"),
        ("Hj. Siti", "Siti"),
        ("M. Ali", "M. Ali"),
        ("dr.", "dr."),
        ("=1+1", "=1+1"),
    ],
)
def test_titles_are_left_out_of_short_names(name: str, short: str) -> None:
    assert short_name(name) == short
