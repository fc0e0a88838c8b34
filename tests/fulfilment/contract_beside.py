"""What every connector keeps that does more than refunds: the same promises, for each kind that it does."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from odr.domain.money import Money
from odr.fulfilment.port import (
    AnswerLost,
    Pieces,
    Repayment,
    Replacement,
    ShopAway,
    ShopRefuses,
    TakeBack,
    Task,
    Voucher,
    kind_of,
)
from tests.fulfilment.contract import AT_THE_DOOR, KEY, LOST, PAID, REFUNDS, StandIn, Trouble, is_nothing


def what_is_not_done_here_is_refused(shop: StandIn) -> None:
    """It is never handed over (`Connector.does`); should it be, nothing is done."""
    order, _ = shop.sell(PAID)
    connector = shop.connector()
    for task in tasks_beside_refunds(order):
        if kind_of(task) not in connector.does:
            with pytest.raises(ShopRefuses, match=r"."):
                connector.submit(task)
    assert not shop.given


def tasks_beside_refunds(order: str) -> Sequence[Task]:
    pieces = (Pieces("1", 1),)
    voucher = Voucher(f"{KEY}-v", order, Money(500, "EUR"), datetime(2027, 11, 27, tzinfo=UTC))
    return TakeBack(f"{KEY}-t", order, pieces), Replacement(f"{KEY}-r", order, pieces), voucher


def everything_else_is_done_once_under_its_key(shop: StandIn) -> None:
    connector = shop.connector()
    for task in _beside(shop):
        assert is_nothing(shop, connector.find(task))
        effect = connector.submit(task)
        money = task.value.minor if isinstance(task, Voucher) else 0
        pieces = 0 if isinstance(task, Voucher | Repayment) else sum(one.quantity for one in task.pieces)
        assert (effect.minor, effect.pieces) == (money, pieces)
        assert effect.reference
        assert connector.find(task) == [effect]
        assert connector.look(task, effect.reference) == effect
        with pytest.raises(AnswerLost):
            connector.look(task, f"{effect.reference}0")


def everything_else_is_found_though_the_answer_is_lost(shop: StandIn) -> None:
    connector = shop.connector()
    for number, trouble in enumerate(LOST):
        for task in _beside(shop):
            lost, done = replace(task, key=f"{task.key}{number}"), replace(task, key=f"{task.key}{number}d")
            for one, so in ((lost, False), (done, True)):
                shop.breaks(trouble, done=so)
                with pytest.raises(AnswerLost, match=r"."):
                    connector.submit(one)
            assert is_nothing(shop, connector.find(lost))
            assert len(connector.find(done) or ()) == 1


def everything_else_waits_at_the_door(shop: StandIn) -> None:
    connector = shop.connector()
    for trouble in AT_THE_DOOR:
        for task in _beside(shop):
            shop.breaks(trouble)
            with pytest.raises(ShopAway, match=r"."):
                connector.submit(task)
            assert is_nothing(shop, connector.find(task))


def nothing_else_is_taken_as_nothing(shop: StandIn) -> None:
    connector = shop.connector()
    for task in _beside(shop):
        reference = connector.submit(task).reference
        for trouble in Trouble:
            wanted = ShopAway if trouble in AT_THE_DOOR else AnswerLost
            shop.cannot_be_read(trouble)
            with pytest.raises(wanted):
                connector.find(task)
            shop.cannot_be_read(trouble)
            with pytest.raises(wanted):
                connector.look(task, reference)


def _beside(shop: StandIn) -> Sequence[Task]:
    return [task for task in tasks_beside_refunds(shop.sell(PAID)[0]) if kind_of(task) in shop.beside]


CHECKS: Sequence[Callable[[StandIn], None]] = (
    *REFUNDS,
    what_is_not_done_here_is_refused,
    everything_else_is_done_once_under_its_key,
    everything_else_is_found_though_the_answer_is_lost,
    everything_else_waits_at_the_door,
    nothing_else_is_taken_as_nothing,
)
"""The whole contract."""
