"""The door by which files come in: tus 1.0.0 with the extensions creation, expiration and termination.

A transfer that breaks is gone on with where it broke: HEAD tells how much has arrived, PATCH sends what follows.
GraphQL has made the upload before; its address is the secret that lets somebody send.
Source: https://tus.io/protocols/resumable-upload
"""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from email.utils import format_datetime
from enum import StrEnum
from functools import partial

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from odr.clock import Clock
from odr.domain.refusals import Refused
from odr.evidence.receiving import look, receive, stop
from odr.evidence.refusals import NotTheProtocol, TransferRefused
from odr.evidence.room import EvidenceRoom
from odr.evidence.uploads import Upload
from odr.store import in_thread

log = logging.getLogger(__name__)


class Protocol(StrEnum):
    """How the bytes of an upload are sent."""

    TUS = "TUS"
    S3_MULTIPART = "S3_MULTIPART"


VERSION = "1.0.0"
BODY = "application/offset+octet-stream"
SENT_WITH = {"Tus-Resumable": VERSION, "Upload-Offset": "0", "Content-Type": BODY}
"""The headers with which a program sends a file at one go."""
LONGEST_NUMBER = 18
"""Digits of a size that are read; with as many it is too large whatever follows."""
_ALWAYS = {"tus-resumable": VERSION, "cache-control": "no-store"}
_METHODS = ("OPTIONS", "HEAD", "POST", "PATCH", "DELETE")


def door(room: EvidenceRoom, clock: Clock) -> Route:
    """The address of each upload."""
    return Route("/evidence/uploads/{token}", partial(_answer, room, clock), methods=[*_METHODS])


async def _answer(room: EvidenceRoom, clock: Clock, request: Request) -> Response:
    method = request.headers.get("x-http-method-override", request.method).upper()
    if method == "OPTIONS":
        return _capabilities(room)
    if request.headers.get("tus-resumable") != VERSION:
        return Response(status_code=412, headers=_ALWAYS | {"tus-version": VERSION})
    act = _ACTS.get(method)
    if act is None:
        return Response(status_code=405, headers=_ALWAYS | {"allow": ", ".join(_METHODS)})
    try:
        return await act(room, clock, request)
    except Refused as refused:
        return _refusal(refused)
    except ClientDisconnect:
        log.info("evidence.cut_off")
        return Response(status_code=400, headers=_ALWAYS)


def _capabilities(room: EvidenceRoom) -> Response:
    able = {"tus-version": VERSION, "tus-extension": "creation,expiration,termination"}
    return Response(status_code=204, headers=_ALWAYS | able | {"tus-max-size": str(room.limit)})


async def _tell(room: EvidenceRoom, clock: Clock, request: Request) -> Response:
    upload = await _look(room, clock, request)
    return Response(headers=_so_far(upload) | {"upload-length": str(upload.declared_size)})


async def _create(room: EvidenceRoom, clock: Clock, request: Request) -> Response:
    """For clients that always create first: the upload is there already, and has the size that was announced."""
    upload = await _look(room, clock, request)
    if _number(request, "upload-length") != upload.declared_size:
        raise NotTheProtocol(problem=f"Upload-Length has to be {upload.declared_size}, as was announced.")
    return Response(status_code=201, headers=_so_far(upload) | {"location": request.url.path})


async def _take(room: EvidenceRoom, clock: Clock, request: Request) -> Response:
    if request.headers.get("content-type") != BODY:
        return Response(status_code=415, headers=_ALWAYS)
    at = await in_thread(clock.now)
    offset, announced = _number(request, "upload-offset"), _announced(request)
    upload = await receive(room, request.path_params["token"], offset, _body(request), announced, at)
    return Response(status_code=204, headers=_so_far(upload))


async def _stop(room: EvidenceRoom, clock: Clock, request: Request) -> Response:
    await stop(room, request.path_params["token"], await in_thread(clock.now))
    return Response(status_code=204, headers=_ALWAYS)


_ACTS: Mapping[str, Callable[[EvidenceRoom, Clock, Request], Awaitable[Response]]] = {
    "HEAD": _tell,
    "POST": _create,
    "PATCH": _take,
    "DELETE": _stop,
}


async def _look(room: EvidenceRoom, clock: Clock, request: Request) -> Upload:
    return await in_thread(lambda: look(room, request.path_params["token"], clock.now()))


def _so_far(upload: Upload) -> dict[str, str]:
    over = {"upload-expires": format_datetime(upload.expires_at, usegmt=True)}
    return _ALWAYS | over | {"upload-offset": str(upload.arrived)}


async def _body(request: Request) -> AsyncIterator[bytes]:
    async for chunk in request.stream():
        yield chunk


def _number(request: Request, header: str) -> int:
    given = request.headers.get(header, "")
    if not (given.isascii() and given.isdigit()):
        raise NotTheProtocol(problem=f"{header.title()} has to be a number of bytes.")
    return int(given[:LONGEST_NUMBER])


def _announced(request: Request) -> int | None:
    """The Content-Length. The server reads no more than it, so nothing else is to be believed here."""
    return _number(request, "content-length") if "content-length" in request.headers else None


def _refusal(refused: Refused) -> Response:
    """What is left of the body is not read: the connection ends."""
    status = refused.status if isinstance(refused, TransferRefused) else 404
    headers = _ALWAYS | {"connection": "close"}
    return JSONResponse({"code": refused.code, "message": refused.message}, status, headers)
