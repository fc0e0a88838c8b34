"""Stands in for Vendure: the shapes are those that a real 3.7.3 gives (tests/shops/ asks one)."""

from typing import Any

from odr.domain.money import Money
from odr.fulfilment.port import Connector, Standing
from odr.fulfilment.vendure import Vendure
from tests.fulfilment.contract import Given
from tests.fulfilment.standins.serving import Answer, Request, Serving

STATE = {Standing.PENDING: "Pending", Standing.SETTLED: "Settled", Standing.FAILED: "Failed"}


class VendureStandIn(Serving):
    """Orders with one payment each. `refundOrder` knows no repeats; a field that breaks ends its document."""

    knows_repeats = True
    knows_what_was_begun = True

    def __init__(self) -> None:
        super().__init__()
        self.sold: dict[str, tuple[str, Money]] = {}
        self.notes: dict[str, tuple[str, str]] = {}
        """The order and the words of each note, the oldest first."""

    def connector(self) -> Connector:
        return Vendure(f"{self.url}/admin-api", self.secret)

    def sell(self, paid: Money) -> tuple[str, str]:
        order, payment = f"T_{len(self.sold) + 1}", str(len(self.sold) + 7)
        self.sold[payment] = (order, paid)
        return order, payment

    def goodwill(self, payment: str, money: Money) -> None:
        self._refund(payment, money, "goodwill")

    def acts(self, request: Request) -> bool:
        return "refundOrder" in str(request.asked["query"])

    def answer(self, request: Request) -> Answer:
        assert request.headers["vendure-api-key"] == self.secret
        variables = request.asked["variables"]
        if self.acts(request):
            return self._done(variables)
        if "words" in variables:
            return self._withdrawn(variables)
        if "note" in variables:
            self._write(variables["order"], variables["note"])
            return 200, {"data": {"addNoteToOrder": {"id": variables["order"], **self._written(variables["order"])}}}
        orders = [self._order(one) for one in self.sold if self.sold[one][0] == variables["code"]]
        return 200, {"data": {"orders": {"items": orders}}}

    def _done(self, variables: dict[str, Any]) -> Answer:
        if self.notes.pop(variables["ticket"], None) != (variables["order"], variables["note"]):
            return 200, {"data": None, "errors": [{"path": ["gate"], "extensions": {"code": "ENTITY_NOT_FOUND"}}]}
        self._write(variables["order"], variables["begun"])
        return 200, {"data": {"refundOrder": self._refunded(variables["input"])}}

    def _withdrawn(self, variables: dict[str, Any]) -> Answer:
        if variables["note0"] not in self.notes:
            return 200, {"data": None, "errors": [{"path": ["gate"], "extensions": {"code": "ENTITY_NOT_FOUND"}}]}
        for name in [one for field, one in variables.items() if field.startswith("note") and field != "note"]:
            del self.notes[name]
        self._write(variables["order"], variables["words"])
        return 200, {"data": {"withdrawn": {"id": variables["order"]}}}

    def _write(self, order: str, words: str) -> None:
        self.notes[str(len(self.notes) + len(self.requests))] = (order, words)

    def _written(self, order: str) -> dict[str, Any]:
        mine = [{"id": name, "data": {"note": words}} for name, (of, words) in self.notes.items() if of == order]
        return {"notes": {"totalItems": len(mine), "items": mine[::-1]}}

    def _order(self, payment: str) -> dict[str, Any]:
        order, paid = self.sold[payment]
        refunds = [_shown(one) for one in self.given if one.payment == payment]
        return {
            "id": order,
            "currencyCode": paid.currency,
            "payments": [{"id": payment, "amount": paid.minor, "refunds": refunds}],
            **self._written(order),
        }

    def _refunded(self, asked: dict[str, Any]) -> dict[str, Any]:
        assert (asked["lines"], asked["shipping"], asked["adjustment"]) == ([], 0, 0)
        _, paid = self.sold[asked["paymentId"]]
        if asked["amount"] > paid.minor:
            return {"__typename": "RefundAmountError", "errorCode": "REFUND_AMOUNT_ERROR", "message": "too much"}
        return _shown(self._refund(asked["paymentId"], Money(asked["amount"], paid.currency), asked["reason"]))

    def _refund(self, payment: str, money: Money, reason: str) -> Given:
        self.given.append(Given(str(len(self.given) + 1), reason, money, Standing.PENDING, payment))
        return self.given[-1]


def _shown(one: Given) -> dict[str, Any]:
    shown = {"id": one.reference, "total": one.money.minor, "state": STATE[one.standing], "reason": one.written}
    return {"__typename": "Refund", **shown}
