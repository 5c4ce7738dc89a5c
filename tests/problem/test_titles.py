"""Names without titles: what stands behind a comma is a degree, or belongs to the name."""

from __future__ import annotations

import pytest

from grouping import InputError, Roster
from grouping.problem.titles import are_titles, bare_name, is_inverted, without_titles


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Dr. Ir. H. Budi Santoso, M.Si", "budi santoso"),
        ("ADI WIJAYA, SE, MM", "adi wijaya"),
        ("Joko Lubis SE", "joko lubis"),
        ("DEWI KUSNADI S.E.", "dewi kusnadi"),
        ("Rina, S. Pd., M. Pd.", "rina"),
        ("Suryadi, ST.,MT", "suryadi"),
        ("Siti Aminah, Ph.D., Sp.PD-KGEH", "siti aminah"),
        ("Hartono, CPA", "hartono"),
        ("Santosa, Agung", "agung santosa"),
        ("SANTOSA, AGUNG", "agung santosa"),
        ("Utomo, Gita, S.E.", "gita utomo"),
        ("van Dijk, Tim", "tim van dijk"),
        ("Mars, Bruno", "bruno mars"),
        ("Smith, J.", "j smith"),
    ],
)
def test_a_degree_behind_a_comma_goes_and_a_given_name_comes_first(written, spoken):
    assert bare_name(written) == spoken


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Utomo, Gita", "Utomo, Gilang"),
        ("Utomo, Gita", "Utomo"),
        ("Siregar, Made", "Siregar, Lestari"),
        ("M. Ali", "Ali"),
    ],
)
def test_two_names_stay_two(one, other):
    assert bare_name(one) != bare_name(other)


def test_an_unknown_given_name_means_nobody_of_that_family():
    roster = Roster(("1", "2"), ("Utomo, Gita", "Halim, Indra, S.E."))
    with pytest.raises(InputError, match="nobody is called 'Utomo, Gilang'"):
        roster.person("Utomo, Gilang")
    assert roster.person("Gita Utomo") == 0
    assert roster.person("Indra Halim") == roster.person("halim, indra") == 1


def test_a_badge_says_a_name_that_is_found_again():
    names = ("Dr. Joko Lubis, S.Kom", "Kusnadi, Dewi", "R. Adi S.H.", "drg. Nur Aini, Sp.KG")
    roster = Roster(("a", "b", "c", "d"), names)
    for i, name in enumerate(names):
        assert roster.person(without_titles(name)) == i


def test_a_surname_first_is_told_from_degrees():
    assert is_inverted("Santosa, Agung")
    assert is_inverted("Santosa, Agung, S.E.")
    assert not is_inverted("Agung Santosa, S.E., M.M.")
    assert not is_inverted("Agung Santosa")
    assert are_titles("S.Pd., M.Pd.")
    assert not are_titles("Agung")
