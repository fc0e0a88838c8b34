"""A gift: its recipient sees the order without payments, complains on the buyer's side, and settles nothing."""

from typing import Any

from sqlalchemy import select

from odr.notices.tables import notices
from tests.accounts.helpers import last_mail
from tests.schema.house import Town, address, complaint, order, remedy, unknown
from tests.schema.reading import CASE, CASES, ORDER
from tests.schema.test_journey import read

GIFT = {"recipient": {"email": "Stranger@example.org", "name": "Stefan"}}
SAID = "recipient { name invited joined you }"
PAYEES = "query ($case: ID!) { payeeAccounts(case: $case) { side } }"


def given(town: Town) -> str:
    """The case about a gift that its recipient, the stranger, filed."""
    made = town.as_("stranger").done("fileComplaint", "case { id }", **complaint(town.register(**GIFT)))
    town.work()
    town.as_("seller").done("acceptCaseInvitation", token=last_mail(town.store, "mail.invitation")["token"])
    return str(made["case"]["id"])


def test_the_recipient_sees_the_order_without_its_payments(town: Town) -> None:
    order_id = town.register(**GIFT)
    seen = town.as_("stranger").ask(ORDER, id=order_id)["order"]
    assert (seen["paid"], seen["payments"], seen["recipient"]) == (None, [], "Stefan")
    whole = town.as_("buyer").ask(ORDER, id=order_id)["order"]
    assert whole["paid"] == {"amount": "104.90", "currency": "EUR"}
    unpriced = [{**line, "unitPrice": None, "total": None} for line in whole["lines"]]
    assert {**whole, "paid": None, "payments": [], "freight": None, "lines": unpriced} == seen
    mine = town.as_("stranger").ask("{ orders { edges { node { id payments { id } } } } }")["orders"]["edges"]
    assert mine == [{"node": {"id": order_id, "payments": []}}]
    assert town.as_("decider").post(ORDER, id=order_id).content == (
        town.as_("decider").post(ORDER, id=unknown("Order")).content
    )


def test_an_order_that_is_said_again_is_the_same_one_with_its_recipient(town: Town) -> None:
    said = order(town.clock.now(), **GIFT)
    first, again = (town.as_("admin").done("registerOrder", "order { id }", **said)["order"] for _ in range(2))
    assert first == again
    without = {key: value for key, value in said.items() if key != "recipient"}
    assert town.as_("admin").refused("registerOrder", **without) == "ORDER_DIFFERS"


def test_the_recipient_complains_on_the_buyers_side_and_sees_no_payments(town: Town) -> None:
    case = given(town)
    stranger = town.as_("stranger")
    seen = stranger.ask(CASE, id=case)["case"]
    assert (seen["role"], seen["complainant"]["name"]) == ("RECIPIENT", "Bożena Nowak")
    assert seen["complainant"]["you"] is True
    assert (seen["order"]["paid"], seen["order"]["payments"], seen["paymentsLeft"]) == (None, [], [])
    assert [line["total"] for line in seen["order"]["lines"]] == [None, None]
    leaves = {entry["kind"]: entry["leaf"] for entry in seen["timeline"]}
    assert leaves["OrderRecorded"] is None
    assert leaves["ComplaintFiled"]
    assert stranger.ask(CASES, first=9)["cases"]["edges"][0]["node"]["id"] == case
    assert read(town.as_("seller"), case, SAID)["recipient"] == {
        "name": "Stefan Fremd",
        "invited": False,
        "joined": True,
        "you": False,
    }
    by = "timeline { kind by { role name person byMandate } }"
    (filed,) = [one["by"] for one in read(town.as_("seller"), case, by)["timeline"] if one["kind"] == "ComplaintFiled"]
    assert filed == {"role": "RECIPIENT", "name": "Bożena Nowak", "person": "Stefan Fremd", "byMandate": True}


def test_the_buyer_is_told_and_decides_about_money(town: Town) -> None:
    case = given(town)
    kinds = select(notices.c.kind).where(notices.c.person == town.people["buyer"])
    with town.store.read() as conn:
        assert [*conn.execute(kinds).scalars()]
    asked = {"case": case, "lines": [remedy("30.00", "REFUND_PARTIAL")]}
    offer = town.as_("seller").done("makeOffer", "offer { id }", **asked)["offer"]["id"]
    accept: dict[str, Any] = {"case": case, "offer": offer, "effectUnderstood": True}
    assert town.as_("stranger").refused("acceptOffer", **accept) == "PAYER_DECIDES"
    town.as_("buyer").done("acceptOffer", **accept)
    lines = "compensation { lines { remedy { amount { amount } } legs { payment } } }"
    (owed,) = read(town.as_("stranger"), case, lines)["compensation"]["lines"]
    assert owed == {"remedy": {"amount": {"amount": "30.00"}}, "legs": []}
    assert read(town.as_("buyer"), case, lines)["compensation"]["lines"][0]["legs"]
    stranger = town.as_("stranger")
    hidden = stranger.post(PAYEES, case=case).json()
    assert hidden["errors"][0]["extensions"]["code"] == "NOT_ALLOWED"
    assert town.as_("buyer").ask(PAYEES, case=case)["payeeAccounts"] == [{"side": "COMPLAINANT"}]


def test_the_buyer_asks_the_recipient_in_by_the_address_of_the_order(town: Town) -> None:
    made = town.as_("buyer").done("fileComplaint", "case { id }", **complaint(town.register(**GIFT)))
    case = made["case"]["id"]
    stranger = town.as_("stranger")
    assert stranger.post(CASE, id=case).content == stranger.post(CASE, id=unknown("Case")).content
    assert town.as_("stranger").ask(CASES, first=9)["cases"]["edges"] == []
    town.as_("buyer").done("inviteRecipient", case=case)
    sent = last_mail(town.store, "mail.part")
    assert sent["to"] == address("stranger")
    assert stranger.done("acceptPart", "caseId", token=sent["token"])["caseId"] == case
    assert read(stranger, case, SAID)["recipient"] == {
        "name": "Stefan Fremd",
        "invited": True,
        "joined": True,
        "you": True,
    }


def test_a_link_that_was_lost_is_sent_again_once_for_each_asking(town: Town) -> None:
    made = town.as_("buyer").done("fileComplaint", "case { id }", **complaint(town.register(**GIFT)))
    case, buyer = made["case"]["id"], town.as_("buyer")
    buyer.done("inviteRecipient", case=case, idempotencyKey="k")
    lost = last_mail(town.store, "mail.part")["token"]
    buyer.done("inviteRecipient", case=case, idempotencyKey="k-2")
    sent = last_mail(town.store, "mail.part")["token"]
    assert buyer.done("inviteRecipient", "replayed", case=case, idempotencyKey="k")["replayed"]
    assert last_mail(town.store, "mail.part")["token"] == sent
    stranger = town.as_("stranger")
    assert stranger.refused("acceptPart", token=lost) == "LINK_NOT_VALID"
    stranger.done("acceptPart", token=sent)
    assert buyer.refused("inviteRecipient", case=case) == "ALREADY_DONE"


def test_an_order_for_the_buyer_has_nobody_to_ask_in(town: Town) -> None:
    case = town.file()
    assert town.as_("buyer").refused("inviteRecipient", case=case) == "NO_RECIPIENT"
    assert read(town.as_("buyer"), case, SAID)["recipient"] is None
    actions = read(town.as_("buyer"), case, "availableActions { action }")["availableActions"]
    assert "INVITE_RECIPIENT" not in [one["action"] for one in actions]


def test_their_record_tells_no_payment(town: Town) -> None:
    case = given(town)
    issued = town.as_("stranger").done("issueRecord", "record { id }", case=case)["record"]["id"]
    listed = "query ($case: ID!) { caseRecords(case: $case) { id } }"
    assert [one["id"] for one in town.as_("stranger").ask(listed, case=case)["caseRecords"]] == [issued]
    assert town.as_("buyer").ask(listed, case=case)["caseRecords"] == []
