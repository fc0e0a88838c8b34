"""What came back of the payments of a sale, as the reader's case knows it."""

import strawberry

from odr.domain import events as e
from odr.domain import money
from odr.domain.case import Case
from odr.domain.recovery import left_of, recovered
from odr.recoveries import Row
from odr.schema.base import Money
from odr.schema.recovery_types import Leg, PaymentLeft, Recovery


def show_row(one: Row | e.RecoveryRecorded) -> Recovery:
    return Recovery(
        payment=strawberry.ID(one.payment),
        source=one.source,
        amount=Money.of(one.amount),
        undone=one.undone,
        line=strawberry.ID(one.line) if one.line is not None else None,
        reference=one.reference,
        recorded_at=one.recorded_at,
    )


def payments_left(case: Case) -> list[PaymentLeft]:
    return [
        PaymentLeft(
            payment=strawberry.ID(payment.id),
            paid=Money.of(payment.amount),
            recovered=_of(recovered(case, payment.id), case),
            left=_of(left_of(payment, case), case),
        )
        for payment in case.order.payments
    ]


def _of(minor: int, case: Case) -> Money:
    return Money.of(money.Money(minor, case.order.currency))


def legs(parts: tuple[e.Leg, ...]) -> list[Leg]:
    return [Leg(payment=strawberry.ID(leg.payment), amount=Money.of(leg.amount)) for leg in parts if leg.payment]
