"""How one leg stands: what is kept of it, what the shop says of it, and what its case is told.

Whatever is found out is written down first and told then; every write asks whether the lease is still held.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func

from odr.clerk import Clerk
from odr.clock import Clock
from odr.domain.case import Case
from odr.domain.roles import Role
from odr.fulfilment import breaker
from odr.fulfilment.beyond import record_more
from odr.fulfilment.leases import Execution, note, settle
from odr.fulfilment.port import Connector, Effect, Kind, Standing
from odr.fulfilment.shops import shop_of
from odr.fulfilment.tables import State, executions
from odr.fulfilment.telling import kept_of, tell
from odr.store import Store, micros

log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=10), timedelta(hours=1)
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


def case_of(carrier: Carrier, case_id: str) -> Case:
    """The case as the service sees it now."""
    return carrier.clerk.look_as(case_id, Role.SYSTEM, carrier.clock.now()).case


def wait(tries: int) -> timedelta:
    """How long to wait after so many tries: doubled each time."""
    return min(FIRST_WAIT * (1 << min(tries, 20)), LONGEST_WAIT)


def keep(carrier: Carrier, one: Execution, due: datetime | None, **changed: Any) -> None:
    """Write down how it stands, and when somebody looks after it next. Raises LeaseLost."""
    with carrier.store.write() as conn:
        settle(conn, one, carrier.clock.now(), due, **changed)


def found(carrier: Carrier, one: Execution, connector: Connector) -> Sequence[Effect] | None:
    """As `Connector.find`, what did not fail first. What it did more than once stands in the ledger of the sale, and
    somebody has to know.
    """
    effects = connector.find(one.task)
    breaker.answered(carrier.store, one.marketplace, carrier.clock.now())
    if not effects:
        return effects
    first, *more = sorted(effects, key=lambda effect: effect.standing is Standing.FAILED)
    if more:
        log.error("fulfilment.done_twice", extra={"case": one.case_id})
        record_more(carrier.store, case_of(carrier, one.case_id), one, more, carrier.clock.now())
    return [first, *more]


def looked(carrier: Carrier) -> dict[str, Any]:
    """The shop was asked and had nothing: whoever finds out what became of it knows how often, and when last."""
    return {"looks": func.coalesce(executions.c.looks, 0) + 1, "looked_at": micros(carrier.clock.now())}


def looks_back_at(carrier: Carrier, one: Execution, times: int) -> datetime | None:
    """When it is looked at again that was looked at so often; None where it is not any more."""
    more = one.part.kind is Kind.REFUND and times < len(LOOKS_BACK)
    return carrier.clock.now() + LOOKS_BACK[times] if more else None


def took(carrier: Carrier, one: Execution, effect: Effect) -> None:
    """The shop did it. Of an earlier try under the same key it may be more than is owed by now: that is what counts."""
    more = one.part.kind is Kind.REFUND and effect.minor > one.part.amount.minor
    kept = {"reference": effect.reference, "code": effect.code} | ({"minor": effect.minor} if more else {})
    end(carrier, one, _STATES[effect.standing], kept)


def end(carrier: Carrier, one: Execution, state: State, kept: dict[str, Any]) -> None:
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
    later = {State.PENDING: now + wait(tries), State.SETTLED: looks_back_at(carrier, one, 0)}
    reference = kept_of(one.part.kind, state, kept.get("reference", one.reference))
    keep(carrier, one, later.get(state), reference=reference)
