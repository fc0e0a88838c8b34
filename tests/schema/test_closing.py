"""Closed accounts: nothing can be done with them, their cases run on by silence, and they can be opened again."""

from typing import Any

import pytest
from sqlalchemy import func, insert, select

from odr import audit, docket
from odr.accounts.principal import CONSOLE, ServiceRole
from odr.accounts.roles import grant_role
from odr.notices.tables import notices
from odr.schema import ids
from odr.views import views
from tests.accounts.helpers import PASSWORD, last_mail, mails
from tests.schema.house import Town, address, complaint, order, remedy, unknown
from tests.schema.test_journey import escalated, read

CLOSURE = "query ($id: ID!) { organisation(id: $id) { closure { by reasons } } }"
WHY = "Three buyers wrote that nothing ever came."


def close(town: Town, who: str = "admin", **changes: Any) -> dict[str, Any]:
    asked = {"marketplace": ids.encode("Marketplace", town.marketplace), "externalId": "s-77", "reasons": WHY}
    return town.as_(who).done("closeSeller", "closure { by reasons }", **asked | changes)


def organisation(town: Town) -> str:
    own = town.as_("seller").ask("{ viewer { organisations { id } } }")["viewer"]["organisations"]
    return str(own[0]["id"])


def test_people_of_a_closed_seller_read_and_do_nothing(town: Town) -> None:
    case = escalated(town)
    seller = town.as_("seller")
    assert close(town)["closure"] == {"by": "MARKETPLACE", "reasons": WHY}
    assert last_mail(town.store, "mail.account_closed")["to"] == address("seller")
    (refused,) = seller.act("makeOffer", case=case, lines=[remedy()])["userErrors"]
    assert refused["code"] == "ACCOUNT_CLOSED"
    assert "A registrar of the service can open it again" in refused["message"]
    picture = {"case": case, "filename": "a.png", "sizeBytes": 10}
    assert seller.refused("createEvidenceUpload", **picture) == "ACCOUNT_CLOSED"
    assert seller.refused("inviteMember", organisation=organisation(town), email="x@example.org") == "ACCOUNT_CLOSED"
    other = {"order": town.register(number="A-1002"), "claims": complaint("x")["claims"], "narrative": "Mine."}
    filed = seller.refused("fileComplaint", **other, contactedBefore=True, otherProceedings=False)
    assert filed == "ACCOUNT_CLOSED"
    assert read(town.as_("seller"), case, "stage")["stage"] == read(town.as_("buyer"), case, "stage")["stage"]
    seen = seller.ask(CLOSURE, id=organisation(town))["organisation"]
    assert seen["closure"] == {"by": "MARKETPLACE", "reasons": WHY}
    acts = read(seller, case, "availableActions { reasonIfBlocked }")["availableActions"]
    assert acts
    assert all("This account is closed" in one["reasonIfBlocked"] for one in acts)
    others = read(town.as_("buyer"), case, "availableActions { reasonIfBlocked }")["availableActions"]
    assert not all(one["reasonIfBlocked"] for one in others)
    town.as_("buyer").done("sendMessage", case=case, room="OPEN", words="Hello?")


def test_a_case_of_a_closed_seller_runs_on_by_silence_and_its_mails_still_go_there(town: Town) -> None:
    case = town.file()
    close(town)
    town.work()
    before = told(town, "seller")
    town.wait(days=8)
    town.work()
    assert read(town.as_("buyer"), case, "stage")["stage"] == "INTAKE"
    assert told(town, "seller") == before + 1


def entries_about_accounts(town: Town, case: str) -> list[str]:
    local = ids.local(case, "Case")
    with town.store.raw() as db:
        kept = docket.load(db, town.store.dialect, local).entries
    return [type(one.event).__name__ for one in kept if "Account" in type(one.event).__name__]


def test_each_open_case_of_a_closed_seller_says_so_and_the_other_side_is_told(town: Town) -> None:
    case = town.file()
    town.work()
    before = told(town, "buyer"), told(town, "seller")
    close(town)
    town.work()
    town.work()
    assert entries_about_accounts(town, case) == ["AccountClosed"]
    assert read(town.as_("buyer"), case, "closedAccounts")["closedAccounts"] == ["RESPONDENT"]
    assert told(town, "buyer") == before[0] + 1
    assert told(town, "seller") == before[1], "its holder is told by mail, with the reasons"
    asked = {"marketplace": ids.encode("Marketplace", town.marketplace), "externalId": "s-77", "reasons": "A mix-up."}
    town.as_("registrar").done("reopenAccount", **asked)
    town.work()
    assert entries_about_accounts(town, case) == ["AccountClosed", "AccountReopened"]
    assert read(town.as_("buyer"), case, "closedAccounts")["closedAccounts"] == []


def test_a_complaint_against_a_seller_whose_account_is_closed_says_so_from_the_start(town: Town) -> None:
    town.file()
    close(town)
    town.work()
    made = town.as_("buyer").done("fileComplaint", "case { id }", **complaint(town.register(number="A-1003")))
    town.work()
    assert entries_about_accounts(town, made["case"]["id"]) == ["AccountClosed"]


def told(town: Town, who: str) -> int:
    mine = select(func.count()).select_from(notices).where(notices.c.person == town.people[who])
    with town.store.read() as conn:
        return conn.execute(mine).scalar_one()


def test_a_registrar_opens_it_again_and_acts_are_possible(town: Town) -> None:
    case = escalated(town)
    close(town)
    named = {"marketplace": ids.encode("Marketplace", town.marketplace), "externalId": "s-77"}
    for who in ("admin", "seller", "buyer"):
        assert town.as_(who).refused("reopenAccount", **named, reasons="Please.") == "NOT_ALLOWED"
    registrar = town.as_("registrar")
    assert registrar.refused("reopenAccount", **named, reasons=" ") == "REASONS_MISSING"
    assert registrar.refused("reopenAccount", reasons="Which?") == "INVALID_INPUT"
    registrar.done("reopenAccount", **named, reasons="It was a mix-up.")
    assert registrar.refused("reopenAccount", **named, reasons="Again.") == "ALREADY_DONE"
    assert last_mail(town.store, "mail.account_reopened")["to"] == address("seller")
    town.as_("seller").done("makeOffer", case=case, lines=[remedy()])
    with town.store.read() as conn:
        acts = conn.execute(select(audit.audit.c.act).order_by(audit.audit.c.number)).scalars().all()
        assert audit.first_broken(conn) is None
    assert acts == ["account.closed", "account.reopened"]


def test_only_who_answers_for_a_seller_closes_it(town: Town) -> None:
    town.file()
    asked = {"marketplace": ids.encode("Marketplace", town.marketplace), "externalId": "s-77", "reasons": WHY}
    for who in ("buyer", "seller", "mediator", "stranger"):
        assert town.as_(who).refused("closeSeller", **asked) == "NOT_FOUND"
    assert town.as_("admin").refused("closeSeller", **asked | {"externalId": "s-78"}) == "NOT_FOUND"
    assert town.as_("admin").refused("closeSeller", **asked | {"marketplace": unknown("Marketplace")}) == "NOT_FOUND"
    assert town.as_("admin").refused("closeSeller", **asked | {"reasons": " "}) == "REASONS_MISSING"
    assert town.as_("buyer").refused("closeOrganisation", organisation=organisation(town)) == "NOT_FOUND"
    assert close(town, "registrar", idempotencyKey="k")["closure"]["by"] == "REGISTRAR"
    again = asked | {"idempotencyKey": "k"}
    assert town.as_("registrar").done("closeSeller", "replayed", **again)["replayed"]
    assert town.as_("admin").refused("closeSeller", **asked) == "ALREADY_DONE"


def test_a_marketplace_that_is_the_other_side_silences_nobody(town: Town) -> None:
    case_id = ids.local(town.file(), "Case")
    with town.store.write() as conn:
        row = dict(conn.execute(select(views).where(views.c.reader.like("organisation:%"))).mappings().one())
        sides = {"case_id": case_id, "reader": f"marketplace:{town.marketplace}", "role": "COMPLAINANT"}
        conn.execute(views.delete().where(views.c.reader == sides["reader"]))
        conn.execute(insert(views), row | sides)
    asked = {"marketplace": ids.encode("Marketplace", town.marketplace), "externalId": "s-77", "reasons": WHY}
    assert town.as_("admin").refused("closeSeller", **asked) == "OTHER_SIDE_OF_SELLER"
    closed_with_a_bound(town, case_id, 1)
    assert town.as_("admin").refused("closeSeller", **asked) == "OTHER_SIDE_OF_SELLER", "it can still be set aside"
    closed_with_a_bound(town, case_id, None)
    town.as_("admin").done("closeSeller", **asked)


def closed_with_a_bound(town: Town, case_id: str, bound: int | None) -> None:
    with town.store.write() as conn:
        conn.execute(views.update().where(views.c.case_id == case_id).values(closed_at=1, bound_at=bound))


def test_an_owner_closes_their_organisation(town: Town) -> None:
    town.file()
    own = organisation(town)
    done = town.as_("seller").done("closeOrganisation", "closure { by reasons }", organisation=own, reasons="We stop.")
    assert done["closure"] == {"by": "HOLDER", "reasons": "We stop."}
    assert town.as_("seller").refused("closeOrganisation", organisation=own) == "ALREADY_DONE"
    town.as_("registrar").done("reopenAccount", organisation=own, reasons="They go on.")


def test_somebody_closes_their_own_account_and_sign_in_says_why(town: Town) -> None:
    case = town.file()
    buyer, elsewhere = town.as_("buyer"), town.as_("buyer")
    buyer.done("createDeadlineFeed")
    assert buyer.refused("closeAccount", password="a stolen session") == "WRONG_PASSWORD"
    buyer.done("closeAccount", password=PASSWORD)
    assert mails(town.store, "mail.account_closed", to=address("buyer"))
    assert elsewhere.refused("sendMessage", case=case, room="OPEN", words="Hello?") == "ACCOUNT_CLOSED"
    assert elsewhere.ask("{ viewer { id } }")["viewer"] is None
    assert "ACCOUNT_CLOSED" in elsewhere.post("query ($id: ID!) { case(id: $id) { stage } }", id=case).text
    asked = {"email": address("buyer"), "password": PASSWORD}
    (refused,) = town.nobody().act("signIn", **asked)["userErrors"]
    assert refused["code"] == "ACCOUNT_CLOSED"
    assert f"It was closed on {town.clock.now():%d %B %Y} (UTC)." in refused["message"]
    assert town.nobody().refused("signIn", **asked | {"password": "not this one at all"}) == "WRONG_CREDENTIALS"
    town.wait(days=1)
    town.as_("registrar").done("reopenAccount", email=address("buyer"), reasons="They asked for it.")
    town.as_("buyer").done("withdrawComplaint", case=case)


@pytest.mark.parametrize("who", ["admin", "mediator", "registrar"])
def test_nobody_leaves_while_others_wait_for_them(town: Town, who: str) -> None:
    assert town.as_(who).refused("closeAccount", password=PASSWORD) == "STILL_SERVING"


def test_the_last_owner_closes_the_organisation_first(town: Town) -> None:
    town.file()
    seller = town.as_("seller")
    assert seller.refused("closeAccount", password=PASSWORD) == "LAST_OWNER"
    seller.done("closeOrganisation", organisation=organisation(town))
    seller.done("closeAccount", password=PASSWORD)


def test_whoever_comes_to_a_closed_seller_reads_and_does_nothing(town: Town) -> None:
    sold = order(town.clock.now())
    made = town.as_("admin").done("registerOrder", "order { id }", **sold)["order"]["id"]
    case = town.as_("buyer").done("fileComplaint", "case { id }", **complaint(made))["case"]["id"]
    town.work()
    close(town)
    token = last_mail(town.store, "mail.invitation")["token"]
    town.as_("seller").done("acceptCaseInvitation", token=token)
    assert read(town.as_("seller"), case, "joined")["joined"] is False
    assert town.as_("seller").refused("joinCase", case=case) == "ACCOUNT_CLOSED"


def test_a_registrar_opens_no_account_again_to_which_they_belong(town: Town) -> None:
    own = organisation_of_seller(town)
    close(town)
    with town.store.write() as conn:
        grant_role(conn, CONSOLE, town.people["seller"], ServiceRole.REGISTRAR, town.clock.now())
    asked = {"organisation": own, "reasons": "It is ours."}
    assert town.as_("seller").refused("reopenAccount", **asked) == "OWN_ACCOUNT"
    town.as_("registrar").done("reopenAccount", **asked)


def organisation_of_seller(town: Town) -> str:
    town.file()
    return organisation(town)
