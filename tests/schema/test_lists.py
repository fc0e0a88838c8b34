"""My cases: who sees which row, in which role, in which order, and what waits for whom."""

from typing import Any

from odr.accounts.marketplaces import add_administrator
from odr.accounts.organisations import MemberRole, join
from odr.accounts.principal import CONSOLE, Scope
from odr.views import Listed, listed
from tests.accounts.browser import Caller
from tests.schema.house import PEOPLE, Town, complaint
from tests.schema.reading import CASES
from tests.schema.test_journey import in_mediation


def rows(caller: Caller, **asked: Any) -> list[Any]:
    edges = caller.ask(CASES, **{"first": 20} | asked)["cases"]["edges"]
    return [edge["node"] for edge in edges]


def file_again(town: Town, number: str) -> str:
    order = town.register(number=number)
    made = town.as_("buyer").done("fileComplaint", "case { id }", **complaint(order))
    return str(made["case"]["id"])


def test_each_reader_has_a_row_in_their_role(town: Town) -> None:
    case = in_mediation(town)
    roles = {name: [row["role"] for row in rows(town.as_(name))] for name in PEOPLE}
    assert roles == {
        "buyer": ["COMPLAINANT"],
        "seller": ["RESPONDENT"],
        "colleague": [],
        "admin": ["MARKETPLACE"],
        "mediator": ["MEDIATOR"],
        "decider": [],
        "registrar": ["REGISTRAR"],
        "stranger": [],
    }
    (row,) = rows(town.program(Scope.CASES_READ))
    assert (row["id"], row["title"], row["marketplace"]) == (case, "Lamp", "Kiezmarkt")
    assert (row["complainant"], row["respondent"]) == (PEOPLE["buyer"], "Holzhaus GmbH")


def test_who_has_several_parts_sees_a_case_once_in_the_nearest_role(town: Town) -> None:
    town.file()
    with town.store.write() as conn:
        add_administrator(conn, CONSOLE, town.marketplace, town.people["seller"], town.clock.now())
        add_administrator(conn, CONSOLE, town.marketplace, town.people["registrar"], town.clock.now())
    assert [row["role"] for row in rows(town.as_("seller"))] == ["RESPONDENT"]
    assert [row["role"] for row in rows(town.as_("registrar"))] == ["MARKETPLACE"]


def test_who_bought_from_their_own_organisation_sees_the_case_once_as_they_are_seated(town: Town) -> None:
    case = town.file()
    with town.store.read() as conn:
        organisation = conn.exec_driver_sql("select organisation from sellers").scalar_one()
    with town.store.write() as conn:
        join(conn, town.people["buyer"], organisation, MemberRole.MEMBER, town.clock.now())
    assert [row["role"] for row in rows(town.as_("buyer"))] == ["COMPLAINANT"]
    assert (
        town.as_("buyer").ask("query ($id: ID!) { case(id: $id) { role } }", id=case)["case"]["role"] == "COMPLAINANT"
    )


def test_a_colleague_sees_what_the_organisation_sees(town: Town) -> None:
    town.file()
    with town.store.read() as conn:
        organisation = conn.exec_driver_sql("select organisation from sellers").scalar_one()
    with town.store.write() as conn:
        join(conn, town.people["colleague"], organisation, MemberRole.MEMBER, town.clock.now())
    assert rows(town.as_("colleague")) == rows(town.as_("seller"))


def test_what_waits_for_whom_and_what_is_overdue(town: Town) -> None:
    town.file()
    (mine,), (theirs,) = rows(town.as_("seller")), rows(town.as_("buyer"))
    assert (mine["myTurn"], mine["due"]) == (True, "2026-03-03T23:00:00.000000Z")
    assert (theirs["myTurn"], theirs["due"]) == (False, mine["due"])
    assert not mine["overdue"]
    town.wait(days=10)
    (late,) = rows(town.as_("seller"))
    assert (late["overdue"], late["stage"]) == (True, "COMPLAINT")
    town.work()
    (swept,) = rows(town.as_("seller"))
    assert (swept["overdue"], swept["stage"], swept["myTurn"]) == (False, "INTAKE", False)


def test_lists_are_narrowed_down(town: Town) -> None:
    first, second = town.file(), file_again(town, "A-2")
    town.as_("buyer").done("withdrawComplaint", case=first)
    buyer, seller = town.as_("buyer"), town.as_("seller")

    def ids_of(caller: Caller, **narrowed: Any) -> list[str]:
        return [row["id"] for row in rows(caller, filter=narrowed)]

    assert ids_of(buyer, open=True) == [second]
    assert ids_of(buyer, open=False) == [first]
    assert ids_of(seller, myTurn=True) == [second]
    assert ids_of(seller, myTurn=False) == [first]
    assert ids_of(seller, open=False, myTurn=True) == []


def test_pages_follow_one_another_for_one_and_for_several_keys(town: Town) -> None:
    filed = [town.file()]
    for number in range(2, 6):
        town.wait(minutes=number % 2)
        filed.append(file_again(town, f"A-{number}"))
    for who in ("registrar", "buyer"):
        caller, after, seen = town.as_(who), None, []
        for _ in range(3):
            page = caller.ask(CASES, first=2, after=after)["cases"]
            seen += [edge["node"] for edge in page["edges"]]
            after = page["pageInfo"]["endCursor"]
        assert {row["id"] for row in seen} == set(filed)
        assert len(seen) == 5
        keys = [(row["updatedAt"], row["id"]) for row in seen]
        assert [at for at, _ in keys] == sorted((at for at, _ in keys), reverse=True)


def test_nobody_has_no_list(town: Town) -> None:
    answer = town.nobody().post(CASES, first=5).json()
    assert answer["errors"][0]["extensions"]["code"] == "NOT_SIGNED_IN"
    with town.store.raw() as db:
        assert listed(db, town.store.dialect, Listed((), 5)) == []


def test_filters_hold_together(town: Town) -> None:
    town.file()
    seller = town.as_("seller")
    combinations = [{"open": a, "myTurn": b} for a in (None, True, False) for b in (None, True, False)]
    found = [len(rows(seller, filter=one)) for one in combinations]
    assert found == [1, 1, 0, 1, 1, 0, 0, 0, 0]
