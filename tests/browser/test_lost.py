"""A refund got lost on its way to the shop: the marketplace finds out what became of it, and says so on one page."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import expect
from sqlalchemy import insert

from odr.demo.people import AGNIESZKA, EDDA, NORA
from odr.demo.service import Running
from odr.demo.stories.words import claim, of_money
from odr.fulfilment.tables import executions
from odr.schema import ids
from odr.settings import Settings
from odr.store import Store, micros
from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.story import telling
from tests.browser.visitor import PHONE


def lost(service: Running, suffix: str, step: str = "UNKNOWN") -> tuple[str, str]:
    """A case whose refund of 80 EUR got lost, as the worker leaves it; with the key that stands in the shop."""
    with telling(service.url, suffix) as story:
        order = story.bought()
        story.complains(story.buyer, order, "It is broken.", claim("DAMAGED", of_money("80.00", "REFUND_FULL")))
        story.answers(story.seller, "It was whole.")
        offer = story.stage.on_case(story.seller, "makeOffer", "offer { id }", lines=[of_money("80.00", "REFUND_FULL")])
        story.stage.on_case(story.buyer, "acceptOffer", offer=offer["offer"]["id"], effectUnderstood=True)
        found = story.stage.ask(NORA, "number compensation { lines { id } }")
        line = found["compensation"]["lines"][0]["id"]
        if step != "ORDERED":
            story.stage.on_case(NORA, "reportFulfilment", line=line, step=step, reference="re_1")
        case, key = str(story.stage.case), f"order-{found['number']}-1-p-refund-1"
    _write_down(service, _row(ids.local(case, "Case"), ids.local(line, "CompensationLine"), key, step))
    return case, key


def _row(case: str, line: str, key: str, step: str) -> dict[str, Any]:
    now = datetime.now(UTC)
    who = {"case_id": case, "line": line, "marketplace": "m", "order_id": "o", "order_number": "KE-77"}
    what = {
        "key": key,
        "kind": "refund",
        "leg": "pay-77",
        "needs": "{}",
        "attempt": 1,
        "minor": 8000,
        "currency": "EUR",
        "reference": "",
    }
    name = "UNKNOWN" if step == "UNKNOWN" else "READY"
    state = {"state": name, "code": "ReadTimeout", "tries": 1, "looks": 5, "due_at": None, "claimed_until": None}
    when = {"changed_at": micros(now), "sent_at": micros(now - timedelta(hours=1)), "looked_at": micros(now)}
    return who | what | state | when


def _write_down(service: Running, row: dict[str, Any]) -> None:
    store = Store(Settings(mode="demo", data_dir=Path(service.environment["ODR_DATA_DIR"])).database_url)
    with store.write() as conn:
        conn.execute(insert(executions), row)
    store.close()


def test_what_got_lost_is_found_out_on_one_page(people: People, service: Running) -> None:
    case, key = lost(service, "LOST1")
    registrar = people.come(EDDA, viewport=PHONE)
    registrar.go("/desk")
    registrar.follow("What got lost")
    card = registrar.main.get_by_role("article").filter(has_text=key)
    expect(card).to_contain_text(f"ODR {key}")
    for words in ("KE-77", "pay-77", "80.00", "5 times, last", "ReadTimeout"):
        expect(card).to_contain_text(words)
    fits(registrar)
    registrar.press("It was not done", card)
    registrar.press("Have 80.00\u00a0EUR paid again", card)
    expect(card.get_by_role("alert")).to_contain_text("Look first, then say so here.")
    expect(card).to_contain_text("the buyer gets the money twice")
    fits(registrar)
    registrar.press("Go back without deciding", card)
    registrar.press("It was done", card)
    registrar.press("Say that it was done", card)
    expect(card.get_by_role("alert")).to_contain_text("Give the number under which it was done.")
    card.get_by_label("Its number in the shop").fill("re_77")
    fits(registrar)
    registrar.press("Say that it was done", card)
    registrar.reads("Both sides now read that it was done.")
    expect(card).to_have_count(0)
    buyer = people.come(AGNIESZKA)
    buyer.go(f"/cases/{case}/remedy")
    buyer.reads("re_77", "The money is on its way. It is usually there by")


def test_what_was_not_done_is_ordered_again_once(people: People, service: Running) -> None:
    _, key = lost(service, "LOST2")
    first, second = people.come(EDDA, name="Edda"), people.come(EDDA, name="Edda elsewhere")
    cards = [one.main.get_by_role("article").filter(has_text=key) for one in (first, second)]
    for one, card in zip((first, second), cards, strict=True):
        one.go("/lost")
        one.press("It was not done", card)
        card.get_by_role("checkbox").check()
    first.press("Have 80.00\u00a0EUR paid again", cards[0])
    first.reads("It is ordered again and goes to the shop within seconds.", "Nothing is lost")
    second.press("Have 80.00\u00a0EUR paid again", cards[1])
    expect(cards[1].get_by_role("alert")).to_be_visible()


def test_who_administers_nothing_finds_nothing_lost(people: People) -> None:
    buyer = people.come(AGNIESZKA)
    buyer.go("/lost")
    buyer.reads("Nothing is lost")


def test_the_buyer_reads_that_the_shop_cannot_be_reached(people: People, service: Running) -> None:
    case, _ = lost(service, "AWAY1", "ORDERED")
    buyer = people.come(AGNIESZKA, viewport=PHONE)
    buyer.go(f"/cases/{case}/remedy")
    buyer.reads("The shop cannot be reached at the moment.", "this goes on by itself")
    fits(buyer)
