"""The plan: one TOML file that says roster, teams, rules and how to search."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from grouping.errors import InputError
from grouping.files.instances.formats import Format, format_of, formats
from grouping.files.instances.instance import DISPERSION, wishes_of
from grouping.files.instances.lookalikes import seeming
from grouping.files.instances.read_instance import instance_of
from grouping.files.instances.read_matrix import read_matrix
from grouping.files.read.history_table import read_history
from grouping.files.read.notes import Note, some
from grouping.files.read.past_lists import read_earlier
from grouping.files.read.plan_tables import (
    check_keys,
    history_tables,
    merges_table,
    part,
    roster_table,
    rounds_table,
    solve_table,
    table_of,
    tables_of,
)
from grouping.files.read.roster_file import Reading, read_roster
from grouping.files.read.rounds_table import Rounds, read_rounds
from grouping.language import _
from grouping.problem.past_events import Earlier
from grouping.problem.problem import Problem
from grouping.problem.registry import rule_from_dict
from grouping.problem.rule import Rule


@dataclass(frozen=True)
class Plan:
    """What a plan file (or the options of `solve`) says, paths made whole.

    Attributes
    ----------
    roster
        File of the participants.
    teams
        The table [teams]: count, size, names or team.
    rules
        The rules as stated, each a dict.
    reading
        How to read the roster: sheet, id, name, date, kinds, blanks, merges, accept_merges.
    search
        seed, seconds, steps, threads, as far as stated.
    source
        File name of the plan, for messages; '' for options of a call.
    folder
        Where relative paths start.
    rounds
        The table [rounds]: count, names, attendance, new_faces, round.
    history
        The tables [[history]]: file, sheet, weight.
    objective
        Of anticlustering; then the roster is a table of features.
    """

    roster: Path
    teams: Mapping[str, Any]
    rules: Sequence[Mapping[str, Any]] = ()
    reading: Mapping[str, Any] = field(default_factory=dict)
    search: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""
    folder: Path = Path()
    rounds: Mapping[str, Any] = field(default_factory=dict)
    history: Sequence[Mapping[str, Any]] = ()
    objective: str | None = None

    @property
    def files(self) -> list[Path]:
        """What is read besides the plan itself: the roster, earlier lists, tables."""
        stated = [*self.rules, *self.history]
        named = [one["file"] for one in stated if "file" in one]
        named += [one["matrix"] for one in self.rules if isinstance(one.get("matrix"), str)]
        return [self.roster, *(self.folder / str(file) for file in named)]

    def read(self) -> tuple[Problem, Reading]:
        """Read all files and return the problem, and what was noticed in them.

        Without a plan file, what stands in the place of the roster may be a benchmark instance.
        """
        kind = None if self.source else self._format()
        if kind:
            return self._instance(kind)
        options = dict(self.reading)
        on = options.pop("date", None)
        if "attendance" in self.rounds:
            # as text: '1,2' is no decimal number, '1-2' no date
            own = {str(self.rounds["attendance"]): "text"}
            options["kinds"] = own | dict(options.get("kinds", {}))
            options["keep"] = tuple(own)
        try:
            reading = read_roster(self.roster, on=on, **options)
        except InputError as error:
            raise (None if self.source else seeming(self.roster)) or error from None
        rounds = self._rounds(reading)
        history, notes = self._history(reading)
        stated = self._rules()
        rules, added = self._with_new_faces(stated, rounds.count)
        if not rules:
            rules, added = _unasked(reading)
        notes = [*rounds.notes, *notes, *added, *_needless_weights(stated)]
        reading = replace(reading, notes=(*reading.notes, *notes))
        problem = Problem(
            reading.roster,
            rounds.teams,
            tuple(rules),
            rounds.count,
            rounds.present,
            rounds.by_round,
            tuple(history),
            rounds.names,
        )
        return problem, reading

    def _instance(self, kind: Format) -> tuple[Problem, Reading]:
        """Read a benchmark instance; rules of the call are added to its own."""
        odd = [*self.reading, *(k for k in self.teams if k not in ("count", "size"))]
        odd += [k for k, said in (("rounds", self.rounds), ("history", self.history)) if said]
        if odd:
            text = _("an instance has no '{part}'", part=odd[0])
            raise InputError(text, where=self.roster.name)
        made, notes = instance_of(
            self.roster, family=kind.name, teams=self.teams, objective=self.objective
        )
        problem = replace(made, rules=(*made.rules, *self._rules()))
        return problem, Reading(problem.roster, tuple(notes), {}, 0, "")

    def _format(self) -> Format | None:
        """Return the format of an instance; an objective also asks for one that looks like none."""
        found, asked = format_of(self.roster), self.objective
        if asked is None or (found and asked in found.known_objectives()):
            return found
        for kind in formats().values():
            on_request = kind.can_be(self.roster) and not kind.recogniser
            if on_request and asked in kind.known_objectives():
                return kind
        raise InputError(
            _(
                "an objective is for a table of features, '{name}' also for distances",
                name=DISPERSION,
            ),
            where=str(self.roster),
            hint=_('a .csv with a header; in a plan write a rule of kind "anticluster"'),
        )

    def _rounds(self, reading: Reading) -> Rounds:
        if not self.source and ("count" in self.teams) == ("size" in self.teams):
            text = _("say either how many teams or of what size")
            raise InputError(text, hint=_("--teams N or --size K"))
        teams = {"name": reading.team_word, **self.teams}
        try:
            return read_rounds(self.rounds, teams, reading.roster, self.source)
        except InputError as error:
            where = error.where or (part(self.source, "teams") if self.source else "")
            raise InputError(error.message, where=where, hint=error.hint) from None

    def _history(self, reading: Reading) -> tuple[list[Earlier], list[Note]]:
        events, notes = [], []
        for stated in self.history:
            how = {k: v for k, v in stated.items() if k != "file"}
            event, said = read_history(self.folder / str(stated["file"]), reading.roster, **how)
            events.append(event)
            notes += said
        return events, notes

    def _with_new_faces(self, rules: list[Rule], rounds: int) -> tuple[list[Rule], list[Note]]:
        """Add the wish for new faces where there is something to repeat and no rule of it."""
        stated = any(rule.kind == "new_faces" for rule in rules)
        if stated or not self.rounds.get("new_faces", True) or (rounds < 2 and not self.history):
            return rules, []
        why = _("several rounds") if rounds > 1 else _("earlier events")
        made = rule_from_dict({"kind": "new_faces"}, _("added: {why}", why=why))
        text = _(
            "the wish for new faces was added; a rule of kind 'new_faces' says it otherwise, and"
            "  new_faces = false  under [rounds] leaves it out"
        )
        return [*rules, made], [Note("guess", text, why)]

    def _rules(self) -> list[Rule]:
        made = []
        for number, stated in enumerate(self.rules, start=1):
            source = ""
            if self.source:
                source = _("{plan}, rule {number}", plan=self.source, number=number)
            made.append(rule_from_dict(self._with_files(dict(stated)), source))
        return made

    def _with_files(self, stated: dict[str, Any]) -> dict[str, Any]:
        """Read the files that rules name: rules themselves read nothing."""
        if stated.get("kind") == "keep" and "file" in stated:
            stated["earlier"] = read_earlier(self.folder / str(stated["file"]))
        if isinstance(stated.get("matrix"), str):
            stated["matrix"] = read_matrix(self.folder / stated["matrix"])
        return stated


def _needless_weights(rules: Sequence[Rule]) -> list[Note]:
    """Say which rules that have to hold were given a weight, which then counts for nothing."""
    text = _("{rule} has to hold (must = true), so its weight says nothing")
    return [
        Note("guess", text.format(rule=rule.title), rule.place)
        for rule in rules
        if rule.must and rule.names_weight
    ]


def _unasked(reading: Reading) -> tuple[list[Rule], list[Note]]:
    """Return what is wished where no rule is stated: for people with names nothing."""
    if "name" in reading.roles.values():
        text = _(
            "no wish was stated: but for the sizes of teams, who is with whom is arbitrary; say"
            " what counts, for example with --spread COLUMN or --balance COLUMN"
        )
        return [], [Note("guess", text)]
    rules = list(wishes_of(reading.roster))
    if not rules:
        return [], []
    said = some([rule.title for rule in rules], 20)
    text = _("no rule was stated: categories are spread and numbers balanced ({rules})", rules=said)
    return rules, [Note("guess", text)]


def read_plan(path: str | Path) -> Plan:
    """Read a plan file.

    Raises
    ------
    InputError
        If it is missing, is not TOML, has an unknown key or lacks a needed one.
    """
    path = Path(path)
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise InputError(_("there is no such file"), where=str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        text = _("the plan cannot be read ({reason})", reason=error)
        raise InputError(text, where=str(path)) from None
    except tomllib.TOMLDecodeError as error:
        hint = _('texts stand in "quotes", a rule begins with [[rule]]')
        text = _("this is not TOML: {reason}", reason=error)
        raise InputError(text, where=path.name, hint=hint) from None
    check_keys(stated, "", path.name)
    roster = table_of(stated, "roster", path.name)
    if "file" not in roster:
        hint = _('write  file = "participants.xlsx"  under [roster]')
        raise InputError(_("the plan names no roster"), where=path.name, hint=hint)
    teams = table_of(stated, "teams", path.name)
    for team in tables_of(teams, "team", path.name):
        check_keys(team, "teams.team", path.name)
    file = roster.pop("file")
    reading = roster_table(roster, path.name)
    if "merges" in stated:
        reading["merges"] = merges_table(stated["merges"], path.name)
    return Plan(
        path.parent / str(file),
        teams,
        tables_of(stated, "rule", path.name),
        reading,
        solve_table(table_of(stated, "solve", path.name), path.name),
        path.name,
        path.parent,
        rounds_table(stated, path.name),
        history_tables(stated, path.name),
    )
