"""Generated instances: the definitions hold, and every machine makes the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from grouping import InputError
from grouping.bench.generate.feature_tables import generate_features
from grouping.bench.generate.mdgp_instances import STRUCTURES, generate_mdgp
from grouping.bench.generate.random_stream import Stream
from grouping.files.instances.read_mdgplib import read_mdgplib
from grouping.files.instances.write_features import write_features
from grouping.files.instances.write_mdgplib import write_mdgplib

INSTANCES = Path(__file__).parents[3] / "instances"


def digest(write: Callable[[Path], None], path: Path) -> str:
    write(path)
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("family", "n", "ds", "sha"),
    [
        ("RanReal", 10, False, "a5a27e9bb6e9d120"),
        ("RanInt", 12, True, "ee5c6d6c8de0e9bd"),
        ("Geo", 30, True, "932bdd23c7419def"),
        ("MDG-a", 60, False, "0243412c04ae6ed9"),
    ],
)
def test_the_bytes_of_an_instance_are_the_same_everywhere(
    family: str, n: int, ds: bool, sha: str, tmp_path: Path
) -> None:
    instance = generate_mdgp(family, n, 7, ds=ds)
    made = digest(lambda path: write_mdgplib(instance, path), tmp_path / "a.txt")
    assert made.startswith(sha)


def test_the_bytes_of_a_table_are_the_same_everywhere(tmp_path: Path) -> None:
    made = digest(lambda path: write_features(generate_features(50, 7), path), tmp_path / "a.csv")
    assert made.startswith("014f672d54ad4e4e")


def test_the_integers_of_a_seed_are_the_same_everywhere() -> None:
    assert Stream(1, 2).below(1000, 6).tolist() == [682, 571, 673, 399, 210, 822]
    assert Stream(1, 2).between(-3, 3, 4).min() >= -3


def test_numbers_do_not_depend_on_how_many_are_taken_at_once() -> None:
    one, other = Stream(9), Stream(9)
    apart = np.concatenate([one.below(7, 5), one.below(7, 11)])
    assert (apart == other.below(7, 16)).all()


@pytest.mark.parametrize(
    ("family", "most", "decimals"),
    [("RanReal", 100_000, 3), ("RanInt", 100, 0), ("MDG-a", 10, 0), ("MDG-c", 1000, 0)],
)
def test_distances_are_uniform_over_the_range_of_their_family(
    family: str, most: int, decimals: int
) -> None:
    instance = generate_mdgp(family, 400, 1, groups=4)
    drawn = instance.scaled[np.triu_indices(400, 1)]
    assert instance.decimals == decimals
    assert (drawn.min() >= 0) & (drawn.max() <= most)
    # quarters of the range hold 79,800 / 4 each, give or take five standard deviations
    quarters = np.histogram(drawn, bins=np.linspace(-0.5, most + 0.5, 5))[0]
    assert family == "MDG-a" or np.abs(quarters - 19_950).max() < 5 * np.sqrt(79_800 * 3 / 16)


def test_geo_distances_are_a_metric_of_points_in_the_cube() -> None:
    instance = generate_mdgp("Geo", 60, 3)
    d = instance.scaled
    assert (d <= d[:, :, None] + d[None, :, :].transpose(0, 2, 1) + 2).all()  # up to rounding
    assert d.max() <= 100_000 * np.sqrt(21)


@pytest.mark.parametrize("n", [k for k in STRUCTURES if k <= 480])
def test_groups_of_different_sizes_keep_the_ranges_of_the_literature(n: int) -> None:
    groups, low, high = STRUCTURES[n]
    instance = generate_mdgp("RanInt", n, 5, ds=True)
    assert len(instance.low) == groups
    assert (instance.low >= low[0]).all()
    assert (instance.low <= low[1]).all()
    assert (instance.high >= high[0]).all()
    assert (instance.high <= high[1]).all()
    assert instance.low.sum() <= n <= instance.high.sum()


def test_distances_are_the_same_with_either_kind_of_groups() -> None:
    one, other = generate_mdgp("Geo", 30, 4), generate_mdgp("Geo", 30, 4, ds=True)
    assert (one.scaled == other.scaled).all()
    assert (one.low == one.high).all()
    assert (other.low < other.high).any()


@pytest.mark.parametrize(
    ("family", "n", "groups"), [("Ran", 10, None), ("Geo", 11, None), ("Geo", 11, 2), ("Geo", 1, 1)]
)
def test_what_cannot_be_generated_is_refused(family: str, n: int, groups: int | None) -> None:
    with pytest.raises(InputError):
        generate_mdgp(family, n, 1, groups=groups)


SHIPPED = [
    ("ranreal-60-ss", "RanReal", 60, None),
    ("geo-120-ds", "Geo", 120, None),
    ("ranint-12-ds", "RanInt", 12, None),
    ("mdg-a-100-ss", "MDG-a", 100, 5),
]


@pytest.mark.parametrize(("name", "family", "n", "groups"), SHIPPED)
def test_a_shipped_instance_is_what_its_command_makes(
    name: str, family: str, n: int, groups: int | None
) -> None:
    made = generate_mdgp(family, n, n, ds=name.endswith("ds"), groups=groups)
    shipped = read_mdgplib(INSTANCES / "mdgp" / f"{name}.txt")
    assert (made.scaled == shipped.scaled).all()
    assert (made.high == shipped.high).all()


def test_the_shipped_table_is_what_its_command_makes(tmp_path: Path) -> None:
    write_features(generate_features(300, 300), tmp_path / "a.csv")
    shipped = INSTANCES / "features" / "features-300.csv"
    assert (tmp_path / "a.csv").read_bytes() == shipped.read_bytes()
