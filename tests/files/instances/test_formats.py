"""The table of formats: what it says of each is so."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from grouping import InputError
from grouping.files.instances.formats import FORMATS, Format, format_of, write_instance, writers_of
from grouping.files.instances.instance import Distances, Golf
from grouping.files.instances.read_instance import read_instance
from grouping.problem.column import Column
from grouping.problem.roster import Roster

_UPPER = np.triu(np.arange(1, 37, dtype=np.int64).reshape(6, 6), 1)
_TWO = np.full(2, 3, dtype=np.int64)
INSTANCES = {
    "Distances": Distances(_UPPER + _UPPER.T, 1, _TWO, _TWO),
    "Golf": Golf(2, 3, 2),
    "Roster": Roster(
        tuple("012345"), tuple("012345"), (Column.of_numbers("Size", [1, 2, 3, 4, 5, 7]),), "table"
    ),
}
each_written = pytest.mark.parametrize(
    ("kind", "ending"),
    [(kind, ending) for kind in FORMATS for ending in kind.written],
    ids=lambda value: value.name if isinstance(value, Format) else value,
)


@each_written
def test_what_is_written_in_a_format_is_read_as_that_format(
    kind: Format, ending: str, tmp_path: Path
) -> None:
    path = tmp_path / f"one{ending}"
    assert writers_of(kind.holds)[ending] is kind
    write_instance(INSTANCES[kind.holds], path)
    assert format_of(path) is (kind if kind.recogniser else None)
    teams = None if kind.says_groups else 2
    problem = read_instance(path, family=kind.name, teams=teams)
    assert (problem.n, len(problem.teams)) == (6, 2)


@each_written
def test_every_objective_in_the_table_makes_a_rule(
    kind: Format, ending: str, tmp_path: Path
) -> None:
    path = tmp_path / f"one{ending}"
    write_instance(INSTANCES[kind.holds], path)
    teams = None if kind.says_groups else 2
    usual = [rule.title for rule in read_instance(path, family=kind.name, teams=teams).rules]
    for objective in kind.known_objectives():
        problem = read_instance(path, family=kind.name, teams=teams, objective=objective)
        assert [rule.title for rule in problem.rules] != usual
    with pytest.raises(InputError, match="there is no objective 'beauty'"):
        read_instance(path, family=kind.name, teams=teams, objective="beauty")


@each_written
def test_groups_are_said_once_by_the_file_or_by_the_call(
    kind: Format, ending: str, tmp_path: Path
) -> None:
    path = tmp_path / f"one{ending}"
    write_instance(INSTANCES[kind.holds], path)
    said = "says its own groups" if kind.says_groups else "does not say its groups"
    with pytest.raises(InputError, match=said):
        read_instance(path, family=kind.name, teams=2 if kind.says_groups else None)
