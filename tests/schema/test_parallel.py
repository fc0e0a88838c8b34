"""Proceedings elsewhere over HTTP: who reports them, what they do, and the money that they bring."""

from typing import Any

from odr.accounts.principal import Scope
from tests.schema.house import Town, eur, remedy
from tests.schema.test_journey import escalated, read

SHOWN = """case { stage ground pause { ground } parallelProceedings { id kind forum effect unconfirmed outcome }
  recoveries { source amount { amount } } }"""
KINDS = {"CHARGEBACK": "PAUSES", "INSURER": "ATTACHES", "OTHER_BODY": "ATTACHES", "COURT": "STOPS"}


def said(town: Town, kind: str = "CHARGEBACK", reference: str = "CB-7") -> dict[str, Any]:
    day = town.clock.now().date().isoformat()
    return {"kind": kind, "forum": "Example Bank", "reference": reference, "openedOn": day}


def report(town: Town, who: Any, case: str, **more: Any) -> tuple[str, Any]:
    done = who.done("reportParallelProceeding", f"proceeding {SHOWN}", case=case, **{**said(town), **more})
    return str(done["proceeding"]), done["case"]


def test_each_kind_does_what_the_rulebook_says(town: Town) -> None:
    case = escalated(town)
    for kind, effect in KINDS.items():
        _, shown = report(town, town.as_("buyer"), case, kind=kind, reference=kind)
        assert shown["parallelProceedings"][-1]["effect"] == effect
    assert (shown["stage"], shown["ground"]) == ("CLOSED", "NO_JURISDICTION")


def test_a_seller_s_word_waits_for_somebody_else_s(town: Town) -> None:
    case = escalated(town)
    proceeding, shown = report(town, town.as_("seller"), case)
    assert (shown["pause"], shown["parallelProceedings"][0]["unconfirmed"]) == (None, True)
    seller, admin = town.as_("seller"), town.as_("admin")
    assert seller.refused("confirmParallelProceeding", case=case, proceeding=proceeding) == "NOT_ALLOWED"
    done = admin.done("confirmParallelProceeding", SHOWN, case=case, proceeding=proceeding)["case"]
    assert (done["pause"]["ground"], done["parallelProceedings"][0]["unconfirmed"]) == ("EXTERNAL_PROCEEDING", False)


def test_a_won_chargeback_is_a_row_of_the_ledger(town: Town) -> None:
    case = escalated(town)
    proceeding, _ = report(town, town.as_("buyer"), case)
    shop, day = town.program(Scope.FULFILMENT_WRITE, Scope.CASES_READ), town.clock.now().date().isoformat()
    over = {"case": case, "proceeding": proceeding, "outcome": "FOR_COMPLAINANT", "endedOn": day}
    back = {"payment": "p-1", "amount": eur("80.00")}
    assert town.as_("buyer").refused("endParallelProceeding", **over, recovered=back) == "NOT_ALLOWED"
    shop.done("endParallelProceeding", SHOWN, **over, recovered=back, idempotencyKey="end-1")
    assert shop.done("endParallelProceeding", SHOWN, **over, recovered=back, idempotencyKey="end-1")
    town.work()
    found = read(town.as_("buyer"), case, "pause { ground } recoveries { source reference amount { amount } }")
    assert found == {
        "pause": None,
        "recoveries": [{"source": "CHARGEBACK", "reference": "CB-7", "amount": {"amount": "80.00"}}],
    }
    assert town.as_("seller").refused("makeOffer", case=case, lines=[remedy("80.00")]) == "ALREADY_RECOVERED"


def test_a_court_gives_back_no_payment(town: Town) -> None:
    case = escalated(town)
    proceeding, _ = report(town, town.as_("seller"), case, kind="COURT")
    over = {"case": case, "proceeding": proceeding, "outcome": "IN_PART", "endedOn": said(town)["openedOn"]}
    back = {"payment": "p-1", "amount": eur("80.00")}
    assert town.as_("admin").refused("endParallelProceeding", **over, recovered=back) == "INVALID_INPUT"


def test_the_case_tells_the_time_of_banks(town: Town) -> None:
    assert read(town.as_("buyer"), town.file(), "bankDeadline")["bankDeadline"] is not None
