"""Words of rows that are no people: totals, headings between the rows, what stands below a list.

Words alone decide only where nobody could be called so; elsewhere the rest of the row does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from grouping.problem.column import fold

# A total begins so.  The first are no names of people, the others may be: 'Sum Wei Ling'.
_SURE = re.compile(
    r"^(sub\s*-?\s*total|grand\s+total|jumlah|jml|total|rata\s*-?\s*(rata|2)|rerata|rataan)\b[^,]*$",
    re.IGNORECASE,
)
_PERHAPS = re.compile(
    r"^(sum|average|mean|median|min|max|count|minimum|maksimum|maximum|terendah|tertinggi|banyak"
    r"|banyaknya|overall|simpangan|standar|deviasi|stdev)\b[^,]*$",
    re.IGNORECASE,
)
_MAYBE = re.compile(r"sub|gra|ju|jml|tot|ra|rer|su|av|me|mi|ma|co|te|ba|ov|si|st", re.IGNORECASE)
# All words of a row that speaks of nothing but totals.
_ONLY = frozenset(
    "sub total subtotal grand jumlah jml rata rata-rata rata2 rerata rataan sum average mean median"
    " min max count minimum maksimum maximum minimal maksimal terendah tertinggi banyak banyaknya"
    " overall simpangan baku standar deviasi stdev std dev semua seluruh seluruhnya keseluruhan"
    " akhir umum peserta pegawai siswa mahasiswa orang anggota karyawan laki laki-laki perempuan"
    " pria wanita l p lk pr hadir nilai usia umur skor score people participants students members"
    " persons of and dan kelas jiwa org".split()
)
FOOTER = re.compile(
    r"^((mengetahui|menyetujui|mengesahkan|disahkan|dibuat|disusun|ditetapkan|ttd|tanda tangan"
    r"|signed)\b|(catatan|keterangan|ket|note|notes|nb|sumber|source)\.?\s*(:|$)"
    r"|a\.\s?n\.\s|an\.\s|(nip|nrp)\b|\*)",
    re.IGNORECASE,
)
_PLACE_AND_DATE = re.compile(r"^[^\W\d][\w .]*,\s*(\d{1,2}|\.+|_+|…+)?[\s\w.…]*\d{0,4}$")
# Headings: the first are no names of people, the others may be: 'Tim Baker', 'A. Rahman'.
_SURE_BAND = re.compile(
    r"^(dinas|badan|kecamatan|kelurahan|bagian|sekretariat|kelompok|bidang|seksi|kantor"
    r"|inspektorat|satuan|uptd?|rsud|rumah sakit|puskesmas|department|division|perangkat"
    r"|asisten|setda|gelombang|angkatan|sesi|desa|bappeda|satpol)\b",
    re.IGNORECASE,
)
_NUMBERED_BAND = re.compile(
    r"^(group|team|tim|unit|regu|grup|kelas|class|section|sesi|meja|table)\s*([a-z]|\d+|[ivx]+)$",
    re.IGNORECASE,
)
_PERHAPS_BAND = re.compile(
    r"^([ivx]+[.)]|[a-z0-9][.)]\s|group\b|team\b|tim\b|unit\b)", re.IGNORECASE
)
# What stands in a first row below the header of a gradebook.
_BEST_POSSIBLE = re.compile(
    r"^\s*(points possible|max(imum)? (points|score|marks)|out of|skor maksimal|nilai maksimal"
    r"|bobot|weights?|kkm)\s*$",
    re.IGNORECASE,
)


def total_word(text: str) -> str:
    """Return how surely a text names a total: 'only', 'sure', 'perhaps' or ''.

    'only' is a text of nothing but such words, 'perhaps' one that may be the name of a person.
    """
    if not _MAYBE.match(text):  # asked of every row
        return ""
    sure, perhaps = _SURE.match(text), _PERHAPS.match(text)
    if not sure and not perhaps:
        return ""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*\d?", fold(text))
    if words and all(word in _ONLY for word in words):
        return "only"
    return "sure" if sure else "perhaps"


def has_only_total_words(text: str) -> bool:
    """Return whether a text beside a total says no more than it: '24 orang'."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", fold(text))
    return all(word in _ONLY for word in words)


def band_word(text: str, *, capitals: bool) -> str:
    """Return how surely a lone text is a heading between the rows: 'sure', 'perhaps' or ''.

    Parameters
    ----------
    capitals
        Whether names are written in capitals too, so that these tell nothing.
    """
    if _SURE_BAND.match(text) or _NUMBERED_BAND.match(text):
        return "sure"
    if _PERHAPS_BAND.match(text):
        return "sure" if text.isupper() and not capitals and len(text.split()) > 1 else "perhaps"
    return ""


def is_footer(text: str) -> bool:
    """Return whether a text stands below lists: a place and a date, a signature, a note."""
    return bool(FOOTER.match(text) or (_PLACE_AND_DATE.match(text) and re.search(r"\d{4}", text)))


def is_best_possible(text: str) -> bool:
    """Return whether a text names what could be reached at most, as in a gradebook."""
    return bool(_BEST_POSSIBLE.match(text))


def is_test_student(name: str, row: Sequence[object], labels: Sequence[str]) -> bool:
    """Return whether a row is the test student that learning platforms add to a course."""
    if fold(name) not in ("student, test", "test student"):
        return False
    # its own id is there, that of the school's register is not
    register = [p for p, label in enumerate(labels) if "SIS" in label]
    return any(p >= len(row) or row[p] is None for p in register)
