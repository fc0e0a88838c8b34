"""A minor's case through the API: an adult binds them, and who that is and why is for their own people and neutrals."""

from typing import Any

from sqlalchemy import select

from odr.notices.tables import notices
from tests.accounts.helpers import last_mail
from tests.schema.house import Town, address, complaint, order, remedy
from tests.schema.reading import CASE
from tests.schema.test_closing import close
from tests.schema.test_journey import in_mediation, read

UNDER_AGE = {"ground": "UNDER_AGE"}
PARTS = """
    complainant { boundByLaw guardianship awaitsGuardian capacityClaimed }
    representations { side basis name settles joinedAt ended reasons you }
"""
KINDS = "timeline { kind sentence by { person name } }"
KNOWS = ("buyer", "mediator", "stranger")
KNOWS_NOT = ("seller", "admin", "registrar")


def guarded(town: Town, case: str) -> None:
    """The buyer says that they are under age; the stranger is the parent."""
    town.as_("buyer").done("requireGuardian", case=case, **UNDER_AGE)
    town.as_("buyer").done("nameGuardian", case=case, email=address("stranger"))
    town.as_("stranger").done("acceptPart", token=last_mail(town.store, "mail.part")["token"])


def actions(town: Town, who: str, case: str) -> dict[str, str | None]:
    found = read(town.as_(who), case, "availableActions { action reasonIfBlocked }")["availableActions"]
    return {one["action"]: one["reasonIfBlocked"] for one in found}


def test_a_minor_is_told_to_name_an_adult_who_then_settles(town: Town) -> None:
    case = in_mediation(town)
    offer = town.as_("seller").done("makeOffer", "offer { id }", case=case, lines=[remedy("30.00", "REFUND_PARTIAL")])
    accept: dict[str, Any] = {"case": case, "offer": offer["offer"]["id"], "effectUnderstood": True}
    town.as_("buyer").done("requireGuardian", case=case, **UNDER_AGE)
    (refused,) = town.as_("buyer").act("acceptOffer", **accept)["userErrors"]
    assert refused["code"] == "GUARDIAN_DECIDES"
    assert "Name your guardian" in refused["message"]
    can = actions(town, "buyer", case)
    assert can["NAME_GUARDIAN"] is None
    assert can["SEND_MESSAGE"] is None
    assert "Name your guardian" in (can["ACCEPT_OFFER"] or "")
    town.as_("buyer").done("nameGuardian", case=case, email=address("stranger"))
    town.as_("stranger").done("acceptPart", token=last_mail(town.store, "mail.part")["token"])
    town.as_("stranger").done("acceptOffer", **accept)
    assert read(town.as_("seller"), case, "settlement { id }")["settlement"]


def test_who_the_guardian_is_and_why_is_told_to_the_side_and_the_neutrals_only(town: Town) -> None:
    case = in_mediation(town)
    guarded(town, case)
    town.as_("stranger").done("sendMessage", case=case, room="WITHOUT_PREJUDICE", words="I speak for my child.")
    town.work()
    for who in KNOWS:
        seen = read(town.as_(who), case, PARTS)
        assert seen["complainant"]["guardianship"] == "UNDER_AGE"
        assert [one["name"] for one in seen["representations"]] == ["Stefan Fremd"]
    for who in KNOWS_NOT:
        found = town.as_(who).post(CASE, id=case).text
        told = town.as_(who).post(f"query ($id: ID!) {{ case(id: $id) {{ {PARTS} {KINDS} }} }}", id=case).text
        record = town.as_(who).ask("{ notices { edges { node { kind words title } } } }")
        for canary in ("Fremd", "UNDER_AGE", "under age", "Guardianship", "GuardianJoined"):
            assert canary not in found, who
            assert canary not in told, who
            assert canary not in str(record), who
        seen = read(town.as_(who), case, PARTS)
        assert seen["complainant"] == {
            "boundByLaw": True,
            "guardianship": None,
            "awaitsGuardian": False,
            "capacityClaimed": False,
        }
        (part,) = seen["representations"]
        assert (part["basis"], part["name"], part["settles"]) == ("LAW", None, True)


def test_the_marketplace_says_it_in_the_sale_and_who_files_says_it_too(town: Town) -> None:
    buyer = {**order(town.clock.now())["buyer"], "guardianship": "UNDER_GUARDIANSHIP"}
    known = town.as_("buyer").done("fileComplaint", "case { id }", **complaint(town.register(buyer=buyer)))
    said = {**complaint(town.register(number="A-1002")), "guardianship": "UNDER_AGE"}
    told = town.as_("buyer").done("fileComplaint", "case { id }", **said)
    for made, ground in ((known, "UNDER_GUARDIANSHIP"), (told, "UNDER_AGE")):
        seen = read(town.as_("buyer"), made["case"]["id"], PARTS)["complainant"]
        assert (seen["guardianship"], seen["awaitsGuardian"]) == (ground, True)
    business = {**buyer, "capacity": "BUSINESS"}
    assert town.as_("admin").refused("registerOrder", **order(town.clock.now(), buyer=business)) == "INVALID_INPUT"


def test_a_recipient_says_nothing_of_that(town: Town) -> None:
    gift = town.register(recipient={"email": address("stranger"), "name": "Stefan"})
    said = {**complaint(gift), "guardianship": "UNDER_AGE"}
    assert town.as_("stranger").refused("fileComplaint", **said) == "INVALID_INPUT"


def test_the_marketplace_names_and_relieves_one_and_the_reasons_are_not_for_everybody(town: Town) -> None:
    case = in_mediation(town)
    asked = {"case": case, "side": "COMPLAINANT"}
    town.as_("admin").done("requireGuardian", **asked, **UNDER_AGE)
    town.as_("admin").done("nameGuardian", **asked, email=address("stranger"))
    lost = last_mail(town.store, "mail.part")["token"]
    town.as_("registrar").done("nameGuardian", **asked, email=address("stranger"))
    assert town.as_("stranger").refused("acceptPart", token=lost) == "LINK_NOT_VALID"
    town.as_("stranger").done("acceptPart", token=last_mail(town.store, "mail.part")["token"])
    assert town.as_("buyer").refused("endRepresentation", case=case) == "GUARDIAN_STAYS"
    town.as_("mediator").done("relieveGuardian", **asked, reasons="He works for the seller.")
    (part,) = read(town.as_("buyer"), case, PARTS)["representations"][-1:]
    assert (part["ended"], part["reasons"]) == ("RELIEVED", "He works for the seller.")
    assert read(town.as_("seller"), case, PARTS)["representations"][-1]["reasons"] is None


def test_who_came_of_age_is_confirmed(town: Town) -> None:
    case = in_mediation(town)
    guarded(town, case)
    town.as_("buyer").done("claimCapacity", case=case)
    assert town.as_("buyer").refused("confirmCapacity", case=case, side="COMPLAINANT") == "NOT_ALLOWED"
    town.as_("registrar").done("confirmCapacity", case=case, side="COMPLAINANT")
    assert read(town.as_("buyer"), case, PARTS)["complainant"]["boundByLaw"] is False
    town.as_("buyer").done("makeOffer", case=case, lines=[remedy("50.00", "REFUND_PARTIAL")])


def test_those_who_can_help_are_told_and_the_minor_what_was_done_for_them(town: Town) -> None:
    case = in_mediation(town)
    town.work()
    guarded(town, case)
    town.work()
    told = {who: _kinds(town, who) for who in ("seller", "mediator", "admin", "registrar")}
    assert all("guardian_needed" in kinds for kinds in told.values()), told
    town.as_("stranger").done("makeOffer", case=case, lines=[remedy("50.00", "REFUND_PARTIAL")])
    town.work()
    assert "spoken_for" in _kinds(town, "buyer")


def _kinds(town: Town, who: str) -> list[str]:
    with town.store.read() as conn:
        found = select(notices.c.kind).where(notices.c.person == town.people[who])
        return [*conn.execute(found).scalars()]


def test_whoever_speaks_for_a_closed_seller_does_nothing_either(town: Town) -> None:
    case = in_mediation(town)
    town.as_("seller").done("nameRepresentative", case=case, email=address("stranger"), settles=True)
    town.as_("stranger").done("acceptPart", token=last_mail(town.store, "mail.part")["token"])
    close(town)
    said = {"case": case, "room": "WITHOUT_PREJUDICE", "words": "Still here."}
    assert town.as_("stranger").refused("sendMessage", **said) == "ACCOUNT_CLOSED"
    assert all("This account is closed" in (why or "") for why in actions(town, "stranger", case).values())
    town.as_("buyer").done("sendMessage", **said)
