"""What the platform pays itself: promised under a key of its own, and carried out by a till.

There is one till: people. The marketplace's administrators are told, pay from the fund or from what they hold, and
report it. One that pays by itself takes its place here.
"""

from dataclasses import dataclass
from typing import Protocol

from odr.domain.case import Case, OwedLine
from odr.domain.compensation import DONE
from odr.domain.course import BREACH
from odr.domain.frames import Frame
from odr.domain.money import Money
from odr.domain.paying import BY_PLATFORM, FundPart
from odr.domain.roles import Role, Side
from odr.notices import Parts
from odr.notices.readers import readers
from odr.notices.telling import Notice, deliver, frame_facts
from odr.outbox import Message, done

TO_PAY, TO_PAY_IN_PLACE = "fund_to_pay", "stepped_in_to_pay"
"""The notices by which people are asked to pay: meanwhile, or in place of who let the time pass."""


@dataclass(frozen=True, slots=True)
class FundPayment:
    """A line that the platform is to pay, and by which key whoever pays it knows it again."""

    key: str
    case: Case
    line: OwedLine
    part: FundPart
    payee: Side
    amount: Money


class Till(Protocol):
    """Whoever pays for the platform. Blocking."""

    def pay(self, payment: FundPayment) -> None:
        """Pay it, or have it paid. With a key that it was given before it does nothing more."""
        ...


@dataclass(frozen=True, slots=True)
class ByHand:
    """The marketplace's administrators, or registrars where the marketplace is a side, are told and pay by hand."""

    parts: Parts
    message: Message

    def pay(self, payment: FundPayment) -> None:
        frame = _frame(payment)
        if frame is None:
            return
        stepped_in = any(one.stepped_in for order in payment.case.orders for one in order.lines)
        facts = {"number": payment.case.number, **frame_facts(frame, mine=True)}
        notice = Notice(TO_PAY_IN_PLACE if stepped_in else TO_PAY, facts)
        role = Role.REGISTRAR if payment.case.marketplace_is_party else Role.MARKETPLACE
        with self.parts.store.write() as conn:
            for reader in readers(conn, payment.case):
                if reader.role is role:
                    deliver(conn, self.parts, reader, payment.case.id, notice, self.message)


def _frame(payment: FundPayment) -> Frame | None:
    own = (one for one in payment.case.frames.values() if one.name.endswith(f"/{payment.line.id}"))
    return next((one for one in own if one.clause != BREACH), None)


def pay(parts: Parts, message: Message) -> None:
    """Carry out "fund.pay", unless it is done, or owed no more."""
    asked, now = message.payload, parts.clock.now()
    case = parts.clerk.look_as(asked["case"], Role.SYSTEM, now).case
    lines = (line for order in case.orders for line in order.lines if line.id == asked["line"])
    for line in lines:
        if line.fund in BY_PLATFORM and line.step not in DONE and line.remedy.amount is not None and line.fund:
            owed_to = line.remedy.owed_by.other
            till: Till = ByHand(parts, message)
            till.pay(FundPayment(asked["key"], case, line, line.fund, owed_to, line.remedy.amount))
    with parts.store.write() as conn:
        done(conn, message, now, kept=("case", "line", "key"))
