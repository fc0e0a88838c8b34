"""What came back of a payment, over HTTP: reported by the shop, told to the case, kept to by every offer."""

from typing import Any

from odr.accounts.principal import Scope
from tests.schema.house import Town, eur, remedy

ROW = "recovery { payment source amount { amount currency } undone reference }"
LEFT = "case { paymentsLeft { payment recovered { amount } left { amount } } recoveries { source amount { amount } } }"


def report(order: str, amount: str = "30.00", **more: Any) -> dict[str, Any]:
    said = {"payment": "p-1", "source": "CHARGEBACK", "reference": "CB-7"}
    return {"order": order, "amount": eur(amount), **said, **more}


def order_of(town: Town, case: str) -> str:
    found = town.as_("buyer").ask("query ($id: ID!) { case(id: $id) { order { id } } }", id=case)["case"]
    return str(found["order"]["id"])


def test_a_chargeback_is_told_to_the_case_and_caps_its_offers(town: Town) -> None:
    case = town.file()
    shop = town.program(Scope.FULFILMENT_WRITE)
    made = shop.done("reportRecovery", ROW, **report(order_of(town, case)))
    assert made["recovery"]["amount"] == eur("30.00")
    town.work()
    refused = town.as_("seller").refused("makeOffer", case=case, lines=[remedy("80.00")])
    assert refused == "ALREADY_RECOVERED"
    town.as_("seller").done("makeOffer", LEFT, case=case, lines=[remedy("50.00", "REFUND_PARTIAL")])


def test_the_same_report_again_is_answered_alike(town: Town) -> None:
    order = order_of(town, town.file())
    shop = town.program(Scope.ORDERS_WRITE)
    first = shop.done("reportRecovery", ROW, **report(order))
    assert shop.done("reportRecovery", ROW, **report(order)) == first
    assert shop.refused("reportRecovery", **report(order, "31.00")) == "RECOVERY_DIFFERS"
    assert shop.refused("reportRecovery", **report(order, payment="other")) == "PAYMENT_UNKNOWN"
    assert shop.refused("reportRecovery", **report(order, reference="CB-8", undone=True)) == "NOTHING_TO_UNDO"
    assert shop.refused("reportRecovery", **report(order, source="ORDER", reference="x")) == "INVALID_INPUT"


def test_only_the_marketplace_reports(town: Town) -> None:
    order = order_of(town, town.file())
    assert town.as_("buyer").refused("reportRecovery", **report(order)) == "NOT_ALLOWED"
    assert town.as_("seller").refused("reportRecovery", **report(order)) == "NOT_ALLOWED"
    assert town.program(Scope.CASES_READ).refused("reportRecovery", **report(order)) == "NOT_ALLOWED"
    town.as_("admin").done("reportRecovery", ROW, **report(order))
