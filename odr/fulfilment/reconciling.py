"""Compares what was ordered with what the shop says it did, leg by leg, and names what somebody has to look at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any

from sqlalchemy import select

from odr.domain.events import Step
from odr.domain.money import Money
from odr.domain.roles import Role
from odr.fulfilment.leases import Execution, execution_of
from odr.fulfilment.legs import Carrier, found
from odr.fulfilment.port import AnswerLost, Effect, Kind, ShopAway, Standing
from odr.fulfilment.tables import State, executions
from odr.store import micros


class Verdict(StrEnum):
    """What the comparison of one leg brings."""

    AGREES = "AGREES"
    UNDER_WAY = "UNDER_WAY"
    """Not handed over yet, or handed over and looked for."""
    UNKNOWN = "UNKNOWN"
    """Nobody knows whether it was done, and nothing is found."""
    TWICE = "TWICE"
    MISSING = "MISSING"
    """Said to be done, and the shop does not have it."""
    NOT_EXPECTED = "NOT_EXPECTED"
    """The shop has it, and the case does not say so."""
    OTHER_AMOUNT = "OTHER_AMOUNT"
    OTHER_STATE = "OTHER_STATE"
    """The shop has it settled or failed, and the case does not say so, or the other way round."""
    NOT_RESTOCKED = "NOT_RESTOCKED"
    """What came back was refunded; the shop refused to put it on the shelf, which the case does not say."""
    NOT_ASKED = "NOT_ASKED"
    """The shop did not answer."""


FINE = frozenset({Verdict.AGREES, Verdict.UNDER_WAY})
SILENT = 3
"""After so many in a row that a shop did not answer it is asked for no more of them."""
_GIVEN_BACK = (Step.SUBMITTED, Step.SETTLING, Step.FULFILLED)
_SAYS = {State.PENDING: Standing.PENDING, State.SETTLED: Standing.SETTLED}


@dataclass(frozen=True, slots=True)
class Compared:
    """One leg: its key, its state here, what was ordered, what the shop has of it, and the verdict.

    Money in minor units, goods in `pieces`.
    """

    key: str
    state: State
    ordered: Money
    there: Money
    verdict: Verdict
    pieces: int = 0
    pieces_there: int = 0


def reconcile(carrier: Carrier, marketplace: str, since: datetime) -> list[Compared]:
    """Every leg of a marketplace that changed since then. Changes nothing in the shop; here, what it did more than once
    is entered in the ledger of its sale.
    """
    mine = (executions.c.marketplace == marketplace) & (executions.c.changed_at >= micros(since))
    with carrier.store.read() as conn:
        rows = conn.execute(select(executions).where(mine).order_by(executions.c.changed_at, executions.c.key)).all()
    latest = {_leg_of(row): row.attempt for row in sorted(rows, key=attrgetter("attempt"))}
    found: list[Compared] = []
    silent = 0
    for row in rows:
        one = execution_of(row)
        compared = _compared(carrier, one) if silent < SILENT else _not_asked(one)
        silent = silent + 1 if compared.verdict is Verdict.NOT_ASKED else 0
        is_latest = latest[_leg_of(row)] == row.attempt
        found.append(replace(compared, verdict=_as_said(carrier, row, compared.verdict, is_latest)))
    return found


def _leg_of(row: Any) -> tuple[str, ...]:
    return row.case_id, row.line, row.kind, row.leg


def _as_said(carrier: Carrier, row: Any, verdict: Verdict, is_latest: bool) -> Verdict:
    """A person found out what became of it: what the case says by now is compared, not that nobody knew once."""
    if verdict is Verdict.MISSING and row.answered_at is not None:
        return Verdict.AGREES
    if verdict is Verdict.AGREES and row.state == State.SETTLED.value and _step(carrier, row) is Step.LAPSED:
        return Verdict.NOT_EXPECTED
    if row.state != State.UNKNOWN.value or verdict not in (Verdict.UNKNOWN, Verdict.NOT_EXPECTED):
        return verdict
    step = _step(carrier, row)
    if verdict is Verdict.UNKNOWN:
        return verdict if step is Step.UNKNOWN else Verdict.AGREES
    return Verdict.AGREES if is_latest and step in _GIVEN_BACK else verdict


def _step(carrier: Carrier, row: Any) -> Step | None:
    """How far the case says that a line is."""
    case = carrier.clerk.look_as(row.case_id, Role.SYSTEM, carrier.clock.now()).case
    return next((line.step for order in case.orders for line in order.lines if line.id == row.line), None)


def _compared(carrier: Carrier, one: Execution) -> Compared:
    connector, part = carrier.connector(one.marketplace), one.part
    currency = part.amount.currency
    try:
        there = found(carrier, one, connector) or () if connector else None
    except (ShopAway, AnswerLost):
        there = None
    if there is None:
        return _not_asked(one)
    stands = [effect for effect in there if effect.standing is not Standing.FAILED]
    in_shop = Money(sum(effect.minor for effect in stands), currency)
    pieces = sum(effect.pieces for effect in stands)
    return Compared(one.task.key, one.state, part.amount, in_shop, _verdict(one, stands), part.count, pieces)


def _not_asked(one: Execution) -> Compared:
    nothing = Money(0, one.part.amount.currency)
    return Compared(one.task.key, one.state, one.part.amount, nothing, Verdict.NOT_ASKED, one.part.count)


def _verdict(one: Execution, stands: Sequence[Effect]) -> Verdict:
    """`stands`: what the shop did under the key and did not undo."""
    if len(stands) > 1:
        return Verdict.TWICE
    if not stands:
        unsaid = one.state is State.FAILED and one.part.kind is Kind.TAKE_BACK
        return Verdict.NOT_RESTOCKED if unsaid else _of_nothing(one.state)
    (effect,) = stands
    if one.state in (State.FAILED, State.DROPPED, State.UNKNOWN):
        return Verdict.NOT_EXPECTED
    if one.state in (State.READY, State.SENT):
        return Verdict.UNDER_WAY
    if (effect.minor, effect.pieces) != (one.part.amount.minor, one.part.count):
        return Verdict.OTHER_AMOUNT
    return Verdict.AGREES if effect.standing is _SAYS[one.state] else Verdict.OTHER_STATE


def _of_nothing(state: State) -> Verdict:
    match state:
        case State.PENDING | State.SETTLED:
            return Verdict.MISSING
        case State.READY | State.SENT:
            return Verdict.UNDER_WAY
        case State.UNKNOWN:
            return Verdict.UNKNOWN
        case State.FAILED | State.DROPPED:
            return Verdict.AGREES
