"""What law and policies give, through the API: before filing, in the case, and a person who looks at it."""

from typing import Any

from odr.verification import verify_dockets
from tests.schema.house import Town, complaint, eur, remedy, sold

LINES = "lines { source rule result remedy best amount { amount } tests { words state knownBy shownBy } }"
BEFORE = (
    "query ($order: ID!, $line: ID!, $quantity: Int!, $kind: ComplaintType!, $told: CircumstancesInput) {"
    " entitlement(order: $order, line: $line, quantity: $quantity, complaint: $kind, circumstances: $told)"
    " { notice statute modelledOn " + LINES + " } }"
)
OF_CASE = (
    "query ($id: ID!) { case(id: $id) { entitlement { statute review { side reasons finding } "
    + LINES
    + " } availableActions { action } timeline { kind sentence } } }"
)


def before(town: Town, order: str, who: str = "buyer", **asked: Any) -> Any:
    said = {"line": "1", "quantity": 1, "kind": "DAMAGED", **asked}
    return town.as_(who).ask(BEFORE, order=order, **said)["entitlement"]


def test_both_sides_see_it_before_filing_and_nobody_else(town: Town) -> None:
    order = town.register()
    found = before(town, order)
    assert (found["statute"], "computer" in found["notice"]) == ("eu/1", True)
    assert {line["source"] for line in found["lines"]} == {
        "STATUTE",
        "PLATFORM_POLICY",
        "SELLER_POLICY",
        "COMMERCIAL_GUARANTEE",
    } - {"SELLER_POLICY"}
    asked = {"order": order, "line": "1", "quantity": 1, "kind": "DAMAGED"}
    for stranger in (town.as_("stranger"), town.nobody()):
        assert stranger.post(BEFORE, **asked).json()["errors"][0]["extensions"]["code"] in (
            "NOT_FOUND",
            "NOT_SIGNED_IN",
        )
    for wrong, code in (({"line": "9"}, "UNKNOWN_LINE"), ({"quantity": 2}, "QUANTITY_TOO_LARGE")):
        answer = town.as_("buyer").post(BEFORE, **asked | wrong).json()
        assert answer["errors"][0]["extensions"]["code"] == code


def test_what_was_said_of_the_order_and_of_the_time_since_counts(town: Town) -> None:
    lamp = sold("1", "Lamp", 1, "80.00") | {"traits": ["CUSTOM_MADE"]}
    returns = {
        "kind": "returns",
        "provider": "Seller",
        "words": "30 days.",
        "within": "30d",
        "remedies": ["REFUND_ON_RETURN"],
    }
    order = town.register(lines=[lamp, sold("2", "Bulbs", 4, "5.00")], policies=[returns])
    lines = before(town, order, kind="WITHDRAWAL_RIGHT")["lines"]
    assert [(one["source"], one["result"]) for one in lines if one["remedy"] == "REFUND_ON_RETURN"] == [
        ("STATUTE", "NOT_UNDER_THIS"),
        ("PLATFORM_POLICY", "NOT_UNDER_THIS"),
        ("SELLER_POLICY", "GIVEN"),
    ]
    told = before(town, order, kind="DEFECTIVE", told={"repairsFailed": 1})["lines"]
    tests = [test for one in told for test in one["tests"] if test["knownBy"] == "COMPLAINANT"]
    assert {test["state"] for test in tests} == {"MET"}


def test_it_is_kept_in_the_case_and_computed_anew(town: Town) -> None:
    case = town.file()
    for who in ("buyer", "seller", "admin"):
        seen = town.as_(who).ask(OF_CASE, id=case)["case"]
        assert seen["entitlement"]["statute"] == "eu/1"
        assert [one["kind"] for one in seen["timeline"]].count("EntitlementComputed") == 1
    assert verify_dockets(town.store, town.house.clerk.law).divergence is None


def test_a_person_is_asked_and_answers(town: Town) -> None:
    case = town.file()
    town.as_("seller").done("askHumanReview", case=case, reasons="It was made to measure.")
    assert town.as_("buyer").refused("askHumanReview", case=case) == "ALREADY_DONE"
    actions = town.as_("admin").ask(OF_CASE, id=case)["case"]["availableActions"]
    assert {"action": "ANSWER_HUMAN_REVIEW"} in actions
    town.as_("admin").done("answerHumanReview", case=case, finding="The listing says nothing of it.")
    review = town.as_("buyer").ask(OF_CASE, id=case)["case"]["entitlement"]["review"]
    assert review == {
        "side": "RESPONDENT",
        "reasons": "It was made to measure.",
        "finding": "The listing says nothing of it.",
    }


def test_more_than_was_paid_for_the_piece_is_refused_and_damages_are_not(town: Town) -> None:
    order = town.register()

    def claim(kind: str) -> dict[str, Any]:
        asked = remedy("20.00", kind, "2")
        return complaint(order, claims=[{"line": "2", "quantity": 1, "complaint": "DAMAGED", "remedies": [asked]}])

    assert town.as_("buyer").refused("fileComplaint", **claim("REFUND_FULL")) == "MORE_THAN_WAS_PAID"
    assert town.as_("buyer").done("fileComplaint", "case { id }", **claim("DAMAGES"))["case"]


def test_terms_and_charges_that_cannot_be_are_refused(town: Town) -> None:
    odd = [{"kind": "returns", "provider": "S", "words": "W.", "within": "a month"}]
    told = town.as_("admin").act("registerOrder", **_order(town, policies=odd))["userErrors"][0]
    assert "30d" in told["message"] or "7d" in told["message"]
    paid = {"id": "p", "method": "card", "amount": eur("104.90"), "paidAt": "2026-02-16T12:00:00Z"}
    back = paid | {"coversFrom": "2026-02-02T00:00:00Z", "coversUntil": "2026-02-01T00:00:00Z"}
    assert town.as_("admin").refused("registerOrder", **_order(town, payments=[back])) == "INVALID_INPUT"


def _order(town: Town, **changes: Any) -> dict[str, Any]:
    from tests.schema.house import order

    return order(town.clock.now(), **changes)


DIAGNOSIS = (
    "query ($answers: [DiagnosisAnswerInput!]!, $language: String!) {"
    " diagnosis(answers: $answers, language: $language) { tree question { id text answers { id } }"
    " outcome { route complaint remedies documents letter } } }"
)


def test_questions_need_no_account(town: Town) -> None:
    first = town.nobody().ask(DIAGNOSIS, answers=[], language="de")["diagnosis"]
    assert (first["tree"], first["question"]["text"], first["outcome"]) == ("buyer/1", "Worum geht es?", None)
    assert first["question"]["answers"][-1] == {"id": "none_of_these"}
    said = [{"question": "what", "answer": "money"}, {"question": "money", "answer": "twice"}]
    last = town.nobody().ask(DIAGNOSIS, answers=said, language="en")["diagnosis"]["outcome"]
    assert (last["route"], last["complaint"], last["remedies"]) == ("COMPLAINT", "DUPLICATE", ["REFUND_PARTIAL"])
    assert all(last["documents"])
    wrong = town.nobody().post(DIAGNOSIS, answers=[{"question": "what", "answer": "?"}], language="en").json()
    assert wrong["errors"][0]["extensions"]["code"] == "INVALID_INPUT"
