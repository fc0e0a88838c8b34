"""What may be claimed, offered, decided and ordered."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from odr.domain.money import Money
from odr.domain.roles import Side
from odr.domain.words import Text


class ComplaintType(StrEnum):
    """Grounds of a complaint (procedure: vocabulary; the last four are the seller's)."""

    NOT_RECEIVED = "NOT_RECEIVED"
    LATE = "LATE"
    DAMAGED = "DAMAGED"
    DEFECTIVE = "DEFECTIVE"
    NOT_AS_DESCRIBED = "NOT_AS_DESCRIBED"
    WRONG = "WRONG"
    INCOMPLETE = "INCOMPLETE"
    COUNTERFEIT = "COUNTERFEIT"
    REFUND_NOT_PAID = "REFUND_NOT_PAID"
    DUPLICATE = "DUPLICATE"
    WRONG_AMOUNT = "WRONG_AMOUNT"
    SUBSCRIPTION = "SUBSCRIPTION"
    WITHDRAWAL_RIGHT = "WITHDRAWAL_RIGHT"
    SERVICE_POOR = "SERVICE_POOR"
    PRECONTRACT_INFO = "PRECONTRACT_INFO"
    CUSTOMS = "CUSTOMS"
    WARRANTY = "WARRANTY"
    DATA_AS_PRICE = "DATA_AS_PRICE"
    RETURN_EMPTY = "RETURN_EMPTY"
    RETURN_DAMAGED = "RETURN_DAMAGED"
    RETURN_MISSING = "RETURN_MISSING"
    ABUSE = "ABUSE"


class Remedy(StrEnum):
    REFUND_FULL = "REFUND_FULL"
    REFUND_PARTIAL = "REFUND_PARTIAL"
    REFUND_ON_RETURN = "REFUND_ON_RETURN"
    REPLACE = "REPLACE"
    REPLACE_PLUS_REFUND = "REPLACE_PLUS_REFUND"
    REPAIR = "REPAIR"
    PRICE_REDUCTION = "PRICE_REDUCTION"
    PRICE_PROTECTION = "PRICE_PROTECTION"
    FREIGHT_REIMBURSE = "FREIGHT_REIMBURSE"
    FREIGHT_INSURANCE = "FREIGHT_INSURANCE"
    VOUCHER = "VOUCHER"
    FREE_ITEM = "FREE_ITEM"
    UPGRADE = "UPGRADE"
    DELIVER_NOW = "DELIVER_NOW"
    CANCEL_CONTRACT = "CANCEL_CONTRACT"
    DATE_CHANGE = "DATE_CHANGE"
    VALIDITY_EXTENSION = "VALIDITY_EXTENSION"
    APOLOGY = "APOLOGY"
    CORRECT_LISTING = "CORRECT_LISTING"
    DAMAGES = "DAMAGES"
    UNDERTAKING = "UNDERTAKING"
    RESTITUTION = "RESTITUTION"
    NO_REMEDY = "NO_REMEDY"


REFUNDS = frozenset(
    {
        Remedy.REFUND_FULL,
        Remedy.REFUND_PARTIAL,
        Remedy.REFUND_ON_RETURN,
        Remedy.REPLACE_PLUS_REFUND,
        Remedy.PRICE_REDUCTION,
        Remedy.PRICE_PROTECTION,
        Remedy.FREIGHT_REIMBURSE,
    }
)
"""Remedies that give back a payment, and so are capped by what was paid."""

AFTER_A_RETURN = frozenset(
    {
        Remedy.REPLACE,
        Remedy.REPLACE_PLUS_REFUND,
        Remedy.REPAIR,
        Remedy.VOUCHER,
        Remedy.DATE_CHANGE,
        Remedy.VALIDITY_EXTENSION,
    }
)
"""Remedies that can wait until what was sold came back or was given up; REFUND_ON_RETURN always does."""

IN_GOODS = frozenset({Remedy.REPLACE, Remedy.FREE_ITEM, Remedy.UPGRADE})
"""Remedies that can be another item than the one that was sold."""

OF_MONEY = REFUNDS | {Remedy.FREIGHT_INSURANCE, Remedy.VOUCHER, Remedy.DAMAGES, Remedy.RESTITUTION}


@dataclass(frozen=True, slots=True)
class RemedyLine:
    """One remedy for one order line. `line` is None when the remedy concerns the whole order.

    `due` (UTC, exclusive): by when it is to be done; None for the time that the rulebook gives. `return_cost`: which
    side bears the cost of sending goods back; None for whoever owes the line. `after_return`: it is due once they are
    back. `item`: the shop's number of another article that is sent; empty for the one that was sold.
    """

    remedy: Remedy
    line: str | None
    quantity: int
    amount: Money | None
    owed_by: Side = Side.RESPONDENT
    note: Text | None = None
    due: datetime | None = None
    return_cost: Side | None = None
    after_return: bool = False
    item: str = ""

    def due_after(self, at: datetime) -> datetime | None:
        """By when it is to be done, where that was agreed or decided and lies ahead."""
        return self.due if self.due and self.due > at else None


def goes_back(line: RemedyLine) -> bool:
    """Whether what was sold comes back, or is given up, before anything is due (requirements R2, R3)."""
    return line.remedy is Remedy.REFUND_ON_RETURN or line.after_return


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the complainant says happened since the sale; None where nothing was said.

    `repairs_failed`: how often putting it right was tried and did not help. `cancelled_at` (UTC): when the contract was
    cancelled or withdrawn from. `lower_price`: the price of one, found elsewhere.
    """

    defect_appeared_on: date | None = None
    repairs_failed: int | None = None
    cancelled_at: datetime | None = None
    lower_price: Money | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What is wrong with one order line, and which remedies would put it right (alternatives, best first)."""

    id: str
    line: str
    quantity: int
    complaint: ComplaintType
    remedies: tuple[RemedyLine, ...]
    circumstances: Circumstances = Circumstances()
