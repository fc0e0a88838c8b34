"""What a shop paid that is not owed: the ledger of the sale is told, so that nobody orders it a second time.

A refund can leave while its answer is missed, and its line lapse or become less meanwhile.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from odr.domain.case import Case, OwedLine
from odr.domain.events import RecoverySource, Step
from odr.domain.money import Money
from odr.domain.refusals import Refused
from odr.fulfilment.leases import Execution, is_denied, of_line
from odr.fulfilment.parts import line_of
from odr.fulfilment.port import Effect, Kind, Standing
from odr.fulfilment.tables import State
from odr.recoveries import NothingToUndo, Report, is_recorded, record
from odr.store import Store

log = logging.getLogger(__name__)

_PAID = (State.PENDING.value, State.SETTLED.value)


def record_beyond(store: Store, case: Case, line: str, rows: Sequence[Any], at: datetime) -> None:
    """Enter in the ledger what the shop paid under these legs beyond what is owed, and what of it came undone. Once.

    Goods and vouchers stand in no ledger: the log says so when the shop has done it, not at each look after it.
    """
    owed = line_of(line, case)
    done = (row for row in rows if row.kind != Kind.REFUND.value and row.state in _PAID and not row.tries)
    if owed is not None and owed.step is Step.LAPSED and any(done):
        log.error("fulfilment.not_owed_any_more", extra={"case": case.id})
    _enter(store, case, line, rows, at)


def _enter(store: Store, case: Case, line: str, rows: Sequence[Any], at: datetime) -> None:
    owed = line_of(line, case)
    if owed is None:
        return
    for row in rows:
        report = None if is_denied(row, rows, owed) else _report(row, owed)
        if report is not None:
            _record(store, case, report, at)


def record_more(store: Store, case: Case, one: Execution, more: Sequence[Effect], at: datetime) -> None:
    """Enter in the ledger what a shop gave back under one key beside the first time, and what of it came undone."""
    if one.part.kind is not Kind.REFUND:
        return
    owed, currency = line_of(one.line, case), one.part.amount.currency
    for effect in more:
        line, amount = owed.remedy.line if owed else None, Money(effect.minor, currency)
        undone = effect.standing is Standing.FAILED
        _record(store, case, Report(one.part.leg, RecoverySource.REFUND, amount, undone, line, effect.reference), at)


def record_lapsed(store: Store, case: Case, at: datetime) -> None:
    """Enter the same for every line that lapsed: one of its payments may have left before another one failed."""
    lapsed = [line.id for order in case.orders for line in order.lines if line.step is Step.LAPSED]
    with store.read() as conn:
        found = {line: of_line(conn, case.id, line) for line in lapsed}
    for line, rows in found.items():
        _enter(store, case, line, rows, at)


def _report(row: Any, owed: OwedLine) -> Report | None:
    if row.kind != Kind.REFUND.value or not row.reference or row.state not in (*_PAID, State.FAILED.value):
        return None
    over = row.minor - _owed(row.leg, owed)
    if over <= 0:
        return None
    undone, line = row.state == State.FAILED.value, owed.remedy.line
    return Report(row.leg, RecoverySource.REFUND, Money(over, row.currency), undone, line, row.reference)


def _owed(payment: str, line: OwedLine) -> int:
    """In minor units."""
    legs = () if line.step is Step.LAPSED else line.legs
    return sum(leg.amount.minor for leg in legs if leg.payment == payment)


def _record(store: Store, case: Case, report: Report, at: datetime) -> None:
    try:
        with store.write() as conn:
            is_new = not is_recorded(conn, case.order, report)
            record(conn, case.order, report, "", at)
    except NothingToUndo:
        return
    except Refused as refused:
        log.warning("fulfilment.not_recorded", extra={"case": case.id, "code": refused.code})
    else:
        if is_new and not report.undone:
            log.error("fulfilment.not_owed_any_more", extra={"case": case.id})
