"""A look at a case that takes long holds up no heartbeat, and one that takes too long ends its stream."""

import asyncio
import gc
import logging
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, current_thread
from typing import Any

import pytest

from odr.lanes import Lane
from odr.schema import streams
from odr.schema.streams import HEARTBEAT
from tests.schema.house import Town
from tests.schema.listening import listening, until
from tests.schema.test_live import says, token, version

COMPLETE = b"event: complete\ndata:\n\n"


@contextmanager
def stuck(town: Town) -> Iterator[tuple[list[int], Event]]:
    """The looks of streams read and then wait, as for a database that does not answer: those that do, and until when.

    The first answer of a stream is an ordinary reading, in another thread.
    """
    looking: list[int] = []
    goes_on = Event()
    look = town.house.clerk.look

    def slow(*asked: Any) -> Any:
        seen = look(*asked)
        if current_thread().name.startswith("odr-live"):
            looking.append(seen.case.version)
            assert goes_on.wait(30)
        return seen

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(town.house.clerk, "look", slow)
        try:
            yield looking, goes_on
        finally:
            goes_on.set()


def test_heartbeats_go_on_while_a_look_takes_long(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """What happens meanwhile is told after it."""
    monkeypatch.setattr(streams, "HEARTBEAT_S", 0.05)
    case, seller = town.file(), token(town, "seller")
    before, buyer = version(town, "seller", case), town.as_("buyer")

    async def run() -> None:
        with stuck(town) as (looking, goes_on):
            async with listening(town.app, seller, id=case) as stream:
                assert await stream.version() == before
                await until(lambda: looking == [before])
                await says(buyer, case)
                assert [await stream.part() for _ in range(3)] == [HEARTBEAT] * 3
                goes_on.set()
                told = await stream.after_heartbeats()
                assert told["data"]["caseChanged"]["version"] == before + 1

    asyncio.run(run())


def test_a_look_that_takes_too_long_ends_the_stream_and_leaves_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The reader comes again, as when a stream is over: whoever waits behind it as well."""
    monkeypatch.setattr(streams, "LOOK_S", 0.2)
    case, seller, buyer = town.file(), token(town, "seller"), token(town, "buyer")
    changes, before = town.house.clerk.changes, version(town, "seller", case)

    async def run() -> None:
        with stuck(town) as (looking, _):
            for who in (seller, buyer):
                async with listening(town.app, who, id=case) as stream:
                    assert await stream.version() == before
                    assert await stream.part() == COMPLETE
                    assert stream.whole
            assert (looking, changes._watched) == ([before], {}), "the second one never began"
            assert not town.app.state.end_streams.__self__._waits
        async with listening(town.app, seller, id=case) as again:
            assert await again.version() == before

    with caplog.at_level(logging.WARNING):
        asyncio.run(run())
    assert caplog.messages.count("stream.look_too_long") == 2


def test_a_process_that_is_to_stop_waits_for_no_look(town: Town) -> None:
    case, seller = town.file(), token(town, "seller")

    async def run() -> None:
        with stuck(town) as (looking, _):
            async with listening(town.app, seller, id=case) as stream:
                await stream.part()
                await until(lambda: bool(looking))
                town.app.state.end_streams()
                assert await stream.part() == COMPLETE

    asyncio.run(run())


def test_what_nobody_waits_for_any_more_holds_nothing_in_the_line() -> None:
    class Look:
        def __call__(self) -> None:
            done.append(self)

    lane, goes_on, done = Lane("test", 1), Event(), []

    async def run() -> "weakref.ref[Look]":
        first, look = lane.enter(goes_on.wait), Look()
        second = lane.enter(look)
        second.give_up()
        assert second.ended.cancelled()
        first.give_up()
        return weakref.ref(look)

    held = asyncio.run(run())
    gc.collect()
    assert held() is None
    goes_on.set()
    lane.close()
    assert done == []
