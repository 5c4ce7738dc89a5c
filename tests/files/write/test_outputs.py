"""The table of formats of results: what it says of each writer is so."""

from __future__ import annotations

import inspect
import pkgutil

import pytest

from grouping.cli import print as print_
from grouping.cli import solve
from grouping.files.write.outputs import OUTPUTS, Output, endings

every_output = pytest.mark.parametrize("kind", OUTPUTS, ids=lambda kind: kind.name)


@every_output
def test_a_writer_takes_what_the_table_says_and_nothing_else(kind: Output) -> None:
    arguments = inspect.signature(pkgutil.resolve_name(kind.writer)).parameters
    assert set(kind.known) == set(arguments) - {"result", "path"}


@every_output
def test_an_ending_or_an_option_asks_for_each_format(kind: Output) -> None:
    assert (endings().get(kind.ending) is kind) == kind.by_ending
    assert kind.by_ending or kind.flag


def test_no_two_formats_have_options_of_one_name_and_none_is_one_of_the_command() -> None:
    asked = [kind.flag for kind in OUTPUTS if kind.flag]
    asked += [option.name for kind in OUTPUTS for option in kind.options]
    assert len(asked) == len(set(asked))
    for command in (solve.command, print_.command):
        known = [parameter.name for parameter in command.params]
        assert len(known) == len(set(known))
