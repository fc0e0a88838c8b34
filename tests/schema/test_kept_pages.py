"""A page or list that was shown before is shown again only while it is what would be made anew."""

from datetime import timedelta
from typing import Any

import pytest

from odr.accounts.organisations import MemberRole, join, remove_member
from odr.accounts.principal import CONSOLE, ServiceRole
from odr.accounts.roles import revoke_role
from odr.app import assemble, open_house
from odr.domain.procedure import bounds
from odr.domain.roles import Role
from odr.schema import ids
from odr.schema.schema import schema
from tests.accounts.browser import Caller
from tests.schema.house import Town, order, remedy
from tests.schema.reading import CASE, CASES
from tests.schema.test_journey import decided, escalated, in_mediation

READERS = ("buyer", "seller", "colleague", "mediator", "decider", "admin", "registrar", "stranger")
MICROSECOND = timedelta(microseconds=1)
NAMES = "query ($id: ID!) { case(id: $id) { complainant { name } respondent { name } } }"
LIST_NAMES = "{ cases(first: 5) { edges { node { complainant respondent } } } }"
LEAVE = "query ($id: ID!) { case(id: $id) { availableActions { action reasonIfBlocked } } }"


def another_process(town: Town) -> Town:
    """The same service over the same store, with nothing kept yet."""
    other: Town = object.__new__(Town)
    other.__dict__.update(town.__dict__)
    other.house = open_house(town.house.settings, town.store, town.clock, hasher=town.house.hasher)
    other.app = assemble(other.house, schema())
    return other


def require_same(town: Town, case: str) -> None:
    """Everybody's page and list, kept and made anew."""
    other = another_process(town)
    for name in READERS:
        caller = town.as_(name)
        there = Caller(other.app, caller.bearer)
        for document, variables in ((CASE, {"id": case}), (CASES, {"first": 20})):
            shown = [one.post(document, **variables).json() for one in (caller, caller, there)]
            assert shown[0] == shown[1] == shown[2], name


@pytest.mark.parametrize("begin", [Town.file, escalated, in_mediation, decided])
def test_at_each_bound_every_page_is_as_if_made_anew(town: Town, begin: Any) -> None:
    case = begin(town)
    for _ in range(3):
        require_same(town, case)
        known = town.house.clerk.look_as(ids.local(case, "Case"), Role.SYSTEM, town.clock.now()).case
        ahead = [bound for bound in bounds(known) if bound > town.clock.now()]
        if not ahead:
            return
        for at in (min(ahead) - MICROSECOND, min(ahead), min(ahead) + MICROSECOND):
            town.clock.at = at
            require_same(town, case)


def test_what_another_process_does_shows_at_once(town: Town) -> None:
    case = town.file()
    require_same(town, case)
    other = another_process(town)
    other.as_("seller").done("answerComplaint", case=case, position="DISPUTES", statement="It left us whole.")
    require_same(town, case)
    said = "query ($id: ID!) { case(id: $id) { answer { statement } } }"
    assert town.as_("buyer").ask(said, id=case)["case"]["answer"] == {"statement": "It left us whole."}


def names(town: Town, case: str) -> tuple[set[str], set[str]]:
    """The two sides' names as a page and as a list tell them."""
    caller = town.as_("buyer")
    page = caller.ask(NAMES, id=case)["case"]
    (edge,) = caller.ask(LIST_NAMES)["cases"]["edges"]
    return {page["complainant"]["name"], page["respondent"]["name"]}, set(edge["node"].values())


def test_a_name_that_changed_shows_at_once(town: Town) -> None:
    case, other = town.file(), another_process(town)
    before = {"Bożena Nowak", "Holzhaus GmbH"}
    assert names(town, case) == (before, before)
    other.as_("buyer").done("updateProfile", name="Bożena Kowalska", language="pl", zone="Europe/Warsaw")
    between = {"Bożena Kowalska", "Holzhaus GmbH"}
    assert names(town, case) == (between, between)
    renamed = order(town.clock.now())["seller"] | {"name": "Holzhaus SE"}
    other.register(number="A-1002", seller=renamed)
    after = {"Bożena Kowalska", "Holzhaus SE"}
    assert names(town, case) == (after, after)
    require_same(town, case)


def test_words_that_were_erased_show_to_nobody_any_more(town: Town) -> None:
    case = town.file()
    said = "query ($id: ID!) { case(id: $id) { narrative } }"
    readers = ("buyer", "seller", "admin")
    assert {town.as_(name).ask(said, id=case)["case"]["narrative"] for name in readers} == {
        "The lamp arrived with a crack."
    }
    with town.store.write() as conn:
        conn.exec_driver_sql("delete from texts")
    assert {town.as_(name).ask(said, id=case)["case"]["narrative"] for name in readers} == {None}
    require_same(town, case)


def test_negotiation_can_be_left_from_the_very_instant(town: Town) -> None:
    case = escalated(town)

    def leaving() -> str | None:
        found = town.as_("buyer").ask(LEAVE, id=case)["case"]["availableActions"]
        return next(one["reasonIfBlocked"] for one in found if one["action"] == "LEAVE_NEGOTIATION")  # type: ignore[no-any-return]

    known = town.house.clerk.look_as(ids.local(case, "Case"), Role.SYSTEM, town.clock.now()).case
    free = min(bounds(known))
    for at, is_blocked in ((free - MICROSECOND, True), (free, False), (free - MICROSECOND, True)):
        town.clock.at = at
        assert (leaving() is not None) is is_blocked


def refused(caller: Caller, case: str) -> Any:
    answer = caller.post(CASE, id=case).json()
    return answer["data"]["case"] is None and answer["errors"][0]["extensions"]["code"]


def test_a_right_that_ended_opens_nothing_that_was_open(town: Town) -> None:
    case = in_mediation(town)
    with town.store.write() as conn:
        organisation = conn.exec_driver_sql("select organisation from sellers").scalar_one()
        join(conn, town.people["colleague"], organisation, MemberRole.OWNER, town.clock.now())
    readers = {name: town.as_(name) for name in ("seller", "registrar", "mediator")}
    for caller in readers.values():
        caller.ask(CASE, id=case)
    with town.store.write() as conn:
        remove_member(conn, town.people["colleague"], organisation, town.people["seller"])
        revoke_role(conn, CONSOLE, town.people["registrar"], ServiceRole.REGISTRAR)
    readers["mediator"].done("endMediation", case=case)
    for name in ("seller", "registrar"):
        assert refused(readers[name], case) == "NOT_FOUND", name
    require_same(town, case)
    town.as_("colleague").ask(CASE, id=case)


def test_two_people_of_one_side_have_each_their_own_page(town: Town) -> None:
    case = town.file()
    with town.store.write() as conn:
        organisation = conn.exec_driver_sql("select organisation from sellers").scalar_one()
        join(conn, town.people["colleague"], organisation, MemberRole.MEMBER, town.clock.now())
    town.as_("seller").done("answerComplaint", case=case, position="DISPUTES", statement="It left us whole.")
    asked = "query ($id: ID!) { case(id: $id) { timeline { kind by { person you } } } }"

    def answered(name: str) -> Any:
        found = town.as_(name).ask(asked, id=case)["case"]["timeline"]
        return next(one["by"] for one in found if one["kind"] == "AnswerGiven")

    for _ in range(2):
        assert answered("seller") == {"person": "Sven Holz", "you": True}
        assert answered("colleague") == {"person": "Sven Holz", "you": False}


def test_nobody_gets_what_was_kept_for_another(town: Town) -> None:
    case = in_mediation(town)
    said = {"case": case, "room": "CAUCUS_COMPLAINANT", "words": "I would take forty."}
    town.as_("buyer").done("sendMessage", **said)
    lines = [remedy("50.00", "REFUND_PARTIAL")]
    town.as_("mediator").done("makeProposal", case=case, lines=lines, reasons="Half way.")
    for _ in range(2):
        for name in READERS:
            heard = "I would take forty." in town.as_(name).post(CASE, id=case).text
            assert heard is (name in ("buyer", "mediator")), name
