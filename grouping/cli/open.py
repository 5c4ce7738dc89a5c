"""`grouping open`: the page, in the browser of this machine."""

from __future__ import annotations

from pathlib import Path

import click

from grouping.cli.terminal import put
from grouping.distribution import install_command
from grouping.errors import InputError
from grouping.language import _


@click.command("open")
@click.argument("file", metavar="[ROSTER|PLAN|RESULT]", required=False)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="Port on this machine (default: a free one).",
)
@click.option("--no-browser", is_flag=True, help="Only print the start address.")
def command(file: str | None, port: int, no_browser: bool) -> None:
    """Make teams by hand and eye: a page in your browser, served by this machine to itself.

    Nothing leaves the machine.  Ctrl-C ends it; what was done is kept for the next start.
    """
    try:
        from grouping.web.serve import serve
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("grouping"):
            raise
        raise InputError(
            _("the page needs a part that is not installed: {name}", name=error.name),
            hint=install_command("web"),
        ) from None
    path = None if file is None else Path(file)
    if path is not None and not path.exists():
        raise InputError(_("there is no such file"), where=str(path))
    serve(path, port=port, browser=not no_browser, tell=put)


def window() -> None:
    """Start the page without a terminal: what a double click runs."""
    from grouping.cli import main

    main(["open"])
