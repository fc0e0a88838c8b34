"""Every connector keeps the contract, and none is left out."""

import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, nullcontext

import pytest

from odr.fulfilment import calling
from odr.fulfilment.port import AnswerLost, ShopAway
from odr.fulfilment.shops import KINDS
from tests.fulfilment.contract import StandIn, Trouble, task_of
from tests.fulfilment.contract_beside import CHECKS
from tests.fulfilment.standins.memory import MemoryStandIn
from tests.fulfilment.standins.serving import Serving
from tests.fulfilment.standins.shopify import ShopifyStandIn
from tests.fulfilment.standins.stripe import StripeStandIn
from tests.fulfilment.standins.vendure import VendureStandIn

OVER_HTTP: Mapping[str, Callable[[], Serving]] = {
    "shopify": ShopifyStandIn,
    "stripe": StripeStandIn,
    "vendure": VendureStandIn,
}
STAND_INS: Mapping[str, Callable[[], StandIn]] = {**OVER_HTTP, "memory": MemoryStandIn}


def test_no_connector_is_left_out() -> None:
    assert set(STAND_INS) == {*KINDS, "memory"}


@pytest.fixture(params=sorted(STAND_INS))
def shop(request: pytest.FixtureRequest) -> Iterator[StandIn]:
    found = STAND_INS[request.param]()
    with closing(found) if isinstance(found, Serving) else nullcontext():
        yield found


@pytest.fixture(params=sorted(OVER_HTTP))
def server(request: pytest.FixtureRequest) -> Iterator[Serving]:
    with closing(OVER_HTTP[request.param]()) as found:
        yield found


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_contract(shop: StandIn, check: Callable[[StandIn], None]) -> None:
    check(shop)


@pytest.mark.parametrize("trouble", Trouble)
def test_a_payment_that_cannot_be_read_was_not_given_back(server: Serving, trouble: Trouble) -> None:
    task = task_of(server)
    server.cannot_be_read(trouble)
    with pytest.raises(ShopAway, match=r"."):
        server.connector().submit(task)
    assert not server.given


def test_a_shop_that_is_down_was_not_reached(server: Serving) -> None:
    task, connector = task_of(server), server.connector()
    server.close()
    with pytest.raises(ShopAway, match="ConnectError"):
        connector.submit(task)
    with pytest.raises(ShopAway, match="ConnectError"):
        connector.find(task)


@pytest.mark.parametrize(("url", "key"), [("", "Schlüssel"), ("http://[::", "a key"), ("http://a\x00b", "a key")])
def test_what_cannot_be_sent_was_not_begun(server: Serving, url: str, key: str) -> None:
    task = task_of(server)
    connector = KINDS[type(server.connector()).__name__.lower()](url or server.url, key)
    for call in (connector.submit, connector.find):
        with pytest.raises(ShopAway, match="NOT_SENDABLE") as raised:
            call(task)
        assert key not in "".join(traceback.format_exception(raised.value))


def test_an_answer_without_end_is_not_read(server: Serving) -> None:
    task = task_of(server)
    server.cannot_be_read(Trouble.TOO_LONG)
    with pytest.raises(AnswerLost, match="TOO_LONG"):
        server.connector().find(task)


def test_an_answer_that_drips_is_not_waited_for(server: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    task, connector = task_of(server), server.connector()
    monkeypatch.setattr(calling, "ANSWER_S", -1.0)
    monkeypatch.setattr(calling.httpx, "Timeout", lambda *_, **__: None)
    with pytest.raises(AnswerLost, match="TOO_SLOW"):
        connector.find(task)
