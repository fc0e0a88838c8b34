"""Stands in for Stripe: the shapes are those of its documentation, the refund that of its published fixtures.

https://docs.stripe.com/api/refunds/object, /api/refunds/list, /api/errors, /api/idempotent_requests, and
`openapi/fixtures3.json` of github.com/stripe/openapi. The live service was not asked.
"""

from typing import Any

from odr.domain.money import Money
from odr.fulfilment.port import Connector, Standing
from odr.fulfilment.stripe import Stripe
from tests.fulfilment.contract import Given
from tests.fulfilment.standins.serving import Answer, Request, Serving

STATUS = {Standing.PENDING: "pending", Standing.SETTLED: "succeeded", Standing.FAILED: "failed"}
PAGE = 2
"""Shorter than the real one's, so that pages are turned."""


class StripeStandIn(Serving):
    """Payments of an account. A key for repeats is kept with what was asked and answered."""

    knows_repeats = True

    def __init__(self) -> None:
        super().__init__()
        self.sold: dict[str, Money] = {}
        self.repeats: dict[str, tuple[dict[str, Any], Answer]] = {}

    def connector(self) -> Connector:
        return Stripe(self.url, self.secret)

    def sell(self, paid: Money) -> tuple[str, str]:
        payment = f"pi_1PgafyB7WZ01zgkWSjxs{len(self.sold)}"
        self.sold[payment] = paid
        return "1001", payment

    def goodwill(self, payment: str, money: Money) -> None:
        self._refund(payment, money.minor, {})

    def acts(self, request: Request) -> bool:
        return request.method == "POST"

    def answer(self, request: Request) -> Answer:
        assert request.headers["authorization"] == f"Bearer {self.secret}"
        assert request.headers["stripe-version"]
        if self.acts(request):
            return self._once(request.headers["idempotency-key"], request.asked)
        _, _, kind, *rest = request.path.split("/")
        if kind == "refunds":
            return self._read(rest[0]) if rest else self._page(request.asked)
        found = self.sold.get(rest[0])
        if found is None:
            return missing(f"No such {kind}: '{rest[0]}'")
        return 200, {"id": rest[0], "object": kind[:-1], "amount": found.minor, "currency": found.currency.lower()}

    def _once(self, key: str, asked: dict[str, Any]) -> Answer:
        before = self.repeats.get(key)
        if before is not None:
            return before[1] if before[0] == asked else error(400, "idempotency_error")
        answer = self._refunded(asked)
        self.repeats[key] = (asked, answer)
        return answer

    def _refunded(self, asked: dict[str, Any]) -> Answer:
        payment = asked.get("payment_intent") or asked["charge"]
        paid = self.sold.get(payment)
        if paid is None:
            return missing(f"No such payment_intent: '{payment}'")
        left = paid.minor - sum(one.money.minor for one in self.given if one.payment == payment)
        if not left:
            return error(400, "invalid_request_error", "charge_already_refunded")
        if int(asked["amount"]) > left:
            return error(400, "invalid_request_error", param="amount")
        return 200, _shown(self._refund(payment, int(asked["amount"]), asked))

    def _refund(self, payment: str, minor: int, asked: dict[str, Any]) -> Given:
        money = Money(minor, self.sold[payment].currency)
        reference = f"re_1Pgc72B7WZ01zgkWqPvr{len(self.given) + 1}"
        self.given.append(Given(reference, asked.get("metadata[odr_key]", ""), money, Standing.SETTLED, payment))
        return self.given[-1]

    def _read(self, reference: str) -> Answer:
        found = next((one for one in self.given if one.reference == reference), None)
        return (200, _shown(found)) if found else missing(f"No such refund: '{reference}'")

    def _page(self, asked: dict[str, Any]) -> Answer:
        """The most recent first."""
        assert 1 <= int(asked["limit"]) <= 100
        mine = [one for one in reversed(self.given) if one.payment == asked.get("payment_intent", asked.get("charge"))]
        names = [one.reference for one in mine]
        start = names.index(asked["starting_after"]) + 1 if "starting_after" in asked else 0
        data = [_shown(one) for one in mine[start : start + PAGE]]
        return 200, {"object": "list", "url": "/v1/refunds", "has_more": len(mine) > start + PAGE, "data": data}


def _shown(one: Given) -> dict[str, Any]:
    failed = {"failure_reason": "expired_or_canceled_card"} if one.standing is Standing.FAILED else {}
    return {
        "id": one.reference,
        "object": "refund",
        "amount": one.money.minor,
        "charge": "ch_1PgafuB7WZ01zgkWXYmPNZs8",
        "created": 1234567890,
        "currency": one.money.currency.lower(),
        "metadata": {"odr_key": one.written} if one.written else {},
        "payment_intent": one.payment,
        "reason": "requested_by_customer",
        "status": STATUS[one.standing],
        **failed,
    }


def error(status: int, kind: str, code: str | None = None, **more: str) -> Answer:
    """An error as https://docs.stripe.com/api/errors shows it."""
    coded = {"code": code, "doc_url": f"https://stripe.com/docs/error-codes/{code}"} if code else {}
    return status, {"error": {"type": kind, "message": "what people read", **coded, **more}}


def missing(message: str) -> Answer:
    return 404, {"error": {"code": "resource_missing", "message": message, "param": "id", "type": _INVALID}}


_INVALID = "invalid_request_error"
