"""My cases: who sees which row, in which role, in which order, and what waits for whom."""

from typing import Any

import pytest

from odr import lists
from odr.accounts.marketplaces import add_administrator
from odr.accounts.organisations import MemberRole, join
from odr.accounts.principal import CONSOLE, Scope
from odr.domain.roles import Visitor
from odr.lists import Listed, listed
from tests.accounts.browser import Caller
from tests.schema.house import PEOPLE, Town, complaint
from tests.schema.reading import CASES
from tests.schema.test_journey import appoint, decided, in_mediation


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


def test_what_waits_for_whom_and_until_when(town: Town) -> None:
    town.file()
    (mine,), (theirs,) = rows(town.as_("seller")), rows(town.as_("buyer"))
    assert (mine["myTurn"], mine["due"]) == (True, "2026-03-03T23:00:00.000000Z")
    assert (theirs["myTurn"], theirs["due"]) == (False, mine["due"])
    town.wait(days=10)
    (late,) = rows(town.as_("seller"))
    assert (late["overdue"], late["stage"], late["myTurn"]) == (False, "INTAKE", False)
    assert late["updatedAt"] == "2026-03-09T23:00:00.000000Z", "the bound at which the complaint became a dispute"
    town.work()
    assert rows(town.as_("seller")) == [late]


EVERYBODY = ("buyer", "seller", "mediator", "decider", "admin", "registrar")


@pytest.mark.parametrize("begin", [Town.file, in_mediation, decided], ids=["filed", "in mediation", "decided"])
def test_lists_are_before_the_sweep_what_they_are_after_it(town: Town, begin: Any) -> None:
    begin(town)
    for days in (2, 9, 20):
        town.wait(days=days)
        before = [rows(town.as_(name)) for name in EVERYBODY]
        town.house.clerk.sweep(town.clock.now())
        assert [rows(town.as_(name)) for name in EVERYBODY] == before


def late_and_young(town: Town) -> list[str]:
    """Three cases whose time has passed unwritten, and two younger ones."""
    filed = [town.file(), file_again(town, "A-2"), file_again(town, "A-3")]
    town.wait(days=10)
    return [*filed, file_again(town, "A-4"), file_again(town, "A-5")]


@pytest.mark.parametrize("most", [200, 2, 1], ids=["all made anew", "two made anew", "one made anew"])
def test_pages_hold_every_case_once_however_many_time_has_overtaken(
    town: Town, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed = late_and_young(town)
    monkeypatch.setattr(lists, "MOST_OVERTAKEN", most)
    for who in ("buyer", "registrar"):
        caller, after, seen = town.as_(who), None, []
        for _ in range(3):
            page = caller.ask(CASES, first=2, after=after)["cases"]
            seen += [edge["node"] for edge in page["edges"]]
            after = page["pageInfo"]["endCursor"]
        assert sorted(row["id"] for row in seen) == sorted(filed)
        keys = [(row["updatedAt"], row["id"]) for row in seen]
        assert sorted((at for at, _ in keys), reverse=True) == [at for at, _ in keys]
        assert sum(row["stage"] == "INTAKE" for row in seen) == min(most, 3)
        assert sum(row["overdue"] for row in seen) == 3 - min(most, 3), "and those that are left say so"


def test_filters_ask_what_is_true_by_now(town: Town) -> None:
    *_, answered, _ = late_and_young(town)
    town.as_("seller").done("answerComplaint", case=answered, position="DISPUTES", statement="It left us whole.")

    def found(who: str, **narrowed: bool) -> int:
        return len(rows(town.as_(who), filter=narrowed))

    assert [found("seller", myTurn=one) for one in (True, False)] == [1, 4]
    assert [found("admin", myTurn=one) for one in (True, False)] == [3, 2]
    town.wait(days=400)
    assert [found("buyer", open=one) for one in (True, False)] == [4, 1], "nobody escalated in time"


def test_a_case_leaves_the_list_of_a_neutral_at_the_bound_that_ends_the_mandate(town: Town) -> None:
    case = with_the_decider(town)
    assert [row["id"] for row in rows(town.as_("decider"))] == [case]
    town.wait(days=16)
    assert rows(town.as_("decider")) == []
    town.house.clerk.sweep(town.clock.now())
    assert rows(town.as_("decider")) == []


def with_the_decider(town: Town) -> str:
    """A case whose decider has the whole file."""
    case = in_mediation(town)
    town.as_("mediator").done("endMediation", case=case)
    town.as_("buyer").done("requestDecision", case=case)
    appoint(town, case, "DECIDER")
    town.wait(days=9)
    town.as_("decider").done("completeFile", case=case)
    return case


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
    assert listed(town.house.clerk, Visitor(""), Listed(5), town.clock.now()) == []


def test_filters_hold_together(town: Town) -> None:
    town.file()
    seller = town.as_("seller")
    combinations = [{"open": a, "myTurn": b} for a in (None, True, False) for b in (None, True, False)]
    found = [len(rows(seller, filter=one)) for one in combinations]
    assert found == [1, 1, 0, 1, 1, 0, 0, 0, 0]
