"""A shop in memory that knows no key for repeats, as most do not, and breaks as it is told."""

from dataclasses import dataclass, field
from enum import StrEnum

from odr.domain.shop_order import ShopOrder
from odr.fulfilment.port import AnswerLost, Effect, Repayment, ShopAway, ShopRefuses, Standing


class Breaks(StrEnum):
    """How a call goes wrong."""

    AWAY = "AWAY"
    BEFORE = "BEFORE"
    """Cut before the shop saw it."""
    AFTER = "AFTER"
    """Cut after the shop did it."""
    REFUSED = "REFUSED"


class Killed(BaseException):
    """The process was killed here."""


@dataclass
class Shop:
    """Refunds by their number, and what goes wrong next, call by call."""

    refunds: dict[str, tuple[Repayment, Standing]] = field(default_factory=dict)
    paying: list[Breaks | None] = field(default_factory=list)
    looking: list[Breaks | None] = field(default_factory=list)
    at_once: Standing = Standing.PENDING
    calls: int = 0
    dies_after_paying: bool = False

    def submit(self, task: Repayment) -> Effect:
        self.calls += 1
        breaks = self.paying.pop(0) if self.paying else None
        if breaks is Breaks.AWAY:
            raise ShopAway("ConnectError")
        if breaks is Breaks.REFUSED:
            raise ShopRefuses("REFUND_AMOUNT_ERROR")
        if breaks is Breaks.BEFORE:
            raise AnswerLost("ReadTimeout")
        number = f"re_{len(self.refunds) + 1}"
        self.refunds[number] = (task, self.at_once)
        if self.dies_after_paying:
            self.dies_after_paying = False
            raise Killed
        if breaks is Breaks.AFTER:
            raise AnswerLost("HTTP_500")
        return self.look(task, number)

    def find(self, task: Repayment) -> list[Effect]:
        self._look()
        return [_effect(number, *one) for number, one in self.refunds.items() if one[0].key == task.key]

    def look(self, task: Repayment, reference: str) -> Effect:
        self._look()
        return _effect(reference, *self.refunds[reference])

    def facts(self, order: str) -> ShopOrder | None:
        """It knows refunds only."""
        return None

    def _look(self) -> None:
        breaks = self.looking.pop(0) if self.looking else None
        if breaks is Breaks.AWAY:
            raise ShopAway("ConnectError")
        if breaks is not None:
            raise AnswerLost("ReadTimeout")

    def all_stand(self, standing: Standing) -> None:
        self.refunds = {number: (task, standing) for number, (task, _) in self.refunds.items()}

    @property
    def given_back(self) -> int:
        """In minor units."""
        return sum(task.amount.minor for task, standing in self.refunds.values() if standing is not Standing.FAILED)


def _effect(number: str, task: Repayment, standing: Standing) -> Effect:
    return Effect(number, standing, task.amount.minor, "REFUND_FAILED" if standing is Standing.FAILED else "")
