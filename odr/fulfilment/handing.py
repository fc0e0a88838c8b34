"""Hands a leg to its shop: written down before, looked for after, and handed over again only where it was not begun.

READY: nothing of it is under way. SENT: it was handed over, and something of it may come as long as the shop does not
say otherwise; it counts as possibly paid.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import case as sql_case

from odr.domain.case import Case
from odr.domain.compensation import is_carried_out
from odr.domain.handing_over import is_told_unknown
from odr.fulfilment.leases import Execution, note
from odr.fulfilment.legs import Carrier, case_of, end, found, keep, looked, took, wait
from odr.fulfilment.parts import Part, line_of, needed_now
from odr.fulfilment.port import AnswerLost, Connector, Effect, ShopAway, ShopRefuses, Standing, TryRefused, Withdraws
from odr.fulfilment.tables import State, executions
from odr.store import micros

log = logging.getLogger(__name__)

LOOKS = 4
"""How often it is looked for, each time after a longer wait, before a person has to find out."""
TRIES = 8
"""How often it is handed over again that surely was not begun, each time after a longer wait, before it has failed."""
NOT_BEGUN = "NOT_BEGUN"
"""Why it failed: nothing of it was done, however often it was handed over, or it gave way to something meanwhile."""
LOOK_AGAIN = timedelta(minutes=1)
"""After a question, or another try, that brought no answer: at least."""


def begin_leg(carrier: Carrier, one: Execution, connector: Connector) -> None:
    """Hand it over, unless the line needs it no more, or it is there already."""
    case = case_of(carrier, one.case_id)
    part = needed_now(one.part, one.line, case, connector.does)
    if part is None:
        end(carrier, one, State.DROPPED, {})
        return
    there = _found_before(carrier, one, connector)
    if there:
        took(carrier, one, there[0])
        return
    one = _written_down(carrier, one, part, case, tries=0)
    try:
        done = connector.submit(one.task)
    except ShopRefuses as refused:
        done = _refused(refused)
    took(carrier, one, done)


def search(carrier: Carrier, one: Execution, connector: Connector) -> None:
    """No answer was kept: look for the key. Of what is not there after several looks a person finds out, unless it
    surely was not begun.
    """
    there = found(carrier, one, connector)
    if there:
        took(carrier, one, there[0])
    elif there is None:
        _not_begun(carrier, one, connector)
    elif one.looks + 1 < LOOKS:
        keep(carrier, one, carrier.clock.now() + wait(one.looks), **looked(carrier))
    else:
        log.error("fulfilment.unknown", extra={"case": one.case_id})
        end(carrier, one, State.UNKNOWN, looked(carrier))


def _not_begun(carrier: Carrier, one: Execution, connector: Connector) -> None:
    """Once more, until it is needed no more or was tried often enough: then nothing of it may come any more."""
    case = case_of(carrier, one.case_id)
    part = needed_now(one.part, one.line, case, connector.does)
    if part is None or one.tries >= TRIES:
        _withdraw(connector, one)
        state = State.FAILED if part is not None else _given_up(one, case)
        end(carrier, one, state, {"code": NOT_BEGUN} if state is State.FAILED else {})
        return
    one = _written_down(carrier, one, part, case, tries=one.tries + 1)
    try:
        done = connector.submit(one.task)
    except ShopRefuses as refused:
        if not isinstance(refused, TryRefused):
            _withdraw(connector, one)
        done = _refused(refused)
    took(carrier, one, done)


def _given_up(one: Execution, case: Case) -> State:
    """What becomes of a leg that is needed no more. A case that was told that nobody knows hears that it failed, so
    that the line is owed or gives way; under an order that was replaced a person looks at what was set against it.
    """
    line = line_of(one.line, case)
    if line is None or not is_told_unknown(line):
        return State.DROPPED
    return State.FAILED if is_carried_out(line, case) else State.UNKNOWN


def _withdraw(connector: Connector, one: Execution) -> None:
    if isinstance(connector, Withdraws):
        connector.withdraw(one.task)


def _written_down(carrier: Carrier, one: Execution, part: Part, case: Case, *, tries: int) -> Execution:
    """The leg as it is needed now, SENT. Its answer is missed since the first try; who was told so is not told again
    before they hear more.
    """
    line, now = line_of(one.line, case), carrier.clock.now()
    sent: dict[str, Any] = {"minor": part.amount.minor, "needs": part.needs, "looks": 0}
    if line is None or not is_told_unknown(line):
        goes_on = (executions.c.state == State.SENT.value) & executions.c.missed_at.is_(None)
        since = sql_case((goes_on, executions.c.sent_at), else_=micros(now))
        sent |= {"sent_at": since, "missed_at": None}
    with carrier.store.write() as conn:
        note(conn, one, now, state=State.SENT.value, tries=tries, **sent)
    return replace(one, part=part, task=part.task(one.task.key, one.task.order))


def _refused(refused: ShopRefuses) -> Effect:
    return Effect("", Standing.FAILED, 0, str(refused))


def _found_before(carrier: Carrier, one: Execution, connector: Connector) -> Sequence[Effect] | None:
    """Nothing was handed over yet: a look loses nothing, and a shop that does not answer it is not handed anything."""
    try:
        return found(carrier, one, connector)
    except AnswerLost as lost:
        raise ShopAway(str(lost)) from None


def try_later(carrier: Carrier, one: Execution, trouble: ShopAway | AnswerLost) -> None:
    """What surely was not begun is handed over again later; what may have been done is looked for."""
    log.warning("fulfilment.no_answer", extra={"case": one.case_id, "reason": str(trouble)})
    now = carrier.clock.now()
    if one.state is not State.READY:
        keep(carrier, one, now + max(LOOK_AGAIN, wait(one.tries)), code=str(trouble))
    elif isinstance(trouble, ShopAway):
        keep(carrier, one, now + wait(one.tries), state=State.READY.value, tries=one.tries + 1, code=str(trouble))
    else:
        keep(carrier, one, now + wait(0), code=str(trouble))
