"""Carries out what is due in the shops: one effect for each leg, whatever breaks on the way.

A leg is written down as SENT before it is handed over. Whoever finds it so looks for its key in the shop: what is there
is taken as done; what is not there, after looking several times, is UNKNOWN, and a person finds out. It is handed over
again only where it surely was not begun, as the call or the shop says.
"""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func

from odr.clerk import Clerk
from odr.clock import Clock
from odr.domain.case import Case
from odr.domain.handing_over import is_told_unknown
from odr.domain.roles import Role
from odr.fulfilment import breaker
from odr.fulfilment.beyond import record_lapsed
from odr.fulfilment.leases import (
    Execution,
    LeaseLost,
    claim,
    claim_missed,
    claim_unknown,
    note,
    release,
    settle,
    unknown,
)
from odr.fulfilment.parts import needed_now
from odr.fulfilment.planning import plan
from odr.fulfilment.port import AnswerLost, Connector, Effect, Kind, ShopAway, ShopRefuses, Standing
from odr.fulfilment.shops import shop_of
from odr.fulfilment.tables import State, executions
from odr.fulfilment.telling import kept_of, tell
from odr.store import Store, micros

log = logging.getLogger(__name__)

NOT_BEGUN = "NOT_BEGUN"
"""Why it failed: the case was told that nobody knows what came of it, nothing did, and it is needed no more."""
LOOKS = 4
"""How often it is looked for, each time after a longer wait, before a person has to find out."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=10), timedelta(hours=1)
LOST_FOR = timedelta(days=90)
"""How long something that is not known is looked for."""
LOOK_AGAIN = timedelta(minutes=1)
"""After a look that brought no answer."""
LOOKS_BACK = (timedelta(days=1), timedelta(days=6), timedelta(days=24))
"""When a refund that was settled is looked at again, each time after the look before: a bank can send it back."""
_STATES = {Standing.PENDING: State.PENDING, Standing.SETTLED: State.SETTLED, Standing.FAILED: State.FAILED}


@dataclass(frozen=True, slots=True)
class Carrier:
    """What carrying out needs. `shop`: another way to a shop than the marketplace's own, for tests."""

    store: Store
    clerk: Clerk
    clock: Clock
    secrets: tuple[bytes, ...] = field(repr=False)
    shop: Callable[[str], Connector | None] | None = None

    def connector(self, marketplace: str) -> Connector | None:
        """The connector for a marketplace's shop, if it still has one."""
        if self.shop is not None:
            return self.shop(marketplace)
        with self.store.read() as conn:
            found = shop_of(conn, self.secrets, marketplace)
        return found.connector() if found else None


def begin(carrier: Carrier, case_id: str) -> None:
    """Enter what a case has to have carried out, and hand it over at once, if its marketplace has a shop."""
    case = _case(carrier, case_id)
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
        _keep(carrier, one, at + LONGEST_WAIT)
        return
    try:
        _ON[one.state](carrier, one, connector)
    except (ShopAway, AnswerLost) as trouble:
        _try_later(carrier, one, trouble)
        breaker.failed(carrier.store, one.marketplace, one.task.key, carrier.clock.now(), str(trouble))


def look_for_lost(carrier: Carrier, at: datetime) -> int:
    """Look once more for what is not known: how much was found. For the worker, about once an hour."""
    found = 0
    for key, order in unknown(carrier.store, at - LOST_FOR, at):
        one = claim_unknown(carrier.store, key, order, carrier.clock.now())
        if one is not None:
            with suppress(LeaseLost):
                found += _look_once_more(carrier, one)
    return found


def _look_once_more(carrier: Carrier, one: Execution) -> bool:
    connector = carrier.connector(one.marketplace)
    looked = {}
    try:
        found = _found(carrier, one, connector) if connector else None
        looked = _looked(carrier) if connector else {}
    except (ShopAway, AnswerLost):
        found = None
    if not found:
        with carrier.store.write() as conn:
            release(conn, one, **looked)
        return False
    _took(carrier, one, found[0])
    return True


def _looked(carrier: Carrier) -> dict[str, Any]:
    """The shop was asked and had nothing: whoever finds out what became of it knows how often, and when last."""
    return {"looks": func.coalesce(executions.c.looks, 0) + 1, "looked_at": micros(carrier.clock.now())}


def _try_later(carrier: Carrier, one: Execution, trouble: ShopAway | AnswerLost) -> None:
    """What surely was not begun is handed over again later; what may have been done is looked for."""
    log.warning("fulfilment.no_answer", extra={"case": one.case_id, "reason": str(trouble)})
    now = carrier.clock.now()
    if one.state is not State.READY:
        _keep(carrier, one, now + LOOK_AGAIN, code=str(trouble))
    elif isinstance(trouble, ShopAway):
        _keep(carrier, one, now + wait(one.tries), state=State.READY.value, tries=one.tries + 1, code=str(trouble))
    else:
        _keep(carrier, one, now + FIRST_WAIT, code=str(trouble))


def wait(tries: int) -> timedelta:
    """How long to wait after so many tries: doubled each time."""
    return min(FIRST_WAIT * (1 << min(tries, 20)), LONGEST_WAIT)


def _keep(carrier: Carrier, one: Execution, due: datetime | None, **changed: Any) -> None:
    with carrier.store.write() as conn:
        settle(conn, one, carrier.clock.now(), due, **changed)


def _begin(carrier: Carrier, one: Execution, connector: Connector) -> None:
    """Hand it over, unless the line needs it no more, or it is there already."""
    case = _case(carrier, one.case_id)
    part = needed_now(one.part, one.line, case, connector.does)
    if part is None:
        lines = [line for order in case.orders for line in order.lines if line.id == one.line]
        told = one.sent and any(map(is_told_unknown, lines))
        _end(carrier, one, State.FAILED if told else State.DROPPED, {"code": NOT_BEGUN} if told else {})
        return
    one = replace(one, part=part, task=part.task(one.task.key, one.task.order))
    found = _found_before(carrier, one, connector)
    if found:
        _took(carrier, one, found[0])
        return
    now = carrier.clock.now()
    with carrier.store.write() as conn:
        sent = {"minor": part.amount.minor, "needs": part.needs, "sent_at": micros(now), "looks": 0}
        note(conn, one, now, state=State.SENT.value, **sent)
    try:
        done = connector.submit(one.task)
    except ShopRefuses as refused:
        done = Effect("", Standing.FAILED, 0, str(refused))
    _took(carrier, one, done)


def _found_before(carrier: Carrier, one: Execution, connector: Connector) -> Sequence[Effect] | None:
    """Nothing was handed over yet: a look loses nothing, and a shop that does not answer it is not handed anything."""
    try:
        return _found(carrier, one, connector)
    except AnswerLost as lost:
        raise ShopAway(str(lost)) from None


def _found(carrier: Carrier, one: Execution, connector: Connector) -> Sequence[Effect] | None:
    """What the shop did under the key. Of more than one somebody has to know (`odr connector reconcile`)."""
    found = connector.find(one.task)
    breaker.answered(carrier.store, one.marketplace, carrier.clock.now())
    if found and len(found) > 1:
        log.error("fulfilment.done_twice", extra={"case": one.case_id})
    return found


def _case(carrier: Carrier, case_id: str) -> Case:
    return carrier.clerk.look_as(case_id, Role.SYSTEM, carrier.clock.now()).case


def _search(carrier: Carrier, one: Execution, connector: Connector) -> None:
    """No answer was kept: look for the key. What surely was not begun is handed over again; of what is not there after
    several looks a person finds out.
    """
    found, now = _found(carrier, one, connector), carrier.clock.now()
    if found:
        _took(carrier, one, found[0])
    elif found is None:
        _keep(carrier, one, now + wait(one.tries), state=State.READY.value, tries=one.tries + 1)
    elif one.looks + 1 < LOOKS:
        _keep(carrier, one, now + wait(one.looks), **_looked(carrier))
    else:
        log.error("fulfilment.unknown", extra={"case": one.case_id})
        _end(carrier, one, State.UNKNOWN, _looked(carrier))


def _follow(carrier: Carrier, one: Execution, connector: Connector) -> None:
    """It is under way in the shop: ask how it stands."""
    effect = connector.look(one.task, one.reference)
    breaker.answered(carrier.store, one.marketplace, carrier.clock.now())
    _took(carrier, one, effect)


def _look_back(carrier: Carrier, one: Execution, connector: Connector) -> None:
    """It was settled: the case is told, if it was not yet. Days later it may have come undone; nobody waits for that.

    When it was settled stays as it is: what people said of it since is newer.
    """
    if not one.rested:
        _end(carrier, one, one.state, {})
        return
    later, times = _looks_back_at(carrier, one, one.tries + 1), one.tries + 1
    try:
        effect = connector.look(one.task, one.reference)
    except (ShopAway, AnswerLost):
        later = later and carrier.clock.now() + LOOKS_BACK[0]
    else:
        if effect.standing is Standing.FAILED:
            _took(carrier, one, effect)
            return
    with carrier.store.write() as conn:
        release(conn, one, due_at=micros(later) if later else None, tries=times)


def _looks_back_at(carrier: Carrier, one: Execution, times: int) -> datetime | None:
    """When it is looked at again that was looked at so often; None where it is not any more."""
    more = one.part.kind is Kind.REFUND and times < len(LOOKS_BACK)
    return carrier.clock.now() + LOOKS_BACK[times] if more else None


def _tell_again(carrier: Carrier, one: Execution, connector: Connector) -> None:
    """It ended, and the case was not told before the process died."""
    _end(carrier, one, one.state, {})


_ON: dict[State, Callable[[Carrier, Execution, Connector], None]] = {
    State.READY: _begin,
    State.SENT: _search,
    State.PENDING: _follow,
    State.SETTLED: _look_back,
    State.FAILED: _tell_again,
    State.UNKNOWN: _tell_again,
}


def _took(carrier: Carrier, one: Execution, effect: Effect) -> None:
    kept = {"reference": effect.reference, "code": effect.code}
    _end(carrier, one, _STATES[effect.standing], kept)


def _end(carrier: Carrier, one: Execution, state: State, kept: dict[str, Any]) -> None:
    """Written down first, then told to the case; whoever dies between the two tells it when the lease is over."""
    now = carrier.clock.now()
    if state is State.FAILED and one.part.kind is Kind.TAKE_BACK:
        log.error("fulfilment.not_restocked", extra={"case": one.case_id})
    again = state is State.PENDING and one.state is State.PENDING
    tries = one.tries + 1 if again else 0
    with carrier.store.write() as conn:
        note(conn, one, now, state=state.value, tries=tries, **kept)
    if not tell(carrier.store, carrier.clerk, one.case_id, one.line, carrier.clock.now()):
        return
    later = {State.PENDING: now + wait(tries), State.SETTLED: _looks_back_at(carrier, one, 0)}
    reference = kept_of(one.part.kind, state, kept.get("reference", one.reference))
    _keep(carrier, one, later.get(state), reference=reference)
