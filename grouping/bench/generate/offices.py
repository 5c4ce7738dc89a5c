"""Offices, places and ranks of the city that the rosters describe."""

from __future__ import annotations

from typing import Literal, NamedTuple

SECRETARIAT = "Sekretariat Daerah"

KELURAHAN: dict[str, tuple[str, ...]] = {
    "Klojen": (
        "Klojen", "Samaan", "Rampal Celaket", "Kiduldalem", "Sukoharjo", "Kasin",
        "Kauman", "Oro-oro Dowo", "Bareng", "Gadingkasri", "Penanggungan",
    ),
    "Blimbing": (
        "Balearjosari", "Arjosari", "Polowijen", "Purwodadi", "Blimbing", "Pandanwangi",
        "Purwantoro", "Bunulrejo", "Kesatrian", "Polehan", "Jodipan",
    ),
    "Kedungkandang": (
        "Kotalama", "Mergosono", "Bumiayu", "Wonokoyo", "Buring", "Kedungkandang",
        "Lesanpuro", "Sawojajar", "Madyopuro", "Cemorokandang", "Arjowinangun", "Tlogowaru",
    ),
    "Lowokwaru": (
        "Tunggulwulung", "Merjosari", "Tlogomas", "Dinoyo", "Sumbersari", "Ketawanggede",
        "Jatimulyo", "Tunjungsekar", "Mojolangu", "Tulusrejo", "Lowokwaru", "Tasikmadu",
    ),
    "Sukun": (
        "Ciptomulyo", "Gadang", "Kebonsari", "Bandungrejosari", "Sukun", "Tanjungrejo",
        "Pisangcandi", "Bandulan", "Karangbesuki", "Mulyorejo", "Bakalankrajan",
    ),
}  # fmt: skip

COMPANIES = ("Perumda Tugu Tirta", "Perumda Tunas", "Perumda BPR Tugu Artha Sejahtera")


class Agency(NamedTuple):
    """An agency, the pattern of its posts, and its people in a roster of 420."""

    name: str
    pattern: Literal["secretariat", "agency", "district"]
    size: int


HEADED_AGENCIES = (
    Agency("Sekretariat DPRD", "agency", 12),
    Agency("Inspektorat Daerah", "agency", 13),
    Agency("Dinas Pendidikan dan Kebudayaan", "agency", 30),
    Agency("Dinas Kesehatan", "agency", 29),
    Agency("Dinas Pekerjaan Umum, Penataan Ruang, Perumahan dan Kawasan Permukiman", "agency", 28),
    Agency(
        "Dinas Sosial, Pemberdayaan Perempuan, Perlindungan Anak, "
        "Pengendalian Penduduk dan Keluarga Berencana",
        "agency",
        19,
    ),
    Agency("Dinas Tenaga Kerja, Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "agency", 15),
    Agency("Dinas Koperasi, Perindustrian dan Perdagangan", "agency", 16),
    Agency("Dinas Kepemudaan, Olahraga dan Pariwisata", "agency", 11),
    Agency("Dinas Perhubungan", "agency", 18),
    Agency("Dinas Komunikasi dan Informatika", "agency", 10),
    Agency("Dinas Kependudukan dan Pencatatan Sipil", "agency", 9),
    Agency("Dinas Lingkungan Hidup", "agency", 17),
    Agency("Dinas Ketahanan Pangan dan Pertanian", "agency", 8),
    Agency("Dinas Perpustakaan Umum dan Arsip Daerah", "agency", 6),
    Agency("Satuan Polisi Pamong Praja", "agency", 14),
    Agency("Badan Perencanaan Pembangunan Daerah", "agency", 10),
    Agency("Badan Keuangan dan Aset Daerah", "agency", 13),
    Agency("Badan Pendapatan Daerah", "agency", 11),
    Agency("Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", "agency", 7),
    Agency("Badan Kesatuan Bangsa dan Politik", "agency", 4),
    Agency("Badan Penanggulangan Bencana Daerah", "agency", 3),
)
"""The 22 agencies with a head of eselon II.b; commas inside the names are as in real lists."""

AGENCIES = (
    Agency(SECRETARIAT, "secretariat", 45),
    *HEADED_AGENCIES,
    Agency("Rumah Sakit Umum Daerah", "agency", 5),
    Agency("Kecamatan Klojen", "district", 14),
    Agency("Kecamatan Blimbing", "district", 13),
    Agency("Kecamatan Kedungkandang", "district", 14),
    Agency("Kecamatan Lowokwaru", "district", 14),
    Agency("Kecamatan Sukun", "district", 12),
)

RANK_NAMES = {
    "II/a": "Pengatur Muda",
    "II/b": "Pengatur Muda Tk. I",
    "II/c": "Pengatur",
    "II/d": "Pengatur Tk. I",
    "III/a": "Penata Muda",
    "III/b": "Penata Muda Tk. I",
    "III/c": "Penata",
    "III/d": "Penata Tk. I",
    "IV/a": "Pembina",
    "IV/b": "Pembina Tk. I",
    "IV/c": "Pembina Utama Muda",
    "IV/d": "Pembina Utama Madya",
}
"""Golongan ruang and its name (pangkat), lowest first."""


class Level(NamedTuple):
    """Ranks (lowest first) and ages that people of an eselon have."""

    ranks: tuple[str, ...]
    youngest: int
    oldest: int


LEVELS = {
    "II.a": Level(("IV/c", "IV/d"), 52, 58),
    "II.b": Level(("IV/b", "IV/c"), 46, 59),
    "III.a": Level(("IV/a", "IV/b"), 41, 57),
    "III.b": Level(("III/d", "IV/a"), 38, 57),
    "IV.a": Level(("III/c", "III/d"), 34, 57),
    "IV.b": Level(("III/b", "III/c"), 31, 57),
    "Fungsional": Level(("III/a", "III/b", "III/c", "III/d", "IV/a", "IV/b"), 26, 59),
    "Pelaksana": Level(("II/a", "II/b", "II/c", "II/d", "III/a", "III/b"), 23, 57),
    "-": Level(("-",), 38, 58),
}
"""By eselon, highest first; '-' stands for directors, who are no civil servants."""
