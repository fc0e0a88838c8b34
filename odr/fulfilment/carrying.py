"""Carries out what is due in the shops: one effect for each leg, whatever breaks on the way.

A leg is written down as SENT before it is handed over. Whoever finds it so looks for its key in the shop: what is there
is taken as done; what is not there, after looking several times, is UNKNOWN, and a person finds out. It is handed over
again only where it surely was not begun, as the call or the shop says (`odr/fulfilment/handing.py`).
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from odr.fulfilment import breaker
from odr.fulfilment.beyond import record_lapsed
from odr.fulfilment.handing import begin_leg, search, try_later
from odr.fulfilment.leases import (
    Execution,
    LeaseLost,
    claim,
    claim_missed,
    claim_unknown,
    release,
    unknown,
)
from odr.fulfilment.legs import (
    LONGEST_WAIT,
    LOOKS_BACK,
    Carrier,
    case_of,
    end,
    found,
    keep,
    looked,
    looks_back_at,
    took,
)
from odr.fulfilment.planning import plan
from odr.fulfilment.port import AnswerLost, Connector, ShopAway, Standing
from odr.fulfilment.tables import State
from odr.fulfilment.telling import tell
from odr.store import micros

log = logging.getLogger(__name__)

LOST_FOR = timedelta(days=90)
"""How long something that is not known is looked for."""


def begin(carrier: Carrier, case_id: str) -> None:
    """Enter what a case has to have carried out, and hand it over at once, if its marketplace has a shop."""
    case = case_of(carrier, case_id)
    connector = carrier.connector(case.marketplace)
    if connector is None:
        return
    now = carrier.clock.now()
    with carrier.store.write() as conn:
        plan(conn, case, now, connector.does)
    record_lapsed(carrier.store, case, now)
    while carry_out_next(carrier, now, case.order.id):
        pass


def carry_out_next(carrier: Carrier, at: datetime, order: str | None = None) -> bool:
    """Do the next thing that is due; whether there was one. For the worker, every few seconds.

    Args:
        order: only what concerns this order.
    """
    one = claim(carrier.store, at, order)
    if one is None:
        return False
    try:
        _do(carrier, one, at)
    except LeaseLost:
        log.warning("fulfilment.lease_lost", extra={"case": one.case_id})
    return True


def tell_of_missed(carrier: Carrier, at: datetime) -> bool:
    """Tell the next case that no answer came; whether there was one. For the worker, every few seconds.

    The leg is looked for as before: it may be a shop that is away, and what it did is told once it is back.
    """
    one = claim_missed(carrier.store, at)
    if one is None:
        return False
    told = tell(carrier.store, carrier.clerk, one.case_id, one.line, carrier.clock.now())
    with suppress(LeaseLost), carrier.store.write() as conn:
        release(conn, one, **({"missed_at": micros(at)} if told else {}))
    return told


def _do(carrier: Carrier, one: Execution, at: datetime) -> None:
    connector = carrier.connector(one.marketplace)
    if connector is None:
        log.warning("fulfilment.no_shop", extra={"case": one.case_id})
        keep(carrier, one, at + LONGEST_WAIT)
        return
    try:
        _ON[one.state](carrier, one, connector)
    except (ShopAway, AnswerLost) as trouble:
        try_later(carrier, one, trouble)
        breaker.failed(carrier.store, one.marketplace, one.task.key, carrier.clock.now(), str(trouble))


def look_for_lost(carrier: Carrier, at: datetime) -> int:
    """Look once more for what is not known: how much was found. For the worker, about once an hour."""
    count = 0
    for key, order in unknown(carrier.store, at - LOST_FOR, at):
        one = claim_unknown(carrier.store, key, order, carrier.clock.now())
        if one is not None:
            with suppress(LeaseLost):
                count += _look_once_more(carrier, one)
    return count


def _look_once_more(carrier: Carrier, one: Execution) -> bool:
    connector = carrier.connector(one.marketplace)
    asked: dict[str, Any] = {}
    try:
        there = found(carrier, one, connector) if connector else None
        asked = looked(carrier) if connector else {}
    except (ShopAway, AnswerLost):
        there = None
    if not there:
        with carrier.store.write() as conn:
            release(conn, one, **asked)
        return False
    took(carrier, one, there[0])
    return True


def _follow(carrier: Carrier, one: Execution, connector: Connector) -> None:
    """It is under way in the shop: ask how it stands."""
    effect = connector.look(one.task, one.reference)
    breaker.answered(carrier.store, one.marketplace, carrier.clock.now())
    took(carrier, one, effect)


def _look_back(carrier: Carrier, one: Execution, connector: Connector) -> None:
    """It was settled: the case is told, if it was not yet. Days later it may have come undone; nobody waits for that.

    When it was settled stays as it is: what people said of it since is newer.
    """
    if not one.rested:
        end(carrier, one, one.state, {})
        return
    later, times = looks_back_at(carrier, one, one.tries + 1), one.tries + 1
    try:
        effect = connector.look(one.task, one.reference)
    except (ShopAway, AnswerLost):
        later = later and carrier.clock.now() + LOOKS_BACK[0]
    else:
        if effect.standing is Standing.FAILED:
            took(carrier, one, effect)
            return
    with carrier.store.write() as conn:
        release(conn, one, due_at=micros(later) if later else None, tries=times)


def _tell_again(carrier: Carrier, one: Execution, connector: Connector) -> None:
    """It ended, and the case was not told before the process died."""
    end(carrier, one, one.state, {})


_ON: dict[State, Callable[[Carrier, Execution, Connector], None]] = {
    State.READY: begin_leg,
    State.SENT: search,
    State.PENDING: _follow,
    State.SETTLED: _look_back,
    State.FAILED: _tell_again,
    State.UNKNOWN: _tell_again,
}
