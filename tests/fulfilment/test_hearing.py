"""A shop tells by itself: what is forged, old or makes no sense is refused, and nothing of the rest is believed."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import insert, select
from starlette.applications import Starlette

from odr.accounts.tables import marketplaces
from odr.clerk import Clerk
from odr.domain.events import Step
from odr.domain.refusals import InvalidInput
from odr.fulfilment import shops
from odr.fulfilment.hearing import HEARD, KEPT, forget, hook_route, look_after_all
from odr.fulfilment.leases import claim, settle
from odr.fulfilment.port import Standing
from odr.fulfilment.shops import Shop, connect
from odr.fulfilment.tables import State, shop_messages
from odr.ids import new_hook_secret
from odr.notices import Parts
from odr.outbox import claim as claim_promise
from odr.outbox import outbox
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.settings import Settings, service_secrets
from odr.signed_hooks import secret_of, sign, timestamp
from odr.store import Store, micros
from tests.core.given import FILED_AT, complaint
from tests.fulfilment.world import World
from tests.webhooks.world import MARKET

SECRET, OTHER = new_hook_secret(), new_hook_secret()
MARKETPLACE = "a" * 32


class Heard(World):
    """A world whose shop can tell by itself."""

    settings: Settings

    @property
    def entries(self) -> int:
        return self.case.version

    @property
    def due(self) -> Any:
        return self.rows[0].due_at

    @property
    def parts(self) -> Parts:
        return Parts(self.settings, self.store, self.clock, self.clerk, service_secrets(self.settings))

    def tells(
        self, order: str = "A-1", type: str = "refund.state_changed", secret: str = SECRET, **how: Any
    ) -> tuple[int, str]:
        """The shop tells; how it is answered. Of `how`: id, late, body, to."""
        said = {"type": type, "data": {"orderCode": order, "from": "Pending", "to": "Settled"}}
        body = how.get("body", json.dumps(said).encode())
        name, at = how.get("id", "msg_1"), self.clock.at - timedelta(minutes=how.get("late", 0))
        signature = sign(secret_of(secret), name, at, how.get("signed", body))
        headers = {"webhook-id": name, "webhook-timestamp": timestamp(at), "webhook-signature": signature}
        answer = asyncio.run(self._post(how.get("to", MARKETPLACE), body, how.get("headers", headers)))
        return answer.status_code, answer.json()["code"]

    async def _post(self, to: str, body: bytes, headers: dict[str, str]) -> httpx.Response:
        house: Any = self
        transport = httpx.ASGITransport(Starlette(routes=[hook_route(house)]))
        async with httpx.AsyncClient(transport=transport, base_url="https://odr.example") as client:
            return await client.post(f"/hooks/shops/{to}", content=body, headers=headers)


@pytest.fixture
def world(store: Store, tmp_path: Any) -> Heard:
    """A refund is under way, and is looked at in a while."""
    clerk = Clerk(store, all_rulebooks())
    with store.write() as conn:
        conn.execute(insert(marketplaces), {**MARKET, "id": MARKETPLACE, "created_at": micros(FILED_AT)})
    clerk.open("KE", lambda number: complaint(number=number, marketplace=MARKETPLACE), DEFAULT)
    world = Heard(store, clerk)
    world.settings = Settings(mode="demo", data_dir=tmp_path)
    with store.write() as conn:
        shop = Shop("vendure", "https://shop.example/admin-api", "a-key", SECRET)
        connect(conn, service_secrets(world.settings), MARKETPLACE, shop, FILED_AT)
    world.agree().begin()
    world.run(hours=3)
    assert (world.rows[0].state, world.rows[0].due_at > micros(world.clock.at)) == (State.PENDING, True)
    return world


@pytest.fixture
def number(world: Heard) -> str:
    """The order's number in the shop."""
    return str(world.rows[0].order_number)


def test_a_refund_that_settled_is_known_without_waiting(world: Heard, number: str) -> None:
    world.shop.all_stand(Standing.SETTLED)
    world.run()
    assert world.steps == [Step.SUBMITTED]
    assert world.tells(number) == (200, "HEARD")
    world.run()
    assert world.steps == [Step.SUBMITTED, Step.FULFILLED]


def test_what_is_heard_is_not_believed(world: Heard, number: str) -> None:
    """The message says settled; the shop, asked, says pending."""
    before = world.entries
    world.tells(number)
    world.run()
    assert (world.entries, world.rows[0].state) == (before, State.PENDING)


REFUSED: list[tuple[dict[str, Any], int, str]] = [
    ({"secret": OTHER}, 401, "SIGNATURE_WRONG"),
    ({"signed": b"{}"}, 401, "SIGNATURE_WRONG"),
    ({"late": 10}, 400, "TOO_OLD"),
    ({"late": -10}, 400, "TOO_EARLY"),
    ({"headers": {}}, 400, "HEADERS_MISSING"),
    ({"body": b"no JSON"}, 400, "NOT_UNDERSTOOD"),
    ({"body": b"[]"}, 400, "NOT_UNDERSTOOD"),
    ({"body": b" " * 70_000}, 413, "TOO_LARGE"),
    ({"to": "b" * 32}, 404, "NOT_FOUND"),
    ({"to": "nothing"}, 404, "NOT_FOUND"),
]


@pytest.mark.parametrize(("how", "status", "code"), REFUSED, ids=[str(number) for number in range(len(REFUSED))])
def test_what_is_not_from_the_shop_or_not_from_now_changes_nothing(
    world: Heard, number: str, how: dict[str, Any], status: int, code: str
) -> None:
    before = (world.due, world.entries)
    assert world.tells(number, **how) == (status, code)
    assert (world.due, world.entries) == before


def test_a_message_that_is_sent_again_has_nobody_look_again(world: Heard, number: str) -> None:
    world.tells(number)
    world.run()
    before = world.due
    assert before > micros(world.clock.at)
    assert world.tells(number) == (200, "HEARD")
    assert world.due == before
    assert world.tells(number, id="msg_2") == (200, "HEARD")
    assert world.due == micros(world.clock.at)


def test_messages_out_of_order_come_to_what_the_shop_says(world: Heard, number: str) -> None:
    world.shop.all_stand(Standing.SETTLED)
    world.tells(number, id="msg_2", late=1)
    world.run()
    world.tells(number, id="msg_1", late=2)
    world.run()
    assert world.steps == [Step.SUBMITTED, Step.FULFILLED]


@pytest.mark.parametrize("order", ["T_unknown", ""])
def test_an_order_that_nobody_knows_is_answered_and_passed_over(world: Heard, order: str) -> None:
    before = (world.due, world.entries)
    assert world.tells(order) == (200, "HEARD")
    assert (world.due, world.entries) == before


def test_what_somebody_has_in_hand_is_looked_at_once_they_are_done(world: Heard, number: str) -> None:
    with world.store.write() as conn:
        conn.exec_driver_sql(f"update executions set due_at = {micros(world.clock.at)}")
    held = claim(world.store, world.clock.at)
    assert held is not None
    world.tells(number)
    with world.store.write() as conn:
        settle(conn, held, world.clock.at, world.clock.at + timedelta(hours=1))
    world.shop.all_stand(Standing.SETTLED)
    world.run()
    assert world.steps == [Step.SUBMITTED]
    world.clock.at += timedelta(seconds=5)
    for promised in claim_promise(world.store, world.clock.at, 100):
        if promised.topic == HEARD:
            look_after_all(world.parts, promised)
    world.run()
    assert world.steps == [Step.SUBMITTED, Step.FULFILLED]


def test_names_of_messages_are_forgotten_once_they_would_be_too_old(world: Heard, number: str) -> None:
    world.tells(number)

    def known() -> int:
        with world.store.read() as conn:
            return len(conn.execute(select(shop_messages)).all())

    forget(world.store, world.clock.at + KEPT - timedelta(seconds=1))
    assert known() == 1
    forget(world.store, world.clock.at + KEPT)
    assert known() == 0


def test_a_shop_that_tells_nothing_by_itself_has_no_door(world: Heard, number: str) -> None:
    with world.store.write() as conn:
        conn.exec_driver_sql("update connectors set hook = null")
    assert world.tells(number) == (404, "NOT_FOUND")
    with world.store.read() as conn:
        assert not [row for row in conn.execute(select(outbox)) if row.topic == HEARD]


def test_a_shop_of_a_kind_that_is_only_asked_has_no_secret(world: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(shops.KINDS, "asked", lambda url, key: world.shop)  # type: ignore[misc]
    with world.store.write() as conn, pytest.raises(InvalidInput, match="tells nothing by itself"):
        connect(conn, (b"x",), MARKETPLACE, Shop("asked", "https://shop.example", "k", SECRET), FILED_AT)
