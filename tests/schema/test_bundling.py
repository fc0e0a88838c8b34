"""Three buyers, one trader, one lamp: proposed together, left by one, decided for two in one text."""

from collections.abc import Iterator
from typing import Any

import pytest

from odr.accounts.details import Profile
from odr.accounts.registration import enrol
from odr.domain.roles import Role
from odr.schema import ids
from tests.accounts.helpers import PASSWORD, last_mail
from tests.schema.house import PEOPLE, Town, address, complaint, remedy

ANSWER = "bundle { id standing cases { standing case { id number stage } } }"
PART = """query ($id: ID!) { case(id: $id) { version stage availableActions { action deadline }
    bundle { id cases reasons standing joined objectionDue left releasedBecause }
    decision { reasons lines { amount { amount } } }
    timeline { kind sentence } } }"""
BUYERS = {"buyer": "Bożena Nowak", "celina": "Celina Lis", "dario": "Dario Rossi"}
WHY = "Three buyers complain about the same lamp."


@pytest.fixture
def street(town: Town) -> Iterator[Town]:
    """A town with two more buyers."""
    for name in ("celina", "dario"):
        profile = Profile(BUYERS[name], "en", "Europe/Warsaw", "PL")
        PEOPLE[name] = profile.name
        town.people[name] = enrol(town.store, town.house.hasher, profile, address(name), PASSWORD, town.clock.now())
    yield town
    del PEOPLE["celina"], PEOPLE["dario"]


def filed(town: Town) -> dict[str, str]:
    """A case of each buyer."""
    cases = {}
    for who, name in BUYERS.items():
        buyer = {"email": address(who), "name": name, "country": "PL", "zone": "Europe/Warsaw"}
        order = town.register(number=f"A-{who}", buyer=buyer)
        made = town.as_(who).done("fileComplaint", "case { id }", **complaint(order))
        cases[who] = str(made["case"]["id"])
        town.work()
        if who == "buyer":
            token = last_mail(town.store, "mail.invitation")["token"]
            town.as_("seller").done("acceptCaseInvitation", token=token)
    return cases


def proposed(town: Town, cases: dict[str, str], **more: Any) -> str:
    made = town.as_("admin").done("proposeBundle", ANSWER, cases=[*cases.values()], reasons=WHY, **more)
    town.work()
    return str(made["bundle"]["id"])


def seen(town: Town, who: str, case: str) -> dict[str, Any]:
    return dict(town.as_(who).ask(PART, id=case)["case"])


def at_decision(town: Town, cases: list[str], bundle: str) -> None:
    """Everybody stays silent until the decision is due; one decider serves."""
    until(town, cases[:1], "DECIDER_APPOINTMENT")
    asked = {"bundle": bundle, "function": "DECIDER", "person": person(town, "decider")}
    town.as_("admin").done("appointForBundle", ANSWER, **asked)
    until(town, cases, "DECISION")


def until(town: Town, cases: list[str], stage: str) -> None:
    """Time goes by; nobody but the sweep does anything."""
    clerk = town.house.clerk
    while any(
        clerk.look_as(ids.local(one, "Case"), Role.SYSTEM, town.clock.now()).case.stage != stage for one in cases
    ):
        town.wait(days=1)
    clerk.sweep(town.clock.now())


def person(town: Town, who: str) -> str:
    found = town.as_("admin").ask("{ neutrals(function: DECIDER) { person name } }")["neutrals"]
    return str(next(one["person"] for one in found if one["name"] == PEOPLE[who]))


def text(bundle: str, *cases: dict[str, Any]) -> dict[str, Any]:
    issue = {"question": "Was the lamp cracked?", "finding": "It was, in every parcel.", "rule": "Sale of goods"}
    return {"bundle": bundle, "issues": [issue], "reasons": "Because it was.", "cases": [*cases]}


def own(case: str, amount: str, **more: Any) -> dict[str, Any]:
    said = {"case": case, "outcome": "GRANTED", "lines": [remedy(amount, "REFUND_PARTIAL")]}
    return said | more


def test_three_cases_one_objection_two_decided_in_one_text(street: Town) -> None:
    cases = filed(street)
    bundle = proposed(street, cases)
    assert "OBJECT_TO_BUNDLE" in {one["action"] for one in seen(street, "dario", cases["dario"])["availableActions"]}
    street.as_("dario").done("objectToBundle", "case { bundle { left } }", case=cases["dario"])
    street.work()
    left, stays = seen(street, "dario", cases["dario"])["bundle"], seen(street, "celina", cases["celina"])["bundle"]
    assert (left["left"], left["standing"]) == ("OBJECTED", "LEFT")
    assert (stays["cases"], stays["standing"], stays["left"]) == (2, "PROPOSED", None)
    two = [cases["buyer"], cases["celina"]]
    at_decision(street, two, bundle)
    assert seen(street, "celina", cases["celina"])["bundle"]["joined"]
    decider = street.as_("decider")
    asked = text(bundle, own(two[0], "20.00"), own(two[1], "30.00", particulars="The shade was missing too."))
    made = decider.done("decideBundle", ANSWER, idempotencyKey="once", **asked)
    again = decider.done("decideBundle", ANSWER, idempotencyKey="once", **asked)
    assert again["replayed"]
    assert again["bundle"] == made["bundle"]
    for who, amount in (("buyer", "20.00"), ("celina", "30.00")):
        case = seen(street, who, cases[who])
        assert case["stage"] == "ACCEPTANCE"
        assert [one["amount"]["amount"] for one in case["decision"]["lines"]] == [amount]
        assert ("The shade was missing too." in case["decision"]["reasons"]) is (who == "celina")
        assert any("2 cases in all" in one["sentence"] for one in case["timeline"] if one["kind"] == "DecidedTogether")
    assert seen(street, "dario", cases["dario"])["decision"] is None


def test_what_one_case_refuses_is_issued_nowhere_and_the_case_is_named(street: Town) -> None:
    cases = filed(street)
    bundle = proposed(street, cases)
    at_decision(street, [*cases.values()], bundle)
    decider = street.as_("decider")
    wrong = {
        "MORE_THAN_WAS_PAID": own(cases["dario"], "999.00"),
        "EXHIBIT_UNKNOWN": own(cases["dario"], "9.00", evidence=[{"issue": 1, "exhibits": ["C-1"]}]),
        "STALE_VERSION": own(cases["dario"], "9.00", expectedVersion=1),
        "INVALID_INPUT": own(cases["dario"], "9.00", evidence=[{"issue": 2, "exhibits": ["C-1"]}]),
    }
    number = street.as_("dario").ask("query ($id: ID!) { case(id: $id) { number } }", id=cases["dario"])["case"]
    for code, third in wrong.items():
        asked = text(bundle, own(cases["buyer"], "9.00"), own(cases["celina"], "9.00"), third)
        (error,) = decider.act("decideBundle", ANSWER, **asked)["userErrors"]
        assert error["code"] == code
        assert (number["number"] in error["message"]) is (code != "INVALID_INPUT")
    assert all(seen(street, who, case)["decision"] is None for who, case in cases.items())
    missing = text(bundle, own(cases["buyer"], "9.00"))
    assert decider.refused("decideBundle", **missing) == "INVALID_INPUT"
    alone = {key: missing[key] for key in ("reasons",)} | {"outcome": "DISMISSED", "lines": [], "case": cases["buyer"]}
    issue = missing["issues"][0] | {"exhibits": []}
    assert decider.refused("issueDecision", issues=[issue], **alone) == "IN_BUNDLE"


def test_a_side_sees_how_many_and_never_which(street: Town) -> None:
    cases = filed(street)
    bundle = proposed(street, cases)
    for who, case in (("celina", cases["celina"]), ("seller", cases["celina"])):
        part = seen(street, who, case)["bundle"]
        assert (part["id"], part["cases"], part["reasons"]) == (None, 3, WHY)
        answer = street.as_(who).post("query ($id: ID!) { bundle(id: $id) { standing } }", id=bundle).json()
        unknown = street.as_(who).post("query ($id: ID!) { bundle(id: $id) { standing } }", id="x").json()
        assert answer == unknown
        assert street.as_(who).ask("{ bundles { id } bundleSuggestions { respondent } }") == {
            "bundles": [],
            "bundleSuggestions": [],
        }
    page = str(street.as_("celina").ask(PART, id=cases["celina"]))
    assert not any(name in page for name in ("Dario", "Bożena"))
    assert seen(street, "admin", cases["celina"])["bundle"]["id"] == bundle


def test_administrators_are_shown_what_they_can_propose(street: Town) -> None:
    cases = filed(street)
    ask = "{ bundleSuggestions { respondent complaint rulebook cases { id } } }"
    for who in ("admin", "registrar"):
        (found,) = street.as_(who).ask(ask)["bundleSuggestions"]
        assert {one["id"] for one in found["cases"]} == {*cases.values()}
        assert (found["respondent"], found["complaint"]) == ("Holzhaus GmbH", "DAMAGED")
    bundle = proposed(street, cases, idempotencyKey="k")
    assert proposed(street, cases, idempotencyKey="k") == bundle
    assert street.as_("admin").ask(ask)["bundleSuggestions"] == []
    (listed,) = street.as_("registrar").ask("{ bundles { id reasons respondent standing cases { case { id } } } }")[
        "bundles"
    ]
    assert (listed["id"], listed["reasons"], listed["standing"]) == (bundle, WHY, 3)
    assert street.as_("admin").refused("proposeBundle", cases=[*cases.values()], reasons=WHY) == "BUNDLED_ALREADY"


def test_a_case_is_released_with_reasons_and_the_last_one_is_told_by_itself(street: Town) -> None:
    cases = filed(street)
    proposed(street, cases)
    for who in ("buyer", "celina"):
        street.as_("admin").done("releaseFromBundle", "case { id }", case=cases[who], reasons="Another lamp.")
        street.work()
    assert seen(street, "celina", cases["celina"])["bundle"]["releasedBecause"] == "Another lamp."
    assert seen(street, "dario", cases["dario"])["bundle"]["left"] == "DISSOLVED"


def test_both_sides_are_told_until_when_they_can_object(street: Town) -> None:
    cases = filed(street)
    proposed(street, cases)
    for who in ("celina", "seller"):
        edges = street.as_(who).ask("{ notices { edges { node { kind words until } } } }")["notices"]["edges"]
        told = next(edge["node"] for edge in edges if edge["node"]["kind"] == "bundle")
        assert "you can object by the end of" in told["words"]
        assert told["until"]
    street.as_("buyer").done("objectToBundle", "case { id }", case=cases["buyer"])
    street.work()
    for who, case in (("buyer", cases["buyer"]), ("seller", cases["buyer"])):
        assert seen(street, who, case)["bundle"]["left"] == "OBJECTED"
