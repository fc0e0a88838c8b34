"""The shop in memory in which other tests carry out: it keeps what connectors keep."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from odr.domain.money import Money
from odr.fulfilment.port import AnswerLost, Connector, Effect, Kind, Repayment, ShopRefuses, Standing, Task
from tests.fulfilment.contract import AT_THE_DOOR, Given, Trouble
from tests.fulfilment.shop import Breaks, Shop


@dataclass
class WithPayments(Shop):
    """It knows what was paid, and gives no more back."""

    payments: dict[str, Money] = field(default_factory=dict)

    def submit(self, task: Task) -> Effect:
        if not isinstance(task, Repayment):
            return super().submit(task)
        paid = self.payments.get(task.payment)
        if paid is None or paid.currency != task.amount.currency:
            raise ShopRefuses("PAYMENT_UNKNOWN")
        if task.amount.minor > paid.minor - self._given_back(task.payment):
            raise ShopRefuses("REFUND_AMOUNT_ERROR")
        return super().submit(task)

    def _given_back(self, payment: str) -> int:
        return sum(one.money.minor for one in self.given if one.payment == payment)

    def look(self, task: Task, reference: str) -> Effect:
        if reference not in self.refunds:
            raise AnswerLost("NOT_THERE")
        return super().look(task, reference)

    @property
    def given(self) -> Sequence[Given]:
        return [
            Given(number, task.key, task.amount, standing, task.payment)
            for number, (task, standing) in self.refunds.items()
            if isinstance(task, Repayment)
        ]


class MemoryStandIn:
    """A connector and its shop in one."""

    knows_repeats = False
    knows_what_was_begun = False
    beside: frozenset[Kind] = frozenset()
    secret = "a key that nobody may read"

    def __init__(self) -> None:
        self.shop = WithPayments()

    @property
    def given(self) -> Sequence[Given]:
        return self.shop.given

    def all_stand(self, standing: Standing) -> None:
        self.shop.all_stand(standing)

    def connector(self) -> Connector:
        return self.shop

    def sell(self, paid: Money) -> tuple[str, str]:
        payment = f"p{len(self.shop.payments) + 1}"
        self.shop.payments[payment] = paid
        return "T_1", payment

    def goodwill(self, payment: str, money: Money) -> None:
        self.shop.submit(Repayment("goodwill", "T_1", payment, money))

    def breaks(self, trouble: Trouble, *, done: bool = False) -> None:
        lost = Breaks.AFTER if done else Breaks.BEFORE
        self.shop.paying.append(Breaks.AWAY if trouble in AT_THE_DOOR else lost)

    def cannot_be_read(self, trouble: Trouble) -> None:
        self.shop.looking.append(Breaks.AWAY if trouble in AT_THE_DOOR else Breaks.BEFORE)
