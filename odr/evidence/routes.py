"""The door by which files go out. By which they come in: `tus.py`. Everything else is GraphQL."""

from functools import partial

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from odr.clock import Clock
from odr.domain.refusals import Busy, NotFound, Refused
from odr.evidence.links import take_out
from odr.evidence.refusals import FileDamaged, LinkOver, StorageAway
from odr.evidence.room import EvidenceRoom
from odr.evidence.tus import door
from odr.store import in_thread

SAFELY = {
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-site",
    "referrer-policy": "no-referrer",
    "cache-control": "private, no-store",
    "accept-ranges": "none",
}
"""What keeps a file from acting, being guessed at, embedded elsewhere, told of or kept on the way."""


_STATUS = {NotFound: 404, LinkOver: 410, FileDamaged: 500, Busy: 503, StorageAway: 503}


def routes(room: EvidenceRoom, clock: Clock) -> list[Route]:
    """The two doors of this room."""
    return [
        door(room, clock),
        Route("/evidence/files/{token}", partial(_hand_out, room, clock), methods=["GET"]),
    ]


async def _hand_out(room: EvidenceRoom, clock: Clock, request: Request) -> Response:
    try:
        found = await in_thread(lambda: take_out(room, request.path_params["token"], clock.now()))
    except Refused as refused:
        return PlainTextResponse(refused.message, _STATUS[type(refused)], SAFELY)
    own = {
        "content-type": found.media_type,
        "content-length": str(found.size),
        "content-disposition": found.disposition,
    }
    if room.files_url != room.public_url:
        own["access-control-allow-origin"] = room.public_url
    return StreamingResponse(found.body, headers=SAFELY | own)
