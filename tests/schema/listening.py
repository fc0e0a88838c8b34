"""Somebody who listens to a subscription, as a browser does: part by part, while others act."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.types import Message

from odr.schema.streams import HEARTBEAT

PATIENCE_S = 10
CHANGED = "subscription ($id: ID!) { caseChanged(id: $id) { id version } }"


class Listener:
    """One stream: its status, its headers, and its parts as they come."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.parts: list[bytes] = []
        self._came = asyncio.Condition()
        self._left = asyncio.Event()
        self._told = 0
        self.whole = False

    async def send(self, message: Message) -> None:
        async with self._came:
            if message["type"] == "http.response.start":
                self.status = message["status"]
                self.headers = {key.decode(): value.decode() for key, value in message["headers"]}
            else:
                self.parts += [message["body"]] if message["body"] else []
                self.whole = not message.get("more_body", False)
            self._came.notify_all()

    async def left(self) -> Message:
        await self._left.wait()
        return {"type": "http.disconnect"}

    def leave(self) -> None:
        self._left.set()

    async def part(self) -> bytes:
        """The next part as it was sent; what stands in it is told once."""
        async with asyncio.timeout(PATIENCE_S), self._came:
            await self._came.wait_for(lambda: len(self.parts) > self._told)
            self._told += 1
            return self.parts[self._told - 1]

    async def after_heartbeats(self) -> Any:
        """The answer in the next event, after whatever heartbeats."""
        while (part := await self.part()) == HEARTBEAT:
            pass
        return self._in(part)

    async def told(self) -> Any:
        """The answer in the next event, which must be one."""
        return self._in(await self.part())

    def _in(self, part: bytes) -> Any:
        name, _, rest = part.partition(b"\ndata: ")
        assert name == b"event: next", name
        assert rest.endswith(b"\n\n")
        return json.loads(rest)

    async def version(self) -> int:
        return int((await self.told())["data"]["caseChanged"]["version"])

    async def completes(self) -> None:
        assert await self.part() == b"event: complete\ndata:\n\n"
        assert self.whole


@asynccontextmanager
async def listening(
    app: Starlette, bearer: str, document: str = CHANGED, headers: dict[str, str] | None = None, /, **variables: Any
) -> AsyncIterator[Listener]:
    """Somebody with this session subscribes; they leave with the block."""
    given = {"content-type": "application/json", "accept": "text/event-stream"}
    given |= {"authorization": bearer and f"Bearer {bearer}"} | (headers or {})
    body = json.dumps({"query": document, "variables": variables}).encode()
    listener = Listener()
    asked = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive() -> Message:
        return next(asked, None) or await listener.left()

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/graphql",
        "headers": [(key.encode(), value.encode()) for key, value in given.items() if value],
        "client": ("192.0.2.1", 1),
    }
    answering = asyncio.ensure_future(app(scope, receive, listener.send))
    try:
        yield listener
    finally:
        listener.leave()
        async with asyncio.timeout(PATIENCE_S):
            await answering


async def elsewhere(act: Callable[[], Any]) -> Any:
    """Somebody acts meanwhile, on a loop of their own."""
    return await asyncio.to_thread(act)


async def until(true: Callable[[], bool]) -> None:
    """Something that happens in another thread has happened."""
    async with asyncio.timeout(PATIENCE_S):
        while not true():
            await asyncio.sleep(0.005)
