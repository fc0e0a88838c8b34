"""A shop in memory that knows no key for repeats, as most do not, and breaks as it is told."""

from dataclasses import dataclass, field
from enum import StrEnum

from odr.domain.shop_order import ShopOrder
from odr.fulfilment.port import (
    AnswerLost,
    Effect,
    Kind,
    Repayment,
    Replacement,
    ShopAway,
    ShopRefuses,
    Standing,
    TakeBack,
    Task,
    Voucher,
    kind_of,
)


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
    """What it did by its number, and what goes wrong next, call by call."""

    does: frozenset[Kind] = frozenset(Kind)
    refuses: frozenset[Kind] = frozenset()
    refunds: dict[str, tuple[Task, Standing]] = field(default_factory=dict)
    paying: list[Breaks | None] = field(default_factory=list)
    looking: list[Breaks | None] = field(default_factory=list)
    at_once: Standing = Standing.PENDING
    calls: int = 0
    words: str = "REFUND_AMOUNT_ERROR"
    """With which it refuses."""
    dies_after_paying: bool = False

    def submit(self, task: Task) -> Effect:
        self.calls += 1
        if kind_of(task) in self.refuses:
            raise ShopRefuses("NOT_NOW")
        breaks = self.paying.pop(0) if self.paying else None
        if breaks is Breaks.AWAY:
            raise ShopAway("ConnectError")
        if breaks is Breaks.REFUSED:
            raise ShopRefuses(self.words)
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

    def find(self, task: Task) -> list[Effect]:
        self._look()
        return [_effect(number, *one) for number, one in self.refunds.items() if one[0].key == task.key]

    def look(self, task: Task, reference: str) -> Effect:
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
    def did(self) -> list[Task]:
        """Everything that it did, in order."""
        return [task for task, _ in self.refunds.values()]

    @property
    def given_back(self) -> int:
        """In minor units."""
        stand = [task for task, standing in self.refunds.values() if standing is not Standing.FAILED]
        return sum(task.amount.minor for task in stand if isinstance(task, Repayment))


def _minor(task: Task) -> int:
    match task:
        case Repayment():
            return task.amount.minor
        case Voucher():
            return task.value.minor
        case _:
            return 0


def _effect(number: str, task: Task, standing: Standing) -> Effect:
    pieces = sum(one.quantity for one in task.pieces) if isinstance(task, TakeBack | Replacement) else 0
    return Effect(number, standing, _minor(task), "REFUND_FAILED" if standing is Standing.FAILED else "", pieces)
