"""A shop that knows what was begun: what surely was not is handed over again, until it is done or needed no more."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from odr.domain import breach
from odr.domain.events import Step
from odr.domain.words import Text
from odr.fulfilment import handing
from odr.fulfilment.handing import LOOKS
from odr.fulfilment.port import AnswerLost, Effect, Standing, Task
from odr.fulfilment.tables import State
from tests.fulfilment.shop import Breaks, Shop
from tests.fulfilment.world import BUYER, World


@dataclass
class Knowing(Shop):
    """It keeps the keys of what was begun. `stops`: how many of its next tries end right after that."""

    at_once: Standing = Standing.SETTLED
    begun: set[str] = field(default_factory=set)
    stops: int = 0

    def submit(self, task: Task) -> Effect:
        if task.key in self.begun:
            raise AnswerLost("BEGUN")
        if self.paying[:1] in ([], [None], [Breaks.AFTER]):
            self.begun.add(task.key)
        if self.stops and task.key in self.begun:
            self.stops -= 1
            raise AnswerLost("ReadError")
        return super().submit(task)

    def find(self, task: Task) -> list[Effect] | None:  # type: ignore[override]
        found = super().find(task)
        return found if found or task.key in self.begun else None


@pytest.fixture
def knowing(world: World) -> World:
    world.shop = Knowing()
    return world.agree()


def test_what_was_not_begun_is_handed_over_again_and_done_once(knowing: World) -> None:
    knowing.shop.paying = [Breaks.BEFORE, Breaks.BEFORE]
    knowing.begin()
    for _ in range(4):
        knowing.run(seconds=20)
    assert (knowing.steps, knowing.shop.given_back, knowing.shop.calls) == ([Step.FULFILLED], 5000, 3)
    assert [row.attempt for row in knowing.rows] == [1]


def test_it_is_tried_less_and_less_often(knowing: World) -> None:
    knowing.shop.paying = [Breaks.BEFORE] * 1000
    knowing.begin()
    for _ in range(12 * 60):
        knowing.run(minutes=1)
    assert 10 < knowing.shop.calls < 25
    assert knowing.rows[0].state in (State.READY, State.SENT)


def test_a_case_that_was_told_that_nobody_knows_hears_that_it_is_done(knowing: World) -> None:
    knowing.shop.paying, knowing.shop.looking = [Breaks.BEFORE], [None, *[Breaks.AWAY] * 5]
    knowing.begin()
    knowing.run(minutes=4)
    assert knowing.steps == [Step.UNKNOWN]
    knowing.shop.looking = []
    for _ in range(4):
        knowing.run(minutes=20)
    assert knowing.steps == [Step.UNKNOWN, Step.FULFILLED]
    assert (knowing.shop.given_back, knowing.shop.calls) == (5000, 2)


def test_of_a_line_that_lapsed_meanwhile_nothing_is_paid(knowing: World) -> None:
    knowing.shop.paying, knowing.shop.looking = [Breaks.BEFORE], [None, *[Breaks.AWAY] * 5]
    knowing.begin()
    knowing.clock.at += timedelta(days=12)
    knowing.act(BUYER, breach.ReportBreach, line="o1-1", reasons=Text("Nothing came."))
    assert knowing.case.orders[-1].lines[0].step is Step.LAPSED
    knowing.shop.looking = []
    for _ in range(4):
        knowing.run(hours=2)
    assert (knowing.rows[0].state, knowing.shop.given_back) == (State.DROPPED, 0)


def test_whoever_was_told_that_nobody_knows_hears_that_nothing_was_done(
    knowing: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a line that is needed no more."""
    knowing.shop.paying, knowing.shop.looking = [Breaks.BEFORE], [None, *[Breaks.AWAY] * 5]
    knowing.begin()
    knowing.run(minutes=4)
    monkeypatch.setattr(handing, "needed_now", lambda *_, **__: None)
    knowing.shop.looking = []
    for _ in range(4):
        knowing.run(minutes=20)
    report = knowing.case.orders[-1].lines[0].reports[-1]
    assert (knowing.steps, report.failure and report.failure.code) == ([Step.UNKNOWN, Step.FAILED], "NOT_BEGUN")
    assert knowing.shop.given_back == 0


def test_what_was_begun_and_is_not_there_is_for_a_person(knowing: World) -> None:
    knowing.shop.stops = 1
    knowing.begin()
    for _ in range(LOOKS + 4):
        knowing.run(minutes=20)
    assert (knowing.steps, knowing.rows[0].state) == ([Step.UNKNOWN], State.UNKNOWN)
    assert (knowing.rows[0].looks, knowing.shop.calls) == (LOOKS, 0)


def test_what_was_begun_between_a_look_and_the_next_try_is_not_begun_again(knowing: World) -> None:
    """A call that came late: the shop says so when it is asked the second time."""
    knowing.shop.paying = [Breaks.BEFORE]
    knowing.begin()
    knowing.run(seconds=11)
    assert knowing.rows[0].state == State.READY
    knowing.shop.begun.add(knowing.rows[0].key)
    for _ in range(LOOKS + 4):
        knowing.run(minutes=20)
    assert (knowing.rows[0].state, knowing.shop.given_back) == (State.UNKNOWN, 0)
