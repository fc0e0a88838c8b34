"""An offer that asks for what it must not is stopped before the other side sees it."""

from tests.schema.house import Town, remedy
from tests.schema.reading import CASE as EVERYTHING
from tests.schema.test_journey import escalated, read


def test_an_offer_for_a_deleted_review_never_reaches_the_other_side(town: Town) -> None:
    case = escalated(town)
    told = town.as_("buyer").post(EVERYTHING, id=case).content
    lines = [remedy("30.00", "REFUND_PARTIAL")]
    asked = {"case": case, "lines": lines, "conditions": "Once you have deleted your review."}
    (refused,) = town.as_("seller").act("makeOffer", **asked)["userErrors"]
    assert (refused["code"], refused["field"]) == ("CONDITION_FORBIDDEN", "conditions")
    assert "whatever is written about you" in refused["message"]
    noted = [{**lines[0], "note": "Contact me on WhatsApp."}]
    (refused,) = town.as_("seller").act("makeOffer", case=case, lines=noted)["userErrors"]
    assert refused["code"] == "CONDITION_FORBIDDEN"
    assert town.as_("buyer").post(EVERYTHING, id=case).content == told
    made = town.as_("seller").done("makeOffer", "offer { id }", case=case, lines=lines, conditions="Within five days.")
    assert [one["id"] for one in read(town.as_("buyer"), case, "offers { id }")["offers"]] == [made["offer"]["id"]]
