"""The page as a process: a port of its own on this machine, a start address, a browser."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn

from grouping.errors import InputError
from grouping.language import _
from grouping.web.draft import Draft
from grouping.web.guard import Key
from grouping.web.routes import page_of

HERE = "127.0.0.1"


def serve(
    file: Path | None,
    *,
    port: int = 0,
    browser: bool = True,
    tell: Callable[[str], None],
) -> None:
    """Serve the page until it is stopped.

    Parameters
    ----------
    file
        A list, a plan or a result to open; None: the page asks for one, and offers the draft.
    port
        0: a free one.
    browser
        Whether to open the start address in the browser of this machine.
    tell
        Called with the start address.

    Raises
    ------
    InputError
        If the file cannot be opened, or the port is taken.
    """
    sock = _listening(port)
    key = Key(sock.getsockname()[1])
    page = page_of(key, Draft())
    if file is not None:
        page.desk.open_path(file)
    address = f"http://{HERE}:{key.port}/start?word={key.start_word}"
    tell(address)
    page.warm_up()
    if browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    config = uvicorn.Config(
        page.app, log_level="error", access_log=False, server_header=False, ws="none",
        timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(config)
    page.quit = lambda: setattr(server, "should_exit", True)
    server.run(sockets=[sock])


def _listening(port: int) -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.bind((HERE, port))
    except OSError as error:
        raise InputError(
            _("port {port} cannot be used ({reason})", port=port, reason=error.strerror),
            hint=_("leave out --port: a free one is found"),
        ) from None
    return sock
