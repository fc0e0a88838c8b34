"""Notices that do not arrive (procedure: counting): a trader is served by a substitute, a consumer's time stands still.

"After a failed channel, on the next working day after the substitute took it." "A trader's bounce leads to substitute
service (second address, marketplace inbox); only a consumer's own frames pause for a bounce, and restart in full."
"""

from dataclasses import dataclass
from datetime import timedelta

from odr.domain import calendar
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, Frame
from odr.domain.events import Channel, Event, Moved
from odr.domain.guards import Command, require_open, require_role
from odr.domain.pausing import hold_for, reached_again
from odr.domain.roles import Capacity, Role, Side
from odr.domain.timeframes import calendar_at, place_of, restarted, together, zone_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordServiceFailure(Command):
    """No channel of this side took a notice. `pause` names the pause that may follow."""

    side: Side
    pause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSubstitute(Command):
    """A substitute took the notice at `at`."""

    side: Side
    channel: Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContact(Command):
    """A notice arrives at this side again."""

    side: Side


def record_service_failure(ask: RecordServiceFailure, case: Case) -> list[Event]:
    require_role(ask.by, Role.SYSTEM)
    require_open(case)
    if ask.side in case.unreached:
        raise no.AlreadyDone()
    is_consumer = case.party(ask.side).capacity is not Capacity.BUSINESS
    return [e.ServiceFailed(ask.side), *(hold_for(case, ask.side, ask.pause) if is_consumer else [])]


def record_substitute(ask: RecordSubstitute, case: Case) -> list[Event]:
    """What waits for this side counts from the working day on which the substitute's notice is received."""
    require_role(ask.by, Role.SYSTEM)
    require_open(case)
    if ask.side not in case.unreached:
        raise no.AlreadyDone()
    role = Role(ask.side.value)
    zone = zone_of(role, case)
    after = calendar.local_day(ask.at, zone) + timedelta(days=1)
    received = calendar.start_of_day(calendar_at(place_of(role, case), case.calendars).next_working(after), zone)
    late = [frame for frame in case.running if _waits_for(role, frame)]
    later = together(case, late, lambda after, frame: restarted(after, frame, Moved.SERVED_LATER, ask.at, received))
    return [e.SubstituteServed(ask.side, ask.channel), *later]


def _waits_for(role: Role, frame: Frame) -> bool:
    """Frames of this side, each served later only once; a typed bound does not roll or restart."""
    served = any(move.why is Moved.SERVED_LATER for move in frame.moves)
    return role in frame.facts.actors and not served and frame.facts.limit != "typed"


def record_contact(ask: RecordContact, case: Case) -> list[Event]:
    require_role(ask.by, Role.SYSTEM)
    require_open(case)
    restored = reached_again(case, ask.side, ask.at)
    if not restored:
        raise no.AlreadyDone()
    return restored
