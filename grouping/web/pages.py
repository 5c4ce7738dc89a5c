"""The pages of the list and of the wishes: forms that say what is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from grouping import language as languages
from grouping.errors import InputError
from grouping.files.plan_file import Plan
from grouping.language import _, later
from grouping.web import wishes
from grouping.web.app import Ask, Page, go
from grouping.web.session import State, planned
from grouping.web.sheet import sheet_of

KINDS = {
    "category": later("values"),
    "ordered": later("ranks"),
    "number": later("numbers"),
    "text": later("free text"),
}
BLANKS = {
    "ignore": later("do not count"),
    "own": later("are a value of their own"),
    "error": later("are an error"),
}
# What was noticed, what is unsure first.
NOTES = {
    "guess": later("Unsure: please check"),
    "oddity": later("Worth a look"),
    "dropped": later("Left out"),
    "changed": later("Repaired"),
}


def home(page: Page, _ask: Ask) -> Response:
    """Go to the step that is next."""
    state = page.desk.now
    if state is None:
        return go("/file")
    return go("/teams" if state.assignment is not None else "/file")


def file_page(page: Page, _ask: Ask) -> Response:
    """Return the page of the list: what was read of it."""
    state = page.desk.now
    if state is None:
        return page.html(
            "open.html", here="/file", endings=",".join(_endings()), kept=page.desk.draft.there
        )
    notes = [
        (_(title), [note for note in state.reading.notes if note.kind == kind])
        for kind, title in NOTES.items()
    ]
    return page.html(
        "file.html",
        here="/file",
        sheet=None if state.fixed else sheet_of(state),
        notes=[(title, found) for title, found in notes if found],
        kinds={k: _(v) for k, v in KINDS.items()},
        blanks={k: _(v) for k, v in BLANKS.items()},
        name=page.desk.file_name(),
        endings=",".join(_endings()),
        roles=state.reading.roles,
        absent=_absent(state.plan),
    )


def _endings() -> tuple[str, ...]:
    from grouping.web.desk import ENDINGS

    return ENDINGS


def open_file(page: Page, ask: Ask) -> Response:
    """Open what was dropped or chosen."""
    if not ask.files:
        raise InputError(_("no file was chosen"))
    state = page.desk.open_uploads(ask.rev, ask.files)
    return go("/teams" if state.assignment is not None else "/file")


def restore(page: Page, _ask: Ask) -> Response:
    """Open the draft of the last time."""
    if not page.desk.restore():
        raise InputError(_("what was kept cannot be read again"), hint=_("open the list again"))
    return go("/")


def forget(page: Page, _ask: Ask) -> Response:
    """Delete everything."""
    page.desk.forget()
    return go("/file")


def speak(page: Page, ask: Ask) -> Response:
    """Change the language."""
    if ask.one("language") in languages.LANGUAGES:
        page.language = ask.one("language")
        page.desk.forget_words()
    path = ask.one("path", "/")
    return go(path if path.startswith("/") and not path.startswith("//") else "/")


def end(page: Page, _ask: Ask) -> Response:
    """End the program; what is in hand was kept already."""
    page.quit()
    return page.html("ended.html")


def read_again(page: Page, ask: Ask) -> Response:
    """Read the list again, as it was corrected."""
    page.desk.change(ask.rev, lambda state: planned(state, _corrected(state, ask), _("read again")))
    return go("/file")


def _corrected(state: State, ask: Ask) -> Plan:
    reading = dict(state.plan.reading)
    for key in ("sheet", "id", "name"):
        reading.pop(key, None)
        if ask.one(key):
            reading[key] = ask.one(key)
    if "sheet" in ask.given and ask.one("sheet") != state.reading.sheet:
        # another sheet has other columns
        reading = {"sheet": ask.one("sheet")}
        return _with_usual(replace(state.plan, reading=reading))
    reading.pop("date", None)
    if ask.one("date"):
        reading["date"] = _date(ask.one("date"))
    for table in ("kinds", "blanks"):
        told = dict(reading.get(table, {}))
        for column in state.problem.roster.columns:
            said = ask.one(f"{table}.{column.name}")
            if said:
                told[column.name] = said
        reading[table] = told
        if not told:
            del reading[table]
    merges = {k: dict(v) for k, v in dict(reading.get("merges", {})).items()}
    for number in ask.given.get("merge", []):
        if number.isdigit() and int(number) < len(state.reading.proposals):
            one = state.reading.proposals[int(number)]
            merges.setdefault(one.column, {})[one.old] = one.new
    if merges:
        reading["merges"] = merges
    absent = [line.strip() for line in ask.one("absent").splitlines() if line.strip()]
    return replace(state.plan, reading=reading, rounds=_with_absent(state, absent))


def _with_usual(plan: Plan) -> Plan:
    from grouping.web.session import proposed

    return proposed(plan).plan


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputError(_("'{text}' is not a date", text=text), hint="2025-05-15") from None


def _with_absent(state: State, names: list[str]) -> dict[str, Any]:
    """Return the rounds of the plan with those who come to none of them."""
    rounds = dict(state.plan.rounds)
    before = set(_absent(state.plan))
    ids = [state.problem.roster.ids[state.problem.roster.person(name)] for name in names]
    tables = {int(one["number"]): dict(one) for one in rounds.get("round", ()) if "number" in one}
    for number in range(1, state.problem.rounds + 1):
        table = tables.setdefault(number, {"number": number})
        own = table.get("absent", [])
        own = [own] if isinstance(own, str) else list(own)
        table["absent"] = [*(one for one in own if one not in before), *ids]
        if not table["absent"]:
            del table["absent"]
    kept = [table for table in tables.values() if len(table) > 1]
    rounds["round"] = kept
    if not kept:
        del rounds["round"]
    return rounds


def _absent(plan: Plan) -> list[str]:
    """Return who comes to no round, as the plan says it."""
    tables = list(plan.rounds.get("round", ()))
    told = [one.get("absent", []) for one in tables]
    lists = [[one] if isinstance(one, str) else list(one) for one in told]
    count = max([int(plan.rounds.get("count", 1)), *(int(t.get("number", 1)) for t in tables)])
    if len(lists) < count or not lists:
        return []
    return [who for who in lists[0] if all(who in other for other in lists)]


def wishes_page(page: Page, ask: Ask) -> Response:
    """Return the page of the wishes."""
    state = page.desk.state
    levels = {k: _(words) for k, (words, _weight) in wishes.LEVELS.items()}
    return page.html(
        "wishes.html",
        here="/wishes",
        cards=wishes.cards(state),
        levels=levels,
        further=list(enumerate(wishes.further(state))),
        forms=wishes.forms(),
        clash=wishes.clash(state),
        edit=_edited(state, ask),
        filled=wishes.filled,
        teams=_teams_said(state),
    )


def _edited(state: State, ask: Ask) -> dict[str, Any] | None:
    """Return the form that is open: of a wish that is changed, or of a new one."""
    kind, number = ask.query.get("kind", ""), ask.query.get("wish", "")
    stated: Mapping[str, Any] = {}
    if number.isdigit() and int(number) < len(state.plan.rules):
        stated = state.plan.rules[int(number)]
        kind = str(stated["kind"])
    form = next((one for one in wishes.forms() if one.kind == kind), None)
    if form is None:
        return None
    level = "must" if form.layer == "must" else "usual"
    if stated:
        card = next(c for c in wishes.cards(state) if c.number == int(number))
        level = card.level
    return {"form": form, "stated": stated, "number": number if stated else "", "level": level}


def _teams_said(state: State) -> dict[str, Any]:
    """Return what the form of teams and rounds shows."""
    stated, rounds = state.plan.teams, state.plan.rounds
    how = next((k for k in ("count", "size", "names", "team") if k in stated), "list")
    lines = []
    for name, low, high in zip(
        state.problem.teams.names,
        state.problem.teams.low.tolist(),
        state.problem.teams.high.tolist(),
        strict=True,
    ):
        lines.append(f"{name}; {low}" if low == high else f"{name}; {low}-{high}")
    sizes = state.problem.seats.tolist()
    return {
        "how": how if how in ("count", "size") else "list",
        "count": stated.get("count", len(state.problem.teams)),
        "size": stated.get("size", max(sizes)),
        "word": stated.get("name", state.reading.team_word),
        "lines": "\n".join(lines),
        "sizes": sorted(set(sizes)),
        "rounds": state.problem.rounds,
        "names": "\n".join(rounds.get("names", ())),
        "attendance": rounds.get("attendance", ""),
        "new_faces": rounds.get("new_faces", True),
    }


def change_wish(page: Page, ask: Ask) -> Response:
    """Change the importance of a wish, take it away, or bring in a proposed one."""

    def step(state: State) -> State:
        what = ask.one("what")
        if what == "level":
            rules = wishes.with_level(state, ask.number("number"), ask.one("level"))
        elif what == "delete":
            rules = wishes.without(state, ask.number("number"))
        else:
            proposals, k = wishes.further(state), ask.number("number")
            if not 0 <= k < len(proposals):
                raise InputError(_("there is no such wish"))
            rules = [*map(dict, state.plan.rules), proposals[k][1]]
        return planned(state, replace(state.plan, rules=rules), _("wishes changed"))

    page.desk.change(ask.rev, step)
    return go("/wishes")


def state_wish(page: Page, ask: Ask) -> Response:
    """Take a filled form as a new wish, or in the place of the one that it changes."""

    def step(state: State) -> State:
        rules, number = [dict(rule) for rule in state.plan.rules], ask.one("number")
        at = int(number) if number.isdigit() and int(number) < len(rules) else None
        before = None if at is None else rules[at]
        stated = wishes.stated_by(ask.one("kind"), ask.one("level"), ask.given, before)
        if at is None:
            rules.append(stated)
        else:
            rules[at] = stated
        return planned(state, replace(state.plan, rules=rules), _("wishes changed"))

    page.desk.change(ask.rev, step)
    return go("/wishes")


def change_teams(page: Page, ask: Ask) -> Response:
    """Take the form of teams and rounds."""
    from grouping.web.teams_form import rounds_by, teams_by

    def step(state: State) -> State:
        plan = replace(
            state.plan, teams=teams_by(ask.given), rounds=rounds_by(ask.given, state.plan.rounds)
        )
        return planned(state, plan, _("teams changed"))

    page.desk.change(ask.rev, step)
    return go("/wishes")


ROUTES = (
    ("GET", "/", home),
    ("GET", "/file", file_page),
    ("POST", "/open", open_file),
    ("POST", "/restore", restore),
    ("POST", "/forget", forget),
    ("POST", "/language", speak),
    ("POST", "/quit", end),
    ("POST", "/read", read_again),
    ("GET", "/wishes", wishes_page),
    ("POST", "/wish", change_wish),
    ("POST", "/state", state_wish),
    ("POST", "/seats", change_teams),
)
