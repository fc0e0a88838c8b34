"""The recovery ledger of every sale: numbered rows across its cases, so that two of them never order the same money.

A row is written in the transaction of what caused it, under the next number of its order: of two that are written at
once the later one loses, is told of the other's row, and decides again.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    func,
    insert,
    select,
)

from odr.domain.case import Case, Entry
from odr.domain.events import RecoveryRecorded, RecoverySource
from odr.domain.facts import OrderFacts
from odr.domain.money import Money
from odr.domain.recovering import RecordRecovery, has_given_way
from odr.domain.recovery import Movement, concerns, movements
from odr.domain.refusals import InvalidInput, Refused, UnknownLine, WrongCurrency
from odr.domain.roles import SERVICE
from odr.outbox import promise
from odr.promises import RECOVERIES
from odr.store import Dialect, Driver, instant, metadata, micros, spelt

recoveries = Table(
    "recoveries",
    metadata,
    Column("order_id", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("payment", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("undone", Integer, nullable=False),
    Column("line", Text),
    Column("reference", Text, nullable=False),
    Column("case_id", Text, nullable=False),
    Column("recorded_at", BigInteger, nullable=False),
    Column("recorded_by", Text, nullable=False),
    PrimaryKeyConstraint("order_id", "number"),
)
"""`reference`: the bank's or the shop's; for what a case orders the id of its line. `case_id` is empty for a report."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the ledger."""

    number: int
    payment: str
    source: RecoverySource
    amount: Money
    undone: bool
    line: str | None
    reference: str
    case_id: str
    recorded_at: datetime


class Untold(Exception):
    """The ledger has rows that the case has not been told of."""

    def __init__(self, case: str, rows: Sequence[Row]) -> None:
        super().__init__()
        self.case, self.rows = case, rows


_COLUMNS = "number, payment, source, minor, currency, undone, line, reference, case_id, recorded_at"
_ROWS = f"select {_COLUMNS} from recoveries where order_id = ? and number > ? order by number"  # noqa: S608 -- our own


def rows_after(db: Driver, dialect: Dialect, order: str, number: int = 0) -> list[Row]:
    """The rows of an order's ledger after this number."""
    return [_row(found) for found in db.execute(spelt(_ROWS, dialect), (order, number)).fetchall()]


def _row(found: Sequence[Any]) -> Row:
    number, payment, source, minor, currency, undone, line, reference, case, at = found
    amount = Money(minor, currency)
    return Row(number, payment, RecoverySource(source), amount, bool(undone), line, reference, case, instant(at))


@dataclass(frozen=True, slots=True)
class Due:
    """What a case has to enter in the ledger, after its row `last`."""

    order: str
    case: str
    last: int
    moved: Sequence[Movement]


def due(db: Driver, dialect: Dialect, case: Case, entries: Sequence[Entry]) -> Due | None:
    """What these new entries of the case mean for the ledger; None when they do not concern it.

    Raises:
        Untold: they order or offer something, and the ledger has rows by others that the case was not told of.
    """
    events = [entry.event for entry in entries]
    moved = movements(events, case)
    if not moved and not concerns(events):
        return None
    told = _told(case)
    rows = rows_after(db, dialect, case.order.id, told)
    others = _by_others(rows, case)
    if others and not any(isinstance(event, RecoveryRecorded) for event in events):
        raise Untold(case.id, others)
    return Due(case.order.id, case.id, rows[-1].number if rows else told, moved)


_INSERT = """insert into recoveries
(order_id, number, payment, source, minor, currency, undone, line, reference, case_id, recorded_at, recorded_by)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')"""


def untold(db: Driver, dialect: Dialect, case: Case) -> list[Row]:
    """The rows by others that the case was not told of. A closed case hears of them once one undoes what took the place
    of something that it had ordered.
    """
    rows = _by_others(rows_after(db, dialect, case.order.id, _told(case)), case)
    concerned = case.closed_at is None or (has_given_way(case) and any(row.undone for row in rows))
    return rows if concerned else []


def _told(case: Case) -> int:
    return max((one.number for one in case.recoveries), default=0)


def _by_others(rows: Sequence[Row], case: Case) -> list[Row]:
    return [row for row in rows if row.case_id != case.id]


def enter(db: Driver, dialect: Dialect, due: Due, at: datetime) -> None:
    """Write what the case orders back, or no longer orders. A number taken meanwhile is a unique violation."""
    for number, one in enumerate(due.moved, due.last + 1):
        what = (one.payment, one.source.value, one.amount.minor, one.amount.currency)
        row = (due.order, number, *what, int(one.undone), one.line, one.owed, due.case, micros(at))
        db.execute(spelt(_INSERT, dialect), row)


def cases_of(db: Driver, dialect: Dialect, order: str) -> list[str]:
    """The cases about this order, closed ones too."""
    sql = "select case_id from dockets where order_id = ? order by case_id"
    return [row[0] for row in db.execute(spelt(sql, dialect), (order,)).fetchall()]


@dataclass(frozen=True, slots=True)
class Report:
    """What a marketplace says of a payment: something came back of it outside our cases, or that was undone."""

    payment: str
    source: RecoverySource
    amount: Money
    undone: bool
    line: str | None
    reference: str


class PaymentUnknown(Refused):
    """The order has no payment "{payment}". Use one of the ids under which its payments were registered."""

    field = "payment"


class RecoveryDiffers(Refused):
    """Another amount is recorded under this source and reference already. Use the bank's or the shop's own number."""

    field = "reference"


class NothingToUndo(Refused):
    """Nothing is recorded under this source and reference that could be undone. Report the recovery first."""

    field = "reference"


def record(conn: Connection, order: OrderFacts, report: Report, by: str, at: datetime) -> int:
    """Write a report in the ledger and promise to tell the open cases; the row's number. The same again: the same.

    Raises:
        PaymentUnknown, WrongCurrency, UnknownLine, RecoveryDiffers, NothingToUndo.
    """
    _check(order, report)
    mine = recoveries.c.order_id == order.id
    rows = _of_same_number(conn, order, report)
    known = next((row for row in rows if bool(row.undone) is report.undone), None)
    recorded = next((row for row in rows if not row.undone), None)
    if report.undone and recorded is None:
        raise NothingToUndo
    if any(row.minor != report.amount.minor for row in rows):
        raise RecoveryDiffers
    if known is not None:
        return int(known.number)
    last = conn.execute(select(func.max(recoveries.c.number)).where(mine)).scalar() or 0
    row = asdict(report) | {"source": report.source.value, "minor": report.amount.minor, "undone": int(report.undone)}
    del row["amount"]
    told = {"order_id": order.id, "number": last + 1, "currency": order.currency, "case_id": ""}
    conn.execute(insert(recoveries), row | told | {"recorded_at": micros(at), "recorded_by": by})
    promise(conn, RECOVERIES, {"order": order.id}, at)
    return int(last) + 1


def is_recorded(conn: Connection, order: OrderFacts, report: Report) -> bool:
    """Whether the ledger has this already: that it came back or, of one that was undone, that it was."""
    return any(bool(row.undone) is report.undone for row in _of_same_number(conn, order, report))


def _of_same_number(conn: Connection, order: OrderFacts, report: Report) -> Sequence[Any]:
    mine = (recoveries.c.order_id == order.id) & (recoveries.c.payment == report.payment)
    same = (recoveries.c.source == report.source.value) & (recoveries.c.reference == report.reference)
    return conn.execute(select(recoveries).where(mine, same)).all()


def _check(order: OrderFacts, report: Report) -> None:
    if not any(payment.id == report.payment for payment in order.payments):
        raise PaymentUnknown(payment=report.payment[:40])
    if report.amount.currency != order.currency:
        raise WrongCurrency(charged=order.currency)
    if report.amount.minor <= 0:
        raise InvalidInput(field="amount", problem="Enter what came back: an amount above nothing.")
    if report.line is not None and order.line(report.line) is None:
        raise UnknownLine(field="line", line=report.line[:40])
    if not report.reference.strip():
        raise InvalidInput(field="reference", problem="Enter the bank's or the shop's number of it.")


def ledger(conn: Connection, order: str) -> list[Row]:
    """The whole ledger of an order, for those who see the order."""
    columns = [recoveries.c[name.strip()] for name in _COLUMNS.split(",")]
    found = conn.execute(select(*columns).where(recoveries.c.order_id == order).order_by(recoveries.c.number))
    return [_row(row) for row in found]


def telling(row: Row, at: datetime) -> RecordRecovery:
    """The command that tells a case of a row by somebody else. Another case's lines are none of its business."""
    return RecordRecovery(
        by=SERVICE,
        at=min(at, row.recorded_at),
        number=row.number,
        payment=row.payment,
        source=row.source,
        amount=row.amount,
        undone=row.undone,
        line=row.line,
        reference="" if row.case_id else row.reference,
        recorded_at=row.recorded_at,
    )


def known(db: Driver, dialect: Dialect, order: str) -> list[RecoveryRecorded]:
    """What a case that is opened now is told at once."""
    rows = rows_after(db, dialect, order)
    return [
        RecoveryRecorded(
            row.number,
            row.payment,
            row.source,
            row.amount,
            row.undone,
            row.line,
            "" if row.case_id else row.reference,
            row.recorded_at,
        )
        for row in rows
    ]
