"""Several at once: one of them does it, and the others learn what became of it."""

from typing import Any

from tests.accounts.helpers import at_once
from tests.schema.house import Town, complaint, order, remedy
from tests.schema.test_journey import escalated, read


def test_an_offer_accepted_twice_settles_once(town: Town) -> None:
    case = escalated(town)
    mine = town.as_("buyer").done("makeOffer", "offer { id }", case=case, lines=[remedy("40.00", "REFUND_PARTIAL")])
    theirs = town.as_("seller").done("makeOffer", "offer { id }", case=case, lines=[remedy("30.00", "REFUND_PARTIAL")])
    takers = [(town.as_("seller"), mine["offer"]["id"]), (town.as_("buyer"), theirs["offer"]["id"])]

    def accept(number: int) -> Any:
        caller, offer = takers[number]
        return [
            e["code"] for e in caller.act("acceptOffer", case=case, offer=offer, effectUnderstood=True)["userErrors"]
        ]

    answers = sorted(at_once(2, accept))
    assert answers == [[], ["NOT_AT_THIS_STAGE"]]
    kinds = [one["kind"] for one in read(town.as_("buyer"), case, "timeline { kind }")["timeline"]]
    assert kinds.count("SettlementReached") == kinds.count("OfferAccepted") == 1


def test_one_key_used_by_many_at_once_does_it_once(town: Town) -> None:
    case = town.file()
    callers = [town.as_("buyer") for _ in range(4)]
    asked = {"case": case, "room": "OPEN", "words": "Hello?", "idempotencyKey": "k-1"}
    done = at_once(4, lambda n: callers[n].done("sendMessage", "message { id }", **asked))
    assert len({one["message"]["id"] for one in done}) == 1
    assert sorted(one["replayed"] for one in done) == [False, True, True, True]
    assert len(read(town.as_("seller"), case, "messages { id }")["messages"]) == 1


def test_one_complaint_filed_by_many_at_once_is_one_case(town: Town) -> None:
    order_id = town.register()
    callers = [town.as_("buyer") for _ in range(4)]

    def file(number: int) -> str:
        payload = callers[number].act("fileComplaint", "case { number }", **complaint(order_id))
        return payload["case"]["number"] if payload["case"] else payload["userErrors"][0]["code"]

    answers = sorted(at_once(4, file))
    assert answers[:3] == ["COMPLAINT_EXISTS"] * 3
    assert answers[3].startswith("KM-2026-000001-")


def test_one_order_registered_by_many_at_once_is_one_order(town: Town) -> None:
    callers = [town.as_("admin") for _ in range(4)]
    said = order(town.clock.now())
    done = at_once(4, lambda n: callers[n].done("registerOrder", "order { id }", **said))
    assert len({one["order"]["id"] for one in done}) == 1
