"""Papers and files: all that the command line prints and writes, made when it is asked for."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response

from grouping.errors import InputError
from grouping.files.report import html_of
from grouping.files.write.list_csv import write_csv
from grouping.files.write.plan_text import plan_text
from grouping.files.write.print_pdf import write_pdf
from grouping.files.write.result_json import write_json
from grouping.files.write.workbook import write_xlsx
from grouping.language import _, later
from grouping.web.app import Ask, Page, go
from grouping.web.jobs import Job
from grouping.web.session import State

if TYPE_CHECKING:
    from grouping.solving.solve import Result

DOCUMENTS = {
    "door": (later("Door lists"), later("a sheet for each team, large")),
    "signin": (later("Sign-in sheets"), later("the same to sign")),
    "slips": (later("Slips"), later("one for each person, all rounds")),
    "badges": (later("Name badges"), later("90 x 55 mm")),
    "cards": (later("Table cards"), later("to fold and stand on tables")),
}
FILES = {
    "xlsx": (later("Workbook"), later("lists, teams and a summary, for Excel")),
    "csv": (later("List"), later("for other programs")),
    "json": (later("Result"), later("opened here again, with everything")),
    "toml": (later("Plan"), later("the wishes, for the command line")),
}
_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "toml": "application/toml",
}
_WRITERS: dict[str, Callable[[Result, Path], None]] = {
    "xlsx": write_xlsx,
    "csv": write_csv,
    "json": write_json,
}


@dataclass(frozen=True)
class Paper:
    """A file that was made: its name, its kind and its bytes."""

    name: str
    ending: str
    data: bytes


def papers_page(page: Page, _ask: Ask) -> Response:
    """Return the page of papers."""
    state = page.desk.state
    state.teams  # noqa: B018 - says what to do if there are none
    job = page.desk.jobs.now
    ready = job is not None and job.kind == "paper" and isinstance(job.result, Paper)
    return page.html(
        "papers.html",
        here="/papers",
        documents={k: (_(a), _(b)) for k, (a, b) in DOCUMENTS.items()},
        files={k: (_(a), _(b)) for k, (a, b) in FILES.items()},
        changed=len(state.changed),
        paper=job.result if ready and job is not None and not job.running else None,
    )


def paper_bytes(state: State, what: list[str], title: str = "", *, changed: bool = False) -> bytes:
    """Return documents to print as PDF, of everybody or of those whose teams a repair changed."""
    people = None
    if changed:
        ids = state.problem.roster.ids
        people = [i for i, who in enumerate(ids) if who in set(state.changed)]
    return _bytes(
        lambda path: write_pdf(state.result, path, what=what, title=title, people=people), "pdf"
    )


def file_bytes(state: State, ending: str) -> bytes:
    """Return the teams as a workbook, a list or a result, or the plan."""
    if ending == "toml":
        return plan_text(state.plan).encode()
    if ending not in _WRITERS:
        raise InputError(_("there is no file of the kind '{ending}'", ending=ending))
    return _bytes(lambda path: _WRITERS[ending](state.result, path), ending)


def _bytes(write: Callable[[Path], None], ending: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"teams.{ending}"
        write(path)
        return path.read_bytes()


def print_papers(page: Page, ask: Ask) -> Response:
    """Start to make documents; the page offers them when they are ready."""
    state, what = page.desk.state, ask.given.get("what", [])
    if not what:
        raise InputError(_("no document is asked for"), hint=_("tick at least one"))
    title, changed = ask.one("title")[:200], ask.one("changed") == "yes"

    def work(job: Job) -> Paper:
        job.seconds = max(1.0, 0.006 * state.problem.n * len(what))
        data = paper_bytes(state, what, title, changed=changed)
        return Paper(f"{_stem(page)}.pdf", "pdf", data)

    job = Job("paper", _("making papers"), page.desk.rev, work)
    page.desk.jobs.start(job, lambda _job: None)
    return go("/papers")


def paper(page: Page, _ask: Ask) -> Response:
    """Return the documents that were made last."""
    job = page.desk.jobs.now
    if job is None or not isinstance(job.result, Paper):
        raise InputError(_("no papers were made yet"))
    return _attached(job.result)


def download(page: Page, ask: Ask) -> Response:
    """Return a file of the teams."""
    ending = ask.query.get("kind", "")
    data = file_bytes(page.desk.state, ending)
    return _attached(Paper(f"{_stem(page)}.{ending}", ending, data))


def _stem(page: Page) -> str:
    name = Path(page.desk.file_name()).stem
    return _("teams of {name}", name=name)


def _attached(made: Paper) -> Response:
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(made.name)}"}
    return Response(made.data, media_type=_TYPES[made.ending], headers=headers)


def report(page: Page, _ask: Ask) -> Response:
    """Return the report: a page of its own, which has its styles within."""
    html = html_of(page.desk.state.result)
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
    return Response(html, media_type="text/html", headers={"content-security-policy": policy})


ROUTES = (
    ("GET", "/papers", papers_page),
    ("POST", "/print", print_papers),
    ("GET", "/paper", paper),
    ("GET", "/download", download),
    ("GET", "/report", report),
)
