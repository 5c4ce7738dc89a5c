"""Messy files as facilitators send them, written cell by cell: nothing here reads or knows ours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

Rows = list[list[object]]


def _put(sheet: Worksheet, rows: Rows) -> None:
    for r, row in enumerate(rows, 1):
        for c, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(r, c, value)


def _book(path: Path, rows: Rows, merged: str = "") -> Path:
    book = openpyxl.Workbook()
    _put(book.active, rows)
    for span in merged.split():
        book.active.merge_cells(span)
    book.save(path)
    return path


def with_letterhead(folder: Path) -> Path:
    """Titles, a header in two lines, numbers of columns, bands, subtotals, the signer's NIP."""
    rows: Rows = [
        ["PEMERINTAH KOTA CONTOH"],
        ["DAFTAR PESERTA ORIENTASI"],
        [],
        ["No.", "Nama Lengkap", "Kepegawaian", None, "Unit Kerja", "L/P"],
        [None, None, "NIP", "Gol/Ruang"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["I.", "SEKRETARIAT DAERAH"],
        [1, "Dra. Sri Contoh, M.Si", "197001012000032001", "IV/b", "Bagian Umum", "P"],
        [2, "Agus Contoh", "198002022005011002", "III/d", None, "L"],
        ["Jumlah", None, None, None, 2],
        ["II.", "DINAS SOSIAL"],
        [3, "Budi Contoh", "198103032006041003", "3c", "Dinas Sosial", "l"],
        [],
        [4, "Citra Contoh", "199004042015032004", "III b", "Dinas Sosial", "Perempuan"],
        ["Jumlah seluruhnya", None, None, None, 4],
        [],
        [None, None, None, None, "Kota Contoh, 2 Juni 2025"],
        [None, None, None, None, "Kepala Badan Kepegawaian"],
        [None, None, None, None, "Drs. Penanda Tangan, M.M."],
        [None, None, None, None, "NIP. 196501011990011001"],
    ]
    return _book(folder / "letterhead.xlsx", rows, "A1:F1 A2:F2 C4:D4 A4:A5 B4:B5 E8:E9 A10:D10")


def from_an_old_program(folder: Path) -> Path:
    """Semicolons, Windows-1252, CRLF, decimal commas, commas inside names of agencies."""
    lines = [
        "sep=;",
        "NO;NAMA;INSTANSI;NILAI",
        "1;André Contoh;Dinas Pemuda, Olahraga dan Pariwisata;78,5",
        "2;Béla Contoh, S.E., M.M.;Dinas Pemuda, Olahraga dan Pariwisata;80",
        "3;“Cik” Contoh;dinas pemuda,  olahraga dan pariwisata;61,25",
        "",
    ]
    path = folder / "old.csv"
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    return path


def with_hurt_numbers(folder: Path) -> Path:
    """NIPs as numbers, as 1.98E+17, with a digit too few, with month 13; no birth date, no sex."""
    rows: Rows = [
        ["Nama", "NIP", "OPD"],
        ["Orang A", "'198306052010011001", "Dinas Satu"],
        ["Orang B", "19840706 201001 2 002", "Dinas Satu"],
        ["Orang C", 198508072010011003.0, "Dinas Dua"],
        ["Orang D", "1,98609E+17", "Dinas Dua"],
        ["Orang E", "19871009201001100", "Dinas Dua"],
        ["Orang F", "198813102010011006", "Dinas Tiga"],
        ["Orang G", "199001012022211007", "Dinas Tiga"],
        ["Orang H", "198911112010012008", "Dinas Tiga"],
        ["Orang I", "199112122010011009", "Dinas Tiga"],
    ]
    return _book(folder / "numbers.xlsx", rows)


def that_contradicts_itself(folder: Path) -> Path:
    """One birth date, one sex and one age differ from the NIP beside them."""
    head: list[object] = ["Nama", "NIP", "Tgl Lahir", "JK", "Usia"]
    rows: Rows = [head]
    for k in range(1, 13):
        nip = f"19{70 + k}0{1 + k % 9}{10 + k}200001{1 + k % 2}{k:03d}"
        born = dt.date(1970 + k, 1 + k % 9, 10 + k)
        rows.append([f"Orang {k}", nip, born, "LP"[k % 2], 2025 - 1970 - k - (born.month > 6)])
    rows[3][2] = dt.date(1983, 6, 15)
    rows[6][3] = "P"
    rows[7][4] = 29
    return _book(folder / "contradicts.xlsx", rows)


def with_agencies_in_many_spellings(folder: Path) -> Path:
    """Short and long names, slips, blanks; two that only look alike."""
    spelt = [
        "Kecamatan Utara", "Kecamatan Utara", "Kec. Utara", "KECAMATAN  UTARA",
        "Sekretariat Daerah", "Sekretariat Daerah", "Setda",
        "Dinas Pekerjaan Umum dan Penataan Ruang", "Dinas PUPR",
        "Dinas Pekerjaan Umum & Penataan Ruang",
        "Dinas Komunikasi dan Informatika", "Diskominfo", "Dinas Kesehatan", "Dinas Kesehatn",
        "Dinas Sosial, Pemberdayaan Perempuan, Perlindungan Anak", "DSP3A",
        "Bagian A", "Bagian B", "Kecamatan Selatan", "Satpol PP", "Satuan Polisi Pamong Praja",
    ]  # fmt: skip
    lines = ["Nama;Perangkat Daerah", *(f"Orang {k:02d}x;{one}" for k, one in enumerate(spelt))]
    path = folder / "agencies.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return path


def with_dates_of_all_kinds(folder: Path) -> Path:
    """One birth date eight ways, a date that is none, and one of the future."""
    rows: Rows = [["Nama", "TTL"]]
    cells: list[object] = [
        dt.datetime(1983, 6, 5), "05/06/1983", "05-06-83", "5 Juni 1983", "Contoh, 05-06-1983",
        "Contoh / 5 Jun 1983", 30472, "1983-06-05", "31/02/1983", "05/06/2183",
    ]  # fmt: skip
    rows += [[f"Orang {chr(65 + k)}", cell] for k, cell in enumerate(cells)]
    return _book(folder / "dates.xlsx", rows)


def with_ranks_in_words(folder: Path) -> Path:
    """Golongan and eselon as different offices write them."""
    grades = [
        "Pembina Utama Muda (IV/c)", "Pembina Tk. I", "IVa", "Penata Tingkat 1, III.d", "III/C",
        "3b", "Penata Muda - III a", "IX",
    ]  # fmt: skip
    levels = ["II.b", "Eselon IIIa", "III/b", "iv.A", "IVb", "JPT Pratama", "Administrator", "-"]
    lines = ["Nama\tPangkat/Gol.\tEselon"]
    lines += [f"Orang {k}x\t{g}\t{e}" for k, (g, e) in enumerate(zip(grades, levels, strict=True))]
    path = folder / "ranks.txt"
    path.write_bytes("\r\n".join(lines).encode("utf-16"))
    return path


def with_two_tables_and_a_hidden_sheet(folder: Path) -> Path:
    """The people, below them the committee; an empty form, and last year's list hidden."""
    book = openpyxl.Workbook()
    people: Rows = [["DAFTAR PESERTA"], [], ["No", "Nama", "Instansi", "Gol"]]
    people += [[k, f"Peserta {chr(64 + k)}", f"Dinas {k % 3}", "III/c"] for k in range(1, 9)]
    people += [[], ["PANITIA"], ["Nama", "Tugas", "No HP"]]
    people += [[f"Panitia {chr(65 + k)}", "Acara", f"0812000{k}"] for k in range(3)]
    _put(book.active, people)
    book.active.title = "Data"
    _put(book.create_sheet("Formulir"), [["Nama", "Instansi"]])
    old = book.create_sheet("2024")
    _put(old, [["Nama", "Instansi"], *([f"Lama {k}x", "Dinas 1"] for k in range(100))])
    old.sheet_state = "hidden"
    book.save(folder / "tables.xlsx")
    return folder / "tables.xlsx"


def with_tables_side_by_side(folder: Path) -> Path:
    """A list that goes on in a second block to the right."""
    rows: Rows = [["No", "Nama", "Instansi", None, "No", "Nama", "Instansi"]]
    rows += [[k, f"Kiri {k}x", "A", None, k + 5, f"Kanan {k}x", "B"] for k in range(1, 6)]
    return _book(folder / "blocks.xlsx", rows)


def with_repeats_and_remarks(folder: Path) -> Path:
    """Somebody twice (as acting head again), two of one name, '-' and remarks of absence."""
    lines = [
        "No,Nama,NIP,Jabatan,Instansi,Keterangan,Hadir hari ke",
        '1,"Drs. Adi Contoh, M.Si",198001012005011001,Kepala,Dinas A,,',
        "2,Budi Contoh,198102022006011002,Sekretaris,Dinas A,Izin,",
        '3,"Adi Contoh",198001012005011001,Plt. Kepala,Dinas B,,',
        "4,Citra Contoh,198203032007012003,Staf,n/a,sakit (rawat inap),",
        "5,Dewi Contoh,198304042008012004,Staf,Dinas B,tidak sakit lagi,",
        '6,"Budi Contoh, S.E.",198405052009011005,Staf,-,vegetarian,',
        "7,Eka Contoh,198506062010012006,.,Dinas C,,",
    ]
    path = folder / "repeats.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def with_one_number_for_two(folder: Path) -> Path:
    """Two people with one NIP."""
    path = folder / "clash.csv"
    people = ["Adi Contoh,198001012005011001", "Budi Contoh,198001012005011001", "Cici,11"]
    path.write_text("Nama,NIP\n" + "\n".join(people) + "\n", encoding="utf-8")
    return path


ALL: tuple[Callable[[Path], Path], ...] = (
    with_letterhead,
    from_an_old_program,
    with_hurt_numbers,
    that_contradicts_itself,
    with_agencies_in_many_spellings,
    with_dates_of_all_kinds,
    with_ranks_in_words,
    with_two_tables_and_a_hidden_sheet,
    with_tables_side_by_side,
    with_repeats_and_remarks,
    with_one_number_for_two,
)
