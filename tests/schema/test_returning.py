"""Goods go back, through GraphQL: what is said of it, who reads it, and who cannot be made to pay for it."""

from typing import Any

import pytest

from odr.accounts.principal import Scope
from tests.schema.house import Town, complaint, eur, last_mail, order, remedy
from tests.schema.test_journey import escalated, read

LINES = """compensation { lines { id step nextSteps canArrange returnCost due
    arrangement { address instructions label carrier tracking costBearer most { amount } by { role } } } }"""
WHERE = {"address": "Holzhaus, Lager 2\n10115 Berlin", "costBearer": "RESPONDENT"}


def agreed(town: Town, **changes: Any) -> tuple[str, str]:
    """A case in which a refund waits for the lamp, and the line of it."""
    case = escalated(town)
    lines = [{**remedy("40.00", "REFUND_ON_RETURN"), **changes}]
    offer = town.as_("seller").done("makeOffer", "offer { id }", case=case, lines=lines)["offer"]
    town.as_("buyer").done("acceptOffer", case=case, offer=offer["id"], effectUnderstood=True)
    return case, owed(town, "buyer", case)["id"]


def owed(town: Town, who: str, case: str) -> dict[str, Any]:
    (line,) = read(town.as_(who), case, LINES)["compensation"]["lines"]
    return dict(line)


def test_the_seller_says_how_and_the_buyer_reads_it_and_has_its_time(town: Town) -> None:
    case, line = agreed(town)
    assert [owed(town, who, case)["canArrange"] for who in ("buyer", "seller", "admin")] == [False, True, True]
    before = owed(town, "buyer", case)
    assert (before["arrangement"], before["returnCost"]) == (None, "RESPONDENT")
    town.wait(days=2)
    said = {**WHERE, "label": "https://carrier.example/l/1", "carrier": "DHL", "tracking": "00340"}
    assert town.as_("buyer").refused("arrangeReturn", case=case, line=line, **said) == "NOT_AT_THIS_STAGE"
    town.as_("seller").done("arrangeReturn", case=case, line=line, **said, instructions="In its own box.")
    after = owed(town, "buyer", case)
    assert after["arrangement"] == {
        "address": WHERE["address"],
        "instructions": "In its own box.",
        "label": "https://carrier.example/l/1",
        "carrier": "DHL",
        "tracking": "00340",
        "costBearer": "RESPONDENT",
        "most": None,
        "by": {"role": "RESPONDENT"},
    }
    assert after["due"] > before["due"]


def test_the_buyer_pays_for_it_only_where_that_was_agreed_and_up_to_an_amount(town: Town) -> None:
    case, line = agreed(town)
    his = {"case": case, "line": line, **WHERE, "costBearer": "COMPLAINANT"}
    assert town.as_("seller").refused("arrangeReturn", **his, most=eur("5.90")) == "RETURN_COST_NOT_AGREED"


def test_what_was_agreed_of_the_cost_is_told_with_its_limit(town: Town) -> None:
    case, line = agreed(town, returnCost="COMPLAINANT")
    his = {"case": case, "line": line, **WHERE, "costBearer": "COMPLAINANT"}
    assert town.as_("seller").refused("arrangeReturn", **his) == "RETURN_COST_MISSING"
    town.as_("seller").done("arrangeReturn", **his, most=eur("5.90"))
    told = owed(town, "buyer", case)
    assert (told["returnCost"], told["arrangement"]["most"]) == ("COMPLAINANT", {"amount": "5.90"})


def test_the_shop_of_the_marketplace_can_say_it_with_its_key(town: Town) -> None:
    case, line = agreed(town)
    town.program(Scope.FULFILMENT_WRITE).done("arrangeReturn", case=case, line=line, **WHERE)
    assert owed(town, "seller", case)["arrangement"]["by"] == {"role": "MARKETPLACE"}


@pytest.mark.parametrize(("label", "code"), [("http://x.example", "INVALID_INPUT"), ("javascript:1", "INVALID_INPUT")])
def test_a_label_is_an_address_that_a_browser_opens_safely(town: Town, label: str, code: str) -> None:
    case, line = agreed(town)
    assert town.as_("seller").refused("arrangeReturn", case=case, line=line, **WHERE, label=label) == code


def test_a_booking_is_given_up_without_a_parcel(town: Town) -> None:
    stays = [{**one, "kind": "BOOKING"} for one in order(town.clock.now())["lines"]]
    claim = {"line": "1", "complaint": "SERVICE_POOR", "remedies": [remedy("40.00", "REFUND_PARTIAL")]}
    asked = complaint(town.register(lines=stays, shipments=[]), claims=[claim])
    case = town.as_("buyer").done("fileComplaint", "case { id }", **asked)["case"]["id"]
    town.work()
    town.as_("seller").done("acceptCaseInvitation", token=last_mail(town.store, "mail.invitation")["token"])
    lines = [remedy("40.00", "REFUND_ON_RETURN")]
    offer = town.as_("seller").done("makeOffer", "offer { id }", case=case, lines=lines)["offer"]["id"]
    town.as_("buyer").done("acceptOffer", case=case, offer=offer, effectUnderstood=True)
    (line,) = read(town.as_("seller"), case, "compensation { lines { id parcel canArrange returnCost } }")[
        "compensation"
    ]["lines"]
    assert (line["parcel"], line["canArrange"], line["returnCost"]) == (False, False, None)
    given_up = {"case": case, "line": line["id"], "step": "RETURN_IN_TRANSIT"}
    assert town.as_("buyer").refused("reportFulfilment", **given_up) == "PROOF_MISSING"
    done = town.as_("buyer").done("reportFulfilment", "line { step nextSteps }", **given_up, reference="CANCEL-7")
    assert done["line"]["step"] == "RETURN_IN_TRANSIT"
