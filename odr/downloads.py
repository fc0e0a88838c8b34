"""Files that people fetch with their sign-in: exports, records, copies of cases. As attachments, kept by no cache."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from odr.accounts.principal import Principal
from odr.accounts.refusals import SecondFactorRequired
from odr.domain.refusals import AccountClosed, NotFound, Refused
from odr.ids import is_id
from odr.records.refusals import RecordWithdrawn
from odr.schema.context import House
from odr.schema.requests import Head, HttpRefused, unauthorized
from odr.store import in_thread


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is handed out, whole or piece by piece. `name` is made by the service, never by a person."""

    name: str
    media_type: str
    body: bytes | Iterator[bytes]


Find = Callable[[House, Principal, str, datetime], Attachment]
"""The file with this id as this principal may have it. Blocking. Raises Refused; NotFound for invisible ones too."""

HEADERS = {
    "cache-control": "private, no-store",
    "content-security-policy": "default-src 'none'; sandbox",
    "referrer-policy": "no-referrer",
}


_STATUS = {NotFound: 404, RecordWithdrawn: 410}


def route(path: str, house: House, find: Find) -> Route:
    """A GET route with `{id}` in its path, for whoever is signed in by cookie, session or API key."""

    async def answer(request: Request) -> Response:
        try:
            found = await in_thread(_found, request, house, find)
        except HttpRefused as refused:
            return _problem(refused.status, refused.code, refused.message)
        except Refused as refused:
            return _problem(_STATUS.get(type(refused), 403), refused.code, refused.message)
        named = {"content-disposition": f'attachment; filename="{found.name}"'}
        if isinstance(found.body, bytes):
            return Response(found.body, media_type=found.media_type, headers=HEADERS | named)
        return StreamingResponse(found.body, media_type=found.media_type, headers=HEADERS | named)

    return Route(path, answer, methods=["GET"])


def _found(request: Request, house: House, find: Find) -> Attachment:
    now = house.clock.now()
    credential = Head(request.scope["headers"]).credential()
    principal = house.identify(credential, now) if credential else None
    if principal is None:
        raise unauthorized("Sign in, then fetch the file again.")
    if principal.person in principal.closed:
        raise AccountClosed
    if principal.unproven:
        raise SecondFactorRequired
    if not is_id(request.path_params["id"]):
        raise NotFound
    return find(house, principal, request.path_params["id"], now)


def _problem(status: int, code: str, message: str) -> Response:
    return JSONResponse({"code": code, "message": message}, status_code=status, headers={"cache-control": "no-store"})
