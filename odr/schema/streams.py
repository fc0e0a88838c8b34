"""Subscriptions as Server-Sent Events: the "distinct connections" of the GraphQL over SSE protocol (ADR 0035).

A stream is a subscription that is run again when its case is another one for whoever asks. What they may not see wakes
the stream, is looked at, and sends nothing. No stream has a thread, and each waits for its own reader: what happens
meanwhile is told as one.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any, NamedTuple, TypeVar

from starlette.types import Receive, Send

from odr.changes import Changes, Watch
from odr.clerk import Clerk
from odr.clock import Clock
from odr.domain.refusals import Refused
from odr.lanes import Turn
from odr.schema.context import Context, Watched
from odr.schema.requests import HttpRefused

log = logging.getLogger(__name__)

Result = TypeVar("Result")

HEARTBEAT_S = 15.0
"""Proxies close what is silent for long: after so many seconds without an event a comment is sent."""
LOOK_S = 20.0
"""How long a look may take, the waiting for its turn included: more than the database gives a statement. A stream
completes then, and the reader comes again.
"""
LIVES_S = 600.0
"""A stream completes then, and the reader comes again: with the session of that moment, perhaps to another process."""
MOST_OF_ONE = 10
"""Streams of one person, or of one API key, at a time in one process."""
SHORTEST_S = 0.2
"""Between two looks that only time has caused."""
WAIT_S = "60"

HEARTBEAT = b":\n\n"
COMPLETE = b"event: complete\ndata:\n\n"


class Told(NamedTuple):
    """One run of the subscription: its answer, and when to run it again; `watched` is None where it has ended."""

    status: HTTPStatus
    body: bytes
    is_stream: bool
    asker: str
    watched: Watched | None


class _Again(NamedTuple):
    """A look at the case: what there is to tell, if anything, and in how many seconds to look again at the latest."""

    body: bytes
    watched: Watched | None
    seconds: float


Run = Callable[[], Told]
"""Runs the subscription as it stands now, for whoever the credential is of now. Blocking."""


class Streams:
    """The streams of one process.

    Args:
        clerk: who knows which docket moved, and what is in it for whom.
        clock: which says what is late.
        most: how many streams there may be at a time.
    """

    def __init__(self, clerk: Clerk, clock: Clock, most: int) -> None:
        self._clerk, self._clock, self._most = clerk, clock, most
        self._changes: Changes = clerk.changes
        self._of: Counter[str] = Counter()
        self._watches: set[Watch] = set()
        self._waits: set[Turn[Any]] = set()
        self._closed = False

    def _require_room(self) -> None:
        if self._closed or self._of.total() >= self._most:
            message = "No more readers can be told live at the moment. Ask for the case every so often instead."
            raise HttpRefused(HTTPStatus.SERVICE_UNAVAILABLE, "BUSY", message, **{"retry-after": WAIT_S})

    async def tell(
        self, first: Told, run: Run, begin: Callable[[], Awaitable[None]], receive: Receive, send: Send
    ) -> None:
        """Send what was told first and whatever follows, until the reader goes or the stream has ended.

        Args:
            begin: sends the head of the answer.

        Raises:
            HttpRefused: 503; 429 when the reader has too many streams.
        """
        self._require_room()
        if self._of[first.asker] >= MOST_OF_ONE:
            message = f"You are told live in {MOST_OF_ONE} places already. Close one, or ask every so often instead."
            raise HttpRefused(HTTPStatus.TOO_MANY_REQUESTS, "TOO_MANY_STREAMS", message, **{"retry-after": WAIT_S})
        self._of[first.asker] += 1
        try:
            await begin()
            await _send(send, _next(first.body))
            if first.watched is not None:
                await self._follow(first.watched, run, receive, send)
            await _send(send, COMPLETE, more=False)
        finally:
            self._of[first.asker] -= 1
            self._of += Counter()

    async def _follow(self, watched: Watched, run: Run, receive: Receive, send: Send) -> None:
        """Return when the stream has ended, or the reader is gone."""
        gone = asyncio.ensure_future(_gone(receive))
        with self._changes.watching(watched.case_id) as watch:
            self._watches.add(watch)
            try:
                await self._go_on(watched, run, _Ears(watch, gone), _Line(send))
            finally:
                self._watches.discard(watch)
                gone.cancel()

    async def _go_on(self, watched: Watched, run: Run, ears: "_Ears", line: "_Line") -> None:
        """Look at once, since something may have happened before anybody watched, and then whenever there is reason.

        Whether who asks still may is looked up after a heartbeat: whoever may not any more is told so then, and not
        when somebody acts.
        """
        now = asyncio.get_running_loop().time
        ends, looks = now() + LIVES_S, now()
        known: Watched | None = watched
        while known is not None and now() < ends:
            moved = await ears.wait(min(ends, line.beats_at, looks) - now())
            if ears.is_gone() or self._closed:
                return
            if moved or now() >= looks:
                again = await self._done(partial(self._look, known, run), ears, line)
                if again is None:
                    return
                known, looks = again.watched, now() + again.seconds
                if again.body:
                    await line.tell(again.body)
            if known is not None and await line.has_beaten():
                asked = await self._done(run, ears, line)
                if asked is None:
                    return
                if asked.watched is None:
                    await line.tell(asked.body)
                    return

    async def _done(self, work: Callable[[], Result], ears: "_Ears", line: "_Line") -> Result | None:
        """What a look brings; heartbeats go on meanwhile. None: it takes too long, or nobody listens any more.

        A look that has begun goes on in its thread, and what it brings is dropped.
        """
        now = asyncio.get_running_loop().time
        late, turn = now() + LOOK_S, self._changes.begin(work)
        self._waits.add(turn)
        try:
            while not turn.ended.done():
                await ears.wait_for(turn.ended, min(late, line.beats_at) - now())
                if ears.is_gone() or self._closed:
                    return None
                await line.beat()
                if now() >= late and not turn.ended.done():
                    log.warning("stream.look_too_long")
                    return None
            return None if self._closed else turn.ended.result()
        finally:
            self._waits.discard(turn)
            turn.give_up()

    def _look(self, told: Watched, run: Run) -> _Again:
        """In the thread. The reader's own version decides alone: who sees nothing new is not even looked up.

        Whoever may not look any more is told nothing at the instant of an entry: the stream is over, and says no more.
        """
        at = self._clock.now()
        try:
            seen = self._clerk.look(told.case_id, told.visitor, at)
        except Refused:
            seen = None
        except Exception:
            log.exception("stream.failed")
            return _Again(b"", None, 0)
        if seen is not None and seen.case.version == told.version:
            return _again(b"", replace(told, until=seen.until), at)
        again = run()
        return _again(again.body if again.watched else b"", again.watched, at)

    def close(self) -> None:
        """End every stream: the process is about to stop."""
        self._closed = True
        for watch in [*self._watches]:
            watch.wake()
        for turn in [*self._waits]:
            turn.give_up()


def _again(body: bytes, watched: Watched | None, at: datetime) -> _Again:
    """Time is told when it brings something, not when somebody acts next, who may do so in private."""
    seconds = (watched.until - at).total_seconds() if watched else 0
    return _Again(body, watched, min(LIVES_S, max(SHORTEST_S, seconds)))


class _Ears(NamedTuple):
    """What a stream listens to."""

    watch: Watch
    gone: "asyncio.Future[None]"

    def is_gone(self) -> bool:
        return self.gone.done()

    async def wait(self, seconds: float) -> bool:
        """Until the docket may have moved, the reader is gone, or so many seconds are over; whether it may have."""
        moved = asyncio.ensure_future(self.watch.moved())
        try:
            await asyncio.wait((moved, self.gone), timeout=max(0.0, seconds), return_when=asyncio.FIRST_COMPLETED)
            return moved.done()
        finally:
            moved.cancel()

    async def wait_for(self, ended: "asyncio.Future[Any]", seconds: float) -> None:
        """Until this has ended, the reader is gone, or so many seconds are over. That the docket moved is kept."""
        await asyncio.wait((ended, self.gone), timeout=max(0.0, seconds), return_when=asyncio.FIRST_COMPLETED)


class _Line:
    """What goes to the reader. Heartbeats keep their own time: one that followed what the reader may not see, or how
    long a look took, would tell of it.
    """

    def __init__(self, send: Send) -> None:
        self._send = send
        self._beaten = False
        self.beats_at = asyncio.get_running_loop().time() + HEARTBEAT_S

    async def tell(self, body: bytes) -> None:
        """Send an event."""
        await _send(self._send, _next(body))

    async def beat(self) -> None:
        """Send the heartbeat, if it is time."""
        if asyncio.get_running_loop().time() >= self.beats_at:
            await _send(self._send, HEARTBEAT)
            self._beaten = True
            self.beats_at += HEARTBEAT_S

    async def has_beaten(self) -> bool:
        """Whether there was a heartbeat since this was asked last, or is one now."""
        await self.beat()
        beaten, self._beaten = self._beaten, False
        return beaten


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def asker_of(ctx: Context) -> str:
    """Under whom a stream is counted: a person, or an API key; whoever is neither is told nothing."""
    who = ctx.principal
    return "" if who is None else who.person or f"key:{who.session}"


def _next(body: bytes) -> bytes:
    return b"event: next\ndata: " + body + b"\n\n"


async def _send(send: Send, part: bytes, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": part, "more_body": more})
