"""What every connector keeps, whatever its shop: one check for each promise of `odr.fulfilment.port`.

Whoever writes a connector writes a stand-in for its shop, and has it checked: see docs/guides/connector.md.
"""

import logging
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

import pytest

from odr.domain.money import Money
from odr.fulfilment.port import (
    AnswerLost,
    Connector,
    Effect,
    Kind,
    Repayment,
    ShopAway,
    ShopRefuses,
    Standing,
    Withdraws,
)


class Trouble(StrEnum):
    """What goes wrong with a call."""

    KEY_UNKNOWN = "KEY_UNKNOWN"
    KEY_REFUSED = "KEY_REFUSED"
    TOO_MANY = "TOO_MANY"
    BROKEN = "BROKEN"
    BAD_GATEWAY = "BAD_GATEWAY"
    MOVED = "MOVED"
    CUT = "CUT"
    NO_JSON = "NO_JSON"
    A_LIST = "A_LIST"
    EMPTY = "EMPTY"
    """An object with nothing of what was asked."""
    NO_PARTS = "NO_PARTS"
    """The frame of an answer, with nothing in it."""
    TOO_LONG = "TOO_LONG"


AT_THE_DOOR = (Trouble.KEY_UNKNOWN, Trouble.KEY_REFUSED, Trouble.TOO_MANY)
"""Nothing was begun."""
LOST = tuple(one for one in Trouble if one not in AT_THE_DOOR)
"""It may have been done."""


@dataclass
class Given:
    """A refund as the shop has it: its id there, what is written on it, how much, and how it stands."""

    reference: str
    written: str
    money: Money
    standing: Standing
    payment: str


class StandIn(Protocol):
    """A shop that stands in for the real one.

    Attributes:
        knows_repeats: whether a refund under the same key is made once, however often it is asked.
        knows_what_was_begun: whether it can be asked what surely was not begun.
        beside: the kinds of tasks beside refunds that it can answer.
        secret: the key by which the connector is let in.
    """

    knows_repeats: bool
    knows_what_was_begun: bool
    beside: frozenset[Kind]
    secret: str

    @property
    def given(self) -> Sequence[Given]:
        """Every refund there is, the oldest first."""
        ...

    def all_stand(self, standing: Standing) -> None:
        """From now on every refund stands so."""
        ...

    def connector(self) -> Connector:
        """A connector for this shop."""
        ...

    def sell(self, paid: Money) -> tuple[str, str]:
        """An order with one payment: the order's number and the payment's id, as a marketplace registers them."""
        ...

    def goodwill(self, payment: str, money: Money) -> None:
        """The shop gives something back by itself."""
        ...

    def breaks(self, trouble: Trouble, *, done: bool = False) -> None:
        """The next call that does something goes wrong, after it was done or before."""
        ...

    def cannot_be_read(self, trouble: Trouble) -> None:
        """The next call that asks something goes wrong."""
        ...


KEY = "order-KE-2026-000001-1-o1-1-PAYMENT-refund-1"
PAID = Money(12500, "EUR")
NO_PAYMENT = ("no payment", "../refunds?x=1", "7\r\nx-more: 1", "", "'\"", "9" * 300, "pi_", "Ω")


def task_of(shop: StandIn, minor: int = 2500, paid: Money = PAID) -> Repayment:
    """A part of a new payment is to be given back."""
    order, payment = shop.sell(paid)
    return Repayment(KEY, order, payment, Money(minor, paid.currency))


def is_given_back_once_under_its_key(shop: StandIn) -> None:
    task = task_of(shop)
    effect = shop.connector().submit(task)
    (given,) = shop.given
    assert (given.money, given.payment) == (task.amount, task.payment)
    assert task.key in given.written
    assert effect == Effect(given.reference, given.standing, 2500)
    assert shop.connector().find(task) == [effect]
    assert shop.connector().look(task, effect.reference) == effect


def nothing_is_found_before(shop: StandIn) -> None:
    assert is_nothing(shop, shop.connector().find(task_of(shop)))
    assert not shop.given


def is_nothing(shop: StandIn, found: Sequence[Effect] | None) -> bool:
    """Whether nothing was found of what was not begun, in the words of this shop."""
    return found is None if shop.knows_what_was_begun else found is not None and not list(found)


def is_found_among_others(shop: StandIn) -> None:
    task, connector = task_of(shop), shop.connector()
    shop.goodwill(task.payment, Money(100, "EUR"))
    longer = connector.submit(replace(task, key=f"{task.key}1", amount=Money(300, "EUR")))
    mine = connector.submit(task)
    other = connector.submit(replace(task_of(shop), key=f"{KEY}2"))
    assert len({longer.reference, mine.reference, other.reference}) == 3
    assert [one.reference for one in connector.find(task) or ()] == [mine.reference]


def twice_without_looking_is_seen(shop: StandIn) -> None:
    """Nobody does that; should it happen, it is seen where the shop does not prevent it."""
    task, connector = task_of(shop), shop.connector()
    made = {connector.submit(task).reference}
    with suppress(AnswerLost):
        made.add(connector.submit(task).reference)
    there = 1 if shop.knows_repeats else 2
    assert len(shop.given) == there
    found = connector.find(task) or ()
    assert {one.reference for one in found} == made
    assert len(found) == there


def is_followed_until_it_fails_late(shop: StandIn) -> None:
    task, connector = task_of(shop), shop.connector()
    reference = connector.submit(task).reference
    for standing in (Standing.PENDING, Standing.SETTLED, Standing.FAILED):
        shop.all_stand(standing)
        seen = connector.look(task, reference)
        assert (seen.reference, seen.standing, seen.minor) == (reference, standing, 2500)
        assert bool(seen.code) is (standing is Standing.FAILED)
        assert connector.find(task) == [seen]


def more_than_was_paid_is_refused(shop: StandIn) -> None:
    with pytest.raises(ShopRefuses, match=r"."):
        shop.connector().submit(task_of(shop, 12501))
    assert not shop.given


def more_than_is_left_is_refused(shop: StandIn) -> None:
    task = task_of(shop)
    shop.goodwill(task.payment, Money(10001, "EUR"))
    with pytest.raises(ShopRefuses, match=r"."):
        shop.connector().submit(task)
    assert len(shop.given) == 1


def an_unknown_payment_is_refused(shop: StandIn) -> None:
    task, connector = task_of(shop), shop.connector()
    for payment in NO_PAYMENT:
        unknown = replace(task, payment=payment)
        with pytest.raises(ShopRefuses, match=r"."):
            connector.submit(unknown)
        assert not connector.find(unknown)
    assert not shop.given


def another_currency_is_refused(shop: StandIn) -> None:
    task = task_of(shop)
    with pytest.raises(ShopRefuses, match=r"."):
        shop.connector().submit(replace(task, amount=Money(2500, "USD")))
    assert not shop.given


def what_is_not_there_is_not_guessed(shop: StandIn) -> None:
    task, connector = task_of(shop), shop.connector()
    connector.submit(task)
    with pytest.raises(AnswerLost):
        connector.look(task, f"{shop.given[0].reference}0")


def amounts_are_exact(shop: StandIn) -> None:
    """Of currencies without decimals, with two, and with three."""
    for currency, minor in (("JPY", 1), ("JPY", 2500), ("EUR", 1), ("EUR", 1999), ("KWD", 2500), ("KWD", 10)):
        task = replace(task_of(shop, minor, Money(10**12, currency)), key=f"{KEY}{currency}{minor}")
        assert shop.connector().submit(task).minor == minor
        assert shop.given[-1].money == task.amount
        assert [one.minor for one in shop.connector().find(task) or ()] == [minor]


def any_key_is_kept(shop: StandIn) -> None:
    """A payment's id is the marketplace's; it stands in the key."""
    task = replace(task_of(shop), key=f"order-KE-1-{'ü/Ω:%' * 40}-refund-1")
    effect = shop.connector().submit(task)
    assert shop.connector().find(task) == [effect]


def who_is_not_let_in_did_nothing(shop: StandIn) -> None:
    task, connector = task_of(shop), shop.connector()
    for trouble in AT_THE_DOOR:
        shop.breaks(trouble)
        with pytest.raises(ShopAway, match=r"."):
            connector.submit(task)
    assert not shop.given


def a_lost_answer_is_no_refusal(shop: StandIn) -> None:
    task, connector = task_of(shop), shop.connector()
    for trouble in LOST:
        shop.breaks(trouble)
        with pytest.raises(AnswerLost, match=r"."):
            connector.submit(task)
    assert is_nothing(shop, connector.find(task))
    if shop.knows_what_was_begun:
        assert [connector.submit(task)] == connector.find(task)


def what_was_withdrawn_is_not_begun_any_more(shop: StandIn) -> None:
    """Whoever can say that something was not begun can see to it that it never is; and not undo what was."""
    task, connector = task_of(shop), shop.connector()
    assert isinstance(connector, Withdraws) is shop.knows_what_was_begun
    if not isinstance(connector, Withdraws):
        return
    shop.breaks(Trouble.CUT)
    with pytest.raises(AnswerLost):
        connector.submit(task)
    connector.withdraw(task)
    assert is_nothing(shop, connector.find(task))
    made = connector.submit(task)
    with pytest.raises(AnswerLost):
        connector.withdraw(task)
    assert connector.find(task) == [made]


def what_was_done_is_found_though_the_answer_is_lost(shop: StandIn) -> None:
    for number, trouble in enumerate(LOST):
        task, connector = replace(task_of(shop), key=f"{KEY}{number}"), shop.connector()
        shop.breaks(trouble, done=True)
        with pytest.raises(AnswerLost, match=r"."):
            connector.submit(task)
        assert [one.minor for one in connector.find(task) or ()] == [2500]


def what_cannot_be_read_is_not_taken_as_nothing(shop: StandIn) -> None:
    """An empty answer to a look would be handed over a second time."""
    task, connector = task_of(shop), shop.connector()
    reference = connector.submit(task).reference
    for trouble in Trouble:
        wanted = ShopAway if trouble in AT_THE_DOOR else AnswerLost
        shop.cannot_be_read(trouble)
        with pytest.raises(wanted):
            connector.find(task)
        shop.cannot_be_read(trouble)
        with pytest.raises(wanted):
            connector.look(task, reference)


def nothing_secret_is_said(shop: StandIn) -> None:
    task, connector = task_of(shop), shop.connector()
    with _logged() as said:
        said.append(repr(connector))
        for trouble in Trouble:
            shop.breaks(trouble)
            with pytest.raises((ShopAway, AnswerLost)) as raised:
                connector.submit(task)
            said += [repr(raised.value), *traceback.format_exception(raised.value)]
        connector.submit(task)
    assert shop.secret not in "\n".join(said)


@contextmanager
def _logged() -> Iterator[list[str]]:
    """Everything that is logged meanwhile, of whatever level."""
    said: list[str] = []
    root = logging.getLogger()
    level, handler = root.level, logging.Handler()
    handler.emit = lambda record: said.append(f"{record.getMessage()} {vars(record)}")  # type: ignore[method-assign]
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield said
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


REFUNDS: Sequence[Callable[[StandIn], None]] = (
    is_given_back_once_under_its_key,
    nothing_is_found_before,
    is_found_among_others,
    twice_without_looking_is_seen,
    is_followed_until_it_fails_late,
    more_than_was_paid_is_refused,
    more_than_is_left_is_refused,
    an_unknown_payment_is_refused,
    another_currency_is_refused,
    what_is_not_there_is_not_guessed,
    amounts_are_exact,
    any_key_is_kept,
    who_is_not_let_in_did_nothing,
    a_lost_answer_is_no_refusal,
    what_was_withdrawn_is_not_begun_any_more,
    what_was_done_is_found_though_the_answer_is_lost,
    what_cannot_be_read_is_not_taken_as_nothing,
    nothing_secret_is_said,
)
