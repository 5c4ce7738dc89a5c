"""Who may ask the page for anything: the browser that has the key of this start, nobody else.

The page listens on 127.0.0.1, where every program and every web site that is open in a browser can
send requests to.  So each request is checked: the name it was sent to, the site that it comes from,
and a cookie that only the one-time start address gives.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any

from starlette.exceptions import HTTPException

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

MOST_BYTES = 20 * 1024 * 1024
POLICY = "; ".join(
    [
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("script", "style", "img", "connect", "font")),
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # no-referrer would make the browser send forms with the origin "null"
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Key:
    """The secret of one start: a word for the start address, good once, and one for the cookie."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie_name = f"grouping-{port}"
        self._cookie = secrets.token_urlsafe(32)
        self._start: str | None = secrets.token_urlsafe(32)

    @property
    def start_word(self) -> str:
        """The word of the start address, '' once it was used."""
        return self._start or ""

    def opened_by(self, word: str) -> bool:
        """Return whether `word` is the unused start word, which is used up by that."""
        right = self._start is not None and secrets.compare_digest(
            word.encode(), self._start.encode()
        )
        if right:
            self._start = None
        return right

    def cookie_header(self) -> str:
        """Return the header that gives the cookie."""
        return f"{self.cookie_name}={self._cookie}; HttpOnly; SameSite=Strict; Path=/"

    def known(self, cookies: str) -> bool:
        """Return whether a Cookie header holds the cookie."""
        try:
            found = SimpleCookie(cookies).get(self.cookie_name)
        except CookieError:
            return False
        return found is not None and secrets.compare_digest(
            found.value.encode(), self._cookie.encode()
        )

    def hosts(self) -> set[str]:
        """Return the names that the page answers to."""
        return {f"127.0.0.1:{self.port}", f"localhost:{self.port}"}


class Guard:
    """Lets through to `app` what may come through, and puts the headers on every answer."""

    def __init__(self, app: Any, key: Key) -> None:
        self.app, self.key = app, key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # no web sockets: they know no origin rule
            await send({"type": "websocket.close", "code": 1008})
            return
        refused = self._refusal(scope)
        if refused:
            await _answer(send, *refused)
            return
        left = MOST_BYTES

        async def limited() -> MutableMapping[str, Any]:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(413)
            return message

        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _value in message.get("headers", ())}
                more = [(k.encode(), v.encode()) for k, v in HEADERS.items()]
                kept = [pair for pair in more if pair[0] not in own]
                message = {**message, "headers": [*message.get("headers", ()), *kept]}
            await send(message)

        await self.app(scope, limited, with_headers)

    def _refusal(self, scope: Scope) -> tuple[int, bytes] | None:
        """Return the status and the text by which a request is refused; None: it may pass."""
        headers: dict[bytes, list[bytes]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.lower(), []).append(value)

        def one(name: bytes) -> str:
            values = headers.get(name, [])
            return values[0].decode("latin-1") if len(values) == 1 else ""

        if one(b"host").lower() not in self.key.hosts():
            return 421, b"this page does not answer to that name"
        origins = {f"http://{host}" for host in self.key.hosts()}
        writes = scope["method"] not in ("GET", "HEAD")
        if (writes or b"origin" in headers) and one(b"origin") not in origins:
            return 403, b"this request comes from elsewhere"
        if one(b"sec-fetch-site") not in ("", "same-origin", "none"):
            return 403, b"this request comes from elsewhere"
        length = one(b"content-length")
        if length and (not length.isdigit() or int(length) > MOST_BYTES):
            return 413, b"too large"
        if scope["path"] == "/start" and not writes:
            return None
        if not self.key.known("; ".join(v.decode("latin-1") for v in headers.get(b"cookie", []))):
            return 403, b"open the start address that was printed, in this browser"
        return None


async def _answer(send: Send, status: int, text: bytes) -> None:
    headers = [(k.encode(), v.encode()) for k, v in HEADERS.items()]
    headers += [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})
