"""Who can say of which step of a line that it was taken."""

from odr.domain.case import Case, OwedLine
from odr.domain.confirming import is_to_be_confirmed
from odr.domain.events import FundPart, Step
from odr.domain.paying import BY_PLATFORM
from odr.domain.roles import Actor, Role


def may_report(by: Actor, step: Step, line: OwedLine, case: Case) -> bool:
    """A side reports its own steps: who sends goods back says so, who is owed says that it arrived, or did not.

    Of money that is the payer: the recipient of a gift sees no payments. What the platform pays, or is paid back, its
    administrator reports in its place; that a payment was undone, they alone.
    """
    side, owes = by.role.side, line.remedy.owed_by
    if step is Step.RETURN_LOST and not case.order.has_parcel(line.remedy.line):
        return False
    if side is None:
        return True
    if step is Step.FULFILLED and line.fund is FundPart.IS_PAID_BACK:
        return False
    if step in (Step.SUBMITTED, Step.SETTLING) and line.fund in BY_PLATFORM:
        return False
    if step in (Step.FULFILLED, Step.FAILED) and line.remedy.amount is not None and by.role is Role.RECIPIENT:
        return False
    if step is Step.FAILED:
        return side is owes.other and is_to_be_confirmed(line, case)
    if step in (Step.RETURN_IN_TRANSIT, Step.FULFILLED):
        return side is owes.other
    return step in (Step.RETURN_RECEIVED, Step.SUBMITTED, Step.SETTLING) and side is owes
