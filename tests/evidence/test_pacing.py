"""Several transfers share one pace; one alone has none; waiting for one's turn is no silence. Renditions take turns."""

import math
from collections.abc import AsyncIterator
from dataclasses import replace

import anyio
import pytest

from odr.evidence import pacing
from odr.evidence.pacing import BURST_S, Pace
from odr.evidence.receiving import receive
from odr.evidence.renditions import making
from odr.evidence.room import EvidenceRoom, Patience
from odr.evidence.uploads import token_of
from tests.evidence.helpers import BUYER, NOW, TEXT, announced, begin, files, hand_in


class Hands:
    """A clock that moves only when somebody sleeps."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        self.slept: list[float] = []
        patch.setattr(pacing.anyio, "current_time", lambda: self.now)
        patch.setattr(pacing.anyio, "sleep", self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    return Hands(monkeypatch)


async def _take_in(pace: Pace, pieces: int, size: int) -> None:
    for _ in range(pieces):
        if pace.is_shared:
            await pace.wait(size)


def test_one_alone_waits_for_nobody(hands: Hands) -> None:
    pace = Pace(1000)
    with pace.transfer():
        anyio.run(_take_in, pace, 100, 1000)
    assert hands.slept == []


def test_several_take_in_no_more_than_the_rate(hands: Hands) -> None:
    pace = Pace(1000)
    with pace.transfer(), pace.transfer():
        anyio.run(_take_in, pace, 100, 50)
    assert sum(hands.slept) == pytest.approx(100 * 50 / 1000 - BURST_S)


def test_a_pause_is_not_made_up_for(hands: Hands) -> None:
    pace = Pace(1000)
    with pace.transfer(), pace.transfer():
        hands.now += 3600
        anyio.run(_take_in, pace, 10, 100)
    assert sum(hands.slept) == pytest.approx(10 * 100 / 1000 - BURST_S)


def test_the_last_one_left_is_quick_again(hands: Hands) -> None:
    pace = Pace(1000)
    with pace.transfer():
        with pace.transfer():
            pass
        anyio.run(_take_in, pace, 100, 1000)
    assert hands.slept == []


def test_without_a_rate_nobody_waits(hands: Hands) -> None:
    pace = Pace(math.inf)
    with pace.transfer(), pace.transfer():
        anyio.run(_take_in, pace, 100, 10**9)
    assert hands.slept == []


def test_waiting_for_ones_turn_is_no_silence(room: EvidenceRoom):
    body = bytes(range(256)) * 40
    room = replace(room, pace=Pace(len(body)), patience=Patience(pause_s=0.2, start_s=30))
    upload = begin(room, BUYER, announced(body)).upload

    async def chunks() -> AsyncIterator[bytes]:
        for at in range(0, len(body), len(body) // 2):
            yield body[at : at + len(body) // 2]

    with room.pace.transfer():
        anyio.run(receive, room, token_of(room, upload.id), 0, chunks(), len(body), NOW)
    assert files(room) == [body]


class Turns:
    """What a lock was asked, and what was slept."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.slept: list[float] = []
        self.clock = 0.0
        patch.setattr(making.time, "monotonic", lambda: self.clock)
        patch.setattr(making.time, "sleep", self.slept.append)


def test_a_rest_follows_the_work_and_none_follows_no_work(room: EvidenceRoom, monkeypatch: pytest.MonkeyPatch):
    turns = Turns(monkeypatch)

    def for_a_while(*_: object) -> bool:
        turns.clock += 0.25
        return bool(turns.clock < 0.5)

    monkeypatch.setattr(making, "make_renditions", for_a_while)
    assert making.make_in_turn(room, NOW)
    assert not making.make_in_turn(room, NOW)
    assert turns.slept == [2 * 0.25]


def test_beside_one_that_takes_long_the_next_goes_on(room: EvidenceRoom, monkeypatch: pytest.MonkeyPatch):
    hand_in(room, BUYER, TEXT)
    monkeypatch.setattr(making, "PATIENCE_S", 0.01)
    with making._turn:
        assert making.make_in_turn(room, NOW)
        assert making._turn.locked()
    assert not making._turn.locked()
