"""Whose turn it is: one process works at an order at a time, and what it is at is written down before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, select, update

from odr.domain.case import OwedLine
from odr.domain.events import Step
from odr.domain.roles import Role
from odr.fulfilment.breaker import ASKS, is_alone, is_waiting, may_try
from odr.fulfilment.outcome import MISSED_AFTER
from odr.fulfilment.parts import Part, part_of
from odr.fulfilment.port import Kind, Task
from odr.fulfilment.tables import MISSED, State, executions
from odr.orders import orders
from odr.store import Store, micros

_HOURS = timedelta(hours=6) // timedelta(microseconds=1)
LEASE = timedelta(minutes=2)
"""Several times what one call of a shop can take."""


@dataclass(frozen=True, slots=True)
class Execution:
    """One leg whose turn it is, as it was when it was claimed."""

    task: Task
    part: Part
    case_id: str
    line: str
    marketplace: str
    state: State
    reference: str
    tries: int
    leased_until: int | None
    """In UTC microseconds. Who writes anything down must still have this lease."""
    looks: int = 0
    """How often the shop was asked since it was handed over, and had nothing."""
    rested: bool = False
    """Whether nothing had to be done with it for hours: whoever was to be told of it was."""


class LeaseLost(Exception):
    """It took longer than the lease: somebody else may be at it, and what was found out counts no more."""


def claim(store: Store, at: datetime, order: str | None = None) -> Execution | None:
    """The leg that is due first (of this order), with its whole order for `LEASE`; None where none can be had.

    Of those that are due together goods go before money: what cannot be sent is known before its line pays anything.
    """
    due = select(executions).where(executions.c.due_at <= micros(at), ~_is_busy(at), ~is_waiting(at))
    if order is not None:
        due = due.where(executions.c.order_id == order)
    first = due.order_by(executions.c.due_at, executions.c.kind.desc(), executions.c.key).limit(1)
    with store.write() as conn:
        found = conn.execute(first).first()
        if found is None:
            return None
        one = _taken(conn, found.key, found.order_id, at, executions.c.due_at <= micros(at))
        if one is not None and one.state in ASKS and not may_try(conn, one.marketplace, one.task.key, at, LEASE):
            release(conn, one)
            return None
        return one


def claim_unknown(store: Store, key: str, order: str, at: datetime) -> Execution | None:
    """A leg that is still not known, with its whole order for `LEASE`; None where it cannot be had."""
    with store.write() as conn:
        return _taken(conn, key, order, at, executions.c.state == State.UNKNOWN.value)


def claim_missed(store: Store, at: datetime) -> Execution | None:
    """The leg whose answer is missed the longest and whose case was not told, with its whole order for `LEASE`."""
    missed = MISSED & (executions.c.sent_at <= micros(at - MISSED_AFTER))
    first = select(executions).where(missed, ~_is_busy(at)).order_by(executions.c.sent_at, executions.c.key).limit(1)
    with store.write() as conn:
        found = conn.execute(first).first()
        return _taken(conn, found.key, found.order_id, at, missed) if found is not None else None


def hold_order(store: Store, order: str, at: datetime) -> int | None:
    """Everything of an order for `LEASE`, so that nobody hands anything of it over; until when, in UTC microseconds.

    None where somebody is at it. What is not in the table yet cannot be held: plan it first.
    """
    until = micros(at + LEASE)
    with store.write() as conn:
        conn.execute(select(orders.c.id).where(orders.c.id == order).with_for_update())
        busy = executions.c.claimed_until > micros(at)
        if conn.execute(select(executions.c.key).where(executions.c.order_id == order, busy).limit(1)).first():
            return None
        conn.execute(update(executions).where(executions.c.order_id == order).values(claimed_until=until))
    return until


def let_go(store: Store, order: str, until: int) -> None:
    """Nobody holds the order any more, as far as this lease did."""
    mine = (executions.c.order_id == order) & (executions.c.claimed_until == until)
    with store.write() as conn:
        conn.execute(update(executions).where(mine).values(claimed_until=None))


def _is_busy(at: datetime) -> ColumnElement[bool]:
    other = executions.alias()
    return exists().where(other.c.order_id == executions.c.order_id, other.c.claimed_until > micros(at))


def _taken(conn: Connection, key: str, order: str, at: datetime, still: ColumnElement[bool]) -> Execution | None:
    conn.execute(select(orders.c.id).where(orders.c.id == order).with_for_update())
    mine = update(executions).where(executions.c.key == key, still, ~_is_busy(at))
    row = conn.execute(mine.values(claimed_until=micros(at + LEASE)).returning(executions)).first()
    return execution_of(row) if row is not None else None


def settle(conn: Connection, one: Execution, at: datetime, due: datetime | None, **changed: Any) -> None:
    """Write down how it stands, and when somebody looks after it next; the order is free again. Raises LeaseLost."""
    due_at = micros(due) if due else None
    _write(conn, one, {"due_at": due_at, "claimed_until": None, "changed_at": micros(at)} | changed)


def note(conn: Connection, one: Execution, at: datetime, **changed: Any) -> None:
    """Write down how it stands; the order stays with whoever has it, and is looked after again if they die.

    Raises LeaseLost.
    """
    _write(conn, one, {"due_at": micros(at), "changed_at": micros(at)} | changed)


def release(conn: Connection, one: Execution, **looked: Any) -> None:
    """Nothing was found out; the order is free again. Raises LeaseLost."""
    _write(conn, one, {"claimed_until": None} | looked)


def _write(conn: Connection, one: Execution, values: dict[str, Any]) -> None:
    """Nobody writes over what somebody else did who had the order after them."""
    mine = (executions.c.key == one.task.key) & (executions.c.claimed_until == one.leased_until)
    if not conn.execute(update(executions).where(mine).values(values)).rowcount:
        raise LeaseLost


def execution_of(row: Any) -> Execution:
    """A row as it stands."""
    part = part_of(row)
    task, state = part.task(row.key, row.order_number), State(row.state)
    known = (row.case_id, row.line, row.marketplace, state, row.reference, row.tries, row.claimed_until)
    rested = bool(row.due_at) and row.due_at - row.changed_at > _HOURS
    return Execution(task, part, *known, looks=row.looks or 0, rested=rested)


def of_line(conn: Connection, case_id: str, line: str) -> list[Any]:
    """The latest attempt of every leg of a line."""
    mine = (executions.c.case_id == case_id) & (executions.c.line == line)
    rows = conn.execute(select(executions).where(mine).order_by(executions.c.leg, executions.c.attempt)).all()
    return list({(row.kind, row.leg): row for row in rows}.values())


_NOT_PAID = (State.READY, State.FAILED, State.DROPPED)
"""What surely gave nothing back."""


def may_be_paid(conn: Connection, case_id: str, line: OwedLine) -> bool:
    """Whether some payment of the line was given back in the shop, or may have been, and nobody said otherwise."""
    rows = [row for row in of_line(conn, case_id, line.id) if row.kind == Kind.REFUND.value]
    return any(row.state not in _NOT_PAID and not is_denied(row, rows, line) for row in rows)


def is_denied(row: Any, rows: Sequence[Any], line: OwedLine) -> bool:
    """Whether people said, after the shop did, that this payment did not come or came undone; of several nobody said
    which.
    """
    if row.state not in (State.UNKNOWN, State.SETTLED) or len([one for one in rows if one.kind == row.kind]) > 1:
        return False
    denied = (one for one in line.reports if one.step in (Step.FAILED, Step.REVERSED))
    people = (micros(one.at) for one in denied if one.by.role is not Role.SYSTEM)
    return bool(row.changed_at <= max(people, default=0))


def unknown(store: Store, after: datetime, at: datetime) -> list[tuple[str, str]]:
    """The keys, and the orders, of what has not been known since an instant later than `after`. Of a shop that is left
    alone nothing is looked for.
    """
    lost = (executions.c.state == State.UNKNOWN.value) & (executions.c.changed_at > micros(after)) & ~is_alone(at)
    which = select(executions.c.key, executions.c.order_id).where(lost).order_by(executions.c.key)
    with store.read() as conn:
        return [(row.key, row.order_id) for row in conn.execute(which)]
