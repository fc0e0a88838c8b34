"""An origin for files alone: what a file could do in a browser it could do there only, where nothing else is."""

from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

FILES = "/evidence/files/"
NOT_HERE = "There is nothing at this address."


class OriginForFiles:
    """ASGI middleware: at the address of files there are files and nothing else, and files are nowhere else.

    Args:
        app: what answers.
        files_url: the address of files, another one than that of the service.
    """

    def __init__(self, app: ASGIApp, *, files_url: str) -> None:
        self._app = app
        self._host = urlsplit(files_url).netloc.lower().encode("ascii")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on where it belongs."""
        if scope["type"] == "lifespan" or (_host(scope) == self._host and scope["path"].startswith(FILES)):
            await self._app(scope, receive, send)
        elif _host(scope) == self._host or scope["path"].startswith(FILES):
            await PlainTextResponse(NOT_HERE, 404)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _host(scope: Scope) -> bytes:
    found: bytes = next((value for key, value in scope["headers"] if key == b"host"), b"")
    return found.lower()
