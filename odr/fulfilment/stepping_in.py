"""The platform steps in by itself, once it is sure that the shop gives nothing back for the same line."""

from datetime import datetime

from odr.domain.case import OwedLine
from odr.domain.refusals import Busy
from odr.domain.roles import SERVICE, Role
from odr.domain.stepping_in import StepIn, due
from odr.fulfilment.leases import hold_order, let_go, may_be_paid
from odr.fulfilment.legs import Carrier
from odr.fulfilment.planning import plan


def step_in(carrier: Carrier, case_id: str) -> int:
    """Enter that the platform pays the lines whose time passed; how many.

    What is on its way in the shop, or may be, is left alone: once the shop says that it failed, the case is asked
    again. While somebody works at the order nothing is entered. Raises Busy then, to be tried later.
    """
    now = carrier.clock.now()
    case = carrier.clerk.look_as(case_id, Role.SYSTEM, now).case
    if not due(case):
        return 0
    connector = carrier.connector(case.marketplace)
    if connector is not None:
        with carrier.store.write() as conn:
            plan(conn, case, now, connector.does)
    held = hold_order(carrier.store, case.order.id, now)
    if held is None:
        raise Busy
    try:
        return sum(_enter(carrier, case_id, line, now) for line in due(case))
    finally:
        let_go(carrier.store, case.order.id, held)


def _enter(carrier: Carrier, case_id: str, line: OwedLine, now: datetime) -> bool:
    with carrier.store.read() as conn:
        if may_be_paid(conn, case_id, line):
            return False
    carrier.clerk.submit_for_service(case_id, StepIn(by=SERVICE, at=now, line=line.id))
    return True
