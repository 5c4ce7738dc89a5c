"""Tests of the synthetic rosters: who is in them, and that their data agree with each other."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grouping.bench.generate.generate_roster import (
    generate_officials,
    generate_retreat,
    generate_roster,
)
from grouping.bench.generate.offices import AGENCIES, LEVELS
from grouping.bench.generate.official import EVENT_DATE, Official, age_at
from grouping.bench.generate.posts import agency_sizes
from grouping.errors import InputError


@pytest.fixture(scope="module", params=["retreat", "officials"])
def people(request: pytest.FixtureRequest) -> list[Official]:
    """A roster of each kind."""
    return generate_roster(request.param, None, seed=7)


def test_retreat_has_a_hundred_people_in_the_known_posts() -> None:
    """Tests that the posts are those of the retreat: 1 + 6 + 6 + 22 + 5 + 57 + 3 = 100."""
    jobs = Counter(p.job for p in generate_retreat(1))
    assert jobs == {
        "Sekretaris Daerah": 1,
        "Asisten": 3,
        "Staf Ahli": 3,
        "Kepala Bagian": 6,
        "Kepala Perangkat Daerah": 22,
        "Camat": 5,
        "Lurah": 57,
        "Direktur Perumda": 3,
    }
    assert sum(jobs.values()) == 100


def test_every_kecamatan_has_its_camat_and_its_kelurahan() -> None:
    """Tests that 11, 11, 12, 12 and 11 lurah have a kelurahan each, and one camat above them."""
    people = generate_retreat(1)
    lurah = Counter(p.agency.removeprefix("Kecamatan ") for p in people if p.job == "Lurah")
    assert lurah == {
        "Klojen": 11,
        "Blimbing": 11,
        "Kedungkandang": 12,
        "Lowokwaru": 12,
        "Sukun": 11,
    }
    assert Counter(p.agency for p in people if p.job == "Camat") == {
        f"Kecamatan {k}": 1 for k in lurah
    }
    assert len({p.kelurahan for p in people if p.job == "Lurah"}) == 57


def test_nip_agrees_with_birth_date_appointment_and_sex(people: list[Official]) -> None:
    """Tests the digits: birth date, month of appointment of a grown-up, 1 or 2, a serial."""
    for p in people:
        if p.nip == "-":
            assert p.job == "Direktur Perumda"
            continue
        assert len(p.nip) == 18
        assert p.nip[:8] == f"{p.birth:%Y%m%d}"
        appointed = date(int(p.nip[8:12]), int(p.nip[12:14]), 1)
        assert age_at(p.birth, appointed) >= 18
        assert appointed < EVENT_DATE
        assert p.nip[14] == {"L": "1", "P": "2"}[p.sex]
        assert p.nip[15:] > "000"


def test_nobody_shares_a_nip(people: list[Official]) -> None:
    """Tests that NIP can serve as ids, directors aside."""
    numbers = [p.nip for p in people if p.nip != "-"]
    assert len(set(numbers)) == len(numbers)


def test_rank_and_age_fit_the_eselon(people: list[Official]) -> None:
    """Tests that ranks and ages stay within what the eselon allows."""
    for p in people:
        level = LEVELS[p.eselon]
        assert p.rank in level.ranks
        assert level.youngest <= p.age <= level.oldest


def test_degrees_were_taken_by_last_year_and_fit_the_titles(people: list[Official]) -> None:
    """Tests that years of degrees are possible and that only those without one have no title."""
    for p in people:
        assert p.graduated - p.birth.year >= 18
        assert p.graduated < EVENT_DATE.year
        assert ("M." in p.name.partition(",")[2]) == (p.education in ("S2", "S3"))


@pytest.mark.parametrize("n", [60, 100, 420, 1000])
def test_names_are_distinct_up_to_a_thousand(n: int) -> None:
    """Tests names without titles, which is how people tell each other apart."""
    names = {_without_titles(p.name) for p in generate_officials(3, n)}
    assert len(names) == n


def _without_titles(name: str) -> str:
    words = name.partition(",")[0].split()
    return " ".join(w for w in words if not w.endswith("."))


@pytest.mark.parametrize("n", [60, 61, 420, 5000])
def test_officials_come_in_any_number(n: int) -> None:
    """Tests that there are n people, of every agency, listed agency by agency."""
    people = generate_officials(1, n)
    assert len(people) == n
    agencies = [p.agency for p in people]
    assert list(dict.fromkeys(agencies)) == [a.name for a in AGENCIES]
    changes = sum(a != b for a, b in pairwise(agencies))
    assert changes == len(AGENCIES) - 1


def test_420_officials_fill_the_listed_sizes() -> None:
    """Tests that the sizes range from 45 down to 3."""
    sizes = agency_sizes(420)
    assert sizes == [a.size for a in AGENCIES]
    assert (max(sizes), min(sizes)) == (45, 3)


@given(st.integers(min_value=60, max_value=200_000))
def test_agency_sizes_add_up_and_leave_nobody_out(n: int) -> None:
    """Tests the shares for any number."""
    sizes = agency_sizes(n)
    assert sum(sizes) == n
    assert min(sizes) >= 1


@settings(max_examples=20, deadline=None)
@given(st.integers(min_value=0, max_value=2**32))
def test_three_in_ten_are_women_whatever_the_seed(seed: int) -> None:
    """Tests that ten teams can have three women each."""
    assert Counter(p.sex for p in generate_retreat(seed)) == {"L": 70, "P": 30}


def test_same_seed_gives_the_same_people_and_another_seed_others() -> None:
    """Tests that the seed decides."""
    assert generate_retreat(5) == generate_retreat(5)
    assert generate_officials(5, 100) == generate_officials(5, 100)
    assert generate_retreat(5) != generate_retreat(6)


def test_too_few_officials_are_refused() -> None:
    """Tests the message for a number that leaves agencies empty."""
    with pytest.raises(InputError, match="too small") as caught:
        generate_officials(1, 20)
    assert "60" in caught.value.hint


def test_retreat_comes_in_one_size() -> None:
    """Tests that 100 may be said and 99 may not."""
    assert len(generate_roster("retreat", 100, seed=1)) == 100
    with pytest.raises(InputError, match="100 people, not 99"):
        generate_roster("retreat", 99, seed=1)


def test_unknown_kind_is_refused_with_the_nearest() -> None:
    """Tests the hint for a slip of spelling."""
    with pytest.raises(InputError) as caught:
        generate_roster("retreats", None, seed=1)
    assert "'retreat'" in caught.value.hint
