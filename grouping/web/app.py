"""The page as an application: routes, one way of asking and answering, errors in words."""

from __future__ import annotations

import json
import threading
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from grouping import language as languages
from grouping.errors import GroupingError, InputError
from grouping.language import _, language, number, plural
from grouping.web.desk import Desk, StaleError
from grouping.web.draft import Draft
from grouping.web.guard import Guard, Key

HERE = Path(__file__).parent
# The five steps: address, and what they are called.
STEPS = (
    ("/file", languages.later("List")),
    ("/wishes", languages.later("Wishes")),
    ("/teams", languages.later("Teams")),
    ("/morning", languages.later("Morning")),
    ("/papers", languages.later("Papers")),
)


@dataclass(frozen=True)
class Ask:
    """What a request asks.

    Attributes
    ----------
    query
        The part of the address behind the question mark.
    given
        The fields of a form, by name; those of JSON are under `said`.
    files
        The uploaded files by the names that the browser says.
    said
        The JSON of the request.
    """

    query: Mapping[str, str]
    given: Mapping[str, list[str]] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    said: Mapping[str, Any] = field(default_factory=dict)

    def one(self, name: str, default: str = "") -> str:
        """Return the last value of a field."""
        return self.given.get(name, [default])[-1]

    def number(self, name: str) -> int:
        """Return a whole number of the JSON, the form or the address."""
        found = self.said.get(name, self.one(name) or self.query.get(name))
        try:
            return int(str(found))
        except ValueError:
            raise InputError(_("the request lacks '{name}'", name=name)) from None

    @property
    def rev(self) -> int:
        """The revision that the request speaks of."""
        return self.number("rev")


Handler = Callable[["Page", Ask], Response]
# Method, address, and what answers.
Routed = tuple[str, str, Handler]
Stream = Callable[["Page", Request], Awaitable[Response]]


class Page:
    """The application and what it has in hand.

    Parameters
    ----------
    key
        Who may ask.
    draft
        Where what is in hand is kept.
    routed
        What answers at which address.
    events
        What tells the browser of progress.
    """

    def __init__(self, key: Key, draft: Draft, routed: Sequence[Routed], events: Stream) -> None:
        self.key, self.desk = key, Desk(draft)
        self.language = language()
        self.warm = threading.Event()
        self.quit: Callable[[], None] = lambda: None
        inner = Starlette(
            routes=self._routes(routed, events),
            exception_handlers={HTTPException: _refused, GroupingError: self._explained},
        )
        self.app = Guard(inner, key)

    def warm_up(self) -> None:
        """Compile the kernels beside everything else, so that the first preview does not wait."""
        threading.Thread(target=self._warm_up, daemon=True).start()

    def _warm_up(self) -> None:
        from grouping.problem.problem import Problem
        from grouping.scoring.what_if import WhatIf
        from grouping.solving.solve import solve

        people = [{"a": "xy"[i % 2], "b": i} for i in range(6)]
        rules = [{"kind": "spread", "column": "a"}, {"kind": "balance", "column": "b"}]
        problem = Problem.of(people, teams=2, rules=rules)
        result = solve(problem, engine="local", steps=1, seconds=None, threads=1)
        WhatIf(problem, result.assignment).swaps(0)
        self.warm.set()

    def _routes(self, routed: Sequence[Routed], events: Stream) -> list[BaseRoute]:
        routes: list[BaseRoute] = [
            Route("/start", self._start),
            Mount("/static", StaticFiles(directory=HERE / "static")),
            Route("/events", self._with_language(events)),
        ]
        routes += [
            Route(path, self._endpoint(handler), methods=[method])
            for method, path, handler in routed
        ]
        return routes

    async def _start(self, request: Request) -> Response:
        """Give the cookie to who has the start word, once."""
        known = self.key.known(request.headers.get("cookie", ""))
        if not known and not self.key.opened_by(request.query_params.get("word", "")):
            return PlainTextResponse("this start address was used already", 403)
        answer = RedirectResponse("/", 303)
        if not known:
            answer.headers["set-cookie"] = self.key.cookie_header()
        return answer

    def _with_language(self, asked: Stream) -> Any:
        async def endpoint(request: Request) -> Response:
            languages.use(self.language)
            return await asked(self, request)

        return endpoint

    def _endpoint(self, handler: Handler) -> Any:
        async def endpoint(request: Request) -> Response:
            languages.use(self.language)
            ask = await _asked(request)
            return await run_in_threadpool(handler, self, ask)

        return endpoint

    def _explained(self, request: Request, error: Exception) -> Response:
        """Answer with what is wrong: as JSON to a script, as a page to a form."""
        assert isinstance(error, GroupingError)
        languages.use(self.language)
        status = 409 if isinstance(error, StaleError) else 422
        if "application/json" in request.headers.get("accept", ""):
            said = {"error": error.message, "where": error.where, "hint": error.hint}
            return JSONResponse({**said, "rev": self.desk.rev}, status)
        back = request.headers.get("referer", "")
        path = "/" + back.split("/", 3)[3] if back.count("/") >= 3 else "/"
        return self.html("error.html", status=status, error=error, back=path)

    def html(self, template: str, status: int = 200, **content: Any) -> Response:
        """Return a page."""
        frame = {
            "here": "",
            "desk": self.desk,
            "state": self.desk.now,
            "language": language(),
            "steps": [(path, _(name)) for path, name in STEPS],
        }
        return HTMLResponse(templates().get_template(template).render(frame | content), status)


def go(path: str) -> Response:
    """Return the answer to a form: go and see."""
    return RedirectResponse(path, 303)


@cache
def templates() -> Environment:
    """Return the templates of the page."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,  # names of people and columns are whatever was in the list
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(_=_, plural=plural, number=number)
    return made


async def _asked(request: Request) -> Ask:
    query = dict(request.query_params)
    if request.method in ("GET", "HEAD"):
        return Ask(query)
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            said = json.loads(await request.body())
        except (ValueError, RecursionError):
            raise HTTPException(400) from None
        if not isinstance(said, dict):
            raise HTTPException(400)
        return Ask(query, said=said)
    given: dict[str, list[str]] = {}
    files: dict[str, bytes] = {}
    async with request.form(max_files=12, max_fields=5000) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                if value.filename:
                    files[value.filename] = await value.read()
            else:
                given.setdefault(name, []).append(value)
    return Ask(query, given, files)


def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse(str(error.detail), error.status_code)
