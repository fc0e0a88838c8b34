"""Tells a case what its shop has come to: as a step of the line, reported by the service."""

import logging
from datetime import datetime

from odr.clerk import Clerk
from odr.domain.case import Case
from odr.domain.compensation import NEXT_STEPS, ReportFulfilment, reportable
from odr.domain.events import Step
from odr.domain.refusals import Busy, Refused
from odr.domain.roles import SERVICE, Role
from odr.domain.undone import needs_a_look
from odr.domain.vouchers import masked
from odr.fulfilment.beyond import record_beyond
from odr.fulfilment.failing import failure_of
from odr.fulfilment.leases import of_line
from odr.fulfilment.outcome import come_to
from odr.fulfilment.port import Kind
from odr.fulfilment.tables import State
from odr.store import Store

log = logging.getLogger(__name__)


def tell(store: Store, clerk: Clerk, case_id: str, line: str, at: datetime) -> bool:
    """Report the step that all legs of a line have come to, where it is one forward; whether the case knows now."""
    with store.read() as conn:
        rows = of_line(conn, case_id, line)
    case = clerk.look_as(case_id, Role.SYSTEM, at).case
    record_beyond(store, case, line, rows, at)
    standing = next((one for one in reportable(case) if one.id == line), None)
    step = come_to(rows, standing, at) if standing else None
    if step is None or standing is None or step not in NEXT_STEPS[standing.step]:
        return True
    named = [row for row in rows if row.kind == Kind.VOUCHER.value] or rows
    reference = ", ".join(row.reference for row in named if row.reference)
    why = failure_of(rows, step)
    report = ReportFulfilment(by=SERVICE, at=at, line=line, step=step, reference=reference, failure=why)
    try:
        clerk.submit_for_service(case_id, report)
    except Busy:
        return False
    except Refused as refused:
        log.warning("fulfilment.not_told", extra={"case": case_id, "code": refused.code})
    after = clerk.look_as(case_id, Role.SYSTEM, at).case
    say_undone(case, after, line, step)
    record_beyond(store, after, line, rows, at)
    return True


def say_undone(before: Case, after: Case, line: str, step: Step) -> None:
    """Log that a person has to look at what was set against something that came undone."""
    if needs_a_look(line, step, before, after):
        log.error("fulfilment.restitution_to_look_at", extra={"case": before.id, "line": line})


def kept_of(kind: Kind, state: State, reference: str) -> str:
    """What a row keeps of the shop's word for something once its case was told: of a voucher's code a part.

    All of it stands beside the docket, where it is erased with the case, and in the shop under the key. While it is
    under way there, it is looked at by its code.
    """
    return masked(reference) if kind is Kind.VOUCHER and state is not State.PENDING else reference
