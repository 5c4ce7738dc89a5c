"""The page as HTML: one file, styles and pictures inside, no scripts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from grouping.files.report.page import page_of
from grouping.files.write.write_by_ending import check_place, write_whole
from grouping.language import _, language, number, plural

if TYPE_CHECKING:
    from grouping.solving.solve import Result

TEMPLATES = Path(__file__).with_name("templates")


def html_of(result: Result, claimed: str = "") -> str:
    """Return the report on a result as HTML, in the language in use; `claimed`: see `page_of`."""
    template = _environment().get_template("page.html")
    return template.render(page=page_of(result, claimed), language=language())


def write_report(
    result: Result, path: str | Path, *, force: bool = False, claimed: str = ""
) -> None:
    """Write the report on a result to `path`; `claimed` is what its file says without proof.

    Raises
    ------
    InputError
        If the file exists (without `force`) or cannot be written; then it is as it was before.
    """
    check_place(path, force)
    html = html_of(result, claimed)
    write_whole(path, lambda draft: _write(draft, html))


def _write(path: Path, html: str) -> None:
    path.write_text(html, encoding="utf-8", newline="\n")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,  # names of people and columns are whatever was in the list
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(_=_, plural=plural, number=number)
    return made
