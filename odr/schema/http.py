"""GraphQL over HTTP, the running half: one ASGI endpoint that reads, runs in a thread, and answers in time."""

import asyncio
import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import strawberry
from starlette.types import Receive, Scope, Send

from odr.arrivals import Arrival
from odr.lanes import Lane
from odr.schema import requests
from odr.schema.answers import encode, encode_errors, encode_problem
from odr.schema.context import Context, House, SessionCookie
from odr.schema.documents import Rejected
from odr.schema.plan import Request, runner
from odr.schema.requests import COOKIE, PLAIN_JSON, RESPONSE_JSON, Head, HttpRefused

log = logging.getLogger(__name__)
READING_THREADS, ACTING_THREADS = 2, 4
"""Readings are short and mostly Python: more threads only pass its lock around. Acts wait for the store."""
LONGEST_LINE = 200
"""Requests that wait for a thread; beyond, they are turned away at once rather than answered too late."""

WRONG_CLOCK = "The clock of the service is being set right. Nothing was done; try again in a minute."


class _Answer(NamedTuple):
    status: HTTPStatus
    body: bytes
    headers: dict[str, str]


class _Lane:
    """Threads for requests. Acts have their own lane, so that a flood of sign-ins leaves the readings alone.

    First come, first served: requests get a thread in the order in which they were received, as one event loop takes
    the instant and enters the lane without a pause. `odr.arrivals` relies on it.
    """

    def __init__(self, name: str, threads: int) -> None:
        self._lane = Lane(name, threads)
        self._inside = 0

    async def run(self, work: Callable[[], _Answer], seconds: float, over: Callable[[], None]) -> _Answer:
        """Run the work.

        Args:
            over: called when the work has ended, also long after the answer, or will never begin.

        Raises:
            HttpRefused: 503 when the line is too long; 504 when there is no answer after `seconds`. The work may
                still be done then: a transaction is never broken off.
        """
        if self._inside >= LONGEST_LINE:
            over()
            message = "The service is busy. Nothing was done; try again in a few seconds."
            raise HttpRefused(HTTPStatus.SERVICE_UNAVAILABLE, "BUSY", message, **{"retry-after": "5"})
        self._inside += 1
        turn = self._lane.enter(lambda: _ended(work, over))
        late = asyncio.get_running_loop().call_later(seconds, turn.late)
        try:
            return await turn.ended
        except TimeoutError:
            message = (
                f"There was no answer within {seconds:g} seconds. It is not known whether anything was done: "
                "look at the case, or send the same request with the same idempotencyKey again."
            )
            raise HttpRefused(HTTPStatus.GATEWAY_TIMEOUT, "TIMEOUT", message) from None
        finally:
            late.cancel()
            if turn.claim():
                over()
            self._inside -= 1

    def close(self) -> None:
        """Wait for the work under way."""
        self._lane.close()


def _ended(work: Callable[[], _Answer], over: Callable[[], None]) -> _Answer:
    try:
        return work()
    finally:
        over()


class GraphQLEndpoint:
    """The ASGI endpoint `/graphql`.

    Args:
        schema: from `build_schema`.
        house: what resolvers may use; its settings bound size and time, and say whether to show the schema.
    """

    def __init__(self, schema: strawberry.Schema, house: House) -> None:
        self._house = house
        self._runner = runner(schema, introspection=bool(house.settings.introspection))
        self._readings, self._acts = _Lane("read", READING_THREADS), _Lane("act", ACTING_THREADS)
        public = urlsplit(house.settings.public_url)
        self._origin = f"{public.scheme}://{public.netloc}"

    def close(self) -> None:
        """Wait for the requests under way."""
        self._readings.close()
        self._acts.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        head = Head(scope["headers"])
        media = requests.answer_type(head.get("accept"))
        try:
            answer = await self._answer(scope, receive, head, media)
        except HttpRefused as refused:
            answer = _Answer(refused.status, encode_problem(refused.code, refused.message), refused.headers)
        await _send(send, answer, media or PLAIN_JSON)

    async def _answer(self, scope: Scope, receive: Receive, head: Head, media: bytes | None) -> _Answer:
        if scope["method"] != "POST":
            message = "Send a POST request with a JSON body."
            raise HttpRefused(HTTPStatus.METHOD_NOT_ALLOWED, "POST_ONLY", message, allow="POST")
        if media is None:
            message = "Accept application/graphql-response+json or application/json."
            raise HttpRefused(HTTPStatus.NOT_ACCEPTABLE, "NOT_ACCEPTABLE", message)
        body = await requests.read_body(receive, head, self._house.settings.body_limit)
        requests.require_json(head.get("content-type"))
        credential = head.credential()
        requests.require_same_site(head, credential, self._origin)
        request = requests.decode(body)
        client = scope.get("client")
        ip_prefix = requests.ip_prefix(client[0]) if client else ""
        lane, arrival = self._received(request)
        ctx = Context(self._house, arrival.at, ip_prefix, credential, scope.get("odr.request", ""))
        seconds = self._house.settings.request_timeout_s
        try:
            return await lane.run(lambda: self._run(request, ctx, media), seconds, arrival.over)
        finally:
            scope["odr.operation"] = ctx.operation

    def _received(self, request: Request) -> tuple[_Lane, Arrival]:
        """The lane of a request and the instant of its receipt; an act is known to be under way from then on."""
        if "mutation" in request.text:
            if self._house.timekeeper.trouble:
                raise HttpRefused(HTTPStatus.SERVICE_UNAVAILABLE, "CLOCK", WRONG_CLOCK, **{"retry-after": "60"})
            return self._acts, self._house.clerk.arrivals.receive(self._house.clock)
        return self._readings, Arrival(self._house.clock.now())

    def _run(self, request: Request, ctx: Context, media: bytes) -> _Answer:
        """In the thread: the whole operation, its JSON included."""
        try:
            result = self._runner.run(request, ctx)
        except Rejected as rejected:
            # Plain application/json answers 200 to whatever was a well-formed request (section 6.4.1 there).
            status = HTTPStatus.BAD_REQUEST if media is RESPONSE_JSON else HTTPStatus.OK
            return _Answer(status, encode_errors(rejected.errors, ctx), {})
        except Exception:
            log.exception("graphql.broken", extra={"request": ctx.request_id, "operation": ctx.operation})
            message = f"Something went wrong on our side. Quote the reference {ctx.request_id} if it stays."
            return _Answer(HTTPStatus.INTERNAL_SERVER_ERROR, encode_problem("INTERNAL", message), {})
        if ctx.rejected:
            refused = requests.unauthorized("This session or API key is not valid, or no longer. Sign in again.")
            return _Answer(refused.status, encode_problem(refused.code, refused.message), refused.headers)
        return _Answer(HTTPStatus.OK, encode(result, ctx), _cookie(ctx.cookie))


def _cookie(cookie: SessionCookie | None) -> dict[str, str]:
    if cookie is None:
        return {}
    secret = cookie.secret if cookie.seconds > 0 else ""
    rules = f"Max-Age={max(0, cookie.seconds)}; Path=/; Secure; HttpOnly; SameSite=Lax"
    return {"set-cookie": f"{COOKIE}={secret}; {rules}"}


async def _send(send: Send, answer: _Answer, media: bytes) -> None:
    headers: list[tuple[bytes, bytes]] = [
        (b"content-type", media),
        (b"content-length", str(len(answer.body)).encode("ascii")),
        (b"cache-control", b"no-store"),
        (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
        (b"vary", b"accept, authorization, cookie"),
        *((name.encode("ascii"), value.encode("latin-1")) for name, value in answer.headers.items()),
    ]
    start: dict[str, Any] = {"type": "http.response.start", "status": int(answer.status), "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": answer.body})
