"""What a rulebook says of each kind of complaint: what is asked for, until when, and what can be claimed."""

from dataclasses import dataclass
from enum import StrEnum

from odr.domain.facts import LineKind
from odr.domain.remedies import Remedy
from odr.domain.roles import SaleRole
from odr.domain.rulebook.terms import Term, Wording


class Document(StrEnum):
    """What can be asked for as evidence [TR 4.6.3.3 b, 4.4.3 b, 4.4.4 b, 4.7.3 b]; and the label for a return."""

    ORDER_RECORD = "ORDER_RECORD"
    TRANSACTION_RECORD = "TRANSACTION_RECORD"
    COMMUNICATION_LOG = "COMMUNICATION_LOG"
    PHOTO = "PHOTO"
    PACKAGING_PHOTO = "PACKAGING_PHOTO"
    LISTING_AS_SOLD = "LISTING_AS_SOLD"
    TRACKING = "TRACKING"
    DELIVERY_PROOF = "DELIVERY_PROOF"
    CUSTOMS_NOTICE = "CUSTOMS_NOTICE"
    PROOF_OF_PURCHASE = "PROOF_OF_PURCHASE"
    WARRANTY_TERMS = "WARRANTY_TERMS"
    REPAIR_REPORT = "REPAIR_REPORT"
    CANCELLATION_PROOF = "CANCELLATION_PROOF"
    USAGE_STATE = "USAGE_STATE"
    RETURN_PROOF = "RETURN_PROOF"
    ACCOUNT_STATEMENT = "ACCOUNT_STATEMENT"
    LOSS_DETAILS = "LOSS_DETAILS"
    RETURN_LABEL = "RETURN_LABEL"


class Since(StrEnum):
    """The fact from which a limit for filing counts."""

    PAYMENT = "payment"
    PROMISED_DELIVERY = "promised_delivery"
    DELIVERY = "delivery"
    RETURN_RECEIVED = "return_received"


class Criterion(StrEnum):
    """What a claim is measured by; entitlement shows each of them."""

    NOT_DELIVERED_BY_PROMISE = "NOT_DELIVERED_BY_PROMISE"
    DELIVERED_AFTER_PROMISE = "DELIVERED_AFTER_PROMISE"
    DIFFERS_FROM_LISTING = "DIFFERS_FROM_LISTING"
    DAMAGED_ON_ARRIVAL = "DAMAGED_ON_ARRIVAL"
    DEFECT_WITHIN_LIABILITY = "DEFECT_WITHIN_LIABILITY"
    QUANTITY_SHORT = "QUANTITY_SHORT"
    NOT_GENUINE = "NOT_GENUINE"
    REFUND_OWED = "REFUND_OWED"
    CHARGED_TWICE = "CHARGED_TWICE"
    CHARGED_OTHER_AMOUNT = "CHARGED_OTHER_AMOUNT"
    CANCELLED_BEFORE_CHARGE = "CANCELLED_BEFORE_CHARGE"
    WITHIN_WITHDRAWAL_PERIOD = "WITHIN_WITHDRAWAL_PERIOD"
    SERVICE_NOT_AS_AGREED = "SERVICE_NOT_AS_AGREED"
    INFORMATION_MISSING = "INFORMATION_MISSING"
    DUTIES_NOT_DISCLOSED = "DUTIES_NOT_DISCLOSED"
    WITHIN_WARRANTY = "WITHIN_WARRANTY"
    RETURN_NOT_AS_SENT = "RETURN_NOT_AS_SENT"
    RIGHT_ABUSED = "RIGHT_ABUSED"


class Exclusion(StrEnum):
    """What a policy leaves out. It never reads as "no right", only as "not under this policy"."""

    FREIGHT = "FREIGHT"
    CUSTOM_MADE = "CUSTOM_MADE"
    SEALED_HYGIENE = "SEALED_HYGIENE"
    PERISHABLE = "PERISHABLE"
    DIGITAL_ACCESSED = "DIGITAL_ACCESSED"
    DATED_BOOKING = "DATED_BOOKING"
    WEAR_AND_TEAR = "WEAR_AND_TEAR"


class CapOf(StrEnum):
    """What a cap is a share of."""

    GOODS_VALUE = "goods_value"
    AMOUNT_PAID = "amount_paid"
    FREIGHT = "freight"
    DIFFERENCE = "difference"


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that the policy gives: a share in percent. Reasoned damages stand outside it."""

    of: CapOf
    percent: int
    source: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One document: what it is and why it is asked for."""

    text: Wording
    why: Wording


@dataclass(frozen=True, slots=True)
class FilingLimit:
    """How long a complaint of this kind can be filed, and from when that counts."""

    within: Term
    since: Since


@dataclass(frozen=True, slots=True)
class EscalationWait:
    """From when a complaint of this kind can become a dispute, and from what that counts."""

    after: Term
    since: Since


@dataclass(frozen=True, slots=True)
class ComplaintRule:
    """What holds for one kind of complaint. `escalate` stands in for `complaint.escalate_after`."""

    filed_by: SaleRole
    products: tuple[LineKind, ...]
    documents: tuple[Document, ...]
    filing: FilingLimit
    remedies: tuple[Remedy, ...]
    criteria: tuple[Criterion, ...]
    cap: Cap
    exclusions: tuple[Exclusion, ...]
    text: Wording
    escalate: EscalationWait | None = None
