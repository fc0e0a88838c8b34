"""Messages are signed and sent, again after longer and longer waits, until they are taken or dead."""

from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler

import pytest
from sqlalchemy import select

from odr.accounts.resealing import reseal
from odr.domain.refusals import NotFound
from odr.outbox import outbox
from odr.signed_hooks import HookRefused, secret_of, verify
from odr.store import Store
from odr.webhooks.endpoints import Disabled, Wanted, change, endpoint_of, rotate
from odr.webhooks.sending import KEPT, SCHEDULE, Sender, purge, send_next, wait
from odr.webhooks.tables import State
from tests.shops.receiver import Receiver, receiving
from tests.webhooks.world import World


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def world(store: Store, receiver: Receiver) -> World:
    return World.of(store, receiver.url)


def test_a_message_is_taken_at_once_and_is_signed(world: World, receiver: Receiver) -> None:
    name = world.enter()
    assert world.send() == 1
    (got,) = receiver.messages
    assert verify([world.key], got.headers, got.body, world.clock.at) == name
    assert got.said == {"type": "webhook.test", "timestamp": "2026-03-02T09:30:00Z", "data": {}}
    assert (world.delivery(name).state, world.codes(name)) == (State.DELIVERED, ["OK"])
    assert world.send(days=2) == 0


def test_a_body_that_was_changed_is_not_verified(world: World, receiver: Receiver) -> None:
    world.enter()
    world.send()
    (got,) = receiver.messages
    with pytest.raises(HookRefused):
        verify([world.key], got.headers, got.body + b" ", world.clock.at)


def test_the_schedule_is_kept_until_the_message_is_dead(world: World, receiver: Receiver) -> None:
    receiver.statuses = [500] * 20
    name = world.enter()
    world.send()
    for number, pause in enumerate(SCHEDULE[1:], 2):
        due = world.delivery(name).due_at
        assert due is not None
        assert pause <= due - world.clock.at <= pause * 1.1
        world.clock.at = due - timedelta(seconds=1)
        assert world.send() == 0
        world.send(seconds=1)
        assert len(receiver.messages) == number
    assert world.delivery(name).state is State.DEAD
    assert world.send(days=1) == 0
    assert {one.headers["webhook-id"] for one in receiver.messages} == {name}


def test_a_wait_is_longer_by_a_tenth_at_most_and_not_the_same_for_all() -> None:
    waits = {wait(f"msg_{number}", 2) for number in range(100)}
    assert min(waits) >= SCHEDULE[2]
    assert max(waits) <= SCHEDULE[2] * 1.1
    assert len(waits) > 50


def test_where_an_answer_leads_nobody_goes(world: World, receiver: Receiver) -> None:
    receiver.statuses = [302]
    name = world.enter()
    world.send()
    assert (world.codes(name), len(receiver.messages)) == (["REDIRECT"], 1)


def test_who_answers_410_is_sent_nothing_more_and_its_people_are_told(world: World, receiver: Receiver) -> None:
    receiver.statuses = [410]
    name = world.enter()
    world.send()
    assert world.row.disabled_why == Disabled.GONE
    assert (world.send(days=10), len(receiver.messages)) == (0, 1)
    with world.store.read() as conn:
        (told,) = conn.execute(select(outbox)).all()
    assert told.topic == "webhook.disabled"
    assert "127.0.0.1" in told.payload
    with world.store.write() as conn:
        change(world.office(conn), world.endpoint, Wanted(enabled=True))
    world.send()
    assert world.delivery(name).state is State.DELIVERED


def test_who_asks_for_time_gets_it(world: World, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.shops.receiver._Door.end_headers", _with_retry_after)
    receiver.statuses = [429]
    first, second = world.enter("a"), ""
    world.send()
    second = world.enter("b")
    assert world.send(seconds=119) == 0
    world.send(seconds=1)
    assert {world.delivery(one).state for one in (first, second)} == {State.DELIVERED}


def _with_retry_after(door: object) -> None:
    assert isinstance(door, BaseHTTPRequestHandler)
    door.send_header("retry-after", "120")
    BaseHTTPRequestHandler.end_headers(door)


def test_after_five_days_of_failures_it_is_disabled_and_a_success_begins_anew(world: World, receiver: Receiver) -> None:
    receiver.statuses = [500] * 40
    world.enter("a")
    world.send()
    world.send(days=4)
    receiver.statuses = []
    world.send(days=0.5)
    world.enter("b")
    world.send()
    assert world.row.failing_since is None
    receiver.statuses = [500] * 40
    for day in range(6):
        world.enter(f"c{day}")
        world.send(days=1)
    assert world.row.disabled_why == Disabled.FAILING
    assert endpoint_of(world.row).disabled is Disabled.FAILING


def test_one_that_does_not_answer_keeps_no_other_from_its_turn(world: World, receiver: Receiver) -> None:
    silent, _ = world.add("http://127.0.0.1:9/hook")
    names = [world.enter(f"s{number}", silent) for number in range(12)]
    other = world.enter("other")
    world.send()
    assert world.delivery(other).state is State.DELIVERED
    tried = [name for name in names if world.codes(name)]
    assert len(tried) == 5
    assert world.codes(tried[0]) == ["NO_CONNECTION"]


def test_an_address_inside_is_not_called_even_if_it_was_taken_in_before(world: World, receiver: Receiver) -> None:
    name = world.enter()
    assert send_next(Sender(world.store, world.clock, world.sender.secrets), world.clock.at)
    assert (world.codes(name), receiver.messages) == (["NOT_HTTPS"], [])


def test_for_a_day_messages_are_signed_with_both_secrets(world: World, receiver: Receiver) -> None:
    old = world.key
    with world.store.write() as conn:
        new = secret_of(rotate(world.office(conn), world.endpoint))
    for hours in (0, 23.9, 0.2):
        world.enter(f"after {hours}")
        world.send(hours=hours)
    first, second, third = receiver.messages
    for got in (first, second):
        at = world.clock.at.fromtimestamp(int(got.headers["webhook-timestamp"]), world.clock.at.tzinfo)
        assert verify([old], got.headers, got.body, at) == verify([new], got.headers, got.body, at)
    assert len(third.headers["webhook-signature"].split()) == 1
    with pytest.raises(HookRefused):
        verify([old], third.headers, third.body, world.clock.at)


def test_who_died_after_sending_sends_it_again_under_the_same_id(
    world: World, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = world.enter()
    monkeypatch.setattr("odr.webhooks.sending._settle", lambda *_: None)
    world.send()
    monkeypatch.undo()
    assert (world.send(minutes=9), world.send(minutes=2)) == (0, 1)
    assert [one.headers["webhook-id"] for one in receiver.messages] == [name, name]


def test_what_is_old_is_cleared_away(world: World, receiver: Receiver) -> None:
    name = world.enter()
    world.send()
    purge(world.store, world.clock.at + KEPT - timedelta(seconds=1))
    assert world.delivery(name).attempts
    purge(world.store, world.clock.at + KEPT)
    with pytest.raises(NotFound):
        world.delivery(name)


def test_a_new_secret_of_the_service_reads_what_was_sealed_under_the_old_one(world: World, receiver: Receiver) -> None:
    new = b"a newer secret that only tests know"
    assert reseal(world.store, [new, *world.sender.secrets]) == 1
    name = world.enter()
    sender = Sender(world.store, world.clock, (new,), inside=True)
    assert send_next(sender, world.clock.at)
    assert world.codes(name) == ["OK"]
