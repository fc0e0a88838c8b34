"""The shop in memory in which other tests carry out: it keeps what connectors keep."""

from collections.abc import Sequence

from odr.domain.money import Money
from odr.fulfilment.port import Connector, Repayment, Standing
from tests.fulfilment.contract import AT_THE_DOOR, Given, Trouble
from tests.fulfilment.shop import Breaks, Shop


class MemoryStandIn:
    """`Shop` with payments that it knows."""

    knows_repeats = False
    secret = "a key that nobody may read"

    def __init__(self) -> None:
        self.shop = Shop(payments={})

    @property
    def given(self) -> Sequence[Given]:
        refunds = self.shop.refunds.items()
        return [Given(number, task.key, task.amount, standing, task.payment) for number, (task, standing) in refunds]

    def all_stand(self, standing: Standing) -> None:
        self.shop.all_stand(standing)

    def connector(self) -> Connector:
        return self.shop

    def sell(self, paid: Money) -> tuple[str, str]:
        assert self.shop.payments is not None
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
