"""The web interface: built files, kept in memory, the same page for every address of the application."""

import gzip
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

STATIC = Path(__file__).parent / "static"
IMMUTABLE = "public, max-age=31536000, immutable"
"""For files whose name changes with their content."""
FRESH = "no-cache"
SHORTEST_GZIP = 1024
TEXTS = ("text/", "application/javascript", "application/json", "application/manifest", "image/svg")
NOT_BUILT = "The web interface is not built. Build it with: scripts/frontend. The API is at /graphql."


@dataclass(frozen=True, slots=True)
class _File:
    body: bytes
    packs: bool
    media: str
    cache: str


class Interface:
    """Answers every address that no other route has (`answer` is the endpoint).

    Args:
        folder: the built files; where there is none, a message says how to make them.
    """

    def __init__(self, folder: Path = STATIC) -> None:
        self._files: Mapping[str, _File] = {
            f"/{path.relative_to(folder).as_posix()}": _read(path, folder)
            for path in (folder.rglob("*") if folder.is_dir() else ())
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        }

    async def answer(self, request: Request) -> Response:
        """Return the file of this address, or the application's page, which finds its way by the address."""
        found = self._files.get(request.url.path)
        if found is None and _is_page(request.url.path):
            found = self._files.get("/index.html")
            if found is None:
                return PlainTextResponse(NOT_BUILT, 503)
        if found is None:
            return PlainTextResponse("There is nothing at this address.", 404)
        return _answer(found, request.headers.get("accept-encoding", ""))


def _is_page(path: str) -> bool:
    """Addresses of pages have no ending: a missing script must not be answered with a page."""
    return "." not in path.rsplit("/", 1)[-1] and not path.startswith("/assets/")


def _answer(file: _File, encodings: str) -> Response:
    headers = {"cache-control": file.cache, "vary": "accept-encoding"}
    if file.packs and "gzip" in encodings:
        return Response(_packed(file.body), headers=headers | {"content-encoding": "gzip"}, media_type=file.media)
    return Response(file.body, headers=headers, media_type=file.media)


def _read(path: Path, folder: Path) -> _File:
    media = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    body = path.read_bytes()
    packs = media.startswith(TEXTS) and len(body) >= SHORTEST_GZIP
    hashed = path.relative_to(folder).parts[0] == "assets"
    return _File(body, packs, media, IMMUTABLE if hashed else FRESH)


@cache
def _packed(body: bytes) -> bytes:
    """Ten milliseconds for the longest file, when the first browser asks for it."""
    return gzip.compress(body, 9, mtime=0)
