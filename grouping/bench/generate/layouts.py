"""How the two government lists look: titles, columns and habits of the people who typed them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from grouping.bench.generate.official import Official
from grouping.bench.generate.spellings import (
    spell_agency,
    spell_birth,
    spell_eselon,
    spell_nip,
    spell_sex,
)

Layout = Literal["retreat", "officials"]
Cell = str | int | date


@dataclass(frozen=True)
class Field:
    """One column of a list.

    Attributes
    ----------
    header
        May have a line break, as narrow columns do.
    width
        In characters.
    value
        The orderly value; also that of the clean csv.
    messy
        What the typist made of it; None = the orderly value.
    group
        Word over this and neighbouring columns in a header of two rows.
    centred
        Whether its cells are centred.
    """

    header: str
    width: float
    value: Callable[[Official], Cell]
    messy: Callable[[Official, np.random.Generator], Cell] | None = None
    group: str = ""
    centred: bool = False

    def typed(self, official: Official, rng: np.random.Generator) -> Cell:
        """Return what stands in the messy list."""
        return self.messy(official, rng) if self.messy else self.value(official)


@dataclass(frozen=True)
class Sheet:
    """The look of a list.

    Attributes
    ----------
    name
        Of the worksheet.
    titles
        One per row from the first, merged across.
    header_row
        0-based.
    fields
        The columns after 'No'.
    merged
        Header of the column whose cells are merged over the rows of an agency, or ''.
    gaps
        Whether a blank row stands between agencies.
    """

    name: str
    titles: tuple[str, ...]
    header_row: int
    fields: tuple[Field, ...]
    merged: str = ""
    gaps: bool = False


_NAME = Field("Nama", 40, lambda p: p.name)
_ESELON = Field("Eselon", 11, lambda p: p.eselon, lambda p, r: spell_eselon(p.eselon, r), "", True)
_JOB = Field("Jabatan", 27, lambda p: p.job)


SHEETS: dict[Layout, Sheet] = {
    "retreat": Sheet(
        name="Peserta",
        titles=(
            "DAFTAR PESERTA RETREAT KEPEMIMPINAN",
            "PEMERINTAH KOTA MALANG TAHUN 2025",
            "15 s.d. 17 Mei 2025",
            "(contoh: semua nama orang fiktif)",
        ),
        header_row=4,
        merged="Perangkat\nDaerah",
        fields=(
            _NAME,
            Field("NIP", 21, lambda p: p.nip, centred=True),
            Field(
                "Jenis\nKelamin", 10, lambda p: p.sex, lambda p, r: spell_sex(p.sex, r), "", True
            ),
            Field("Usia", 6, lambda p: p.age, centred=True),
            Field("Pangkat/Gol", 29, lambda p: p.rank_with_name),
            _ESELON,
            _JOB,
            Field(
                "Perangkat\nDaerah", 44, lambda p: p.agency, lambda p, r: spell_agency(p.agency, r)
            ),
            Field("Kelurahan", 17, lambda p: p.kelurahan),
        ),
    ),
    "officials": Sheet(
        name="Daftar Pegawai",
        titles=(
            "PEMERINTAH KOTA MALANG",
            "DAFTAR NOMINATIF PESERTA PENGEMBANGAN KOMPETENSI APARATUR",
            "KEADAAN MEI 2025 (contoh: semua nama orang fiktif)",
        ),
        header_row=4,
        gaps=True,
        fields=(
            Field("Nama Lengkap", 40, lambda p: p.name),
            Field("NIP", 23, lambda p: p.nip, lambda p, r: spell_nip(p.nip, r), "", True),
            Field(
                "Tgl Lahir",
                24,
                lambda p: p.birth,
                lambda p, r: spell_birth(p.birth, p.birthplace, r),
                "",
                True,
            ),
            Field("L/P", 11, lambda p: p.sex, lambda p, r: spell_sex(p.sex, r), "", True),
            Field("Jenjang", 9, lambda p: p.education, None, "Pendidikan Terakhir", True),
            Field("Lulus", 9, lambda p: p.graduated, None, "Pendidikan Terakhir", True),
            Field("Golongan\nRuang", 11, lambda p: p.rank, None, "", True),
            _ESELON,
            _JOB,
            Field("Unit Kerja", 66, lambda p: p.agency, lambda p, r: spell_agency(p.agency, r)),
        ),
    ),
}
