"""POST /hooks/carriers/{name}: a carrier's signed message. What is forged or old enters nothing."""

import logging
from functools import partial

import anyio
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from odr.carriers.connecting import Sender, sender
from odr.carriers.port import Unreadable, Wrong
from odr.carriers.taking import take, take_message, why_not
from odr.schema.context import House
from odr.settings import service_secrets
from odr.signed_hooks import Code, HookRefused, verify
from odr.store import in_thread

log = logging.getLogger(__name__)

BODY_LIMIT = 512 * 1024
"""Bytes of a message: a thousand scans with room to spare."""
BODY_S = 10.0
"""Seconds for the body to come in."""
NOBODY = (b"\0" * 32,)
"""Signs for a name that is not connected: who guesses names learns nothing from the answer, nor from its time."""


def carrier_route(house: House) -> Route:
    """The door for carriers."""
    return Route("/hooks/carriers/{name}", partial(_answer, house), methods=["POST"])


async def _answer(house: House, request: Request) -> Response:
    body: bytes | None = b""
    with anyio.move_on_after(BODY_S) as slow:
        body = await _body(request)
    if slow.cancelled_caught:
        return _refused(408, "TOO_SLOW")
    if body is None:
        return _refused(413, "TOO_LARGE")
    headers = {name: request.headers.get(name, "") for name in ("webhook-id", "webhook-timestamp", "webhook-signature")}
    try:
        answer = await in_thread(_take, house, request.path_params["name"], headers, body)
    except HookRefused as refused:
        log.warning("carriers.refused", extra={"reason": refused.code.value})
        return _refused(refused.status, refused.code.value)
    except Unreadable as unreadable:
        log.warning("carriers.refused", extra={"reason": "UNREADABLE"})
        return _refused(400, "UNREADABLE", str(unreadable))
    return JSONResponse(answer, headers={"cache-control": "no-store"})


async def _body(request: Request) -> bytes | None:
    """What was sent, or None once it is more than a message can be."""
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > BODY_LIMIT:
            return None
    return bytes(found)


def _take(house: House, name: str, headers: dict[str, str], body: bytes) -> dict[str, object]:
    """How many scans were new, and what of the message is no scan. A message that was taken before does nothing."""
    now = house.clock.now()
    secrets = service_secrets(house.settings)
    with house.store.read() as conn:
        known = sender(conn, secrets, name, now)
    message = verify(known.secrets if known else NOBODY, headers, body, now)
    if known is None:
        raise HookRefused(Code.SIGNATURE_WRONG)
    return _enter(house, known, message, body)


def _enter(house: House, known: Sender, message: str, body: bytes) -> dict[str, object]:
    now, read = house.clock.now(), known.adapter.read(body)
    late = [Wrong(number, why) for number, scan in read.scans if (why := why_not(scan, now))]
    told = [scan for _, scan in read.scans if not why_not(scan, now)]
    with house.store.write() as conn:
        is_new = take_message(conn, known.name, message, now)
        new = take(conn, known.marketplace, known.name, told, now) if is_new else 0
    refused = [{"scan": one.number, "problem": one.problem} for one in (*read.wrong, *late)]
    return {"taken": new, "refused": refused}


def _refused(status: int, code: str, problem: str = "") -> Response:
    said = {"code": code, **({"problem": problem} if problem else {})}
    return JSONResponse(said, status, {"cache-control": "no-store"})
