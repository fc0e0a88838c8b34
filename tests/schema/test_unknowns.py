"""What got lost on its way to the shop: administrators read all there is to know, and say what became of it, once."""

from typing import Any

import pytest
from sqlalchemy import insert, select, update

from odr.fulfilment import breaker
from odr.fulfilment.breaker import FAILURES
from odr.fulfilment.carrying import begin, carry_out_next
from odr.fulfilment.leases import claim
from odr.fulfilment.legs import Carrier
from odr.fulfilment.tables import executions
from odr.schema import ids
from odr.store import micros
from tests.accounts.helpers import at_once
from tests.fulfilment.shop import Breaks, Shop
from tests.schema.house import Town, eur
from tests.schema.lost import LostRefund, agreed

FIELDS = """id case caseNumber version line orderNumber payment amount { amount currency } keptAs shop
since handedOverAt looks lookedAt reason"""
LIST = f"{{ unknownFulfilments {{ edges {{ node {{ {FIELDS} }} }} pageInfo {{ hasNextPage endCursor }} }} }}"


def rows(town: Town, who: str) -> list[dict[str, Any]]:
    return [edge["node"] for edge in town.as_(who).ask(LIST)["unknownFulfilments"]["edges"]]


@pytest.fixture
def lost(town: Town) -> LostRefund:
    return LostRefund(town)


def said(lost: LostRefund, outcome: str, reference: str = "", **more: Any) -> dict[str, Any]:
    (row,) = rows(lost.town, "admin")
    asked = {"case": row["case"], "fulfilment": row["id"], "expectedVersion": row["version"]}
    return {**asked, "outcome": outcome, "reference": reference, **more}


def test_everything_to_find_out_by_is_on_one_page(lost: LostRefund) -> None:
    (row,) = rows(lost.town, "admin")
    with lost.town.store.read() as conn:
        kept = conn.execute(select(executions)).one()
    assert row["case"] == lost.case
    assert row["keptAs"] == f"ODR {kept.key}"
    assert (row["orderNumber"], row["payment"], row["amount"]) == ("A-1001", "p-1", eur("80.00"))
    assert (row["looks"], row["reason"], row["shop"]) == (5, "ReadTimeout", None)
    assert row["handedOverAt"] < row["since"] <= row["lookedAt"]
    assert rows(lost.town, "registrar") == [row]


def test_it_is_for_nobody_else(lost: LostRefund) -> None:
    asked = said(lost, "NOT_DONE")
    for who in ("buyer", "seller", "mediator", "stranger"):
        assert rows(lost.town, who) == []
        assert lost.town.as_(who).refused("answerUnknownFulfilment", **asked) in ("NOT_ALLOWED", "NOT_FOUND")
    assert lost.steps == ["UNKNOWN"]


def test_what_was_done_is_fulfilled(lost: LostRefund) -> None:
    admin = lost.town.as_("admin")
    assert admin.refused("answerUnknownFulfilment", **said(lost, "DONE")) == "INVALID_INPUT"
    assert admin.refused("answerUnknownFulfilment", **said(lost, "DONE", "re_7", expectedVersion=1)) == "STALE_VERSION"
    asked = said(lost, "DONE", "re_7", idempotencyKey="k")
    stage = admin.done("answerUnknownFulfilment", "case { stage }", **asked)["case"]["stage"]
    assert (stage, lost.steps, rows(lost.town, "admin")) == ("CLOSED", ["UNKNOWN", "FULFILLED"], [])
    assert admin.done("answerUnknownFulfilment", **asked)["replayed"]
    lost.run()
    assert (lost.steps, lost.shop.calls) == (["UNKNOWN", "FULFILLED"], 1)


def test_what_was_not_done_is_handed_over_again_under_the_next_number(lost: LostRefund) -> None:
    lost.town.as_("registrar").done("answerUnknownFulfilment", **said(lost, "NOT_DONE", expectedVersion=None))
    assert lost.steps == ["UNKNOWN", "FAILED", "ORDERED"]
    lost.carry_out()
    assert lost.steps[-1] == "SUBMITTED"
    assert [task.key[-2:] for task, _ in lost.shop.refunds.values()] == ["-2"]
    assert rows(lost.town, "admin") == []


def test_of_two_at_once_one_is_believed(lost: LostRefund) -> None:
    done, not_done = (said(lost, outcome, "re_7") for outcome in ("DONE", "NOT_DONE"))
    admin, registrar = lost.town.as_("admin"), lost.town.as_("registrar")
    not_done["expectedVersion"] = None
    both = ((admin, done), (registrar, not_done))
    answers = at_once(2, lambda place: both[place][0].act("answerUnknownFulfilment", **both[place][1]))
    codes = sorted(error["code"] for answer in answers for error in answer["userErrors"])
    assert len(codes) == 1
    assert codes[0] in ("ALREADY_DONE", "STALE_VERSION", "CASE_IS_CLOSED", "BUSY")
    assert lost.steps in (["UNKNOWN", "FULFILLED"], ["UNKNOWN", "FAILED", "ORDERED"])


def test_while_the_shop_is_asked_nobody_answers(lost: LostRefund) -> None:
    asked, now = said(lost, "NOT_DONE"), lost.town.clock.now()
    with lost.town.store.write() as conn:
        conn.execute(update(executions).values(due_at=micros(now)))
    assert claim(lost.town.store, now) is not None
    assert lost.town.as_("admin").refused("answerUnknownFulfilment", **asked) == "BUSY"


def test_whoever_dies_before_the_case_is_told_is_stood_in_for(
    lost: LostRefund, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = said(lost, "DONE", "re_7")
    monkeypatch.setattr("odr.fulfilment.unknown._tell", lambda *_: None)
    lost.town.as_("admin").done("answerUnknownFulfilment", **asked)
    assert lost.steps == ["UNKNOWN"]
    lost.run()
    assert lost.steps == ["UNKNOWN", "FULFILLED"]


def test_what_the_case_knows_by_a_report_is_asked_of_nobody(lost: LostRefund) -> None:
    (row,) = rows(lost.town, "admin")
    lost.town.as_("admin").done(
        "reportFulfilment", case=lost.case, line=row["line"], step="FULFILLED", reference="re_7"
    )
    assert rows(lost.town, "admin") == []


def test_the_list_goes_on_behind_a_cursor(lost: LostRefund) -> None:
    with lost.town.store.write() as conn:
        row = conn.execute(select(executions)).mappings().one()
        conn.execute(insert(executions), {**row, "key": f"{row['key']}-b", "leg": "p-2"})
    document = "query ($at: String) { unknownFulfilments(first: 1, after: $at) { edges { node { payment } cursor } } }"
    admin = lost.town.as_("admin")
    (first,) = admin.ask(document)["unknownFulfilments"]["edges"]
    (then,) = admin.ask(document, at=first["cursor"])["unknownFulfilments"]["edges"]
    assert [first["node"]["payment"], then["node"]["payment"]] == ["p-1", "p-2"]
    assert admin.ask(document, at=then["cursor"])["unknownFulfilments"]["edges"] == []


def test_a_line_of_two_payments_waits_for_both_answers(lost: LostRefund) -> None:
    """What was said of one is not forgotten: the one that was not done is handed over again."""
    with lost.town.store.write() as conn:
        row = conn.execute(select(executions)).mappings().one()
        conn.execute(insert(executions), {**row, "key": f"{row['key']}-b", "leg": "p-2"})
    first, second = rows(lost.town, "admin")
    admin, asked = lost.town.as_("admin"), {"case": lost.case, "outcome": "NOT_DONE"}
    admin.done("answerUnknownFulfilment", fulfilment=first["id"], **asked)
    assert lost.steps == ["UNKNOWN"]
    said = asked | {"outcome": "DONE", "reference": "re_8"}
    admin.done("answerUnknownFulfilment", fulfilment=second["id"], **said)
    assert lost.steps == ["UNKNOWN", "FAILED", "ORDERED"]


WAITS = "query ($id: ID!) { waitingForShop(case: $id) { line since } }"


def waits(town: Town, who: str, case: str) -> list[dict[str, str]]:
    return list(town.as_(who).ask(WAITS, id=case)["waitingForShop"])


def test_both_sides_read_that_the_shop_cannot_be_reached(town: Town) -> None:
    case = agreed(town)
    shop = Shop(looking=[Breaks.AWAY] * FAILURES)
    carrier = Carrier(town.store, town.house.clerk, town.clock, (), lambda marketplace: shop)
    begin(carrier, ids.local(case, "Case"))
    since = town.clock.now().strftime("%Y-%m-%dT%H:%M:%S.000000Z")
    for who in ("buyer", "seller", "admin"):
        (one,) = waits(town, who, case)
        assert one["since"] == since
    for _ in range(FAILURES):
        town.wait(hours=1)
        carry_out_next(carrier, town.clock.now())
    assert waits(town, "buyer", case) == []


def test_a_refused_key_is_told_to_whoever_administers_the_marketplace(town: Town) -> None:
    breaker.failed(town.store, town.marketplace, "k", town.clock.now(), "KEY_REFUSED")
    town.work()
    (told,) = town.as_("admin").ask("{ notices(first: 5) { edges { node { title words } } } }")["notices"]["edges"]
    assert told["node"]["title"] == "Your shop lets the service in no more"
    assert told["node"]["words"].startswith("The shop of Kiezmarkt refuses the key")


def test_by_when_the_money_is_usually_there(town: Town) -> None:
    case, shop = agreed(town), Shop()
    begin(Carrier(town.store, town.house.clerk, town.clock, (), lambda marketplace: shop), ids.local(case, "Case"))
    wanted = (
        "query ($id: ID!) { case(id: $id) { compensation { lines { step expectedArrival { earliest latest } } } } }"
    )
    for who in ("buyer", "seller"):
        (found,) = town.as_(who).ask(wanted, id=case)["case"]["compensation"]["lines"]
        assert found == {"step": "SUBMITTED", "expectedArrival": {"earliest": "2026-03-09", "latest": "2026-03-16"}}
