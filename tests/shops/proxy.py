"""What goes wrong between two services, made to order: a proxy that does to each request what its plan says.

It stands between a connector and a shop. Each request has a connection of its own, so that one can be cut alone.
"""

import asyncio
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import Enum
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

LIMIT = 1 << 20
PATIENCE = 30.0


class Fault(Enum):
    """What happens to one request."""

    PASS = "pass"
    DELAY = "delay"  # the shop sees it late, also when the asker has gone by then
    LATE = "late"  # the shop did it at once, the answer comes late
    CUT_BEFORE = "cut before"  # the shop never sees it
    CUT_AFTER = "cut after"  # the shop did it, the answer is lost
    ERROR_AFTER = "error after"  # the shop did it, the answer is a 500
    TWICE = "twice"  # the shop sees it two times, one after the other; the first answer is given


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came: first line and headers, then the body."""

    head: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Done:
    """What was done to a request, and the status of each answer of the shop, in order."""

    fault: Fault
    request: Request
    statuses: tuple[int, ...]


Plan = Callable[[Request], Fault]


def passing(_request: Request) -> Fault:
    """Nothing goes wrong."""
    return Fault.PASS


def in_order(faults: Iterable[Fault], about: bytes = b"") -> Plan:
    """The requests whose body contains `about` meet these faults one after the other; then nothing goes wrong."""
    left = iter(faults)
    return lambda request: next(left, Fault.PASS) if about in request.body else Fault.PASS


def drawn(seed: int, weights: Mapping[Fault, int], about: bytes = b"") -> Plan:
    """The n-th request whose body contains `about` meets the n-th fault drawn from this seed."""
    dice = random.Random(seed)
    faults, odds = list(weights), list(weights.values())
    return lambda request: dice.choices(faults, odds)[0] if about in request.body else Fault.PASS


class FaultProxy:
    """Serves in a thread of its own while it is entered; `plan` may be changed meanwhile.

    `wait` is how long, in seconds, what is late is late.
    """

    def __init__(self, target: str, plan: Plan = passing, wait: float = 0.5) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 80)
        self.plan = plan
        self.wait = wait
        self.done: list[Done] = []
        self._port = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="fault-proxy", daemon=True)
        self._ready = threading.Event()
        self._end = asyncio.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def counts(self) -> Counter[Fault]:
        """How often each fault was met, by the requests that are over."""
        return Counter(each.fault for each in list(self.done))

    def met(self, about: bytes) -> list[Done]:
        """What was done to the requests whose body contains `about`, in the order in which they were over."""
        return [each for each in list(self.done) if about in each.request.body]

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join()

    def _run(self) -> None:
        with closing(self._loop):
            self._loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        """Serve to the end; what is still under way then gets the time that it needs."""
        under_way: set[asyncio.Task[None]] = set()

        async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if (task := asyncio.current_task()) is not None:
                under_way.add(task)
                task.add_done_callback(under_way.discard)
            await self._connection(reader, writer)

        server = await asyncio.start_server(one, "127.0.0.1", 0, limit=LIMIT)
        self._port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._end.wait()
        server.close()
        if under_way:
            await asyncio.wait(under_way, timeout=PATIENCE)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, EOFError):
            request = await read(reader)
            fault = self.plan(request)
            statuses: list[int] = []
            answer = await self._meet(fault, request, statuses)
            self.done.append(Done(fault, request, tuple(statuses)))
            writer.write(answer)
            await writer.drain()
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    async def _meet(self, fault: Fault, request: Request, statuses: list[int]) -> bytes:
        """Do what the fault says; the bytes that the asker gets, none where the connection is cut."""
        if fault is Fault.CUT_BEFORE:
            return b""
        if fault is Fault.DELAY:
            await asyncio.sleep(self.wait)
        answer = await self._ask(request, statuses)
        if fault is Fault.TWICE:
            await self._ask(request, statuses)
        if fault is Fault.LATE:
            await asyncio.sleep(self.wait)
        if fault is Fault.CUT_AFTER:
            return b""
        return FAILED if fault is Fault.ERROR_AFTER else answer

    async def _ask(self, request: Request, statuses: list[int]) -> bytes:
        """The whole answer of the shop; none where it is away or goes away meanwhile."""
        with suppress(OSError, EOFError):
            reader, writer = await asyncio.open_connection(*self._target, limit=LIMIT)
            with closing(writer):
                writer.write(alone(request.head) + request.body)
                answer = await reader.read()
            head, _, body = answer.partition(END)
            statuses += [int(head.split(b" ", 2)[1])] if head else []
            return alone(head) + body if head else b""
        return b""


END = b"\r\n\r\n"
FAILED = b"HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


async def read(reader: asyncio.StreamReader) -> Request:
    """One request with its body. Bodies sent in chunks are not understood: nobody here sends any."""
    head = await reader.readuntil(END)
    return Request(head, await reader.readexactly(int(header(head, b"content-length") or b"0")))


def header(head: bytes, name: bytes) -> bytes | None:
    """The value of a header, by its name in lower case."""
    lines = (line.partition(b":") for line in head.split(b"\r\n")[1:])
    return next((value.strip() for key, _, value in lines if key.lower() == name), None)


def alone(head: bytes) -> bytes:
    """The same head, of a connection that is closed after the answer."""
    lines = [line for line in head.rstrip(b"\r\n").split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*lines, b"connection: close", b"", b""])
