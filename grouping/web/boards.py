"""The board of teams: what it asks while people are moved, locked and searched for."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from grouping.errors import InputError
from grouping.files.report.team_reasons import reasons_in_round
from grouping.language import _, number, plural
from grouping.problem.reason import merged
from grouping.scoring.steps import Step
from grouping.web import shown
from grouping.web.app import Ask, Page
from grouping.web.jobs import Job
from grouping.web.search import anew, gently
from grouping.web.session import State, locked, stepped

# Seconds between two words of progress, and between two when nothing is at work.
BEAT, QUIET = 0.2, 1.0
LONGEST = 600.0
MOST_MOVES = 1000


def teams_page(page: Page, _ask: Ask) -> Response:
    """Return the page of the board."""
    page.desk.state  # noqa: B018 - says what to do if there is none
    return page.html("teams.html", here="/teams", words=_script_words())


def whole(page: Page, _ask: Ask) -> Response:
    """Return everything that the board shows."""
    state = page.desk.state
    content = {**shown.board(state), **_now(page)}
    return JSONResponse(content)


def _now(page: Page) -> dict[str, Any]:
    desk = page.desk
    state, history = desk.state, desk.history
    content = {
        "rev": desk.rev,
        "undo": history.past[-1].said if len(history.past) > 1 else "",
        "redo": history.future[-1].said if history.future else "",
        "offer": desk.offer is not None,
        "made": state.assignment is not None,
    }
    return content if state.assignment is None else content | shown.standing(state)


def act(page: Page, ask: Ask) -> Response:
    """Swap, move or lock, and say what it made of the rules."""
    desk, what = page.desk, str(ask.said.get("what", ""))
    before = desk.state

    def step(state: State) -> State:
        if what == "lock":
            return _locked(state, ask)
        r, person = _round(state, ask), _person(state, ask, "person")
        own = int(state.teams[r, person])
        if what == "swap":
            other = _person(state, ask, "other")
            goal = int(state.teams[r, other])
            if goal == own:
                raise InputError(_("these two are on one team already"))
            return stepped(state, Step(person, other, own, goal), r)
        if what == "move":
            goal = ask.number("team")
            if not 0 <= goal < len(state.problem.teams) or goal == own:
                raise InputError(_("this is no other team"))
            return stepped(state, Step(person, None, own, goal), r)
        raise InputError(_("this page knows no step '{name}'", name=what))

    after = desk.change(ask.rev, step)
    return JSONResponse({**_now(page), "effect": shown.effect(before, after)})


def _locked(state: State, ask: Ask) -> State:
    if "person" in ask.said:
        return locked(state, people=[state.problem.roster.ids[_person(state, ask, "person")]])
    if "team" in ask.said:
        g = ask.number("team")
        if not 0 <= g < len(state.problem.teams):
            raise InputError(_("this is no other team"))
        return locked(state, teams=[state.problem.teams.names[g]])
    return locked(state, rounds=[_round(state, ask)])


def _round(state: State, ask: Ask) -> int:
    r = ask.number("round")
    if not 0 <= r < state.problem.rounds:
        raise InputError(_("there is no round {n}", n=r + 1))
    return r


def _person(state: State, ask: Ask, name: str) -> int:
    i = ask.number(name)
    if not 0 <= i < state.problem.n:
        raise InputError(_("nobody is at this place of the list"))
    return i


def turn(page: Page, ask: Ask) -> Response:
    """Undo or redo."""
    desk, before = page.desk, page.desk.state
    back = ask.said.get("what") == "undo"
    done = desk.undo(ask.rev) if back else desk.redo(ask.rev)
    after = desk.state
    content = _now(page)
    # what was asked may be another question now, of other people
    content["reload"] = before.problem is not after.problem or not content["made"]
    if done and not content["reload"] and before.assignment is not None:
        effect = shown.effect(before, after)
        said = _("taken back: {what}", what=before.said) if back else after.said
        content["effect"] = {**effect, "said": said}
    return JSONResponse(content)


def preview(page: Page, ask: Ask) -> Response:
    """Say of every team and person whether it is better or worse to drop somebody there."""
    state = page.desk.state
    page.desk.check(ask.rev)
    return JSONResponse(shown.preview(state, _person(state, ask, "person"), _round(state, ask)))


def suggest(page: Page, ask: Ask) -> Response:
    """Return the best steps of a person, and why this person is here."""
    state = page.desk.state
    person, r = _person(state, ask, "person"), _round(state, ask)
    here = int(state.teams[r, person]) >= 0
    return JSONResponse(
        {
            "steps": shown.suggestions(state, person, r) if here else [],
            "why": why_here(state, person, r) if here else [],
        }
    )


def why_here(state: State, person: int, r: int) -> list[str]:
    """Say what speaks for the team of a person in a round."""
    reasons = reasons_in_round(state.result, r, state.problem.roster.names)[person]
    said = [merged([reason]) for reason in reasons]
    return [*said, *shown.met_before(state, person, r)]


def start(page: Page, ask: Ask) -> Response:
    """Start a search: all anew around what is locked, or a few moves."""
    desk, what = page.desk, str(ask.said.get("what", ""))
    desk.check(ask.rev)
    state = desk.state
    seconds = min(max(float(ask.said.get("seconds", 5)), 0.5), LONGEST)
    if what == "improve":
        moves = min(max(ask.number("moves"), 1), MOST_MOVES)
        title = plural("improving with at most {n} move", "improving with at most {n} moves", moves)
        job = Job("improve", title, desk.rev, lambda job: gently(state, job, moves, seconds))
        desk.jobs.start(job, lambda job: desk.arrived(job, job.result))
    else:
        job = Job("solve", _("making teams"), desk.rev, lambda job: anew(state, job, seconds))
        desk.jobs.start(job, lambda job: desk.arrived(job, job.result))
    return JSONResponse(progress(page))


def stop(page: Page, _ask: Ask) -> Response:
    """Stop what is at work; the best so far is kept."""
    page.desk.jobs.stop()
    return JSONResponse(progress(page))


def take(page: Page, ask: Ask) -> Response:
    """Take the teams of a search that ended after a change by hand."""
    page.desk.take_offer(ask.rev)
    return JSONResponse(_now(page))


def progress(page: Page) -> dict[str, Any]:
    """Return how far the work is."""
    job, desk = page.desk.jobs.now, page.desk
    content: dict[str, Any] = {"rev": desk.rev, "warm": page.warm.is_set(), "running": False}
    if job is None:
        return content
    seconds = (job.ended or time.monotonic()) - job.began
    share = job.share if job.seconds is None else min(1.0, seconds / job.seconds)
    return content | {
        "running": job.running,
        "kind": job.kind,
        "title": job.title,
        "share": round(share, 3),
        "words": job.words,
        "seconds": number(seconds, 0),
        "offer": desk.offer is not None,
        "error": "" if job.error is None else job.error.message,
        "hint": "" if job.error is None else job.error.hint,
        "curve": job.curve,
    }


async def events(page: Page, request: Request) -> Response:
    """Tell the progress as it goes, as server-sent events."""

    async def told() -> AsyncIterator[str]:
        last, quiet = "", 0.0
        while not await request.is_disconnected():
            text = json.dumps(progress(page))
            quiet += BEAT
            if text != last or quiet > 15:
                yield f"data: {text}\n\n"
                last, quiet = text, 0.0
            running = page.desk.jobs.now is not None and page.desk.jobs.now.running
            await asyncio.sleep(BEAT if running or quiet < QUIET else QUIET / 2)

    return StreamingResponse(told(), media_type="text/event-stream")


def _script_words() -> dict[str, str]:
    """Return the words that the script of the board puts on the page."""
    return {
        "move": _("Move to …"),
        "swap": _("Swap with …"),
        "suggested": _("Suggestions, the best first"),
        "lock": _("Lock"),
        "unlock": _("Unlock"),
        "why": _("Why here"),
        "close": _("Close"),
        "first": _("Make teams"),
        "anew": _("Make anew around locks"),
        "locked": _("locked"),
        "people": _("people"),
        "nothing": _("No rule changes."),
        "better": _("better"),
        "worse": _("worse"),
        "same": _("as good"),
        "mends": _("mends a must"),
        "breaks": _("breaks a must"),
        "lift": _("{name} picked up. Arrow keys choose a place, Enter puts down, Escape cancels."),
        "none": _("Nobody to swap with, and no free seat elsewhere."),
        "absent": _("Not here"),
        "gap": _("All wishes: {before} above the best possible, now {after}"),
        "must": _("must"),
        "found": _("{n} found"),
        "stale": _("This was changed elsewhere; the newest state is shown now."),
        "gone": _("The program has ended. Start it again: everything is kept."),
        "swapback": _("with {name} back"),
        "wrong": _("Something is wrong with this team: {what}"),
        "worst": _("Costs most here: {what}"),
        "working": _("Preparing the search: this takes a minute the first time on a computer."),
    }


ROUTES = (
    ("GET", "/teams", teams_page),
    ("GET", "/board", whole),
    ("GET", "/preview", preview),
    ("GET", "/suggest", suggest),
    ("POST", "/act", act),
    ("POST", "/turn", turn),
    ("POST", "/search", start),
    ("POST", "/stop", stop),
    ("POST", "/offer", take),
)
