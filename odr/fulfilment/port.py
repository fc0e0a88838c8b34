"""What every connector does: hand a task to a shop, find it there again, and look how it goes.

Neither Vendure nor most shops know a key for repeats: the same call twice pays twice. So a task's key is written into
the shop's own record of it, and `find` looks for it there before anything is tried again.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, assert_never, runtime_checkable

from odr.domain.money import Money
from odr.domain.shop_order import ShopOrder


class Kind(StrEnum):
    """What can be carried out in a shop; a word of the key of each task of it."""

    REFUND = "refund"
    TAKE_BACK = "take_back"
    REPLACEMENT = "replacement"
    VOUCHER = "voucher"


@dataclass(frozen=True, slots=True)
class Repayment:
    """One payment of an order is given back, in part or whole.

    Args:
        key: the same for every try of the same thing, and for nothing else; the shop keeps it. So of every task.
        order: the order's number in the shop. So of every task.
        payment: the payment's id in the shop.
    """

    key: str
    order: str
    payment: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Pieces:
    """So many pieces of one line of an order. `line` is the line's id in the shop."""

    line: str
    quantity: int


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Goods that came back, or were never sent, are cancelled in the order and can be sold again. Moves no money."""

    key: str
    order: str
    pieces: tuple[Pieces, ...]


@dataclass(frozen=True, slots=True)
class Replacement:
    """The same once more, at no charge, to whoever got the order at its address.

    Args:
        item: another article (its SKU) instead, as many as there are pieces; empty for what was sold.
    """

    key: str
    order: str
    pieces: tuple[Pieces, ...]
    item: str = ""


@dataclass(frozen=True, slots=True)
class Voucher:
    """A code that is worth so much, once, in the currency of the order, and until an instant (UTC, exclusive)."""

    key: str
    order: str
    value: Money
    ends_at: datetime


Task = Repayment | TakeBack | Replacement | Voucher


def kind_of(task: Task) -> Kind:
    """What kind of task it is."""
    match task:
        case Repayment():
            return Kind.REFUND
        case TakeBack():
            return Kind.TAKE_BACK
        case Replacement():
            return Kind.REPLACEMENT
        case Voucher():
            return Kind.VOUCHER
        case _:
            assert_never(task)


class Standing(StrEnum):
    """How a task stands in the shop."""

    PENDING = "PENDING"
    SETTLED = "SETTLED"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a shop did.

    Args:
        reference: the shop's own word for it, by which people find it there: of a replacement the number of the new
            order, of a voucher the code that its owner enters.
        minor: how much money it moved or is worth, in minor units of the task's currency; 0 of goods.
        code: of a failure the shop's word for it.
        pieces: how many pieces of goods it moved; 0 of money.
    """

    reference: str
    standing: Standing
    minor: int
    code: str = ""
    pieces: int = 0


class ShopAway(Exception):
    """The task surely was not begun: the shop cannot be reached, or lets nobody in. The argument says why."""


class AnswerLost(Exception):
    """The task may have been done: what the shop answered, if anything, did not arrive or makes no sense."""


class ShopRefuses(Exception):
    """The shop says no, finally, and did nothing. The argument is the shop's word for it."""


class TryRefused(ShopRefuses):
    """The same, where the shop can say what was begun: the try itself was begun and refused, and no earlier one can be
    any more.
    """


def repayment(task: Task) -> Repayment:
    """The task, for a shop that gives payments back and does nothing else. Raises ShopRefuses."""
    if not isinstance(task, Repayment):
        raise ShopRefuses("NOT_DONE_HERE")
    return task


class Connector(Protocol):
    """A shop as the service works in it. Blocking.

    Every method raises ShopAway and AnswerLost; `submit` and `facts` also ShopRefuses.
    """

    @property
    def does(self) -> Set[Kind]:
        """The kinds of tasks that it can be handed; the others never are, and people do them by hand."""
        ...

    def submit(self, task: Task) -> Effect:
        """Have the shop do it. Never called twice for one key without `find` between."""
        ...

    def find(self, task: Task) -> Sequence[Effect] | None:
        """Everything that the shop did under the task's key, the first one first: nothing, one, or too many.

        None where it surely did nothing, and nothing that was handed over before can still do it beside the next try:
        it may be handed over again. Most shops cannot say so; who can also `Withdraws`.
        """
        ...

    def look(self, task: Task, reference: str) -> Effect:
        """How what it did stands now."""
        ...

    def facts(self, order: str) -> ShopOrder | None:
        """What the shop says of an order now, by its number; None where there is none. Changes nothing.

        ShopRefuses: it has no orders, or nobody wrote how to read them; then nothing is said of them.
        """
        ...


@runtime_checkable
class Withdraws(Protocol):
    """What a connector also is whose `find` can say that something surely was not begun."""

    def withdraw(self, task: Task) -> None:
        """Nothing that was handed over under the task's key can be begun any more.

        Raises:
            AnswerLost: it was begun meanwhile, or nobody knows.
            ShopAway: the shop was not reached.
        """
        ...
