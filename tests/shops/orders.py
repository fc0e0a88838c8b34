"""What the shop says about an order. Amounts are minor units, with tax."""

from dataclasses import dataclass
from typing import Any

ORDER = """
    id code state currencyCode totalWithTax
    lines { id quantity orderPlacedQuantity unitPriceWithTax productVariant { sku } }
    payments { id amount state method refunds { id total state reason transactionId } }
"""


@dataclass(frozen=True, slots=True)
class Line:
    """`placed` is what was bought, `quantity` what is left of it after cancellations."""

    id: str
    sku: str
    placed: int
    quantity: int
    unit_price: int


@dataclass(frozen=True, slots=True)
class Refund:
    """`state` is Pending, Settled or Failed."""

    id: str
    payment: str
    total: int
    state: str
    reason: str
    transaction: str


@dataclass(frozen=True, slots=True)
class Payment:
    id: str
    amount: int
    state: str
    method: str


@dataclass(frozen=True, slots=True)
class Order:
    """An order as it stands now."""

    id: str
    code: str
    state: str
    currency: str
    total: int
    lines: tuple[Line, ...]
    payments: tuple[Payment, ...]
    refunds: tuple[Refund, ...]

    @property
    def refunded(self) -> int:
        """The sum of all refunds that did not fail."""
        return sum(refund.total for refund in self.refunds if refund.state != "Failed")


def order_of(said: dict[str, Any]) -> Order:
    """Read an answer with the fields of ORDER."""
    payments = said["payments"] or []
    return Order(
        id=said["id"],
        code=said["code"],
        state=said["state"],
        currency=said["currencyCode"],
        total=said["totalWithTax"],
        lines=tuple(_line(line) for line in said["lines"]),
        payments=tuple(Payment(each["id"], each["amount"], each["state"], each["method"]) for each in payments),
        refunds=tuple(_refund(refund, each["id"]) for each in payments for refund in each["refunds"]),
    )


def _line(said: dict[str, Any]) -> Line:
    sku, placed = said["productVariant"]["sku"], said["orderPlacedQuantity"]
    return Line(said["id"], sku, placed, said["quantity"], said["unitPriceWithTax"])


def _refund(said: dict[str, Any], payment: str) -> Refund:
    reason, transaction = said["reason"] or "", said["transactionId"] or ""
    return Refund(said["id"], payment, said["total"], said["state"], reason, transaction)
