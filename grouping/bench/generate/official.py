"""One person of a generated roster."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grouping.bench.generate.offices import RANK_NAMES

EVENT_DATE = date(2025, 5, 15)
"""Ages are counted at this day, the first of the retreat."""


@dataclass(frozen=True)
class Official:
    """A fictional official, as an orderly list would have them.

    Attributes
    ----------
    name
        With academic titles.
    nip
        Civil servant's number: birth date (8 digits), month of appointment (6), 1 for a man or
        2 for a woman, serial (3).  '-' for directors of city companies, who have none.
    sex
        'L' (laki-laki, man) or 'P' (perempuan, woman).
    birthplace, birth
        Town and date of birth.
    education, graduated
        Highest degree (SMA, D3, S1, S2, S3) and its year.
    rank
        Golongan ruang such as 'IV/b', or '-'.
    eselon
        'II.a' to 'IV.b', 'Fungsional', 'Pelaksana', or '-'.
    job
        Kind of post (jabatan).
    agency
        Perangkat daerah; the kecamatan for camat and lurah.
    kelurahan
        That of a lurah, else '-'.
    """

    name: str
    nip: str
    sex: str
    birthplace: str
    birth: date
    education: str
    graduated: int
    rank: str
    eselon: str
    job: str
    agency: str
    kelurahan: str

    @property
    def age(self) -> int:
        """Age in full years on `EVENT_DATE`."""
        return age_at(self.birth, EVENT_DATE)

    @property
    def rank_with_name(self) -> str:
        """Pangkat and golongan, such as 'Pembina (IV/a)'."""
        return f"{RANK_NAMES[self.rank]} ({self.rank})" if self.rank in RANK_NAMES else self.rank


def age_at(birth: date, day: date) -> int:
    """Return the age in full years on `day` of someone born on `birth`."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
