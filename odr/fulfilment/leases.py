"""Whose turn it is: one process works at an order at a time, and what it is at is written down before it is done."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, exists, or_, select, update

from odr.domain.money import Money
from odr.fulfilment.port import Repayment
from odr.fulfilment.tables import State, executions
from odr.orders import orders
from odr.store import Store, micros

LEASE = timedelta(minutes=2)
"""Several times what one call of a shop can take."""


@dataclass(frozen=True, slots=True)
class Execution:
    """One leg whose turn it is, as it was when it was claimed."""

    task: Repayment
    case_id: str
    line: str
    marketplace: str
    state: State
    reference: str
    tries: int
    changed_at: int


def claim(store: Store, at: datetime, order: str | None = None) -> Execution | None:
    """The leg that is due first (of this order), with its whole order for `LEASE`; None where none can be had."""
    now = micros(at)
    other = executions.alias()
    busy = exists().where(other.c.order_id == executions.c.order_id, other.c.claimed_until > now)
    due = select(executions.c.key, executions.c.order_id).where(executions.c.due_at <= now, ~busy)
    if order is not None:
        due = due.where(executions.c.order_id == order)
    with store.write() as conn:
        found = conn.execute(due.order_by(executions.c.due_at, executions.c.key).limit(1)).first()
        if found is None:
            return None
        conn.execute(select(orders.c.id).where(orders.c.id == found.order_id).with_for_update())
        mine = update(executions).where(executions.c.key == found.key, executions.c.due_at <= now, ~busy)
        claimed = mine.values(claimed_until=micros(at + LEASE)).returning(executions)
        row = conn.execute(claimed).first()
        return execution_of(row) if row is not None else None


def settle(conn: Connection, one: Execution, at: datetime, due: datetime | None, **changed: Any) -> None:
    """Write down how it stands, and when somebody looks after it next; the order is free again."""
    values = {"due_at": micros(due) if due else None, "claimed_until": None, "changed_at": micros(at)}
    conn.execute(update(executions).where(executions.c.key == one.task.key).values(values | changed))


def note(conn: Connection, one: Execution, at: datetime, **changed: Any) -> None:
    """Write down how it stands; the order stays with whoever has it, and is looked after again if they die."""
    values = {"due_at": micros(at), "changed_at": micros(at)}
    conn.execute(update(executions).where(executions.c.key == one.task.key).values(values | changed))


def sent(store: Store, one: Execution, at: datetime) -> None:
    """Write down that it is handed over now, before it is."""
    mine = update(executions).where(executions.c.key == one.task.key)
    with store.write() as conn:
        conn.execute(mine.values(state=State.SENT.value, tries=0, changed_at=micros(at)))


def execution_of(row: Any) -> Execution:
    """A row as it stands."""
    task = Repayment(row.key, row.order_number, row.payment, Money(row.minor, row.currency))
    state = State(row.state)
    return Execution(task, row.case_id, row.line, row.marketplace, state, row.reference, row.tries, row.changed_at)


def of_line(conn: Connection, case_id: str, line: str) -> list[Any]:
    """The latest attempt of every leg of a line."""
    mine = (executions.c.case_id == case_id) & (executions.c.line == line)
    rows = conn.execute(select(executions).where(mine).order_by(executions.c.payment, executions.c.attempt)).all()
    return list({row.payment: row for row in rows}.values())


def unknown(store: Store, after: datetime, at: datetime) -> list[Execution]:
    """What has not been known since an instant later than `after`, and nobody works at."""
    free = or_(executions.c.claimed_until.is_(None), executions.c.claimed_until <= micros(at))
    lost = (executions.c.state == State.UNKNOWN.value) & (executions.c.changed_at > micros(after)) & free
    with store.read() as conn:
        return [execution_of(row) for row in conn.execute(select(executions).where(lost).order_by(executions.c.key))]
