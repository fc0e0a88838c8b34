"""The standing of a seller over the API, and what a marketplace is to pay itself."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete, select

from odr.accounts.principal import Scope
from odr.domain.rulebook.choices import StepIn
from odr.matters import fund_payments, seller_matters
from odr.notices.tables import notices
from odr.rulebooks import DEFAULT
from odr.schema import ids
from odr.standings import rebuild
from odr.store import Store
from tests.conftest import HandClock
from tests.schema.house import Town, remedy
from tests.schema.test_journey import escalated, read

STANDING = """query ($seller: ID) { sellerStanding(seller: $seller) { sellerName marketplaceName orders cases
  perThousand lines { case caseNumber matter line why goesWhen } } }"""
OF = "query ($m: ID, $x: String) { sellerStanding(marketplace: $m, externalId: $x) { cases } }"
PAYMENTS = """query ($open: Boolean!) { fundPayments(openOnly: $open) { edges { node {
  key case caseNumber line part payee amount { amount } step open } } } }"""


@pytest.fixture
def town(store: Store, clock: HandClock, tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Whose default rulebook lets a fund step in."""
    town = Town(store, clock, tmp_path_factory.mktemp("town"))
    books: Any = town.house.clerk.law.rulebooks
    default = books[DEFAULT]
    changed = replace(default, compliance=replace(default.compliance, step_in=StepIn.FROM_FUND))
    law = town.house.clerk.law
    object.__setattr__(law, "rulebooks", {**books, DEFAULT: changed})
    return town


def late(town: Town) -> str:
    """60 EUR were agreed, and not paid in time."""
    case = escalated(town)
    offer = town.as_("seller").done("makeOffer", "offer { id }", case=case, lines=[remedy("60.00")])["offer"]
    town.as_("buyer").done("acceptOffer", case=case, offer=offer["id"], effectUnderstood=True)
    town.wait(days=10)
    town.house.clerk.sweep(town.clock.now())
    return case


def seller(town: Town) -> str:
    own = town.as_("seller").ask("{ viewer { organisations { id } } }")["viewer"]["organisations"]
    return str(own[0]["id"])


def test_a_seller_and_its_marketplace_read_why_something_counts(town: Town) -> None:
    case = late(town)
    number = read(town.as_("seller"), case, "number")["number"]
    for who in ("seller", "admin"):
        (found,) = town.as_(who).ask(STANDING, seller=seller(town))["sellerStanding"]
        assert (found["sellerName"], found["marketplaceName"]) == ("Holzhaus GmbH", "Kiezmarkt")
        assert (found["orders"], found["cases"], found["perThousand"]) == (1, 1, 1000.0)
        (line,) = found["lines"]
        assert (line["case"], line["caseNumber"], line["matter"]) == (case, number, "NOT_CARRIED_OUT")
        assert "not done" in line["why"]
        assert "reported that it was done" in line["goesWhen"]
    town.register(number="A-2002")
    (found,) = town.as_("admin").ask(STANDING, seller=seller(town))["sellerStanding"]
    assert (found["orders"], found["perThousand"]) == (2, 500.0)
    assert town.as_("admin").ask(OF, m=ids.encode("Marketplace", town.marketplace), x="s-77") == {
        "sellerStanding": [{"cases": 1}]
    }


def test_nobody_else_reads_it(town: Town) -> None:
    late(town)
    of = seller(town)
    for who in ("buyer", "stranger", "mediator", "registrar"):
        answer = town.as_(who).post(STANDING, seller=of).json()
        assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND", who
    assert town.program(Scope.CASES_READ).ask(STANDING, seller=of)["sellerStanding"]
    answer = town.program(Scope.ORDERS_WRITE).post(STANDING, seller=of).json()
    assert answer["errors"][0]["extensions"]["code"] == "NOT_ALLOWED"


def test_what_is_done_after_all_counts_no_more(town: Town) -> None:
    case = late(town)
    (line,) = read(town.as_("buyer"), case, "compensation { lines { id } }")["compensation"]["lines"]
    report = {"case": case, "line": line["id"], "reference": "r-1"}
    town.as_("admin").done("reportFulfilment", **report, step="SETTLING")
    town.as_("admin").done("reportFulfilment", **report, step="FULFILLED")
    (found,) = town.as_("seller").ask(STANDING, seller=seller(town))["sellerStanding"]
    assert (found["cases"], found["lines"]) == (0, [])


def test_after_a_year_it_counts_no_more(town: Town) -> None:
    late(town)
    town.wait(days=366)
    (found,) = town.as_("seller").ask(STANDING, seller=seller(town))["sellerStanding"]
    assert (found["orders"], found["cases"], found["perThousand"]) == (0, 0, None)


def test_the_fund_steps_in_its_administrators_are_told_and_say_when_it_is_paid(town: Town) -> None:
    case = late(town)
    town.work()
    listed = town.as_("admin").ask(PAYMENTS, open=True)["fundPayments"]["edges"]
    number = read(town.as_("admin"), case, "number")["number"]
    (payment,) = (edge["node"] for edge in listed)
    assert payment["key"].startswith(f"fund-{number}-")
    assert (payment["case"], payment["part"], payment["payee"]) == (case, "PAYS", "COMPLAINANT")
    assert (payment["amount"], payment["step"], payment["open"]) == ({"amount": "60.00"}, "ORDERED", True)
    with town.store.read() as conn:
        kinds = set(conn.execute(select(notices.c.kind).where(notices.c.person == town.people["admin"])).scalars())
    assert "stepped_in_to_pay" in kinds
    town.as_("admin").done("reportFulfilment", case=case, line=payment["line"], step="SETTLING", reference="f-1")
    town.as_("admin").done("reportFulfilment", case=case, line=payment["line"], step="FULFILLED", reference="f-1")
    assert town.as_("admin").ask(PAYMENTS, open=True)["fundPayments"]["edges"] == []
    assert [edge["node"]["step"] for edge in town.as_("admin").ask(PAYMENTS, open=False)["fundPayments"]["edges"]] == [
        "FULFILLED"
    ]
    owed = "compensation { lines { id fund step steppedIn { source clause } remedy { owedBy } } }"
    lines = read(town.as_("buyer"), case, owed)["compensation"]["lines"]
    assert [(line["fund"], line["step"]) for line in lines] == [
        (None, "LAPSED"),
        ("PAYS", "FULFILLED"),
        ("IS_PAID_BACK", "ORDERED"),
    ]
    assert lines[0]["steppedIn"] == {"source": "FUND", "clause": "compliance.step_in"}
    asked = {"case": case, "about": "STEPPED_IN", "frame": lines[0]["id"], "reasons": "It was paid in cash."}
    town.as_("seller").done("askHumanReview", **asked)


def test_only_who_administers_a_marketplace_lists_what_it_pays(town: Town) -> None:
    late(town)
    town.work()
    for who in ("buyer", "seller", "registrar"):
        answer = town.as_(who).post(PAYMENTS, open=False).json()
        assert answer["errors"][0]["extensions"]["code"] == "NOT_ALLOWED", who
    assert len(town.program(Scope.FULFILMENT_WRITE).ask(PAYMENTS, open=False)["fundPayments"]["edges"]) == 1
    assert town.program(Scope.CASES_READ).post(PAYMENTS, open=False).json()["errors"]


def test_the_rows_are_made_again_from_the_dockets_alike(town: Town) -> None:
    late(town)
    town.work()
    before = rows(town.store)
    assert all(before)
    with town.store.write() as conn:
        for table in (fund_payments, seller_matters):
            conn.execute(delete(table))
    assert rebuild(town.store, town.house.clerk.law) == 1
    assert rows(town.store) == before
    rebuild(town.store, town.house.clerk.law)
    assert rows(town.store) == before


def rows(store: Store) -> list[list[Any]]:
    with store.read() as conn:
        return [list(conn.execute(select(table))) for table in (fund_payments, seller_matters)]
