"""Fictional people for the corpus, put together from parts of names."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

GIVEN = (
    "Adi Agus Andi Anita Bayu Bima Budi Citra Dewi Dian Eka Endang Fajar Fitri Galih Gita Hadi "
    "Hana Indah Joko Kartika Laras Lukman Maya Mega Nanda Nur Oka Putri Rahma Ratna Rendra "
    "Rini Sari Sekar Slamet Sri Tegar Tika Tirta Umar Vina Wahyu Wulan Yoga Yuni Zaki"
).split()
FAMILY = (
    "Anggraini Astuti Firmansyah Gunawan Halim Hartono Hidayat Kurniawan Kusuma Lestari Maulana "
    "Nugroho Permana Pratama Purnomo Rahayu Ramadhan Santoso Saputra Setiawan Siregar Subekti "
    "Suharto Sulistyo Susanto Utami Utomo Wibowo Wicaksono Wijaya Yulianto"
).split()
# Names of people that look like words of tables.
ODD = (
    "Tim Baker;Sum Wei Ling;Jumlah Hartini;Grup Santoso;Total Sudarsono;Mean Sokha;Rata Yulianti;"
    "No Min Ji;Nama Kurnia;Ketua Lestari;Nomor Siregar;Kelas Wibowo;Hari Jumat;Page Turner"
).split(";")
BEFORE = ["", "", "", "Dr. ", "Drs. ", "Ir. ", "H. ", "Hj. "]
AFTER = [
    "",
    ", S.E.",
    ", S.Sos., M.Si.",
    ", S.H., M.H.",
    ", S.T., M.T.",
    ", SP",
    ", M.Pd",
    ", S.Kom",
]
AGENCIES = (
    "Dinas Kesehatan;Dinas Sosial;Dinas Perhubungan;Dinas Pendidikan;Inspektorat;Bagian Umum;"
    "Badan Pendapatan;Dinas Pemuda, Olahraga dan Pariwisata;Kecamatan Lor;Kecamatan Kidul"
).split(";")
RANKS = "II/c II/d III/a III/b III/c III/d IV/a IV/b".split()


@dataclass(frozen=True)
class Person:
    """A person as an orderly list would say it."""

    given: str
    family: str
    before: str
    after: str
    nip: str
    number: str
    sex: str
    birth: dt.date
    agency: str
    rank: str
    score: int

    @property
    def plain(self) -> str:
        """The name without titles."""
        return f"{self.given} {self.family}".strip()

    @property
    def name(self) -> str:
        """The name with titles."""
        return f"{self.before}{self.plain}{self.after}"

    @property
    def email(self) -> str:
        """An address, distinct because of the number."""
        return f"{self.given}.{self.number}@contoh.example".lower()


def draw_people(rng: random.Random, count: int, *, titles: bool, odd: int = 0) -> list[Person]:
    """Draw people with distinct names, numbers and NIPs; the first `odd` have names like words."""
    names: list[tuple[str, str]] = []
    for name in rng.sample(ODD, odd):
        first, _, rest = name.partition(" ")
        names.append((first, rest))
    while len(names) < count:
        pair = (rng.choice(GIVEN), rng.choice(FAMILY))
        if pair not in names:
            names.append(pair)
    rng.shuffle(names)
    agencies = rng.sample(AGENCIES, rng.randint(3, 6))
    made = []
    for k, (given, family) in enumerate(names):
        birth = dt.date(rng.randint(1967, 1996), rng.randint(1, 12), rng.randint(1, 28))
        sex = rng.choice("LP")
        since = f"{birth.year + rng.randint(22, 28)}{rng.randint(1, 12):02}"
        nip = f"{birth:%Y%m%d}{since}{1 if sex == 'L' else 2}{k + 1:03}"
        before, after = (rng.choice(BEFORE), rng.choice(AFTER)) if titles else ("", "")
        made.append(
            Person(
                given, family, before, after, nip, f"P{100 + k}", sex, birth,
                rng.choice(agencies), rng.choice(RANKS), rng.randint(50, 99),
            )
        )  # fmt: skip
    return made
