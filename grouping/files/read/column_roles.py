"""What a column is about, told from its header in Indonesian or English."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from grouping.files.read.question_headers import asked_for
from grouping.problem.column import fold

# Headers that mean one thing as they stand.
_EXACT = {
    "number": "no|nomor|no urut|nomor urut|urut|nr|num|number|s no|sr no|row|nourut",
    "gender": "l p|lp|p l|lk pr|l k|m f|f m|pria wanita|laki laki perempuan|jk|j k|jns kel",
    "phone": "hp|no hp|nohp|nomor hp|no telp|no tlp|telp|telepon|no telepon|nomor telepon|wa|no wa"
    "|nomor wa|whatsapp|no whatsapp|phone|phone number|mobile|handphone|no handphone|kontak"
    "|no kontak|hp wa|no hp wa|no telp hp|contact",
    "email": "email|e mail|surel|alamat email|email address|e mail address|mail|user email"
    "|university email address|university email|school email|school email address|work email"
    "|work email address|student email|office email|email kantor|email pribadi|email aktif"
    "|alamat surel|alamat email aktif|email dinas|email kampus|email sekolah",
    "timestamp": "timestamp|stempel waktu|cap waktu|submission time|submitted at|submission date"
    "|completion time|waktu pengisian|waktu submit|tanggal pengisian",
    "district": "kecamatan|kec|district|subdistrict|sub district",
    "village": "kelurahan|kel|desa|desa kelurahan|kelurahan desa|kel desa|village",
    "notes": "keterangan|ket|catatan|notes|note|remarks|remark|comment|comments|keterangan lain",
    "agency": "agency|department|dept|division|divisi|office|company|perusahaan|organization"
    "|organisation|institution|school|sekolah|faculty|fakultas|pd|instansi|unit|dinas",
    "position": "position|job title|job|title|posisi|job position",
    "birth_place": "tempat lahir|tmp lahir|place of birth|birth place|birthplace",
    "birth_date": "ttl|dob|birthdate|birthday|lahir",
    "name": "peserta|participant|participants|student|employee|anggota|member|siswa|mahasiswa"
    "|pegawai|attendee|person|people|nama nip|namalengkap|fullname",
    "education": "pendidikan|pendidikan terakhir|education|jenjang pendidikan",
    "religion": "agama|religion",
    "address": "alamat|address|alamat rumah|domisili",
}

# Otherwise: every word must be allowed, and one of them must be a word that tells.
_FAMILIES = {
    "gender": ("kelamin jk gender sex", "jenis jns l p m f lp laki perempuan pria wanita"),
    "birth_date": ("lahir lhr birth ttl", "tempat tanggal tgl tmp tpt dan date of place and"),
    "age": ("usia umur age", "th thn tahun years year in saat ini dalam"),
    "eselon": ("eselon esel esl echelon eselonering ess", "tingkat level jabatan"),
    "golongan": (
        "pangkat gol golongan golru rank grade kepangkatan",
        "ruang gr terakhir asn pns pppk dan and jabatan saat ini",
    ),
    "id": (
        "nip nik nipppk nippppk nrp nrk niptt nidn nim nis nisn npm nuptk id ktp kode code nppk",
        "ni pppk pk no nomor peserta pegawai induk kependudukan identitas karyawan number"
        " employee student participant user personnel baru lama asn pns atau or dan siswa"
        " mahasiswa anggota member niki registrasi",
    ),
    "agency": (
        "instansi opd skpd satker dinas lembaga unit perangkat organisasi kantor badan department"
        " agency biro",
        "kerja daerah asal satuan nama induk pd name organisasi kantor dan pemerintah home of",
    ),
    "position": (
        "jabatan position posisi",
        "nama saat ini terakhir struktural fungsional sekarang",
    ),
    "name": (
        "nama name",
        "lengkap peserta pegawai asn pns dan gelar dengan beserta karyawan pejabat anggota siswa"
        " mahasiswa tanpa full participant employee student of the first depan and titles with"
        " given nip jabatan",
    ),
}
# '... number' is an id when it numbers people: 'no peserta', 'nomor induk', 'employee number'.
_NUMBER_WORDS = frozenset("no nomor number num".split())
_NUMBERED = frozenset(
    "peserta pegawai induk identitas ktp employee student participant karyawan anggota member"
    " registrasi siswa mahasiswa absen".split()
)
_INDONESIAN = frozenset(
    "nama nip jabatan kelamin usia umur instansi dinas opd ket golongan".split()
)
_ENGLISH = frozenset("birth dob date born birthday birthdate".split())

ROLES = tuple(sorted({*_EXACT, *_FAMILIES}))
_BY_TEXT = {text: role for role, texts in _EXACT.items() for text in texts.split("|")}
_BY_WORDS = [
    (role, frozenset(core.split()), frozenset(f"{core} {more}".split()))
    for role, (core, more) in _FAMILIES.items()
]
_LONGEST, _LONGEST_FORM = 200, 80
_PARENTHESES = re.compile(r"[(\[{].*?[)\]}]")


@lru_cache(maxsize=4096)
def role_of(header: str) -> str | None:
    """Return what a column with this header is about, or None.

    Returns
    -------
    str or None
        ``number`` (the running number of the rows), ``id``, ``name``, ``agency``,
        ``position``, ``eselon``, ``golongan``, ``gender``, ``age``, ``birth_date``,
        ``birth_place``, ``district``, ``village``, ``phone``, ``email``, ``education``,
        ``religion``, ``address``, ``notes`` or ``timestamp`` (when a form was sent).
    """
    if len(header) > _LONGEST:
        return None
    whole = fold(header)
    if whole in ("#", "№"):
        return "number"
    bare = _PARENTHESES.sub(" ", whole)
    for form in (whole, bare, asked_for(whole), asked_for(bare)):
        if len(form) > _LONGEST_FORM:
            continue
        words = re.sub(r"[\W_]+", " ", form).split()
        if len(words) > 2 and all(len(word) == 1 for word in words):
            words = ["".join(words)]  # 'N I P'
        role = _BY_TEXT.get(" ".join(words)) or _role_of_words(frozenset(words))
        if role:
            return role
    return None


def _role_of_words(words: frozenset[str]) -> str | None:
    if words & _NUMBER_WORDS and words & _NUMBERED and words <= _NUMBER_WORDS | _NUMBERED:
        return "id"
    for role, core, allowed in _BY_WORDS:
        if words & core and words <= allowed:
            return role
    return None


def are_english(headers: Iterable[str]) -> bool:
    """Return whether headers are in English: none of their words is one of ours in Indonesian."""
    words = set(re.sub(r"[\W_]+", " ", fold(" ".join(headers))).split())
    return not words & _INDONESIAN


def is_english(header: str) -> bool:
    """Return whether a birth-date header is in English."""
    return bool(_ENGLISH & set(re.sub(r"[\W_]+", " ", fold(header)).split()))
