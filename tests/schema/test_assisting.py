"""Assisted filing: what staff take down is a draft until the person confirms it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from odr.assisting import purge, taken_complaints
from odr.docket import dockets
from odr.schema import ids
from tests.accounts.helpers import at_once, last_mail, mails
from tests.schema.house import Town, address, complaint, remedy, unknown
from tests.schema.test_journey import read

TOKEN = "mail.taken_complaint"
DRAFT = """query ($token: String!) { complaintToConfirm(token: $token) {
  via narrative case order { number } claims { title complaint remedies { remedy amount { amount } } } } }"""
TAKEN = "query ($market: ID!) { takenComplaints(marketplace: $market) { orderNumber via case } }"


def told(town: Town, **changes: Any) -> dict[str, Any]:
    said = complaint("unused")
    del said["order"]
    asked = {"marketplace": ids.encode("Marketplace", town.marketplace), "orderNumber": "A-1001", "via": "PHONE"}
    return asked | said | changes


def take_down(town: Town, who: str = "admin") -> str:
    """The token of the link that goes to the buyer."""
    town.register()
    town.as_(who).done("takeDownComplaint", **told(town))
    return str(last_mail(town.store, TOKEN, to=address("buyer"))["token"])


def cases(town: Town) -> int:
    with town.store.read() as conn:
        return conn.execute(select(func.count()).select_from(dockets)).scalar_one()


@pytest.mark.parametrize(("who", "shown"), [("admin", "Kiezmarkt"), ("registrar", "the registrar of the service")])
def test_what_was_taken_down_is_filed_once_the_person_confirms(town: Town, who: str, shown: str) -> None:
    token, buyer = take_down(town, who), town.as_("buyer")
    assert cases(town) == 0
    draft = buyer.ask(DRAFT, token=token)["complaintToConfirm"]
    assert (draft["narrative"], draft["order"]["number"], draft["case"]) == (
        "The lamp arrived with a crack.",
        "A-1001",
        None,
    )
    asked = [{"remedy": "REFUND_FULL", "amount": {"amount": "80.00"}}]
    assert draft["claims"] == [{"title": "Lamp", "complaint": "DAMAGED", "remedies": asked}]
    case = buyer.done("confirmComplaint", "case { id }", token=token)["case"]["id"]
    again = buyer.done("confirmComplaint", "case { id } replayed", token=token)
    assert (again["case"]["id"], again["replayed"], cases(town)) == (case, True, 1)
    lines = read(town.as_("admin"), case, "timeline { kind sentence by { role } }")["timeline"]
    (line,) = [one for one in lines if one["kind"] == "ComplaintTakenDown"]
    assert line["by"]["role"] == "COMPLAINANT"
    assert f"confirmed what {shown} took down for them, as it came by telephone." in line["sentence"]
    listed = town.as_(who).ask(TAKEN, market=told(town)["marketplace"])["takenComplaints"]
    assert listed == [{"orderNumber": "A-1001", "via": "PHONE", "case": case}]
    with town.store.read() as conn:
        assert conn.execute(select(taken_complaints.c.said)).scalar_one() == ""
    assert buyer.ask(DRAFT, token=token)["complaintToConfirm"]["claims"] == []


def test_nothing_is_filed_without_the_person(town: Town) -> None:
    token = take_down(town)
    for who in ("seller", "admin", "registrar", "stranger"):
        assert town.as_(who).refused("confirmComplaint", token=token) == "LINK_NOT_VALID"
        assert "LINK_NOT_VALID" in town.as_(who).post(DRAFT, token=token).text
    assert town.nobody().refused("confirmComplaint", token=token) == "NOT_SIGNED_IN"
    town.wait(days=14)
    town.work()
    assert town.as_("buyer").refused("confirmComplaint", token=token) == "LINK_NOT_VALID"
    with town.store.write() as conn:
        assert purge(conn, town.clock.now() - timedelta(days=1)) == 0
        assert purge(conn, town.clock.now()) == 1
        assert conn.execute(select(taken_complaints)).all() == []
    assert cases(town) == 0


def test_of_several_confirmations_at_once_one_files(town: Town) -> None:
    token, buyer = take_down(town), town.as_("buyer")
    answers = at_once(4, lambda _: buyer.act("confirmComplaint", "case { id }", token=token))
    assert len({one["case"]["id"] for one in answers if one["case"]}) == 1
    assert cases(town) == 1


def test_only_staff_take_a_complaint_down_and_what_cannot_be_filed_is_refused_at_once(town: Town) -> None:
    town.register()
    for who in ("buyer", "seller", "mediator", "stranger"):
        assert town.as_(who).refused("takeDownComplaint", **told(town)) == "NOT_FOUND"
    admin = town.as_("admin")
    assert admin.refused("takeDownComplaint", **told(town, marketplace=unknown("Marketplace"))) == "NOT_FOUND"
    assert admin.refused("takeDownComplaint", **told(town, orderNumber="A-9")) == "NOT_FOUND"
    assert admin.refused("takeDownComplaint", **told(town, narrative=" ")) == "REASONS_MISSING"
    wrong = [{"line": "1", "complaint": "DAMAGED", "remedies": [remedy("800.00")]}]
    assert admin.refused("takeDownComplaint", **told(town, claims=wrong)) == "MORE_THAN_WAS_PAID"
    assert mails(town.store, TOKEN) == []
    found = 'query ($m: ID!) { orderForComplaint(marketplace: $m, number: "A-1001") { number } }'
    assert admin.ask(found, m=told(town)["marketplace"])["orderForComplaint"]["number"] == "A-1001"
    assert "NOT_FOUND" in town.as_("stranger").post(found, m=told(town)["marketplace"]).text
