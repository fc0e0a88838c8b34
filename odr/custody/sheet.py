"""The custody sheet of an exhibit: what the docket says of it and, for those who may see it, who handled it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from odr.domain import events as e
from odr.domain.case import Case, Entry, Exhibit
from odr.domain.roles import Actor, Concern, Role, Seat
from odr.evidence.audit import THE_SERVICE, Purpose, Row, rows_of
from odr.store import Store

SITTING = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Line:
    """Something that happened to an exhibit: an entry of the docket, or rows of the audit log with their purpose.

    `by` is None where nobody wrote down in which role they acted. `times`: how often they did it in one sitting.
    """

    at: datetime
    by: Actor | None
    entry: Entry | None = None
    purpose: Purpose | None = None
    times: int = 1


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


def _is_after(since: datetime | None, row: Row) -> bool:
    """Who looked at it before a decider could is not for them: it would tell that a mediator had it in private."""
    return since is None or row.actor == THE_SERVICE or row.at >= since


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
        since = None if private and is_own(seat, found) else min((line.at for line in lines), default=None)
        with store.read() as conn:
            lines += _sittings(_handled(row) for row in rows_of(conn, exhibit) if _is_after(since, row))
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


def _sittings(lines: Iterable[Line]) -> list[Line]:
    """Whoever turns thirty pages has opened the exhibit once: what follows within `SITTING` is one line."""
    found: list[Line] = []
    last: dict[tuple[Actor | None, Purpose | None], tuple[int, datetime]] = {}
    for line in lines:
        place, before = last.get((line.by, line.purpose), (-1, line.at))
        if place >= 0 and line.at - before <= SITTING:
            found[place] = replace(found[place], times=found[place].times + 1)
        else:
            place = len(found)
            found.append(line)
        last[line.by, line.purpose] = place, line.at
    return found


def _handled(row: Row) -> Line:
    if row.actor == THE_SERVICE:
        by: Actor | None = Actor(Role.SYSTEM)
    else:
        by = Actor(row.role, row.actor) if row.role else None
    return Line(row.at, by, purpose=row.purpose)
