"""Which lines of an order are to be carried out in the shop now, leg by leg, each under a key of its own."""

from collections.abc import Set
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from odr.domain.case import Case, OwedLine
from odr.domain.events import Step
from odr.domain.handing_over import handed_over
from odr.fulfilment.leases import of_line
from odr.fulfilment.parts import Part, is_beside, parts_of
from odr.fulfilment.port import Kind
from odr.fulfilment.tables import State, executions
from odr.store import micros


def key_of(case: Case, line: str, part: Part, attempt: int) -> str:
    """What the shop keeps of it: the case's number, the line, the leg, what is done, and which attempt it is."""
    return f"order-{case.number}-{line}-{part.leg}-{part.kind}-{attempt}"


def plan(conn: Connection, case: Case, at: datetime, does: Set[Kind] = frozenset(Kind)) -> None:
    """Enter what is to be carried out. What was entered before stays as it is, unless the line had not needed it.

    A line that is ordered again after a failure has its next attempt: whoever ordered it knows that nothing was done.
    So has one that came undone, if it has one leg: of several nobody said which.

    Args:
        does: what the shop can be handed.
    """
    insert = sqlite.insert if conn.dialect.name == "sqlite" else postgresql.insert
    for line in handed_over(case):
        latest = {(row.kind, row.leg): row for row in of_line(conn, case.id, line.id)}
        parts = parts_of(line, case, does)
        alone = len([part for part in parts if not is_beside(part, line)]) == 1
        for part in parts:
            undone_at = _undone_at(line) if alone and not is_beside(part, line) else 0
            attempt = _attempt(latest.get((part.kind.value, part.leg)), undone_at)
            row = insert(executions).values(_row(case, line, part, attempt, at))
            again = {"state": State.READY.value, "due_at": micros(at), "entered_at": micros(at)}
            dropped = executions.c.state == State.DROPPED.value
            conn.execute(row.on_conflict_do_update(index_elements=["key"], set_=again, where=dropped))


def _attempt(latest: Any, undone_at: int) -> int:
    if latest is None:
        return 1
    state = State(latest.state)
    undone = state is State.SETTLED and latest.changed_at <= undone_at
    return int(latest.attempt) + (undone or state in (State.FAILED, State.UNKNOWN))


def _undone_at(line: OwedLine) -> int:
    """When it was last said to have come undone, in UTC microseconds; 0 if never."""
    return max((micros(one.at) for one in line.reports if one.step is Step.REVERSED), default=0)


def _row(case: Case, line: OwedLine, part: Part, attempt: int, at: datetime) -> dict[str, Any]:
    return {
        "key": key_of(case, line.id, part, attempt),
        "case_id": case.id,
        "line": line.id,
        "kind": part.kind.value,
        "leg": part.leg,
        "attempt": attempt,
        "marketplace": case.marketplace,
        "order_id": case.order.id,
        "order_number": case.order.number,
        "minor": part.amount.minor,
        "currency": part.amount.currency,
        "needs": part.needs,
        "state": State.READY.value,
        "reference": "",
        "code": "",
        "tries": 0,
        "due_at": micros(at),
        "claimed_until": None,
        "changed_at": micros(at),
        "entered_at": micros(at),
    }
