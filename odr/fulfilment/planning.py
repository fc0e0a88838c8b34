"""Which lines of an order are to be carried out in the shop now, leg by leg, each under a key of its own."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from odr.domain.case import Case, OwedLine
from odr.domain.events import Leg
from odr.domain.handing_over import handed_over
from odr.fulfilment.leases import of_line
from odr.fulfilment.tables import State, executions
from odr.store import micros


def key_of(case: Case, line: str, leg: Leg, attempt: int) -> str:
    """What the shop keeps of it: the case's number, the line, the payment, the step, and which attempt it is."""
    return f"order-{case.number}-{line}-{leg.payment}-refund-{attempt}"


def plan(conn: Connection, case: Case, at: datetime) -> None:
    """Enter what is to be carried out. What was entered before stays as it is, unless the line had not needed it.

    A line that is ordered again after a failure has its next attempt: whoever ordered it knows that nothing was done.
    """
    insert = sqlite.insert if conn.dialect.name == "sqlite" else postgresql.insert
    for line in handed_over(case):
        latest = {row.payment: row for row in of_line(conn, case.id, line.id)}
        for leg in line.legs:
            row = insert(executions).values(_row(case, line, leg, _attempt(latest.get(leg.payment)), at))
            again = {"state": State.READY.value, "due_at": micros(at), "entered_at": micros(at)}
            dropped = executions.c.state == State.DROPPED.value
            conn.execute(row.on_conflict_do_update(index_elements=["key"], set_=again, where=dropped))


def _attempt(latest: Any) -> int:
    if latest is None:
        return 1
    return int(latest.attempt) + (State(latest.state) in (State.FAILED, State.UNKNOWN))


def _row(case: Case, line: OwedLine, leg: Leg, attempt: int, at: datetime) -> dict[str, Any]:
    return {
        "key": key_of(case, line.id, leg, attempt),
        "case_id": case.id,
        "line": line.id,
        "payment": leg.payment,
        "attempt": attempt,
        "marketplace": case.marketplace,
        "order_id": case.order.id,
        "order_number": case.order.number,
        "minor": leg.amount.minor,
        "currency": leg.amount.currency,
        "state": State.READY.value,
        "reference": "",
        "code": "",
        "tries": 0,
        "due_at": micros(at),
        "claimed_until": None,
        "changed_at": micros(at),
        "entered_at": micros(at),
    }
