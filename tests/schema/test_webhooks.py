"""A marketplace that does the work itself: told by signed webhooks, it reports, and the case closes."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from sqlalchemy import select

from odr.accounts.principal import Scope
from odr.fulfilment.shops import Shop, connect
from odr.outbox import promise
from odr.settings import service_secrets
from odr.signed_hooks import secret_of, verify
from odr.store import Store
from odr.webhooks.sending import DISABLED, Sender, send_next
from odr.webhooks.tables import webhooks
from tests.accounts.browser import Caller
from tests.conftest import HandClock
from tests.schema.house import Town, remedy, unknown
from tests.schema.test_journey import accept, decided, read
from tests.shops.receiver import Message, Receiver, receiving

SHOWN = "webhook { id url description types enabled disabledReason failingSince }"
WEBHOOK = f"{SHOWN} secret"
DELIVERY = "delivery { id messageId type case state nextAt attempts { status code } }"
LIST = (
    "query ($m: ID!, $f: Int! = 20, $a: String) { webhooks(marketplace: $m, first: $f, after: $a)"
    " { pageInfo { hasNextPage endCursor } edges { node { id url } } } }"
)
LOG = (
    "query ($w: ID!, $f: Int! = 20, $a: String, $s: WebhookDeliveryState) { webhookDeliveries(webhook: $w, first: $f,"
    " after: $a, state: $s) { pageInfo { hasNextPage endCursor } edges { node { id type case state } } } }"
)


class Market(Town):
    """A town whose service calls addresses inside, where the receiver of a test is."""

    SETTINGS: ClassVar[dict[str, Any]] = {"outbound_inside": True}


@pytest.fixture
def market(store: Store, clock: HandClock, tmp_path: Path) -> Market:
    return Market(store, clock, tmp_path)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


def market_id(town: Town) -> str:
    found = town.as_("admin").ask("{ viewer { marketplaces { id } } }")
    return str(found["viewer"]["marketplaces"][0]["id"])


def add(town: Town, url: str, **more: Any) -> Any:
    return town.as_("admin").done("addWebhook", WEBHOOK, marketplace=market_id(town), url=url, **more)


def send(town: Town) -> None:
    town.work()
    house = town.house
    sender = Sender(house.store, house.clock, service_secrets(house.settings), inside=True)
    while send_next(sender, house.clock.now()):
        pass


def taken(receiver: Receiver, kind: str) -> list[Message]:
    return [one for one in receiver.messages if one.said["type"] == kind]


def settled(town: Town) -> str:
    case = town.file()
    offer = town.as_("seller").done("makeOffer", "offer { id }", case=case, lines=[remedy()])["offer"]["id"]
    town.as_("buyer").done("acceptOffer", case=case, offer=offer, effectUnderstood=True)
    return case


def test_the_generic_connector_carries_a_settlement_out(market: Market, receiver: Receiver) -> None:
    secret = add(market, receiver.url)["secret"]
    case = settled(market)
    send(market)
    (ordered,) = taken(receiver, "fulfilment.ordered")
    verify([secret_of(secret)], ordered.headers, ordered.body, market.clock.now())
    data = ordered.said["data"]
    (line,) = data["lines"]
    assert (data["case"]["id"], data["order"], line["carriedOutBy"]) == (case, {"number": "A-1001"}, "MARKETPLACE")
    assert (line["remedy"], line["amount"], line["orderLine"]) == (
        "REFUND_FULL",
        {"amount": "80.00", "currency": "EUR"},
        "1",
    )
    (leg,) = line["legs"]
    assert (leg["payment"], leg["amount"]) == ("p-1", {"amount": "80.00", "currency": "EUR"})
    assert line["due"] > market.clock.now().isoformat()
    shop = market.program(Scope.FULFILMENT_WRITE)
    report = {"case": data["case"]["id"], "line": line["id"], "reference": "psp-1", "idempotencyKey": leg["key"]}
    shop.done("reportFulfilment", **report, step="FULFILLED")
    assert shop.done("reportFulfilment", "replayed", **report, step="FULFILLED")["replayed"]
    send(market)
    (step,) = taken(receiver, "fulfilment.step")
    assert (step.said["data"]["step"], step.said["data"]["reference"]) == ("FULFILLED", "psp-1")
    (closed,) = taken(receiver, "case.closed")
    assert closed.said["data"]["ground"] == "SETTLED"
    assert len({one.headers["webhook-id"] for one in receiver.messages}) == len(receiver.messages)


def test_a_decision_is_to_be_carried_out_once_nothing_holds_it_up(market: Market, receiver: Receiver) -> None:
    add(market, receiver.url)
    case = decided(market)
    accept(market, case)
    send(market)
    (issued,) = taken(receiver, "decision.issued")
    assert (issued.said["data"]["outcome"], taken(receiver, "fulfilment.ordered")) == ("GRANTED", [])
    market.wait(days=16)
    send(market)
    (ordered,) = taken(receiver, "fulfilment.ordered")
    (line,) = ordered.said["data"]["lines"]
    report = {"case": case, "line": line["id"], "step": "FULFILLED", "reference": "psp-2"}
    market.program(Scope.FULFILMENT_WRITE).done("reportFulfilment", idempotencyKey=line["legs"][0]["key"], **report)
    send(market)
    assert [one.said["data"]["ground"] for one in taken(receiver, "case.closed")] == ["DECIDED"]


def test_what_the_service_carries_out_is_its_own_to_the_end(market: Market, receiver: Receiver) -> None:
    """A marketplace that has a shop connected and listens as well pays nothing a second time."""
    add(market, receiver.url)
    with market.store.write() as conn:
        shop = Shop("vendure", "http://127.0.0.1:9/admin-api", "key")
        connect(conn, service_secrets(market.house.settings), market.marketplace, shop, market.clock.now())
    case = settled(market)
    send(market)
    (ordered,) = taken(receiver, "fulfilment.ordered")
    (line,) = ordered.said["data"]["lines"]
    market.as_("admin").done("reportFulfilment", case=case, line=line["id"], step="SUBMITTED", reference="re_1")
    send(market)
    (step,) = taken(receiver, "fulfilment.step")
    told = (line, step.said["data"]["line"])
    assert [(one["carriedOutBy"], one["step"]) for one in told] == [("SERVICE", "ORDERED"), ("SERVICE", "SUBMITTED")]


def test_the_version_told_is_the_one_that_the_administrator_reads(market: Market, receiver: Receiver) -> None:
    add(market, receiver.url)
    case = settled(market)
    send(market)
    versions = {one.said["data"]["case"]["version"] for one in receiver.messages}
    assert max(versions) <= read(market.as_("admin"), case, "version")["version"]


def test_only_what_is_wanted_is_told_and_each_endpoint_has_its_own(market: Market, receiver: Receiver) -> None:
    add(market, f"{receiver.url}/all")
    add(market, f"{receiver.url}/closed", types=["CASE_CLOSED"])
    market.as_("buyer").done("withdrawComplaint", case=market.file(), reasons="It came after all.")
    send(market)
    closed = taken(receiver, "case.closed")
    assert len(closed) == 2
    assert len({one.headers["webhook-id"] for one in closed}) == 2
    assert len(taken(receiver, "case.opened")) == 1


def test_entries_that_are_told_again_are_entered_once(market: Market, receiver: Receiver) -> None:
    add(market, receiver.url, types=["CASE_OPENED"])
    market.file()
    with market.store.write() as conn:
        conn.exec_driver_sql("update outbox set done_at = null, claimed_until = null where topic = 'case.entries'")
    send(market)
    assert len(taken(receiver, "case.opened")) == 1


def programs(town: Town) -> list[Caller]:
    return [town.program(Scope.CASES_READ), town.program(Scope.FULFILMENT_WRITE)]


def test_only_the_marketplace_s_administrators_and_programs_say_where_it_is_told(market: Market) -> None:
    made = add(market, "https://shop.example/hook", description="Refunds")
    webhook = made["webhook"]["id"]
    assert made["webhook"]["enabled"]
    assert made["secret"].startswith("whsec_")
    asked = {"marketplace": market_id(market), "url": "https://evil.example/hook"}
    for who in ("buyer", "seller", "registrar", "stranger"):
        assert market.as_(who).refused("addWebhook", **asked) == "NOT_FOUND"
        for act in ("changeWebhook", "removeWebhook", "rotateWebhookSecret", "testWebhook"):
            assert market.as_(who).refused(act, webhook=webhook) == "NOT_FOUND"
        assert market.as_(who).post(LIST, m=asked["marketplace"]).json()["errors"]
    for program in programs(market):
        assert program.refused("addWebhook", **asked) == "NOT_ALLOWED"
    market.wait(seconds=1)
    program = market.program(Scope.WEBHOOKS_WRITE)
    assert program.done("addWebhook", WEBHOOK, **asked)["webhook"]["url"] == asked["url"]
    found = program.ask(LIST, m=asked["marketplace"])["webhooks"]["edges"]
    assert [edge["node"]["url"] for edge in found] == ["https://shop.example/hook", asked["url"]]
    assert market.as_("admin").refused("testWebhook", webhook=unknown("Webhook")) == "NOT_FOUND"


def test_lists_are_paged(market: Market, receiver: Receiver) -> None:
    webhook = add(market, receiver.url)["webhook"]["id"]
    for number in range(3):
        market.wait(seconds=1)
        market.as_("admin").done("testWebhook", webhook=webhook, idempotencyKey=str(number))
        add(market, f"https://shop.example/{number}")
    admin, seen = market.as_("admin"), []
    first = admin.ask(LOG, w=webhook, f=2)["webhookDeliveries"]
    second = admin.ask(LOG, w=webhook, f=2, a=first["pageInfo"]["endCursor"])["webhookDeliveries"]
    seen = [edge["node"]["id"] for edge in (*first["edges"], *second["edges"])]
    assert (len(seen), len(set(seen)), second["pageInfo"]["hasNextPage"]) == (3, 3, False)
    first = admin.ask(LIST, m=market_id(market), f=3)["webhooks"]
    second = admin.ask(LIST, m=market_id(market), f=3, a=first["pageInfo"]["endCursor"])["webhooks"]
    assert (len(first["edges"]), len(second["edges"])) == (3, 1)


@pytest.mark.parametrize("url", ["http://shop.example/", "https://10.0.0.1/", "https://shop.example:22/", "shop"])
def test_an_address_inside_is_not_taken_in(town: Town, url: str) -> None:
    asked = {"marketplace": market_id(town), "url": url}
    assert town.as_("admin").refused("addWebhook", **asked) == "URL_NOT_VALID"


def test_a_marketplace_has_ten_at_most_and_no_empty_list_of_types(market: Market) -> None:
    for number in range(10):
        add(market, f"https://shop.example/{number}")
    more = {"marketplace": market_id(market), "url": "https://shop.example/"}
    assert market.as_("admin").refused("addWebhook", **more) == "TOO_MANY_WEBHOOKS"
    (first, *_) = market.as_("admin").ask(LIST, m=more["marketplace"])["webhooks"]["edges"]
    assert market.as_("admin").refused("changeWebhook", webhook=first["node"]["id"], types=[]) == "TYPES_NOT_VALID"
    assert market.as_("admin").done("removeWebhook", "removed", webhook=first["node"]["id"])["removed"]
    add(market, more["url"])


def test_a_repeated_key_adds_once_and_shows_the_secret_once(market: Market) -> None:
    asked = {"idempotencyKey": "k", "url": "https://shop.example/"}
    first, again = add(market, **asked), add(market, **asked)
    assert (again["webhook"], again["secret"], again["replayed"]) == (first["webhook"], None, True)
    rotated = market.as_("admin").done("rotateWebhookSecret", WEBHOOK, webhook=first["webhook"]["id"])
    assert rotated["secret"] not in (None, first["secret"])


def test_the_secret_is_encrypted_at_rest(market: Market) -> None:
    secret = add(market, "https://shop.example/")["secret"]
    with market.store.read() as conn:
        row = conn.execute(select(webhooks)).one()
    assert secret not in json.dumps(row._asdict(), default=str)


def test_a_message_is_tried_seen_and_sent_again(market: Market, receiver: Receiver) -> None:
    webhook, admin = add(market, receiver.url)["webhook"]["id"], market.as_("admin")
    receiver.statuses = [500]
    made = admin.done("testWebhook", DELIVERY, webhook=webhook)["delivery"]
    assert (made["type"], made["state"], made["case"]) == ("WEBHOOK_TEST", "PENDING", None)
    send(market)
    again = admin.done("retryDelivery", DELIVERY, delivery=made["id"])["delivery"]
    assert again["attempts"] == [{"status": 500, "code": "HTTP_500"}]
    send(market)
    delivered = admin.ask(LOG, w=webhook, s="DELIVERED")["webhookDeliveries"]["edges"]
    assert [edge["node"]["id"] for edge in delivered] == [made["id"]]
    assert market.as_("buyer").refused("retryDelivery", delivery=made["id"]) == "NOT_FOUND"
    at = market.clock.now()
    period = {"from": (at - timedelta(hours=1)).isoformat(), "to": (at + timedelta(hours=1)).isoformat()}
    assert admin.done("replayDeliveries", "count", webhook=webhook, **period)["count"] == 1
    send(market)
    assert [one.headers["webhook-id"] for one in receiver.messages] == [made["messageId"]] * 3
    backwards = {"from": period["to"], "to": period["from"]}
    assert admin.refused("replayDeliveries", webhook=webhook, **backwards) == "PERIOD_TOO_LONG"


def test_what_happens_while_it_is_disabled_waits(market: Market, receiver: Receiver) -> None:
    webhook, admin = add(market, receiver.url)["webhook"]["id"], market.as_("admin")
    off = admin.done("changeWebhook", SHOWN, webhook=webhook, enabled=False)["webhook"]
    assert (off["enabled"], off["disabledReason"]) == (False, "BY_YOU")
    assert admin.refused("testWebhook", webhook=webhook) == "WEBHOOK_DISABLED"
    market.file()
    send(market)
    assert receiver.messages == []
    admin.done("changeWebhook", webhook=webhook, enabled=True)
    send(market)
    assert len(taken(receiver, "case.opened")) == 1


def test_the_administrators_are_told_that_one_was_disabled(market: Market) -> None:
    payload = {"marketplace": market.marketplace, "host": "shop.example", "why": "GONE"}
    with market.store.write() as conn:
        promise(conn, DISABLED, payload, market.clock.now())
    market.work()
    notices = "{ notices { edges { node { kind words case } } } }"
    (edge,) = market.as_("admin").ask(notices)["notices"]["edges"]
    assert (edge["node"]["kind"], edge["node"]["case"]) == ("webhook_disabled", None)
    assert "shop.example" in edge["node"]["words"]
    assert market.as_("seller").ask(notices)["notices"]["edges"] == []
