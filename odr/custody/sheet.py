"""The custody sheet of an exhibit: what the docket says of it and, for those who may see it, who handled it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from odr.domain import events as e
from odr.domain.case import Case, Entry, Exhibit
from odr.domain.roles import Actor, Concern, Role, Seat
from odr.evidence.audit import THE_SERVICE, Handled, Purpose, handled
from odr.store import Store


@dataclass(frozen=True, slots=True)
class Line:
    """Something that happened to an exhibit: an entry of the docket, or rows of the audit log with their purpose.

    `by` is None where nobody wrote down in which role they acted. `times`: how often they did it on that day
    (UTC), from `at` until `until`; None for an entry.
    """

    at: datetime
    by: Actor | None
    entry: Entry | None = None
    purpose: Purpose | None = None
    times: int = 1
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """All of it in the order of time. `with_log`: whether the audit log is in it."""

    exhibit: Exhibit
    lines: tuple[Line, ...]
    with_log: bool


def may_see_log(seat: Seat, exhibit: Exhibit) -> bool:
    """Whoever handed it in, the decision maker and the reviewer (procedure: audit log of an exhibit)."""
    return is_own(seat, exhibit) or seat in (Role.DECIDER, Role.REVIEWER)


def is_own(seat: Seat, exhibit: Exhibit) -> bool:
    """Whether this is who handed it in."""
    if isinstance(seat, Concern):
        return bool(exhibit.third) and seat.third == exhibit.third
    return exhibit.side is not None and seat is Role(exhibit.side.value)


def custody_sheet(
    store: Store, case: Case, entries: Sequence[Entry], seat: Seat, exhibit: str, *, private: bool = True
) -> Sheet | None:
    """The sheet as far as this reader's own case and entries go; None for an exhibit that they do not see.

    Args:
        private: also who looked at their own exhibit before it was disclosed; not in what is to be passed on.
    """
    found = case.exhibits.get(exhibit) or case.drafts.get(exhibit)
    if found is None:
        return None
    lines = [Line(one.at, one.by, entry=one) for one in entries if _is_about(found, one.event)]
    with_log = may_see_log(seat, found)
    if with_log:
        # Who looked at it before a decider could is not for them: it would tell that a mediator had it in private.
        since = None if private and is_own(seat, found) else min((line.at for line in lines), default=None)
        with store.read() as conn:
            lines += map(_handled, handled(conn, exhibit, since))
    return Sheet(found, tuple(sorted(lines, key=lambda line: line.at)), with_log)


def _is_about(exhibit: Exhibit, event: e.Event) -> bool:
    """By names that all kinds share: `exhibit`, or `what` and `subject`. The record closes over what is disclosed."""
    if isinstance(event, e.RecordClosed | e.RecordReopened):
        return bool(exhibit.number)
    if isinstance(event, e.RetentionEnded):
        return event.kept is e.Kept.EVIDENCE
    if getattr(event, "what", None) is e.Submission.EXHIBIT:
        return getattr(event, "subject", None) == exhibit.id
    return getattr(event, "exhibit", None) == exhibit.id


def _handled(row: Handled) -> Line:
    if row.actor == THE_SERVICE:
        by: Actor | None = Actor(Role.SYSTEM)
    else:
        by = Actor(row.role, row.actor) if row.role else None
    return Line(row.first, by, purpose=row.purpose, times=row.times, until=row.last)
