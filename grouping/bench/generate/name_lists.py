"""Parts of Indonesian names and academic titles, from which fictional people are put together.

Given and family parts are common ones and are combined at random.  Parts that would give the
names of well-known people are left out on purpose, and most names have three parts.
"""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


MEN_GIVEN = _words(
    """
    Adi Adhi Agung Agus Ahmad Andri Anang Anwar Arief Aris Arya Bagus Bambang Bayu Budi Cahyo
    Danang Dedi Deni Dharma Didik Djoko Doni Dwi Edi Eko Fajar Faisal Fauzi Galih Gatot Guntur
    Hadi Handoko Hari Haris Hendra Hendro Heri Heru Imam Indra Iwan Jaka Jamal Krisna Lukman
    Luthfi Mahmud Mohammad Mulyo Nanang Nugroho Nur Puguh Rachmad Rahmat Rendra Rizal Rudi Satria
    Setiyo Sigit Slamet Sugeng Suryo Taufik Teguh Tri Untung Wawan Wisnu Yanuar Yoga Yudi Zainal
    """
)

WOMEN_GIVEN = _words(
    """
    Ani Anik Anita Arum Asih Astri Ayu Citra Dewi Diah Dian Dwi Eka Elok Emi Endang Enny Erna
    Esti Evi Farida Fitri Galuh Hanifah Heni Herlina Ida Iin Indah Ira Ismi Kartika Kusuma Laila
    Laksmi Lestari Lilik Lina Luluk Maya Mega Nanik Nia Niken Nita Nunuk Nurul Puji Putri
    Rahma Ratna Reni Rina Rini Rohmah Rosi Siti Sri Sulis Titik Tri Tutik Umi Utami Wahyuni Weni
    Widya Wiwik Wulan Yani Yayuk Yuli Yuni
    """
)

MEN_FAMILY = _words(
    """
    Adinata Anggoro Ardiansyah Arifin Aryanto Atmaja Basuki Cahyadi Cahyono Darmawan Darsono
    Effendi Fahmi Fathoni Firmansyah Hadiwijaya Handaka Hariyanto Harsono Hartanto
    Hermanto Heryanto Hudoyo Irawan Irianto Ismanto Jatmiko Kurniawan Kusnadi Kuncoro Laksono
    Lesmana Mahendra Mardianto Margono Mulyadi Mulyono Munandar Mustofa Nurcahyo
    Pambudi Permadi Prabawa Pramono Prasetya Prasetyo Prayitno Priyambodo Priyono
    Purnama Purwanto Puspito Raharjo Ramadhan Riyanto Rosyidi Saputra Sasongko
    Sasmito Setyawan Siswanto Siswoyo Subagyo Sudarmono Sudibyo Sugianto
    Sulistyo Sumarno Sunarto Supriyadi Surahman Suryanto Suryawan Sutanto Sutrisno
    Syahputra Tjahjono Wardana Wibisono Wibowo Widianto Widjaja Wijaya Wijanarko Winarno
    Wirawan Yuwono Yulianto Zulkarnain
    """
)

WOMEN_FAMILY = _words(
    """
    Agustina Ambarwati Andayani Anggraini Apriliani Ariani Astuti Aisyah Budiarti Damayanti
    Darmayanti Dewanti Ekawati Fadilah Fatmawati Fauziah Febrianti Handayani Hapsari Haryati
    Hastuti Hayati Hidayati Indarti Indrawati Irawati Isnaini Istiqomah Juwita Khasanah Kurniasih
    Kurniawati Listyowati Maharani Mardiana Marlina Masruroh Maryati Maulida
    Mufidah Mulyaningsih Nilasari Ningrum Ningsih Novitasari Nuraini Nurhayati Oktaviani
    Palupi Paramita Permatasari Pertiwi Pratiwi Purnamasari Purwaningsih Purwanti Puspita
    Puspitasari Rachmawati Rahmawati Ratnasari Retnowati Rosidah Rukmana Safitri Saraswati
    Setyaningsih Setyowati Sholihah Sulistyowati Sumarni Suryani Susanti Susilowati
    Trisnawati Ulfah Wahyuningsih Wardani Widayanti Widyastuti Wijayanti Winarti Wulandari
    Yuliana Yuliastuti Yulianti Zubaidah
    """
)

BIRTHPLACES = _words(
    """
    Malang Malang Malang Malang Surabaya Blitar Kediri Pasuruan Probolinggo Jember Lumajang
    Tulungagung Madiun Ponorogo Mojokerto Batu Sidoarjo Banyuwangi Trenggalek Nganjuk
    """
)

BACHELOR = ("S.E.", "S.H.", "S.Sos.", "S.T.", "S.AP.", "S.IP.", "S.Kom.", "S.Pd.", "S.STP.")
MASTER = ("M.Si.", "M.M.", "M.AP.", "M.H.", "M.T.", "M.Kes.", "M.Pd.")
DIPLOMA = ("A.Md.",)
