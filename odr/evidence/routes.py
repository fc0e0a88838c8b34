"""The two doors for bytes: files come in by PUT and go out by GET. Everything else is GraphQL."""

import logging
from collections.abc import AsyncIterator
from functools import partial

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from odr.clock import Clock
from odr.domain.refusals import Busy, NotFound, Refused
from odr.evidence.links import take_out
from odr.evidence.receiving import receive
from odr.evidence.refusals import FileDamaged, LinkOver, TransferRefused
from odr.evidence.room import EvidenceRoom
from odr.store import in_thread

log = logging.getLogger(__name__)

LONGEST_LENGTH = 18
"""Digits of a Content-Length that are read; with as many it is too large whatever follows."""
ATTACHMENT = {
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-site",
    "referrer-policy": "no-referrer",
    "cache-control": "private, no-store",
    "accept-ranges": "none",
}
"""What keeps a file from being shown, guessed at, embedded, told of or kept on the way."""


_STATUS = {NotFound: 404, LinkOver: 410, FileDamaged: 500, Busy: 503}


def routes(room: EvidenceRoom, clock: Clock) -> list[Route]:
    """The doors of this room."""
    return [
        Route("/evidence/uploads/{token}", partial(_take_in, room, clock), methods=["PUT"]),
        Route("/evidence/files/{token}", partial(_hand_out, room, clock), methods=["GET"]),
    ]


async def _take_in(room: EvidenceRoom, clock: Clock, request: Request) -> Response:
    at = await in_thread(clock.now)
    try:
        body = _body(request)
        await receive(room, request.path_params["token"], body, _announced(request), at)
    except Refused as refused:
        return _refusal(refused)
    except ClientDisconnect:
        log.info("evidence.cut_off")
        return Response(status_code=400)
    return Response(status_code=204, headers={"cache-control": "no-store"})


async def _body(request: Request) -> AsyncIterator[bytes]:
    async for chunk in request.stream():
        yield chunk


def _announced(request: Request) -> int | None:
    """The Content-Length. The server reads no more than it, so nothing else is to be believed here."""
    given = request.headers.get("content-length", "")
    return int(given[:LONGEST_LENGTH]) if given.isascii() and given.isdigit() else None


def _refusal(refused: Refused) -> Response:
    """What is left of the body is not read: the connection ends."""
    status = refused.status if isinstance(refused, TransferRefused) else 404
    headers = {"cache-control": "no-store", "connection": "close"}
    return JSONResponse({"code": refused.code, "message": refused.message}, status, headers)


async def _hand_out(room: EvidenceRoom, clock: Clock, request: Request) -> Response:
    try:
        original = await in_thread(lambda: take_out(room, request.path_params["token"], clock.now()))
    except Refused as refused:
        return PlainTextResponse(refused.message, _STATUS[type(refused)], ATTACHMENT)
    own = {
        "content-type": original.media_type,
        "content-length": str(original.size),
        "content-disposition": original.disposition,
    }
    return StreamingResponse(original.body, headers=ATTACHMENT | own)
