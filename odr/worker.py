"""The worker: records what time brought, carries out what was promised, clears what is over, and says it is alive."""

import logging
import signal
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import anyio
from anyio import to_thread
from sqlalchemy import BigInteger, Column, Table, Text, delete, insert, update

from odr import assisting, outbox
from odr.accounts import upkeep
from odr.arrivals import arrivals
from odr.carrying_out import EFFECTS, HANDLERS
from odr.domain.refusals import Refused
from odr.fulfilment.port import AnswerLost, ShopAway
from odr.ids import new_id
from odr.notices import Parts
from odr.notices.post import ServerTrouble, give_up
from odr.outbox import LEASE, Message, claim, done_together, failed
from odr.store import in_thread, metadata, micros

log = logging.getLogger(__name__)

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("worker", Text, primary_key=True),
    Column("started_at", BigInteger, nullable=False),
    Column("beat_at", BigInteger, nullable=False),
)
"""One row per running worker; one that stopped by itself leaves no row behind."""

BATCH = 20
MOST_AT_ONCE = 640
"""Batches double up to this size while each of them takes less than `QUICK`."""
QUICK = 1.0
SETTLED_EVERY_S = 1.0
HANDS = 4
"""Messages carried out at the same time. A batch at the mail server's slowest still ends within the lease."""
SHORT_OF_TIME = LEASE / 4
"""With less of the lease left than this a message is not begun: whoever claims it next carries it out."""
BEATS_KEPT = timedelta(days=1)

SWEEP_EVERY_S = 3.0
LOOK_EVERY_S = 1.0
BEAT_EVERY_S = 15.0
CLEAR_EVERY_S = 3600.0
ERRANDS_EVERY_S = 2.0

Chore = Callable[[datetime], object]
"""Something blocking to do about once an hour, such as collecting abandoned uploads."""
Errand = Callable[[datetime], bool]
"""Something blocking to do every few seconds, such as entering a file that waited for its check; whether it did
something, so that there may be more."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds between two rounds of each kind of work."""

    sweep: float = SWEEP_EVERY_S
    look: float = LOOK_EVERY_S
    beat: float = BEAT_EVERY_S
    clear: float = CLEAR_EVERY_S
    errands: float = ERRANDS_EVERY_S


def work(parts: Parts, chores: tuple[Chore, ...] = (), errands: tuple[Errand, ...] = ()) -> None:
    """Run until the process is asked to end (`odr work`)."""

    async def until_asked() -> None:
        stop = anyio.Event()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_listen, stop)
            await run(parts, stop, chores, errands)
            tasks.cancel_scope.cancel()

    anyio.run(until_asked)


async def _listen(stop: anyio.Event) -> None:
    with anyio.open_signal_receiver(signal.SIGTERM, signal.SIGINT) as signals:
        async for _ in signals:
            stop.set()
            return


async def run(
    parts: Parts,
    stop: anyio.Event,
    chores: tuple[Chore, ...] = (),
    errands: tuple[Errand, ...] = (),
    rhythm: Rhythm | None = None,
) -> None:
    """Work until `stop` is set. What is under way is finished first; what was claimed and not begun is left."""
    pace, worker = rhythm or Rhythm(), new_id()
    await in_thread(_begin, parts, worker)
    log.info("worker.started")
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(_repeat, stop, pace.sweep, "sweep", partial(_sweep, parts))
        tasks.start_soon(_repeat, stop, pace.look, "deliver", partial(deliver_all, parts, stop))
        tasks.start_soon(_repeat, stop, pace.beat, "beat", partial(in_thread, _beat, parts, worker))
        tasks.start_soon(_repeat, stop, pace.clear, "clear", partial(_clear, parts, chores))
        for errand in errands:
            tasks.start_soon(_repeat, stop, pace.errands, "errand", partial(_run, parts, stop, errand))
    await in_thread(_end, parts, worker)
    log.info("worker.stopped")


async def _repeat(stop: anyio.Event, seconds: float, job: str, once: Callable[[], Awaitable[object]]) -> None:
    """One kind of work, round after round. A round that fails is told in the log and does not end the work."""
    while not stop.is_set():
        try:
            await once()
        except Exception:
            log.exception("worker.round_failed", extra={"job": job})
        with anyio.move_on_after(seconds):
            await stop.wait()


async def _sweep(parts: Parts) -> None:
    """While the clocks disagree, time brings nothing."""
    trouble = await in_thread(parts.timekeeper.check) if parts.timekeeper else None
    if trouble:
        return
    while await in_thread(parts.clerk.sweep, parts.clock.now()) > 0:
        await anyio.lowlevel.checkpoint()


async def deliver_all(parts: Parts, stop: anyio.Event) -> None:
    """Carry out everything that is due, batch after batch; larger ones while they are quick."""
    size, begun = BATCH, anyio.current_time()
    while not stop.is_set() and await deliver_batch(parts, stop, size):
        took, begun = anyio.current_time() - begun, anyio.current_time()
        size = min(size * 2, MOST_AT_ONCE) if took < QUICK else BATCH


async def deliver_batch(parts: Parts, stop: anyio.Event, size: int = BATCH) -> int:
    """Claim and carry out up to `size` messages, `HANDS` at a time; how many were claimed."""
    messages = await in_thread(lambda: claim(parts.store, parts.clock.now(), size))
    together = [message for message in messages if message.topic in EFFECTS]
    hands = anyio.CapacityLimiter(HANDS)
    async with anyio.create_task_group() as tasks:
        for message in messages:
            if message.topic not in EFFECTS:
                tasks.start_soon(_carry_out_unless, stop, parts, message, hands)
        for hand in range(min(HANDS, len(together))):
            work = partial(carry_out_together, parts, together[hand::HANDS], stop.is_set)
            tasks.start_soon(partial(to_thread.run_sync, work, limiter=hands))
    return len(messages)


def carry_out_together(parts: Parts, messages: Sequence[Message], stopped: Callable[[], bool]) -> None:
    """Carry out these one after another, and settle them together. Blocking."""
    settled: list[tuple[Message, tuple[str, ...]]] = []
    since = time.monotonic()
    for message in messages:
        if stopped() or message.claimed_until - parts.clock.now() < SHORT_OF_TIME:
            continue
        try:
            settled.append((message, EFFECTS[message.topic](parts, message)))
        except Exception as error:  # noqa: BLE001 -- the next message is not to suffer
            _note_failure(parts, message, error)
        if time.monotonic() - since >= SETTLED_EVERY_S:
            _settle(parts, settled)
            settled, since = [], time.monotonic()
    _settle(parts, settled)


def _settle(parts: Parts, settled: Sequence[tuple[Message, tuple[str, ...]]]) -> None:
    if settled:
        done_together(parts.store, settled, parts.clock.now())
    for message, _ in settled:
        log.info("outbox.done", extra={"topic": message.topic, "attempt": message.attempts})


async def _carry_out_unless(stop: anyio.Event, parts: Parts, message: Message, hands: anyio.CapacityLimiter) -> None:
    async with hands:
        if not stop.is_set():
            await to_thread.run_sync(carry_out, parts, message)


def carry_out(parts: Parts, message: Message) -> None:
    """Carry out one message. Whatever goes wrong is noted on its row and stops no other. Blocking."""
    if message.claimed_until - parts.clock.now() < SHORT_OF_TIME:
        return
    if message.topic in EFFECTS:
        carry_out_together(parts, [message], lambda: False)
        return
    try:
        HANDLERS[message.topic](parts, message)
        log.info("outbox.done", extra={"topic": message.topic, "attempt": message.attempts})
    except Exception as error:  # noqa: BLE001 -- the next message is not to suffer
        _note_failure(parts, message, error)


def _note_failure(parts: Parts, message: Message, error: Exception) -> None:
    told = str(error) if isinstance(error, ServerTrouble) else type(error).__name__
    expected = isinstance(error, ServerTrouble | OSError | Refused | ShopAway | AnswerLost)
    log.warning(
        "outbox.failed",
        extra={"topic": message.topic, "attempt": message.attempts, "reason": type(error).__name__},
        exc_info=None if expected else error,
    )
    with parts.store.write() as conn:
        if failed(conn, message, parts.clock.now(), told):
            give_up(conn, parts, message)
            log.error("outbox.dead", extra={"topic": message.topic, "attempts": message.attempts})


async def _clear(parts: Parts, chores: tuple[Chore, ...]) -> None:
    """Delete what is over. One chore that fails does not keep the others from their turn."""
    own: Chore = partial(_purge, parts)
    for chore in (own, *chores):
        try:
            await to_thread.run_sync(chore, parts.clock.now())
        except Exception:
            log.exception("worker.chore_failed")


async def _run(parts: Parts, stop: anyio.Event, errand: Errand) -> None:
    """In threads of their own: what takes minutes keeps none of the store's threads from a request."""
    while not stop.is_set() and await to_thread.run_sync(errand, parts.clock.now()):
        pass


def _purge(parts: Parts, at: datetime) -> None:
    with parts.store.write() as conn:
        upkeep.purge(conn, at)
        outbox.purge(conn, at)
        assisting.purge(conn, at)
        for beats in (heartbeats, arrivals):
            conn.execute(delete(beats).where(beats.c.beat_at < micros(at - BEATS_KEPT)))


def _begin(parts: Parts, worker: str) -> None:
    now = micros(parts.clock.now())
    with parts.store.write() as conn:
        conn.execute(insert(heartbeats), {"worker": worker, "started_at": now, "beat_at": now})


def _beat(parts: Parts, worker: str) -> None:
    with parts.store.write() as conn:
        beat = update(heartbeats).where(heartbeats.c.worker == worker).values(beat_at=micros(parts.clock.now()))
        conn.execute(beat)


def _end(parts: Parts, worker: str) -> None:
    with parts.store.write() as conn:
        conn.execute(delete(heartbeats).where(heartbeats.c.worker == worker))
