"""What cannot be is refused with a reason, and leaves nothing behind."""

from typing import Any

import pytest
from sqlalchemy import func, select

from odr.accounts.principal import Scope
from odr.schema import ids
from odr.store import metadata
from tests.schema.house import Town, complaint, remedy
from tests.schema.test_journey import escalated, in_mediation, read

UNCOUNTED = {"sessions", "throttles"}


def rows(town: Town) -> dict[str, int]:
    """How many rows every table holds; sessions come and go with the tests' own sign-ins."""
    with town.store.read() as conn:
        return {
            table.name: conn.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
            if table.name not in UNCOUNTED
        }


def refused(town: Town, who: str, act: str, /, **asked: Any) -> tuple[str, str | None]:
    """The code and field of the one refusal; nothing was written."""
    before = rows(town)
    (error,) = town.as_(who).act(act, **asked)["userErrors"]
    assert error["message"].endswith((".", '"'))
    assert rows(town) == before
    return error["code"], error["field"]


@pytest.mark.parametrize(
    ("person", "act", "more"),
    [
        ("buyer", "admitCase", {}),
        ("buyer", "acknowledgeComplaint", {}),
        ("buyer", "joinCase", {}),
        ("seller", "escalateComplaint", {"reasons": "No."}),
        ("seller", "withdrawComplaint", {}),
        ("admin", "sendMessage", {"room": "OPEN", "words": "Hello."}),
        ("admin", "makeOffer", {"lines": [remedy()]}),
        ("registrar", "answerComplaint", {"position": "ACCEPTS", "statement": "Yes."}),
        ("buyer", "makeProposal", {"lines": [remedy()], "reasons": "So."}),
        ("seller", "completeFile", {}),
    ],
)
def test_an_act_of_another_role(town: Town, person: str, act: str, more: dict[str, Any]) -> None:
    assert refused(town, person, act, case=town.file(), **more) == ("NOT_ALLOWED", None)


def test_nobody_and_programs_without_scope_do_nothing(town: Town) -> None:
    case = town.file()
    asked = {"case": case, "room": "OPEN", "words": "Hello."}
    assert town.nobody().refused("sendMessage", **asked) == "NOT_SIGNED_IN"
    assert town.program(Scope.ORDERS_WRITE).refused("sendMessage", **asked) == "NOT_ALLOWED"
    document = "query ($id: ID!) { case(id: $id) { number } }"
    codes = [
        caller.post(document, id=case).json()["errors"][0]["extensions"]["code"]
        for caller in (town.nobody(), town.program(Scope.ORDERS_WRITE))
    ]
    assert codes == ["NOT_SIGNED_IN", "NOT_ALLOWED"]


def test_a_version_that_is_behind(town: Town) -> None:
    case = town.file()
    version = read(town.as_("buyer"), case, "version")["version"]
    town.as_("seller").done("acknowledgeComplaint", case=case)
    asked = {"case": case, "room": "OPEN", "words": "Hello?"}
    assert refused(town, "buyer", "sendMessage", **asked, expectedVersion=version) == (
        "STALE_VERSION",
        "expectedVersion",
    )
    now = read(town.as_("buyer"), case, "version")["version"]
    town.as_("buyer").done("sendMessage", **asked, expectedVersion=now)


def test_a_repeated_key_does_nothing_twice(town: Town) -> None:
    case = town.file()
    asked = {"case": case, "lines": [remedy("10.00", "REFUND_PARTIAL")], "idempotencyKey": "k-1"}
    first = town.as_("seller").done("makeOffer", "offer { id }", **asked)
    before = rows(town)
    again = town.as_("seller").done("makeOffer", "offer { id }", **asked)
    assert (first["replayed"], again["replayed"]) == (False, True)
    assert again["offer"] == first["offer"]
    assert rows(town) == before
    changed = asked | {"lines": [remedy("11.00", "REFUND_PARTIAL")]}
    assert refused(town, "seller", "makeOffer", **changed) == ("KEY_REUSED", "idempotencyKey")
    assert not town.as_("buyer").done("makeOffer", **asked)["replayed"], "a key belongs to who uses it"


def test_a_complaint_filed_again_under_its_key_is_the_same_case(town: Town) -> None:
    asked = complaint(town.register(), idempotencyKey="k-1")
    first = town.as_("buyer").done("fileComplaint", "case { id number }", **asked)
    again = town.as_("buyer").done("fileComplaint", "case { id number }", **asked)
    assert (again["case"], again["replayed"]) == (first["case"], True)
    without_key = {name: value for name, value in asked.items() if name != "idempotencyKey"}
    assert refused(town, "buyer", "fileComplaint", **without_key) == ("COMPLAINT_EXISTS", "claims")


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        (remedy() | {"amount": {"amount": "80.00", "currency": "USD"}}, "WRONG_CURRENCY", "amount"),
        (remedy("84.91"), "MORE_THAN_WAS_PAID", "amount"),
        (remedy("0.00"), "AMOUNT_MISSING", "amount"),
        (remedy("-1.00"), "AMOUNT_MISSING", "amount"),
        (remedy("1.001"), "INVALID_INPUT", "amount"),
        (remedy() | {"amount": {"amount": "1.00", "currency": "XXX"}}, "INVALID_INPUT", "currency"),
        (remedy("1.00", "REPAIR"), "AMOUNT_NOT_MEANT", "amount"),
        (remedy(line="3"), "UNKNOWN_LINE", "lines"),
        (remedy(quantity=2), "QUANTITY_TOO_LARGE", "quantity"),
        (remedy(quantity=0), "QUANTITY_TOO_LARGE", "quantity"),
        (remedy(line=None, quantity=0), "INVALID_INPUT", "quantity"),
        (remedy(line=None, quantity=-5), "INVALID_INPUT", "quantity"),
        (remedy(note="a\ab"), "INVALID_INPUT", "note"),
    ],
)
def test_a_remedy_that_cannot_be(town: Town, line: dict[str, Any], code: str, field: str) -> None:
    case = town.file()
    assert refused(town, "seller", "makeOffer", case=case, lines=[line]) == (code, field)


def test_remedies_together_stay_within_what_was_paid(town: Town) -> None:
    case = escalated(town)
    both = [remedy("80.00"), remedy("20.00", line=None), remedy("20.00", line=None)]
    assert refused(town, "buyer", "makeOffer", case=case, lines=both)[0] == "MORE_THAN_WAS_PAID"


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("x" * 20_001, "20,000"),
        ("bell\a", "control characters"),
        (" \n ", "sentence"),
    ],
)
def test_words_that_are_none(town: Town, words: str, problem: str) -> None:
    asked = {"case": town.file(), "room": "OPEN", "words": words}
    (error,) = town.as_("buyer").act("sendMessage", **asked)["userErrors"]
    assert problem in error["message"]


def test_twenty_thousand_characters_are_text(town: Town) -> None:
    case, words = town.file(), "ż" * 20_000
    said = town.as_("buyer").done("sendMessage", "message { words }", case=case, room="OPEN", words=words)
    assert said["message"]["words"] == words


@pytest.mark.parametrize("key", ["", "k" * 501, "k\a"])
def test_a_key_is_a_short_line_or_nothing(town: Town, key: str) -> None:
    asked = {"case": town.file(), "room": "OPEN", "words": "Hello.", "idempotencyKey": key}
    errors = town.as_("buyer").act("sendMessage", **asked)["userErrors"]
    assert [error["field"] for error in errors] == (["idempotencyKey"] if key else [])


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ("2026-03-02T11:59:59Z", "DATE_IN_THE_PAST"),
        ("2026-03-02T12:00:00Z", "DATE_IN_THE_PAST"),
        ("9999-12-31T23:59:59Z", "INVALID_INPUT"),
    ],
)
def test_an_offer_does_not_end_before_it_begins(town: Town, when: str, code: str) -> None:
    case = town.file()
    assert refused(town, "seller", "makeOffer", case=case, lines=[remedy()], expiresAt=when) == (code, "expiresAt")


def test_an_offer_ends_at_the_very_instant(town: Town) -> None:
    case = town.file()
    asked = {"case": case, "lines": [remedy()], "expiresAt": "2026-03-02T13:00:00Z"}
    offer = town.as_("seller").done("makeOffer", "offer { id expiresAt }", **asked)["offer"]
    assert offer["expiresAt"] == "2026-03-02T13:00:00.000000Z"
    town.wait(hours=1)
    accept = {"case": case, "offer": offer["id"], "effectUnderstood": True}
    assert town.as_("buyer").refused("acceptOffer", **accept) == "OFFER_NOT_OPEN"


def test_an_answer_after_the_bound_is_late(town: Town) -> None:
    case = town.file()
    town.wait(days=8)
    asked = {"case": case, "position": "DISPUTES", "statement": "It left us whole."}
    assert refused(town, "seller", "answerComplaint", **asked)[0] == "NOT_AT_THIS_STAGE"


def test_nothing_is_added_to_a_closed_case(town: Town) -> None:
    case = town.file()
    town.as_("buyer").done("withdrawComplaint", case=case)
    asked = {"case": case, "room": "OPEN", "words": "One more thing."}
    assert refused(town, "buyer", "sendMessage", **asked)[0] == "CASE_IS_CLOSED"


def test_a_room_that_is_not_open(town: Town) -> None:
    case = in_mediation(town)
    asked = {"case": case, "words": "Between us."}
    assert refused(town, "seller", "sendMessage", **asked, room="CAUCUS_COMPLAINANT") == ("ROOM_NOT_OPEN", "room")
    assert refused(town, "mediator", "sendMessage", **asked, room="OPEN") == ("ROOM_NOT_OPEN", "room")


def test_who_belongs_to_a_side_is_not_appointed(town: Town) -> None:
    case = escalated(town)
    town.wait(days=4)
    town.as_("buyer").done("leaveNegotiation", case=case)
    for person in ("decider", "seller", "buyer"):
        asked = {"case": case, "function": "MEDIATOR", "person": ids.encode("Person", town.people[person])}
        assert refused(town, "admin", "appointNeutral", **asked) == ("NOT_ELIGIBLE", "person")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"claims": []}, "NOTHING_ASKED"),
        ({"claims": [{"line": "1", "complaint": "DAMAGED", "remedies": []}]}, "NOTHING_ASKED"),
        ({"claims": [{"line": "9", "complaint": "DAMAGED", "remedies": [remedy()]}]}, "UNKNOWN_LINE"),
        (
            {"claims": [{"line": "2", "quantity": 5, "complaint": "DAMAGED", "remedies": [remedy(line="2")]}]},
            "QUANTITY_TOO_LARGE",
        ),
        ({"narrative": " "}, "REASONS_MISSING"),
        ({"order": "x"}, "NOT_FOUND"),
    ],
)
def test_a_complaint_that_cannot_be(town: Town, changes: dict[str, Any], code: str) -> None:
    order = town.register()
    assert refused(town, "buyer", "fileComplaint", **complaint(order, **changes))[0] == code


def test_only_buyer_and_seller_complain(town: Town) -> None:
    order = town.register()
    assert refused(town, "stranger", "fileComplaint", **complaint(order))[0] == "NOT_FOUND"
    assert refused(town, "admin", "fileComplaint", **complaint(order))[0] == "NOT_ALLOWED"


def test_a_seller_cannot_complain_of_a_buyer_nobody_knows(town: Town) -> None:
    town.file()
    buyer = {"email": "new@example.org", "name": "Nia Neu", "country": "PL", "zone": "Europe/Warsaw"}
    order = town.register(number="A-1002", buyer=buyer)
    claims = [{"line": "1", "complaint": "RETURN_EMPTY", "remedies": [remedy("10.00", "DAMAGES")]}]
    assert refused(town, "seller", "fileComplaint", **complaint(order, claims=claims)) == ("BUYER_UNKNOWN", "order")
