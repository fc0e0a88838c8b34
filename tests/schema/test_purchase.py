"""One filing about two sellers: a case for each, all or none, and neither seller sees the other's part."""

from typing import Any

from tests.accounts.helpers import mails
from tests.schema.house import Town, complaint, eur, order, remedy, sold
from tests.schema.test_journey import read

MADE = "cases { id number respondent { name } order { number lines { title } } receiptTimeline { stage } }"


def two_orders(town: Town) -> list[str]:
    """A lamp of one seller and a rug of another one, bought together."""
    rugs = order(town.clock.now())["seller"] | {"externalId": "s-78", "name": "Teppich KG", "email": "t@example.org"}
    rug: dict[str, Any] = {
        "number": "A-1002",
        "seller": rugs,
        "lines": [sold("9", "Rug", 1, "100.00")],
        "payments": [order(town.clock.now())["payments"][0] | {"amount": eur("104.90")}],
        "shipments": [],
    }
    return [town.register(), town.register(**rug)]


def parts(orders: list[str]) -> list[dict[str, Any]]:
    asks = [{"line": "9", "complaint": "NOT_RECEIVED", "remedies": [remedy("100.00", line="9")]}]
    return [complaint(orders[0]), complaint(orders[1], claims=asks, narrative="The rug never came.")]


def cases(town: Town) -> list[Any]:
    return list(town.as_("buyer").ask("{ cases { edges { node { id } } } }")["cases"]["edges"])


def test_each_seller_has_a_case_about_its_own_order(town: Town) -> None:
    made = town.as_("buyer").done("fileComplaints", MADE, complaints=parts(two_orders(town)))["cases"]
    assert [one["respondent"]["name"] for one in made] == ["Holzhaus GmbH", "Teppich KG"]
    assert [one["order"]["number"] for one in made] == ["A-1001", "A-1002"]
    assert [one["order"]["lines"][-1]["title"] for one in made] == ["Bulbs", "Rug"]
    assert all(one["receiptTimeline"] for one in made)


def test_neither_seller_sees_the_other_s_case(town: Town) -> None:
    lamp, rug = town.as_("buyer").done("fileComplaints", MADE, complaints=parts(two_orders(town)))["cases"]
    town.work()
    token = mails(town.store, "mail.invitation")[-1]["token"]
    joined = town.as_("seller").done("acceptCaseInvitation", "caseId", token=token)["caseId"]
    other = lamp["id"] if joined == rug["id"] else rug["id"]
    assert read(town.as_("seller"), joined, "number")
    hidden = town.as_("seller").post("query ($id: ID!) { case(id: $id) { number } }", id=other).json()
    assert hidden["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    assert len(town.as_("seller").ask("{ orders { edges { node { number } } } }")["orders"]["edges"]) == 1


def test_one_key_covers_all_of_them(town: Town) -> None:
    asked = parts(two_orders(town))
    first = town.as_("buyer").done("fileComplaints", MADE, complaints=asked, idempotencyKey="all")
    again = town.as_("buyer").done("fileComplaints", f"{MADE} replayed", complaints=asked, idempotencyKey="all")
    assert (again["cases"], again["replayed"]) == (first["cases"], True)
    assert len(cases(town)) == 2
    other = [asked[0] | {"narrative": "Otherwise."}, asked[1]]
    assert town.as_("buyer").refused("fileComplaints", complaints=other, idempotencyKey="all") == "KEY_REUSED"


def test_all_of_them_or_none_and_the_refusal_names_the_part(town: Town) -> None:
    asked = parts(two_orders(town))
    asked[1]["claims"][0]["line"] = "8"
    (error,) = town.as_("buyer").act("fileComplaints", complaints=asked)["userErrors"]
    assert (error["code"], error["field"]) == ("UNKNOWN_LINE", "complaints.1.claims")
    assert cases(town) == []


def test_one_that_runs_already_stops_the_others(town: Town) -> None:
    orders = two_orders(town)
    town.as_("buyer").done("fileComplaint", **complaint(orders[0]))
    (error,) = town.as_("buyer").act("fileComplaints", complaints=parts(orders)[::-1])["userErrors"]
    assert (error["code"], error["field"].split(".")[1]) == ("COMPLAINT_EXISTS", "1")
    assert len(cases(town)) == 1


def test_none_twice_and_too_many_are_told_what_to_do(town: Town) -> None:
    lamp = parts(two_orders(town))[0]
    for asked in ([], [lamp, lamp]):
        (error,) = town.as_("buyer").act("fileComplaints", complaints=asked)["userErrors"]
        assert (error["code"], error["message"]) == ("INVALID_INPUT", "Name between 1 and 20 orders, each once.")
    assert town.as_("stranger").refused("fileComplaints", complaints=[lamp]) == "NOT_FOUND"
