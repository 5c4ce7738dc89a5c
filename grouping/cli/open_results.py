"""How commands open results and lists, and find the plan by which these are judged."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from grouping.errors import InputError
from grouping.language import _

if TYPE_CHECKING:
    from grouping.problem.problem import Problem
    from grouping.problem.roster import Roster
    from grouping.terms.arrays import Index


class Opened(NamedTuple):
    """A result or a list, and the question that it answers."""

    problem: Problem
    assignment: Index
    """Team of each participant in each round, -1 where absent; int32, shape (rounds, n)."""
    original: Index | None
    """What it was before it was edited by hand, if that is known and it was."""


def is_result(file: str) -> bool:
    """Whether a file says itself by which plan it is judged."""
    return Path(file).suffix.casefold() == ".json"


def opened(
    file: str,
    plan_file: str | None,
    sheet: str | None = None,
    teams: Mapping[str, int] | None = None,
    objective: str | None = None,
) -> Opened:
    """Open a .json result, or a list by the plan, the instance or the result `plan_file`.

    An instance that does not say its groups is told their count or size by `teams`.

    Raises
    ------
    InputError
        If a file is missing or cannot be read, or nothing says by which rules it is judged.
    """
    from grouping.files.read.result_file import read_result

    if not Path(file).exists():
        raise InputError(_("there is no such file"), where=file)
    if is_result(file):
        if plan_file is not None:
            raise InputError(
                _("a result holds its own plan"), where=file, hint=_("leave out --plan")
            )
        problem, assignment, _stored = read_result(file)
        say_changes(problem.roster, file)
        return Opened(problem, assignment, None)
    if plan_file is None:
        raise InputError(
            _("a list does not say by which rules it is judged"),
            where=file,
            hint=_("add --plan PLAN.toml, or --plan with the .json result"),
        )
    problem, original = question(plan_file, teams or {}, objective)
    return listed(file, problem, sheet, original)


def say_changes(roster: Roster, file: str) -> None:
    """Say if the list of people was edited after the result `file` was made."""
    from grouping.cli.output import say
    from grouping.files.read.roster_changes import changed_since

    if text := changed_since(roster, Path(file)):
        say(text)


def question(
    plan_file: str, teams: Mapping[str, int] | None = None, objective: str | None = None
) -> tuple[Problem, Index | None]:
    """Return the problem of a plan, a benchmark instance or a result; of this the answer too."""
    from grouping.files.plan_file import Plan, read_plan
    from grouping.files.read.result_file import read_result

    told = bool(teams or objective)
    if told and (is_result(plan_file) or Path(plan_file).suffix.casefold() == ".toml"):
        raise InputError(
            _("a plan or a result says its own teams"),
            where=plan_file,
            hint=_("leave out --teams, --size and --objective"),
        )
    if is_result(plan_file):
        problem, assignment, _stored = read_result(plan_file)
        return problem, assignment
    if told or _is_instance(plan_file):
        return Plan(Path(plan_file), teams or {}, objective=objective).read()[0], None
    return read_plan(plan_file).read()[0], None


def _is_instance(file: str) -> bool:
    """Whether a file in the place of a plan is a benchmark file, or can be no plan."""
    from grouping.files.instances.formats import format_of
    from grouping.files.instances.lookalikes import seeming
    from grouping.files.instances.read_features import is_features

    kind = format_of(file)
    if (kind and not kind.says_groups) or is_features(file):
        raise InputError(
            _("the file does not say how many teams there are"),
            where=file,
            hint=_("give the .json result instead, or where there are these options, --teams N"),
        )
    if kind:
        return True
    wrong = None if Path(file).suffix.casefold() == ".toml" else seeming(file)
    if wrong:
        raise wrong
    return False


def listed(
    file: str, problem: Problem, sheet: str | None = None, original: Index | None = None
) -> Opened:
    """Open a list of the people and teams of a problem; say what was assumed."""
    from grouping.cli.output import say
    from grouping.files.read.team_lists import read_list, read_original

    assignment, notes = read_list(file, problem, sheet=sheet)
    for note in notes:
        say(str(note))
    if original is None:
        original = read_original(file, problem)
    if original is None or (original == assignment).all():
        return Opened(problem, assignment, None)
    return Opened(problem, assignment, original)
