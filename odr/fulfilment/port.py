"""What every connector does: hand a task to a shop, find it there again, and look how it goes.

Neither Vendure nor most shops know a key for repeats: the same call twice pays twice. So a task's key is written into
the shop's own record of it, and `find` looks for it there before anything is tried again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from odr.domain.money import Money
from odr.domain.shop_order import ShopOrder


@dataclass(frozen=True, slots=True)
class Repayment:
    """One payment of an order is given back, in part or whole.

    Args:
        key: the same for every try of the same thing, and for nothing else; the shop keeps it.
        order: the order's number in the shop.
        payment: the payment's id in the shop.
    """

    key: str
    order: str
    payment: str
    amount: Money


class Standing(StrEnum):
    """How a task stands in the shop."""

    PENDING = "PENDING"
    SETTLED = "SETTLED"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a shop did: its own id of it, how it stands, how much of the task's currency (minor units), and of a failure
    the shop's word for it.
    """

    reference: str
    standing: Standing
    minor: int
    code: str = ""


class ShopAway(Exception):
    """The task surely was not begun: the shop cannot be reached, or lets nobody in. The argument says why."""


class AnswerLost(Exception):
    """The task may have been done: what the shop answered, if anything, did not arrive or makes no sense."""


class ShopRefuses(Exception):
    """The shop says no, finally, and did nothing. The argument is the shop's word for it."""


class Connector(Protocol):
    """A shop as the service works in it. Blocking.

    Every method raises ShopAway and AnswerLost; `submit` also ShopRefuses.
    """

    def submit(self, task: Repayment) -> Effect:
        """Have the shop give a payment back. Never called twice for one key without `find` between."""
        ...

    def find(self, task: Repayment) -> Sequence[Effect]:
        """Everything that the shop did under the task's key, the first one first: nothing, one, or too many."""
        ...

    def look(self, task: Repayment, reference: str) -> Effect:
        """How what it did stands now."""
        ...

    def facts(self, order: str) -> ShopOrder | None:
        """What the shop says of an order now, by its number; None where there is none. Changes nothing."""
        ...
