"""The morning: who is absent, who came late, and the fewest moves that mend the teams."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from starlette.responses import JSONResponse, Response

from grouping.errors import InputError
from grouping.files.repair_files import read_late
from grouping.language import _, plural
from grouping.solving.repair import repair
from grouping.web.app import Ask, Page, go
from grouping.web.desk import ending_of, plain_name
from grouping.web.jobs import Job
from grouping.web.search import SEED, curve_of, locks_said, moves_of
from grouping.web.session import State

if TYPE_CHECKING:
    from grouping.problem.roster import Roster

SECONDS = 3.0


def morning_page(page: Page, _ask: Ask) -> Response:
    """Return the page of the morning."""
    state = page.desk.state
    state.teams  # noqa: B018 - says what to do if there are none
    job = page.desk.jobs.now
    done = job is not None and job.kind == "repair" and not job.running and job.error is None
    return page.html(
        "morning.html",
        here="/morning",
        people=_people(state),
        job=job if done else None,
        error=job.error if job is not None and job.kind == "repair" else None,
    )


def _people(state: State) -> list[dict[str, Any]]:
    """Return everybody by name, with the team of the first round that they come to."""
    roster, teams = state.problem.roster, state.teams
    made = []
    for i in sorted(range(roster.n), key=lambda i: roster.names[i].casefold()):
        here = np.flatnonzero(teams[:, i] >= 0)
        team = state.problem.teams.names[teams[here[0], i]] if len(here) else ""
        made.append({"id": roster.ids[i], "name": roster.names[i], "team": team})
    return made


def mend(page: Page, ask: Ask) -> Response:
    """Start the repair; its page shows the moves when it has ended."""
    desk, state = page.desk, page.desk.state
    desk.check(ask.rev)
    absent, coming = ask.given.get("absent", []), ask.given.get("coming", [])
    late = _late(page, state, ask)
    moves = int(ask.one("moves")) if ask.one("moves").isdigit() else None
    if not (absent or coming or late):
        raise InputError(
            _("nothing has changed, so there is nothing to repair"),
            hint=_("tick who is absent, or choose a list of who came late"),
        )

    def work(job: Job) -> State:
        job.seconds = SECONDS
        found = repair(
            state.problem,
            state.teams,
            absent=absent,
            coming=coming,
            late=late,
            moves=moves,
            seconds=SECONDS,
            seed=SEED,
            stop=job.stop,
            **locks_said(state),
        )
        job.curve, job.moves = curve_of(found), moves_of(found)
        problem = found.result.problem
        changed = tuple(problem.roster.ids[i] for i in np.flatnonzero(found.changed).tolist())
        return replace(
            state,
            problem=problem,
            assignment=found.assignment,
            proven=None,
            changed=changed,
            said=plural("repaired with {n} move", "repaired with {n} moves", found.count),
        )

    job = Job("repair", _("looking for the fewest moves"), desk.rev, work)
    desk.jobs.start(job, lambda job: desk.arrived(job, job.result))
    return go("/morning")


def _late(page: Page, state: State, ask: Ask) -> Roster | None:
    """Return who came late: of a list that was chosen, or a name typed in."""
    files = {plain_name(name): data for name, data in ask.files.items() if data}
    typed = [line.strip() for line in ask.one("late").splitlines() if line.strip()]
    if not files and not typed:
        return None
    if files:
        name, data = next(iter(files.items()))
        path = page.desk.draft.store(data, ending_of(name))
        rounds = [state.problem.round_name(r) for r in range(state.problem.rounds)]
        done = [r + 1 for r in sorted(state.locks.rounds)]
        return read_late(path, state.problem.roster, rounds, done).new
    from grouping.problem.roster import Roster

    records = [_typed(state, line, k) for k, line in enumerate(typed)]
    return Roster.from_records(records, id="#id", name="#name", source=_("who came late"))


def _typed(state: State, line: str, k: int) -> dict[str, Any]:
    """Return somebody typed in: a name, and behind semicolons values of the columns."""
    name, *values = [part.strip() for part in line.split(";")]
    ids = {one.casefold() for one in state.problem.roster.ids}
    number = next(n for n in range(k + 1, k + 2 + len(ids)) if f"+{n}" not in ids)
    record: dict[str, Any] = {"#id": f"+{number}", "#name": name}
    for text in values:
        column, mark, value = text.partition("=")
        if not mark:
            raise InputError(
                _("'{text}' does not say which column is meant", text=text),
                hint=_("write: Name; Column = value; Column = value"),
            )
        found = state.problem.roster.column(column.strip())
        number_meant = found.kind == "number"
        record[found.name] = float(value.replace(",", ".")) if number_meant else value.strip()
    return record


def state_of_repair(page: Page, _ask: Ask) -> Response:
    """Return how far the repair is."""
    from grouping.web.boards import progress

    return JSONResponse(progress(page))


ROUTES = (
    ("GET", "/morning", morning_page),
    ("POST", "/mend", mend),
    ("GET", "/progress", state_of_repair),
)
