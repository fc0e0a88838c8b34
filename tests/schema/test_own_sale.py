"""What a marketplace sold itself: it is a side of the case, and a registrar does what its administrators would."""

import pytest

from odr.schema import ids
from tests.accounts.helpers import mails
from tests.schema.house import Town, complaint, order
from tests.schema.test_assisting import told
from tests.schema.test_journey import read


@pytest.fixture
def own(town: Town) -> tuple[Town, str]:
    """A case about something that the marketplace sold itself."""
    made = town.register(seller=order(town.clock.now())["seller"] | {"isMarketplace": True})
    case = town.as_("buyer").done("fileComplaint", "case { id }", **complaint(made))["case"]["id"]
    town.work()
    return town, str(case)


def test_its_administrators_answer_as_a_side_and_administrate_nothing(own: tuple[Town, str]) -> None:
    town, case = own
    admin = town.as_("admin")
    assert read(admin, case, "role")["role"] == "RESPONDENT"
    admin.done("answerComplaint", case=case, position="DISPUTES", statement="It was whole.")
    town.as_("buyer").done("escalateComplaint", case=case, reasons="It was not.")
    assert admin.refused("admitCase", case=case) == "NOT_ALLOWED"
    town.as_("registrar").done("admitCase", case=case)
    assert mails(town.store, "mail.invitation") == []
    told_of = admin.ask("{ notices { edges { node { kind } } } }")["notices"]["edges"]
    assert "complaint" in {one["node"]["kind"] for one in told_of}


def test_neutrals_that_it_pays_serve_in_no_case_of_its_own(own: tuple[Town, str]) -> None:
    town, case = own
    town.as_("admin").done("answerComplaint", case=case, position="DISPUTES", statement="It was whole.")
    town.as_("buyer").done("escalateComplaint", case=case, reasons="It was not.")
    town.as_("registrar").done("admitCase", case=case)
    town.wait(days=4)
    town.as_("buyer").done("leaveNegotiation", case=case)
    registrar = town.as_("registrar")
    mediator = ids.encode("Person", town.people["mediator"])
    payer = ids.encode("Marketplace", town.marketplace)
    registrar.done("describeNeutral", person=mediator, languages=["en"], payer=payer)
    asked = {"case": case, "function": "MEDIATOR", "person": mediator}
    assert registrar.refused("appointNeutral", **asked) == "NOT_ELIGIBLE"
    registrar.done("describeNeutral", person=mediator, languages=["en"])
    assert town.as_("admin").refused("appointNeutral", **asked) == "NOT_ALLOWED"
    registrar.done("appointNeutral", **asked)


def test_complaints_about_its_own_sales_are_taken_down_by_registrars_only(town: Town) -> None:
    town.register(seller=order(town.clock.now())["seller"] | {"isMarketplace": True})
    assert town.as_("admin").refused("takeDownComplaint", **told(town)) == "NOT_ALLOWED"
    town.as_("registrar").done("takeDownComplaint", **told(town))


def test_whoever_administers_it_and_buys_there_is_not_both_sides(town: Town) -> None:
    buyer = order(town.clock.now())["buyer"] | {"email": "admin@example.org"}
    made = town.register(buyer=buyer, seller=order(town.clock.now())["seller"] | {"isMarketplace": True})
    assert town.as_("admin").refused("fileComplaint", **complaint(made)) == "BOTH_SIDES"
