"""Time frames: open one with the reasons of its date, end one. The dates are stored; replay asks no calendar."""

from collections.abc import Iterable
from datetime import datetime

from odr.domain import calendar, counting, rulebook
from odr.domain.case import Case, Frame
from odr.domain.events import Ending, FrameEnded, FrameOpened
from odr.domain.roles import Capacity, Role, Room, Side
from odr.domain.rulebook import Acts


def open_frame(
    case: Case,
    clause: str,
    start: datetime,
    *,
    subject: str = "",
    room: Room = Room.SHARED,
    actors: tuple[Role, ...] | None = None,
    typed: datetime | None = None,
    within: str = "",
) -> FrameOpened:
    """A frame under a clause of the case's rulebook. A bound that a party `typed` neither counts nor rolls.

    It ends no later than the open frame that it lies `within`.
    """
    rule = case.rulebook.clauses[clause]
    who = actors if actors is not None else actors_of(rule.actor, case)
    zones = [zone_of(role, case) for role in who]
    due, zone = max((counting.due(start, rule.limit, zone), zone) for zone in zones)
    cap = case.frames.get(within)
    capped = cap is not None and cap.due < due
    return FrameOpened(
        frame=f"{clause}/{subject}" if subject else clause,
        clause=clause,
        room=room,
        actors=who,
        start=start,
        due=typed or (cap.due if cap and capped else due),
        limit="typed" if typed else str(rule.limit),
        zone=zone,
        calendar=calendar.WEEKENDS.version,
        rulebook=case.rulebook.id,
        source=rule.source,
        capped_by=within if capped else "",
    )


def end_frames(frames: Iterable[Frame], how: Ending) -> list[FrameEnded]:
    return [FrameEnded(frame.facts.frame, frame.facts.room, how) for frame in frames]


def end_clause(case: Case, clause: str, how: Ending, subject: str = "") -> list[FrameEnded]:
    """End this frame if it is open."""
    frame = case.frames.get(f"{clause}/{subject}" if subject else clause)
    return end_frames([frame], how) if frame else []


def rule_of(frame: Frame, case: Case) -> rulebook.Frame:
    return case.rulebook.clauses[frame.clause]


def actors_of(acts: Acts, case: Case) -> tuple[Role, ...]:
    """Which roles a frame waits for. A marketplace that is a party administers nothing: a registrar does."""
    match acts:
        case Acts.COMPLAINANT:
            return (Role.COMPLAINANT,)
        case Acts.RESPONDENT:
            return (Role.RESPONDENT,)
        case Acts.CONSUMER:
            return (Role(consumer_side(case).value),)
        case Acts.PARTIES | Acts.ANY_PARTY | Acts.WHOEVER_OWES:
            return (Role.COMPLAINANT, Role.RESPONDENT)
        case Acts.ADMINISTRATOR:
            return (Role.REGISTRAR,) if case.marketplace_is_party else (Role.MARKETPLACE, Role.REGISTRAR)
        case Acts.MEDIATOR:
            return (Role.MEDIATOR,)
        case Acts.DECIDER:
            return (Role.DECIDER,)


def consumer_side(case: Case) -> Side:
    """The consumer's side; without a consumer, the complainant's."""
    return Side.RESPONDENT if case.respondent.capacity is Capacity.CONSUMER else Side.COMPLAINANT


def zone_of(role: Role, case: Case) -> str:
    """A party's frame runs in the party's zone, a staff frame in the administrator's."""
    return case.party(role.side).zone if role.side else case.staff_zone


def next_due(case: Case, at: datetime) -> Frame | None:
    """The open frame whose bound passed first. Equal to the bound is late."""
    late = [frame for frame in case.frames.values() if frame.due <= at]
    return min(late, key=lambda frame: frame.due, default=None)
