"""GraphQL over HTTP, the running half: one ASGI endpoint that reads, runs in a thread, and answers in time."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from http import HTTPStatus
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

import strawberry
from starlette.types import Receive, Scope, Send

from odr.arrivals import Arrival
from odr.lanes import Lane
from odr.schema import requests
from odr.schema.answers import encode, encode_errors, encode_problem
from odr.schema.context import Context, Credential, House, SessionCookie
from odr.schema.documents import Rejected
from odr.schema.plan import Request, runner
from odr.schema.requests import COOKIE, EVENTS, PLAIN_JSON, RESPONSE_JSON, Head, HttpRefused
from odr.schema.streams import Streams, Told, asker_of

log = logging.getLogger(__name__)
READING_THREADS, ACTING_THREADS = 2, 4
"""Readings are short and mostly Python: more threads only pass its lock around. Acts wait for the store."""
LONGEST_LINE = 200
"""Requests that wait for a thread; beyond, they are turned away at once rather than answered too late."""

WRONG_CLOCK = "The clock of the service is being set right. Nothing was done; try again in a minute."


Result = TypeVar("Result")


class _Answer(NamedTuple):
    status: HTTPStatus
    body: bytes
    headers: dict[str, str]


class _Asking(NamedTuple):
    """A request as it was read."""

    request: Request
    credential: Credential | None
    ip_prefix: str
    scope: Scope

    def context(self, house: House, at: datetime) -> Context:
        """The request as of this instant: who asks is looked up anew in each."""
        return Context(house, at, self.ip_prefix, self.credential, self.scope.get("odr.request", ""))


class _Lane:
    """Threads for requests. Acts have their own lane, so that a flood of sign-ins leaves the readings alone.

    First come, first served: requests get a thread in the order in which they were received, as one event loop takes
    the instant and enters the lane without a pause. `odr.arrivals` relies on it.
    """

    def __init__(self, name: str, threads: int) -> None:
        self._lane = Lane(name, threads)
        self._inside = 0

    async def run(self, work: Callable[[], Result], seconds: float, over: Callable[[], None]) -> Result:
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


def _ended(work: Callable[[], Result], over: Callable[[], None]) -> Result:
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
        self.streams = Streams(house.clerk, house.clock, house.settings.live_streams)
        public = urlsplit(house.settings.public_url)
        self._origin = f"{public.scheme}://{public.netloc}"

    def close(self) -> None:
        """Wait for the requests under way."""
        self._readings.close()
        self._acts.close()
        self._house.clerk.changes.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        head = Head(scope["headers"])
        accept = head.get("accept")
        media, events = requests.answer_type(accept), requests.takes_events(accept)
        try:
            if scope["method"] != "POST":
                message = "Send a POST request with a JSON body."
                raise HttpRefused(HTTPStatus.METHOD_NOT_ALLOWED, "POST_ONLY", message, allow="POST")
            if media is None and not events:
                message = "Accept application/graphql-response+json or application/json."
                raise HttpRefused(HTTPStatus.NOT_ACCEPTABLE, "NOT_ACCEPTABLE", message)
            asking = await self._read(scope, receive, head)
            if media is None or (events and _may_subscribe(asking.request)):
                answer = await self._stream(asking, None if media else True, receive, send)
            else:
                answer = await self._answer(asking, media)
        except HttpRefused as refused:
            answer = _Answer(refused.status, encode_problem(refused.code, refused.message), refused.headers)
        if answer is not None:
            await _send(send, answer, media or (RESPONSE_JSON if events else PLAIN_JSON))

    async def _read(self, scope: Scope, receive: Receive, head: Head) -> _Asking:
        body = await requests.read_body(receive, head, self._house.settings.body_limit)
        requests.require_json(head.get("content-type"))
        credential = head.credential()
        requests.require_same_site(head, credential, self._origin)
        client = scope.get("client")
        return _Asking(requests.decode(body), credential, requests.ip_prefix(client[0]) if client else "", scope)

    async def _answer(self, asking: _Asking, media: bytes) -> _Answer:
        lane, arrival = self._received(asking.request)
        ctx = asking.context(self._house, arrival.at)
        seconds = self._house.settings.request_timeout_s
        try:
            return await lane.run(lambda: self._run(asking.request, ctx, media), seconds, arrival.over)
        finally:
            asking.scope["odr.operation"] = ctx.operation

    async def _stream(self, asking: _Asking, live: bool | None, receive: Receive, send: Send) -> _Answer | None:
        """Answer with a stream of events; with what is returned where there is none.

        Args:
            live: None where the caller takes JSON too, for anything that is no subscription.
        """

        def run() -> Told:
            ctx = asking.context(self._house, self._house.clock.now())
            status, body, _ = self._run(asking.request, ctx, RESPONSE_JSON, live=live)
            asking.scope["odr.operation"] = ctx.operation
            is_stream = status is HTTPStatus.OK and ctx.operation.startswith("subscription.")
            return Told(status, body, is_stream, asker_of(ctx) if is_stream else "", ctx.watched)

        first = await self._readings.run(run, self._house.settings.request_timeout_s, lambda: None)
        if not first.is_stream:
            return _Answer(first.status, first.body, {})
        await self.streams.tell(first, run, lambda: _begin(send), receive, send)
        return None

    def _received(self, request: Request) -> tuple[_Lane, Arrival]:
        """The lane of a request and the instant of its receipt; an act is known to be under way from then on."""
        if "mutation" in request.text:
            if self._house.timekeeper.trouble:
                raise HttpRefused(HTTPStatus.SERVICE_UNAVAILABLE, "CLOCK", WRONG_CLOCK, **{"retry-after": "60"})
            return self._acts, self._house.clerk.arrivals.receive(self._house.clock)
        return self._readings, Arrival(self._house.clock.now())

    def _run(self, request: Request, ctx: Context, media: bytes, *, live: bool | None = False) -> _Answer:
        """In the thread: the whole operation, its JSON included."""
        try:
            result = self._runner.run(request, ctx, live=live)
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


def _may_subscribe(request: Request) -> bool:
    """What may do something else is answered as ever, also where the caller would take events."""
    return "subscription" in request.text and "mutation" not in request.text


def _cookie(cookie: SessionCookie | None) -> dict[str, str]:
    if cookie is None:
        return {}
    secret = cookie.secret if cookie.seconds > 0 else ""
    rules = f"Max-Age={max(0, cookie.seconds)}; Path=/; Secure; HttpOnly; SameSite=Lax"
    return {"set-cookie": f"{COOKIE}={secret}; {rules}"}


def _head(media: bytes, more: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [
        (b"content-type", media),
        (b"cache-control", b"no-store"),
        (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
        (b"vary", b"accept, authorization, cookie"),
        *more,
    ]


async def _send(send: Send, answer: _Answer, media: bytes) -> None:
    given = {"content-length": str(len(answer.body)), **answer.headers}
    headers = _head(media, ((name.encode("ascii"), value.encode("latin-1")) for name, value in given.items()))
    await send({"type": "http.response.start", "status": int(answer.status), "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


async def _begin(send: Send) -> None:
    """The head of a stream. X-Accel-Buffering tells nginx to pass each event on at once."""
    headers = _head(EVENTS, [(b"x-accel-buffering", b"no")])
    await send({"type": "http.response.start", "status": int(HTTPStatus.OK), "headers": headers})
