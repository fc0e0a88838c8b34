"""What the end of a time frame brings to a line: that it lapses, counts as received, as lost or as done, or is late."""

from collections.abc import Callable
from datetime import datetime

from odr.domain import events as e
from odr.domain.case import Case
from odr.domain.compensation import after_step, close_if_done, not_done, require_line
from odr.domain.events import Event, How, Step
from odr.domain.rulebook import Expiry
from odr.domain.tracking import tracking_of, was_sent


def return_not_sent(case: Case, subject: str, at: datetime) -> list[Event]:
    """Goods that were not sent back in time, after at least two reminders: the line lapses.

    Nobody is late with what they could not do: where nobody said how they go back, that is what was not done.
    """
    line = require_line(case, subject)
    if line.arranged is None and case.order.has_parcel(line.remedy.line):
        return not_done(case, subject, at)
    return [
        e.FulfilmentReported(line.id, Step.LAPSED, "", None, How.BY_RULE),
        *close_if_done(case, at, line.id),
    ]


def counts_as_received(case: Case, subject: str, at: datetime) -> list[Event]:
    """A return whose receipt nobody confirmed in time counts as received."""
    line = require_line(case, subject)
    report = e.FulfilmentReported(line.id, Step.RETURN_RECEIVED, "", None, How.BY_RULE)
    return [report, *after_step(case, line, Step.RETURN_RECEIVED, at)]


def counts_as_done(case: Case, subject: str, at: datetime) -> list[Event]:
    """What was said to be done, and of which nobody said in time that it did not arrive."""
    line = require_line(case, subject)
    report = e.FulfilmentReported(line.id, Step.FULFILLED, "", None, How.BY_RULE)
    return [report, *after_step(case, line, Step.FULFILLED, at)]


def nothing_scanned(case: Case, subject: str, at: datetime) -> list[Event]:
    """No carrier saw them for too long: a trace is opened, and the refund falls due if they surely were sent.

    (procedure: compliance, `return_lost_after`.)
    """
    line = require_line(case, subject)
    sent = was_sent(case, line)
    trace = e.TraceOpened(line.id, tracking_of(case, line), sent)
    if not sent:
        return [trace]
    report = e.FulfilmentReported(line.id, Step.RETURN_LOST, "", None, How.BY_RULE)
    return [trace, report, *after_step(case, line, Step.RETURN_LOST, at)]


BRINGS: dict[Expiry, Callable[[Case, str, datetime], list[Event]]] = {
    Expiry.LINE_LAPSES: return_not_sent,
    Expiry.COUNTS_AS_RECEIVED: counts_as_received,
    Expiry.COUNTS_AS_LOST: nothing_scanned,
    Expiry.COUNTS_AS_DONE: counts_as_done,
    Expiry.NON_COMPLIANT: not_done,
}
"""What each of these ends brings to the line that it is about."""
