"""A real shop tells by itself that a refund settled, and the case knows without anybody having asked."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
import uvicorn
from sqlalchemy import insert
from starlette.applications import Starlette

from odr.accounts.tables import marketplaces
from odr.clerk import Clerk
from odr.clock import SystemClock
from odr.domain import events as e
from odr.domain import filing, negotiation
from odr.domain.events import Step
from odr.domain.facts import Payment
from odr.domain.roles import Actor, Role, Visitor
from odr.domain.words import Text
from odr.fulfilment.carrying import begin, carry_out_next
from odr.fulfilment.hearing import hook_route
from odr.fulfilment.legs import Carrier
from odr.fulfilment.shops import Shop as Connected
from odr.fulfilment.shops import connect
from odr.fulfilment.tables import executions
from odr.migrate import migrate
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.settings import Settings, service_secrets
from odr.store import Store, micros
from tests.core.given import FILED_AT, complaint, eur, refund
from tests.databases import Databases
from tests.shops.buyer import place_order
from tests.shops.receiver import SECRET
from tests.shops.shop import Shop, Webhook, running_shop
from tests.shops.sold import NEEDED
from tests.webhooks.world import MARKET

pytestmark = pytest.mark.shop

MARKETPLACE = "a" * 32
BUYER = Visitor("buyer")
SELLER = Visitor("seller-person", organisations=frozenset({"holzhaus"}))
PATIENCE = 20.0  # seconds


@dataclass
class House:
    """What the door for shops needs of the house."""

    store: Store
    settings: Settings
    clock: SystemClock


@contextmanager
def listening(app: Starlette) -> Iterator[str]:
    """The application on a port of its own; its address."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def house(databases: Databases, tmp_path: Any) -> Iterator[House]:
    store = Store(databases.copy("sqlite", migrate))
    with store.write() as conn:
        conn.execute(insert(marketplaces), {**MARKET, "id": MARKETPLACE, "created_at": micros(FILED_AT)})
    yield House(store, Settings(mode="demo", data_dir=tmp_path), SystemClock())
    store.close()


@pytest.fixture
def telling(shop_is_wanted: None, house: House, databases: Databases, tmp_path: Any) -> Iterator[Shop]:
    """A shop that tells the service itself what happens."""
    door: Any = house
    with listening(Starlette(routes=[hook_route(door)])) as url:
        told = Webhook(f"{url}/hooks/shops/{MARKETPLACE}", SECRET)
        with running_shop(databases, tmp_path, told) as shop:
            yield shop


def agree(clerk: Clerk, code: str, paid: Any) -> None:
    """A case of today about an order of the shop, in which 15.00 EUR are to be given back."""
    at = SystemClock().now() - timedelta(hours=4)
    ago = at - FILED_AT
    made = (Payment(paid.id, "card", eur(paid.amount), at),)
    before = complaint().order
    order = replace(before, number=code, placed_at=before.placed_at + ago, payments=made)
    clerk.open("KE", lambda number: complaint(at=at, number=number, order=order, marketplace=MARKETPLACE), DEFAULT)
    acts: list[tuple[Visitor, Any, dict[str, Any]]] = [
        (SELLER, filing.AnswerComplaint, {"position": e.Position.DISPUTES, "statement": Text("It left us whole.")}),
        (BUYER, negotiation.MakeOffer, {"offer": "o1", "lines": (refund(1500),)}),
        (SELLER, negotiation.AcceptOffer, {"offer": "o1", "understood": True}),
    ]
    for hours, (who, kind, asked) in enumerate(acts, 1):
        then = at + timedelta(hours=hours)
        clerk.submit("case-1", who, partial(_asked, kind, then, asked), then)


def _asked(kind: Any, at: datetime, asked: dict[str, Any], by: Actor) -> Any:
    return kind(by=by, at=at, **asked)


def test_a_refund_that_settles_is_known_without_waiting_for_the_poll(house: House, telling: Shop) -> None:
    clerk, office = Clerk(house.store, all_rulebooks()), telling.office()
    code = place_order(telling.url, {"LAMP": 1}, "asynchronous")
    key = office.make_key("odr", NEEDED)
    with house.store.write() as conn:
        shop = Connected("vendure", f"{telling.url}/admin-api", key.secret, SECRET)
        connect(conn, service_secrets(house.settings), MARKETPLACE, shop, FILED_AT)
    agree(clerk, code, office.order(code).payments[0])
    carrier = Carrier(house.store, clerk, house.clock, service_secrets(house.settings))
    begin(carrier, "case-1")

    def steps() -> list[Step]:
        seen = clerk.look_as("case-1", Role.SYSTEM, house.clock.now()).case
        return [report.step for report in seen.orders[-1].lines[0].reports]

    assert steps() == [Step.SUBMITTED]
    _quiet(house.store)
    assert not carry_out_next(carrier, house.clock.now())
    office.settle_refund(office.refunds(code)[0].id, "psp-9")
    until = time.monotonic() + PATIENCE
    while not carry_out_next(carrier, house.clock.now()):
        assert time.monotonic() < until, "the shop's message did not come"
        time.sleep(0.05)
    assert steps() == [Step.SUBMITTED, Step.FULFILLED]
    office.api.close()


def _quiet(store: Store) -> None:
    """What the shop told while the refund was made has come, and the next look is far away."""
    time.sleep(1.5)
    with store.write() as conn:
        later = micros(SystemClock().now() + timedelta(days=1))
        conn.execute(executions.update().values(due_at=later))
