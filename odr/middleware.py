"""What every answer gets: a name, the headers that keep browsers from mischief, and a line in the log."""

import logging
import re
import time
from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from odr.ids import random_bytes

log = logging.getLogger(__name__)

INTERFACE_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' blob: data:{files}",
        "media-src 'self' blob:{files}",
        "connect-src 'self'{files}{store}",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""The Content-Security-Policy of the service's own pages; an answer that sets its own keeps it. `files`: the origin of
files, where it is another one; `store`: the one to which files go straight, where they do."""

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
KINDS_OF_ANSWERS = 256
"""Combinations of headers for which it is remembered what is missing."""
BROKEN = "Something went wrong on our side. Try again in a moment; if it stays, quote the reference {}."
A_YEAR_OF_HTTPS = {"strict-transport-security": "max-age=31536000; includeSubDomains"}


class Doorway:
    """ASGI middleware around the whole application.

    Args:
        app: what answers.
        https: whether people come by https, so that browsers may be told to stay with it.
        files: the origin from which files of evidence come, where it is another one.
        store: the origin to which they go, where it is another one.
    """

    def __init__(self, app: ASGIApp, *, https: bool, files: str = "", store: str = "") -> None:
        self._app = app
        policy = INTERFACE_POLICY.format(files=files and f" {files}", store=store and f" {store}")
        always = ALWAYS | {"content-security-policy": policy} | (A_YEAR_OF_HTTPS if https else {})
        self._headers = [(key.encode("ascii"), value.encode("ascii")) for key, value in always.items()]
        self._missing = lru_cache(KINDS_OF_ANSWERS)(self._not_among)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and dress and log the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        name = scope["odr.request"] = random_bytes(8).hex()
        status = 0

        async def dressed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                given = message["headers"]
                missing = self._missing(tuple(key for key, _ in given))
                message["headers"] = [*given, *missing, (b"x-request-id", name.encode("ascii"))]
            await send(message)

        try:
            await self._app(scope, receive, dressed)
        except Exception:
            log.exception("http.broken", extra={"request": name, **_what(scope)})
            if status == 0:
                await PlainTextResponse(BROKEN.format(name), 500)(scope, receive, dressed)
        finally:
            if log.isEnabledFor(logging.INFO):
                ms = round((time.perf_counter() - begun) * 1000, 1)
                log.info("http.answered", extra={"status": status, "ms": ms, "request": name, **_what(scope)})

    def _not_among(self, given: tuple[bytes, ...]) -> list[tuple[bytes, bytes]]:
        """What every answer gets and one with these headers has not set itself."""
        names = {key.lower() for key in given}
        return [one for one in self._headers if one[0] not in names]


class Straight:
    """ASGI middleware that takes one path past the router: the way of nearly every request.

    Args:
        app: what answers everything else.
        route: its path, without parameters, and what answers there.
    """

    def __init__(self, app: ASGIApp, *, route: Route) -> None:
        self._app, self._route = app, route

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] == "http" and scope["path"] == self._route.path:
            scope["route"] = self._route
            await self._route.app(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _what(scope: MutableMapping[str, Any]) -> dict[str, str]:
    """The operation or the route's pattern: paths hold identifiers, so they are not logged."""
    pattern = re.sub(r"{(\w+)[^}]*}", r":\1", getattr(scope.get("route"), "path", ""))
    return {"operation": scope.get("odr.operation") or pattern, "kind": scope["method"]}
